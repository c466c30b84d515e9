package main

import (
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"referout/cmd/referout/vault"
)

// standing is a program with a book in a folder of its own.
func standing(t *testing.T) (*program, loaded) {
	t.Helper()
	dir := t.TempDir()
	recipient, _, err := vault.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	p := newProgram(strings.NewReader(""), io.Discard, io.Discard)
	p.getenv = func(string) string { return "" }
	p.data, p.key = filepath.Join(dir, "data"), filepath.Join(dir, "key")
	l := loaded{config: defaults()}
	l.Backup = backupConfig{Recipient: recipient, At: "03:30"}
	return p, l
}

// TestTheDailyBackupIsTheConfigs makes one as the schedule does, and looks when it
// would make the next.
func TestTheDailyBackupIsTheConfigs(t *testing.T) {
	p, l := standing(t)
	data, err := p.dataFolder(l)
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.openBook(t.Context(), l, data)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	log := slog.New(slog.DiscardHandler)
	r, err := p.newRouter(l, s.Store, log, nil)
	if err != nil {
		t.Fatal(err)
	}
	d := p.daily(t.Context(), l, p.chores(l, data, s, r), log)
	if _, found := d.Last(); found || d.At != "03:30" || d.Zone.String() != p.machineZone() {
		t.Errorf("before: %v, at %s in %v", found, d.At, d.Zone)
	}
	now := time.Now().UTC().Truncate(time.Second)
	made, err := d.Backup(t.Context(), now)
	if err != nil || filepath.Dir(made.File) != filepath.Join(data, "backups") {
		t.Fatalf("%+v, %v", made, err)
	}
	if at, found := d.Last(); !found || !at.Equal(now) {
		t.Errorf("afterwards: %v, %v", at, found)
	}
}

// TestAttendingLeavesNothing listens, is told to end, and takes everything away that
// it has made, and what a crash had left before.
func TestAttendingLeavesNothing(t *testing.T) {
	p, l := standing(t)
	data, err := p.dataFolder(l)
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.openBook(t.Context(), l, data)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	log := slog.New(slog.DiscardHandler)
	r, err := p.newRouter(l, s.Store, log, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".copy-1", ".new-2"} {
		if err := os.WriteFile(filepath.Join(data, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	leave := p.attend(t.Context(), l, data, s, r, log)
	if _, err := os.Stat(filepath.Join(data, "control")); err != nil {
		t.Errorf("nobody listens: %v", err)
	}
	leave()
	left, err := os.ReadDir(data)
	if err != nil || len(left) != 1 || left[0].Name() != bookFile {
		t.Errorf("left: %v, %v", left, err)
	}
}

// TestCommandsMakeNoBook looks that a slip in a folder's name leaves nothing behind.
func TestCommandsMakeNoBook(t *testing.T) {
	for _, args := range []string{"backup", "verify", "compact", "rekey", "reseal", "books", "export", "erase --book b123456 --yes", "outbox list", "check"} {
		p, _ := standing(t)
		data, key := p.data, p.key
		cmd := p.root() // which forgets both: without the flags this would be the book of whoever tests
		cmd.SetArgs(append(strings.Fields(args), "--data", data, "--key", key))
		err := cmd.ExecuteContext(t.Context())
		if args != "check" && (err == nil || !strings.Contains(err.Error(), "there is no book yet in")) {
			t.Errorf("%s: %v", args, err)
		}
		for _, path := range []string{data, key} {
			if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("%s has made %s: %v", args, path, err)
			}
		}
	}
}
