package bolt

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestAFileThatWasReplacedIsNotWrittenTo is what happens to an opening that waits
// for a lock while a compaction puts another file in place.
func TestAFileThatWasReplacedIsNotWrittenTo(t *testing.T) {
	dir := t.TempDir()
	path, next := filepath.Join(dir, "book.db"), filepath.Join(dir, "next.db")
	for _, p := range []string{path, next} {
		if err := create(p, Options{}); err != nil {
			t.Fatal(err)
		}
	}
	db, err := open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	opened, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	if err := check(db, opened, path); err != nil {
		t.Errorf("before: %v", err)
	}
	if err := os.Rename(next, path); err != nil {
		t.Fatal(err)
	}
	if err := check(db, opened, path); !errors.Is(err, ErrInUse) {
		t.Errorf("afterwards: %v", err)
	}
}
