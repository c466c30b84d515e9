package bottest

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// oracle remembers what is private and finds it in what is said in groups.
type oracle struct {
	own       func(word string) bool
	published func(network, group string) []string
	private   map[string]place          // word, tag or number -> to or by whom
	public    map[place]map[string]bool // by group
	offers    *offers
	leaks     []string
}

func newOracle(stage Stage) *oracle {
	own := map[string]bool{}
	for _, text := range append(stage.Words, "referout", "telegram", "discord", "console") {
		addWords(own, text)
	}
	for m := time.January; m <= time.December; m++ {
		addWords(own, m.String())
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		addWords(own, d.String())
	}
	return &oracle{
		own:       func(w string) bool { return own[w] || ownWords()[w] },
		published: stage.Published,
		private:   map[string]place{},
		public:    map[place]map[string]bool{},
		offers:    newOffers(),
	}
}

// said takes what a person said.
func (o *oracle) said(who place, text string) {
	if who.group == "" {
		o.hide(who, text)
		return
	}
	known := o.in(who.platform, who.group)
	addWords(known, text)
	addWords(known, who.person)
}

// hears takes what the bot said.
func (o *oracle) hears(h heard) {
	text := h.forms()[2]
	if h.Group == "" || h.Aside {
		o.hide(place{platform: h.network, person: h.Person}, text)
		o.offers.note(h)
		return
	}
	known, published := o.in(h.network, h.Group), o.publishedIn(h.network, h.Group)
	for w := range words(text, true) {
		if who, private := o.private[w]; private && !known[w] && !o.own(w) && !o.offers.let[w] && !published()[w] {
			o.leaks = append(o.leaks, fmt.Sprintf("leak: %q, said to or by %s alone, in %s on %s:\n  %s",
				w, who.person, groupName(h.Group), h.network, indentBy(text, "  ")))
		}
	}
	addWords(known, text)
}

// in is what everybody in a group knows. What is known in a topic is known in all
// of the group.
func (o *oracle) in(network, group string) map[string]bool {
	key := place{platform: network, group: wholeGroup(group)}
	if o.public[key] == nil {
		o.public[key] = map[string]bool{}
	}
	addWords(o.public[key], group)
	return o.public[key]
}

func (o *oracle) hide(who place, text string) {
	for w := range words(text, false) {
		if _, ok := o.private[w]; !ok {
			o.private[w] = who
		}
	}
}

// publishedIn are the words that were published in a group, gathered when first
// asked for.
func (o *oracle) publishedIn(network, group string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		out := map[string]bool{}
		if o.published == nil {
			return out
		}
		group, _, _ := strings.Cut(group, "/")
		for _, text := range o.published(network, group) {
			addWords(out, text)
		}
		return out
	})
}

func addWords(to map[string]bool, text string) {
	for w := range words(text, true) {
		to[w] = true
	}
}

// shortestWord is the number of letters from which a word counts.
const shortestWord = 4

// phoneDigits is how many digits make a telephone number, and how many of its
// last ones are compared: prefixes are written in many ways.
const phoneDigits = 7

var (
	aWord   = regexp.MustCompile(`[\pL\pM]+(?:['’][\pL\pM]+)*`)
	aPair   = regexp.MustCompile(`[\pL\pM]{3,}([- ])[\pL\pM]{3,}`)
	aNumber = regexp.MustCompile(`\+?\(?\d[\d().\-/ ]{5,}\d`)
	aDate   = regexp.MustCompile(`\d{4}-\d{2}-\d{2}`)
)

// words are the folded words without the ending of a possessive, the hyphened pairs of
// words (tags look so) and the telephone numbers in a text. With spaced, two words
// side by side count as a pair too: a tag may be written either way.
func words(text string, spaced bool) map[string]bool {
	out := map[string]bool{}
	text = fold(text)
	for _, w := range aWord.FindAllString(text, -1) {
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		if len([]rune(w)) >= shortestWord {
			out[w] = true
		}
	}
	pairs(text, spaced, out)
	for _, n := range aNumber.FindAllString(aDate.ReplaceAllString(text, ""), -1) {
		if digits := onlyDigits(n); len(digits) >= phoneDigits {
			out[digits[len(digits)-phoneDigits:]] = true
		}
	}
	return out
}

// pairs adds each two neighbouring words, joined by a hyphen.
func pairs(text string, spaced bool, to map[string]bool) {
	for {
		at := aPair.FindStringSubmatchIndex(text)
		if at == nil {
			return
		}
		mark := text[at[2]:at[3]]
		if mark == "-" || spaced {
			to[text[at[0]:at[2]]+"-"+text[at[3]:at[1]]] = true
		}
		text = text[at[3]:]
	}
}

// fold takes case and accents away.
func fold(text string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(text)))
}

func onlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}
