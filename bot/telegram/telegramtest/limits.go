package telegramtest

import (
	"slices"
	"strconv"
	"strings"

	"referout/bot/bottest"
)

// Limits of the Bot API (core.telegram.org/bots/api, sendMessage, sendDocument,
// answerCallbackQuery, InlineKeyboardButton). How many buttons there may be is not documented; these
// are what clients have been seen to take.
const (
	mostText    = 4096
	mostCaption = 1024
	mostNote    = 200
	mostPayload = 64       // bytes
	mostFile    = 50 << 20 // bytes
	mostInRow   = 8
	mostButtons = 100
)

type entity struct {
	Type           string
	Offset, Length int
	URL            string
}

// entityFault checks that entities lie within the text, cut no character in two
// and do not overlap but by nesting.
func entityFault(c call, text string) string {
	var list []entity
	if err := c.object("entities", &list); err != nil {
		return "can't parse entities"
	}
	edges := map[int]bool{0: true}
	at := 0
	for _, r := range text {
		at += units(string(r))
		edges[at] = true
	}
	for i, e := range list {
		switch {
		case e.Length <= 0 || !edges[e.Offset] || !edges[e.Offset+e.Length]:
			return "entity outside the text"
		case e.Type == "text_link" && e.URL == "":
			return "text_link without URL"
		case slices.ContainsFunc(list[:i], func(o entity) bool { return crosses(o, e) }):
			return "entities overlap"
		}
	}
	return ""
}

func crosses(a, b entity) bool {
	aEnd, bEnd := a.Offset+a.Length, b.Offset+b.Length
	apart := aEnd <= b.Offset || bEnd <= a.Offset
	nested := a.Offset <= b.Offset && bEnd <= aEnd || b.Offset <= a.Offset && aEnd <= bEnd
	return !apart && !nested
}

type keyboardButton struct {
	Text         string
	URL          string
	CallbackData string `json:"callback_data"`
	Style        string
}

// keyboard checks and lays out the buttons of a call.
func (n *Network) keyboard(c call) ([]bottest.Button, *refusal) {
	var markup struct {
		Rows [][]keyboardButton `json:"inline_keyboard"`
	}
	if err := c.object("reply_markup", &markup); err != nil {
		return nil, n.refuse(c, "can't parse reply keyboard markup JSON object")
	}
	var out []bottest.Button
	for row, buttons := range markup.Rows {
		if len(buttons) == 0 || len(buttons) > mostInRow {
			return nil, n.refuse(c, "a row of "+strconv.Itoa(len(buttons))+" buttons")
		}
		for _, b := range buttons {
			if why := buttonFault(b); why != "" {
				return nil, n.refuse(c, why)
			}
			out = append(out, bottest.Button{Label: b.Text, Row: row, Payload: b.CallbackData, URL: b.URL})
		}
	}
	if len(out) > mostButtons {
		return nil, n.refuse(c, "REPLY_MARKUP_TOO_LONG")
	}
	return out, nil
}

func buttonFault(b keyboardButton) string {
	switch {
	case strings.TrimSpace(b.Text) == "":
		return "text buttons are required"
	case len(b.CallbackData) > mostPayload:
		return "BUTTON_DATA_INVALID"
	case (b.CallbackData == "") == (b.URL == ""):
		return "exactly one action a button"
	case !slices.Contains([]string{"", "primary", "success", "danger"}, b.Style):
		return "invalid button style"
	}
	return ""
}

func menuFault(c call) string {
	var commands []struct{ Command, Description string }
	if err := c.object("commands", &commands); err != nil || len(commands) > 100 {
		return "can't parse commands"
	}
	for _, m := range commands {
		switch {
		case m.Command == "" || len(m.Command) > 32 || strings.Trim(m.Command, "abcdefghijklmnopqrstuvwxyz0123456789_") != "":
			return "BOT_COMMAND_INVALID"
		case m.Description == "" || units(m.Description) > 256:
			return "BOT_COMMAND_DESCRIPTION_INVALID"
		}
	}
	return ""
}
