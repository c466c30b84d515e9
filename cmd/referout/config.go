package main

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
	"github.com/pelletier/go-toml/v2"

	"referout/cmd/referout/vault"
	"referout/cmd/referout/watch"
)

// config is what a config file may say. config.example.toml explains every key
// and holds these defaults.
type config struct {
	Data     string         `toml:"data" env:"DATA"`
	KeyFile  string         `toml:"key_file" env:"KEY_FILE"`
	Zone     string         `toml:"zone" env:"ZONE"`
	Access   string         `toml:"access" env:"ACCESS"`
	Log      logConfig      `toml:"log" envPrefix:"LOG_"`
	Console  consoleConfig  `toml:"console" envPrefix:"CONSOLE_"`
	Telegram telegramConfig `toml:"telegram" envPrefix:"TELEGRAM_"`
	Discord  discordConfig  `toml:"discord" envPrefix:"DISCORD_"`
	Watch    watchConfig    `toml:"watch" envPrefix:"WATCH_"`
	Backup   backupConfig   `toml:"backup" envPrefix:"BACKUP_"`
}

type logConfig struct {
	Level  string `toml:"level" env:"LEVEL"`
	Format string `toml:"format" env:"FORMAT"`
}

type consoleConfig struct {
	Enabled bool `toml:"enabled" env:"ENABLED"`
}

type telegramConfig struct {
	Enabled     bool   `toml:"enabled" env:"ENABLED"`
	TokenFile   string `toml:"token_file" env:"TOKEN_FILE"`
	APIURL      string `toml:"api_url" env:"API_URL"`
	PollTimeout period `toml:"poll_timeout" env:"POLL_TIMEOUT"`
}

type discordConfig struct {
	Enabled    bool   `toml:"enabled" env:"ENABLED"`
	TokenFile  string `toml:"token_file" env:"TOKEN_FILE"`
	APIURL     string `toml:"api_url" env:"API_URL"`
	GatewayURL string `toml:"gateway_url" env:"GATEWAY_URL"`
}

type watchConfig struct {
	Listen string `toml:"listen" env:"LISTEN"`
}

type backupConfig struct {
	Recipient string `toml:"recipient" env:"RECIPIENT"`
	Folder    string `toml:"folder" env:"FOLDER"`
	At        string `toml:"at" env:"AT"`
}

// period is a duration written like "50s".
type period time.Duration

var _ encoding.TextUnmarshaler = (*period)(nil)

// UnmarshalText reads what time.ParseDuration reads.
func (p *period) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	*p = period(d)
	return err
}

// defaults is the config of an empty file.
func defaults() config {
	return config{
		Access:   "invite",
		Log:      logConfig{Level: "info", Format: "text"},
		Console:  consoleConfig{Enabled: true},
		Telegram: telegramConfig{APIURL: "https://api.telegram.org", PollTimeout: period(50 * time.Second)},
		Discord:  discordConfig{APIURL: "https://discord.com"},
	}
}

// loaded is a config with what is needed to say where a value came from.
type loaded struct {
	config
	path   string // "": no file
	source []byte
	env    map[string]string
}

const envPrefix = "REFEROUT_"

// loadConfig reads a file strictly (none if path is ""), then the environment,
// then checks every value. Its errors name key and line and what to write
// instead, and never repeat a value or a line of the file.
func loadConfig(path string, environ []string) (loaded, error) {
	l := loaded{config: defaults(), path: path, env: envMap(environ)}
	if err := l.strangers(); err != nil {
		return l, err
	}
	if path != "" {
		if err := l.readFile(); err != nil {
			return l, err
		}
	}
	err := env.ParseWithOptions(&l.config, env.Options{Prefix: envPrefix, Environment: l.env})
	if err := l.envProblems(err); err != nil {
		return l, err
	}
	return l, l.validate()
}

func envMap(environ []string) map[string]string {
	out := map[string]string{}
	for _, pair := range environ {
		name, value, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, envPrefix) && value != "" {
			out[name] = value
		}
	}
	return out
}

func (l *loaded) readFile() error {
	source, err := os.ReadFile(l.path)
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("there is no config file %s; copy config.example.toml and change what you need", l.path)
	}
	if err != nil {
		return fmt.Errorf("the config file %s cannot be read (%s); run this as a user who may read it, or name another with --config FILE%w", l.path, bare(err).Error(), hidden{err})
	}
	l.source = source
	d := toml.NewDecoder(bytes.NewReader(source)).DisallowUnknownFields()
	return l.fileProblems(d.Decode(&l.config))
}

// validate checks the values that a type alone does not.
func (l *loaded) validate() error {
	var problems []error
	for _, c := range l.checks() {
		if !c.ok {
			problems = append(problems, l.problem(c.key, "cannot be used"))
		}
	}
	if l.Backup.At != "" && l.Backup.Recipient == "" {
		problems = append(problems, fmt.Errorf("%s: backup.at is set, but there is no backup.recipient to encrypt for. %s", l.where("backup.at"), vault.HowToEncrypt))
	}
	return errors.Join(problems...)
}

type check struct {
	key string
	ok  bool
}

func (l *loaded) checks() []check {
	return []check{
		{"zone", l.Zone == "" || knownZone(l.Zone)},
		{"access", slices.Contains([]string{"invite", "open"}, l.Access)},
		{"log.level", slices.Contains([]string{"debug", "info", "warn", "error"}, l.Log.Level)},
		{"log.format", slices.Contains([]string{"text", "json"}, l.Log.Format)},
		{"telegram.api_url", address(l.Telegram.APIURL, "http", "https")},
		{"telegram.poll_timeout", l.Telegram.PollTimeout >= period(time.Second) && l.Telegram.PollTimeout <= period(10*time.Minute)},
		{"discord.api_url", address(l.Discord.APIURL, "http", "https")},
		{"discord.gateway_url", l.Discord.GatewayURL == "" || address(l.Discord.GatewayURL, "ws", "wss")},
		{"watch.listen", l.Watch.Listen == "" || watch.Local(l.Watch.Listen)},
		{"backup.recipient", l.Backup.Recipient == "" || vault.ValidRecipient(l.Backup.Recipient)},
		{"backup.at", l.Backup.At == "" || vault.ValidTime(l.Backup.At)},
	}
}

func knownZone(name string) bool {
	_, err := time.LoadLocation(name)
	return err == nil && name != "Local"
}

func address(text string, schemes ...string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && u.User == nil && slices.Contains(schemes, u.Scheme)
}

// beside makes a path that the config file names one relative to that file.
func (l *loaded) beside(path string) string {
	if path == "" || filepath.IsAbs(path) || l.path == "" {
		return path
	}
	return filepath.Join(filepath.Dir(l.path), path)
}
