package main_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// pkg is a package as the go command lists it.
type pkg struct {
	ImportPath, Name, Dir, Export string
	Standard                      bool
	GoFiles, Imports              []string
}

// ours are the packages of the module, by their path below it.
var ours = sync.OnceValues(func() (map[string]pkg, error) {
	list, err := golist("-e", "referout/...")
	out := map[string]pkg{}
	for _, p := range list {
		out[strings.TrimPrefix(p.ImportPath, "referout/")] = p
	}
	return out, err
})

func golist(args ...string) ([]pkg, error) {
	cmd := exec.Command("go", append([]string{"list", "-json=ImportPath,Name,Dir,Export,Standard,GoFiles,Imports"}, args...)...)
	var problems bytes.Buffer
	cmd.Stderr = &problems
	text, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w: %s", err, &problems)
	}
	var out []pkg
	for dec := json.NewDecoder(bytes.NewReader(text)); ; {
		var p pkg
		if err := dec.Decode(&p); err == io.EOF {
			return out, nil
		} else if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
}

func packages(t *testing.T) map[string]pkg {
	t.Helper()
	out, err := ours()
	if err != nil || len(out) == 0 {
		t.Fatalf("%d packages, %v", len(out), err)
	}
	return out
}

// forTests reports whether only tests may import a package: its name ends so.
func forTests(path string) bool { return strings.HasSuffix(path, "test") }

// pure reports whether a package holds rules and knowledge alone: functions of
// their arguments, which know nothing of books, chats or clocks.
func pure(path string) bool {
	for _, home := range []string{"courtesy", "guide", "ical", "recur", "scrub"} {
		if within(path, "handlers/"+home) {
			return true
		}
	}
	return false
}

// mayImport says which of our packages may import which, below the module.
func mayImport(from, to string) bool {
	top, _, _ := strings.Cut(from, "/")
	switch {
	case forTests(from), top == "cmd":
		return !forTests(to) || forTests(from)
	case forTests(to):
		return false
	case from == "store":
		return false
	case top == "store":
		return to == "store"
	case from == "bot":
		return to == "store"
	case top == "bot":
		return to == "bot"
	case pure(from):
		return pure(to)
	case top == "handlers":
		return to == "bot" || to == "bot/when" || to == "store" || strings.HasPrefix(to, "handlers/")
	}
	return false
}

func TestRooms(t *testing.T) {
	for from, p := range packages(t) {
		for _, path := range p.Imports {
			if to, ok := strings.CutPrefix(path, "referout/"); ok && !mayImport(from, to) {
				t.Errorf("%s imports %s", from, to)
			}
		}
	}
}

func TestMayImport(t *testing.T) {
	for _, tt := range []struct {
		from, to string
		want     bool
	}{
		{"store", "bot", false}, {"store/bolt", "store", true}, {"store/bolt", "store/memory", false},
		{"bot", "store", true}, {"bot", "handlers", false}, {"bot/telegram", "bot", true},
		{"bot/telegram", "store", false}, {"bot/telegram", "bot/discord", false},
		{"handlers", "bot/when", true}, {"handlers", "bot/telegram", false}, {"handlers", "store/bolt", false},
		{"handlers/courtesy", "bot", false}, {"handlers/courtesy", "handlers/guide", true},
		{"handlers/scrub", "handlers/guide", true}, {"handlers/recur", "bot/when", false},
		{"handlers/ical", "store", false}, {"handlers/ical", "handlers/people", false},
		{"cmd/referout", "store/bolt", true}, {"cmd/referout", "bot/bottest", false},
		{"bot/telegram/telegramtest", "bot/bottest", true}, {"handlers", "store/storetest", false},
	} {
		if got := mayImport(tt.from, tt.to); got != tt.want {
			t.Errorf("%s may import %s: %v", tt.from, tt.to, got)
		}
	}
}

// Folders at the top hold what the design names and nothing else.
func TestTopLevel(t *testing.T) {
	for path := range packages(t) {
		top, _, _ := strings.Cut(path, "/")
		if !slices.Contains([]string{"bot", "cmd", "handlers", "store"}, top) {
			t.Errorf("package %s stands in a folder that the design does not have", path)
		}
	}
}

// Each foreign library has one home; test doubles live beside it.
func TestLibrariesHaveOneHome(t *testing.T) {
	homes := map[string]string{
		"github.com/bwmarrin/discordgo": "bot/discord",
		"github.com/gorilla/websocket":  "bot/discord",
		"github.com/go-telegram/bot":    "bot/telegram",
		"go.etcd.io/bbolt":              "store/bolt",
		"github.com/tink-crypto":        "store",
		"github.com/fxamacker/cbor":     "store",
		"github.com/spf13/cobra":        "cmd/referout",
		"github.com/pelletier/go-toml":  "cmd/referout",
		"github.com/prometheus":         "cmd/referout/watch",
		"github.com/coreos/go-systemd":  "cmd/referout/watch",
		"filippo.io/age":                "cmd/referout/vault",
		"github.com/arran4/golang-ical": "handlers/ical",
	}
	for from, p := range packages(t) {
		for _, path := range p.Imports {
			for library, home := range homes {
				if within(path, library) && !within(from, home) {
					t.Errorf("%s imports %s, which belongs to %s", from, path, home)
				}
			}
		}
	}
}

func within(path, root string) bool { return path == root || strings.HasPrefix(path, root+"/") }

// Rules and knowledge are pure; handlers do nothing but answer.
func TestHandlersAreQuiet(t *testing.T) {
	forbidden := []string{"unsafe", "reflect", "os", "net", "syscall", "plugin", "crypto/rand", "log", "database", "runtime", "testing", "embed"}
	for from, p := range packages(t) {
		if !within(from, "handlers") {
			continue
		}
		for _, path := range p.Imports {
			// net/url takes addresses apart and reaches nothing.
			if path != "net/url" && slices.ContainsFunc(forbidden, func(f string) bool { return within(path, f) }) {
				t.Errorf("%s imports %s", from, path)
			}
			if pure(from) && strings.Contains(path, ".") && !mayKnow(from, path) {
				t.Errorf("%s imports %s, but knows the standard library only", from, path)
			}
		}
	}
}

// mayKnow names the few libraries, pure themselves, that a pure package may use.
func mayKnow(from, path string) bool {
	switch {
	case within(from, "handlers/ical"):
		return path == "github.com/arran4/golang-ical"
	case within(from, "handlers/scrub"):
		return path == "golang.org/x/text/unicode/norm"
	}
	return false
}

func TestPackageNames(t *testing.T) {
	vague := []string{"util", "utils", "common", "helper", "helpers", "misc", "base", "shared"}
	for path, p := range packages(t) {
		if slices.Contains(vague, p.Name) {
			t.Errorf("%s is called %s, which says nothing", path, p.Name)
		}
	}
}

func TestTranscriptsExist(t *testing.T) {
	files, err := filepath.Glob("../../handlers/testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Errorf("%d transcripts in handlers/testdata, %v", len(files), err)
	}
}
