package chores

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"referout/cmd/referout/vault"
	"referout/store"
	"referout/store/bolt"
)

// BackupArgs are what a backup is told. What is empty is as the program that has
// the book open was started.
type BackupArgs struct {
	Form
	vault.Settings
}

func (b *Book) backup(ctx context.Context, a BackupArgs, out io.Writer) error {
	s := b.Backup
	if a.Recipient != "" {
		s.Recipient = a.Recipient
	}
	if a.Folder != "" {
		s.Folder = a.Folder
	}
	now := b.Now()
	made, err := b.Vault.Backup(ctx, s, now)
	if b.Report != nil && !errors.Is(err, vault.ErrBusy) {
		b.Report(now, err)
	}
	if made.File == "" {
		return err
	}
	return errors.Join(err, sayMade(made, a.JSON, out))
}

func sayMade(m vault.Made, asJSON bool, out io.Writer) error {
	if asJSON {
		return WriteJSON(out, m)
	}
	_, err := fmt.Fprintf(out, "%s\n%s; its copy was read from end to end before it was encrypted: %s, %s, %s\n", m.File, Bytes(m.Bytes),
		many(m.Census.Books, "book"), many(m.Census.Records, "record"), many(m.Census.Alarms, "reminder"))
	if err == nil && len(m.Removed) > 0 {
		_, err = fmt.Fprintf(out, "removed, as newer ones are there: %s\n", strings.Join(m.Removed, ", "))
	}
	return err
}

// Finding is the answer of a verification.
type Finding struct {
	OK       bool         `json:"ok"`
	Holds    Holdings     `json:"holds"`
	Contains store.Census `json:"contains"`
	Wrong    []string     `json:"wrong,omitempty"`
}

func (b *Book) verify(ctx context.Context, f Form, out io.Writer) error {
	return b.Vault.WithCopy(ctx, func(path string) error {
		return VerifyFile(ctx, f, path, b.Vault.Master, b.Vault.Tables, out)
	})
}

// ErrDamaged says what to do about a book in which something is wrong.
var ErrDamaged = errors.New("the book is damaged. Nothing is repaired here. Keep its file as it is, and restore the newest good backup into a new folder: referout restore FILE --identity KEYFILE --data DIR. If the damaged one still opens, referout export writes what can be read of it")

// VerifyFile reads the file of a book that nobody writes from end to end, and says
// what it found.
func VerifyFile(ctx context.Context, f Form, path string, m store.Master, tables []store.Keeper, out io.Writer) error {
	var found Finding
	var err error
	found.Contains, err = vault.Examine(ctx, path, m, tables, func(s *store.Store) error {
		found.Holds, err = Hold(ctx, s)
		return err
	})
	var damage *vault.DamageError
	switch {
	case errors.As(err, &damage):
		found.Wrong = strings.Split(damage.Found.Error(), "\n")
		err = ErrDamaged
	case errors.Is(err, bolt.ErrDamaged), errors.Is(err, store.ErrDamaged):
		found.Wrong = strings.Split(err.Error(), "\n")
		err = ErrDamaged
	case err != nil:
		return err
	}
	found.OK = err == nil
	return errors.Join(found.say(f.JSON, out), err)
}

func (f Finding) say(asJSON bool, out io.Writer) error {
	if asJSON {
		return WriteJSON(out, f)
	}
	for _, line := range f.Wrong {
		if _, err := fmt.Fprintln(out, "wrong: "+line); err != nil {
			return err
		}
	}
	if !f.OK {
		return nil
	}
	c := f.Contains
	_, err := fmt.Fprintf(out, "ok: %s\nread: %s, %s, %s, %s, %s\n", f.Holds, many(c.Records, "record"), many(c.Alarms, "reminder"),
		many(c.Queued, "waiting message"), many(c.Identities, "account"), many(c.Circles, "group"))
	return err
}
