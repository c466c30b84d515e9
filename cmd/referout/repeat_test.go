package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The log of a chat lies in a file beside the book.
func TestAChatsLogNamesNobody(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		atHome(t)
		t.Setenv("REFEROUT_LOG_LEVEL", "debug")
		t.Setenv("REFEROUT_LOG_FORMAT", format)
		data := t.TempDir()
		typed := strings.NewReader("/start\n/add Dr " + doctor + ", " + specialty + "\n/received " + doctor + "\nmet " + quixotic + " for lunch\n/due\n")
		var stdout, stderr strings.Builder
		if got := run(t.Context(), []string{"--data", data, "--key", filepath.Join(t.TempDir(), "key")}, typed, &stdout, &stderr); got != 0 {
			t.Errorf("exit code %d: %s", got, stderr.String())
		}
		log := content(t, filepath.Join(data, "referout.log"))
		if !strings.Contains(log, "started") || !strings.Contains(stdout.String(), doctor) {
			t.Errorf("logged %q, said %q", log, stdout.String())
		}
		for _, p := range append(everybody(), "referout-master-key") {
			if strings.Contains(log+stderr.String(), p) {
				t.Errorf("%q stands in %s%s", p, log, stderr.String())
			}
		}
	}
}

// A token or a key is easily written where something else belongs.
func TestSecretsInWrongPlacesAreNotRepeated(t *testing.T) {
	for _, secret := range []string{telegramLike, discordLike, masterKey} {
		for _, r := range rules() {
			table, key, nested := strings.Cut(r.key, ".")
			text := fmt.Sprintf("%s = %q\n", r.key, secret)
			if nested {
				text = fmt.Sprintf("[%s]\n%s = %q\n", table, key, secret)
				if key == "token_file" {
					text += "enabled = true\n"
				}
			}
			atHome(t)
			said(t, secret, "run", "--config", configFile(t, text))
		}
		for _, args := range [][]string{
			{secret}, {"--" + secret}, {"--key", secret}, {"run", "--config", secret}, {"import", secret}, {"run", secret},
		} {
			atHome(t)
			said(t, secret, args...)
		}
		for _, name := range []string{"ZONE", "LOG_LEVEL", "TELEGRAM_ENABLED", "DISCORD_GATEWAY_URL", "WATCH_LISTEN", "KEY"} {
			atHome(t)
			t.Setenv(envPrefix+name, secret)
			said(t, secret, "run")
			t.Setenv(envPrefix+name, "")
		}
	}
}

// said runs the program, which must not repeat a secret.
func said(t *testing.T, secret string, args ...string) {
	t.Helper()
	var stdout, stderr strings.Builder
	// What it makes of it is its own affair, and lies in a folder of the test.
	t.Chdir(t.TempDir())
	run(t.Context(), args, strings.NewReader(""), &stdout, &stderr)
	if all := stdout.String() + stderr.String(); strings.Contains(all, secret) || strings.Contains(all, secret[len(secret)-12:]) {
		t.Errorf("%v repeats it: %s", args, all)
	}
}

// A token that is wrong, on a platform that cannot be reached.
func TestTokensOfTheEnvironmentAreNotTold(t *testing.T) {
	atHome(t)
	t.Setenv("REFEROUT_TELEGRAM_TOKEN", telegramLike)
	t.Setenv("REFEROUT_DISCORD_TOKEN", "a-token-of-no-known-form")
	path := configFile(t, "[log]\nlevel = \"debug\"\n[console]\nenabled = false\n[telegram]\nenabled = true\napi_url = \"http://127.0.0.1:1\"\n[discord]\nenabled = true\napi_url = \"http://127.0.0.1:1\"\n")
	stderr := newPages()
	ctx, cancel := context.WithCancel(t.Context())
	code := make(chan int, 1)
	go func() { code <- run(ctx, []string{"run", "--config", path}, strings.NewReader(""), stderr, stderr) }()
	stderr.find(`telegram cannot be reached`)
	stderr.find(`discord disconnected`)
	cancel()
	if got := <-code; got != 0 {
		t.Errorf("exit code %d", got)
	}
	for _, p := range []string{telegramLike, "AAHk_this", "no-known-form"} {
		if strings.Contains(stderr.String(), p) {
			t.Errorf("%q stands in\n%s", p, stderr)
		}
	}
}

// Whatever way a secret comes in, it is known from then on.
func TestEverySecretThatIsReadIsHidden(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	file("telegram-token", "of-a-credential")
	for name, test := range map[string]struct {
		env    map[string]string
		read   func(*program) error
		secret string
	}{
		"environment": {map[string]string{"REFEROUT_TELEGRAM_TOKEN": "of-the-environment"}, func(p *program) error {
			_, err := p.token(loaded{}, "telegram", "")
			return err
		}, "of-the-environment"},
		"file": {nil, func(p *program) error {
			_, err := p.token(loaded{}, "telegram", file("token", "of-a-file"))
			return err
		}, "of-a-file"},
		"credential": {map[string]string{"CREDENTIALS_DIRECTORY": dir}, func(p *program) error {
			_, err := p.token(loaded{}, "telegram", "")
			return err
		}, "of-a-credential"},
		"key": {nil, func(p *program) error {
			p.key = file("key", "not-even-a-key")
			_, _, err := p.keyText(loaded{})
			return err
		}, "not-even-a-key"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newProgram(nil, nil, nil)
			p.getenv = func(name string) string { return test.env[name] }
			if err := test.read(p); err != nil {
				t.Fatal(err)
			}
			if got := p.mask.secretless("it is " + test.secret); got != "it is ***" {
				t.Errorf("got %q", got)
			}
		})
	}
}
