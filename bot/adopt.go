package bot

import (
	"context"
	"errors"

	"referout/store"
)

// adoptChunk is how many books are brought up to date in one transaction.
const adoptChunk = 200

// adopt brings the books of an early version up to date, once: what is looked for
// without opening books then stands in the system space.
func (r *Router) adopt(ctx context.Context) error {
	for done := false; !done; {
		err := r.store.Update(ctx, func(tx *store.Tx) (err error) {
			done, err = r.adoptSome(tx)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// adoptSome does so with the next books; done says that it is over.
func (r *Router) adoptSome(tx *store.Tx) (done bool, err error) {
	row, err := lives.Get(tx.System(), lifeID)
	if store.IgnoreMissing(err) != nil || row.Adopted {
		return true, store.IgnoreMissing(err)
	}
	n := 0
	for id, err := range tx.Books() {
		if err != nil {
			return false, err
		}
		if id <= row.AdoptedTo {
			continue
		}
		if n++; n > adoptChunk {
			return false, lives.Put(tx.System(), lifeID, row)
		}
		if err := r.adoptBook(tx, id); err != nil {
			return false, err
		}
		row.AdoptedTo = id
	}
	row.Adopted, row.AdoptedTo = true, ""
	return true, lives.Put(tx.System(), lifeID, row)
}

// adoptBook notes a book's zones and accounts, and forgets the marks of inputs that
// stood in it.
func (r *Router) adoptBook(tx *store.Tx, id store.SpaceID) error {
	d := &desk{router: r, tx: tx, now: r.now()}
	book, err := tx.Book(id)
	if err != nil {
		return err
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
}
