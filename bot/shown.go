package bot

import (
	"errors"
	"time"

	"referout/store"
)

// shown is a message about duties and its delivered copies. Ping is empty for an
// answer.
type shown struct {
	Duties []string  `cbor:"1,keyasint,omitempty"`
	Copies []copied  `cbor:"2,keyasint,omitempty"`
	Ping   string    `cbor:"3,keyasint,omitempty"`
	At     time.Time `cbor:"4,keyasint,omitempty"`
}

type copied struct {
	To      Account `cbor:"1,keyasint,omitempty"`
	Message string  `cbor:"2,keyasint,omitempty"`
}

var showings = store.Table[shown]{Name: "shown", Volatile: true}

// showingDays is how long a message can be replied to as being about its duties.
const showingDays = 60

// keepShown notes that an answer is about duties; empty: it is about none.
func (d *desk) keepShown(s store.Space, duties []string) (id string, err error) {
	if len(duties) == 0 {
		return "", nil
	}
	return d.at, d.noteShown(s, d.at, shown{Duties: duties, At: d.now})
}

// keepPing notes what a ping is about. Each member's has an id of its own.
func (d *desk) keepPing(s store.Space, duties []string, member string) (id string, err error) {
	id = d.at + "p" + member
	return id, d.noteShown(s, id, shown{Duties: duties, Ping: id, At: d.now})
}

func (d *desk) noteShown(s store.Space, id string, row shown) error {
	if err := pruneShown(s, d.now.AddDate(0, 0, -showingDays)); err != nil {
		return err
	}
	return showings.Put(s, id, row)
}

func pruneShown(s store.Space, before time.Time) error {
	var old []string
	for e, err := range showings.All(s) {
		if err != nil {
			return err
		}
		if !e.Value.At.Before(before) {
			break
		}
		old = append(old, e.ID)
	}
	for _, id := range old {
		if err := showings.Delete(s, id); err != nil {
			return err
		}
	}
	return nil
}

func noteReceipt(s store.Space, m parcel, receipt Receipt) error {
	row, err := showings.Get(s, m.Shown)
	if errors.Is(err, store.ErrNotFound) || receipt.Message == "" {
		return nil
	}
	if err != nil {
		return err
	}
	row.Copies = append(row.Copies, copied{To: *m.To, Message: receipt.Message})
	return showings.Put(s, m.Shown, row)
}

// dutiesOf is what the newest showing in a message is about.
func (p *Personal) dutiesOf(message string) ([]string, error) {
	row, err := p.showingOf(message)
	return row.Duties, err
}

func (p *Personal) showingOf(message string) (found shown, err error) {
	for e, err := range showings.All(p.Data) {
		if err != nil {
			return shown{}, err
		}
		for _, c := range e.Value.Copies {
			if c.Message == message && c.To == p.desk.from {
				found = e.Value
			}
		}
	}
	return found, nil
}

// Pinged is the duties that a ping is about.
func (p *Personal) Pinged(ping string) ([]string, error) {
	row, err := showings.Get(p.Data, ping)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return row.Duties, err
}

// A Ping is a delivered ping.
type Ping struct {
	ID     string
	Duties []string
}

// Pings lists the pings delivered since.
func (p *Personal) Pings(since time.Time) (out []Ping, err error) {
	for e, err := range showings.All(p.Data) {
		if err != nil {
			return nil, err
		}
		if e.Value.Ping != "" && !e.Value.At.Before(since) {
			out = append(out, Ping{ID: e.ID, Duties: e.Value.Duties})
		}
	}
	return out, nil
}

// editCopies brings the other copies of a tapped message to the same state.
func (d *desk) editCopies(p *Personal, message string, m Message) error {
	row, err := p.showingOf(message)
	if err != nil {
		return err
	}
	for _, c := range row.Copies {
		if c.To == d.from && c.Message == message {
			continue
		}
		if err := d.push(p.Data, parcel{To: &c.To, Message: m, Edit: c.Message, Silent: true}); err != nil {
			return err
		}
	}
	return nil
}

// pushAsides edits every copy of other pings, which then are about nothing.
func (d *desk) pushAsides(s store.Space, also []aside) error {
	for _, a := range also {
		row, err := showings.Get(s, a.ping)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		for _, c := range row.Copies {
			if err := d.push(s, parcel{To: &c.To, Message: a.msg, Edit: c.Message, Silent: true}); err != nil {
				return err
			}
		}
		if err := showings.Delete(s, a.ping); err != nil {
			return err
		}
	}
	return nil
}
