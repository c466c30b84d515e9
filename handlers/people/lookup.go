package people

// A Lookup finds things by words as Find finds people: every word must fit somewhere,
// and slips of the finger are forgiven where nothing fits without.
type Lookup struct {
	words vocabulary
	n     int
}

// Fit is a thing that every word fits.
type Fit struct {
	At     int   // which thing
	Fields uint8 // a bit for each field in which a word stands
	Score  int   // more is better
	Guess  bool  // a word fits only nearly
}

// NewLookup takes the texts of things: things[i][f] is field f of thing i; at most
// eight fields each.
func NewLookup(things [][]string) Lookup {
	b := builder{collected: map[string][]posting{}}
	for i, fields := range things {
		for f, text := range fields {
			for _, w := range tokens(text) {
				b.post(w.text, posting{uint32(i), field(f)})
			}
		}
	}
	return Lookup{newVocabulary(b.collected), len(things)}
}

// Bytes is about what it takes in memory.
func (l Lookup) Bytes() int {
	n := 0
	for i, w := range l.words.words {
		n += 44 + len(w) + 8*cap(l.words.postings[i])
	}
	return n
}

// Find gives what the words fit, in the order of the things. No words find nothing.
func (l Lookup) Find(text string) []Fit {
	words := searched(text)
	if len(words) == 0 {
		return nil
	}
	if found := l.findAll(words, false); len(found) > 0 {
		return found
	}
	return l.findAll(words, true)
}

func (l Lookup) findAll(words []string, typos bool) (found []Fit) {
	all := make([]Fit, l.n)
	best := make([]quality, l.n)
	note := func(word int, q quality) {
		for _, p := range l.words.postings[word] {
			best[p.entry] = max(best[p.entry], q)
			all[p.entry].Fields |= 1 << p.field
		}
	}
	for i := range all {
		all[i].At = i
	}
	for _, w := range words {
		if !l.words.fits(w, typos, note) && (typos || !l.words.fits(w, true, note)) {
			return nil
		}
		for i, q := range best {
			if q == noFit {
				all[i].At = -1
			}
			all[i].Score += int(q)
			all[i].Guess = all[i].Guess || q == typoFit
			best[i] = noFit
		}
	}
	for _, f := range all {
		if f.At >= 0 {
			found = append(found, f)
		}
	}
	return found
}

// SpecialtyWords is everything that people type for a specialty of guide's.
func SpecialtyWords(code string) []string { return specialtyWords(code) }

// SameName says whether two texts name somebody alike, titles and letter case aside.
func SameName(a, b string) bool {
	x, y := nameWords(a), nameWords(b)
	if len(x) == 0 || len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] {
			return false
		}
	}
	return true
}
