package bot

import (
	"time"

	"referout/store"
)

// ping stores one message for all duties of a member that speak, and one for what is
// said in lines of its own: [Show] changes the former in place. A duty that speaks twice
// within the minute is counted once, and what still waits for her is said with it.
func (d *desk) ping(book store.BookTx, what rung) error {
	w, err := pathways.Get(book, what.who.ID)
	if err != nil {
		return err
	}
	to, open := d.target(w)
	m := parcel{To: &to, Ping: true, Member: what.who.ID, Nudges: eachOnce(what.nudges), Due: what.due}
	if away, late := d.router.pulse.lately(what.due); late {
		m.Away = away
	}
	if m, err = d.fold(book, m); err != nil {
		return err
	}
	for _, nudges := range byMessage(m.Nudges) {
		one := m
		one.Nudges = nudges
		if err := d.pingOne(book, one, d.router.zoneOf(what.who), open); err != nil {
			return err
		}
		m.Away = gap{} // it is said once
	}
	return nil
}

// pingOne stores a ping, or holds it if every way to the member is shut.
func (d *desk) pingOne(book store.BookTx, m parcel, zone *time.Location, open bool) (err error) {
	if duties := dutiesIn(m.Nudges); len(duties) > 0 {
		if m.Shown, err = d.keepPing(book, duties, m.Member); err != nil {
			return err
		}
	}
	m.Message = pingMessage(m.Nudges, m.Shown, m.Away, zone)
	if !open {
		return d.hold(book, m)
	}
	return d.push(book, m)
}

// byMessage parts duties from what is said in lines of its own.
func byMessage(nudges []Nudge) (out [][]Nudge) {
	var duties, lines []Nudge
	for _, n := range nudges {
		if n.Text != "" {
			lines = append(lines, n)
		} else {
			duties = append(duties, n)
		}
	}
	for _, part := range [][]Nudge{duties, lines} {
		if len(part) > 0 {
			out = append(out, part)
		}
	}
	return out
}

// dutiesIn are the duties that nudges are about.
func dutiesIn(nudges []Nudge) (out []string) {
	for _, n := range nudges {
		if n.Duty != "" {
			out = append(out, n.Duty)
		}
	}
	return out
}

// eachOnce keeps one nudge a duty or text, with the lead of any.
func eachOnce(nudges []Nudge) []Nudge {
	seen := map[string]int{}
	var out []Nudge
	for _, n := range nudges {
		key := n.Duty + "\n" + n.Text
		at, twice := seen[key]
		if !twice {
			seen[key] = len(out)
			out = append(out, n)
		} else if out[at].Lead == "" {
			out[at].Lead = n.Lead
		}
	}
	return out
}
