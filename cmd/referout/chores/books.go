package chores

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"referout/bot"
	"referout/store"
)

// String says it in a line.
func (e Entry) String() string {
	return fmt.Sprintf("book %s, on %s: %s at %s, %s owed", e.Number, strings.Join(e.Platforms, " and "),
		many(e.People, "professional"), many(e.Offices, "office"), many(e.Owed, "duty"))
}

// BooksArgs name one book, or all.
type BooksArgs struct {
	Form
	Book string `json:"book,omitempty"` // a number; empty: all
}

// Entry is a book in the list.
type Entry struct {
	Number    string        `json:"number"` // what people are shown, and type
	ID        store.SpaceID `json:"id"`
	Platforms []string      `json:"platforms"`
	Members   int           `json:"members"`
	People    int           `json:"people"`
	Offices   int           `json:"offices"`
	Events    int           `json:"events"`
	Owed      int           `json:"owed"`
	Reminders int           `json:"reminders"`
	Records   int           `json:"records"`
	First     time.Time     `json:"first,omitzero"` // the days that its records tell of
	Last      time.Time     `json:"last,omitzero"`
	Damaged   bool          `json:"damaged,omitempty"` // not all of it can be read: the counts are too small

	damage error
}

func (b *Book) books(ctx context.Context, a BooksArgs, out io.Writer) error {
	all, err := b.list(ctx, a.Book)
	if err != nil {
		return err
	}
	if a.JSON {
		return errors.Join(WriteJSON(out, all), damageIn(all))
	}
	if len(all) == 0 {
		_, err := fmt.Fprintln(out, "There is no book yet.")
		return err
	}
	return errors.Join(tabulate(all, out), damageIn(all))
}

// damageIn is what the list cannot tell of.
func damageIn(all []Entry) error {
	for _, e := range all {
		if e.damage != nil {
			return e.damage
		}
	}
	return nil
}

func tabulate(all []Entry, out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "number\ton\tpeople\toffices\towed\treminders\tfirst\tlast")
	for _, e := range all {
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%s\t%s", e.Number, strings.Join(e.Platforms, "+"), e.People, e.Offices, e.Owed, e.Reminders, date(e.First), date(e.Last))
		if e.Damaged {
			fmt.Fprint(w, "\tdamaged")
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}

func date(at time.Time) string {
	if at.IsZero() {
		return "-"
	}
	return at.Format(time.DateOnly)
}

// list describes the book with a number, or all.
func (b *Book) list(ctx context.Context, number string) ([]Entry, error) {
	infos, err := b.Router.Books(ctx)
	if err != nil {
		return nil, err
	}
	if number != "" {
		id, err := find(infos, number)
		if err != nil {
			return nil, err
		}
		infos = slices.DeleteFunc(infos, func(i bot.BookInfo) bool { return i.ID != id })
	}
	all := []Entry{}
	for _, i := range infos {
		e, err := b.entry(ctx, i)
		if errors.Is(err, store.ErrNotFound) {
			continue // erased meanwhile
		}
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, nil
}

func (b *Book) entry(ctx context.Context, i bot.BookInfo) (Entry, error) {
	platforms := slices.Clone(i.Platforms)
	slices.Sort(platforms)
	e := Entry{Number: i.ID.Short(), ID: i.ID, Platforms: slices.Compact(platforms), Members: i.Members, Records: i.Kept}
	if i.Damage != nil {
		e.Damaged, e.damage = true, i.Damage
		return e, nil
	}
	err := b.Store.View(ctx, func(tx *store.Tx) error {
		book, err := tx.Book(i.ID)
		if err != nil {
			return err
		}
		h, err := holdingsOf(book)
		if err != nil {
			return err
		}
		e.People, e.Offices, e.Events, e.Owed, e.Reminders = h.People, h.Offices, h.Events, h.Owed, h.Reminders
		e.First, e.Last, err = span(book)
		return err
	})
	if errors.Is(err, store.ErrDamaged) {
		e.Damaged, e.damage, err = true, err, nil
	}
	return e, err
}

// leastNumber is how much of a book's number must be given.
const leastNumber = 6

// find is the book whose id is the number, or the only one whose id begins with it.
func find(all []bot.BookInfo, number string) (store.SpaceID, error) {
	number = strings.NewReplacer(" ", "", "-", "").Replace(strings.ToLower(number))
	var found []store.SpaceID
	for _, i := range all {
		if len(number) >= leastNumber && strings.HasPrefix(string(i.ID), number) {
			found = append(found, i.ID)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return "", fmt.Errorf("there is no book with the number %q; its owner finds it with /privacy, and referout books lists all", number)
	}
	return "", fmt.Errorf("several books have numbers that begin with %q; give more of it, see referout books --json", number)
}

func (b *Book) find(ctx context.Context, number string) (store.SpaceID, error) {
	infos, err := b.Router.Books(ctx)
	if err != nil {
		return "", err
	}
	return find(infos, number)
}

// ExportArgs name a book; empty is the machine owner's own.
type ExportArgs struct {
	Book string `json:"book,omitempty"`
}

// export writes everything in a book, or nothing; of a damaged one all that can be
// read.
func (b *Book) export(ctx context.Context, a ExportArgs, out io.Writer) error {
	var all bytes.Buffer
	var err error
	if a.Book == "" {
		err = b.Router.Export(ctx, b.Home, &all)
	} else {
		var id store.SpaceID
		if id, err = b.find(ctx, a.Book); err == nil {
			err = b.Router.ExportBook(ctx, id, &all)
		}
	}
	var left *store.LeftOutError
	if err != nil && !errors.As(err, &left) {
		return err
	}
	if _, writeErr := all.WriteTo(out); writeErr != nil || left == nil {
		return writeErr
	}
	return fmt.Errorf("the book is damaged, and the export holds only what can be read of it. %w. Restore the newest good backup into a new folder, and export that, too: referout restore FILE --identity KEYFILE --data DIR", left)
}

// ImportArgs hold an export.
type ImportArgs struct {
	Data []byte `json:"data"`
}

// importFile reads an export into the machine owner's own book, which must be empty.
func (b *Book) importFile(ctx context.Context, a ImportArgs, out io.Writer) error {
	err := b.Router.Import(ctx, b.Home, func() (io.Reader, error) { return bytes.NewReader(a.Data), nil })
	if errors.Is(err, bot.ErrHasBook) {
		return errors.New("there is something in this book already, so nothing was read into it; choose a new folder with --data DIR")
	}
	if err != nil {
		return fmt.Errorf("nothing was read into the book: %w", err)
	}
	return sayImported(a.Data, out)
}

// sayImported says how many records of each kind an export holds.
func sayImported(data []byte, out io.Writer) error {
	var export struct {
		Tables []struct {
			Name    string            `json:"name"`
			Records []json.RawMessage `json:"records"`
		} `json:"tables"`
		Alarms []json.RawMessage `json:"alarms"`
	}
	if err := json.Unmarshal(data, &export); err != nil {
		return err
	}
	var text strings.Builder
	text.WriteString("Read into the book of this machine:\n")
	for _, t := range export.Tables {
		fmt.Fprintf(&text, "%6d %s\n", len(t.Records), t.Name)
	}
	fmt.Fprintf(&text, "%6d reminders\n", len(export.Alarms))
	_, err := io.WriteString(out, text.String())
	return err
}

// EraseArgs name a book.
type EraseArgs struct {
	Form
	Book string `json:"book"`
}

// Erased is the answer of an erasure.
type Erased struct {
	Number string `json:"number"`
	Left   int    `json:"left"` // rows that still belong to it: none
}

// erase ends a book, its key first, and looks whether anything of it is left.
func (b *Book) erase(ctx context.Context, a EraseArgs, out io.Writer) error {
	id, err := b.find(ctx, a.Book)
	if err != nil {
		return err
	}
	if err := b.Router.EraseBook(ctx, id); err != nil {
		return err
	}
	left, err := b.Store.Traces(ctx, id)
	if err != nil {
		return fmt.Errorf("the book is erased, but whether anything is left could not be seen: %w", err)
	}
	if a.JSON {
		err = WriteJSON(out, Erased{id.Short(), left})
	} else if left == 0 {
		_, err = fmt.Fprintf(out, "Erased: its key first, then all rows; none is left. Encrypted remains lie in unused parts of the file until they are written over, or until: referout compact. Backups made before hold the book until they are thrown away.\n")
	}
	if left > 0 {
		return errors.Join(err, fmt.Errorf("the book's key is destroyed, but %d rows are still there; the next start removes them", left))
	}
	return err
}
