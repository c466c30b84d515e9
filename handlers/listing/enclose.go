package listing

import (
	"strings"

	"referout/bot"
	"referout/handlers/guide"
)

// The names of the lines of a listing on its way. Stored: never to change.
const (
	nameLine      = "name"
	specialtyLine = "discipline"
	areaLine      = "area"
	payersLine    = "payers"
	acceptingLine = "new"
	goToLine      = "goto"
	contactLine   = "contact"
)

// Enclose is a listing as it leaves a book: exactly what the circle will show.
func (l Listing) Enclose() bot.Enclosure {
	return bot.Enclosure{}.
		Write(nameLine, nameLabel, l.Name).
		Write(specialtyLine, specialtyLabel, guide.SpecialtyName(l.Specialty)).
		Write(areaLine, areaLabel, l.Area).
		Write(payersLine, payersLabel, strings.Join(l.PayerNames(), ", ")).
		Write(acceptingLine, acceptingLabel, yesNo(l.Accepting)).
		Write(goToLine, goToLabel, strings.Join(l.GoTo, ", ")).
		Write(contactLine, contactLabel, l.Contact)
}

// Read is the listing that was enclosed.
func Read(e bot.Enclosure) Listing {
	return Listing{
		Name:      e.Get(nameLine),
		Specialty: specialtyCode(e.Get(specialtyLine)),
		Area:      e.Get(areaLine),
		Payers:    PayerCodes(parts(e.Get(payersLine))),
		Accepting: e.Get(acceptingLine) == yes,
		GoTo:      parts(e.Get(goToLine)),
		Contact:   e.Get(contactLine),
	}
}

// PayerNames are the payers as people read them.
func (l Listing) PayerNames() []string {
	out := make([]string, len(l.Payers))
	for i, code := range l.Payers {
		out[i] = guide.PayerName(code)
	}
	return out
}

// Facts shows the whole of a listing.
func (l Listing) Facts() bot.Block { return l.Enclose().Facts() }

func parts(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, ", ")
}

// specialtyCode is guide's code of a name, or the name itself if the guide has none.
func specialtyCode(name string) string {
	for _, s := range guide.Specialties() {
		if s.Name == name {
			return s.Code
		}
	}
	return name
}

// PayerCodes are guide's codes of names; what the guide does not know stays.
func PayerCodes(names []string) (out []string) {
	known := map[string]string{}
	for _, p := range guide.Payers() {
		known[p.Name] = p.Code
	}
	for _, name := range names {
		if code := known[name]; code != "" {
			name = code
		}
		out = append(out, name)
	}
	return out
}
