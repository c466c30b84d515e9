package bot

import (
	"errors"
	"slices"
	"strconv"

	"referout/store"
)

// belonging is a circle that a book has to do with.
type belonging struct {
	Space   store.SpaceID `cbor:"1,keyasint,omitempty"`
	Account Account       `cbor:"2,keyasint,omitempty"` // hers, in its chat
}

var belongings = store.Table[belonging]{Name: "circle", Volatile: true}

// A Circle is a group that a member has to do with.
type Circle struct {
	ID   string // in her book
	Name string // what its people call it; never empty
	Zone string // IANA; empty: nobody has said
	Mine Account
}

// belong notes that a letter came from a circle, and gives its id in the book.
func (d *desk) belong(book store.BookTx, l letter) (string, error) {
	last := 0
	for e, err := range belongings.All(book) {
		if err != nil {
			return "", err
		}
		if e.Value.Space == l.Circle && e.Value.Account == l.To {
			return e.ID, nil
		}
		if n, err := strconv.Atoi(e.ID); err == nil {
			last = max(last, n)
		}
	}
	id := strconv.Itoa(last + 1)
	return id, belongings.Put(book, id, belonging{Space: l.Circle, Account: l.To})
}

// Circles lists the circles of this book, the oldest first. One that is gone is left
// out.
func (p *Personal) Circles() ([]Circle, error) {
	all, err := store.Collect(belongings.All(p.Data))
	if err != nil {
		return nil, err
	}
	var out []Circle
	for _, e := range all {
		c, _, err := p.circle(e.ID, e.Value)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// Circle opens a circle of hers for reading. ErrNotFound if it is none of hers, or she
// is not in its chat any more.
func (p *Personal) Circle(id string) (Circle, store.CircleTx, error) {
	b, err := belongings.Get(p.Data, id)
	if err != nil {
		return Circle{}, store.CircleTx{}, err
	}
	c, circle, err := p.circle(id, b)
	if err != nil {
		return Circle{}, store.CircleTx{}, err
	}
	v, err := roomOf(circle)
	if err != nil {
		return Circle{}, store.CircleTx{}, err
	}
	standing, err := p.desk.standing(v.Chat, b.Account)
	if err == nil && standing == Outside {
		if err = p.desk.foundOutside(b.Space, b.Account); err == nil {
			err = store.ErrNotFound
		}
	}
	return c, circle, err
}

// foundOutside lets a circle know that somebody has left its chat, which was found out
// otherwise than by being told.
func (d *desk) foundOutside(circle store.SpaceID, a Account) error {
	if slices.ContainsFunc(d.outside, func(l letter) bool { return l.Circle == circle && l.From == a }) {
		return nil
	}
	d.outside = append(d.outside, letter{Circle: circle, From: a})
	_, err := d.publish(address{Circle: circle}, letter{Kind: LeftMail, From: a})
	return err
}

func (p *Personal) circle(id string, b belonging) (Circle, store.CircleTx, error) {
	circle, err := p.desk.tx.Circle(b.Space)
	if err != nil {
		return Circle{}, circle, err
	}
	v, err := roomOf(circle)
	c := Circle{ID: id, Name: v.Name, Zone: v.Zone, Mine: b.Account}
	if c.Name == "" {
		c.Name = "the group"
	}
	return c, circle.ReadOnly(), err
}

// Present is which of these people are not known to have left the chat of a circle, in
// their order. It asks about at most a page of them.
func (p *Personal) Present(circle string, of []Account) ([]bool, error) {
	b, err := belongings.Get(p.Data, circle)
	if err != nil {
		return nil, err
	}
	space, err := p.desk.tx.Circle(b.Space)
	if err != nil {
		return nil, err
	}
	v, err := roomOf(space)
	if err != nil {
		return nil, err
	}
	return p.desk.present(v.Chat, of)
}

// Depart ends what the book has to do with a circle.
func (p *Personal) Depart(circle string) error { return belongings.Delete(p.Data, circle) }

// departAll tells every circle that the book is gone.
func (d *desk) departAll(book store.BookTx) error {
	all, err := store.Collect(belongings.All(book))
	if err != nil {
		return err
	}
	for _, e := range all {
		if _, err := d.publish(address{Circle: e.Value.Space}, letter{Kind: LeftMail, From: e.Value.Account}); err != nil {
			return err
		}
	}
	return nil
}

// Key names an account in keys and buttons: see Shared.Key.
func (p *Personal) Key(a Account) (string, error) { return p.desk.hash(a.subject()) }

// CircleName is what a circle of hers is called, also when she has left its chat; of
// another id it is other.
func (p *Personal) CircleName(id, other string) (string, error) {
	all, err := p.Circles()
	for _, c := range all {
		if c.ID == id {
			return c.Name, err
		}
	}
	return other, err
}
