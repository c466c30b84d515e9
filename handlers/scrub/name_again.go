package scrub

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Names is how people were called in texts that have been looked at, so that it is found in
// further texts, too: the first name, the surname. What is kept of a word are some bits of
// it, which a great many words have: enough to find it again, and no record of a name.
type Names []uint32

// Add puts in the names among findings.
func (n *Names) Add(found []Finding) {
	for _, f := range found {
		if f.Kind == Name || f.Kind == Person {
			n.AddNames(marksOf(f.Text))
		}
	}
}

// AddNames puts in what other texts held.
func (n *Names) AddNames(more Names) {
	for _, mark := range more {
		if !slices.Contains(*n, mark) {
			*n = append(*n, mark)
		}
	}
}

// Code writes the names for a form's hidden value.
func (n Names) Code() string {
	var out []string
	for _, mark := range n {
		out = append(out, strconv.FormatUint(uint64(mark), 36))
	}
	return strings.Join(out, " ")
}

// AddCode puts in what Code has written; what is nothing of it is passed over.
func (n *Names) AddCode(code string) {
	for _, word := range strings.Fields(code) {
		if mark, err := strconv.ParseUint(word, 36, markBits); err == nil {
			n.AddNames(Names{uint32(mark)})
		}
	}
}

// CleanKnowing is [CleanBut] that leaves out the names of other texts, too.
func CleanKnowing(text string, known Names, allowed ...Kind) (cleaned string, found []Finding) {
	return clean(text, known, allowed)
}

// markBits is how many bits of a word are kept.
const markBits = 20

// asTyped goes before a word that was typed in small letters.
const asTyped = "="

// markOf is a hash of a word: FNV-1a.
func markOf(word string) uint32 {
	h := uint32(2166136261)
	for _, b := range []byte(word) {
		h = (h ^ uint32(b)) * 16777619
	}
	return h >> (32 - markBits)
}

// marksOf are the marks of the words of a name that say whose it is.
func marksOf(name string) (out Names) {
	for _, t := range fold(name).tokens() {
		for _, part := range strings.Split(t.lower, "-") {
			if !tellsWho(part) {
				continue
			}
			out.AddNames(Names{markOf(part)})
			if !isCapital(t.text) {
				out.AddNames(Names{markOf(asTyped + part)})
			}
		}
	}
	return out
}

// tellsWho reports whether a word of a name is one by which somebody is known again.
func tellsWho(word string) bool {
	if given().has(word) {
		return true
	}
	return utf8.RuneCountInString(word) > 2 && !never().has(word) && !headings().has(word) && !honorifics().has(word) && !particles().has(word) &&
		!people().has(word) && !kin().has(word) && !clients().has(word) && !colleagues().has(word)
}

// mostAgain is how often a text is searched for the names that were found in it: a first
// name leads to a surname.
const mostAgain = 3

// again takes the names that are known, and those that were found, wherever they stand.
func (p *page) again(known Names) {
	for range mostAgain {
		called := map[uint32]Kind{}
		for _, mark := range known {
			called[mark] = Name
		}
		for _, f := range p.found {
			if f.Kind != Name && f.Kind != Person {
				continue
			}
			for _, mark := range marksOf(f.Text) {
				if called[mark] != Name {
					called[mark] = f.Kind
				}
			}
		}
		if len(called) == 0 || !p.takeCalled(called) {
			return
		}
	}
}

// takeCalled takes whoever is called so, and says whether that was anybody. Who is a client
// in one place is no colleague in another.
func (p *page) takeCalled(called map[uint32]Kind) (any bool) {
	for i, f := range p.found {
		if f.Kind == Person && slices.ContainsFunc(marksOf(f.Text), func(mark uint32) bool { return called[mark] == Name }) {
			p.found[i].Kind = Name
		}
	}
	r := reading{p, p.tokens()}
	for i := 0; i < len(r.words); i++ {
		kind := r.calledSo(i, called)
		if kind == 0 {
			continue
		}
		from, end := i, r.calledTo(i)
		if i > 0 && r.gap(i) == " " && given().has(r.lower(i-1)) && r.text[r.words[i-1].from] != blank {
			from--
		}
		r.take(kind, r.words[from].from, r.nameEnd(end))
		any, i = true, end-1
	}
	return any
}

// calledSo is the kind of the name that word i is, 0 if it is none.
func (r reading) calledSo(i int, called map[uint32]Kind) Kind {
	for _, part := range strings.Split(r.lower(i), "-") {
		if !tellsWho(part) || !r.isNameWord(i, style{anyCase: true}) || r.isTownHere(i) {
			continue
		}
		for _, word := range []string{part, strings.TrimSuffix(part, "s")} {
			kind := called[markOf(asTyped+word)]
			if isCapital(r.words[i].text) || given().has(word) {
				kind = max(kind, called[markOf(word)])
			}
			if kind != 0 {
				return kind
			}
		}
	}
	return 0
}

// calledTo is the word behind the name that begins with word i: a surname goes with it.
func (r reading) calledTo(i int) int {
	if isCapital(r.words[i].text) && given().has(r.lower(i)) {
		if end := r.loneName(i); end > 0 {
			return r.withInitial(end)
		}
	}
	return r.withInitial(i + 1)
}

// isTownHere reports whether word i is a town where it stands, or a method.
func (r reading) isTownHere(i int) bool {
	if methods().has(r.lower(i)) || methodEnds().has(r.lower(i+1)) && r.gap(i+1) == " " {
		return true
	}
	switch r.lower(i - 1) {
	case "in", "near", "around", "from":
		return isTown(r.lower(i)) && !strings.HasSuffix(r.words[i].text, "'s")
	}
	return false
}
