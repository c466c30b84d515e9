package people

import (
	"regexp"
	"slices"
	"strings"

	"referout/bot"
	"referout/handlers/guide"
)

// Line is what one line says about somebody, as understood. Every field is made
// of the line's own words, apart from codes.
type Line struct {
	Name       string
	Specialty  string // guide's code
	Role       guide.RoleCode
	OfficeName string
	City       string
	Address    string
	Phone      string   // see ReadPhone
	Contact    string   // see Reach; never read out of words
	Payers     []string // guide's names
	Rest       string   // what was understood as nothing; it is not to be kept
}

// Reach takes over how a colleague says that she can be reached: a telephone, or what else
// she shows.
func (l *Line) Reach(contact string) {
	if phone, err := ReadPhone(contact); err == nil {
		l.Phone = phone
		return
	}
	l.Contact = contact
}

// Known is what a book knows already; a line's words are compared with it
// before anything is guessed.
type Known struct{ Offices, Cities []string }

// Patterns for what is not kept, and for what stands between the parts.
var (
	onlinePattern = regexp.MustCompile(`(?i)\S+@\S+\.\S+|\bhttps?://\S+|\bwww\.\S+`)
	partPattern   = regexp.MustCompile(`\s*[,;|•·\t\n]+\s*|\s+[-–—]+\s+`)
	labelPattern  = regexp.MustCompile(`(?i)^(name|specialty|profession|office|practice|clinic|city|town|address|payers?|insurances?|role|phone|tel)\s*:\s*`)
	placePattern  = regexp.MustCompile(`(?i)(?:^|\s)(at|@|in|near|from)\s+`)
)

// ReadLine reads a line about one person, in any order the parts allow, with or
// without commas. The first part that is nothing else is the name.
func ReadLine(text string) Line { return Known{}.ReadLine(text) }

// ReadLine is ReadLine with what a book knows.
func (k Known) ReadLine(text string) Line {
	r := reader{known: k}
	text = r.shorten(flat(text))
	text = r.pull(text, onlinePattern, r.leave)
	text = r.pull(text, faxPattern, r.leave)
	text = r.pull(text, statePlace, r.locality)
	text = r.pull(text, phonePattern, r.phone)
	for _, part := range partPattern.Split(text, -1) {
		r.part(strings.TrimSpace(part))
	}
	return r.finish()
}

// mostRead is how many bytes of a line are read.
const mostRead = 500

// shorten leaves what is beyond any line about one person.
func (r *reader) shorten(text string) string {
	if len(text) <= mostRead {
		return text
	}
	end := max(strings.LastIndexByte(text[:mostRead], ' '), 0)
	r.leave(text[end:])
	return text[:end]
}

// flat is the text in one line, a comma where a line ended.
func flat(text string) string {
	return bot.OneLine(strings.ReplaceAll(bot.Clean(text), "\n", " , "))
}

// slot is what a piece of a line is expected to be.
type slot int

const (
	anything slot = iota
	officeSlot
	citySlot
	addressSlot
)

// reader collects what a line says.
type reader struct {
	Line
	known    Known
	vague    bool     // the specialty is a bare MD or therapist
	streets  []string // of the address
	tail     string   // state and ZIP code
	pieces   []string // what may be an office or a city
	behind   int      // which of them stood right behind the address, counted from 1
	rest     []string
	signs    string // the first part without letters, before anybody was named
	wasPiece bool   // the part before was one of them
}

func (r *reader) leave(text string) bool {
	if words := strings.Trim(text, " ,.;:-"); words != "" {
		r.rest = append(r.rest, words)
	}
	return true
}

// pull takes everything of a kind out of a text; what take refuses stays.
func (r *reader) pull(text string, pattern *regexp.Regexp, take func(string) bool) string {
	return pattern.ReplaceAllStringFunc(text, func(found string) string {
		if !take(found) {
			return found
		}
		return " , "
	})
}

func (r *reader) phone(text string) bool {
	phone, err := ReadPhone(text)
	if err != nil {
		return false
	}
	if r.Phone != "" {
		return r.leave(text)
	}
	r.Phone = phone
	return true
}

func (r *reader) locality(text string) bool {
	parts := statePlace.FindStringSubmatch(text)
	if r.tail != "" || !anyState(parts[1]) {
		return false
	}
	r.tail = parts[1] + " " + parts[2]
	return true
}

// part reads what stands between two commas.
func (r *reader) part(part string) {
	want := anything
	if label := labelPattern.FindString(part); label != "" {
		part, want = part[len(label):], labelled(label)
	}
	r.read(part, want)
}

func labelled(label string) slot {
	switch Fold(strings.Trim(label, ": ")) {
	case "office", "practice", "clinic":
		return officeSlot
	case "city", "town":
		return citySlot
	case "address":
		return addressSlot
	}
	return anything
}

// read takes the first thing it knows out of a text and reads what is before and
// behind it.
func (r *reader) read(text string, want slot) {
	text = strings.Trim(text, " ,.;:")
	switch {
	case text == "":
		return
	case want == addressSlot, want == anything && r.Name != "" && wholeAddress(text):
		r.street(text)
		return
	}
	for _, step := range []func(string, slot) bool{r.knownOffice, r.placed, r.streetInside, r.office, r.spoken} {
		if step(text, want) {
			return
		}
	}
	r.plain(text, want)
}

// around reads what is left of a text without the span.
func (r *reader) around(text string, s span, want slot) {
	r.read(text[:s.from], want)
	r.read(text[s.to:], anything)
}

// knownOffice takes the name of an office of the book out of a text, wherever it stands.
func (r *reader) knownOffice(text string, _ slot) bool {
	s, ok := knownIn(text, r.known.Offices)
	if !ok || r.OfficeName != "" {
		return false
	}
	r.OfficeName = text[s.from:s.to]
	r.around(text, s, anything)
	return true
}

// knownIn finds the longest of the names in a text, as whole words.
func knownIn(text string, names []string) (best span, ok bool) {
	words := tokens(text)
	for _, name := range names {
		wanted := tokens(name)
		for i := 0; len(wanted) > 0 && i+len(wanted) <= len(words); i++ {
			s := span{words[i].from, words[i+len(wanted)-1].to}
			if s.to-s.from > best.to-best.from && slices.EqualFunc(wanted, words[i:i+len(wanted)], func(a, b token) bool { return a.text == b.text }) {
				best, ok = s, true
			}
		}
	}
	return best, ok
}

// placed reads "at …" and "in …".
func (r *reader) placed(text string, want slot) bool {
	s := placePattern.FindStringSubmatchIndex(text)
	if s == nil {
		return false
	}
	next := citySlot
	if word := Fold(text[s[2]:s[3]]); word == "at" || word == "@" {
		next = officeSlot
	}
	r.read(text[:s[0]], want)
	r.read(text[s[1]:], next)
	return true
}

func (r *reader) streetInside(text string, want slot) bool {
	from, to, ok := streetIn(text)
	if !ok {
		return false
	}
	r.read(text[:from], want)
	r.street(text[from:to])
	r.read(text[to:], anything)
	return true
}

func (r *reader) street(text string) {
	r.streets = append(r.streets, strings.Trim(text, " ,"))
	r.behind, r.wasPiece = len(r.pieces)+1, false
}

func (r *reader) office(text string, want slot) bool {
	if want == citySlot || r.OfficeName != "" {
		return false
	}
	s, ok := officeIn(text)
	if !ok {
		return false
	}
	r.OfficeName = text[s.from:s.to]
	r.ofOffice(r.OfficeName)
	r.around(text, s, anything)
	return true
}

// ofOffice takes the specialty that an office's name tells, as long as nothing
// better is known.
func (r *reader) ofOffice(name string) {
	code, from, to, ok := guide.FindSpecialty(name)
	if ok && r.Specialty == "" && !personal(name[from:to]) {
		r.Specialty, r.vague = code, true
	}
}
