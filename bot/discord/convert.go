package discord

import (
	"regexp"
	"strings"
	"time"

	"referout/bot"
)

// ref names a message for the rest of the program: "channel/message".
func ref(channel, message string) string { return channel + "/" + message }

// splitRef takes a message's name apart; empty parts if it is none of ours.
func splitRef(name string) (channel, message string) {
	channel, message, ok := strings.Cut(name, "/")
	if !ok {
		return "", ""
	}
	return channel, message
}

// incoming is an interaction as an input; false if it is of no use.
func (x *interaction) incoming(at time.Time) (bot.Incoming, bool) {
	by := x.by()
	if by == nil || by.ID == "" || by.Bot || x.ID == "" || x.Channel == "" {
		return bot.Incoming{}, false
	}
	in := bot.Incoming{ID: x.ID, From: bot.Account{Platform: Name, ID: by.ID}, At: at}
	if !x.private() {
		chat := x.chat()
		in.Chat, in.Named, in.Title = &chat, true, x.title()
	}
	switch x.Kind {
	case commandUsed, typing:
		in.Kind, in.Command = bot.Said, strings.ToLower(x.Data.Name)
		in.Text, in.Options = x.words()
		return in, in.Command != ""
	case buttonTapped:
		if x.Message == nil {
			return in, false
		}
		in.Kind, in.Payload = bot.Tapped, payloadOf(x.Data.Custom)
		in.Message = ref(x.Channel, x.Message.ID)
		return in, true
	}
	return in, false
}

// words are the filled options: a single one is what stood behind the command.
func (x *interaction) words() (text string, options map[string]string) {
	if len(x.Data.Options) == 1 {
		return x.Data.Options[0].text(), nil
	}
	for _, o := range x.Data.Options {
		if options == nil {
			options = make(map[string]string)
		}
		options[o.Name] = o.text()
	}
	return "", options
}

// focused is the option that is being typed and what stands in it.
func (x *interaction) focused() (name, typed string) {
	for _, o := range x.Data.Options {
		if o.Focused {
			return o.Name, o.text()
		}
	}
	return "", ""
}

var typedCommand = regexp.MustCompile(`^/([A-Za-z0-9]{1,32})(?:\s+|$)`)

// incoming is a message from a private chat as an input.
func (m *message) incoming(at time.Time) bot.Incoming {
	in := bot.Incoming{Kind: bot.Said, ID: m.ID, From: bot.Account{Platform: Name, ID: m.Author.ID}, At: at}
	in.Text = strings.TrimSpace(m.Content)
	if found := typedCommand.FindStringSubmatch(in.Text); found != nil {
		in.Command = strings.ToLower(found[1])
		in.Text = strings.TrimSpace(in.Text[len(found[0]):])
	}
	if len(m.Files) > 0 {
		in.Kind = bot.SentFile
	}
	if m.About != nil && m.About.Message != "" {
		in.Message = ref(m.Channel, m.About.Message)
	}
	return in
}
