package simtest

import (
	"slices"
	"time"

	"referout/bot/bottest"
	"referout/bot/when"
	"referout/store"
)

// promise is what has to be said, and how long it has waited while it could be said.
type promise struct {
	due   map[string]*waiting      // by alarm: kind and id
	quiet map[string]time.Duration // by duty: since a ping was about it
	rang  map[string]time.Time     // by alarm: the last time of it that has come
	known map[string]bool          // pings that were heard
	asks  map[string]int           // by duty: alarms that had to speak of it, less the pings that did
	lists int                      // alarms that had to speak of all
	spent map[string]int           // by duty: up to which of these it was spoken of
}

// waiting is an alarm whose time has come and that nobody has been told of.
type waiting struct {
	at     time.Time
	duty   string // empty: the digest
	waited time.Duration
}

func newPromise() promise {
	return promise{due: map[string]*waiting{}, quiet: map[string]time.Duration{}, rang: map[string]time.Time{}, asks: map[string]int{}, known: map[string]bool{}, spent: map[string]int{}}
}

const (
	// saidWithin is how much good weather a ping may need: the longest pauses between
	// attempts, twice over, and the faults of calm weather.
	saidWithin = 45*time.Minute + pulse
	// quietAtMost is how long nothing may be said of something that is owed: two
	// digests, since the day of the digest may move by most of a week.
	quietAtMost = 15 * aDay
)

func (p promise) pass(d time.Duration) {
	for _, a := range p.due {
		a.waited += d
	}
	for id := range p.quiet {
		p.quiet[id] += d
	}
}

// away says whether she holds everything back: until the first desk time on or
// after the day on which she is back.
func (b *book) away(wall time.Time) bool {
	have := b.rhythm()
	if have.AwayUntil.IsZero() {
		return false
	}
	return b.clock(wall).Before(deskFrom(have.AwayUntil, have.Rhythm))
}

// clock is what the owner's clock shows at an instant.
func (b *book) clock(at time.Time) time.Time {
	at = at.In(b.zone)
	return time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), at.Nanosecond(), time.UTC)
}

// comeDue notes the alarms whose time has come, as they stood before it came. What is
// due within the running minute may be said at its beginning.
func (w *world) comeDue() {
	wall := w.wall().Truncate(time.Minute).Add(time.Minute - 1)
	for _, b := range w.books {
		for key, a := range b.alarms {
			if speaks(a) && !a.At.After(wall) {
				b.ring(key, a, a.At)
			}
		}
	}
}

// askedFor counts that a duty, or each of them, has to be spoken of once.
func (b *book) askedFor(id string) {
	if id == "" {
		b.promise.lists++
		return
	}
	b.promise.asks[id]++
}

// unheardLists is how many lists are due that may speak of what is new.
func (p promise) unheardLists() (n int) {
	for _, a := range p.due {
		if a.duty == "" {
			n++
		}
	}
	return n
}

// fallDue drops what waits no more, as it is closed or was moved by her, and notes
// which duties are owed.
func (w *world) fallDue(b *book) {
	wall := w.wall()
	for id := range b.duties {
		if _, met := b.promise.spent[id]; !met {
			b.promise.spent[id] = b.promise.lists - b.promise.unheardLists()
		}
	}
	for key, p := range b.promise.due {
		if p.duty != "" && !b.live(p.duty) || p.duty == "" && !b.owesAny(wall) || b.moved(key, wall) {
			delete(b.promise.due, key)
		}
	}
	for id, d := range b.duties {
		_, counted := b.promise.quiet[id]
		switch owed := d.Live() && b.owedSince(id).Before(b.clock(wall)); {
		case owed && !counted:
			b.promise.quiet[id] = 0
		case !owed && counted:
			delete(b.promise.quiet, id)
		}
	}
	for id := range b.promise.quiet {
		if !b.live(id) {
			delete(b.promise.quiet, id)
		}
	}
}

// speaks says whether an alarm is one about duties. The others are about meetings.
func speaks(a store.Alarm) bool { return a.Kind == "duty" || a.Kind == "digest" }

func dutyAlarm(a store.Alarm) string {
	if a.Kind == "duty" {
		return a.ID
	}
	return ""
}

func (b *book) live(id string) bool {
	d, ok := b.duties[id]
	return ok && d.Live()
}

// owedSince is the wall time from which a duty is on the list.
func (b *book) owedSince(id string) time.Time {
	d := b.duties[id]
	if !d.Booked.IsZero() {
		return midnight(d.Booked).Add(4 * aDay)
	}
	return d.From
}

// owesAny says whether a digest has anything to say.
func (b *book) owesAny(wall time.Time) bool {
	for id, d := range b.duties {
		if d.Live() && b.owedSince(id).Before(b.clock(wall)) {
			return true
		}
	}
	return false
}

// moved says whether a person has set an alarm to a later time: it stands ahead
// again, and something of hers can have put it there.
func (b *book) moved(key string, wall time.Time) bool {
	a, ok := b.alarms[key]
	if !ok || !a.At.After(wall) {
		return false
	}
	return b.owner.ledger.explains(func(in *input) bool { return in.seat.book == b }) != nil
}

// pinged takes a ping that has arrived.
func (w *world) pinged(s *seat, ping string, l bottest.Line) {
	w.figures.Pings++
	b := s.book
	if b == nil {
		w.fail("%s got a ping and has no book", s)
		return
	}
	row, known := b.shown[ping]
	if !known {
		return // taken back meanwhile, or older than the router remembers
	}
	for key, p := range b.promise.due {
		if p.duty == "" || slices.Contains(row.Duties, p.duty) {
			w.figures.late(w.wall().Sub(p.at), p.waited)
			w.inTime(b, key, p)
			delete(b.promise.due, key)
		}
	}
	if !b.promise.known[ping] {
		b.promise.known[ping] = true
		w.spoken(b, ping, row.Duties)
	}
	for _, id := range row.Duties {
		if _, counted := b.promise.quiet[id]; counted {
			b.promise.quiet[id] = 0
		}
	}
}

// resettle notes the alarms whose time has passed in the zone that the owner moves
// to: they come at once.
func (b *book) resettle(wall time.Time) {
	for key, a := range b.alarms {
		if at := when.Instant(a.Wall, b.zone); speaks(a) && !a.Wall.IsZero() && !at.After(wall) {
			b.ring(key, a, at)
		}
	}
}

// ring notes that an alarm's time has come, once.
func (b *book) ring(key string, a store.Alarm, at time.Time) {
	if b.promise.rang[key].Equal(at) {
		return
	}
	b.promise.rang[key] = at
	b.promise.due[key] = &waiting{at: at, duty: dutyAlarm(a)}
	b.askedFor(dutyAlarm(a))
}

// spoken reports a ping about something that nothing had to speak of again. A list
// speaks of what is owed when it is said, also of what was not yet when it fell due.
func (w *world) spoken(b *book, ping string, duties []string) {
	p := &b.promise
	for _, id := range duties {
		if _, met := p.spent[id]; !met {
			p.spent[id] = p.lists - max(1, p.unheardLists())
			if b.changed["member"] {
				p.asks[id]++ // it is new, and she has moved into its hour: nobody saw its alarm
			}
		}
		switch {
		case p.asks[id] > 0:
			p.asks[id]--
		case p.spent[id] < p.lists:
			p.spent[id]++
		default:
			w.fail("%s: ping %s speaks of duty %s once too often", b.owner.name, ping, id)
		}
	}
}

// overdue reports what should have been said by now.
func (w *world) overdue(b *book) {
	for key, p := range b.promise.due {
		if !w.inTime(b, key, p) {
			delete(b.promise.due, key)
		}
	}
	for id, quiet := range b.promise.quiet {
		if quiet > quietAtMost {
			w.fail("%s: nothing was said of duty %s for %v", b.owner.name, id, quiet)
			b.promise.quiet[id] = 0
		}
	}
}

func (w *world) inTime(b *book, key string, p *waiting) bool {
	if p.waited > saidWithin {
		w.fail("%s: alarm %s of %v was not heard within %v of good weather", b.owner.name, key, p.at.UTC().Format(time.DateTime), p.waited)
	}
	return p.waited <= saidWithin
}
