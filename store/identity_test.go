package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"referout/store"
)

func (f fixture) find(subject string) (store.Place, bool) {
	f.Helper()
	var p store.Place
	var ok bool
	err := f.View(f.Context(), func(tx *store.Tx) (err error) {
		p, ok, err = tx.Find(subject)
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	return p, ok
}

func (f fixture) subjects(prefix string) (all []string) {
	err := f.View(f.Context(), func(tx *store.Tx) (err error) {
		all, err = store.Collect(tx.Subjects(prefix))
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	slices.Sort(all)
	return all
}

func TestIdentities(t *testing.T) {
	each(t, func(f fixture) {
		ann := store.Place{Space: f.book, Member: "ann"}
		var circle store.Place
		f.update(func(tx *store.Tx) error {
			c, err := tx.NewCircle(f.random)
			circle = store.Place{Space: c.ID()}
			return errors.Join(err,
				tx.Bind("telegram/123", ann), tx.Bind("discord/123", ann), tx.Bind("telegram/-100", circle),
				tx.Unbind("telegram/never seen"))
		})
		for subject, want := range map[string]store.Place{"telegram/123": ann, "discord/123": ann, "telegram/-100": circle, "telegram/12": {}} {
			if want.Space != "" {
				want.Subject = subject
			}
			if got, ok := f.find(subject); got != want || ok != (want.Space != "") {
				f.Errorf("%s: got %v, %v", subject, got, ok)
			}
		}
		f.update(func(tx *store.Tx) error {
			return errors.Join(tx.Bind("telegram/123", circle), tx.Unbind("discord/123"))
		})
		circle.Subject = "telegram/123"
		if got, ok := f.find("telegram/123"); !ok || got != circle {
			f.Errorf("bound anew: got %v, %v", got, ok)
		}
		if _, ok := f.find("discord/123"); ok {
			f.Error("unbound, and still found")
		}
		if got := f.subjects("telegram/"); !slices.Equal(got, []string{"telegram/-100", "telegram/123"}) {
			f.Errorf("subjects: %q", got)
		}
		f.update(func(tx *store.Tx) error {
			if err := tx.Bind("x", store.Place{Space: "b0000000000000001"}); !errors.Is(err, store.ErrNotFound) {
				f.Errorf("bound to nowhere: %v", err)
			}
			return nil
		})
	})
}

// TestNothingReadableIsStored looks for what was said in keys and values.
func TestNothingReadableIsStored(t *testing.T) {
	each(t, func(f fixture) {
		f.update(func(tx *store.Tx) error {
			b, err := tx.Book(f.book)
			if err != nil {
				return err
			}
			_, pushErr := outbox.Push(b, monday, note{Text: "a secret"})
			store.Journal(b)
			err = errors.Join(pushErr,
				tx.Bind("telegram/5550123", store.Place{Space: f.book, Member: "a secret member"}),
				notes.Put(b, "1", note{Text: "a secret", Person: "p1"}),
				store.SetAlarm(b, store.Alarm{Kind: "ping", ID: "1", Member: "a secret member", At: monday}))
			_, keepErr := store.KeepUndo(b, "1", "a secret label", monday)
			return errors.Join(err, keepErr)
		})
		for _, p := range dump(f.T, f.engine) {
			for _, word := range []string{"secret", "5550123", "telegram"} {
				if strings.Contains(p.Key, word) || strings.Contains(string(p.Value), word) {
					f.Errorf("%q stands readable under %q", word, p.Key)
				}
			}
		}
	})
}

func TestAValueMovedElsewhereDoesNotOpen(t *testing.T) {
	each(t, func(f fixture) {
		f.in(func(b store.BookTx) error {
			return errors.Join(notes.Put(b, "1", note{Text: "one"}), notes.Put(b, "2", note{Text: "two"}))
		})
		key := string(f.book) + "/note/"
		swap := func(w store.Writer) error {
			one, err := w.Get(key + "1")
			if err != nil {
				return err
			}
			two, err := w.Get(key + "2")
			return errors.Join(err, w.Put(key+"1", two), w.Put(key+"2", one))
		}
		if err := f.engine.Update(f.Context(), swap); err != nil {
			f.Fatal(err)
		}
		f.in(func(b store.BookTx) error {
			if got, err := notes.Get(b, "1"); err == nil {
				f.Errorf("a moved value opened: %v", got)
			}
			return nil
		})
		if err := f.Verify(f.Context()); err == nil {
			f.Error("verify found nothing")
		}
		if err := f.engine.Update(f.Context(), swap); err != nil {
			f.Fatal(err)
		}
	})
}
