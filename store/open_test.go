package store_test

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"referout/store"
	"referout/store/bolt"
	"referout/store/memory"
	"referout/store/storetest"
)

func TestOpenRefusesBeforeTheFirstWrite(t *testing.T) {
	each(t, func(f fixture) {
		version := func(v string) {
			err := f.engine.Update(f.Context(), func(w store.Writer) error { return w.Put("meta/version", []byte(v)) })
			if err != nil {
				f.Fatal(err)
			}
		}
		for _, test := range []struct {
			name    string
			version string
			master  store.Master
			want    error // nil: any
		}{
			{"another key", "1", storetest.Master(f.T), store.ErrWrongKey},
			{"no key", "1", store.Master{}, store.ErrNoKey},
			{"a newer store", "99", f.master, store.ErrNewer},
			{"a damaged version", "x", f.master, nil},
		} {
			version(test.version)
			before := dump(f.T, f.engine)
			_, err := store.Open(f.Context(), f.engine, test.master)
			if err == nil || (test.want != nil && !errors.Is(err, test.want)) {
				f.Errorf("%s: %v", test.name, err)
			}
			sameDump(f.T, before, dump(f.T, f.engine))
		}
		version("1")
	})
}

func TestInitialised(t *testing.T) {
	e, m := memory.New(), storetest.Master(t)
	for _, want := range []bool{false, true} {
		if got, err := store.Initialised(t.Context(), e); got != want || err != nil {
			t.Errorf("got %v, %v, want %v", got, err, want)
		}
		if _, err := store.Open(t.Context(), e, m); err != nil {
			t.Fatal(err)
		}
	}
}

func TestMasterKeyAsText(t *testing.T) {
	m := storetest.Master(t)
	text, err := m.Text()
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "\n"); n != 1 {
		t.Errorf("%d lines", n)
	}
	e := memory.New()
	storetest.Store(t, e)
	if _, err := store.Open(t.Context(), e, m); !errors.Is(err, store.ErrWrongKey) {
		t.Errorf("another key: %v", err)
	}
	again, err := store.ParseMaster([]byte("  " + string(text) + "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	own := memory.New()
	for _, key := range []store.Master{m, again} {
		if _, err := store.Open(t.Context(), own, key); err != nil {
			t.Error(err)
		}
	}
	if _, err := (store.Master{}).Text(); !errors.Is(err, store.ErrNoKey) {
		t.Errorf("text of no key: %v", err)
	}
}

func TestMasterKeyErrorsDoNotRepeatIt(t *testing.T) {
	text, err := storetest.Master(t).Text()
	if err != nil {
		t.Fatal(err)
	}
	secret := strings.TrimSpace(string(text[len(text)-40:]))
	for _, bad := range []string{"", "hello " + string(text), string(text[:len(text)-9]), string(text) + "!" + secret, "referout-master-key-1:" + secret} {
		_, err := store.ParseMaster([]byte(bad))
		if err == nil || strings.Contains(err.Error(), secret[:12]) {
			t.Errorf("%d bytes: %v", len(bad), err)
		}
	}
}

func TestMasterKeyIsNeverPrinted(t *testing.T) {
	m := storetest.Master(t)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		if got := fmt.Sprintf(verb, m); got != "[master key]" {
			t.Errorf("%s: %s", verb, got)
		}
	}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("opened", "key", m)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("opened", "key", m)
	if text := log.String(); strings.Count(text, "master key]") != 1 || strings.Count(text, `"key":{}`) != 1 {
		t.Errorf("logged: %s", text)
	}
}

// frozen opens a copy of a file in testdata with its key.
func frozen(t *testing.T, name string) *store.Store {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name+".db"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "book.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(filepath.Join("testdata", name+".key"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := store.ParseMaster(key)
	if err != nil {
		t.Fatal(err)
	}
	e, err := bolt.Open(path, bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), e, m)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestFrozenFilesOpen reads what earlier versions have written. Never change
// the files; add one with each format.
func TestFrozenFilesOpen(t *testing.T) {
	files, err := filepath.Glob("testdata/*.db")
	if err != nil || len(files) == 0 {
		t.Fatalf("no frozen files: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".db")
		t.Run(name, func(t *testing.T) {
			s := frozen(t, name)
			if err := s.Verify(t.Context()); err != nil {
				t.Error(err)
			}
			if err := s.Update(t.Context(), func(tx *store.Tx) error { return frozenContent(t, tx) }); err != nil {
				t.Fatal(err)
			}
		})
	}
}
