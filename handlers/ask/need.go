package ask

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"referout/bot"
	"referout/handlers/guide"
	"referout/handlers/scrub"
)

// Need is the practitioner that somebody looks for.
type Need struct {
	Specialty string   `cbor:"1,keyasint,omitempty" json:"specialty,omitempty"` // guide's code; always set in an ask
	Area      string   `cbor:"2,keyasint,omitempty" json:"area,omitempty"`
	Payers    []string `cbor:"3,keyasint,omitempty" json:"payers,omitempty"` // guide's codes
	Format    Format   `cbor:"4,keyasint,omitempty" json:"format,omitempty"`
	Approach  string   `cbor:"5,keyasint,omitempty" json:"approach,omitempty"`
	When      string   `cbor:"6,keyasint,omitempty" json:"when,omitempty"`
	Note      string   `cbor:"7,keyasint,omitempty" json:"note,omitempty"`
}

// Format says where the work is done. Stored: the numbers must never change.
type Format uint8

// The formats.
const (
	InPerson Format = iota + 1
	Online
	HomeVisits
)

// The names of a need's fields. Stored in drafts and letters: never to change.
const (
	specialtyField = "specialty"
	areaField      = "area"
	payersField    = "payers"
	formatField    = "format"
	approachField  = "approach"
	whenField      = "when"
	noteField      = "note"
)

// detail is one field of a need.
type detail struct {
	name, label, ask string
	options          []string
	most             int // characters of a free text; 0: it is chosen from what is known
	show             func(Need) string
	take             func(*Need, string) error // its error is a sentence
}

// details lists the fields in the order in which they are asked for and shown.
func details() []detail {
	return []detail{
		{specialtyField, specialtyLabel, askSpecialty, specialtyOptions(), 0, showSpecialty, (*Need).takeSpecialty},
		free(areaField, areaLabel, askArea, nil, 60, func(n *Need) *string { return &n.Area }),
		{payersField, payersLabel, askPayers, payerOptions(), 0, showPayers, (*Need).takePayers},
		{formatField, formatLabel, askFormat, formatOptions(), 0, showFormat, (*Need).takeFormat},
		free(approachField, approachLabel, askApproach, nil, 80, func(n *Need) *string { return &n.Approach }),
		free(whenField, whenLabel, askWhen, whenOptions(), 60, func(n *Need) *string { return &n.When }),
		free(noteField, noteLabel, askNote, nil, 120, func(n *Need) *string { return &n.Note }),
	}
}

// free is a field that anything may be typed into.
func free(name, label, ask string, options []string, most int, of func(*Need) *string) detail {
	d := detail{name: name, label: label, ask: ask, options: options, most: most}
	d.show = func(n Need) string { return *of(&n) }
	d.take = func(n *Need, typed string) error {
		text, err := short(typed, most)
		*of(n) = text
		return err
	}
	return d
}

func detailOf(name string) (detail, bool) {
	all := details()
	at := slices.IndexFunc(all, func(d detail) bool { return d.name == name })
	if at < 0 {
		return detail{}, false
	}
	return all[at], true
}

// read takes what was typed for a field into a need, free text only as the scrubber
// leaves it and without anybody's name in full, and says what was left out. The error is a sentence.
func (d detail) read(n *Need, typed string) (out scrub.Kinds, err error) {
	return d.readKnowing(n, typed, &scrub.Names{})
}

// readKnowing is read that leaves out who is known from other fields, too, and gets to know
// who is named in this one.
func (d detail) readKnowing(n *Need, typed string, known *scrub.Names) (out scrub.Kinds, err error) {
	typed = bot.OneLine(typed)
	if d.most > 0 {
		typed, out = describe(typed, known)
		whole := typed
		if d.name != approachField { // a method may be called by who taught it
			typed = withoutNames(typed, d.name == areaField, known, &out)
		}
		if typed == "" && d.name == areaField && scrub.FullName(whole) {
			return out, bot.Errorf(maybeName, whole, whole)
		}
		if typed == "" && len(out) > 0 {
			return out, bot.Errorf("%s", nothingLeft(out))
		}
	}
	return out, d.take(n, typed)
}

// Enclosure is what the room is shown.
func (n Need) Enclosure() (what bot.Enclosure) {
	for _, d := range details() {
		what = what.Write(d.name, d.label, d.show(n))
	}
	return what
}

// stamp tells a need from others.
func (n Need) stamp() string {
	sum := fnv.New32a()
	for _, w := range n.Enclosure() {
		_, _ = sum.Write([]byte(w.Name + "\x00" + w.Value + "\x00"))
	}
	return strconv.FormatUint(uint64(sum.Sum32()), 36)
}

// readNeed reads a need that came in a letter. What the room is to see is looked through
// once more: ok is false if the letter asks for nobody, or for what nobody may ask.
func readNeed(what bot.Enclosure) (n Need, ok bool) {
	for _, d := range details() {
		typed := what.Get(d.name)
		if typed == "" {
			continue
		}
		if _, err := d.read(&n, typed); err != nil {
			_ = d.take(&n, "") // which leaves it out
		}
	}
	return n, n.Specialty != ""
}

// brief is a need in a few words.
func (n Need) brief() string {
	out := guide.SpecialtyName(n.Specialty)
	if n.Area != "" {
		out += ", " + n.Area
	}
	return out
}

func showSpecialty(n Need) string {
	if n.Specialty == "" {
		return ""
	}
	return guide.SpecialtyName(n.Specialty)
}

func (n *Need) takeSpecialty(typed string) error {
	code, _, _, ok := guide.FindSpecialty(typed)
	if n.Specialty = code; !ok {
		return bot.Errorf("%s", noSpecialty)
	}
	return nil
}

func showPayers(n Need) string {
	var names []string
	for _, code := range n.Payers {
		names = append(names, guide.PayerName(code))
	}
	return strings.Join(names, ", ")
}

const mostPayers = 4

func (n *Need) takePayers(typed string) error {
	n.Payers = nil
	for _, f := range guide.FindPayers(typed) {
		if !slices.Contains(n.Payers, f.Code) && len(n.Payers) < mostPayers {
			n.Payers = append(n.Payers, f.Code)
		}
	}
	if len(n.Payers) == 0 {
		return bot.Errorf("%s", noPayer)
	}
	return nil
}

func showFormat(n Need) string {
	if n.Format < InPerson || n.Format > HomeVisits {
		return ""
	}
	return formatOptions()[n.Format-1]
}

func (n *Need) takeFormat(typed string) error {
	format, _, _, ok := findFormat(typed)
	if n.Format = format; !ok {
		return bot.Errorf("%s", noFormat)
	}
	return nil
}
