package telegram

import "strings"

// typed is a text split into command and words.
type typed struct {
	name string // lower case, without slash; empty: no command
	bot  string // the bot it is for, if named
	rest string // what stands behind, or the whole text
}

// parseCommand reads "/name@bot words" at the very start of a text, in
// Telegram's own alphabet. Anything else, as "/usr/bin", is plain text.
func parseCommand(text string) typed {
	plain := typed{rest: strings.TrimSpace(text)}
	head, ok := strings.CutPrefix(text, "/")
	if !ok {
		return plain
	}
	name, head := cutWord(head)
	if name == "" || len(name) > 32 {
		return plain
	}
	c := typed{name: strings.ToLower(name)}
	if after, named := strings.CutPrefix(head, "@"); named {
		if c.bot, head = cutWord(after); c.bot == "" {
			return plain
		}
	}
	if rest := strings.TrimLeft(head, " \n\t\r\u00a0"); rest != head || head == "" {
		c.rest = strings.TrimSpace(rest)
		return c
	}
	return plain
}

// cutWord takes letters, digits and "_" off the front.
func cutWord(s string) (word, rest string) {
	n := 0
	for n < len(s) && isWordByte(s[n]) {
		n++
	}
	return s[:n], s[n:]
}

func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}
