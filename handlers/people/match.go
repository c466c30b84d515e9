package people

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"referout/bot"
)

// Filter says whom a question is about.
type Filter struct{ Specialists, Staff, Offices bool }

func (f Filter) allows(k kind) bool {
	switch k {
	case specialistKind:
		return f.Specialists
	case staffKind:
		return f.Staff
	}
	return f.Offices
}

// Match says whom a sentence names: the words at its beginning, behind a title
// or a word such as with, to and from, or a whole name anywhere. Rest is what
// the name left over. People who share the name all come back, the likeliest
// first; a whole name beats a part of one, letters as they are beat slips of the
// finger. A hit that fits only nearly, or by the beginning of a word, is a Guess.
func Match(p *bot.Personal, words string, who Filter) (hits []Hit, rest string, err error) {
	d, err := directories.Of(p.Data)
	if err != nil {
		return nil, "", err
	}
	best := d.match(words, who)
	if len(best.named) == 0 {
		return nil, words, nil
	}
	last := recency(p)
	slices.SortStableFunc(best.named, func(a, b uint32) int {
		x, y := d.entries[a], d.entries[b]
		return cmp.Or(cmp.Compare(x.kind, y.kind), cmp.Compare(last(y.id), last(x.id)), strings.Compare(x.name, y.name))
	})
	for _, at := range best.named {
		hits = append(hits, d.hit(at, best.exact < best.total || d.otherName(words, best, at)))
	}
	return hits, without(words, best.span), nil
}

// otherName says whether a word right behind part of a name, or behind one word
// without a title, may make it somebody else's: Lee Wong is not Dr Lee.
func (d *directory) otherName(words string, r run, at uint32) bool {
	full := r.exact == len(d.entries[at].words)
	if full && (r.titled || r.exact > 1) || r.from > 0 {
		return false
	}
	rest := words[r.to:]
	left := tokens(rest)
	if len(left) != 1 || strings.TrimSpace(rest[:left[0].from]) != "" || everyday(left[0].text) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(rest[left[0].from:])
	return unicode.IsUpper(first)
}

// without is a text without the span and the word that led to it.
func without(text string, s span) string {
	before, after := text[:s.from], text[s.to:]
	if words := tokens(before); len(words) > 0 && leads(words[len(words)-1].text) {
		before = before[:words[len(words)-1].from]
	}
	return strings.Trim(bot.OneLine(before+" "+after), " ,.;:!?")
}

// leads says whether a name may follow a word.
func leads(word string) bool {
	switch word {
	case "with", "to", "from", "at", "for", "by", "met", "saw", "see", "called", "visited", "thank", "about", "via":
		return true
	}
	return false
}

// run is a stretch of words and whom it names.
type run struct {
	span
	named        []uint32
	exact, total int // words of the name: those that fit letter by letter, and all
	titled       bool
}

func (r run) beats(o run) bool {
	return cmp.Or(cmp.Compare(r.exact, o.exact), cmp.Compare(r.total, o.total), cmp.Compare(b2i(r.titled), b2i(o.titled))) > 0
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// mostNameWords is how long a name in a sentence may be, mostMatched how many of
// a sentence's words are looked at.
const (
	mostNameWords = 8
	mostMatched   = 60
)

// match finds the run of words that names somebody best.
func (d *directory) match(text string, who Filter) (best run) {
	words := tokens(text)
	m := matching{directory: d, who: who, text: text, words: words[:min(len(words), mostMatched)]}
	m.fits = make([]map[uint32]quality, len(m.words))
	for i := range m.words {
		if r := m.from(i); r.beats(best) {
			best = r
		}
	}
	return best
}

// matching is one sentence being looked through.
type matching struct {
	*directory
	who   Filter
	text  string
	words []token
	fits  []map[uint32]quality // by word, once looked up
}

// from is the best run that begins with a word.
func (m *matching) from(start int) (best run) {
	first := start
	for first < len(m.words) && isTitle(m.words[first].text) {
		first++
	}
	titled := first > start
	anywhere := start > 0 && !titled && !leads(m.words[start-1].text)
	var named map[uint32]run
	for i := first; i < len(m.words) && i < first+mostNameWords; i++ {
		if named = m.narrowed(named, i); len(named) == 0 {
			break
		}
		r := m.chosen(named)
		r.span, r.titled = span{m.words[start].from, m.credentials(i)}, titled
		lone := r.total == 1 && !titled && connector(m.words[first].text)
		if len(r.named) > 0 && r.beats(best) && !lone && (!anywhere || (r.exact > 1 && r.exact == r.total)) {
			best = r
		}
	}
	return best
}

// narrowed keeps those whom one more word names too.
func (m *matching) narrowed(named map[uint32]run, i int) map[uint32]run {
	next := map[uint32]run{}
	for at, q := range m.fit(i) {
		was, ok := named[at]
		if (named != nil && !ok) || was.total >= len(m.entries[at].words) {
			continue
		}
		was.total++
		if q == exactFit {
			was.exact++
		}
		next[at] = was
	}
	return next
}

// chosen are those whom the words so far name best: whole names first, then the
// most words letter by letter. Words that every office has name none.
func (m *matching) chosen(named map[uint32]run) (best run) {
	whole := false
	for _, at := range slices.Sorted(maps.Keys(named)) {
		r, e := named[at], m.entries[at]
		full := r.exact == len(e.words)
		if !full && (m.nothingOwn(e, r) || (r.exact == 0 && r.total > 1)) {
			continue
		}
		better := cmp.Or(cmp.Compare(b2i(full), b2i(whole)), cmp.Compare(r.exact, best.exact))
		if better > 0 || len(best.named) == 0 {
			best, whole = run{exact: r.exact, total: r.total}, full
			best.named = []uint32{at}
		} else if better == 0 {
			best.named = append(best.named, at)
		}
	}
	return best
}

// nothingOwn says whether so few words of an office's name can only be those
// that every office has.
func (m *matching) nothingOwn(e entry, r run) bool {
	if e.kind != officeKind {
		return false
	}
	common := 0
	for _, w := range e.words {
		if isOfficeWord(w) || isTrade(w) {
			common++
		}
	}
	return r.total <= common && r.total == 1
}

// isTrade says whether a word of an office's name says what is done there.
func isTrade(word string) bool {
	switch word {
	case "family", "medicine", "therapy", "physical", "chiropractic", "massage", "care", "the", "of", "and", "sports", "pain", "health":
		return true
	}
	return false
}

// fit is whom a word may name, and how well.
func (m *matching) fit(i int) map[uint32]quality {
	if m.fits[i] != nil {
		return m.fits[i]
	}
	found := map[uint32]quality{}
	word := m.words[i].text
	m.directory.words.fits(word, !everyday(word), func(at int, q quality) {
		if q == prefixFit && !m.mayShorten(word) {
			return
		}
		for _, p := range m.directory.words.postings[at] {
			if p.field == nameField && m.who.allows(m.entries[p.entry].kind) {
				found[p.entry] = max(found[p.entry], q)
			}
		}
	})
	m.fits[i] = found
	return found
}

// mayShorten says whether a word may stand for the longer ones that begin so: if
// it has three letters or nothing else was typed, or as an initial.
func (m *matching) mayShorten(word string) bool {
	return !everyday(word) && (len(word) >= 3 || len(m.words) == 1 || (len(word) == 1 && len(m.words) <= 3))
}

// credentials is where a run that ends with a word ends, letters behind the
// name included.
func (m *matching) credentials(i int) int {
	end := m.words[i].to
	for _, w := range m.words[i+1:] {
		if !isCredential(w.text) || !isUpper(m.text[w.from:w.to]) {
			break
		}
		end = w.to
	}
	return end
}

// everyday says whether a word is so common in sentences that it names somebody
// only letter by letter.
func everyday(word string) bool {
	if connector(word) || leads(word) {
		return true
	}
	switch word {
	case "me", "my", "i", "we", "us", "our", "you", "her", "him", "his", "it", "its", "on", "as", "be", "been", "was", "were", "will",
		"had", "has", "have", "sent", "send", "someone", "somebody", "today", "yesterday", "tomorrow", "lunch", "visit", "call", "meet", "meetup",
		"coffee", "office", "there", "this", "that", "last", "next", "week", "month", "day", "morning", "again", "not", "no", "yes", "new", "two",
		"one", "some", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "may", "jun", "jul",
		"aug", "sep", "sept", "oct", "nov", "dec", "march", "april", "june", "client", "patient", "referral", "referred", "got", "gave", "left",
		"ok", "okay", "thanks", "hello", "hi", "hey", "sure", "later", "sorry", "nobody", "none", "yet", "skip", "know", "dont", "good", "great":
		return true
	}
	return false
}
