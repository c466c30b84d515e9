package scrub

import "regexp"

// The parts of an address. Endings and providers are listed where an address is
// written so loosely that only they tell it from a sentence.
const (
	mailLocal = `[\p{L}\d](?:[\p{L}\p{M}\d._%+'-]*[\p{L}\p{M}\d_+-])?`
	spelled   = `(?: ?[\[({<] ?dot ?[\])}>] ?| dot )`
	mailName  = mailLocal + `(?:(?:` + spelled + `| \. | underscore | dash )[\p{L}\d_+-]+)*`
	label     = `[\p{L}\d](?:[\p{L}\p{M}\d-]*[\p{L}\p{M}\d])?`
	anyDot    = `(?:` + spelled + `| ?\. ?)`
	ending    = `(?:com|net|org|edu|gov|info|biz|health|care|clinic|co|us|ca|uk|de|io|me)\b`
	provider  = `(?:gmail|g mail|googlemail|hotmail|yahoo|ymail|icloud|protonmail|aol)\b`
	mailHost  = `(?:` + label + `(?:` + anyDot + label + `)*` + anyDot + ending + `|` + provider + `)`
	bracketAt = ` ?[\[({<] ?(?:at|@) ?[\])}>] ?`
)

var (
	// ann@lee.com, ann @ lee.com and, a slip, ann@lee,com.
	mailPlain = regexp.MustCompile(mailName + ` ?@ ?` + label + `(?:[.,]` + label + `)*[.,]\p{L}{2,24}\b`)
	// ann @ lee . com, ann@lee dot com, ann@gmail, ann (at) lee.com.
	mailLoose = regexp.MustCompile(`(?i)` + mailName + `(?: ?@ ?|` + bracketAt + `|[-_]at[-_])` + mailHost)
	// ann at lee dot com, ann at gmail, ann at gmail.com; not: see me at lee.com.
	mailSpoken = regexp.MustCompile(`(?i)` + mailName + ` at (?:` + label + `(?:` + spelled + label + `)*` + spelled + ending +
		`|` + provider + `(?:` + anyDot + ending + `)?)`)
)

func (p *page) emails() {
	p.takeAll(Email, mailPlain, nil)
	p.takeAll(Email, mailLoose, nil)
	p.takeAll(Email, mailSpoken, nil)
}
