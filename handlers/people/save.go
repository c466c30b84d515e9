package people

import (
	"errors"
	"slices"
	"strings"

	"referout/bot"
	"referout/handlers/guide"
	"referout/store"
)

// Save keeps somebody new from a line: at the office that it names, one of the
// book if the name is the same and the city is not another, else a new one. A
// specialist without a named office gets an office of their own. The line's name
// must have passed ReadName.
func Save(p *bot.Personal, l Line) (id string, err error) {
	office, err := officeFor(p, l, "")
	if err != nil {
		return "", err
	}
	return SaveAt(p, l, office)
}

// SaveAt is Save at an office of the book.
func SaveAt(p *bot.Personal, l Line, office string) (id string, err error) {
	if _, err := Offices.Get(p.Data, office); err != nil {
		return "", err
	}
	if id, err = newPersonID(p); err != nil {
		return "", err
	}
	who := Person{Office: office, Added: p.Now.UTC(), By: p.Who.ID}
	who.take(l)
	return id, errors.Join(Persons.Put(p.Data, id, who), mention(p, id))
}

// Merge brings somebody of the book up to date with what a line says; what it
// does not say stays. left is the office that had nobody but them and no name,
// and that they left: it is gone.
func Merge(p *bot.Personal, id string, l Line) (left string, err error) {
	who, err := Persons.Get(p.Data, id)
	if err != nil {
		return "", err
	}
	was := who.Office
	who.take(l)
	if who.Office, err = officeFor(p, l, was); err != nil {
		return "", err
	}
	if err := errors.Join(Persons.Put(p.Data, id, who), mention(p, id)); err != nil {
		return "", err
	}
	return dropEmpty(p, was)
}

func (p *Person) take(l Line) {
	set(&p.Name, l.Name)
	set(&p.Specialty, l.Specialty)
	set(&p.Role, l.Role)
	set(&p.Phone, l.Phone)
	set(&p.Contact, l.Contact)
	if len(l.Payers) > 0 {
		p.Payers = l.Payers
	}
}

func set[T ~string](field *T, value T) {
	if value != "" {
		*field = value
	}
}

// officeFor is the office that a line belongs to; now is where the person works
// already, if anywhere.
func officeFor(p *bot.Personal, l Line, now string) (string, error) {
	id := now
	if l.OfficeName != "" {
		found, err := SameOffice(p.Data, l.OfficeName, l.City)
		if err != nil {
			return "", err
		}
		stays, err := unnamed(p.Data, now)
		if err != nil {
			return "", err
		}
		if found != "" || !stays {
			id = found
		}
	}
	if id == "" {
		return newOffice(p, l)
	}
	o, err := Offices.Get(p.Data, id)
	if err != nil {
		return "", err
	}
	o.take(l)
	return id, Offices.Put(p.Data, id, o)
}

// unnamed says whether there is such an office and it has no name of its own.
func unnamed(s store.Space, office string) (bool, error) {
	o, err := Offices.Get(s, office)
	return err == nil && o.Name == "", store.IgnoreMissing(err)
}

func newOffice(p *bot.Personal, l Line) (string, error) {
	id, err := newOfficeID(p)
	if err != nil {
		return "", err
	}
	o := Office{Added: p.Now.UTC(), By: p.Who.ID}
	o.take(l)
	return id, Offices.Put(p.Data, id, o)
}

// take leaves a name that is there: it is the same but for its spelling.
func (o *Office) take(l Line) {
	if o.Name == "" {
		o.Name = l.OfficeName
	}
	set(&o.City, l.City)
	set(&o.Address, l.Address)
}

// SameOffice is the office of the book that a name means; empty if there is none.
// Another city makes it another office.
func SameOffice(s store.Space, name, city string) (id string, err error) {
	for e, err := range Offices.All(s) {
		if err != nil {
			return "", err
		}
		o := e.Value
		if o.Name != "" && key(o.Name) == key(name) && (city == "" || o.City == "" || key(o.City) == key(city)) {
			return e.ID, nil
		}
	}
	return "", nil
}

// Same lists who of the book may be the one of a line: people of the same name,
// titles aside, or with the same phone.
func Same(s store.Space, l Line) ([]store.Entry[Person], error) {
	everyone, err := All(s)
	if err != nil {
		return nil, err
	}
	name := strings.Join(nameWords(l.Name), " ")
	return slices.DeleteFunc(everyone, func(e store.Entry[Person]) bool {
		sameName := name != "" && strings.Join(nameWords(e.Value.Name), " ") == name
		return !sameName && (l.Phone == "" || e.Value.Phone != l.Phone)
	}), nil
}

// dropEmpty removes an office without a name in which nobody is left, and says
// which it removed.
func dropEmpty(p *bot.Personal, office string) (dropped string, err error) {
	if alone, err := unnamed(p.Data, office); err != nil || !alone {
		return "", err
	}
	for _, err := range Persons.IDs(p.Data, "office", office) {
		return "", err
	}
	return office, Offices.Delete(p.Data, office)
}

// SetOffice writes what a line says of a name, a city, an address or a phone to an
// office.
func SetOffice(s store.Space, id string, l Line) error {
	o, err := Offices.Get(s, id)
	if err != nil {
		return err
	}
	set(&o.Name, l.Name)
	set(&o.City, l.City)
	set(&o.Address, l.Address)
	set(&o.Phone, l.Phone)
	return Offices.Put(s, id, o)
}

// SetRole makes somebody a member of their office's staff, or a specialist again.
func SetRole(s store.Space, id string, role guide.RoleCode) error {
	who, err := Persons.Get(s, id)
	if err != nil {
		return err
	}
	who.Role = role
	return Persons.Put(s, id, who)
}

// Clear empties one field of a person, or of their office; fields without which a
// record is nothing stay.
func Clear(s store.Space, id, field string) error {
	office, err := OfficeOf(s, id)
	if err != nil {
		return err
	}
	if !IsOffice(id) {
		who, err := Persons.Get(s, id)
		if err != nil {
			return err
		}
		switch field {
		case "specialty":
			who.Specialty = ""
		case "phone":
			who.Phone = ""
		case "payers":
			who.Payers = nil
		case "role":
			who.Role = ""
		}
		if err := Persons.Put(s, id, who); err != nil {
			return err
		}
	}
	return clearOffice(s, office, field, IsOffice(id))
}

func clearOffice(s store.Space, id, field string, itself bool) error {
	o, err := Offices.Get(s, id)
	if err != nil {
		return err
	}
	switch {
	case field == "city":
		o.City = ""
	case field == "address":
		o.Address = ""
	case field == "phone" && itself:
		o.Phone = ""
	}
	return Offices.Put(s, id, o)
}
