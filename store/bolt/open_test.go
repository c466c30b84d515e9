package bolt_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"referout/store"
	"referout/store/bolt"
)

// TestModes looks at what others may do with the files.
func TestModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes there")
	}
	path := filepath.Join(t.TempDir(), "data", "deeper", "book.db")
	for range 2 {
		e, err := bolt.Open(path, bolt.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(e.Close(), e.Close()); err != nil {
			t.Error(err)
		}
		for name, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700, filepath.Dir(filepath.Dir(path)): 0o700} {
			info, err := os.Stat(name)
			if err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v, %v", name, info.Mode(), err)
			}
		}
		if err := os.Chmod(path, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("left in the folder: %v, %v", left, err)
	}
}

func TestASecondInstanceIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	e, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	_, err = bolt.Open(path, bolt.Options{})
	if !errors.Is(err, bolt.ErrInUse) || !strings.Contains(err.Error(), "another referout is using") || !strings.Contains(err.Error(), path) {
		t.Errorf("got %v", err)
	}
}

// filled returns a file with some pages in use.
func filled(t *testing.T) (path string, content []byte) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "book.db")
	e, err := bolt.Open(path, bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 20 {
		err = errors.Join(err, e.Update(t.Context(), func(w store.Writer) error {
			for m := range 50 {
				if err := w.Put(string(rune('a'+n))+string(rune('a'+m)), bytes.Repeat([]byte("v"), 100)); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	content, readErr := os.ReadFile(path)
	if err := errors.Join(err, readErr, e.Close()); err != nil {
		t.Fatal(err)
	}
	return path, content
}

// readAll opens a file and reads all of it.
func readAll(t *testing.T, path string) error {
	e, err := bolt.Open(path, bolt.Options{NoSync: true})
	if err != nil {
		return err
	}
	err = e.View(t.Context(), func(r store.Reader) error {
		for _, err := range r.Scan("", "") {
			if err != nil {
				return err
			}
		}
		return nil
	})
	return errors.Join(err, e.Close())
}

func TestDamagedFilesAreRefused(t *testing.T) {
	path, whole := filled(t)
	for name, content := range map[string][]byte{
		"text":          []byte(strings.Repeat("this is not a store\n", 1000)),
		"one byte":      {1},
		"cut in half":   whole[:40_000],
		"only metas":    whole[:2*8192],
		"half a meta":   whole[:100],
		"metas cleared": append(make([]byte, 2*8192), whole[2*8192:]...),
	} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		err := readAll(t, path)
		if !errors.Is(err, bolt.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, content) {
			t.Errorf("%s: the file was changed, or %v", name, err)
		}
	}
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := readAll(t, path); err != nil {
		t.Errorf("the whole file: %v", err)
	}
}

// TestDamagedPagesNeverCrash spoils bytes at random: reading may fail, or find
// nothing wrong, but not bring the program down.
func TestDamagedPagesNeverCrash(t *testing.T) {
	path, whole := filled(t)
	random := rand.New(rand.NewPCG(1, 2))
	failed := 0
	for range 150 {
		content := bytes.Clone(whole)
		page := random.IntN(15) * 8192
		for range 40 {
			content[page+random.IntN(200)] ^= byte(1 + random.IntN(255))
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := readAll(t, path); err != nil {
			failed++
		}
	}
	if failed == 0 {
		t.Error("no damage was noticed")
	}
}

func TestAFolderThatCannotBeMade(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := bolt.Open(filepath.Join(file, "book.db"), bolt.Options{}); err == nil {
		t.Error("no error")
	}
}
