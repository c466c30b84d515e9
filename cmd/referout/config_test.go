package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

func TestExampleIsTheDefaults(t *testing.T) {
	source, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	var c config
	if err := toml.NewDecoder(bytes.NewReader(source)).DisallowUnknownFields().Decode(&c); err != nil {
		t.Fatal(err)
	}
	if c != defaults() {
		t.Errorf("the example holds\n%+v, the defaults are\n%+v", c, defaults())
	}
	for _, r := range rules() {
		if lineOf(source, r.key) == 0 {
			t.Errorf("the example does not show %s", r.key)
		}
	}
}

func TestEveryKeyHasARule(t *testing.T) {
	var keys []string
	collect(reflect.TypeFor[config](), "", &keys)
	for _, key := range keys {
		if _, ok := ruleOf(key); !ok {
			t.Errorf("no rule says what to write for %s", key)
		}
	}
	if len(keys) != len(rules()) {
		t.Errorf("%d keys, %d rules", len(keys), len(rules()))
	}
}

func collect(t reflect.Type, prefix string, keys *[]string) {
	for f := range t.Fields() {
		name := prefix + f.Tag.Get("toml")
		if f.Type.Kind() == reflect.Struct {
			collect(f.Type, name+".", keys)
			continue
		}
		*keys = append(*keys, name)
	}
}

func TestBadConfigs(t *testing.T) {
	const secret = "123456:hunter2hunter2"
	for name, test := range map[string]struct {
		file string
		env  []string
		want string // what the message must hold, parts by "|"
	}{
		"unknown key":         {file: "\n[telegram]\ntokn = \"" + secret + "\"\n", want: "config.toml line 3: there is no key telegram.tokn|token_file"},
		"two unknown keys":    {file: "a = 1\nb = 2\n", want: "line 1: there is no key a|line 2: there is no key b|known here are data|[telegram]"},
		"unknown table":       {file: "[telegramm]\nx = 1\n", want: "line 1|telegramm|[telegram]"},
		"bad bool":            {file: "[console]\nenabled = \"" + secret + "\"\n", want: "line 2: console.enabled|write enabled = true"},
		"bad text":            {file: "zone = 7\n", want: "line 1: zone|America/Chicago"},
		"bad duration":        {file: "[telegram]\npoll_timeout = \"" + secret + "\"\n", want: "line 2: telegram.poll_timeout|\"50s\""},
		"duration off limits": {file: "[telegram]\npoll_timeout = \"2h\"\n", want: "line 2: telegram.poll_timeout|1s to 10m"},
		"no TOML":             {file: "[telegram]\ntoken_file " + secret + "\n", want: "line 2|this is not TOML"},
		"open quote":          {file: "zone = \"" + secret + "\nx", want: "line 1"},
		"zone":                {file: "zone = \"" + secret + "\"\n", want: "line 1: zone cannot be used|America/Chicago"},
		"access":              {file: "\naccess = \"all\"\n", want: "line 2: access|\"invite\" or access = \"open\""},
		"level":               {file: "[log]\nlevel = \"loud\"\n", want: "line 2: log.level|\"debug\""},
		"format":              {file: "[log]\nformat = \"xml\"\n", want: "line 2: log.format|\"json\""},
		"address":             {file: "[discord]\napi_url = \"discord.com\"\n", want: "line 2: discord.api_url|https://discord.com"},
		"address with secret": {file: "[telegram]\napi_url = \"https://a:" + secret + "@x\"\n", want: "line 2: telegram.api_url"},
		"open to the world":   {file: "[watch]\nlisten = \"0.0.0.0:9464\"\n", want: "line 2: watch.listen cannot be used|this machine alone|127.0.0.1:9464"},
		"environment":         {env: []string{"REFEROUT_ACCESS=" + secret}, want: "environment variable REFEROUT_ACCESS: access"},
		"environment's type":  {env: []string{"REFEROUT_CONSOLE_ENABLED=" + secret}, want: "environment variable REFEROUT_CONSOLE_ENABLED: console.enabled"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "config.toml")
			if err := os.WriteFile(path, []byte(test.file), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := loadConfig(path, test.env)
			if err == nil {
				t.Fatal("it was taken")
			}
			for _, part := range strings.Split(test.want, "|") {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%q lacks %q", err, part)
				}
			}
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("a value is shown: %q", err)
			}
		})
	}
}

func TestEnvironmentWins(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte("access = \"invite\"\nzone = \"Europe/Berlin\"\n[telegram]\npoll_timeout = \"5s\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := loadConfig(path, []string{"REFEROUT_ACCESS=open", "REFEROUT_TELEGRAM_POLL_TIMEOUT=7s", "ACCESS=x"})
	if err != nil {
		t.Fatal(err)
	}
	want := defaults()
	want.Access, want.Zone, want.Telegram.PollTimeout = "open", "Europe/Berlin", 7e9
	if l.config != want {
		t.Errorf("got %+v", l.config)
	}
}

func TestMissingConfigIsSaid(t *testing.T) {
	if _, err := loadConfig(filepath.Join(t.TempDir(), "none.toml"), nil); err == nil || !strings.Contains(err.Error(), "config.example.toml") {
		t.Errorf("got %v", err)
	}
}

// withEnv is a program in an environment.
func withEnv(env map[string]string) *program {
	return &program{getenv: func(name string) string { return env[name] }}
}

func TestTokens(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string, mode os.FileMode) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := file("good", " hunter2 \n", 0o600)
	file("telegram-token", "credential\n", 0o440)
	for name, test := range map[string]struct {
		env  map[string]string
		file string
		want string // the token, or with "!" parts of the message
	}{
		"file":             {nil, good, "hunter2"},
		"environment":      {map[string]string{"REFEROUT_TELEGRAM_TOKEN": " fromenv\n"}, good, "fromenv"},
		"credential":       {map[string]string{"CREDENTIALS_DIRECTORY": dir}, "", "credential"},
		"no credential":    {map[string]string{"CREDENTIALS_DIRECTORY": t.TempDir()}, "", "!there is no telegram.token_file|REFEROUT_TELEGRAM_TOKEN|chmod 600"},
		"nothing":          {nil, "", "!there is no telegram.token_file"},
		"missing file":     {nil, filepath.Join(dir, "none"), "!telegram.token_file|the file it names does not exist"},
		"readable by many": {nil, file("open", "hunter2", 0o644), "!chmod 600 " + filepath.Join(dir, "open")},
		"empty":            {nil, file("empty", "\n", 0o600), "!empty"},
		"too long":         {nil, file("long", strings.Repeat("hunter2", 1000), 0o600), "!4 KiB"},
		"two lines":        {nil, file("two", "hunter2\nhunter2", 0o600), "!several lines"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := withEnv(test.env).token(loaded{config: defaults()}, "telegram", test.file)
			message, fails := strings.CutPrefix(test.want, "!")
			if !fails {
				if err != nil || got != test.want {
					t.Errorf("got %q, %v", got, err)
				}
				return
			}
			if err == nil {
				t.Fatal("it was taken")
			}
			for _, part := range strings.Split(message, "|") {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%q lacks %q", err, part)
				}
			}
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("the secret is shown: %q", err)
			}
		})
	}
}

func TestTokenFileLiesBesideTheConfig(t *testing.T) {
	l := loaded{path: filepath.Join("etc", "config.toml")}
	if got := l.beside("token"); got != filepath.Join("etc", "token") {
		t.Errorf("got %q", got)
	}
	if got := l.beside("/token"); got != "/token" {
		t.Errorf("got %q", got)
	}
}

func TestKeyIsNotWrittenOverAnother(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sub", "key")
	if _, err := makeKey(path); err != nil {
		t.Fatal(err)
	}
	if _, err := makeKey(path); !errors.Is(err, os.ErrExist) {
		t.Errorf("got %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v, %v", info, err)
	}
}

func TestMachineZone(t *testing.T) {
	if got := withEnv(map[string]string{"TZ": ":Asia/Tokyo"}).machineZone(); got != "Asia/Tokyo" {
		t.Errorf("got %q", got)
	}
	if got := withEnv(nil).machineZone(); !knownZone(got) {
		t.Errorf("%q is no zone", got)
	}
}

func TestMisspeltVariablesAreRefused(t *testing.T) {
	for name, want := range map[string]string{
		"REFEROUT_TELEGRAM_TOKN":  "REFEROUT_TELEGRAM_TOKEN",
		"REFEROUT_LOGLEVEL":       "REFEROUT_LOG_LEVEL",
		"REFEROUT_KEYFILE":        "REFEROUT_KEY_FILE",
		"REFEROUT_BACKUP_FODLER":  "REFEROUT_BACKUP_FOLDER",
		"REFEROUT_DISCORD_TOKENS": "REFEROUT_DISCORD_TOKEN",
	} {
		_, err := loadConfig("", []string{name + "=hunter2"})
		if err == nil || !strings.Contains(err.Error(), name+": there is no such setting; the nearest is "+want+".") || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", name, err)
		}
	}
	var all []string
	for _, name := range knownVariables()[:7] {
		all = append(all, name+"=x")
	}
	if _, err := loadConfig("", append(all, "REFEROUT_NOTHING=", "REFERENCE=x")); err != nil {
		t.Errorf("refused: %v", err)
	}
}
