package scrub

import "regexp"

// The parts of an address. Endings and providers are listed where an address is
// written so loosely that only they tell it from a sentence.
const (
	mailLocal = `[\p{L}\d](?:[\p{L}\p{M}\d._%+'-]*[\p{L}\p{M}\d_+-])?`
	spelled   = `(?: ?[\[({<] ?(?:dot|punkt|punto|\.) ?[\])}>] ?| (?:dot|punkt|punto) )`
	mailName  = mailLocal + `(?:(?:` + spelled + `| \. | underscore | dash | punkt | punto )[\p{L}\d_+-]+)*`
	label     = `[\p{L}\d](?:[\p{L}\p{M}\d-]*[\p{L}\p{M}\d])?`
	anyDot    = `(?:` + spelled + `| ?\. ?)`
	ending    = `(?:com|net|org|edu|gov|info|biz|health|care|clinic|co|us|ca|uk|de|at|ch|es|mx|io|me)\b`
	provider  = `(?:gmail|g mail|outlook|gmx|msn|comcast|sbcglobal|googlemail|hotmail|yahoo|ymail|icloud|protonmail|aol)\b`
	mailHost  = `(?:` + label + `(?:` + anyDot + label + `)*` + anyDot + ending + `|` + provider + `)`
	bracketAt = ` ?[\[({<] ?(?:at|a|ät|arroba|@) ?[\])}>] ?`
	oneByOne  = `[\pL\d](?: [\pL\d])+`
	apartPart = `(?:` + oneByOne + `|[\pL\d_+-]+)`
	apartEnd  = `(?:c ?o ?m|n ?e ?t|o ?r ?g|e ?d ?u|c ?o|u ?s|c ?a|d ?e|e ?s|m ?x|m ?e|i ?o)`
)

var (
	// ann@lee.com, ann @ lee.com and, a slip, ann@lee,com.
	mailPlain = regexp.MustCompile(mailName + ` ?@ ?` + label + `(?:[.,]` + label + `)*[.,]\p{L}{2,24}\b`)
	// ann @ lee . com, ann@lee dot com, ann@gmail, ann (at) lee.com.
	mailLoose = regexp.MustCompile(`(?i)` + mailName + `(?: ?@ ?|` + bracketAt + `|[-_]at[-_])` + mailHost)
	// ann at lee dot com, ann at gmail, ann at gmail.com; not: see me at lee.com.
	// ann arroba gmail punto com, ann ät mail punkt de.
	mailAbroad = regexp.MustCompile(`(?i)` + mailName + ` (?:arroba|ät|klammeraffe) ` + label + `(?:` + anyDot + label + `)*` + anyDot + ending)
	// ann bell gmail.com: the sign is missing.
	mailNoSign = regexp.MustCompile(`(?i)\b[\p{L}\d][\p{L}\d._%+'-]* ?,? ?\b` + provider + `(?: |` + anyDot + `)(?:com|de|net|es|mx)\b`)
	// a n n @ m a i l . c o m and a n n at m a i l dot c o m.
	mailApart  = regexp.MustCompile(`(?i)\b` + apartPart + `(?: ?[._] ?` + apartPart + `)* ?@ ?` + apartPart + `(?:(?: ?\. ?| dot )` + apartPart + `)*(?: ?\. ?| dot )` + apartEnd + `\b`)
	mailSpaced = regexp.MustCompile(`(?i)\b(?:` + oneByOne + ` at ` + apartPart + `|` + apartPart + ` at ` + oneByOne + `)(?:(?: ?\. ?| dot )` + apartPart + `)*(?: ?\. ?| dot )` + apartEnd + `\b`)
	mailSpoken = regexp.MustCompile(`(?i)` + mailName + ` at (?:` + label + `(?:` + spelled + label + `)*` + spelled + ending +
		`|` + provider + `(?:` + anyDot + ending + `| com\b)?)`)
)

func (p *page) emails() {
	if p.mentions("@") {
		p.takeAll(Email, mailPlain, nil)
	}
	if p.mentions("@", "at", "ät", "arroba", "(a)", "[a]") {
		p.takeAll(Email, mailLoose, nil)
	}
	if p.mentions(" at ") {
		p.takeAll(Email, mailSpoken, nil)
	}
	if p.mentions("arroba", "ät", "klammeraffe") {
		p.takeAll(Email, mailAbroad, nil)
	}
	if p.mentions("mail", "yahoo", "icloud", "aol", "outlook", "gmx", "msn", "comcast", "sbcglobal") {
		p.takeAll(Email, mailNoSign, nil)
	}
	if p.mentions("@") {
		p.takeAll(Email, mailApart, nil)
	}
	if p.mentions(" at ") && p.mentions(".", " dot ") {
		p.takeAll(Email, mailSpaced, nil)
	}
}
