package guide

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
)

// Tag draws the two words that stand for a client whom only the member knows,
// such as "plum-harbor": the first from things that grow or lie in the land,
// the second from things that people make. There are more than 65,000 tags, so
// the caller has to make sure that a tag is not in use already.
func Tag(r *rand.Rand) string {
	words := tagWords()
	return pick(r, words.first) + "-" + pick(r, words.second)
}

// ReadTag reads a tag as people type it: capitals do not matter, and the words
// are joined by a hyphen, a dash, a space or an underscore. ok is false unless
// text is two words that Tag may draw, in that order.
func ReadTag(text string) (tag string, ok bool) {
	parts := strings.FieldsFunc(strings.ToLower(text), isTagJoint)
	if len(parts) != 2 {
		return "", false
	}
	words := tagWords()
	_, first := slices.BinarySearch(words.first, parts[0])
	_, second := slices.BinarySearch(words.second, parts[1])
	if !first || !second {
		return "", false
	}
	return parts[0] + "-" + parts[1], true
}

// tagLists are the words of the two places of a tag, sorted.
type tagLists struct{ first, second []string }

var tagWords = sync.OnceValue(func() tagLists {
	return tagLists{first: sortedFields(growing), second: sortedFields(made)}
})

func sortedFields(list string) []string {
	return slices.Sorted(strings.FieldsSeq(list))
}

func pick(r *rand.Rand, words []string) string {
	return words[r.IntN(len(words))]
}

func isTagJoint(c rune) bool {
	return strings.ContainsRune(" \t\r\n\u00a0-_\u2010\u2011\u2012\u2013\u2014\u2212", c)
}
