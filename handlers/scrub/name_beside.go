package scrub

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// beside takes the names beside an age or a date of birth: "JD, 34F", "Jane Doe 3/4/81",
// "34yo Sarah".
func (p *page) beside() {
	if len(p.aged)+len(p.reached) == 0 {
		return
	}
	r := reading{p, p.tokens()}
	for _, s := range slices.Clone(p.aged) {
		if !r.takeBefore(s, Name) {
			r.takeInitials(s)
		}
		r.takeAfter(s)
	}
	for _, s := range slices.Clone(p.reached) {
		r.takeBefore(s, Person)
	}
}

// firstAt is the first word that begins at a byte or behind it.
func (r reading) firstAt(at int) int {
	i, _ := slices.BinarySearchFunc(r.words, at, func(t token, at int) int { return t.from - at })
	return i
}

// takeBefore takes the name that ends before an age, or before a number to call.
func (r reading) takeBefore(s span, kind Kind) bool {
	end := r.firstAt(s.from)
	if end == 0 || !isBeside(string(r.text[r.words[end-1].to:s.from])) {
		return false
	}
	for i := max(0, end-mostNameWords); i < end; i++ {
		if given().has(r.lower(i)) && r.text[r.words[i].from] != blank && !(i == end-1 && places().has(r.lower(i))) && r.endsAt(i, end) {
			r.take(kind, r.words[i].from, r.words[end-1].to)
			return true
		}
	}
	return false
}

// takeInitials takes two or three capitals before an age.
func (r reading) takeInitials(s span) {
	end := r.firstAt(s.from)
	if end == 0 || !isBeside(string(r.text[r.words[end-1].to:s.from])) {
		return
	}
	if r.areInitials(end - 1) {
		r.take(Name, r.words[end-1].from, r.nameEnd(end))
	} else if end > 1 && r.isInitial(end-1) && r.isInitial(end-2) && isStop(r.gap(end-1)) {
		r.take(Name, r.words[end-2].from, r.nameEnd(end))
	}
}

// takeAfter takes the first name that follows an age.
func (r reading) takeAfter(s span) {
	i := r.firstAt(s.to)
	if i >= len(r.words) || !isBeside(string(r.text[s.to:r.words[i].from])) || !given().has(r.lower(i)) {
		return
	}
	if end := r.loneName(i); end > 0 && !(end == i+1 && places().has(r.lower(i))) {
		r.take(Name, r.words[i].from, r.nameEnd(end))
	}
}

// endsAt reports whether the name at word i ends before word end, initial and all.
func (r reading) endsAt(i, end int) bool {
	last := r.loneName(i)
	return last > 0 && (last == end || r.withInitial(last) == end)
}

// isBeside reports whether no more stands between a name and an age than a comma.
func isBeside(gap string) bool {
	return utf8.RuneCountInString(gap) <= 3 && strings.Trim(gap, " ,(:;/.-") == ""
}

// areInitials reports whether word i is two or three capitals that stand for nothing known.
func (r reading) areInitials(i int) bool {
	word := r.words[i].text
	n := utf8.RuneCountInString(word)
	return (n == 2 || n == 3) && isAcronym(word) && strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && !shorthand().has(r.lower(i)) && !never().has(r.lower(i)) &&
		!r.isProfession(i) && !(states().has(r.lower(i)) && i > 0 && r.gap(i) == ", ")
}
