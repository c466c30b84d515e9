package vault

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"filippo.io/age"

	"referout/store"
	"referout/store/bolt"
)

// Vault makes backups of one open book.
type Vault struct {
	Book   *bolt.Engine
	Store  *store.Store // the same, opened
	Master store.Master
	Tables []store.Keeper // whose indexes are compared
	Data   string         // the data folder, where copies are made

	busy sync.Mutex
}

// Settings say where to and for whom.
type Settings struct {
	Recipient string `json:"recipient,omitempty"` // public halves of backup keys
	Folder    string `json:"folder,omitempty"`    // made if need be
}

// Made is a backup that was made.
type Made struct {
	File    string       `json:"file"`
	Bytes   int64        `json:"bytes"`
	At      time.Time    `json:"at"`
	Removed []string     `json:"removed"` // names of older backups
	Census  store.Census `json:"holds"`
}

// Errors that callers tell apart.
var (
	ErrBusy        = errors.New("a backup is being made at this moment; wait for its end")
	ErrNoRecipient = errors.New("a backup is encrypted, and nobody said for whom. " + HowToEncrypt)
)

// HowToEncrypt says what to do so that backups can be made.
const HowToEncrypt = `On a machine of yours other than this one, type: referout new-key backup FILE. It prints the public half of a key: write that here, under [backup] in the config file, as recipient = "age1…"`

// The beginnings of the names of unfinished files.
const (
	copyPattern   = ".copy-*" // in the data folder: a book, sealed by its own keys
	unfinishedEnd = ".unfinished"
)

// Backup makes a backup of this moment, checks it, and throws older ones away. The
// book goes on being read and written meanwhile.
func (v *Vault) Backup(ctx context.Context, s Settings, now time.Time) (Made, error) {
	if !v.busy.TryLock() {
		return Made{}, ErrBusy
	}
	defer v.busy.Unlock()
	if s.Recipient == "" {
		return Made{}, ErrNoRecipient
	}
	recipients, err := parseRecipients(s.Recipient)
	if err != nil {
		return Made{}, fmt.Errorf("backup.recipient: %w", err)
	}
	if err := tidy(v.Data, copyPattern); err != nil {
		return Made{}, err
	}
	mark, err := Mark(ctx, v.Store)
	if err != nil {
		return Made{}, err
	}
	made := Made{At: now.UTC(), File: filepath.Join(s.Folder, fileName(mark, now))}
	err = v.WithCopy(ctx, func(path string) error {
		if made.Census, err = Examine(ctx, path, v.Master, v.Tables, nil); err != nil {
			return err
		}
		made.Bytes, err = encrypt(ctx, path, made.File, recipients)
		return err
	})
	if err != nil {
		return Made{}, err
	}
	made.Removed, err = rotate(s.Folder, filepath.Base(made.File))
	return made, err
}

// Mark tells the backups of a book from those of others. It is the same for as
// long as the book is, and tells nothing.
func Mark(ctx context.Context, s *store.Store) (mark string, err error) {
	err = s.View(ctx, func(tx *store.Tx) error {
		mark, err = tx.Hash("backup")
		return err
	})
	return mark[:min(len(mark), markLen)], err
}

// WithCopy shows fn a copy of this moment, and removes it.
func (v *Vault) WithCopy(ctx context.Context, fn func(path string) error) error {
	dir, err := os.MkdirTemp(v.Data, copyPattern)
	if err != nil {
		return fmt.Errorf("copy the book: %w", err)
	}
	path := filepath.Join(dir, "book.db")
	err = v.Book.CopyTo(ctx, path)
	if err == nil {
		err = fn(path)
	}
	return errors.Join(err, os.RemoveAll(dir))
}

// Tidy removes what a crash has left of copies, compactions and new books in a data
// folder. It is for whoever has the book open, before anything of that is begun.
func Tidy(data string) error {
	return errors.Join(tidy(data, copyPattern), tidy(data, bolt.TempPattern))
}

func tidy(dir, pattern string) error {
	left, err := filepath.Glob(filepath.Join(escape(dir), pattern))
	for _, path := range left {
		err = errors.Join(err, os.RemoveAll(path))
	}
	if err != nil {
		return fmt.Errorf("remove what an earlier backup left: %w", err)
	}
	return nil
}

// escape keeps a folder's name from being read as a pattern.
func escape(dir string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(dir)
}

// encrypt writes the content of a file for recipients to a new file, which gets its
// name when it lies on the disk. The new file is for its owner alone.
func encrypt(ctx context.Context, from, to string, recipients []age.Recipient) (int64, error) {
	folder := filepath.Dir(to)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return 0, fmt.Errorf("the folder for backups cannot be made: %w; name one under [backup] in the config file that this user may write", err)
	}
	unfinished := filepath.Join(folder, "."+filepath.Base(to)+unfinishedEnd)
	n, err := seal(ctx, from, unfinished, recipients)
	if err == nil {
		err = os.Rename(unfinished, to)
	}
	if err == nil {
		err = bolt.SyncFolder(folder)
	}
	if err != nil {
		_ = os.Remove(unfinished)
		return 0, fmt.Errorf("write the backup: %w", bolt.Full(err))
	}
	return n, nil
}

func seal(ctx context.Context, from, to string, recipients []age.Recipient) (int64, error) {
	in, err := os.Open(from)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return 0, err
	}
	w, err := age.Encrypt(out, recipients...)
	if err == nil {
		_, err = io.Copy(w, &during{ctx, in})
		err = errors.Join(err, w.Close())
	}
	info, statErr := out.Stat()
	if err = errors.Join(err, statErr, out.Sync(), out.Close()); err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// during reads until a context ends.
type during struct {
	ctx context.Context
	r   io.Reader
}

func (d *during) Read(b []byte) (int, error) {
	if err := d.ctx.Err(); err != nil {
		return 0, err
	}
	return d.r.Read(b)
}

// rotate removes what is superfluous now, and what crashes have left of backups.
func rotate(folder, made string) (removed []string, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("look for older backups: %w", err)
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() {
			names = append(names, e.Name())
		}
	}
	removed = []string{}
	for _, name := range append(superfluous(names, made), unfinished(names, made)...) {
		if removeErr := os.Remove(filepath.Join(folder, name)); removeErr != nil {
			err = errors.Join(err, fmt.Errorf("remove an older backup: %w", removeErr))
			continue
		}
		removed = append(removed, name)
	}
	return removed, err
}

// unfinished are the names of files that a crash has kept from becoming backups of
// the same book.
func unfinished(names []string, made string) (out []string) {
	mark, _, _ := madeAt(made)
	for _, name := range names {
		inner, ok := strings.CutSuffix(strings.TrimPrefix(name, "."), unfinishedEnd)
		if m, _, named := madeAt(inner); ok && named && m == mark && strings.HasPrefix(name, ".") {
			out = append(out, name)
		}
	}
	return out
}

// Newest is when the newest backup of this book in a folder was made, going by its
// name; false: there is none.
func (v *Vault) Newest(ctx context.Context, folder string) (time.Time, bool) {
	mark, err := Mark(ctx, v.Store)
	if err != nil {
		return time.Time{}, false
	}
	return Newest(folder, mark)
}

// Newest is when the newest backup with a mark in a folder was made.
func Newest(folder, mark string) (last time.Time, ok bool) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return time.Time{}, false
	}
	for _, e := range entries {
		if m, at, named := madeAt(e.Name()); named && m == mark && at.After(last) {
			last, ok = at, true
		}
	}
	return last, ok
}
