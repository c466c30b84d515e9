package vault

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"

	"referout/store"
	"referout/store/bolt"
)

// Restoration is what Restore needs.
type Restoration struct {
	File     string // the backup
	Identity string // the file with the secret half of the backup key
	Book     string // where the book shall lie; nothing may lie there
	Master   store.Master
	Tables   []store.Keeper
	Look     func(*store.Store) error // is shown the book before it is put in place
}

// Restored is what a backup held.
type Restored struct {
	Census store.Census
	At     time.Time // when the backup was made
	Named  bool      // At stands in its name; else it is the file's own time
}

// ErrOccupied means that there is a book already.
var ErrOccupied = errors.New("there is a book in this folder already, and a restore overwrites nothing; name an empty folder with --data DIR")

// Restore decrypts a backup, reads it from end to end, brings it to the present
// format and puts it in place. Until then there is nothing but a copy with another
// name, which goes if anything fails.
func Restore(ctx context.Context, r Restoration) (Restored, error) {
	if _, err := os.Lstat(r.Book); !errors.Is(err, os.ErrNotExist) {
		return Restored{}, errors.Join(ErrOccupied, err)
	}
	ids, err := readIdentities(r.Identity)
	if err != nil {
		return Restored{}, err
	}
	got, err := made(r.File)
	if err != nil {
		return Restored{}, err
	}
	dir, err := os.MkdirTemp(filepath.Dir(r.Book), copyPattern)
	if err != nil {
		return Restored{}, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "book.db")
	if err := decrypt(ctx, r.File, path, ids); err != nil {
		return Restored{}, err
	}
	if got.Census, err = r.open(ctx, path); err != nil {
		return Restored{}, err
	}
	return got, bolt.Place(path, r.Book)
}

// made says when a backup was made.
func made(file string) (Restored, error) {
	info, err := os.Stat(file)
	if err != nil {
		return Restored{}, unreadable("the backup", file, err)
	}
	if _, at, ok := madeAt(filepath.Base(file)); ok {
		return Restored{At: at, Named: true}, nil
	}
	return Restored{At: info.ModTime().UTC()}, nil
}

// unreadable says that a file that was named is not there, or not for this user.
func unreadable(what, path string, err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s cannot be read: there is no file %s; look how it is written", what, path)
	}
	var named *fs.PathError
	if errors.As(err, &named) {
		err = named.Err
	}
	return fmt.Errorf("%s %s cannot be read (%w); run this as a user who may read it", what, path, err)
}

// open opens a book as the program will, and reads all of it.
func (r Restoration) open(ctx context.Context, path string) (store.Census, error) {
	if err := bolt.Check(ctx, path); err != nil {
		return store.Census{}, err
	}
	e, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		return store.Census{}, err
	}
	s, err := store.Open(ctx, e, r.Master)
	if err != nil {
		return store.Census{}, errors.Join(err, e.Close())
	}
	census, err := survey(ctx, s, r.Tables, r.Look)
	return census, errors.Join(err, s.Close())
}

// decrypt writes what a backup holds to a new file, and onto the disk.
func decrypt(ctx context.Context, from, to string, ids []age.Identity) error {
	in, err := os.Open(from)
	if err != nil {
		return unreadable("the backup", from, err)
	}
	defer in.Close()
	plain, err := age.Decrypt(in, ids...)
	var wrong *age.NoIdentityMatchError
	switch {
	case errors.As(err, &wrong):
		return errors.New("this backup was made for another backup key; name the file with the secret half of the right one with --identity KEYFILE")
	case err != nil:
		return fmt.Errorf("this file is not a backup, or its beginning is damaged; try an older one (%w)", err)
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, &during{ctx, plain})
	switch err = errors.Join(err, out.Sync(), out.Close()); {
	case err == nil, ctx.Err() != nil:
		return err
	case errors.Is(bolt.Full(err), bolt.ErrFull):
		return bolt.Full(err)
	}
	return fmt.Errorf("the backup is cut off or damaged; try an older one (%w)", err)
}
