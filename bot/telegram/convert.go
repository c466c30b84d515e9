package telegram

import (
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"referout/bot"
)

// Senders that stand for many people or for nobody (core.telegram.org/bots/api,
// "User" and "Message.sender_chat"): never an account.
const (
	anonymousAdmin = 1087968824
	channelSender  = 136817688
	serviceSender  = 777000
)

// incoming says what an update means to the bot; false: nothing.
func (s self) incoming(u update, now time.Time) (bot.Incoming, bool) {
	var in bot.Incoming
	var ok bool
	switch {
	case u.Message != nil && u.Message.MigrateTo|u.Message.MigrateFrom != 0:
		in, ok = moved(u.Message)
	case u.Message != nil && u.Message.Left != nil:
		in, ok = left(u.Message.Chat, *u.Message.Left, u.Message.Date)
	case u.Message != nil:
		in, ok = s.said(u.Message)
	case u.Tap != nil:
		in, ok = tapped(u.Tap, now)
	case u.MyChatMember != nil:
		in, ok = reached(u.MyChatMember)
	case u.ChatMember != nil && u.ChatMember.out():
		in, ok = left(u.ChatMember.Chat, u.ChatMember.New.User, u.ChatMember.Date)
	}
	in.ID = strconv.FormatInt(u.ID, 10)
	if in.Chat != nil {
		in.Title = u.title()
	}
	return in, ok
}

// title is what the group of a message or a tap is called.
func (u update) title() string {
	switch {
	case u.Message != nil:
		return u.Message.Chat.Title
	case u.Tap != nil && u.Tap.Message != nil:
		return u.Tap.Message.Chat.Title
	case u.ChatMember != nil:
		return u.ChatMember.Chat.Title
	}
	return ""
}

func (s self) said(m *message) (bot.Incoming, bool) {
	if !fromPerson(m) || m.Chat.Type == models.ChatTypeChannel {
		return bot.Incoming{}, false
	}
	in := bot.Incoming{
		Kind:  bot.Said,
		From:  account(m.From.ID),
		Chat:  place(m.Chat, m.From.ID, m),
		At:    time.Unix(m.Date, 0),
		Reply: messageReply(m.Chat.ID, m.ID),
	}
	if m.Text == "" {
		in.Kind = bot.SentFile
		return in, in.Chat == nil && m.any()
	}
	return s.read(in, m)
}

// read takes the text: a command for this bot, words, or something for others.
func (s self) read(in bot.Incoming, m *message) (bot.Incoming, bool) {
	c := parseCommand(m.Text)
	if c.bot != "" && !strings.EqualFold(c.bot, s.Username) {
		return in, false
	}
	in.Command, in.Text, in.Named = c.name, c.rest, c.bot != "" && in.Chat != nil
	toBot := false
	if m.ReplyTo != nil && m.ReplyTo.From != nil && m.ReplyTo.From.ID == s.ID {
		in.Message, toBot = messageID(m.Chat.ID, m.ReplyTo.ID), true
	}
	return in, in.Chat == nil || in.Command != "" || toBot
}

func fromPerson(m *message) bool {
	if m.From == nil || bool(m.SenderChat) || bool(m.Business) || m.AutomaticForward {
		return false
	}
	return isPerson(*m.From)
}

func isPerson(u user) bool {
	switch u.ID {
	case 0, anonymousAdmin, channelSender, serviceSender:
		return false
	}
	return !u.IsBot
}

func tapped(t *tap, now time.Time) (bot.Incoming, bool) {
	if t.Message == nil || t.Data == "" || !isPerson(t.From) {
		return bot.Incoming{}, false
	}
	return bot.Incoming{
		Kind:    bot.Tapped,
		From:    account(t.From.ID),
		Chat:    place(t.Message.Chat, t.From.ID, t.Message),
		At:      now,
		Payload: t.Data,
		Message: messageID(t.Message.Chat.ID, t.Message.ID),
		Reply:   tapReply(t.ID),
	}, true
}

// reached tells a private chat that was blocked or opened again. A first start
// is told by its /start alone.
func reached(c *memberChange) (bot.Incoming, bool) {
	if place(c.Chat, c.From.ID, nil) != nil || !isPerson(c.From) {
		return bot.Incoming{}, false
	}
	in := bot.Incoming{From: account(c.From.ID), At: time.Unix(c.Date, 0)}
	switch banned := models.ChatMemberTypeBanned; {
	case c.New.Status == banned:
		in.Kind = bot.Blocked
	case c.Old.Status == banned:
		in.Kind = bot.Opened
	}
	return in, in.Kind != 0
}

// moved tells that a group has become a supergroup, which has another id. Both
// chats say so.
func moved(m *message) (bot.Incoming, bool) {
	old, new := m.Chat.ID, m.MigrateTo
	if new == 0 {
		old, new = m.MigrateFrom, m.Chat.ID
	}
	return bot.Incoming{
		Kind:    bot.Moved,
		Chat:    &bot.Chat{Platform: platformName, ID: strconv.FormatInt(old, 10)},
		At:      time.Unix(m.Date, 0),
		MovedTo: strconv.FormatInt(new, 10),
	}, old < 0 && new < 0 && old != new
}

// left tells that a person is in a group no more. A group may say so twice: by a
// message that everybody sees, and to the administrators.
func left(chat chat, who user, date int64) (bot.Incoming, bool) {
	in := bot.Incoming{Kind: bot.Left, From: account(who.ID), Chat: place(chat, who.ID, nil), At: time.Unix(date, 0)}
	return in, in.Chat != nil && chat.ID < 0 && chat.Type != models.ChatTypeChannel && isPerson(who)
}

// out says whether somebody was inside and is not any more.
func (c *memberChange) out() bool {
	return c.Old.standing() >= bot.Inside && c.New.standing() == bot.Outside
}

func account(id int64) bot.Account {
	return bot.Account{Platform: platformName, ID: strconv.FormatInt(id, 10)}
}

// place is nil only for the sender's own private chat. A thread counts only in a
// topic: replies elsewhere carry thread ids that cannot be written to, and the
// General topic is addressed by none.
func place(chat chat, from int64, m *message) *bot.Chat {
	if chat.Type == models.ChatTypePrivate && chat.ID == from && from != 0 {
		return nil
	}
	c := &bot.Chat{Platform: platformName, ID: strconv.FormatInt(chat.ID, 10)}
	if m != nil && m.InTopic && m.Thread > generalTopic {
		c.Thread = strconv.Itoa(m.Thread)
	}
	return c
}

const generalTopic = 1
