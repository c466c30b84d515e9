package simtest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"referout/bot"
	"referout/bot/bottest"
	"referout/handlers/ask"
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
	answers map[string]ask.Answer
	outs    map[string]passRow
	ins     map[string]passRow
	whom    map[string]whomRow
	shown   map[string]shownRow

	changed map[string]bool // tables read anew since the last check
	promise promise

	before   map[string]duty.Duty    // as the last check saw them
	told     map[string]events.Event // likewise
	restored map[string]bool         // events that are known to have come of an input
	seen     map[string]bool         // duties that were there once
	opened   []*mail                 // letters that were opened since the last check
	ticks    map[string]string       // the event of whom she met at which meeting
	was      struct{ answers map[string]ask.Answer }
	mental   map[string]bool      // events of people passed on to a mental health professional, as listed
	met      map[string]bool      // events that a tick brought, and whether a note was ticked
	heard    []*bottest.Line      // what its owner was shown since the last check
	owed     map[string]*owedNews // what she has to be told, by what tells it
	forgot   bool                 // somebody was forgotten here
	zone     *time.Location       // of the owner
}

// shownRow is the router's row of a message about duties, read by its numbers.
type shownRow struct {
	Duties []string `cbor:"1,keyasint,omitempty"`
	Ping   string   `cbor:"3,keyasint,omitempty"`
}

// passRow is somebody who was passed on, read by its numbers.
type passRow struct {
	Name  string `cbor:"3,keyasint,omitempty"`
	Event string `cbor:"4,keyasint,omitempty"`
	State int    `cbor:"5,keyasint,omitempty"`
}

// whomRow is the question whom she met, read by its numbers.
type whomRow struct {
	Circle  string   `cbor:"1,keyasint"`
	Meeting string   `cbor:"2,keyasint"`
	Keys    []string `cbor:"5,keyasint,omitempty"`
	Ticks   []uint8  `cbor:"6,keyasint,omitempty"`
	Closed  bool     `cbor:"7,keyasint,omitempty"`
}

var (
	outTable    = store.Table[passRow]{Name: "passout", Volatile: true}
	inTable     = store.Table[passRow]{Name: "passin", Volatile: true}
	whomTable   = store.Table[whomRow]{Name: "metwhom"}
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
			if err := errors.Join(w.readSeats(tx), w.readRooms(tx)); err != nil {
				return err
			}
		}
		if err := w.readCircles(tx, dirty); err != nil {
			return err
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
				w.books[place.Space] = &book{id: place.Space, owner: p, promise: newPromise(), changed: map[string]bool{}, restored: map[string]bool{}, seen: map[string]bool{}, met: map[string]bool{}, mental: map[string]bool{}, ticks: map[string]string{}, owed: map[string]*owedNews{}, zone: time.UTC}
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
	readTable(dirty, in, "answer", ask.Answers, &b.answers, &err)
	readTable(dirty, in, "passout", outTable, &b.outs, &err)
	readTable(dirty, in, "passin", inTable, &b.ins, &err)
	readTable(dirty, in, "metwhom", whomTable, &b.whom, &err)
	if err != nil || !dirty[".alarm"] {
		return err
	}
	b.alarms, err = readAlarms(in)
	return err
}

func readTable[T any](dirty map[string]bool, in store.Space, name string, t store.Table[T], to *map[string]T, failed *error) {
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
