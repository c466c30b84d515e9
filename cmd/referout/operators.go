package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"referout/cmd/referout/chores"
	"referout/store"
)

func (p *program) backupCommand() *cobra.Command {
	var a chores.BackupArgs
	cmd := &cobra.Command{
		Use:   "backup",
		Short: "Make an encrypted backup, also while the bot runs",
		Args:  noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			l, err := loadConfig(p.config, p.environ())
			if err != nil {
				return err
			}
			// What is not said here is as the running program was started.
			if l.Backup.Recipient != "" {
				a.Recipient = l.Backup.Recipient
			}
			if l.Backup.Folder != "" {
				a.Folder = l.backup("").Folder
			}
			return p.do(c.Context(), chores.Backup, a)
		},
	}
	jsonFlag(cmd, &a.JSON)
	return cmd
}

func (p *program) booksCommand() *cobra.Command {
	var a chores.BooksArgs
	cmd := &cobra.Command{
		Use:   "books",
		Short: "List the books by their numbers, without names",
		Args:  noArguments,
		RunE:  func(c *cobra.Command, _ []string) error { return p.do(c.Context(), chores.Books, a) },
	}
	jsonFlag(cmd, &a.JSON)
	return cmd
}

func (p *program) importCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE",
		Short: "Read an export into an empty book",
		Args:  exactly(1, "which file? For example: referout import book.json"),
		RunE: func(c *cobra.Command, args []string) error {
			return p.importFile(c.Context(), args[0])
		},
	}
}

// importFile reads an export into this machine's own book, made if need be.
func (p *program) importFile(ctx context.Context, path string) error {
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("the export cannot be read: there is no file %s; look how it is written%w", path, hidden{err})
	case err != nil:
		return fmt.Errorf("the export %s cannot be read (%s); run this as a user who may read it%w", path, bare(err).Error(), hidden{err})
	}
	if err := store.CheckExport(data, tables()); err != nil {
		return fmt.Errorf("%s cannot be imported, and nothing was read into the book: %w. Name a file that /export or referout export has written", path, err)
	}
	l, err := loadConfig(p.config, p.environ())
	if err != nil {
		return err
	}
	folder, err := p.dataFolder(l)
	if err != nil {
		return err
	}
	if !exists(bookIn(folder)) {
		return p.doHere(ctx, l, folder, p.stdout, chores.Import, chores.ImportArgs{Data: data})
	}
	return p.do(ctx, chores.Import, chores.ImportArgs{Data: data})
}

func (p *program) exportCommand() *cobra.Command {
	var a chores.ExportArgs
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write everything in a book to standard output",
		Long: `Writes everything in a book as JSON, which is not encrypted, to standard output:
the book of this machine's own user, or the one whose number is given.`,
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error { return p.do(c.Context(), chores.Export, a) },
	}
	cmd.Flags().StringVar(&a.Book, "book", "", "the book's number; its owner finds it with /privacy, referout books lists all")
	return cmd
}

func (p *program) eraseCommand() *cobra.Command {
	var a chores.EraseArgs
	var sure bool
	cmd := &cobra.Command{
		Use:   "erase --book NUMBER",
		Short: "Erase a book for good",
		Args:  noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if a.Book == "" {
				return &usageError{errors.New("which book? For example: referout erase --book b1a2b3c4d; its owner finds the number with /privacy")}
			}
			if !sure {
				if err := p.confirm(c.Context(), a.Book); err != nil {
					return err
				}
			}
			return p.do(c.Context(), chores.Erase, a)
		},
	}
	cmd.Flags().StringVar(&a.Book, "book", "", "the book's number; its owner finds it with /privacy, referout books lists all")
	cmd.Flags().BoolVar(&sure, "yes", false, "do not ask")
	jsonFlag(cmd, &a.JSON)
	return cmd
}

// confirm shows what would be erased and has its number typed.
func (p *program) confirm(ctx context.Context, number string) error {
	var answer bytes.Buffer
	if err := p.doTo(ctx, &answer, chores.Books, chores.BooksArgs{Form: chores.Form{JSON: true}, Book: number}); err != nil {
		return err
	}
	var found []chores.Entry
	if err := json.Unmarshal(answer.Bytes(), &found); err != nil || len(found) != 1 {
		return errors.Join(errors.New("the book could not be looked at"), err)
	}
	e := found[0]
	fmt.Fprintf(p.stderr, "This cannot be taken back: %s.\nType the book's number to erase it: ", e)
	line, err := bufio.NewReader(p.stdin).ReadString('\n')
	if strings.TrimSpace(line) != e.Number {
		return errors.Join(errors.New("that is not its number, so nothing was erased; in a script, say --yes"), notEnd(err))
	}
	return nil
}

func (p *program) resealCommand() *cobra.Command {
	var f chores.Form
	cmd := &cobra.Command{
		Use:   "reseal",
		Short: "Seal everything under the newest keys and drop older ones, after a rekey",
		Args:  noArguments,
		RunE:  func(c *cobra.Command, _ []string) error { return p.do(c.Context(), chores.Reseal, f) },
	}
	jsonFlag(cmd, &f.JSON)
	return cmd
}

func (p *program) outboxCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "outbox",
		Short: "Look after messages that wait or were given up",
		Args:  noArguments,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	var f chores.Form
	list := &cobra.Command{
		Use:   "list",
		Short: "List the messages that wait and those that were given up, without their text",
		Args:  noArguments,
		RunE:  func(c *cobra.Command, _ []string) error { return p.do(c.Context(), chores.Letters, f) },
	}
	jsonFlag(list, &f.JSON)
	cmd.AddCommand(list, p.letterCommand("retry ID", "Send a message now", chores.Retry), p.dropCommand())
	return cmd
}

func (p *program) letterCommand(use, short, chore string) *cobra.Command {
	var a chores.LetterArgs
	name, _, _ := strings.Cut(use, " ")
	cmd := &cobra.Command{
		Use:   use,
		Short: short,
		Args:  exactly(1, "which message? For example: referout outbox "+name+" 0ab3; referout outbox list shows them"),
		RunE: func(c *cobra.Command, args []string) error {
			a.ID = args[0]
			if flag := c.Flags().Lookup("reason"); flag != nil {
				a.Reason = flag.Value.String()
			}
			return p.do(c.Context(), chore, a)
		},
	}
	jsonFlag(cmd, &a.JSON)
	return cmd
}

func (p *program) dropCommand() *cobra.Command {
	cmd := p.letterCommand("drop ID --reason TEXT", "Throw a message away for good; what it is about stays owed", chores.Drop)
	cmd.Flags().String("reason", "", "why, for the log; name nobody")
	drop := cmd.RunE
	cmd.RunE = func(c *cobra.Command, args []string) error {
		if strings.TrimSpace(c.Flag("reason").Value.String()) == "" {
			return &usageError{errors.New(`why? For example: --reason "the account is gone"`)}
		}
		return drop(c, args)
	}
	return cmd
}
