package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/caarlos0/env/v11"
	"github.com/pelletier/go-toml/v2"
)

// A rule says of a key what to write.
type rule struct{ key, write string }

// rules are all keys, in the order of config.example.toml.
func rules() []rule {
	return []rule{
		{"data", `the path of a folder, as in data = "/var/lib/referout"`},
		{"key_file", `the path of a file outside the data folder, as in key_file = "/etc/referout/key"`},
		{"zone", `a name from the time zone database, as in zone = "America/Chicago"`},
		{"access", `access = "invite" or access = "open"`},
		{"log.level", `level = "debug", "info", "warn" or "error"`},
		{"log.format", `format = "text" or format = "json"`},
		{"console.enabled", `enabled = true or enabled = false`},
		{"telegram.enabled", `enabled = true or enabled = false`},
		{"telegram.token_file", `the path of a file that holds the bot's token, as in token_file = "telegram-token"`},
		{"telegram.api_url", `an address, as in api_url = "https://api.telegram.org"`},
		{"telegram.poll_timeout", `a duration from 1s to 10m in quotes, as in poll_timeout = "50s"`},
		{"discord.enabled", `enabled = true or enabled = false`},
		{"discord.token_file", `the path of a file that holds the bot's token, as in token_file = "discord-token"`},
		{"discord.api_url", `an address, as in api_url = "https://discord.com"`},
		{"discord.gateway_url", `an address, as in gateway_url = "wss://gateway.discord.gg"`},
		{"watch.listen", `an address of this machine alone with a port, as in listen = "127.0.0.1:9464"`},
		{"backup.recipient", `the public half of a backup key, as in recipient = "age1…"; referout new-key backup FILE makes one`},
		{"backup.folder", `the path of a folder, as in folder = "/mnt/backups"`},
		{"backup.at", `a time of day, as in at = "03:30"`},
	}
}

func ruleOf(key string) (rule, bool) {
	for _, r := range rules() {
		if r.key == key {
			return r, true
		}
	}
	return rule{}, false
}

// problem is a sentence about a key: where it was set, what is wrong, what to write.
func (l *loaded) problem(key, what string) error {
	r, _ := ruleOf(key)
	return fmt.Errorf("%s: %s %s; write %s", l.where(key), key, what, r.write)
}

// where is the place a key was set at.
func (l *loaded) where(key string) string {
	if name := variable(key); l.env[name] != "" {
		return "environment variable " + name
	}
	if line := lineOf(l.source, key); line > 0 {
		return fmt.Sprintf("%s line %d", l.path, line)
	}
	if l.path != "" {
		return l.path
	}
	return "the settings"
}

// variable is the environment variable that sets a key.
func variable(key string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
}

// lineOf is the line, from 1, on which a TOML source sets a key; 0: on none.
func lineOf(source []byte, key string) int {
	table := ""
	for i, line := range strings.Split(string(source), "\n") {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "["); ok {
			name, _, _ = strings.Cut(name, "]")
			table = strings.TrimSpace(name) + "."
			continue
		}
		name, _, ok := strings.Cut(line, "=")
		if ok && table+strings.TrimSpace(name) == key {
			return i + 1
		}
	}
	return 0
}

// fileProblems rewrites what the decoder found. The decoder's own texts are not
// used: they may show lines of the file, and a misspelt key may hold a secret.
func (l *loaded) fileProblems(err error) error {
	var strict *toml.StrictMissingError
	var one *toml.DecodeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &strict):
		var all []error
		for i := range strict.Errors {
			line, _ := strict.Errors[i].Position()
			all = append(all, fmt.Errorf("%s line %d: %s", l.path, line, unknown(strict.Errors[i].Key())))
		}
		return errors.Join(all...)
	case errors.As(err, &one):
		return l.decodeProblem(one)
	}
	return fmt.Errorf("%s could not be read as TOML", l.path)
}

func (l *loaded) decodeProblem(err *toml.DecodeError) error {
	line, column := err.Position()
	if r, ok := ruleOf(strings.Join(err.Key(), ".")); ok {
		return fmt.Errorf("%s line %d: %s has the wrong type; write %s", l.path, line, r.key, r.write)
	}
	for _, r := range rules() {
		if lineOf(l.source, r.key) == line {
			return fmt.Errorf("%s line %d: %s cannot be read; write %s", l.path, line, r.key, r.write)
		}
	}
	return fmt.Errorf("%s line %d, column %d: this is not TOML; write key = \"text\", key = true or [table]", l.path, line, column)
}

// unknown names the keys that would be known in the place of one that is not.
func unknown(key toml.Key) string {
	table := strings.Join(key[:len(key)-1], ".")
	var known, tables []string
	for _, r := range rules() {
		t, name, inTable := strings.Cut(r.key, ".")
		if inTable && t == table {
			known = append(known, name)
		}
		if !inTable && table == "" {
			known = append(known, r.key)
		}
		if inTable && (len(tables) == 0 || tables[len(tables)-1] != "["+t+"]") {
			tables = append(tables, "["+t+"]")
		}
	}
	if table == "" || len(known) == 0 {
		known = append(known, tables...)
	}
	return fmt.Sprintf("there is no key %s; known here are %s", strings.Join(key, "."), strings.Join(known, ", "))
}

// envProblems rewrites what the environment's reader found, without the values.
func (l *loaded) envProblems(err error) error {
	if err == nil {
		return nil
	}
	var all []error
	for _, r := range rules() {
		if l.env[variable(r.key)] != "" && l.unreadable(r.key) {
			all = append(all, l.problem(r.key, "cannot be read"))
		}
	}
	if len(all) == 0 {
		return errors.New("an environment variable that begins with REFEROUT_ cannot be read")
	}
	return errors.Join(all...)
}

// unreadable reports whether the environment's value of a key has the wrong type.
func (l *loaded) unreadable(key string) bool {
	scratch := defaults()
	only := map[string]string{variable(key): l.env[variable(key)]}
	return env.ParseWithOptions(&scratch, env.Options{Prefix: envPrefix, Environment: only}) != nil
}
