package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"referout/cmd/referout/chores"
	"referout/cmd/referout/control"
	"referout/cmd/referout/vault"
	"referout/store"
	"referout/store/bolt"
)

// What is here needs the book for itself, or at least no other writer.

// alone says what to do if somebody else has the book.
func alone(data string, err error) error {
	if errors.Is(err, bolt.ErrInUse) {
		return fmt.Errorf("the book in %s is in use, and this needs it for itself; end the running referout first, then try again%w", data, hidden{err})
	}
	return trouble(data, err)
}

// settled is the config and the folder of a book that exists.
func (p *program) settled() (l loaded, data string, err error) {
	if l, err = loadConfig(p.config, p.environ()); err != nil {
		return l, "", err
	}
	data, err = p.bookFolder(l)
	return l, data, err
}

func (p *program) verifyCommand() *cobra.Command {
	var f chores.Form
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Read the whole book and say what is wrong, also while the bot runs",
		Args:  noArguments,
		RunE:  func(c *cobra.Command, _ []string) error { return p.verify(c.Context(), f) },
	}
	jsonFlag(cmd, &f.JSON)
	return cmd
}

// verify reads a book that nobody has open as it lies there; otherwise whoever has
// it open reads a copy.
func (p *program) verify(ctx context.Context, f chores.Form) error {
	l, data, err := p.settled()
	if err != nil {
		return err
	}
	if err := control.Call(ctx, data, chores.Verify, f, p.stdout); !errors.Is(err, control.ErrNobody) {
		return err
	}
	m, err := p.keyOf(l, data)
	if err != nil {
		return err
	}
	err = chores.VerifyFile(ctx, f, bookIn(data), m, tables(), p.stdout)
	if errors.Is(err, bolt.ErrInUse) {
		return p.do(ctx, chores.Verify, f)
	}
	return p.keyTrouble(l, data, trouble(data, err))
}

// keyOf is the key of a book that exists. None is made.
func (p *program) keyOf(l loaded, data string) (store.Master, error) {
	text, path, err := p.keyText(l)
	if errors.Is(err, os.ErrNotExist) && path != "" {
		return store.Master{}, fmt.Errorf("the master key is missing: there is no file %s. Without the key of the book in %s nobody can read it. Put the file back, or name it with --key FILE", path, data)
	}
	if err != nil {
		return store.Master{}, unreadKey(err)
	}
	return parseKey(text)
}

func (p *program) compactCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "compact",
		Short: "Make the book's file as small as it can be, and rid it of erased remains",
		Args:  noArguments,
		RunE:  func(c *cobra.Command, _ []string) error { return p.compact(c.Context(), asJSON) },
	}
	jsonFlag(cmd, &asJSON)
	return cmd
}

func (p *program) compact(ctx context.Context, asJSON bool) error {
	_, data, err := p.settled()
	if err != nil {
		return err
	}
	before, after, err := bolt.Compact(ctx, bookIn(data))
	if err != nil {
		return alone(data, err)
	}
	if asJSON {
		return chores.WriteJSON(p.stdout, struct {
			Before int64 `json:"before"`
			After  int64 `json:"after"`
		}{before, after})
	}
	_, err = fmt.Fprintf(p.stdout, "%s: %s before, %s now\n", bookIn(data), chores.Bytes(before), chores.Bytes(after))
	return err
}

func (p *program) restoreCommand() *cobra.Command {
	var identity string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "restore FILE --identity KEYFILE",
		Short: "Put a backup into an empty data folder",
		Long: `Decrypts a backup with the secret half of the backup key, reads it from end to
end, and puts it into a data folder that holds no book. It takes the master key
that the book had when the backup was made.`,
		Args: exactly(1, "which backup? For example: referout restore FILE --identity KEYFILE --data DIR"),
		RunE: func(c *cobra.Command, args []string) error {
			if identity == "" {
				return &usageError{errors.New("which key opens the backup? Name the file with the secret half of the backup key: --identity KEYFILE")}
			}
			return p.restore(c.Context(), args[0], identity, asJSON)
		},
	}
	cmd.Flags().StringVar(&identity, "identity", "", "the file with the secret half of the backup key")
	jsonFlag(cmd, &asJSON)
	return cmd
}

// Restoring is the answer of a restore.
type restoring struct {
	Book  string          `json:"book"`
	At    string          `json:"at"`
	Holds chores.Holdings `json:"holds"`
}

func (p *program) restore(ctx context.Context, file, identity string, asJSON bool) (err error) {
	l, err := loadConfig(p.config, p.environ())
	if err != nil {
		return err
	}
	data, err := p.dataPath(l)
	if err != nil {
		return err
	}
	m, err := p.keyOf(l, data)
	if err != nil {
		return err
	}
	forget := unmade(data)
	defer func() {
		if err != nil {
			forget()
		}
	}()
	if _, err := p.dataFolder(l); err != nil {
		return err
	}
	var holds chores.Holdings
	got, err := vault.Restore(ctx, vault.Restoration{
		File: file, Identity: identity, Book: bookIn(data), Master: m, Tables: tables(),
		Look: func(s *store.Store) error {
			holds, err = chores.Hold(ctx, s)
			return err
		},
	})
	if errors.Is(err, store.ErrWrongKey) {
		return errors.New("this master key is not the one that the book had when the backup was made; name that one with --key FILE. Nothing was put in place")
	}
	if err != nil {
		return trouble(data, err)
	}
	answer := restoring{bookIn(data), got.At.Local().Format("2006-01-02 15:04 MST"), holds}
	if asJSON {
		return chores.WriteJSON(p.stdout, answer)
	}
	return sayRestored(p.stdout, answer, got.Named)
}

func sayRestored(out io.Writer, r restoring, named bool) error {
	doubt := ""
	if !named {
		doubt = ", going by the time of its file"
	}
	_, err := fmt.Fprintf(out, `Restored to %s, read from end to end: %s.
That is how it was at %s%s; what came later is not in it, and messages that waited then go out again.
It opens with this master key only. Keep a copy of that apart from the backups.
`, r.Book, r.Holds, r.At, doubt)
	return err
}

func bookIn(data string) string { return filepath.Join(data, bookFile) }

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// notEnd is an error unless it is the end of the input.
func notEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
