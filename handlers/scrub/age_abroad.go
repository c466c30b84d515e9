package scrub

import (
	"regexp"
	"strings"
)

// Ages as German and Spanish colleagues type them between English words, and the age
// behind a first name alone.
var (
	// 34 Jahre alt, 34-jährige, 34jähriger, 34 J.
	jahreAlt = regexp.MustCompile(`(?i)` + lead + `\b(?P<n>\d{1,3})[- ]?(?:jahre? (?:alt|jung)\b|j[äa]e?hrige?[rnms]?\b|j\.(?: alt\b)?|monate? alt\b)`)
	// Mitte 30, Anfang 40: not of a month or an hour.
	mitteDreissig = regexp.MustCompile(`(?i)\b(?:anfang|mitte|ende)(?: der| ihrer| seiner)? (?:[2-9]0(?:er)?|zwanzig|drei(?:ß|ss)ig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig)\b`)
	// 34 años, de 34 años de edad; not 20 años de experiencia.
	anos    = regexp.MustCompile(`(?i)` + lead + `\b(?P<n>\d{1,3})(?: años| anos| añitos)\b(?: de edad\b)?`)
	cjkAge  = regexp.MustCompile(`(?P<n>\d{1,3}) ?(?:歳|才|岁|歲|세)`)
	alter   = regexp.MustCompile(`(?i)\b(?:alter|edad):? ?(?:de |von )?(?P<n>\d{1,3})\b`)
	vieler  = regexp.MustCompile(`(?i)^ (?:de (?:experiencia|práctica|practica|carrera|servicio|trabajo|profesión|formación|dolor|tratamiento)|en |trabaj|practic|haciendo|atendiendo|con (?:la|el|mi|su) )`)
	fromAge = regexp.MustCompile(`\d (?:a|y|o|hasta|bis|-) $`)
	seit    = regexp.MustCompile(`(?i)\b(?:hace|durante|por|desde|más de|mas de|menos de|mayores de|menores de|llevo|tengo|lleva|casi|seit|über|unter|ab) (?:unos |casi |hace )?$`)

	// Sarah (42), sarah, 42, needs and sarah 42 neck pain.
	nameOfAge = regexp.MustCompile(`(?P<who>\pL+)(?P<more> \pL[\pL'-]+)?(?:'s)?(?P<gap> ?\(|, ?| - | )(?P<it>(?P<n>\d{1,2}))\b`)
	closeAge  = regexp.MustCompile(`^(?:$|[\s,.;)!?])`)
	noAge     = regexp.MustCompile(`(?i)^(?:\)? ?(?:-|:|/|%|am\b|pm\b|a\.m|p\.m|o'clock|uhr|noon|and \d|to\b|or\b|of\b|out\b|ft\b|st\b|nd\b|x\b|blocks?\b|bucks\b|\d|jan|feb|mar|apr|may\b|jun|jul|aug|sep|oct|nov|dec|stars?\b|reviews?\b|rooms?\b)|[.,]\d)`)
)

func isDecadeAbroad(m match) bool {
	return !counts.MatchString(m.after()) && !clockAfter.MatchString(m.after())
}

func (p *page) agesAbroad() {
	if p.mentions("jahr", "jähr", "jaehr", "j.", "monat") {
		p.takeAll(Age, jahreAlt, oneIsOld)
	}
	if p.mentions("años", "anos", "añitos") {
		p.takeAll(Age, anos, func(m match) bool {
			return m.isAge() && m.part("lead") == "" && !vieler.MatchString(m.after()) && !seit.MatchString(m.before()) && !fromAge.MatchString(m.before()) && !m.isRange()
		})
	}
	p.takeAll(Age, cjkAge, match.isAge)
	p.takeAll(Age, alter, func(m match) bool { return m.isAge() && !m.isRange() })
}

// ageBehind is a number behind a name that was found.
var ageBehind = regexp.MustCompile(`^(?:'s)?(?: ?\(|,? | - )(?P<n>\d{1,2})\b`)

// agesBehindNames takes the number behind a name that was taken: "pt jane d 42".
func (p *page) agesBehindNames() {
	for _, s := range p.named {
		after := p.after(s.to)
		at := ageBehind.FindStringSubmatchIndex(after)
		if at == nil || at[3]-at[2] < 2 || after[at[2]:at[3]] < "13" {
			continue
		}
		if rest := after[at[3]:]; closeAge.MatchString(rest) && !counts.MatchString(rest) && !noAge.MatchString(rest) && !orMore.MatchString(rest) && !rangeAfter.MatchString(rest) {
			p.take(Age, s.to+at[2], s.to+at[3])
		}
	}
}

var clockAfter = regexp.MustCompile(`(?i)^ ?(?:uhr|min|%)`)

// isNameOfAge reports whether a number behind a first name is an age: one from 13 on that
// counts nothing.
func isNameOfAge(m match) bool {
	who, gap := strings.ToLower(m.part("who")), strings.TrimSpace(m.part("gap"))
	if more := strings.TrimPrefix(m.part("more"), " "); given().has(strings.ToLower(more)) {
		who = strings.ToLower(more)
	} else if more != "" && (!isCapital(more) || never().has(strings.ToLower(more)) || headings().has(strings.ToLower(more))) {
		return false
	}
	if !given().has(who) || places().has(who) && m.part("more") == "" && gap != "(" || m.part("n") < "13" || len(m.part("n")) < 2 {
		return false
	}
	after := m.after()
	if gap == "(" {
		return strings.HasPrefix(after, ")") || strings.HasPrefix(after, ",")
	}
	return closeAge.MatchString(after) && !counts.MatchString(after) && !noAge.MatchString(after) && !m.isRange() && !endsWord(m.before())
}
