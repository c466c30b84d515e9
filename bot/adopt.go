package bot

import (
	"context"
	"errors"

	"referout/store"
)

// adopt brings the books of an early version up to date, once: what is looked for
// without opening books then stands in the system space.
func (r *Router) adopt(ctx context.Context) error {
	var row life
	err := r.store.View(ctx, func(tx *store.Tx) (err error) {
		row, err = lives.Get(tx.System(), lifeID)
		return store.IgnoreMissing(err)
	})
	if err != nil || row.Adopted {
		return err
	}
	ids, err := r.bookIDs(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := r.adoptBook(ctx, id); err != nil {
			return err
		}
	}
	return r.changeLife(ctx, func(row *life) { row.Adopted = true })
}

// adoptBook notes a book's zones and accounts, and forgets the marks of inputs that
// stood in it.
func (r *Router) adoptBook(ctx context.Context, id store.SpaceID) error {
	return r.store.Update(ctx, func(tx *store.Tx) error {
		d := &desk{router: r, tx: tx, now: r.now()}
		book, err := tx.Book(id)
		if err != nil {
			return store.IgnoreMissing(err)
		}
		for e, err := range members.All(book) {
			if err != nil {
				return err
			}
			if err := d.knowZone(e.Value.Zone); err != nil {
				return err
			}
		}
		ways, err := store.Collect(pathways.All(book))
		if err != nil {
			return err
		}
		for _, e := range ways {
			for _, a := range e.Value.Accounts {
				if err := tx.Bind(a.subject(), store.Place{Space: id, Member: e.ID}); err != nil {
					return err
				}
			}
		}
		old, err := store.Collect(marks.All(book))
		for _, e := range old {
			err = errors.Join(err, marks.Delete(book, e.ID))
		}
		return err
	})
}
