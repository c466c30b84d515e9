package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"referout/cmd/referout/chores"
	"referout/cmd/referout/vault"
	"referout/store"
	"referout/store/bolt"
)

// A rekey is safe to break off at any step, and is finished by calling it again:
//
//  1. The new key is written to KEY.new, onto the disk. The book opens with KEY. A
//     key that lies there already is used.
//  2. One transaction wraps everything for the new key. Before its end the book
//     opens with KEY, afterwards with KEY.new; a start that finds the wrong one
//     says so.
//  3. KEY is copied to KEY.old: backups made so far open with it.
//  4. KEY.new becomes KEY.
//
// Called again after step 2 it finds that the book opens with KEY.new already, and
// goes on with step 3. A key that comes from elsewhere than a file is put in place
// by whoever put the old one there; then steps 3 and 4 are theirs.

// The ends of names beside a key's file.
const (
	newKeyEnd = ".new"
	oldKeyEnd = ".old"
)

func (p *program) rekeyCommand() *cobra.Command {
	var to string
	var reseal bool
	cmd := &cobra.Command{
		Use:   "rekey",
		Short: "Give the book a new master key",
		Long: `Gives the book a new master key. The one before stays beside it, as backups made
so far open with that one. Called again it goes on where it was interrupted.

What is written from then on is sealed under new keys as well; referout reseal
does so with what is there.`,
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := p.rekey(c.Context(), to); err != nil || !reseal {
				return err
			}
			if to != "" {
				p.key = to
			}
			return p.do(c.Context(), chores.Reseal, chores.Form{})
		},
	}
	cmd.Flags().StringVar(&to, "to", "", "a file for the new key, made if it is not there; the old one is left where it is")
	cmd.Flags().BoolVar(&reseal, "reseal", false, "seal everything under new keys at once")
	return cmd
}

func (p *program) rekey(ctx context.Context, to string) error {
	l, data, err := p.settled()
	if err != nil {
		return err
	}
	old, err := p.keyOf(l, data)
	if err != nil {
		return err
	}
	path, isFile := p.keyFile(l)
	next := to
	if next == "" {
		if !isFile {
			return &usageError{errors.New("the master key does not come from a file, so name one for the new key: --to FILE")}
		}
		next = path + newKeyEnd
	}
	if within(data, next) {
		return fmt.Errorf("the key file %s would lie in the data folder, where every copy of the book would carry its key; name a file elsewhere with --to FILE", next)
	}
	keys, err := p.changeKey(ctx, l, data, old, next)
	if err != nil {
		return err
	}
	if to != "" {
		_, err = fmt.Fprintf(p.stdout, "%d keys are wrapped anew. The book opens now with the key in %s: put that where the old one was found.\n%s\n", keys, next, keepOld)
		return err
	}
	kept, err := swapKey(path, next)
	if err != nil {
		return fmt.Errorf("the book opens now with the key in %s, but that could not take its place: %w; call rekey again", next, err)
	}
	_, err = fmt.Fprintf(p.stdout, "%d keys are wrapped anew. The book opens now with the new key in %s; the old one is in %s.\n%s\n", keys, path, kept, keepOld)
	return err
}

const keepOld = "Backups made so far open with the old key only: keep it, apart from them, for as long as you keep them. Keep a copy of the new one, too."

// changeKey wraps everything in the book for the key in a file, made if need be.
func (p *program) changeKey(ctx context.Context, l loaded, data string, old store.Master, next string) (keys int, err error) {
	e, err := bolt.Open(bookIn(data), bolt.Options{})
	if err != nil {
		return 0, alone(data, err)
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	canary, err := store.CanaryOf(ctx, e)
	if err != nil {
		return 0, trouble(data, err)
	}
	if err := old.Fits(canary); err != nil {
		if p.opens(next, canary) {
			return 0, nil // it was interrupted after this step
		}
		return 0, strange(data, err)
	}
	fresh, err := p.nextKey(l, next)
	if err != nil {
		return 0, err
	}
	keys, err = store.Rekey(ctx, e, old, fresh)
	return keys, trouble(data, err)
}

// opens says whether the key in a file is the one of a book.
func (p *program) opens(path string, canary []byte) bool {
	text, err := secretFile(path, true)
	if err != nil {
		return false
	}
	p.mask.hide(text)
	m, err := parseKey(text)
	return err == nil && m.Fits(canary) == nil
}

// nextKey reads the new key, or makes it.
func (p *program) nextKey(l loaded, path string) (store.Master, error) {
	text, err := secretFile(path, true)
	switch {
	case err == nil:
		return parseKey(text)
	case !errors.Is(err, os.ErrNotExist):
		return store.Master{}, err
	}
	m, err := makeKey(path)
	if before, isFile := p.keyFile(l); err == nil && isFile {
		err = bolt.OwnLike(path, before)
	}
	return m, err
}

// swapKey puts a new key in place of an old one, which it keeps under another name.
func swapKey(path, next string) (kept string, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		if kept = path + oldKeyEnd; n > 1 {
			kept = fmt.Sprintf("%s-%d", path+oldKeyEnd, n)
		}
		there, err := os.ReadFile(kept)
		if err == nil && string(there) == string(text) {
			break // an interrupted rekey came as far as this
		}
		if err == nil {
			continue
		}
		if err := writeNew(kept, text); err != nil {
			return "", err
		}
		break
	}
	if err := bolt.OwnLike(kept, path); err != nil {
		return "", err
	}
	return kept, errors.Join(os.Rename(next, path), bolt.SyncFolder(filepath.Dir(path)))
}

func (p *program) newKeyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "new-key",
		Short: "Make a master key, or a key for backups, in a new file",
		Args:  noArguments,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	const which = "in which file? For example: referout new-key "
	cmd.AddCommand(
		&cobra.Command{
			Use:   "master FILE",
			Short: "Make a master key for a book that is to be made",
			Args:  exactly(1, which+"master key"),
			RunE:  func(_ *cobra.Command, args []string) error { return p.newMasterKey(args[0]) },
		},
		&cobra.Command{
			Use:   "backup FILE",
			Short: "Make a backup key: its secret half in FILE, its public half for the config",
			Args:  exactly(1, which+"backup backup-key"),
			RunE:  func(_ *cobra.Command, args []string) error { return p.newBackupKey(args[0]) },
		})
	return cmd
}

func (p *program) newMasterKey(path string) error {
	if _, err := makeKey(path); err != nil {
		return err
	}
	_, err := fmt.Fprintf(p.stdout, "A master key is in %s. Without it nobody can read the book that is made with it: keep a copy.\n", path)
	return err
}

// newBackupKey keeps the secret half away from where books are.
func (p *program) newBackupKey(path string) error {
	recipient, text, err := vault.NewKey()
	if err != nil {
		return err
	}
	if err := writeNew(path, text); err != nil {
		return unwritten("backup key", path, err)
	}
	l, err := loadConfig(p.config, p.environ())
	if err == nil {
		if _, bookErr := p.bookFolder(l); bookErr == nil {
			fmt.Fprintf(p.stderr, "referout: there is a book on this machine. Take %s away from here: whoever has it and the master key can read every backup.\n", path)
		}
	}
	_, err = fmt.Fprintf(p.stdout, "The secret half is in %s: it alone opens backups. Keep it, and a copy of it, on other machines than the one that makes them.\nThe public half goes into the config file there:\n\n[backup]\nrecipient = %q\n", path, strings.TrimSpace(recipient))
	return err
}
