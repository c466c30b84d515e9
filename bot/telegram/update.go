package telegram

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"github.com/go-telegram/bot/models"

	"referout/bot"
)

// What is read of an update is declared here, and no more: a part of a message
// that Telegram invents tomorrow cannot then make the rest unreadable.

type update struct {
	ID           int64         `json:"update_id"`
	Message      *message      `json:"message"`
	Tap          *tap          `json:"callback_query"`
	MyChatMember *memberChange `json:"my_chat_member"`
	ChatMember   *memberChange `json:"chat_member"` // told to administrators only
}

type message struct {
	ID               int      `json:"message_id"`
	Thread           int      `json:"message_thread_id"`
	InTopic          bool     `json:"is_topic_message"`
	From             *user    `json:"from"`
	SenderChat       there    `json:"sender_chat"`
	Chat             chat     `json:"chat"`
	Date             int64    `json:"date"`
	Business         there    `json:"business_connection_id"`
	AutomaticForward bool     `json:"is_automatic_forward"`
	Text             string   `json:"text"`
	ReplyTo          *replied `json:"reply_to_message"`
	MigrateTo        int64    `json:"migrate_to_chat_id"`
	MigrateFrom      int64    `json:"migrate_from_chat_id"`
	Left             *user    `json:"left_chat_member"`
	things
}

type user struct {
	ID    int64 `json:"id"`
	IsBot bool  `json:"is_bot"`
}

type chat struct {
	ID    int64           `json:"id"`
	Type  models.ChatType `json:"type"`
	Title string          `json:"title"`
}

// there is a part of which only this is looked at: whether it is there.
type there bool

// UnmarshalJSON implements json.Unmarshaler.
func (t *there) UnmarshalJSON(raw []byte) error {
	*t = string(raw) != "null"
	return nil
}

// things are what a person can send instead of text.
type things struct {
	Animation there `json:"animation"`
	Audio     there `json:"audio"`
	Contact   there `json:"contact"`
	Document  there `json:"document"`
	Location  there `json:"location"`
	Photo     there `json:"photo"`
	Sticker   there `json:"sticker"`
	Venue     there `json:"venue"`
	Video     there `json:"video"`
	VideoNote there `json:"video_note"`
	Voice     there `json:"voice"`
}

func (t things) any() bool { return t != things{} }

type replied struct {
	ID   int   `json:"message_id"`
	From *user `json:"from"`
}

// tap is a callback query. Its message is inaccessible (date 0) when it is old.
type tap struct {
	ID      string   `json:"id"`
	From    user     `json:"from"`
	Data    string   `json:"data"`
	Message *message `json:"message"`
}

type memberChange struct {
	Chat chat   `json:"chat"`
	From user   `json:"from"`
	Date int64  `json:"date"`
	Old  status `json:"old_chat_member"`
	New  status `json:"new_chat_member"`
}

// status is what somebody is in a chat.
type status struct {
	Status   models.ChatMemberType `json:"status"`
	User     user                  `json:"user"`
	IsMember bool                  `json:"is_member"` // of one who is restricted
}

var errNoUpdateID = errors.New("no update id")

// understand decodes one input and says what it means to the bot; false: nothing.
func (s self) understand(raw bot.Raw, now time.Time) (in bot.Incoming, means bool, err error) {
	err = guarded(func() error {
		var u update
		if err := json.Unmarshal(raw.Body, &u); err != nil {
			return err
		}
		if u.ID <= 0 {
			return errNoUpdateID
		}
		in, means = s.incoming(u, now)
		return nil
	})
	in.Kept = raw.Row
	return in, means, err
}

// front is how Telegram begins an update.
const front = `{"update_id":`

// idOf is the id of an update, however unreadable the rest of it is; 0: none.
func idOf(raw []byte) int64 {
	if id := numberAfter(front, raw); id > 0 {
		return id
	}
	var head struct {
		ID int64 `json:"update_id"`
	}
	err := guarded(func() error { return json.Unmarshal(raw, &head) })
	if err != nil || head.ID < 0 {
		return 0
	}
	return head.ID
}

// numberAfter is the positive number behind what a text begins with; 0 if it does not
// begin so, or there is none.
func numberAfter(front string, raw []byte) int64 {
	rest, ok := bytes.CutPrefix(raw, []byte(front))
	if !ok {
		return 0
	}
	n := bytes.IndexAny(rest, ",}")
	if n <= 0 {
		return 0
	}
	id, err := strconv.ParseInt(string(rest[:n]), 10, 64)
	if err != nil || id < 0 {
		return 0
	}
	return id
}
