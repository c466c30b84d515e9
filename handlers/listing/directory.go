package listing

import (
	"cmp"
	"slices"
	"strings"

	"referout/handlers/guide"
	"referout/handlers/people"
	"referout/store"
)

// Entry is a listing as it is found.
type Entry struct {
	Key string
	Listing
	Vouched [4]int // by VouchKind
}

// Directory is everything that the members of a circle show, by name, ready to be
// searched. It is shared: nobody may change it.
type Directory struct {
	Entries []Entry
	lookup  people.Lookup
}

// The fields that words are looked for in.
const (
	nameField = iota
	specialtyField
	areaField
	payersField
	goToField
)

var directories = store.Projection[*Directory]{
	Name:   "listings",
	Tables: []string{"listing", "vouch"},
	Build:  build,
}

// DirectoryOf is the directory of a circle as it stands.
func DirectoryOf(circle store.CircleTx) (*Directory, error) { return directories.Of(circle) }

func build(s store.Space) (*Directory, int, error) {
	d := &Directory{}
	counts := map[string]*[4]int{}
	for e, err := range Vouches.All(s) {
		if err != nil {
			return nil, 0, err
		}
		n := counts[e.Value.For]
		if n == nil {
			n = new([4]int)
			counts[e.Value.For] = n
		}
		if int(e.Value.Kind) < len(n) {
			n[e.Value.Kind]++
		}
	}
	for e, err := range Listings.All(s) {
		if err != nil {
			return nil, 0, err
		}
		entry := Entry{Key: e.ID, Listing: e.Value}
		if n := counts[e.ID]; n != nil {
			entry.Vouched = *n
		}
		d.Entries = append(d.Entries, entry)
	}
	store.Sort(d.Entries, func(a, b Entry) int { return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Key, b.Key)) })
	d.lookup = people.NewLookup(texts(d.Entries))
	return d, d.lookup.Bytes() + 400*len(d.Entries), nil
}

// texts are the fields of entries, as they are searched.
func texts(entries []Entry) [][]string {
	out := make([][]string, len(entries))
	for i, e := range entries {
		out[i] = []string{
			nameField:      e.Name,
			specialtyField: strings.Join(people.SpecialtyWords(e.Specialty), " "),
			areaField:      e.Area,
			payersField:    strings.Join(e.PayerNames(), " "),
			goToField:      strings.Join(e.GoTo, " "),
		}
	}
	return out
}

// Find gives the entries that all words fit, the best first: what somebody is the one
// to go to for before what else is said of her, those who take new people before those
// who do not, then whose listing was confirmed last. guess: the words fit only nearly.
func (d *Directory) Find(words string) (found []Entry, guess bool) {
	fits := d.lookup.Find(words)
	store.Sort(fits, func(a, b people.Fit) int {
		x, y := d.Entries[a.At], d.Entries[b.At]
		return cmp.Or(
			compare(has(b, goToField), has(a, goToField)),
			compare(y.Accepting, x.Accepting),
			cmp.Compare(b.Score, a.Score),
			y.Shown.Compare(x.Shown))
	})
	for _, f := range fits {
		found, guess = append(found, d.Entries[f.At]), guess || f.Guess
	}
	return found, guess
}

// Named gives those whom words name: by their whole name, else by a part of it.
func (d *Directory) Named(words string) (found []Entry) {
	for _, e := range d.Entries {
		if people.SameName(e.Name, words) {
			found = append(found, e)
		}
	}
	if len(found) > 0 {
		return found
	}
	for _, f := range d.lookup.Find(words) {
		if has(f, nameField) {
			found = append(found, d.Entries[f.At])
		}
	}
	return found
}

// ByDiscipline lists everybody, discipline by discipline, each by name.
func (d *Directory) ByDiscipline() []Entry {
	out := slices.Clone(d.Entries)
	store.Sort(out, func(a, b Entry) int {
		return strings.Compare(discipline(a), discipline(b))
	})
	return out
}

// discipline is what an entry is sorted by: letter case does not count.
func discipline(e Entry) string { return people.Fold(guide.SpecialtyName(e.Specialty)) }

// Keyed is the entry of a key.
func (d *Directory) Keyed(key string) (Entry, bool) {
	for _, e := range d.Entries {
		if e.Key == key {
			return e, true
		}
	}
	return Entry{}, false
}

func has(f people.Fit, field int) bool { return f.Fields&(1<<field) != 0 }

func compare(a, b bool) int { return b2i(a) - b2i(b) }

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
