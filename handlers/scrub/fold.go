package scrub

import (
	"bytes"
	"regexp"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// blank stands in a folded text for what was found, and for an ellipsis: it is
// no letter, digit, space or mark, so that nothing is ever found across it.
const blank = 0

// page is a text being searched.
type page struct {
	original string
	text     []byte // folded
	small    []byte // as it was before anything was found, in small letters
	from     []int  // for each folded byte, where the character stands that it comes from
	found    []Finding
	aged     []span // the ages and dates that were found
	named    []span // the names
	reached  []span // what reaches somebody
}

// span is a part of a folded text.
type span struct{ from, to int }

// fold prepares a text. Each character that was typed becomes one or none.
func fold(text string) *page {
	p := &page{original: text}
	for i, r := range text {
		if folded, ok := foldRune(r); ok && !(unicode.Is(unicode.Mn, r) && p.endsInDigit()) {
			p.add(folded, i)
		}
	}
	p.small = bytes.ToLower(p.text)
	return p
}

// endsInDigit reports whether a mark that comes next would only strike out a digit.
func (p *page) endsInDigit() bool {
	n := len(p.text)
	return n > 0 && p.text[n-1] >= '0' && p.text[n-1] <= '9'
}

// add appends a character. Runs of spaces become one, and so do runs of space
// with an end of line in it.
func (p *page) add(r rune, from int) {
	if last := len(p.text) - 1; last >= 0 && (r == ' ' || r == '\n') {
		switch p.text[last] {
		case '\n':
			return
		case ' ':
			p.text[last] = byte(r)
			return
		}
	}
	for _, b := range utf8.AppendRune(nil, r) {
		p.text, p.from = append(p.text, b), append(p.from, from)
	}
}

// foldRune is the plain form of a character. ok is false for one without width.
func foldRune(r rune) (folded rune, ok bool) {
	switch {
	case r >= ' ' && r < utf8.RuneSelf, r == '\n':
		return r, true
	case r == '…':
		return blank, true
	case r == '\r', r == '\u2028', r == '\u2029', r == '\u0085':
		return '\n', true
	case unseen(r):
		return 0, false
	case unicode.IsSpace(r), unicode.IsControl(r), r == '\u115f', r == '\u1160', r == '\u2800', r == '\u3164', r == '\uffa0': // fillers look like spaces
		return ' ', true
	case unicode.Is(unicode.Pd, r), r == '−', r == '⁃':
		return '-', true
	case r == '’', r == '‘', r == 'ʼ', r == '`', r == '´':
		return '\'', true
	case r == '“', r == '”', r == '„', r == '«', r == '»':
		return '"', true
	case r == '⁄', r == '∕':
		return '/', true
	case r == '。', r == '｡', r == '․':
		return '.', true
	}
	return compatible(r), true
}

// unseen reports whether a character has no width, whatever Unicode calls it: joiners,
// selectors of variants.
func unseen(r rune) bool {
	switch r {
	case '\u034f', '\u17b4', '\u17b5', '\u20e3':
		return true
	}
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r)
}

// compatible is the one character that a compatibility form stands for: a
// full-width or circled digit, a letter of a fancy alphabet, a script's digit.
func compatible(r rune) rune {
	if unicode.IsDigit(r) {
		return '0' + rune(digitValue(r))
	}
	if form := norm.NFKC.String(string(r)); utf8.RuneCountInString(form) == 1 {
		plain, _ := utf8.DecodeRuneInString(form)
		return plain
	}
	return r
}

// digitValue counts from the zero of the script: the ten digits of each stand in
// a row, and Unicode lists every such row as a range of its own or as several in
// a row of tens.
func digitValue(r rune) int {
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return int(r-rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return int(r-rune(t.Lo)) % 10
		}
	}
	return 0
}

// mentions reports whether one of the phrases, in small letters, occurs in the
// text as it was typed.
func (p *page) mentions(phrases ...string) bool {
	return slices.ContainsFunc(phrases, func(s string) bool { return bytes.Contains(p.small, []byte(s)) })
}

// hasDigit reports whether there is a digit in the text.
func (p *page) hasDigit() bool { return bytes.ContainsAny(p.small, "0123456789") }

// take notes folded bytes as a finding and blanks them. Space around is left.
func (p *page) take(kind Kind, i, j int) {
	for i < j && (p.text[i] == ' ' || p.text[i] == '\n') {
		i++
	}
	for j > i && (p.text[j-1] == ' ' || p.text[j-1] == '\n') {
		j--
	}
	if !bytes.ContainsFunc(p.text[i:j], isWordRune) {
		return
	}
	from, to := p.from[i], len(p.original)
	if j < len(p.text) {
		to = p.from[j] // with the characters without width behind it
	}
	p.found = append(p.found, Finding{Kind: kind, From: from, To: to, Text: p.original[from:to]})
	switch kind {
	case Age, Date:
		p.aged = append(p.aged, span{i, j})
	case Name, Person:
		p.named = append(p.named, span{i, j})
	case Phone, Email, Account:
		p.reached = append(p.reached, span{i, j})
	}
	for ; i < j; i++ {
		p.text[i] = blank
	}
}

// takeAll takes every match that check lets pass. The part named "it", or the
// whole match, is what is taken.
func (p *page) takeAll(kind Kind, re *regexp.Regexp, check func(m match) bool) {
	it := max(0, re.SubexpIndex("it"))
	for _, at := range re.FindAllSubmatchIndex(p.text, -1) {
		m := match{page: p, re: re, at: at}
		if check == nil || check(m) {
			p.take(kind, at[2*it], at[2*it+1])
		}
	}
}

// match is one match of a pattern in a page.
type match struct {
	*page
	re *regexp.Regexp
	at []int
}

// part is the text of a named part, empty if it is missing.
func (m match) part(name string) string {
	i := m.re.SubexpIndex(name)
	if i < 0 || m.at[2*i] < 0 {
		return ""
	}
	return string(m.text[m.at[2*i]:m.at[2*i+1]])
}

// before and after are the folded text around the match, a little of it.
func (m match) before() string { return m.page.before(m.at[0]) }
func (m match) after() string  { return m.page.after(m.at[1]) }

// around is how far before and after look: a few words.
const around = 48

func (p *page) before(i int) string { return string(p.text[max(0, i-around):i]) }
func (p *page) after(i int) string  { return string(p.text[i:min(len(p.text), i+around)]) }

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// startsWord and endsWord report whether a cut there would part a word.
func startsWord(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return text != "" && isWordRune(r)
}

func endsWord(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return text != "" && isWordRune(r)
}
