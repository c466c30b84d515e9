package console

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"referout/bot"
)

// typed does what a line says. It reports whether to end.
func (c *Console) typed(ctx context.Context, r bot.Receiver, line string) (quit bool) {
	line = strings.TrimSpace(line)
	word, rest, _ := strings.Cut(line, " ")
	switch strings.ToLower(word) {
	case "":
	case "/quit", "/exit":
		return true
	case "/console":
		c.note(keyboardHelp)
	case "/as":
		c.become(rest)
	case "/reply":
		c.reply(ctx, r, rest)
	case "/send":
		c.send(ctx, r, rest)
	case "/say":
		c.say(ctx, r, rest, "")
	case "/gone":
		c.gone(ctx, r, rest)
	default:
		if !c.press(ctx, r, line) {
			c.say(ctx, r, line, "")
		}
	}
	return false
}

const keyboardHelp = `3 or a label presses a button of the newest message, 12.3 of message 12.
/reply words answers the newest message, /reply #12 words an older one.
/say words is text even if a button has that name.
/send PATH hands over a file (the bot sees that it came, not what is in it).
/as ann and /as ann in #meetup let somebody else type, /as you goes back;
/as ann in #meetup/questions types in a topic.
/gone says that whoever types has left the group, /gone ann that ann has.
/quit, Ctrl-D or Ctrl-C ends.`

func (c *Console) become(words string) {
	to, ok := parsePlace(words)
	if !ok {
		c.note("Who types? For example /as ann, or /as ann in #meetup; /as " + c.Me + " goes back.")
		return
	}
	c.Memory.enter(to)
	c.mu.Lock()
	c.who = to
	c.mu.Unlock()
}

var numbered = regexp.MustCompile(`^#(\d{1,9})\s+([\s\S]*)$`)

func (c *Console) reply(ctx context.Context, r bot.Receiver, words string) {
	who := c.current()
	to, ok := c.Memory.newest(who, func(shown) bool { return true })
	words = strings.TrimSpace(words)
	if m := numbered.FindStringSubmatch(words); m != nil {
		n, _ := strconv.Atoi(m[1])
		to, ok = c.Memory.numbered(who, n)
		words = m[2]
	}
	if !ok {
		c.note("There is no such message to reply to.")
		return
	}
	c.say(ctx, r, words, to.ID)
}

func (c *Console) send(ctx context.Context, r bot.Receiver, path string) {
	if strings.TrimSpace(path) == "" {
		c.note("Which file? For example /send cards.csv")
		return
	}
	c.receive(ctx, r, bot.Incoming{Kind: bot.SentFile})
}

var commandLine = regexp.MustCompile(`^/([A-Za-z][A-Za-z0-9_]*)(?:\s+([\s\S]*))?$`)

func (c *Console) say(ctx context.Context, r bot.Receiver, text, replyTo string) {
	text = strings.TrimSpace(text)
	if text == "" {
		c.note("There were no words behind it.")
		return
	}
	in := bot.Incoming{Kind: bot.Said, Text: text, Message: replyTo}
	if m := commandLine.FindStringSubmatch(text); m != nil {
		in.Command, in.Text = strings.ToLower(m[1]), strings.TrimSpace(m[2])
	}
	c.receive(ctx, r, in)
}

var (
	plainNumber = regexp.MustCompile(`^\d{1,3}$`)
	dotNumber   = regexp.MustCompile(`^#?(\d{1,9})\.(\d{1,3})$`)
)

// press takes a line for a button. It reports false for a line that is none.
func (c *Console) press(ctx context.Context, r bot.Receiver, line string) bool {
	who := c.current()
	if m := dotNumber.FindStringSubmatch(line); m != nil {
		n, _ := strconv.Atoi(m[1])
		s, ok := c.Memory.numbered(who, n)
		if !ok && c.Memory.isLost(n) {
			c.note(fmt.Sprintf("Message #%d stands in another chat, from before this start. To press a button of it, go there first: /as NAME in #GROUP, or /as NAME.", n))
			return true
		}
		return ok && c.pressNth(ctx, r, s, m[2])
	}
	if plainNumber.MatchString(line) {
		return c.pressNewest(ctx, r, who, line)
	}
	if strings.HasPrefix(line, "/") {
		return false
	}
	s, b, ok := c.Memory.labelled(who, line)
	if !ok {
		return false
	}
	if top, _ := c.Memory.newest(who, shown.pressable); top.N != s.N && top.to == s.to {
		c.note(fmt.Sprintf("“%s” is on message #%d, not on the newest. To press it there: %d.%d. To send the word itself: /say %s",
			b.label, s.N, s.N, slices.Index(s.Buttons, b)+1, line))
		return true
	}
	c.tap(ctx, r, s, b)
	return true
}

// pressNewest presses a button of the newest message of the chat, and of no other:
// those further up may be months old. Where no message has buttons it is false.
func (c *Console) pressNewest(ctx context.Context, r bot.Receiver, who place, digits string) bool {
	top, _ := c.Memory.newest(who, func(s shown) bool { return who.near(s.to) })
	if top.pressable() {
		return c.pressNth(ctx, r, top, digits)
	}
	older, ok := c.Memory.newest(who, func(s shown) bool { return who.near(s.to) && s.pressable() })
	if ok {
		c.note(fmt.Sprintf("The newest message (#%d) has no buttons, so nothing was pressed. Those of message #%d are pressed as %d.1. To send the number itself: /say %s",
			top.N, older.N, older.N, digits))
	}
	return ok
}

func (c *Console) pressNth(ctx context.Context, r bot.Receiver, s shown, digits string) bool {
	nth, _ := strconv.Atoi(digits)
	if nth < 1 || nth > len(s.Buttons) {
		c.note(fmt.Sprintf("Message #%d has no button %d. To send the number itself: /say %d", s.N, nth, nth))
		return true
	}
	c.tap(ctx, r, s, s.Buttons[nth-1])
	return true
}

func (c *Console) tap(ctx context.Context, r bot.Receiver, s shown, b button) {
	if b.url != "" {
		c.note("Open " + b.url + " in a browser.")
		return
	}
	if b.start != "" {
		c.goPrivate()
		c.say(ctx, r, b.start, "")
		return
	}
	if b.Payload == "" {
		c.note("Where that button leads was not kept over a restart. Ask for it again.")
		return
	}
	in := bot.Incoming{Kind: bot.Tapped, Payload: b.Payload, Message: s.ID}
	if s.to.group != "" {
		in.Chat = chatOf(s.to.group)
	}
	c.receive(ctx, r, in)
}
