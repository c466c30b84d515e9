package vault_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"referout/cmd/referout/vault"
	"referout/store"
	"referout/store/bolt"
	"referout/store/storetest"
)

type note struct {
	Text string `cbor:"1,keyasint" json:"text"`
}

var (
	notes  = store.Table[note]{Name: "note", Indexes: []store.Index[note]{{Name: "all", Of: func(note) []string { return []string{"1"} }}}}
	tables = []store.Keeper{notes}
	noon   = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
)

// house is an open book with a vault, and a backup key.
type house struct {
	*testing.T
	*vault.Vault
	folder   string
	settings vault.Settings
	identity string // file
	book     store.SpaceID
}

func newHouse(t *testing.T) *house {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	e, err := bolt.Open(filepath.Join(data, "book.db"), bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	m := storetest.Master(t)
	s, err := store.Open(t.Context(), e, m)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	h := &house{T: t, Vault: &vault.Vault{Book: e, Store: s, Master: m, Tables: tables, Data: data}, folder: filepath.Join(t.TempDir(), "deeper", "backups")}
	recipient, text, err := vault.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	h.identity = h.file("backup-key", text)
	h.settings = vault.Settings{Recipient: recipient, Folder: h.folder}
	h.update(func(tx *store.Tx) error {
		b, err := tx.NewBook(rand.NewChaCha8([32]byte{1}))
		h.book = b.ID()
		return errors.Join(err, notes.Put(b, "1", note{"the first"}), store.SetAlarm(b, store.Alarm{Kind: "ping", ID: "1", At: noon}))
	})
	return h
}

func (h *house) file(name string, content []byte) string {
	h.Helper()
	path := filepath.Join(h.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		h.Fatal(err)
	}
	return path
}

func (h *house) update(fn func(*store.Tx) error) {
	h.Helper()
	if err := h.Store.Update(h.Context(), fn); err != nil {
		h.Fatal(err)
	}
}

func (h *house) backup(at time.Time) vault.Made {
	h.Helper()
	made, err := h.Backup(h.Context(), h.settings, at)
	if err != nil {
		h.Fatal(err)
	}
	return made
}

// tidied looks whether nothing but the book is in the data folder.
func (h *house) tidied(dir string, want ...string) {
	h.Helper()
	var names []string
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		h.Error(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if !slices.Equal(names, want) {
		h.Errorf("%s holds %q, want %q", dir, names, want)
	}
}

// restoration puts a backup of the house into a new folder.
func (h *house) restoration(file string) vault.Restoration {
	h.Helper()
	return vault.Restoration{File: file, Identity: h.identity, Book: filepath.Join(h.TempDir(), "book.db"), Master: h.Master, Tables: tables}
}

func TestABackupComesBack(t *testing.T) {
	h := newHouse(t)
	made := h.backup(noon)
	if info, err := os.Stat(made.File); err != nil || info.Mode().Perm() != 0o600 || info.Size() != made.Bytes {
		t.Errorf("%+v: %v, %v", made, info, err)
	}
	if made.Census.Books != 1 || made.Census.Records != 1 || made.Census.Alarms != 1 || len(made.Removed) != 0 {
		t.Errorf("%+v", made)
	}
	h.update(func(tx *store.Tx) error {
		b, err := tx.Book(h.book)
		return errors.Join(err, notes.Put(b, "2", note{"too late"}))
	})
	r := h.restoration(made.File)
	looked := ""
	r.Look = func(s *store.Store) error {
		return s.View(t.Context(), func(tx *store.Tx) error {
			b, err := tx.Book(h.book)
			if err != nil {
				return err
			}
			for e, err := range notes.All(b) {
				looked += e.Value.Text
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
	got, err := vault.Restore(t.Context(), r)
	if err != nil || looked != "the first" || got.Census.Books != 1 || !got.At.Equal(noon) || !got.Named {
		t.Errorf("%+v, %q, %v", got, looked, err)
	}
	if _, err := vault.Examine(t.Context(), r.Book, h.Master, tables, nil); err != nil {
		t.Error(err)
	}
	h.tidied(filepath.Dir(r.Book), "book.db")
	h.tidied(h.Data, "book.db")
	h.tidied(h.folder, filepath.Base(made.File))
	mark, err := vault.Mark(t.Context(), h.Store)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := vault.Newest(h.folder, "000000"); ok {
		t.Error("another book's counts as well")
	}
	if at, ok := vault.Newest(h.folder, mark); !ok || !at.Equal(noon) {
		t.Errorf("the newest is of %v", at)
	}
}

// TestABackupNeedsNothingOfOurs opens one with age alone: it is the book's file.
func TestABackupNeedsNothingOfOurs(t *testing.T) {
	h := newHouse(t)
	made := h.backup(noon)
	sealed, err := os.ReadFile(made.File)
	if err != nil {
		t.Fatal(err)
	}
	key, err := os.Open(h.identity)
	if err != nil {
		t.Fatal(err)
	}
	defer key.Close()
	ids, err := age.ParseIdentities(key)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := age.Decrypt(bytes.NewReader(sealed), ids...)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(plain)
	if err != nil {
		t.Fatal(err)
	}
	if err := bolt.Check(t.Context(), h.file("book.db", text)); err != nil {
		t.Error(err)
	}
	if bytes.Contains(text, []byte("the first")) {
		t.Error("a record stands readable in the book's file")
	}
}

func TestBackupRefuses(t *testing.T) {
	h := newHouse(t)
	secret := "AGE-SECRET-KEY-1HUNTER2"
	for recipient, want := range map[string]string{
		"": "new-key", secret: "public half", "age1nonsense": "public half", "age1pq1nonsense": "public half", "ssh-dss AAAA": "public half",
		h.settings.Recipient + ",": "public half",
	} {
		_, err := h.Backup(t.Context(), vault.Settings{Recipient: recipient, Folder: h.folder}, noon)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "HUNTER2") {
			t.Errorf("%q: %v", recipient, err)
		}
		if recipient != "" && vault.ValidRecipient(recipient) {
			t.Errorf("%q is valid", recipient)
		}
	}
	if !vault.ValidRecipient(h.settings.Recipient) {
		t.Error("its own is not valid")
	}
	if _, err := os.Stat(h.folder); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a folder was made: %v", err)
	}
}

// TestADamagedBookIsNotBackedUp: the last good backup stays, and is the newest.
func TestADamagedBookIsNotBackedUp(t *testing.T) {
	h := newHouse(t)
	good := h.backup(noon)
	err := h.Book.Update(t.Context(), func(w store.Writer) error { return w.Put(string(h.book)+"/note/2", []byte("garbage")) })
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.Backup(t.Context(), h.settings, noon.AddDate(0, 0, 1))
	var damage *vault.DamageError
	if !errors.As(err, &damage) || !strings.Contains(damage.Found.Error(), "note/2") || strings.Contains(err.Error(), "note/2") {
		t.Errorf("got %v", err)
	}
	h.tidied(h.folder, filepath.Base(good.File))
	h.tidied(h.Data, "book.db")
}

// TestWhatACrashLeft goes with the next backup, and nothing else does.
func TestWhatACrashLeft(t *testing.T) {
	h := newHouse(t)
	first := h.backup(noon)
	base := filepath.Base(first.File)
	mark := strings.Split(base, "-")[1]
	for _, path := range []string{
		filepath.Join(h.Data, ".copy-123", "book.db"),
		filepath.Join(h.folder, ".referout-"+mark+"-20260301T000000Z.age.unfinished"),
		filepath.Join(h.folder, ".referout-zzzzzz-20260301T000000Z.age.unfinished"),
		filepath.Join(h.folder, "referout-zzzzzz-20200301T000000Z.age"),
		filepath.Join(h.folder, "holiday.jpg"),
	} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte("x"), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	second := h.backup(noon.Add(time.Hour))
	h.tidied(h.Data, "book.db")
	h.tidied(h.folder, ".referout-zzzzzz-20260301T000000Z.age.unfinished", "holiday.jpg", filepath.Base(second.File), "referout-zzzzzz-20200301T000000Z.age")
	if !slices.Contains(second.Removed, base) {
		t.Errorf("removed %q", second.Removed)
	}
}

func TestOldBackupsGo(t *testing.T) {
	h := newHouse(t)
	var removed []string
	for n := range 9 { // from a Monday on
		removed = append(removed, h.backup(noon.AddDate(0, 0, n)).Removed...)
	}
	entries, err := os.ReadDir(h.folder)
	if err != nil || len(entries) != 7 || len(removed) != 2 {
		t.Errorf("%v stay, %v went, %v", entries, removed, err)
	}
}
