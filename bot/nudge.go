package bot

import (
	"referout/store"
)

// ping stores one message for all nudges of a member. A duty that speaks twice
// within the minute is counted once, and what still waits for her is said with it.
func (d *desk) ping(book store.BookTx, what rung) error {
	who, err := members.Get(book, what.member)
	if err != nil {
		return err
	}
	w, err := pathways.Get(book, what.member)
	if err != nil {
		return err
	}
	to, open := d.target(w)
	m := parcel{To: &to, Ping: true, Member: what.member, Nudges: eachOnce(what.nudges), Due: what.due}
	if away, late := d.router.pulse.lately(what.due); late {
		m.Away = away
	}
	if m, err = d.fold(book, m); err != nil {
		return err
	}
	if m.Shown, err = d.keepPing(book, dutiesIn(m.Nudges), what.member); err != nil {
		return err
	}
	m.Message = pingMessage(m.Nudges, m.Shown, m.Away, d.router.zoneOf(who))
	if !open {
		return d.hold(book, m)
	}
	return d.push(book, m)
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
