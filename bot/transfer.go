package bot

import (
	"context"
	"errors"
	"io"

	"referout/store"
)

// allKeepers is every table that a book may have.
func (r *Router) allKeepers() []store.Keeper {
	return append([]store.Keeper{members, pathways, waits, drafts, showings, heldBack, marks, ownCodes, taps, belongings, offers, departures}, r.keepers...)
}

// ErrHasBook says that an account's book is not empty, so nothing was read into it.
var ErrHasBook = errors.New("the book is not empty")

// Import reads an export into the empty book of an account, or a new one.
// Nothing is changed when it fails.
func (r *Router) Import(ctx context.Context, to Account, read func() (io.Reader, error)) error {
	d, err := r.newDesk(to, r.now())
	if err != nil {
		return err
	}
	return r.store.Update(ctx, func(tx *store.Tx) error {
		d.tx = tx
		in, err := read()
		if err != nil {
			return err
		}
		book, err := d.emptyBook(to)
		if err != nil {
			return err
		}
		if err := store.Import(book, in, r.allKeepers()); err != nil {
			return err
		}
		who, err := members.Get(book, firstMember)
		if errors.Is(err, store.ErrNotFound) {
			who = Member{ID: firstMember, Role: Owner, Zone: r.config.Zone}
			err = members.Put(book, firstMember, who)
		}
		if err != nil {
			return err
		}
		return errors.Join(d.knowZone(who.Zone), d.bind(book, firstMember, to))
	})
}

// emptyBook gives the account a new book in place of an empty one.
func (d *desk) emptyBook(to Account) (store.BookTx, error) {
	place, found, err := d.tx.Find(to.subject())
	if err != nil {
		return store.BookTx{}, err
	}
	if found {
		old, err := d.tx.Book(place.Space)
		if err != nil {
			return store.BookTx{}, err
		}
		if kept, err := store.Holds(old, d.router.keepers); err != nil || kept {
			return store.BookTx{}, errors.Join(err, ErrHasBook)
		}
		if err := d.tx.EraseBook(place.Space); err != nil {
			return store.BookTx{}, err
		}
	}
	return d.tx.NewBook(d.entropyFor("book"))
}

// Export writes everything in an account's book.
func (r *Router) Export(ctx context.Context, of Account, w io.Writer) error {
	return r.store.View(ctx, func(tx *store.Tx) error {
		place, found, err := tx.Find(of.subject())
		if err != nil {
			return err
		}
		if !found {
			return errors.New("there is no book yet")
		}
		book, err := tx.Book(place.Space)
		if err != nil {
			return err
		}
		return store.Export(book, w, r.allKeepers())
	})
}
