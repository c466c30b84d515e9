package people

import (
	"strings"

	"referout/bot"
	"referout/handlers/guide"
	"referout/store"
)

// Card shows a person or an office: the name, and a row for everything that is
// known. store.ErrNotFound if they are gone.
func Card(s store.Space, id string) ([]bot.Block, error) {
	if IsOffice(id) {
		return officeCard(s, id)
	}
	who, err := Persons.Get(s, id)
	if err != nil {
		return nil, err
	}
	o, err := Offices.Get(s, who.Office)
	if err != nil {
		return nil, err
	}
	desk, err := deskRow(s, who.Office, id)
	if err != nil {
		return nil, err
	}
	var rows facts
	rows.describe(Line{Role: who.Role, Specialty: who.Specialty, OfficeName: o.Name, City: o.City,
		Address: o.Postal(), Phone: who.Phone, Contact: who.Contact, Payers: who.Payers})
	rows.add("Desk", desk)
	return rows.under(who.Name), nil
}

func officeCard(s store.Space, id string) ([]bot.Block, error) {
	o, err := Offices.Get(s, id)
	if err != nil {
		return nil, err
	}
	name, err := Name(s, id)
	if err != nil {
		return nil, err
	}
	team, err := ByOffice(s, id)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range team {
		names = append(names, e.Value.Line())
	}
	desk, err := deskRow(s, id, "")
	if err != nil {
		return nil, err
	}
	var rows facts
	rows.add("City", o.City)
	rows.add("Address", o.Postal())
	rows.add("Phone", ShowPhone(o.Phone))
	rows.add("People", strings.Join(names, "; "))
	rows.add("Desk", desk)
	return rows.under(name), nil
}

// Line is a person's name and what they are: "Ana (front desk)".
func (p Person) Line() string {
	switch {
	case p.Staff():
		return p.Name + " (" + small(guide.RoleName(p.Role)) + ")"
	case p.Specialty != "":
		return p.Name + " (" + small(guide.SpecialtyName(p.Specialty)) + ")"
	}
	return p.Name
}

// Postal is the address for an envelope, the city included; empty if the street
// is not known.
func (o Office) Postal() string {
	if o.Address == "" || o.City == "" || strings.Contains(key(o.Address), key(o.City)) {
		return o.Address
	}
	return o.Address + ", " + o.City
}

// deskRow is who runs an office's desk, unless that is the person of the card.
func deskRow(s store.Space, office, except string) (string, error) {
	id, who, ok, err := Manager(s, office)
	if err != nil || !ok || id == except {
		return "", err
	}
	if who.Phone == "" {
		return who.Line(), nil
	}
	return who.Line() + ", " + ShowPhone(who.Phone), nil
}

// facts collects the rows that have a value.
type facts []bot.Row

func (f *facts) add(label, value string) {
	if value != "" {
		*f = append(*f, bot.Fact(label, value))
	}
}

// describe adds a row for everything that a line says besides the name.
func (f *facts) describe(l Line) {
	f.add("Role", guide.RoleName(l.Role))
	f.add("Specialty", guide.SpecialtyName(l.Specialty))
	f.add("Office", l.OfficeName)
	f.add("City", l.City)
	f.add("Address", l.Address)
	f.add("Phone", ShowPhone(l.Phone))
	f.add("Contact", l.Contact)
	f.add("Payers", strings.Join(l.Payers, ", "))
}

func (f *facts) under(name string) []bot.Block {
	blocks := []bot.Block{bot.Title("%s", name)}
	if len(*f) > 0 {
		blocks = append(blocks, bot.Facts(*f...))
	}
	return blocks
}
