package reading

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"referout/bot"
	"referout/handlers/scrub"
)

// The names of a text's lines. Stored in drafts and letters: never to change.
const (
	titleField    = "title"
	linkField     = "link"
	abstractField = "abstract"
	firstField    = "q1"
	secondField   = "q2"
	thirdField    = "q3"
)

// Limits of a text, in characters.
const (
	mostTitle    = 120
	mostLink     = 200
	mostAbstract = 700
	mostQuestion = 150
)

// detail is one line of a text.
type detail struct {
	name, label, ask string
	most             int
	of               func(*Text) *string
}

// details lists the lines in the order in which they are asked for and shown.
func details() []detail {
	question := func(n int) func(*Text) *string { return func(t *Text) *string { return &t.Questions[n] } }
	return []detail{
		{titleField, titleLabel, askTitle, mostTitle, func(t *Text) *string { return &t.Title }},
		{linkField, linkLabel, askLink, mostLink, func(t *Text) *string { return &t.Link }},
		{abstractField, abstractLabel, askAbstract, mostAbstract, func(t *Text) *string { return &t.Abstract }},
		{firstField, firstLabel, askFirst, mostQuestion, question(0)},
		{secondField, secondLabel, askSecond, mostQuestion, question(1)},
		{thirdField, thirdLabel, askThird, mostQuestion, question(2)},
	}
}

func detailOf(name string) (detail, bool) {
	all := details()
	at := slices.IndexFunc(all, func(d detail) bool { return d.name == name })
	if at < 0 {
		return detail{}, false
	}
	return all[at], true
}

// read takes what was typed for a line as the scrubber leaves it, and says what was left
// out. The error is a sentence.
func (d detail) read(t *Text, typed string) (out scrub.Kinds, err error) {
	return d.readKnowing(t, typed, &scrub.Names{})
}

// readKnowing is read that leaves out who is known from other lines, too, and gets to know
// who is named in this one.
func (d detail) readKnowing(t *Text, typed string, known *scrub.Names) (out scrub.Kinds, err error) {
	typed = bot.OneLine(typed)
	if d.name == linkField {
		typed, err = readLink(typed)
	} else {
		typed, out, err = readWords(typed, known)
	}
	if err != nil {
		return out, err
	}
	if n := utf8.RuneCountInString(typed); n > d.most {
		return out, bot.Errorf(tooLong, n, d.most)
	}
	*d.of(t) = typed
	return out, nil
}

func readWords(typed string, known *scrub.Names) (text string, out scrub.Kinds, err error) {
	text, found := scrub.CleanKnowing(typed, *known)
	known.Add(found)
	for _, f := range found {
		out.Add(f.Kind)
	}
	text = strings.TrimSpace(text)
	switch {
	case isNoLine(text):
		return "", out, bot.Errorf("%s", isNeeded)
	case !strings.ContainsFunc(text, unicode.IsLetter) && len(out) > 0:
		return "", out, bot.Errorf("%s", onlyThat(out))
	case !strings.ContainsFunc(text, unicode.IsLetter):
		return "", out, bot.Errorf("%s", needsLetters)
	}
	return text, out, nil
}

// isNoLine reports whether a text wants to be done with a line instead of being one.
func isNoLine(text string) bool {
	switch strings.ToLower(strings.Trim(text, " .!")) {
	case "skip", "done", "next", "none", "no", "later", "stop", "back", "not now":
		return true
	}
	return false
}

// readLink takes the address of a page. Its numbers are those of papers; who it names or
// writes to is nobody's business, and no part of an address can be left out.
func readLink(typed string) (string, error) {
	if !strings.Contains(typed, "://") {
		typed = "https://" + typed
	}
	u, err := url.Parse(typed)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.User != nil || strings.ContainsFunc(typed, unicode.IsSpace) ||
		!strings.Contains(strings.Trim(u.Hostname(), "."), ".") {
		return "", bot.Errorf("%s", noLink)
	}
	for _, f := range scrub.Find(typed) {
		switch f.Kind {
		case scrub.Email, scrub.Name, scrub.Person, scrub.Account:
			return "", bot.Errorf("%s", linkTells(f.Kind.String()))
		}
	}
	return typed, nil
}

// Enclosure is what the room is shown.
func (t Text) Enclosure() (what bot.Enclosure) {
	for _, d := range details() {
		what = what.Write(d.name, d.label, *d.of(&t))
	}
	return what
}

// readText reads a text that came in a letter, through the scrubber once more; ok is
// false if a line of it is missing or not to be shown.
func readText(what bot.Enclosure) (t Text, ok bool) {
	for _, d := range details() {
		if _, err := d.read(&t, what.Get(d.name)); err != nil {
			return t, false
		}
	}
	return t, true
}
