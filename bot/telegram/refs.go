package telegram

import (
	"strconv"
	"strings"
)

// A message is known by "chat/message", because Telegram numbers messages per
// chat. What an input can be answered with is either that, behind an "m", or a
// callback query, behind a "q". Both are stored: the forms must never change.

func messageID(chat int64, message int) string {
	return strconv.FormatInt(chat, 10) + "/" + strconv.Itoa(message)
}

// parseMessageID is 0, 0 for what is no message id.
func parseMessageID(id string) (chat int64, message int) {
	c, m, _ := strings.Cut(id, "/")
	chat, errChat := strconv.ParseInt(c, 10, 64)
	message, errMessage := strconv.Atoi(m)
	if errChat != nil || errMessage != nil {
		return 0, 0
	}
	return chat, message
}

func messageReply(chat int64, message int) string { return "m" + messageID(chat, message) }

func tapReply(query string) string { return "q" + query }

// tapOf is the callback query of a reply reference; "" if it is none.
func tapOf(reply string) string {
	query, ok := strings.CutPrefix(reply, "q")
	if !ok {
		return ""
	}
	return query
}

// messageOf is the message of a reply reference; 0, 0 if it is none.
func messageOf(reply string) (chat int64, message int) {
	id, ok := strings.CutPrefix(reply, "m")
	if !ok {
		return 0, 0
	}
	return parseMessageID(id)
}
