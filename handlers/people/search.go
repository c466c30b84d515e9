package people

import (
	"cmp"
	"slices"
	"strings"

	"referout/bot"
	"referout/handlers/guide"
	"referout/store"
)

// Hit is somebody found.
type Hit struct {
	ID, Name string
	Guess    bool // the words fit only nearly: ask first

	known *entry // nil: nothing but the name
}

func (d *directory) hit(at uint32, guess bool) Hit {
	e := &d.entries[at]
	return Hit{ID: e.id, Name: e.name, Guess: guess, known: e}
}

// detail is profession or role, office, city, phone.
func (h Hit) detail() []string {
	if h.known == nil {
		return nil
	}
	return h.known.detail()
}

// About is what is known of a hit that Find gave, without reading its record: an office
// has no trade and no other office.
func (h Hit) About() (trade, office, city string, payers []string, phone string) {
	e := h.known
	switch {
	case e == nil:
		return "", "", "", nil, ""
	case e.kind == officeKind:
		return "", "", e.place.City, nil, e.phone
	case e.kind == staffKind:
		trade = guide.RoleName(e.role)
	default:
		trade = guide.SpecialtyName(e.specialty)
	}
	return trade, e.place.Name, e.place.City, e.payers, e.phone
}

// Label is the hit's name for a button; where another of the hits has the same
// name, with the first thing that tells them apart.
func (h Hit) Label(among []Hit) string {
	apart := ""
	same := slices.DeleteFunc(slices.Clone(among), func(o Hit) bool { return o.ID == h.ID || key(o.Name) != key(h.Name) })
	for i, text := range h.detail() {
		shared := slices.ContainsFunc(same, func(o Hit) bool { d := o.detail(); return i < len(d) && d[i] == text })
		if len(same) > 0 && text != "" && !shared {
			apart = ", " + Short(text)
			break
		}
	}
	return cut(h.Name, max(mostLabel-len([]rune(apart)), 10)) + apart
}

// mostHits is how many hits a search returns.
const mostHits = 24

// mostWords is how many words of a search are looked at.
const mostWords = 12

// Find looks everywhere in the book: name, specialty in all its names, office,
// city, payer. Every word must fit somewhere; slips of the finger are forgiven
// where nothing fits without. The better fit comes first, then specialists,
// staff, offices, then whom was spoken of last. No words find nobody.
func Find(p *bot.Personal, words string) ([]Hit, error) {
	d, err := directories.Of(p.Data)
	if err != nil {
		return nil, err
	}
	found := d.find(searched(words))
	out := make([]Hit, 0, min(mostHits, len(found)))
	for _, f := range d.ranked(found, recency(p)) {
		out = append(out, d.hit(f.entry, f.worst == typoFit))
	}
	return out, nil
}

// searched are the words to look for: what payers are called in full, without
// titles and words that only join the others.
func searched(words string) []string {
	for _, f := range slices.Backward(guide.FindPayers(words)) {
		words = words[:f.From] + guide.PayerName(f.Code) + words[f.To:]
	}
	var out []string
	for _, w := range tokens(words) {
		if !isTitle(w.text) && !connector(w.text) && !slices.Contains(out, w.text) && len(out) < mostWords {
			out = append(out, w.text)
		}
	}
	if len(out) == 0 && slices.Contains(strings.Fields(key(words)), physicians) {
		return []string{physicians}
	}
	return out
}

// physicians is the one title that asks for a profession when nothing else is
// asked for.
const physicians = "doctor"

// finding is an entry that every word fits.
type finding struct {
	entry uint32
	score uint16
	worst quality
}

// find looks without forgiving first. A word that fits nothing is forgiven at
// once; if no entry has all words, slips are forgiven in every word.
func (d *directory) find(words []string) []finding {
	if len(words) == 0 {
		return nil
	}
	if found := d.findAll(words, false); len(found) > 0 {
		return found
	}
	return d.findAll(words, true)
}

func (d *directory) findAll(words []string, typos bool) []finding {
	t := tally{best: make([]uint8, len(d.entries)), found: make([]finding, len(d.entries))}
	for n, w := range words {
		any := d.words.fits(w, typos, t.yield(d.words))
		if !any && !typos {
			any = d.words.fits(w, true, t.yield(d.words))
		}
		if !any {
			return nil
		}
		t.endWord(n == 0)
	}
	return slices.DeleteFunc(t.found, func(f finding) bool { return f.worst == noFit })
}

// tally adds up how well the words fit each entry.
type tally struct {
	best  []uint8 // of the word now looked at: quality * 2, and 1 for a name
	found []finding
}

func (t *tally) yield(v vocabulary) func(int, quality) {
	return func(word int, q quality) {
		for _, p := range v.postings[word] {
			fit := uint8(q) * 2
			if p.field == nameField {
				fit++
			}
			t.best[p.entry] = max(t.best[p.entry], fit)
		}
	}
}

// endWord adds the best fit of one word; entries it does not fit are out.
func (t *tally) endWord(first bool) {
	for i, fit := range t.best {
		f := &t.found[i]
		q := quality(fit / 2)
		if first {
			f.entry, f.worst = uint32(i), q
		}
		f.worst = min(f.worst, q)
		f.score += uint16(fit)
		t.best[i] = 0
	}
}

// ranked sorts findings, and cuts them to what is shown.
func (d *directory) ranked(found []finding, last func(id string) int64) []finding {
	order := func(a, b finding) int {
		return cmp.Or(cmp.Compare(b.worst, a.worst), cmp.Compare(d.entries[a.entry].kind, d.entries[b.entry].kind), cmp.Compare(b.score, a.score))
	}
	slices.SortStableFunc(found, order)
	found = found[:min(mostHits, len(found))]
	at := make(map[uint32]int64, len(found))
	for _, f := range found {
		at[f.entry] = last(d.entries[f.entry].id)
	}
	slices.SortStableFunc(found, func(a, b finding) int {
		return cmp.Or(order(a, b), cmp.Compare(at[b.entry], at[a.entry]), strings.Compare(d.entries[a.entry].name, d.entries[b.entry].name))
	})
	return found
}

// recency is when somebody was last spoken of, 0 for never.
func recency(p *bot.Personal) func(id string) int64 {
	return func(id string) int64 {
		seen, err := recents.Get(p.Data, id)
		if err != nil {
			return 0
		}
		return seen.At.UnixNano()
	}
}

// ByOffice lists who works at an office: specialists first, then staff.
func ByOffice(s store.Space, office string) ([]store.Entry[Person], error) {
	out, err := store.Collect(Persons.By(s, "office", office))
	if err != nil {
		return nil, err
	}
	store.Sort(out, func(a, b store.Entry[Person]) int {
		return cmp.Compare(staffLast(a.Value), staffLast(b.Value))
	})
	return out, nil
}

func staffLast(p Person) kind {
	if p.Staff() {
		return staffKind
	}
	return specialistKind
}

// All lists every person of the book, in no particular order.
func All(s store.Space) ([]store.Entry[Person], error) {
	return store.Collect(Persons.All(s))
}
