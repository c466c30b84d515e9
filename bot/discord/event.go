package discord

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/bwmarrin/discordgo"

	"referout/bot"
)

// What Discord sends, as far as it is needed. A missing or null field is the
// zero value; everything unknown is skipped, so that nothing new can stop us.

type user struct {
	ID  string `json:"id"`
	Bot bool   `json:"bot"`
}

// ready begins a session.
type ready struct {
	User        user `json:"user"`
	Application struct {
		ID string `json:"id"`
	} `json:"application"`
}

// Kinds of interaction.
const (
	commandUsed  = 2
	buttonTapped = 3
	typing       = 4
)

// interaction is one use of a command, button or completed option.
type interaction struct {
	ID          string `json:"id"`
	Application string `json:"application_id"`
	Kind        int    `json:"type"`
	Token       string `json:"token"`
	Context     *int   `json:"context"`
	Guild       string `json:"guild_id"`
	Channel     string `json:"channel_id"`
	Place       struct {
		Kind   int    `json:"type"`
		Name   string `json:"name"`
		Parent string `json:"parent_id"` // of a thread its channel, else a category
	} `json:"channel"`
	User   *user `json:"user"`
	Member *struct {
		User *user `json:"user"`
	} `json:"member"`
	Message *struct {
		ID    string `json:"id"`
		Flags int    `json:"flags"`
	} `json:"message"`
	Data struct {
		Name    string   `json:"name"`
		Kind    int      `json:"type"`
		Options []option `json:"options"`
		Custom  string   `json:"custom_id"`
	} `json:"data"`
}

type option struct {
	Name    string `json:"name"`
	Value   any    `json:"value"`
	Focused bool   `json:"focused"`
}

func (o option) text() string {
	if o.Value == nil {
		return ""
	}
	return fmt.Sprint(o.Value)
}

// inBotDM is the context of an interaction in the private chat with the bot.
const inBotDM = 1

// private says whether the interaction is provably one-to-one.
func (x *interaction) private() bool {
	return x.Context != nil && *x.Context == inBotDM && x.Guild == "" && x.Member == nil && x.User != nil
}

// chat is the room it is in, and the thread if it is in one.
func (x *interaction) chat() bot.Chat {
	if isThread(x.Place.Kind) && x.Place.Parent != "" {
		return bot.Chat{Platform: Name, ID: x.Place.Parent, Thread: x.Channel}
	}
	return bot.Chat{Platform: Name, ID: x.Channel}
}

// title is what people call the room; a thread does not tell.
func (x *interaction) title() string {
	if isThread(x.Place.Kind) {
		return ""
	}
	return x.Place.Name
}

// by is the person; nil if Discord names none.
func (x *interaction) by() *user {
	if x.Member != nil {
		return x.Member.User
	}
	return x.User
}

// Kinds of message that a person writes.
const (
	plainMessage = 0
	replyMessage = 19
)

// message is one that somebody wrote.
type message struct {
	ID      string          `json:"id"`
	Channel string          `json:"channel_id"`
	Guild   string          `json:"guild_id"`
	Kind    int             `json:"type"`
	Author  user            `json:"author"`
	Webhook string          `json:"webhook_id"`
	Content string          `json:"content"`
	Flags   int             `json:"flags"`
	Nonce   any             `json:"nonce"`
	Rows    json.RawMessage `json:"components"`
	Files   []struct {
		Name string `json:"filename"`
	} `json:"attachments"`
	About *struct {
		Message string `json:"message_id"`
		Channel string `json:"channel_id"`
	} `json:"message_reference"`
}

// written says whether a person wrote it in what may be a private chat.
func (m *message) written() bool {
	return m.Guild == "" && m.Webhook == "" && !m.Author.Bot && m.Author.ID != "" &&
		(m.Kind == plainMessage || m.Kind == replyMessage) && (m.Content != "" || len(m.Files) > 0)
}

// madeAt is when Discord made the thing with this id, by Discord's clock; now if
// the id is none.
func madeAt(id string, now time.Time) time.Time {
	t, err := discordgo.SnowflakeTimestamp(id)
	if err != nil {
		return now
	}
	return t
}

// decode reads an event's data; false if it is not what was expected.
func decode[T any](raw json.RawMessage) (*T, bool) {
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		return nil, false
	}
	return &v, true
}
