package bolt

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"go.etcd.io/bbolt"

	"referout/store"
)

// Compact copies the store in the file at path to a new file without free pages,
// checks that it holds the same, and puts it in place of the old one. It needs the
// file for itself, else it fails with ErrInUse. Whatever breaks off, the file at
// path is the old one or the new one. It returns the size of both, in bytes.
func Compact(ctx context.Context, path string) (before, after int64, err error) {
	src, err := open(path, Options{})
	if err != nil {
		return 0, 0, fmt.Errorf("open %s: %w", path, err)
	}
	defer src.Close() // a second time does nothing
	if err := CheckPages(ctx, path); err != nil {
		return 0, 0, err
	}
	next, err := compacted(ctx, src, filepath.Dir(path))
	if err != nil {
		return 0, 0, fmt.Errorf("compact: %w", Full(err))
	}
	defer os.Remove(next)
	if before, after, err = sizes(path, next); err != nil {
		return 0, 0, err
	}
	if runtime.GOOS == "windows" { // where a file in use cannot be replaced
		if err := src.Close(); err != nil {
			return 0, 0, err
		}
	}
	return before, after, errors.Join(os.Rename(next, path), SyncFolder(filepath.Dir(path)))
}

// compacted makes a file in dir that holds what src holds.
func compacted(ctx context.Context, src *bbolt.DB, dir string) (path string, err error) {
	f, err := os.CreateTemp(dir, TempPattern)
	if err != nil {
		return "", err
	}
	path = f.Name()
	err = f.Close()
	if err == nil {
		err = fill(src, path)
	}
	if err == nil {
		err = OwnLike(path, dir)
	}
	if err == nil {
		err = Check(ctx, path)
	}
	if err == nil {
		err = same(ctx, src, path)
	}
	if err != nil {
		return "", errors.Join(err, os.Remove(path))
	}
	return path, nil
}

// fill copies all of src into an empty file, and onto the disk at the end.
func fill(src *bbolt.DB, path string) error {
	dst, err := bbolt.Open(path, 0o600, options(Options{NoSync: true}))
	if err != nil {
		return err
	}
	err = guard(func() error { return bbolt.Compact(dst, src, 4<<20) })
	return errors.Join(err, dst.Sync(), dst.Close())
}

// same fails unless a file holds what src holds.
func same(ctx context.Context, src *bbolt.DB, path string) error {
	copied, err := OpenReadOnly(path)
	if err != nil {
		return err
	}
	original := &Engine{db: src, turn: make(chan struct{}, 1)}
	err = original.View(ctx, func(a store.Reader) error {
		return copied.View(ctx, func(b store.Reader) error { return equal(a, b) })
	})
	return errors.Join(err, copied.Close())
}

var errDiffers = errors.New("the copy is not the same as the original, which was kept")

func equal(a, b store.Reader) error {
	rows := 0
	for p, err := range a.Scan("", "") {
		if err != nil {
			return err
		}
		v, err := b.Get(p.Key)
		if err != nil || string(v) != string(p.Value) {
			return errors.Join(errDiffers, store.IgnoreMissing(err))
		}
		rows++
	}
	for _, err := range b.Scan("", "") {
		if err != nil {
			return err
		}
		rows--
	}
	if rows != 0 {
		return errDiffers
	}
	return nil
}

func sizes(a, b string) (int64, int64, error) {
	one, err := os.Stat(a)
	if err != nil {
		return 0, 0, err
	}
	two, err := os.Stat(b)
	if err != nil {
		return 0, 0, err
	}
	return one.Size(), two.Size(), nil
}
