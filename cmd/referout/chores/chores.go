// Package chores is what the operator may have done with the open book: backups,
// checks, a look at books and at messages that do not get through. Each chore is a
// control.Task, so that it runs where the book is open: in the program that serves,
// or in the one that was called for it.
//
// # Privacy
//
// Nothing here names anybody. Lists hold ids, platforms, counts and days; an export
// holds a whole book and is made only of the one whose number was given.
package chores

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"referout/bot"
	"referout/cmd/referout/checkup"
	"referout/cmd/referout/control"
	"referout/cmd/referout/vault"
	"referout/store"
	"referout/store/bolt"
)

// Book is an open book with all that chores need.
type Book struct {
	Engine *bolt.Engine
	Store  *store.Store
	Router *bot.Router
	Vault  *vault.Vault
	Backup vault.Settings // what the program itself goes by
	Home   bot.Account    // the machine owner's own
	Now    func() time.Time
	Report func(at time.Time, err error) // is told of backups; nil: nobody is
	// Platforms looks at those that are on; nil: none is.
	Platforms func(context.Context) []checkup.Line
}

// The names of the chores.
const (
	Backup  = "backup"
	Verify  = "verify"
	Books   = "books"
	Export  = "export"
	Import  = "import"
	Erase   = "erase"
	Letters = "outbox list"
	Retry   = "outbox retry"
	Drop    = "outbox drop"
	Reseal  = "reseal"
	Canary  = "canary"
	Looks   = "platforms"
)

// Tasks are all chores by their names.
func (b *Book) Tasks() map[string]control.Task {
	return map[string]control.Task{
		Backup:  task(b.backup),
		Verify:  task(b.verify),
		Books:   task(b.books),
		Export:  task(b.export),
		Import:  task(b.importFile),
		Erase:   task(b.erase),
		Letters: task(b.letters),
		Retry:   task(b.retry),
		Drop:    task(b.drop),
		Reseal:  task(b.reseal),
		Canary:  task(b.canary),
		Looks:   task(b.platforms),
	}
}

// Form says how an answer is wanted.
type Form struct {
	JSON bool `json:"json,omitempty"`
}

// task makes a function with arguments of its own a task.
func task[A any](do func(context.Context, A, io.Writer) error) control.Task {
	return func(ctx context.Context, raw json.RawMessage, out io.Writer) error {
		var args A
		if len(raw) > 0 {
			if err := json.Unmarshal(raw, &args); err != nil {
				return errors.New("the running referout is of another version and does not understand this; start it again with the version that you call")
			}
		}
		return Spoilt(do(ctx, args, out))
	}
}

// Spoilt is an error of a book as a sentence, if it tells of damage in there.
func Spoilt(err error) error {
	var left *store.LeftOutError
	var told *vault.DamageError
	if !errors.Is(err, store.ErrDamaged) || errors.As(err, &left) || errors.As(err, &told) {
		return err
	}
	return &vault.DamageError{Found: err}
}

// WriteJSON writes a value for programs: one object, indented.
func WriteJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// Bytes is a size as people read it.
func Bytes(n int64) string {
	switch {
	case n >= 1_000_000_000:
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	case n >= 1_000_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 1_000:
		return fmt.Sprintf("%.0f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%d bytes", n)
}
