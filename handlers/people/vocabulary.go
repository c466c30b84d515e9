package people

import (
	"math/bits"
	"slices"
	"strings"
)

// quality is how well a typed word fits a word of the book; better is more.
type quality uint8

// The qualities.
const (
	noFit quality = iota
	typoFit
	prefixFit
	exactFit
)

// field is where a word of an entry stands.
type field uint8

// The fields.
const (
	nameField field = iota + 1
	otherField
)

// posting says that a word stands in a field of an entry.
type posting struct {
	entry uint32
	field field
}

// vocabulary is every word of a book and where it stands. Words are sorted; a
// letter mask a word rules out most of them before letters are compared.
type vocabulary struct {
	words    []string
	masks    []uint32
	postings [][]posting
}

// newVocabulary sorts the words that were collected.
func newVocabulary(collected map[string][]posting) vocabulary {
	v := vocabulary{words: make([]string, 0, len(collected))}
	for w := range collected {
		v.words = append(v.words, w)
	}
	slices.Sort(v.words)
	v.masks, v.postings = make([]uint32, len(v.words)), make([][]posting, len(v.words))
	for i, w := range v.words {
		v.masks[i] = letterMask(w)
		v.postings[i] = slices.Clip(slices.Compact(collected[w]))
	}
	return v
}

// fits calls yield for every word that typed may stand for, each once. Typos are
// compared only where they are asked for.
func (v vocabulary) fits(typed string, typos bool, yield func(word int, q quality)) (any bool) {
	at, exact := slices.BinarySearch(v.words, typed)
	if exact {
		yield(at, exactFit)
		at++
	}
	any = exact
	for ; at < len(v.words) && strings.HasPrefix(v.words[at], typed); at++ {
		yield(at, prefixFit)
		any = true
	}
	if most := forgiven(typed); typos && most > 0 {
		any = v.nearly(typed, most, yield) || any
	}
	return any
}

func (v vocabulary) nearly(typed string, most int, yield func(int, quality)) (any bool) {
	mask := letterMask(typed)
	for i, w := range v.words {
		if bits.OnesCount32(v.masks[i]^mask) > 2*most || len(w) > len(typed)+most || len(typed) > len(w)+most || strings.HasPrefix(w, typed) {
			continue
		}
		if near(typed, w, most) {
			yield(i, typoFit)
			any = true
		}
	}
	return any
}

// forgiven is how many slips are forgiven in a typed word: none below four
// letters (Li is not Lee), one up to seven, two above.
func forgiven(word string) int {
	switch n := len(word); {
	case n < 4:
		return 0
	case n < 8:
		return 1
	}
	return 2
}

// letterMask has a bit for every letter in a word.
func letterMask(word string) (mask uint32) {
	for i := range len(word) {
		mask |= 1 << (word[i] & 31)
	}
	return mask
}

const longestWord = 40

// near says whether two words differ by at most so many letters wrong, missing,
// added or swapped with their neighbour (optimal string alignment), in bytes.
func near(a, b string, most int) bool {
	if len(a) > longestWord || len(b) > longestWord {
		return false
	}
	var rows [3][longestWord + 1]uint8
	older, old, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		old[j] = uint8(j)
	}
	for i := 1; i <= len(a); i++ {
		row[0] = uint8(i)
		best := row[0]
		for j := 1; j <= len(b); j++ {
			row[j] = min(old[j]+1, row[j-1]+1, old[j-1]+differ(a[i-1], b[j-1]))
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
			best = min(best, row[j])
		}
		if int(best) > most {
			return false
		}
		older, old, row = old, row, older
	}
	return int(old[len(b)]) <= most
}

func differ(a, b byte) uint8 {
	if a == b {
		return 0
	}
	return 1
}
