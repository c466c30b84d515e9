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

// ErrFull means that there is no room on the disk. Nothing of the transaction was
// kept, the store goes on reading, and writes again when there is room.
var ErrFull = errors.New("there is no room left on the disk; free some, and it goes on by itself")

// TempPattern is what the names of unfinished files begin with, beside the store;
// for os.CreateTemp. Such a file that nobody works at may be removed.
const TempPattern = ".new-*"

// CheckFolder fails if a folder is on a file system where a store would be damaged
// sooner or later.
func CheckFolder(dir string) error { return refuseNetwork(dir) }

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
			return nil, fmt.Errorf("make %s: %w", path, Full(err))
		}
	}
	db, err := open(path, o)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, Full(err))
	}
	db.AllocSize = ahead
	return &Engine{db: db, turn: make(chan struct{}, 1)}, nil
}

// create makes a file with empty buckets beside path and links it there, so
// that neither a loss of power nor another process sees half of it.
func create(path string, o Options) error {
	f, err := os.CreateTemp(filepath.Dir(path), TempPattern)
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
	db.AllocSize = ahead
	if err := errors.Join(makeBuckets(db), db.Close()); err != nil {
		return err
	}
	err = Place(f.Name(), path)
	if errors.Is(err, os.ErrExist) {
		return nil // another process was quicker
	}
	return err
}

// Place gives a store's file that nobody has open its name, in the same file
// system, in a way that lasts. It overwrites nothing: if there is a file it fails
// with os.ErrExist.
func Place(from, to string) error {
	if err := OwnLike(from, filepath.Dir(to)); err != nil {
		return err
	}
	err := os.Link(from, to)
	if errors.Is(err, os.ErrExist) {
		return err
	}
	if err != nil { // no links on this file system
		if err = os.Rename(from, to); err != nil {
			return err
		}
		return SyncFolder(filepath.Dir(to))
	}
	return errors.Join(os.Remove(from), SyncFolder(filepath.Dir(to)))
}

// SyncFolder makes names in a folder last through a loss of power.
func SyncFolder(dir string) error {
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

// open opens a file for writing and looks whether it is whole.
func open(path string, o Options) (*bbolt.DB, error) {
	db, err := openWith(path, options(o))
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// openWith opens a file and looks whether it is whole: first with plain reads, as
// a damaged one can bring bbolt down, then through bbolt.
func openWith(path string, settings *bbolt.Options) (*bbolt.DB, error) {
	var file *os.File
	settings.OpenFile = func(name string, flag int, mode os.FileMode) (*os.File, error) {
		f, err := openWhole(name, flag&^os.O_CREATE, mode, !settings.ReadOnly)
		file = f
		return f, err
	}
	var db *bbolt.DB
	err := guard(func() (err error) {
		if db, err = bbolt.Open(path, 0o600, settings); err != nil {
			return err
		}
		return check(db, file, path)
	})
	switch {
	case err == nil:
		return db, nil
	case db != nil:
		return nil, errors.Join(err, db.Close())
	case errors.Is(err, ErrDamaged) && file != nil: // bbolt has given up half way
		return nil, errors.Join(err, release(file))
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, ErrInUse
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		return nil, fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	return nil, err
}

// openWhole opens and locks a file, and reads its first pages and the list of its
// free ones. bbolt locks it once more, which changes nothing.
func openWhole(path string, flag int, mode os.FileMode, exclusive bool) (*os.File, error) {
	f, err := os.OpenFile(path, flag, mode)
	if err != nil {
		return nil, err
	}
	locked, err := lock(f, exclusive, lockTimeout)
	if err == nil && locked {
		_, err = readPages(f)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
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
// looks for the buckets. While it waited for the lock another process may have put
// a new file in its place, and whoever wrote to the old one would write to nothing.
func check(db *bbolt.DB, file *os.File, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if opened, err := file.Stat(); err != nil || !os.SameFile(opened, info) {
		return errors.Join(ErrInUse, err)
	}
	return db.View(func(tx *bbolt.Tx) error {
		if info.Size() < tx.Size() {
			return damaged("%d of %d bytes are left", info.Size(), tx.Size())
		}
		_, err := rooted(tx)
		return err
	})
}
