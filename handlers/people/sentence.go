package people

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"referout/bot"
)

// Sentence is a phrase that begins an intent: what the pattern's groups hold, in
// their order, is who, how and when. It tries no further where it names nobody
// whom the book knows, so that a stranger's name is not asked about twice.
func Sentence(name string, in Intent, patterns ...string) bot.Phrase {
	forms := make([]*regexp.Regexp, len(patterns))
	for i, p := range patterns {
		forms[i] = regexp.MustCompile(`(?i)` + p)
	}
	words := func(text string) string {
		for _, form := range forms {
			if m := form.FindStringSubmatch(strings.TrimRight(text, " .!")); m != nil {
				return bot.OneLine(strings.Join(reversed(m[1:]), " "))
			}
		}
		return ""
	}
	return bot.Phrase{
		Name:  name,
		Match: func(text string) bool { return words(text) != "" },
		Personal: func(ctx context.Context, p *bot.Personal) (bot.Private, error) {
			return in.Sentence(ctx, p, words(p.Args.Words))
		},
	}
}

// reversed puts the name, which comes last where there are two groups, in front.
func reversed(groups []string) []string {
	if len(groups) == 2 && !strings.HasPrefix(groups[1], " ") && groups[1] != "" {
		return []string{groups[1], groups[0]}
	}
	return groups
}

// NamesSomebody says whether a text looks like nothing but the name of somebody,
// or like a line about them, though the book does not have them: "Dr Newman",
// "Pat Moss", "Ortiz, dentist, Kent".
func NamesSomebody(p *bot.Personal, text string) (bool, error) {
	if strings.ContainsAny(text, "?!\n") {
		return false, nil
	}
	l, err := read(p, text)
	words := tokens(l.Name)
	if err != nil || len(words) == 0 || len(words) > 4 {
		return false, err
	}
	titled := isTitle(words[0].text) && len(words) > 1
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(l.Name[w.from:])
		if everyday(w.text) || (!titled && !unicode.IsUpper(first)) {
			return false, nil
		}
	}
	return titled || len(words) > 1 || l.Specialty != "" || l.Role != "" || l.Phone != "", nil
}

// Professional says whether a line describes somebody as people describe a professional:
// a name, and with it a title, a profession, a role, an office or a telephone number.
func Professional(p *bot.Personal, text string) (bool, error) {
	l, err := read(p, text)
	words := tokens(l.Name)
	if err != nil || len(words) == 0 || len(words) > 4 || NotClient(l) != nil {
		return false, err
	}
	for _, w := range words {
		if everyday(w.text) && !(startsLarge(l.Name[w.from:]) && isNameToo(w.text)) {
			return false, nil
		}
	}
	titled := isTitle(words[0].text) && len(words) > 1
	return titled || l.Specialty+string(l.Role)+l.OfficeName+l.Phone != "", nil
}

// isNameToo says whether a word of every day is a name as well, written like one.
func isNameToo(word string) bool {
	switch word {
	case "may", "april", "june", "jan", "march", "good", "great", "day", "new", "call", "week":
		return true
	}
	return false
}

// SmallTalk says whether a text is made of nothing but everyday words, so that
// nobody can be named: "ok thanks".
func SmallTalk(text string) bool {
	return !slices.ContainsFunc(tokens(text), func(w token) bool { return !everyday(w.text) })
}
