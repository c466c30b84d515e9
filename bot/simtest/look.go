package simtest

import (
	"slices"
	"time"

	"referout/bot/bottest"
)

// look takes in what was shown since the last look, and what stands in the books
// now. It says whether anything was shown.
func (w *world) look() bool {
	if err := w.read(); err != nil {
		w.fail("the store cannot be read: %v", err)
	}
	select {
	case <-w.news:
	default:
		if !w.fresh {
			return false
		}
	}
	w.fresh = false
	found := false
	for _, n := range w.networks {
		lines := n.Heard()
		for _, l := range lines[w.heard[n.Name()]:] {
			found = true
			w.hear(n.Name(), l)
		}
		w.heard[n.Name()] = len(lines)
	}
	return found
}

// hear takes one line that the bot has shown.
func (w *world) hear(network string, l bottest.Line) {
	w.figures.Lines++
	w.leaks.hears(network, l)
	if l.Group != "" && !l.Aside {
		w.note("bot in #%s on %s: %s", l.Group, network, firstLine(l.Text))
		w.hearRoom(w.room(network, l.Group), l)
		return
	}
	s := w.seatOf(network, l.Person)
	if s == nil {
		w.fail("the bot wrote to %q on %s, whom nobody knows", l.Person, network)
		return
	}
	w.note("bot to %s%s: %s%s", s, edited(l), firstLine(l.Text), labels(l))
	s.unheard = s.unheard && (l.Aside || s.shut) // an answer in a group, or a late one, tells nothing of the way
	s.of.sees(time.Now())
	if l.Aside && len(l.Buttons) == 0 {
		w.room(network, l.Group).hearsAside(s, &l)
		return // a word in passing
	}
	m := s.screen.take(l)
	s.of.ledger.hears(s, m, w)
	if s.book != nil {
		s.book.hears(m)
	}
	if b, ok := buttonOf(m, "show"); ok && !l.Edit {
		w.pinged(s, partOf(b.Payload, 0), l)
	}
}

// labels are a line's buttons, row by row.
func labels(l bottest.Line) (out string) {
	for i, b := range l.Buttons {
		if i > 0 && b.Row != l.Buttons[i-1].Row {
			out += " /"
		}
		out += " [" + b.Label + "]"
	}
	return out
}

func edited(l bottest.Line) string {
	if l.Edit {
		return " (edit)"
	}
	return ""
}

func (w *world) seatOf(network, name string) *seat {
	for _, p := range w.people {
		if p.name != name {
			continue
		}
		for _, s := range p.seats {
			if s.network.Name() == network {
				return s
			}
		}
	}
	return nil
}

// wellness is which networks the process can use, and which owners it can reach.
type wellness struct {
	lives    bool
	networks []string
	books    []*book
}

func (w *world) wellNow() (well wellness) {
	if w.life == nil || w.life.isDead() {
		return well
	}
	well.lives = true
	for _, n := range w.networks {
		if !w.trouble.stormy(n.Name()) {
			well.networks = append(well.networks, n.Name())
		}
	}
	for _, b := range w.books {
		if w.reaches(b) {
			well.books = append(well.books, b)
		}
	}
	return well
}

// pass counts time that has gone by: the good weather of each network, and how long
// what is due has waited in it.
func (w *world) pass(d time.Duration, well wellness) {
	if well.lives {
		w.post.pass(d)
		for _, r := range w.rooms {
			w.overdueAsks(r, d)
			w.overdueMeetings(r, d)
			w.overdueRounds(r, d)
		}
	}
	for _, name := range well.networks {
		w.calm[name] += d
	}
	for _, b := range well.books {
		b.promise.pass(d)
		for _, o := range b.owed {
			o.waited += d
		}
	}
	for _, p := range w.people {
		for _, s := range p.seats {
			s.listen()
		}
	}
}

// reaches says whether the owner of a book can be reached now: all networks that she
// is on are well, one of her accounts at least is open as far as the bot can know,
// and she is not away.
func (w *world) reaches(b *book) bool {
	for _, s := range b.owner.seats {
		if s.book == b && w.trouble.stormy(s.network.Name()) {
			return false
		}
	}
	return w.opens(b) && !b.away(w.wall())
}

// opens says whether an account of a book's owner is open, as far as the bot can know.
func (w *world) opens(b *book) bool {
	return slices.ContainsFunc(b.owner.seats, func(s *seat) bool { return s.book == b && !s.shut && !s.unheard })
}

// listen notes that the bot must know by now that an account is open again: Telegram
// tells it, and holds that for a day. On Discord it learns it from what she does.
func (s *seat) listen() {
	const toldWithin, heldFor = 30 * time.Minute, 20 * time.Hour
	if s.unheard && !s.shut && s.network.Name() == "telegram" && time.Since(s.opened) < heldFor {
		s.unheard = s.of.w.calm[s.network.Name()]-s.calm < toldWithin
	}
}
