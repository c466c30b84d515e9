package people

import (
	"cmp"
	"slices"
	"strings"

	"referout/handlers/guide"
	"referout/store"
)

// kind orders whom a search found: specialists, staff, offices.
type kind uint8

// The kinds.
const (
	specialistKind kind = iota
	staffKind
	officeKind
)

// entry is what the index knows of a person or a named office: enough to rank
// and to show one line, without reading a record.
type entry struct {
	id, name  string
	words     []string // of the name, folded, titles left out
	kind      kind
	specialty string
	role      guide.RoleCode
	place     *Office // nil for nobody's
	payers    []string
	phone     string
}

// directory is a book's search index.
type directory struct {
	entries []entry
	words   vocabulary
	known   Known
}

// directories keeps an index of each book used lately.
var directories = store.Projection[*directory]{
	Name:   "people",
	Tables: []string{"person", "office"},
	Build:  buildDirectory,
}

func buildDirectory(s store.Space) (*directory, int, error) {
	offices := map[string]*Office{}
	b := builder{collected: map[string][]posting{}, cities: map[string]string{}}
	for e, err := range Offices.All(s) {
		if err != nil {
			return nil, 0, err
		}
		offices[e.ID] = &e.Value
		b.office(e.ID, &e.Value)
	}
	for e, err := range Persons.All(s) {
		if err != nil {
			return nil, 0, err
		}
		b.person(e.ID, e.Value, offices[e.Value.Office])
	}
	d := &directory{entries: b.entries, words: newVocabulary(b.collected), known: b.known()}
	return d, d.bytes(), nil
}

// builder collects entries and their words.
type builder struct {
	entries   []entry
	collected map[string][]posting
	cities    map[string]string
	offices   []string
}

func (b *builder) office(id string, o *Office) {
	if o.City != "" {
		b.cities[key(o.City)] = o.City
	}
	if o.Name == "" {
		return
	}
	b.offices = append(b.offices, o.Name)
	b.add(entry{id: id, name: o.Name, kind: officeKind, place: o, phone: o.Phone}, o.City)
}

func (b *builder) person(id string, p Person, o *Office) {
	if o == nil {
		o = &Office{}
	}
	e := entry{id: id, name: p.Name, specialty: p.Specialty, role: p.Role, place: o, payers: p.Payers, phone: p.Phone}
	if p.Staff() {
		e.kind = staffKind
	}
	texts := append([]string{o.Name, o.City, guide.RoleName(p.Role)}, p.Payers...)
	b.add(e, append(texts, specialtyWords(p.Specialty)...)...)
}

// specialtyWords is everything that people type for a specialty.
func specialtyWords(code string) []string {
	s, ok := guide.SpecialtyOf(code)
	if !ok {
		return []string{code}
	}
	words := append([]string{s.Name}, s.Also...)
	if s.Physician {
		words = append(words, "physician doctor")
	}
	return words
}

func (b *builder) add(e entry, texts ...string) {
	e.words = nameWords(e.name)
	at := uint32(len(b.entries))
	for _, w := range e.words {
		b.post(w, posting{at, nameField})
	}
	for _, text := range texts {
		for _, w := range tokens(text) {
			b.post(w.text, posting{at, otherField})
		}
	}
	b.entries = append(b.entries, e)
}

// post enters a word of an entry once a field.
func (b *builder) post(word string, p posting) {
	list := b.collected[word]
	for i := len(list) - 1; i >= 0 && list[i].entry == p.entry; i-- {
		if list[i].field == p.field {
			return
		}
	}
	b.collected[word] = append(list, p)
}

func (b *builder) known() Known {
	k := Known{Offices: b.offices}
	for _, city := range b.cities {
		k.Cities = append(k.Cities, city)
	}
	slices.Sort(k.Cities)
	return k
}

// nameWords are the words of a name that can name somebody.
func nameWords(name string) []string {
	var out []string
	for _, w := range tokens(name) {
		if !isTitle(w.text) {
			out = append(out, w.text)
		}
	}
	return out
}

// bytes is about what the index takes in memory.
func (d *directory) bytes() int {
	n := 0
	for _, e := range d.entries {
		n += 160 + len(e.id) + len(e.name) + 16*len(e.words) + len(e.phone)
		if e.place != nil {
			n += 32
		}
	}
	for i, w := range d.words.words {
		n += 44 + len(w) + 8*cap(d.words.postings[i])
	}
	return n
}

// detail tells people of one name apart: profession or role, office, city, phone.
func (e entry) detail() []string {
	what := small(guide.SpecialtyName(e.specialty))
	switch {
	case e.role != "":
		what = small(guide.RoleName(e.role))
	case e.kind == officeKind:
		return []string{"office", "", e.place.City, ShowPhone(e.phone)}
	}
	return []string{what, e.place.Name, e.place.City, ShowPhone(e.phone)}
}

// small is a name of a profession inside a line; abbreviations stay as they are.
func small(name string) string {
	if len(name) < 2 || strings.ToUpper(name[:2]) == name[:2] {
		return name
	}
	return strings.ToLower(name[:1]) + name[1:]
}

// KnownIn is what the book knows, for reading lines.
func KnownIn(s store.Space) (Known, error) {
	d, err := directories.Of(s)
	if err != nil {
		return Known{}, err
	}
	return d.known, nil
}

// Specialties lists the specialties of a book's specialists, the most frequent
// first, at most so many.
func Specialties(s store.Space, most int) ([]string, error) {
	d, err := directories.Of(s)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for _, e := range d.entries {
		if e.kind == specialistKind && e.specialty != "" {
			counts[e.specialty]++
		}
	}
	codes := make([]string, 0, len(counts))
	for code := range counts {
		codes = append(codes, code)
	}
	slices.SortFunc(codes, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return codes[:min(most, len(codes))], nil
}
