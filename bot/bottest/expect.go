package bottest

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// vars are the named groups of regular expressions met so far.
type vars map[string]string

// fill replaces $name by its value, changed by quote. Longer names go first;
// a name that is not known stays as it is.
func (v vars) fill(text string, quote func(string) string) string {
	names := slices.SortedFunc(maps.Keys(v), func(a, b string) int { return len(b) - len(a) })
	pairs := make([]string, 0, 2*len(names))
	for _, name := range names {
		pairs = append(pairs, "$"+name, quote(v[name]))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

func verbatim(s string) string { return s }

// met reports whether a line meets an expectation, and the variables after it.
func (st step) met(h heard, known vars) (vars, bool) {
	if st.edit != h.Edit || !h.in(st.who) {
		return nil, false
	}
	for _, form := range h.forms() {
		if got, ok := st.reads(form, known); ok {
			return got, true
		}
	}
	return nil, false
}

// reads reports whether a text is the one expected, and the variables after it.
func (st step) reads(text string, known vars) (vars, bool) {
	if st.pattern {
		return search(known.fill(st.text, regexp.QuoteMeta), text, known)
	}
	return known, trimLines(known.fill(st.text, verbatim)) == text
}

func search(pattern, text string, known vars) (vars, bool) {
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, false
	}
	m := re.FindStringSubmatch(text)
	if m == nil {
		return nil, false
	}
	out := maps.Clone(known)
	for i, name := range re.SubexpNames() {
		if name != "" {
			out[name] = m[i]
		}
	}
	return out, true
}

// A trial is one way to give heard lines to expectations.
type trial struct {
	lines []heard
	by    []int // for each line the expectation that took it, or one of the two below
	known vars
	wild  bool           // "..." has stood
	shut  map[place]bool // places in which an expectation was met since
	pins  func(place) (texts []string, ok bool)
}

const (
	unclaimed = -1
	absorbed  = -2 // by "..."
)

func newTrial(lines []heard, known vars, pins func(place) ([]string, bool)) trial {
	by := make([]int, len(lines))
	for i := range by {
		by[i] = unclaimed
	}
	return trial{lines: lines, by: by, known: known, shut: map[place]bool{}, pins: pins}
}

// solve gives the lines to the expectations from the nth on. It returns the
// trial that got furthest, the number of the expectation that it could not meet
// (len(steps): lines are left over) and whether all was met.
func (t trial) solve(steps []step, n int) (trial, int, bool) {
	for ; n < len(steps); n++ {
		switch st := steps[n]; st.kind {
		case anything:
			t.wild, t.shut = true, map[place]bool{}
		case silence:
			if t.broken(st) {
				return t, n, false
			}
		case pinned:
			known, ok := t.pinMet(st)
			if !ok {
				return t, n, false
			}
			t.known = known
		case expects:
			return t.choose(steps, n)
		}
	}
	return t, n, len(t.leftOver()) == 0
}

// choose tries every line that may meet the nth expectation.
func (t trial) choose(steps []step, n int) (trial, int, bool) {
	best, furthest := t, n
	for _, i := range t.candidates(steps[n].who) {
		known, ok := steps[n].met(t.lines[i], t.known)
		if !ok {
			continue
		}
		got, at, ok := t.give(i, n, steps[n].who, known).solve(steps, n+1)
		if ok {
			return got, at, true
		}
		if at > furthest {
			best, furthest = got, at
		}
	}
	return best, furthest, false
}

// candidates are the lines that may come next in a place: the first unclaimed
// one, or behind "..." all of them. What one person alone sees in a group goes a way of
// its own and holds nothing else up.
func (t trial) candidates(p place) []int {
	var out []int
	for i, h := range t.lines {
		if t.by[i] == unclaimed && h.in(p) {
			out = append(out, i)
			if !t.isOpen(p) && (!h.Aside || p.aside()) {
				break
			}
		}
	}
	return out
}

// aside says whether a place is for one person alone inside a group.
func (p place) aside() bool { return p.person != "" && p.group != "" }

func (t trial) isOpen(p place) bool { return t.wild && !t.shut[p] }

// give lets the nth expectation take a line; what "..." covers before it in the
// same place is absorbed.
func (t trial) give(i, n int, p place, known vars) trial {
	t.by, t.shut = slices.Clone(t.by), maps.Clone(t.shut)
	for j := range i {
		if t.by[j] == unclaimed && t.lines[j].in(p) && (t.isOpen(p) || !t.lines[j].Aside) {
			t.by[j] = absorbed
		}
	}
	t.by[i], t.known, t.shut[p] = n, known, true
	return t
}

// leftOver are the lines that nothing took and no "..." covers.
func (t trial) leftOver() []int {
	var out []int
	for i, h := range t.lines {
		if t.by[i] == unclaimed && !t.covered(h) {
			out = append(out, i)
		}
	}
	return out
}

func (t trial) covered(h heard) bool {
	if !t.wild {
		return false
	}
	for p := range t.shut {
		if h.in(p) {
			return false
		}
	}
	return true
}

// broken reports whether something was heard where nothing should be. Lines for
// one person alone inside a group break only a bare "nothing".
func (t trial) broken(st step) bool {
	return slices.ContainsFunc(t.lines, func(h heard) bool {
		bare := st.who.person == "" && st.who.group == ""
		return h.within(st.who) && (bare || !h.Aside)
	})
}

// pinMet reports whether what is pinned in a group is as expected, and the
// variables after it. Where nobody can tell it is.
func (t trial) pinMet(st step) (vars, bool) {
	texts, ok := t.pins(st.who)
	switch {
	case !ok:
		return t.known, true
	case !st.open || len(texts) == 0:
		return t.known, !st.open && len(texts) == 0
	}
	return st.reads(trimLines(texts[len(texts)-1]), t.known)
}
