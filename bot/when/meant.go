package when

import (
	"regexp"
	"strings"
)

// Meant finds words that [Find] does not understand though they can only have been
// meant as a date: "32 march", "2 wekes ago", "lst week", "13/45". What happened
// then must be asked and never be taken for today. ok is false if there are none;
// the reason is [NoSuchDay], or [TwoReadings] for "5.11.".
func Meant(text string) (u *Unclear, ok bool) {
	from, to := -1, -1
	if at := likeDate.FindStringIndex(text); at != nil {
		from, to = at[0], at[1]
	} else {
		r := &reader{toks: tokenize(text)}
		for i := range r.toks {
			if start, end, hit := r.meantAt(i); hit {
				from, to = r.toks[start].from, r.toks[end-1].to
				break
			}
		}
	}
	if from < 0 {
		return nil, false
	}
	return &Unclear{Phrase: text[from:to], From: from, To: to, Reason: whyNot(text[from:to])}, true
}

// whyNot is why a phrase is no date: "5.11." could be one of two days.
func whyNot(phrase string) Reason {
	parts := strings.Split(strings.TrimRight(phrase, "."), ".")
	nums, ok := allPlain(parts)
	if !ok || len(nums) != 2 || min(nums[0], nums[1]) < 1 || min(nums[0], nums[1]) > 12 || max(nums[0], nums[1]) > 31 {
		return NoSuchDay
	}
	return TwoReadings
}

// likeDate is written like a date: 13/45/2026.
var likeDate = regexp.MustCompile(`\b(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2})\b`)

// meantAt reads one phrase of that sort, around the token i that betrays it.
func (r *reader) meantAt(i int) (from, to int, ok bool) {
	for _, read := range []func(int) (int, int, bool){r.meantMonth, r.meantDotted, r.meantOrdinal, r.meantAgo, r.meantSpan, r.meantPointer} {
		if from, to, ok = read(i); ok {
			return from, to, true
		}
	}
	return 0, 0, false
}

// meantMonth reads "32 march" and "march 45" at the month's name, which may be a
// person's behind a title.
func (r *reader) meantMonth(i int) (from, to int, ok bool) {
	if _, isMonth := monthOf(r.tok(i).text); !isMonth {
		return 0, 0, false
	}
	k := i - 1
	if r.is(k, "of") {
		k--
	}
	if r.is(k, "st nd rd th") && r.tok(k).glued {
		k--
	}
	if r.meantNumber(k) && !r.street(i+1) {
		if r.is(k-1, "the") {
			k--
		}
		return k, i + 1, true
	}
	titled := isTitle(r.tok(i-1).text) || r.is(i-1, ".") && isTitle(r.tok(i-2).text)
	n, _ := r.after(i+1, "(.) (the)")
	if titled || !r.meantNumber(n) || r.counts(n+1) || r.tok(n+1).glued && r.tok(n+1).kind == word && !r.is(n+1, "st nd rd th") {
		return 0, 0, false
	}
	if r.is(n+1, "st nd rd th") && r.tok(n+1).glued {
		n++
	}
	return i, n + 1, true
}

// meantNumber says whether a token may have been meant as a day or a year: a short
// number that is none of an address.
func (r *reader) meantNumber(i int) bool {
	t := r.tok(i)
	return t.kind == number && len(t.text) <= 5 && strings.Trim(t.text, "0123456789-") == "" && strings.Trim(t.text, "-") != "" &&
		(len(t.text) < 5 || strings.Contains(t.text, "-")) &&
		!isNumbered(r.tok(i-1).text) && !r.is(i-1, "# $") && !(t.glued && r.tok(i-1).kind == word)
}

// meantDotted reads "13.13.", as dates are written in Europe.
func (r *reader) meantDotted(i int) (from, to int, ok bool) {
	t := r.tok(i)
	a, b, cut := strings.Cut(t.text, ".")
	if t.kind != number || !cut || t.glued && r.tok(i-1).kind == word || isNumbered(r.tok(i-1).text) || r.is(i-1, "# $") {
		return 0, 0, false
	}
	nums, ok := allPlain([]string{a, b})
	if !ok || len(a) > 2 || len(b) > 2 || nums[0] == 0 || r.counts(i+1) || r.tok(i+1).glued && r.tok(i+1).kind == word {
		return 0, 0, false
	}
	if r.is(i+1, ".") && r.tok(i+1).glued {
		return i, i + 2, true
	}
	return i, i + 1, len(a) == 2 && len(b) == 2
}

// meantOrdinal reads "the 32nd".
func (r *reader) meantOrdinal(i int) (from, to int, ok bool) {
	n, hit := r.after(i, "the")
	if !hit || !r.meantNumber(n) || !r.is(n+1, "st nd rd th") || !r.tok(n+1).glued {
		return 0, 0, false
	}
	day, _ := plain(r.tok(n).text)
	return i, n + 2, (day == 0 || day > 31) && r.ends(n+2) && !r.is(n+2, "of")
}

// meantAgo reads "0 days ago" and "ages ago" at their last word.
func (r *reader) meantAgo(i int) (from, to int, ok bool) {
	if i == 0 || !r.is(i, "ago agoo aggo agao") {
		return 0, 0, false
	}
	from = i - 1
	for from > 0 && (likeUnit(r.tok(from).text) || r.is(from, "ages while long time bit half")) && r.amounts(from-1) {
		from--
	}
	return from, i + 1, true
}

// amounts says whether a token may stand before a unit of time.
func (r *reader) amounts(i int) bool {
	_, counted := countOf(r.tok(i).text)
	return counted || r.tok(i).kind == number || r.is(i, "few couple some many several of long half little very bit about around")
}

// meantSpan reads "2 wekes" and "0 days" where they end the text.
func (r *reader) meantSpan(i int) (from, to int, ok bool) {
	unit := r.tok(i + 1).text
	if _, plainly := plain(r.tok(i).text); !plainly || !r.meantNumber(i) || !likeUnit(unit) || r.tok(i+1).glued {
		return 0, 0, false
	}
	if r.is(i+2, "back earlier") {
		return i, i + 3, true
	}
	for n := i + 2; n < len(r.toks); n++ {
		if !r.is(n, ". ! ? , please )") {
			return 0, 0, false
		}
	}
	return i, i + 2, !r.is(i-1, "for every each over the in after before all of and")
}

// meantPointer reads "lst week" and "last wek".
func (r *reader) meantPointer(i int) (from, to int, ok bool) {
	unit := r.tok(i + 1).text
	typed := r.tok(i).text
	long := oneOf(unit, "week month year")
	near := !long && unitOf(unit, false) != "day" && likeUnit(unit)
	switch {
	case oneOf(typed, "last past previous"):
		return i, i + 2, near
	case len(typed) >= 3 && typed[0] == 'l' && !oneOf(typed, "lost list") && distance(typed, "last") == 1,
		distance(typed, "previous") == 1, typed == "alst":
		return i, i + 2, near || long
	}
	return 0, 0, false
}

// likeUnit says whether a word names a unit of time, or does but for one slip.
func likeUnit(s string) bool {
	if unitOf(s, false) != "" {
		return true
	}
	if len(s) < 3 || len(s) > 8 {
		return false
	}
	for w := range strings.FieldsSeq("week weeks month months year years days hours") {
		if s[0] == w[0] && distance(s, w) == 1 {
			return true
		}
	}
	return false
}
