package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
)

// place is a platform that nobody talks on; link is where its start link begins.
type place struct {
	bot.Platform
	name string
}

func (p place) Name() string { return p.name }

type linkedPlace struct {
	place
	known *bool
}

func (p linkedPlace) StartLink(code string) string {
	if !*p.known {
		return ""
	}
	return "https://example.com/?start=" + code
}

// codes knows which platforms have an owner.
type codes map[string]bool

func (c codes) SetupCode(_ context.Context, platform string) (string, bool, error) {
	return "CODE-" + platform, !c[platform], nil
}

func TestSetupFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		known := false
		f := setupFile{path: filepath.Join(t.TempDir(), "setup-code"), log: slog.New(slog.DiscardHandler), router: codes{"discord": true}}
		platforms := []bot.Platform{place{name: "console"}, linkedPlace{place{name: "telegram"}, &known}, place{name: "discord"}}
		forget, err := f.write(t.Context(), "invite", platforms)
		if err != nil {
			t.Fatal(err)
		}
		text := content(t, f.path)
		if !strings.Contains(text, "/start CODE-telegram\n") || strings.Contains(text, "discord") || strings.Contains(text, "console") || strings.Contains(text, "https") {
			t.Errorf("the file says\n%s", text)
		}
		known = true
		time.Sleep(3 * time.Second)
		synctest.Wait()
		if text := content(t, f.path); !strings.Contains(text, "https://example.com/?start=CODE-telegram\n") {
			t.Errorf("the file says\n%s", text)
		}
		if info, err := os.Stat(f.path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("mode: %v, %v", info, err)
		}
		forget()
		if _, err := os.Stat(f.path); err != nil {
			t.Errorf("the file stands until the next start: %v", err)
		}
	})
}

func TestNoSetupFileWithoutNeed(t *testing.T) {
	for name, test := range map[string]struct {
		access string
		owned  codes
	}{
		"owned": {"invite", codes{"telegram": true}},
		"open":  {"open", codes{}},
	} {
		t.Run(name, func(t *testing.T) {
			f := setupFile{path: filepath.Join(t.TempDir(), "setup-code"), log: slog.New(slog.DiscardHandler), router: test.owned}
			if err := os.WriteFile(f.path, []byte("old"), 0o600); err != nil {
				t.Fatal(err)
			}
			forget, err := f.write(t.Context(), test.access, []bot.Platform{place{name: "telegram"}})
			if err != nil {
				t.Fatal(err)
			}
			forget()
			if _, err := os.Stat(f.path); !os.IsNotExist(err) {
				t.Errorf("the file is still there: %v", err)
			}
		})
	}
}

func content(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
