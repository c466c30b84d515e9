package discordtest

import (
	"regexp"
	"strings"
)

var (
	maskedLink = regexp.MustCompile(`^\[((?:\\.|[^\]\\])*)\]\((?:<[^>]*>|[^)]*)\)`)
	howFar     = regexp.MustCompile(`^ \(<t:\d+:R>\)`)
	invisible  = strings.NewReplacer("\u2060", "", "\u200b", "")
)

// Plain is what a person reads of a message in Discord's Markdown.
func Plain(content string) string {
	lines := strings.Split(content, "\n")
	for i, l := range lines {
		lines[i] = plainLine(strings.TrimPrefix(l, "> "))
	}
	return invisible.Replace(strings.Join(lines, "\n"))
}

func plainLine(l string) string {
	var b strings.Builder
	for l != "" {
		if found := maskedLink.FindStringSubmatch(l); found != nil {
			b.WriteString(plainLine(found[1]))
			l = l[len(found[0]):]
			continue
		}
		if found := howFar.FindString(l); found != "" { // Discord's own words, other every minute
			l = l[len(found):]
			continue
		}
		text, rest := next(l)
		b.WriteString(text)
		l = rest
	}
	return b.String()
}

// next reads one character, escape, mark or piece of code.
func next(l string) (text, rest string) {
	switch {
	case l[0] == '\\' && len(l) > 1 && punctuation(l[1]):
		return l[1:2], l[2:]
	case l[0] == '*':
		return "", strings.TrimPrefix(l[1:], "*")
	case l[0] == '`':
		if code, after, ok := strings.Cut(l[1:], "`"); ok {
			return code, after
		}
	}
	return l[:1], l[1:]
}

func punctuation(c byte) bool {
	return c > ' ' && c < 0x7f && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z')
}
