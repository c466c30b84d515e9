package telegram

import (
	"context"

	"github.com/go-telegram/bot/models"

	"referout/bot"
)

// startPayload opens the private chat where nothing else does; the bot greets whoever
// comes by it.
const startPayload = "hi"

// keyboard lays the buttons out in rows; nil if there are none.
func (p *Platform) keyboard(ctx context.Context, m bot.Message) *models.InlineKeyboardMarkup {
	var rows [][]models.InlineKeyboardButton
	for _, choices := range m.ButtonRows(rowWidth) {
		var row []models.InlineKeyboardButton
		for _, c := range choices {
			if b, ok := p.button(ctx, c); ok {
				row = append(row, b)
			}
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	if rows == nil {
		return nil
	}
	return &models.InlineKeyboardMarkup{InlineKeyboard: rows}
}

const rowWidth = 3 // buttons side by side on a phone

func (p *Platform) button(ctx context.Context, c bot.Choice) (models.InlineKeyboardButton, bool) {
	b := models.InlineKeyboardButton{Text: bot.OneLine(c.Label)}
	switch {
	case c.Open:
		if _, err := p.Username(ctx); err != nil {
			p.o.Log.Warn("telegram: a button that opens the private chat was left out", "error", err)
		}
		b.URL = p.StartLink(payload(c.Arg))
	case c.URL != "":
		b.URL = c.URL
	default:
		b.CallbackData, b.Style = c.Payload(), buttonStyle(c.Style)
	}
	return b, b.Text != "" && (b.URL != "" || b.CallbackData != "")
}

// mostStart is how long a start payload may be (core.telegram.org/bots/features,
// "Deep linking").
const mostStart = 64

// payload is what comes along with whoever opens the private chat; what a link does
// not carry is left out.
func payload(arg string) string {
	ok := arg != "" && len(arg) <= mostStart
	for i := range len(arg) {
		ok = ok && (isWordByte(arg[i]) || arg[i] == '-')
	}
	if !ok {
		return startPayload
	}
	return arg
}

func buttonStyle(s bot.Style) string {
	switch s {
	case bot.Primary:
		return "primary"
	case bot.Danger:
		return "danger"
	}
	return ""
}
