package simtest

import (
	"context"
	"os"
	"strings"
	"time"

	"referout/handlers/ask"
	"referout/store"
)

// census counts the rows of the engine by space and table.
type census struct {
	tables map[string]map[string]int
	rows   int
	bytes  int
}

func (w *world) count() (c census, err error) {
	c.tables = map[string]map[string]int{}
	err = w.engine().View(context.Background(), func(r store.Reader) error {
		for p, err := range r.Scan("", "") {
			if err != nil {
				return err
			}
			c.rows++
			c.bytes += len(p.Key) + len(p.Value)
			space, rest, _ := strings.Cut(p.Key, "/")
			table, _, _ := strings.Cut(rest, "/")
			if c.tables[space] == nil {
				c.tables[space] = map[string]int{}
			}
			c.tables[space][table]++
		}
		return nil
	})
	return c, err
}

// Bounds of what is left over when all is quiet. A book may keep what a person can
// still use; nothing else grows with the years.
const (
	mostDrafts = 2   // questions, drafts and taps: one an account
	mostUndo   = 60  // handlings that can be taken back, or could when she last did something
	offersEach = 3   // buttons by which something leaves, of each message of the last days
	newDays    = 31  // days whose new listings a circle can still tell of otherwise
	mostUnseen = 25  // messages about duties that never reached her
	shownFor   = 62  // days for which messages about duties are remembered, with slack
	bytesEach  = 24  // KiB a person
	bytesInput = 700 // bytes for each input that was ever made
	fileFactor = 4   // of the bytes in a file, beyond the first MiB
)

// bounds holds what is left over against what may be.
func (w *world) bounds() {
	c, err := w.count()
	if err != nil {
		w.fail("the engine cannot be read: %v", err)
		return
	}
	w.figures.Rows, w.figures.Bytes = c.rows, c.bytes
	if n := c.tables["queue"]["out"]; n > 0 {
		w.fail("%d messages still wait", n)
	}
	for _, table := range []string{"inbox", "unread", "seen"} {
		for space, tables := range c.tables {
			if n := tables[table]; n > 0 {
				w.fail("%d rows of %s are left in %s", n, table, space)
			}
		}
	}
	if n := c.tables["queue"]["mail"]; n > 0 {
		w.fail("%d letters still wait", n)
	}
	for _, r := range w.rooms {
		w.boundRoom(r, c.tables[string(r.id)])
	}
	for id, b := range w.books {
		w.boundBook(b, c.tables[string(id)])
	}
	if most := w.plan.people*bytesEach<<10 + w.figures.Inputs*bytesInput; c.bytes > most {
		w.fail("%d bytes are stored, want at most %d", c.bytes, most)
	}
	w.boundFile(c.bytes)
}

func (w *world) boundBook(b *book, tables map[string]int) {
	most := map[string]int{"wait": mostDrafts, "draft": mostDrafts, "tap": mostUndo, "offer": offersEach * b.owner.shownLately(), ".undo": mostUndo, "shown": b.owner.shownLately() + mostUnseen}
	for table, n := range most {
		if tables[table] > n {
			w.fail("%s: %d rows of %s are left, want at most %d", b.owner.name, tables[table], table, n)
		}
	}
}

// boundRoom holds what a circle keeps against what it can still need: a card for each of
// its records, for lists whose pages can be turned, for the house rules, and for the
// last days on which somebody showed a listing.
func (w *world) boundRoom(r *room, tables map[string]int) {
	open := 0
	for _, a := range r.asks {
		if a.State == ask.Open {
			open++
		}
	}
	people := w.plan.people
	most := map[string]int{
		"card": len(r.asks) + len(r.meetings) + len(r.rounds) + tables["pager"] + newDays + 1, "askcount": open * people, "rsvp": len(r.meetings) * people,
		"readtick": people, "listing": people, "pairtaker": people, "pair": people * (people - 1) / 2, "den": 1, "room": 1, "pairround": 1, "mthint": people,
	}
	for table, n := range most {
		if tables[table] > n {
			w.fail("%s: %d rows of %s are left, want at most %d", r, tables[table], table, n)
		}
	}
}

// shownLately is how many messages she was shown in the days before the last one.
func (p *person) shownLately() (n int) {
	if len(p.lines) == 0 {
		return 0
	}
	since := p.lines[len(p.lines)-1].AddDate(0, 0, -shownFor)
	for _, at := range p.lines {
		if at.After(since) {
			n++
		}
	}
	return n
}

func (w *world) boundFile(bytes int) {
	if w.file == "" {
		return
	}
	info, err := os.Stat(w.file)
	if err != nil {
		w.fail("the file: %v", err)
		return
	}
	w.figures.File = int(info.Size())
	if most := fileFactor*bytes + 2<<20; w.figures.File > most {
		w.fail("the file has %d bytes for %d of content, want at most %d", w.figures.File, bytes, most)
	}
}

// linesKept is how long the times of lines are kept.
const linesKept = 2 * shownFor * aDay

// sees notes that a person was shown something.
func (p *person) sees(now time.Time) {
	p.lines = append(p.lines, now)
	for len(p.lines) > 0 && now.Sub(p.lines[0]) > linesKept {
		p.lines = p.lines[1:]
	}
}
