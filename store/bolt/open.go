package bolt

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

const (
	lockTimeout = 2 * time.Second
	// mapped is how much of the address space is set aside at first, in bytes,
	// so that a growing file rarely waits for its readers.
	mapped = 64 << 20
	// ahead is by how much the file grows at a time, in bytes.
	ahead = 1 << 20
	// pageSize of new files, in bytes. A commit waits for each page it writes:
	// recording a referral takes 14 of these, and 18 of half the size.
	pageSize = 8 << 10
)

// ErrInUse means that another process has the file open.
var ErrInUse = errors.New("another referout is using it")

// ErrDamaged means that the file is not, or no longer, a store.
var ErrDamaged = errors.New("the file is damaged or not a store of referout; restore a backup")

// Options are for tests only; the zero value is right for everything else.
type Options struct {
	// NoSync commits without waiting for the disk.
	NoSync bool
}

// Open opens the store in the file at path, or makes it, readable by the owner
// only; a folder that is missing is made with mode 0700. It waits up to two
// seconds for another process to close the file, then fails with ErrInUse. It
// fails with ErrDamaged rather than repair anything, and refuses network file
// systems, whose locks and syncs cannot be relied on.
func Open(path string, o Options) (*Engine, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	if err := refuseNetwork(filepath.Dir(path)); err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		if err := create(path, o); err != nil {
			return nil, fmt.Errorf("make %s: %w", path, err)
		}
	}
	db, err := open(path, o)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.AllocSize = ahead
	return &Engine{db: db, turn: make(chan struct{}, 1)}, nil
}

// create makes a file with empty buckets beside path and links it there, so
// that neither a loss of power nor another process sees half of it.
func create(path string, o Options) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := f.Close(); err != nil {
		return err
	}
	db, err := bbolt.Open(f.Name(), 0o600, options(o))
	if err != nil {
		return err
	}
	if err := errors.Join(makeBuckets(db), db.Close()); err != nil {
		return err
	}
	err = os.Link(f.Name(), path)
	if errors.Is(err, os.ErrExist) {
		return nil // another process was quicker
	}
	if err != nil { // no links on this file system
		err = os.Rename(f.Name(), path)
	}
	return errors.Join(err, syncFolder(filepath.Dir(path)))
}

func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // folders cannot be synced there
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func options(o Options) *bbolt.Options {
	b := &bbolt.Options{Timeout: lockTimeout, PageSize: pageSize, NoSync: o.NoSync, NoGrowSync: o.NoSync}
	if runtime.GOOS != "windows" { // where it would be the size of the file
		b.InitialMmapSize = mapped
	}
	return b
}

// open opens a file and looks whether it is whole.
func open(path string, o Options) (*bbolt.DB, error) {
	var file *os.File
	settings := options(o)
	settings.OpenFile = func(name string, flag int, mode os.FileMode) (f *os.File, err error) {
		file, err = os.OpenFile(name, flag, mode)
		return file, err
	}
	var db *bbolt.DB
	err := guard(func() (err error) {
		if db, err = bbolt.Open(path, 0o600, settings); err != nil {
			return err
		}
		return errors.Join(check(db, path), os.Chmod(path, 0o600))
	})
	switch {
	case err == nil:
		return db, nil
	case db != nil:
		return nil, errors.Join(err, db.Close())
	case errors.Is(err, ErrDamaged): // bbolt has given up half way
		return nil, errors.Join(err, release(file))
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, ErrInUse
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		return nil, fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	return nil, err
}

// guard runs a function that reads the file and turns what bbolt makes of a
// damaged one, panics and faults, into ErrDamaged.
func guard(read func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%w (%v)", ErrDamaged, cause)
		}
	}()
	return read()
}

// check compares the size that the file ought to have with the one it has, and
// looks for the buckets.
func check(db *bbolt.DB, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return db.View(func(tx *bbolt.Tx) error {
		if info.Size() < tx.Size() {
			return fmt.Errorf("%w (%d of %d bytes are left)", ErrDamaged, info.Size(), tx.Size())
		}
		if t := of(tx); t.data == nil || t.due == nil {
			return fmt.Errorf("%w (a bucket is missing)", ErrDamaged)
		}
		return nil
	})
}
