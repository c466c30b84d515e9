package simtest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"referout/bot"
	"referout/handlers/duty"
	"referout/handlers/events"
	"referout/handlers/people"
	"referout/handlers/prefs"
	"referout/store"
)

// book is what stands in one book, as the store's own tables say.
type book struct {
	id      store.SpaceID
	owner   *person
	members map[string]bot.Member
	prefs   map[string]prefs.Prefs
	duties  map[string]duty.Duty
	events  map[string]events.Event
	persons map[string]people.Person
	offices map[string]people.Office
	alarms  map[string]store.Alarm // by kind and id
	shown   map[string]shownRow

	changed map[string]bool // tables read anew since the last check
	promise promise

	before   map[string]duty.Duty    // as the last check saw them
	told     map[string]events.Event // likewise
	restored map[string]bool         // events that are known to have come of an input
	seen     map[string]bool         // duties that were there once
	forgot   bool                    // somebody was forgotten here
	zone     *time.Location          // of the owner
}

// shownRow is the router's row of a message about duties, read by its numbers.
type shownRow struct {
	Duties []string `cbor:"1,keyasint,omitempty"`
	Ping   string   `cbor:"3,keyasint,omitempty"`
}

var (
	memberTable = store.Table[bot.Member]{Name: "member"}
	shownTable  = store.Table[shownRow]{Name: "shown", Volatile: true}
)

// only is the single member of a book: the product makes no others yet.
func (b *book) only() bot.Member { return b.members["1"] }

func (b *book) rhythm() prefs.Prefs {
	if have, ok := b.prefs["1"]; ok {
		return have
	}
	return prefs.Prefs{Rhythm: usual()}
}

func (b *book) name(id string) string {
	if p, ok := b.persons[id]; ok {
		return p.Name
	}
	return b.offices[id].Name
}

// touched notes which tables of which spaces were written, so that a look reads
// these only.
type touched struct {
	mu  sync.Mutex
	all map[string]map[string]bool
}

func (t *touched) note(key string) {
	space, rest, _ := strings.Cut(key, "/")
	table, _, _ := strings.Cut(rest, "/")
	table, _, _ = strings.Cut(table, "~")
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.all == nil {
		t.all = map[string]map[string]bool{}
	}
	if t.all[space] == nil {
		t.all[space] = map[string]bool{}
	}
	t.all[space][table] = true
}

func (t *touched) take() map[string]map[string]bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := t.all
	t.all = nil
	return out
}

// read brings what is known of the books up to date.
func (w *world) read() error {
	dirty := w.touched.take()
	if len(dirty) == 0 {
		return nil
	}
	return w.witness.View(context.Background(), func(tx *store.Tx) error {
		if dirty["who"] != nil {
			if err := w.readSeats(tx); err != nil {
				return err
			}
		}
		for id, b := range w.books {
			if len(dirty[string(id)]) == 0 {
				continue
			}
			in, err := tx.Book(id)
			if err != nil {
				return fmt.Errorf("book: %w", err)
			}
			if err := b.read(in, dirty[string(id)], w.wall()); err != nil {
				return err
			}
		}
		return nil
	})
}

// readSeats finds out which account opens which book.
func (w *world) readSeats(tx *store.Tx) error {
	open := map[store.SpaceID]bool{}
	for _, p := range w.people {
		for _, s := range p.seats {
			place, found, err := tx.Find("account/" + s.network.Name() + "/" + s.account)
			if err != nil {
				return err
			}
			if s.book = nil; !found {
				continue
			}
			if w.books[place.Space] == nil {
				w.books[place.Space] = &book{id: place.Space, owner: p, promise: newPromise(), changed: map[string]bool{}, restored: map[string]bool{}, seen: map[string]bool{}, zone: time.UTC}
			}
			s.book = w.books[place.Space]
			open[place.Space] = true
		}
	}
	for id := range w.books {
		if !open[id] {
			delete(w.books, id) // it was empty and given up for another
		}
	}
	return nil
}

func (b *book) read(in store.BookTx, dirty map[string]bool, wall time.Time) (err error) {
	for table := range dirty {
		b.changed[table] = true
	}
	readTable(dirty, in, "member", memberTable, &b.members, &err)
	if dirty["member"] && err == nil {
		if b.zone, err = time.LoadLocation(b.only().Zone); err == nil {
			b.resettle(wall)
		}
	}
	readTable(dirty, in, "settings", prefs.Settings, &b.prefs, &err)
	readTable(dirty, in, "duty", duty.Duties, &b.duties, &err)
	readTable(dirty, in, "event", events.Events, &b.events, &err)
	readTable(dirty, in, "person", people.Persons, &b.persons, &err)
	readTable(dirty, in, "office", people.Offices, &b.offices, &err)
	readTable(dirty, in, "shown", shownTable, &b.shown, &err)
	if err != nil || !dirty[".alarm"] {
		return err
	}
	b.alarms = map[string]store.Alarm{}
	for a, err := range store.Alarms(in) {
		if err != nil {
			return err
		}
		b.alarms[a.Kind+"/"+a.ID] = a
	}
	return nil
}

func readTable[T any](dirty map[string]bool, in store.BookTx, name string, t store.Table[T], to *map[string]T, failed *error) {
	if *failed != nil || !dirty[name] {
		return
	}
	*to = map[string]T{}
	for e, err := range t.All(in) {
		if err != nil {
			*failed = fmt.Errorf("%s: %w", name, err)
			return
		}
		(*to)[e.ID] = e.Value
	}
}
