package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"referout/store"
)

// handle journals fn under an undo id, good for an hour.
func (f fixture) handle(id string, fn func(store.BookTx) error) (kept bool) {
	f.Helper()
	f.in(func(b store.BookTx) error {
		store.Journal(b)
		err := fn(b)
		if err != nil {
			return err
		}
		kept, err = store.KeepUndo(b, id, "label of "+id, monday.Add(time.Hour))
		return err
	})
	return kept
}

func (f fixture) undo(id string, now time.Time) (err error) {
	f.Helper()
	f.in(func(b store.BookTx) error {
		var label string
		if label, err = store.Undo(b, id, now, nil); err == nil && label != "label of "+id {
			f.Errorf("label %q", label)
		}
		return nil
	})
	return err
}

// rich writes in every way a handling can.
func rich(b store.BookTx) error {
	return errors.Join(
		notes.Put(b, "new", note{Text: "new", Person: "ann", Codes: []string{"x"}}),
		notes.Put(b, "old", note{Text: "changed", Person: "bob"}),
		notes.Delete(b, "gone"),
		store.SetAlarm(b, store.Alarm{Kind: "ping", ID: "old", Member: "m", At: monday.Add(time.Hour)}),
		store.SetAlarm(b, store.Alarm{Kind: "ping", ID: "new", Member: "m", At: monday}),
		store.ClearAlarm(b, "ping", "gone"),
	)
}

func (f fixture) prepare() {
	f.Helper()
	f.in(func(b store.BookTx) error {
		return errors.Join(
			notes.Put(b, "old", note{Text: "old", Person: "ann", Codes: []string{"y"}}),
			notes.Put(b, "gone", note{Text: "gone", Person: "ann"}),
			store.SetAlarm(b, store.Alarm{Kind: "ping", ID: "old", Member: "m", Wall: monday, At: monday.Add(3 * time.Hour)}),
			store.SetAlarm(b, store.Alarm{Kind: "ping", ID: "gone", Member: "m", At: monday.Add(4 * time.Hour)}),
		)
	})
}

func TestUndoPutsEverythingBack(t *testing.T) {
	each(t, func(f fixture) {
		f.prepare()
		before := dump(f.T, f.engine)
		if !f.handle("1", rich) {
			f.Fatal("not kept")
		}
		if err := f.undo("1", monday.Add(time.Hour)); err != nil {
			f.Fatal(err)
		}
		sameDump(f.T, before, dump(f.T, f.engine))
		if err := f.undo("1", monday); !errors.Is(err, store.ErrNotFound) {
			f.Errorf("a second time: %v", err)
		}
	})
}

func TestUndoOneAfterTheOther(t *testing.T) {
	each(t, func(f fixture) {
		f.prepare()
		before := dump(f.T, f.engine)
		f.handle("1", rich)
		f.handle("2", func(b store.BookTx) error { return notes.Put(b, "new", note{Text: "newer"}) })
		if err := f.undo("1", monday); !errors.Is(err, store.ErrChanged) {
			f.Errorf("the earlier first: %v", err)
		}
		if err := errors.Join(f.undo("2", monday), f.undo("1", monday)); err != nil {
			f.Error(err)
		}
		sameDump(f.T, before, dump(f.T, f.engine))
	})
}

func TestUndoIsRefusedWhenARecordHasChanged(t *testing.T) {
	for name, change := range map[string]func(store.BookTx) error{
		"changed": func(b store.BookTx) error { return notes.Put(b, "new", note{Text: "edited"}) },
		"deleted": func(b store.BookTx) error { return notes.Delete(b, "new") },
		"made":    func(b store.BookTx) error { return notes.Put(b, "gone", note{Text: "again"}) },
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(f fixture) {
				f.prepare()
				f.handle("1", rich)
				f.in(change)
				before := dump(f.T, f.engine)
				if err := f.undo("1", monday); !errors.Is(err, store.ErrChanged) {
					f.Errorf("got %v", err)
				}
				sameDump(f.T, before, dump(f.T, f.engine))
			})
		})
	}
}

func TestUndoIsNotHinderedByAlarmsThatRangOrOtherRecords(t *testing.T) {
	each(t, func(f fixture) {
		f.prepare()
		before := dump(f.T, f.engine)
		f.handle("1", rich)
		f.in(func(b store.BookTx) error {
			return errors.Join(
				store.SetAlarm(b, store.Alarm{Kind: "ping", ID: "new", Member: "m", At: monday.Add(5 * time.Minute)}),
				store.ClearAlarm(b, "ping", "old"),
				notes.Put(b, "other", note{Text: "other", Person: "ann"}),
			)
		})
		if err := f.undo("1", monday); err != nil {
			f.Fatal(err)
		}
		f.in(func(b store.BookTx) error { return notes.Delete(b, "other") })
		sameDump(f.T, before, dump(f.T, f.engine))
	})
}

func TestUndoExpires(t *testing.T) {
	each(t, func(f fixture) {
		f.handle("1", rich)
		f.handle("2", func(b store.BookTx) error { return notes.Put(b, "2", note{}) })
		f.in(func(b store.BookTx) error {
			id, label, err := store.LastUndo(b)
			if id != "2" || label != "label of 2" {
				f.Errorf("last undo: %q %q", id, label)
			}
			return errors.Join(err, store.PruneUndo(b, monday.Add(time.Hour)))
		})
		if err := f.undo("2", monday.Add(time.Hour+1)); !errors.Is(err, store.ErrExpired) {
			f.Errorf("got %v", err)
		}
		f.in(func(b store.BookTx) error {
			if err := store.PruneUndo(b, monday.Add(time.Hour+1)); err != nil {
				return err
			}
			if _, _, err := store.LastUndo(b); !errors.Is(err, store.ErrNotFound) {
				f.Errorf("after pruning: %v", err)
			}
			return nil
		})
	})
}

func TestNothingIsKeptForAHandlingWithoutEffect(t *testing.T) {
	each(t, func(f fixture) {
		f.prepare()
		for name, fn := range map[string]func(store.BookTx) error{
			"nothing":  func(store.BookTx) error { return nil },
			"the same": func(b store.BookTx) error { return notes.Delete(b, "absent") },
			"made, erased": func(b store.BookTx) error {
				return errors.Join(notes.Put(b, "x", note{Person: "ann"}), notes.Delete(b, "x"))
			},
			"volatile": func(b store.BookTx) error { return drafts.Put(b, "x", note{Person: "ann"}) },
			"a queue": func(b store.BookTx) error {
				_, err := outbox.Push(b, monday, note{})
				return err
			},
		} {
			if f.handle("1", fn) {
				f.Errorf("%s was kept", name)
			}
		}
		f.in(func(b store.BookTx) error {
			if err := notes.Put(b, "unrecorded", note{}); err != nil {
				return err
			}
			if kept, err := store.KeepUndo(b, "1", "", monday); kept || err != nil {
				f.Errorf("without a journal: %v, %v", kept, err)
			}
			return nil
		})
	})
}

// TestUndoInsideAHandling undoes while another handling is recorded: what it
// puts back is not part of that.
func TestUndoInsideAHandling(t *testing.T) {
	each(t, func(f fixture) {
		f.handle("1", rich)
		f.handle("2", func(b store.BookTx) error {
			_, err := store.Undo(b, "1", monday, nil)
			return errors.Join(err, notes.Put(b, "two", note{}))
		})
		if err := f.undo("2", monday); err != nil {
			f.Fatal(err)
		}
		f.in(func(b store.BookTx) error {
			if got := ids(f.T, notes.All(b)); !slices.Equal(got, []string{}) {
				f.Errorf("left: %q", got)
			}
			return nil
		})
	})
}

func TestUndoSettlesAlarmsWhoseTimeHasPassed(t *testing.T) {
	at := func(h int) time.Time { return monday.Add(time.Duration(h) * 10 * time.Minute) }
	alarm := func(id string, h int) store.Alarm {
		return store.Alarm{Kind: "ping", ID: id, Member: "m", Wall: at(h), At: at(h)}
	}
	each(t, func(f fixture) {
		f.in(func(b store.BookTx) error {
			return errors.Join(
				store.SetAlarm(b, alarm("cleared", 1)), store.SetAlarm(b, alarm("put off", 1)),
				store.SetAlarm(b, alarm("rang", 2)), store.SetAlarm(b, alarm("to come", 9)))
		})
		f.handle("1", func(b store.BookTx) error {
			return errors.Join(
				store.ClearAlarm(b, "ping", "cleared"), store.SetAlarm(b, alarm("put off", 8)),
				store.SetAlarm(b, alarm("rang", 3)), store.SetAlarm(b, alarm("to come", 3)))
		})
		now := at(4)
		f.in(func(b store.BookTx) error { // what was due has rung, one of it to ring again
			return errors.Join(store.SetAlarm(b, alarm("rang", 24)), store.ClearAlarm(b, "ping", "to come"))
		})
		f.in(func(b store.BookTx) error {
			_, err := store.Undo(b, "1", now, func(a store.Alarm) store.Alarm {
				if !a.At.After(now) {
					a.Wall, a.At = time.Time{}, now.Add(time.Minute)
				}
				return a
			})
			return err
		})
		var got []store.Alarm
		f.in(func(b store.BookTx) (err error) {
			got, err = store.Collect(store.Alarms(b))
			return err
		})
		soon := now.Add(time.Minute)
		want := []store.Alarm{
			{Kind: "ping", ID: "cleared", Member: "m", At: soon}, {Kind: "ping", ID: "put off", Member: "m", At: soon},
			alarm("rang", 24), alarm("to come", 9),
		}
		if !slices.EqualFunc(got, want, func(a, b store.Alarm) bool {
			return a.ID == b.ID && a.At.Equal(b.At) && a.Wall.Equal(b.Wall) && a.Member == b.Member
		}) {
			f.Errorf("alarms\n%v\nwant\n%v", got, want)
		}
	})
}
