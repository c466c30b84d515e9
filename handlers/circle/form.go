package circle

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"referout/bot"
	"referout/handlers/guide"
	"referout/handlers/listing"
	"referout/handlers/people"
	"referout/handlers/scrub"
	"referout/handlers/sign"
)

const formName = "listing"

// Limits of a listing, in characters; the form states them.
const (
	mostName       = 60
	mostDiscipline = 40
	mostArea       = 40
	mostPayers     = 6 // of them
	mostGoTo       = 3 // of them
	mostGoToRunes  = 30
	mostContact    = 60
)

// detail is one field of a listing: how it is asked for and read.
type detail struct {
	code, label, ask string
	required         bool
	options          []string
	read             func(answer string, l *listing.Listing) error
	clear            func(l *listing.Listing)
}

// details lists the fields in the order in which they are asked for.
func details() []detail {
	return []detail{
		{code: "name", label: nameLabel, ask: askName, required: true, read: readName},
		{code: "discipline", label: disciplineLabel, ask: askDiscipline, required: true, read: readDiscipline},
		{code: "area", label: areaLabel, ask: askArea, read: readArea, clear: func(l *listing.Listing) { l.Area = "" }},
		{code: "payers", label: payersLabel, ask: askPayers, read: readPayers, clear: func(l *listing.Listing) { l.Payers = nil }},
		{code: "new", label: acceptingLabel, ask: askAccepting, required: true, options: []string{yes, no}, read: readAccepting},
		{code: "goto", label: goToLabel, ask: askGoTo, read: readGoTo, clear: func(l *listing.Listing) { l.GoTo = nil }},
		{code: "contact", label: contactLabel, ask: askContact, read: readContact, clear: func(l *listing.Listing) { l.Contact = "" }},
	}
}

func detailOf(code string) (detail, bool) {
	for _, d := range details() {
		if d.code == code {
			return d, true
		}
	}
	return detail{}, false
}

// circleKey is where a form carries for which circle it is filled.
const circleKey = "circle"

// form is a listing, field by field.
func form() bot.Form {
	f := bot.Form{Name: formName, Done: written}
	for _, d := range details() {
		f.Fields = append(f.Fields, bot.Field{
			Name: d.code, Label: d.label, Ask: d.ask, Required: d.required, Options: d.options,
			Parse: func(_ *bot.Personal, answer string) (string, error) {
				if err := people.NotBare(answer); err != nil {
					return "", err
				}
				return answer, d.read(answer, &listing.Listing{})
			},
		})
	}
	return f
}

// write starts the form for a circle.
func write(_ context.Context, p *bot.Personal) (bot.Private, error) {
	_, _, out, err := reading(p, p.Args.Part(0))
	if err != nil || out != nil {
		return given(out), err
	}
	return p.StartForm(formName, map[string]string{circleKey: p.Args.Part(0)})
}

// written keeps what the form was filled with, for her alone, and shows what the
// circle would see.
func written(_ context.Context, p *bot.Personal, answers map[string]string) (bot.Private, error) {
	var l listing.Listing
	for _, d := range details() {
		if a := answers[d.code]; a != "" {
			if err := d.read(a, &l); err != nil {
				return bot.Private{}, err
			}
		}
	}
	return keepDraft(p, answers[circleKey], l)
}

// faulty is the first field of a listing that may not stand in the room as it is, and why:
// it was written when less was looked for, or by no form of ours. The error is a sentence.
func faulty(l listing.Listing) (d detail, err error) {
	what := l.Enclose()
	for _, d := range details() {
		if value := what.Get(d.code); value != "" || d.required {
			if err := d.read(value, &listing.Listing{}); err != nil {
				return d, err
			}
		}
	}
	if unknown(l.Specialty) { // it stands as it is, whatever would be read in it
		d, _ = detailOf("discipline")
		return d, fits(l.Specialty, mostDiscipline, disciplineLabel)
	}
	return detail{}, nil
}

// keepDraft keeps what she wrote of herself and shows it as a circle would see it.
func keepDraft(p *bot.Personal, id string, l listing.Listing) (bot.Private, error) {
	c, _, out, err := reading(p, id)
	if err != nil || out != nil {
		return given(out), err
	}
	l = listing.Read(l.Enclose()) // nothing but what leaves
	return preview(id, c.Name, l, false), drafts.Put(p.Data, p.Who.ID, l)
}

func readName(a string, l *listing.Listing) (err error) {
	if l.Name, err = sign.Read(a); err == nil {
		err = fits(l.Name, mostName, nameLabel, scrub.Person)
	}
	return err
}

func readDiscipline(a string, l *listing.Listing) (err error) {
	if code, ok := discipline(a); ok {
		l.Specialty = code
		return nil
	}
	if scrub.FullName(a) {
		return bot.Errorf("%s", looksLikeName)
	}
	if l.Specialty, err = people.ReadPlace(a, strings.ToLower(disciplineLabel)); err == nil {
		err = fits(l.Specialty, mostDiscipline, disciplineLabel)
	}
	return err
}

// discipline is the specialty that words name: as a whole, else with slips of the
// finger forgiven, else in a part of them.
func discipline(words string) (code string, ok bool) {
	code, from, to, ok := guide.FindSpecialty(words)
	if ok && strings.TrimSpace(words[:from]+words[to:]) == "" {
		return code, true
	}
	all := guide.Specialties()
	names := make([][]string, len(all))
	for i, s := range all {
		names[i] = []string{s.Name}
	}
	if fits := people.NewLookup(names).Find(words); len(fits) == 1 {
		return all[fits[0].At].Code, true
	}
	if !ok {
		return nearest(words, all)
	}
	return code, ok
}

// nearest is the only specialty of as many words, each of them the same but for a slip.
func nearest(words string, all []guide.Specialty) (code string, ok bool) {
	typed, count := strings.Fields(words), 0
	for _, s := range all {
		name := strings.Fields(s.Name)
		if len(name) != len(typed) {
			continue
		}
		if slices.EqualFunc(name, typed, func(a, b string) bool { return len(people.NewLookup([][]string{{a}}).Find(b)) > 0 }) {
			code, count = s.Code, count+1
		}
	}
	return code, count == 1
}

// unknown says whether a discipline stands as it was typed.
func unknown(specialty string) bool {
	_, known := guide.SpecialtyOf(specialty)
	return !known
}

func readArea(a string, l *listing.Listing) (err error) {
	if l.Area, err = people.ReadPlace(a, strings.ToLower(areaLabel)); err == nil {
		err = cmp.Or(fits(l.Area, mostArea, areaLabel, scrub.Address), noPersonIn(l.Area))
	}
	if err == nil && scrub.FullName(l.Area) {
		err = bot.Errorf(maybeName, people.Quote(l.Area), l.Area)
	}
	return err
}

func readPayers(a string, l *listing.Listing) error {
	if err := tellsNobody(bot.OneLine(a), payersLabel); err != nil {
		return err
	}
	names, err := people.ReadPayers(a)
	if err != nil {
		return err
	}
	if err := tellsNobody(strings.Join(names, ", "), payersLabel); err != nil {
		return err
	}
	if len(names) > mostPayers {
		return bot.Errorf(tooManyPayers, mostPayers)
	}
	for _, name := range names {
		if _, from, to, ok := guide.FindSpecialty(name); ok && to-from == len(name) {
			return bot.Errorf(noPayer, people.Quote(name))
		}
	}
	l.Payers = listing.PayerCodes(names)
	return nil
}

func readAccepting(a string, l *listing.Listing) error {
	switch people.Fold(strings.Trim(a, " .!")) {
	case "yes", "y", "yep", "yeah", "sure":
		l.Accepting = true
	case "no", "n", "nope", "not now", "full":
		l.Accepting = false
	default:
		return bot.Errorf("%s", yesOrNo)
	}
	return nil
}

func readGoTo(a string, l *listing.Listing) error {
	l.GoTo = nil
	for _, part := range strings.FieldsFunc(a, func(r rune) bool { return r == ',' || r == ';' }) {
		part = strings.Trim(bot.OneLine(part), " .")
		if part == "" || slices.ContainsFunc(l.GoTo, func(g string) bool { return strings.EqualFold(g, part) }) {
			continue
		}
		if utf8.RuneCountInString(part) > mostGoToRunes {
			return bot.Errorf(goToTooLong, people.Quote(part), mostGoToRunes)
		}
		if len(scrub.Find(part)) > 0 || scrub.FullName(part) || !strings.ContainsFunc(part, unicode.IsLetter) {
			return bot.Errorf("%s", goToSomebody)
		}
		l.GoTo = append(l.GoTo, part)
	}
	switch n := len(l.GoTo); {
	case len(scrub.Find(strings.Join(l.GoTo, ", "))) > 0: // "client, Jane Doe"
		return bot.Errorf("%s", goToSomebody)
	case n == 0:
		return bot.Errorf("%s", goToEmpty)
	case n > mostGoTo:
		return bot.Errorf(goToTooMany, mostGoTo)
	}
	return nil
}

// readContact takes a telephone number in the form in which it is shown everywhere, and
// everything else as it is.
func readContact(a string, l *listing.Listing) (err error) {
	mail := slices.ContainsFunc(scrub.Find(a), func(f scrub.Finding) bool { return f.Kind == scrub.Email })
	if phone, err := people.ReadPhone(a); err == nil && !mail {
		l.Contact = people.ShowPhone(phone)
		return nil
	}
	if l.Contact, err = people.ReadPlace(a, strings.ToLower(contactLabel)); err == nil {
		err = fits(l.Contact, mostContact, contactLabel, scrub.Phone, scrub.Email, scrub.Account, scrub.Address, scrub.Person)
	}
	if err == nil && !listing.Reaches(l.Contact) {
		err = bot.Errorf("%s", listing.NoReach)
	}
	return err
}

// fits says whether a text may stand in a listing: short, and without anything that may
// tell who a client is, but of the allowed kinds.
func fits(text string, most int, label string, allowed ...scrub.Kind) error {
	if utf8.RuneCountInString(text) > most {
		return bot.Errorf(tooLong, strings.ToLower(label), most)
	}
	return tellsNobody(text, label, allowed...)
}

func tellsNobody(text, label string, allowed ...scrub.Kind) error {
	if f, found := scrub.FirstBut(text, allowed...); found {
		return bot.Errorf(leaveOut, f.Kind, strings.ToLower(label))
	}
	return nil
}
