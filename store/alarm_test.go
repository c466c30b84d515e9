package store_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"referout/store"
)

func (f fixture) due(now time.Time, limit int) []store.DueAlarm {
	f.Helper()
	var due []store.DueAlarm
	err := f.View(f.Context(), func(tx *store.Tx) (err error) {
		due, err = tx.Due(now, limit)
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	return due
}

func TestAlarmsComeDueInOrder(t *testing.T) {
	each(t, func(f fixture) {
		f.in(func(b store.BookTx) error {
			return errors.Join(
				store.SetAlarm(b, store.Alarm{Kind: "ping/x", ID: "c/%", Member: "ann", At: monday.Add(time.Nanosecond)}),
				store.SetAlarm(b, store.Alarm{Kind: "ping", ID: "b", At: monday.Add(-time.Hour).In(time.FixedZone("", 3600))}),
				store.SetAlarm(b, store.Alarm{Kind: "ping", ID: "a", Wall: monday, At: monday}),
			)
		})
		b := store.DueAlarm{Space: f.book, Kind: "ping", ID: "b", At: monday.Add(-time.Hour)}
		a := store.DueAlarm{Space: f.book, Kind: "ping", ID: "a", At: monday}
		c := store.DueAlarm{Space: f.book, Kind: "ping/x", ID: "c/%", At: monday.Add(time.Nanosecond)}
		for _, test := range []struct {
			now   time.Time
			limit int
			want  []store.DueAlarm
		}{
			{monday.Add(-2 * time.Hour), 0, nil},
			{monday, 0, []store.DueAlarm{b, a}},
			{monday, 1, []store.DueAlarm{b}},
			{monday.Add(time.Hour), 9, []store.DueAlarm{b, a, c}},
		} {
			if diff := cmp.Diff(test.want, f.due(test.now, test.limit)); diff != "" {
				f.Errorf("due at %v: %s", test.now, diff)
			}
		}
		f.in(func(bt store.BookTx) error {
			got, err := store.AlarmOf(bt, "ping", "a")
			if diff := cmp.Diff(store.Alarm{Kind: "ping", ID: "a", Wall: monday, At: monday}, got); diff != "" {
				f.Error(diff)
			}
			if _, err := store.AlarmOf(bt, "ping", "z"); !errors.Is(err, store.ErrNotFound) {
				f.Errorf("absent alarm: %v", err)
			}
			var names []string
			for a, err := range store.Alarms(bt) {
				if err != nil {
					return err
				}
				names = append(names, a.Kind+":"+a.ID)
			}
			if want := []string{"ping:a", "ping:b", "ping/x:c/%"}; !slices.Equal(names, want) {
				f.Errorf("alarms: %q, want %q", names, want)
			}
			return err
		})
	})
}

func TestSettingAnAlarmReplacesIt(t *testing.T) {
	each(t, func(f fixture) {
		set := func(at time.Time) {
			f.in(func(b store.BookTx) error { return store.SetAlarm(b, store.Alarm{Kind: "ping", ID: "a", At: at}) })
		}
		next := func(want time.Time) {
			f.Helper()
			f.update(func(tx *store.Tx) error {
				at, ok, err := tx.NextDue()
				if ok == want.IsZero() || !at.Equal(want) {
					f.Errorf("next due %v, %v, want %v", at, ok, want)
				}
				return err
			})
		}
		next(time.Time{})
		set(monday)
		next(monday)
		set(monday.Add(time.Hour))
		next(monday.Add(time.Hour))
		if n := len(f.due(monday.AddDate(1, 0, 0), 0)); n != 1 {
			f.Errorf("%d alarms", n)
		}
		f.in(func(b store.BookTx) error {
			return errors.Join(store.ClearAlarm(b, "ping", "a"), store.ClearAlarm(b, "ping", "a"))
		})
		next(time.Time{})
		f.in(func(b store.BookTx) error {
			if err := store.SetAlarm(b, store.Alarm{Kind: "ping", At: monday.AddDate(9000, 0, 0)}); err == nil {
				f.Error("the year 11026 was accepted")
			}
			return nil
		})
	})
}

// TestDueAgreesWithTheAlarms sets, moves and clears at random and compares with
// a map.
func TestDueAgreesWithTheAlarms(t *testing.T) {
	each(t, func(f fixture) {
		random := rand.New(rand.NewPCG(1, 2))
		want := map[string]time.Time{}
		for range 100 {
			id, clear := string(rune('a'+random.IntN(12))), random.IntN(3) == 0
			at := monday.Add(time.Duration(random.IntN(50)) * time.Minute)
			f.in(func(b store.BookTx) error {
				if clear {
					return store.ClearAlarm(b, "k", id)
				}
				return store.SetAlarm(b, store.Alarm{Kind: "k", ID: id, At: at})
			})
			if want[id] = at; clear {
				delete(want, id)
			}
		}
		got := map[string]time.Time{}
		last := time.Time{}
		for _, d := range f.due(monday.AddDate(0, 0, 1), 0) {
			if d.At.Before(last) {
				f.Errorf("%v after %v", d.At, last)
			}
			last, got[d.ID] = d.At, d.At
		}
		if diff := cmp.Diff(want, got); diff != "" {
			f.Error(diff)
		}
	})
}
