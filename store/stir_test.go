package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

// deaf is an engine that keeps what it is given and says that it failed, once it does.
type deaf struct {
	store.Engine
	now bool
}

var errDeaf = errors.New("no answer from the disk")

func (d *deaf) Update(ctx context.Context, fn func(store.Writer) error) error {
	err := d.Engine.Update(ctx, fn)
	if d.now {
		err = errors.Join(err, errDeaf)
	}
	return err
}

func TestWorkersAreToldWhatIsThere(t *testing.T) {
	each(t, func(f fixture) {
		var told []store.Stir
		f.Notify(func(s store.Stir) { told = append(told, s) })
		push := func(b store.BookTx) string {
			id, err := outbox.Push(b, monday, note{Text: "x"})
			if err != nil {
				f.Fatal(err)
			}
			return id
		}
		// heard is what was told since: the rows, and whether alarms were set.
		heard := func() (rows []string, alarms bool) {
			for _, s := range told {
				for _, w := range outbox.Pushed(s) {
					rows = append(rows, string(w.Space)+" "+w.ID)
				}
				alarms = alarms || s.Alarms
				if s.Doubtful {
					f.Error("a commit that went well is doubtful")
				}
			}
			told = nil
			return rows, alarms
		}
		var ids []string
		f.in(func(b store.BookTx) error { ids = []string{push(b), push(b)}; return nil })
		if rows, alarms := heard(); alarms || !slices.Equal(rows, []string{string(f.book) + " " + ids[0], string(f.book) + " " + ids[1]}) {
			f.Errorf("after two rows: %q, %v", rows, alarms)
		}
		f.in(func(b store.BookTx) error { return store.SetAlarm(b, store.Alarm{Kind: "k", ID: "1", At: monday}) })
		if rows, alarms := heard(); !alarms || rows != nil {
			f.Errorf("after an alarm: %q, %v", rows, alarms)
		}
		f.in(func(b store.BookTx) error { return outbox.Remove(b, push(b)) })
		f.in(func(b store.BookTx) error { return notes.Put(b, "1", note{Text: "x"}) })
		f.in(func(b store.BookTx) error { return store.ClearAlarm(b, "k", "1") })
		f.update(func(tx *store.Tx) error {
			b, err := tx.NewBook(f.random)
			push(b)
			return errors.Join(err, tx.EraseBook(b.ID()))
		})
		failed := errors.New("no")
		err := f.Update(f.Context(), func(tx *store.Tx) error {
			b, err := tx.Book(f.book)
			push(b)
			return errors.Join(err, failed)
		})
		if !errors.Is(err, failed) {
			f.Error(err)
		}
		if told != nil {
			f.Errorf("of what is not there was told: %+v", told)
		}
	})
}

func TestADoubtfulCommitIsToldAsSuch(t *testing.T) {
	engine := &deaf{Engine: memory.New()}
	s, err := store.Open(t.Context(), engine, storetest.Master(t))
	if err != nil {
		t.Fatal(err)
	}
	var told []store.Stir
	s.Notify(func(s store.Stir) { told = append(told, s) })
	engine.now = true
	err = s.Update(t.Context(), func(tx *store.Tx) error {
		_, err := outbox.Push(tx.System(), monday, note{Text: "x"})
		return err
	})
	if !errors.Is(err, errDeaf) || len(told) != 1 || !told[0].Doubtful || len(outbox.Pushed(told[0])) != 1 {
		t.Errorf("%v, %+v", err, told)
	}
}
