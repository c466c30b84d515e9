package people

import (
	"context"
	"regexp"
	"strings"

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
