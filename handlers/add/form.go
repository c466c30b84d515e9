package add

import (
	"context"
	"strings"

	"referout/bot"
	"referout/handlers/guide"
	"referout/handlers/people"
)

const formName = "add"

// detail is one field of a person or their office: how it is asked for, checked
// and put into a line.
type detail struct {
	code, label, ask string
	options          []string
	read             func(answer string, l *people.Line) error
}

// details lists the fields in the order in which they are asked for.
func details() []detail {
	return []detail{
		{code: "name", label: "Name", ask: askName, read: func(a string, l *people.Line) (err error) {
			if l.Name, err = people.ReadName(a); err != nil {
				return err
			}
			return people.NotClient(people.Line{Name: l.Name})
		}},
		{code: "specialty", label: "Specialty", ask: askSpecialty, read: func(a string, l *people.Line) (err error) {
			l.Specialty, err = people.ReadSpecialty(a)
			return err
		}},
		{code: "office", label: "Office", ask: askOfficeName, read: func(a string, l *people.Line) (err error) {
			l.OfficeName, err = people.ReadPlace(a, "office")
			return err
		}},
		{code: "city", label: "City", ask: askCity, read: func(a string, l *people.Line) (err error) {
			l.City, err = people.ReadPlace(a, "city")
			return err
		}},
		{code: "address", label: "Address", ask: askAddress, read: func(a string, l *people.Line) (err error) {
			l.Address, err = people.ReadAddress(a)
			return err
		}},
		{code: "phone", label: "Phone", ask: askPhone, read: func(a string, l *people.Line) (err error) {
			l.Phone, err = people.ReadPhone(a)
			return err
		}},
		{code: "payers", label: "Payers", ask: askPayers, read: func(a string, l *people.Line) (err error) {
			l.Payers, err = people.ReadPayers(a)
			return err
		}},
		{code: "role", label: "Role", ask: askRole, options: roleNames(), read: func(a string, l *people.Line) (err error) {
			l.Role, err = people.ReadRole(a)
			return err
		}},
	}
}

func roleNames() []string {
	var names []string
	for _, r := range guide.Roles() {
		names = append(names, guide.RoleName(r))
	}
	return names
}

// form is /add field by field; everything but the name can be skipped.
func form() bot.Form {
	f := bot.Form{Name: formName, Done: filled}
	for _, d := range details() {
		f.Fields = append(f.Fields, bot.Field{
			Spread: spread(d.code),
			Name:   d.code, Label: d.label, Ask: d.ask, Required: d.code == "name", Options: d.options,
			Parse: func(_ *bot.Personal, answer string) (string, error) {
				if err := people.NotBare(answer); err != nil {
					return "", err
				}
				return answer, d.read(answer, &people.Line{})
			},
		})
	}
	return f
}

// spread reads a whole line that was typed where only the name was asked for.
func spread(code string) func(*bot.Personal, string) (map[string]string, error) {
	if code != "name" {
		return nil
	}
	return func(p *bot.Personal, answer string) (map[string]string, error) {
		known, err := people.KnownIn(p.Data)
		if err != nil {
			return nil, err
		}
		l := known.ReadLine(answer)
		if l.Rest != "" || people.NotBare(answer) != nil {
			return nil, nil
		}
		return filledFrom(l), nil
	}
}

// filled keeps what the form was filled with.
func filled(_ context.Context, p *bot.Personal, answers map[string]string) (bot.Private, error) {
	var l people.Line
	for _, d := range details() {
		if a := answers[d.code]; a != "" {
			if err := d.read(a, &l); err != nil {
				return bot.Private{}, err
			}
		}
	}
	return Begin(p, l)
}

// filledFrom is a form filled with what a line says.
func filledFrom(l people.Line) map[string]string {
	known := map[string]string{
		"name": l.Name, "specialty": guide.SpecialtyName(l.Specialty), "office": l.OfficeName, "city": l.City,
		"address": l.Address, "phone": people.ShowPhone(l.Phone), "payers": strings.Join(l.Payers, ", "), "role": guide.RoleName(l.Role),
	}
	for code, value := range known {
		if value == "" {
			delete(known, code)
		}
	}
	return known
}
