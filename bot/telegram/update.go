package telegram

import (
	"encoding/json"
	"errors"

	"github.com/go-telegram/bot/models"
)

// What is read of an update is declared here, and no more: a part of a message
// that Telegram invents tomorrow cannot then make the rest unreadable.

type update struct {
	ID           int64         `json:"update_id"`
	Message      *message      `json:"message"`
	Tap          *tap          `json:"callback_query"`
	MyChatMember *memberChange `json:"my_chat_member"`
}

type message struct {
	ID                   int          `json:"message_id"`
	Thread               int          `json:"message_thread_id"`
	InTopic              bool         `json:"is_topic_message"`
	From                 *models.User `json:"from"`
	SenderChat           *models.Chat `json:"sender_chat"`
	Chat                 models.Chat  `json:"chat"`
	Date                 int64        `json:"date"`
	BusinessConnectionID string       `json:"business_connection_id"`
	AutomaticForward     bool         `json:"is_automatic_forward"`
	Text                 string       `json:"text"`
	ReplyTo              *replied     `json:"reply_to_message"`
	things
}

// things are what a person can send instead of text. Only whether they are
// there is looked at.
type things struct {
	Animation json.RawMessage `json:"animation"`
	Audio     json.RawMessage `json:"audio"`
	Contact   json.RawMessage `json:"contact"`
	Document  json.RawMessage `json:"document"`
	Location  json.RawMessage `json:"location"`
	Photo     json.RawMessage `json:"photo"`
	Sticker   json.RawMessage `json:"sticker"`
	Venue     json.RawMessage `json:"venue"`
	Video     json.RawMessage `json:"video"`
	VideoNote json.RawMessage `json:"video_note"`
	Voice     json.RawMessage `json:"voice"`
}

func (t things) any() bool {
	for _, raw := range []json.RawMessage{
		t.Animation, t.Audio, t.Contact, t.Document, t.Location, t.Photo,
		t.Sticker, t.Venue, t.Video, t.VideoNote, t.Voice,
	} {
		if len(raw) > 0 && string(raw) != "null" {
			return true
		}
	}
	return false
}

type replied struct {
	ID   int          `json:"message_id"`
	From *models.User `json:"from"`
}

// tap is a callback query. Its message is inaccessible (date 0) when it is old.
type tap struct {
	ID      string      `json:"id"`
	From    models.User `json:"from"`
	Data    string      `json:"data"`
	Message *message    `json:"message"`
}

type memberChange struct {
	Chat models.Chat `json:"chat"`
	From models.User `json:"from"`
	Date int64       `json:"date"`
	Old  status      `json:"old_chat_member"`
	New  status      `json:"new_chat_member"`
}

type status struct {
	Status models.ChatMemberType `json:"status"`
}

var errNoUpdateID = errors.New("no update id")

// decode reads one update. The id is given even if the rest is unreadable, as
// long as it can be found, so that the update can be confirmed.
func decode(raw json.RawMessage) (id int64, u update, err error) {
	var head struct {
		ID int64 `json:"update_id"`
	}
	err = guarded(func() error { return json.Unmarshal(raw, &head) })
	if err != nil || head.ID == 0 {
		return 0, update{}, errors.Join(errNoUpdateID, err)
	}
	err = guarded(func() error { return json.Unmarshal(raw, &u) })
	return head.ID, u, err
}
