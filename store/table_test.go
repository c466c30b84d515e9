package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"referout/store"
)

func ids(t *testing.T, seq func(func(store.Entry[note], error) bool)) []string {
	t.Helper()
	found := []string{}
	for e, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, e.ID)
	}
	return found
}

func TestRecordsComeBackAsTheyWere(t *testing.T) {
	each(t, func(f fixture) {
		want := note{Text: "Zoë\x00 <b>", Person: "p/1%", Codes: []string{"a", "a", ""}, At: monday.Add(123456789)}
		f.in(func(b store.BookTx) error { return notes.Put(b, "1/x", want) })
		f.in(func(b store.BookTx) error {
			got, err := notes.Get(b, "1/x")
			if diff := cmp.Diff(want, got); diff != "" || got.At.Location() != time.UTC {
				f.Errorf("got %v: %s", got, diff)
			}
			if _, err := notes.Get(b, "1"); !errors.Is(err, store.ErrNotFound) {
				f.Errorf("absent: %v", err)
			}
			return err
		})
	})
}

func TestTimesKeepTheirInstant(t *testing.T) {
	zone := time.FixedZone("", -5*3600)
	each(t, func(f fixture) {
		for _, at := range []time.Time{{}, monday.In(zone), time.Date(1, 1, 1, 0, 0, 0, 1, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 999999999, time.UTC)} {
			f.in(func(b store.BookTx) error { return notes.Put(b, "1", note{At: at}) })
			f.in(func(b store.BookTx) error {
				got, err := notes.Get(b, "1")
				if !got.At.Equal(at) || got.At.Location() != time.UTC {
					f.Errorf("%v came back as %v", at, got.At)
				}
				return err
			})
		}
	})
}

func TestIndexesFollowTheirRecords(t *testing.T) {
	each(t, func(f fixture) {
		check := func(what string, want map[string][]string) {
			f.Helper()
			f.in(func(b store.BookTx) error {
				for key, ids1 := range want {
					index, value, _ := strings.Cut(key, "=")
					if got := ids(f.T, notes.By(b, index, value)); !slices.Equal(got, ids1) {
						f.Errorf("%s: %s: got %q, want %q", what, key, got, ids1)
					}
				}
				return nil
			})
		}
		f.in(func(b store.BookTx) error {
			return errors.Join(
				notes.Put(b, "2", note{Person: "ann", Codes: []string{"x", "y", "x"}}),
				notes.Put(b, "1", note{Person: "ann", Codes: []string{"x/", "%2F"}}),
				notes.Put(b, "3", note{Person: "an", Codes: []string{"/"}}),
			)
		})
		check("put", map[string][]string{"person=ann": {"1", "2"}, "person=an": {"3"}, "person=": {}, "code=x": {"2"}, "code=y": {"2"}, "code=x/": {"1"}, "code=%2F": {"1"}, "code=/": {"3"}})
		f.in(func(b store.BookTx) error { return notes.Put(b, "2", note{Person: "bob", Codes: []string{"y", "z"}}) })
		check("changed", map[string][]string{"person=ann": {"1"}, "person=bob": {"2"}, "code=x": {}, "code=y": {"2"}, "code=z": {"2"}})
		f.in(func(b store.BookTx) error { return errors.Join(notes.Delete(b, "2"), notes.Delete(b, "absent")) })
		check("deleted", map[string][]string{"person=bob": {}, "code=y": {}, "person=ann": {"1"}})
	})
}

func TestRangeAndOrder(t *testing.T) {
	each(t, func(f fixture) {
		f.in(func(b store.BookTx) error {
			var errs []error
			for _, id := range []string{"b", "a", "a/1", "ä", "c"} {
				errs = append(errs, notes.Put(b, id, note{Text: id}), drafts.Put(b, id+"draft", note{}))
			}
			return errors.Join(errs...)
		})
		f.in(func(b store.BookTx) error {
			for _, test := range []struct {
				from, to string
				want     []string
			}{
				{"", "", []string{"a", "a/1", "b", "c", "ä"}},
				{"a/", "c", []string{"a/1", "b"}},
				{"b", "", []string{"b", "c", "ä"}},
				{"", "a", []string{}},
			} {
				if got := ids(f.T, notes.Range(b, test.from, test.to)); !slices.Equal(got, test.want) {
					f.Errorf("%q to %q: got %q, want %q", test.from, test.to, got, test.want)
				}
			}
			return nil
		})
	})
}

func TestPuttingTheSameWritesNothing(t *testing.T) {
	each(t, func(f fixture) {
		n := note{Text: "x", Person: "ann"}
		alarm := store.Alarm{Kind: "ping", ID: "1", At: monday}
		write := func(b store.BookTx) error { return errors.Join(notes.Put(b, "1", n), store.SetAlarm(b, alarm)) }
		f.in(write)
		before := dump(f.T, f.engine)
		f.in(write)
		sameDump(f.T, before, dump(f.T, f.engine))
	})
}

func TestMisuseIsAnError(t *testing.T) {
	each(t, func(f fixture) {
		var kept store.BookTx
		var keptTx *store.Tx
		f.in(func(b store.BookTx) error {
			kept = b
			for what, err := range map[string]error{
				"no space":      notes.Put(nil, "1", note{}),
				"zero space":    notes.Put(store.BookTx{}, "1", note{}),
				"bad table":     (&store.Table[note]{Name: ".who"}).Put(b, "1", note{}),
				"no table name": (&store.Table[note]{}).Put(b, "1", note{}),
				"bad queue":     store.Queue[note]{Name: "a/b"}.Remove(b, "1"),
				"long id":       notes.Put(b, strings.Repeat("x", store.MaxKey), note{}),
			} {
				if err == nil {
					f.Errorf("%s: no error", what)
				}
			}
			for _, err := range notes.By(b, "colour", "red") {
				if err == nil {
					f.Error("an unknown index: no error")
				}
			}
			return nil
		})
		err := f.View(f.Context(), func(tx *store.Tx) error {
			keptTx = tx
			b, err := tx.Book(f.book)
			if err != nil {
				return err
			}
			return notes.Put(b, "1", note{})
		})
		if !errors.Is(err, store.ErrReadOnly) {
			f.Errorf("put in a view: %v", err)
		}
		if err := notes.Put(kept, "1", note{}); !errors.Is(err, store.ErrEnded) {
			f.Errorf("put after the end: %v", err)
		}
		if _, err := keptTx.Book(f.book); !errors.Is(err, store.ErrEnded) {
			f.Errorf("book after the end: %v", err)
		}
	})
}

func TestACircleForReadingIsNotWritten(t *testing.T) {
	each(t, func(f fixture) {
		f.update(func(tx *store.Tx) error {
			c, err := tx.NewCircle(f.random)
			if err != nil {
				return err
			}
			if err := notes.Put(c, "1", note{Text: "x"}); err != nil {
				return err
			}
			guarded := c.ReadOnly()
			if got, err := notes.Get(guarded, "1"); err != nil || got.Text != "x" {
				f.Errorf("get: %v, %v", got, err)
			}
			_, pushErr := outbox.Push(guarded, monday, note{})
			for what, err := range map[string]error{
				"put":    notes.Put(guarded, "1", note{}),
				"delete": notes.Delete(guarded, "1"),
				"alarm":  store.SetAlarm(guarded, store.Alarm{Kind: "k", At: monday}),
				"push":   pushErr,
			} {
				if !errors.Is(err, store.ErrReadOnly) {
					f.Errorf("%s: %v", what, err)
				}
			}
			return nil
		})
	})
}
