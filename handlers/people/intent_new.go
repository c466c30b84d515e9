package people

import (
	"context"
	"errors"
	"time"

	"referout/bot"
	"referout/handlers/guide"
	"referout/store"
)

// Draft is a line as it waits for an answer: only what was understood of it.
type Draft struct {
	Name      string         `cbor:"1,keyasint,omitempty"`
	Specialty string         `cbor:"2,keyasint,omitempty"`
	Role      guide.RoleCode `cbor:"3,keyasint,omitempty"`
	Office    string         `cbor:"4,keyasint,omitempty"`
	City      string         `cbor:"5,keyasint,omitempty"`
	Address   string         `cbor:"6,keyasint,omitempty"`
	Phone     string         `cbor:"7,keyasint,omitempty"`
	Payers    []string       `cbor:"8,keyasint,omitempty"`
	Contact   string         `cbor:"9,keyasint,omitempty"`
}

// DraftOf is what is kept of a line while it waits: not its rest.
func DraftOf(l Line) Draft {
	return Draft{l.Name, l.Specialty, l.Role, l.OfficeName, l.City, l.Address, l.Phone, l.Payers, l.Contact}
}

// Line is the line again, without its rest.
func (d Draft) Line() Line {
	return Line{Name: d.Name, Specialty: d.Specialty, Role: d.Role, OfficeName: d.Office, City: d.City,
		Address: d.Address, Phone: d.Phone, Payers: d.Payers, Contact: d.Contact}
}

// pending is a question about somebody unknown, until it is answered. Its id
// begins with the seat that was asked and ends with the handling that asked.
type pending struct {
	Line  Draft     `cbor:"1,keyasint,omitempty"`
	Day   string    `cbor:"2,keyasint,omitempty"`
	Extra string    `cbor:"3,keyasint,omitempty"`
	Left  bool      `cbor:"4,keyasint,omitempty"`
	At    time.Time `cbor:"5,keyasint,omitempty"`
	Also  []string  `cbor:"6,keyasint,omitempty"` // whom else the same words named; then it is about somebody of the book
}

var pendings = store.Table[pending]{Name: "pending", Volatile: true}

// pendingFor is how long a question about somebody unknown can be answered.
const pendingFor = 48 * time.Hour

func seatMark(p *bot.Personal) string { return p.Seat() + "." }

// read reads a line with what the book knows.
func read(p *bot.Personal, words string) (Line, error) {
	known, err := KnownIn(p.Data)
	return known.ReadLine(words), err
}

// ask keeps what was understood of a line until the question is answered.
func ask(p *bot.Personal, l Line, a aside) error {
	return pendings.Put(p.Data, seatMark(p)+p.Handling(), pending{
		Line: DraftOf(l), Day: a.day, Extra: a.extra, Left: a.left || l.Rest != "", At: p.Now.UTC()})
}

// outlived picks questions that nobody has answered in time.
func outlived(p *bot.Personal) func(store.Entry[pending]) bool {
	return func(e store.Entry[pending]) bool { return e.Value.At.Before(p.Now.Add(-pendingFor)) }
}

// forgetAsked erases some of this seat's questions.
func forgetAsked(p *bot.Personal, which func(store.Entry[pending]) bool) error {
	var old []string
	for e, err := range pendings.Range(p.Data, seatMark(p), p.Seat()+"/") {
		if err != nil {
			return err
		}
		if which(e) {
			old = append(old, e.ID)
		}
	}
	for _, id := range old {
		if err := pendings.Delete(p.Data, id); err != nil {
			return err
		}
	}
	return nil
}

// add answers [Yes, add]: they are kept, and what was to be said is said. Staff
// are asked for their office first; its button, or its name typed, comes back here.
func (in Intent) add(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	id := p.Args.Part(0)
	was, err := pendings.Get(p.Data, seatMark(p)+id)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(askedBefore()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	if was.homeless() && p.Args.Tapped && p.Args.Part(1) == "" {
		return AskOffice(p, was.Line.Name, in.Name+"yes", id)
	}
	whom, err := in.keep(ctx, p, was)
	if err != nil {
		return bot.Private{}, err
	}
	if err := pendings.Delete(p.Data, seatMark(p)+id); err != nil {
		return bot.Private{}, err
	}
	return in.act(ctx, p, whom, aside{day: was.Day, extra: was.Extra, left: was.Left}, true)
}

// homeless says whether somebody on the staff still needs an office.
func (was pending) homeless() bool { return was.Line.Role != "" && was.Line.Office == "" }

// keep adds whom a question was about: a person, or an office alone.
func (in Intent) keep(ctx context.Context, p *bot.Personal, was pending) (id string, err error) {
	l := was.Line.Line()
	switch {
	case l.Name == "":
		return officeFor(p, l, "")
	case !was.homeless():
		return in.Add(ctx, p, l)
	case p.Args.Tapped:
		if _, err := Offices.Get(p.Data, p.Args.Part(1)); err != nil {
			return "", bot.Errorf("%s", officeGone)
		}
		return SaveAt(p, l, p.Args.Part(1))
	}
	if l.OfficeName, err = ReadPlace(p.Args.Words, "office"); err != nil {
		return "", err
	}
	return in.Add(ctx, p, l)
}

// forget answers [No, forget it]: the text goes from drafts, and from the
// question, which is edited.
func (in Intent) forget(_ context.Context, p *bot.Personal) (bot.Private, error) {
	was, err := pendings.Get(p.Data, seatMark(p)+p.Args.Part(0))
	if store.IgnoreMissing(err) != nil {
		return bot.Private{}, err
	}
	if err := forgetAsked(p, func(e store.Entry[pending]) bool { return e.Value.Line.Name == was.Line.Name }); err != nil {
		return bot.Private{}, err
	}
	return bot.Whisper(forgotten(p.From().Platform)), p.Forget()
}

// AskOffice asks where somebody on the staff works: offices of the book by
// button, or any name typed, are answers to the action, behind its parts.
func AskOffice(p *bot.Personal, name, action string, parts ...string) (bot.Private, error) {
	ids, err := RecentOffices(p, Most)
	if err != nil {
		return bot.Private{}, err
	}
	labels, err := Labels(p.Data, ids)
	if err != nil {
		return bot.Private{}, err
	}
	m := whichOffice(name, len(ids) > 0)
	for i, id := range ids {
		m = m.With(bot.Do(labels[i], action, append(parts[:len(parts):len(parts)], id)...))
	}
	return bot.Whisper(m).Asks(action, parts...), nil
}
