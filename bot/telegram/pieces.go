package telegram

import (
	"context"

	"github.com/go-telegram/bot/models"

	"referout/bot"
)

// piece is one call's worth of a message: a text or a file.
type piece struct {
	part
	file     *bot.File
	keyboard *models.InlineKeyboardMarkup
}

// buttoned is which piece carries the buttons: the last text, or the last file
// of a message without text.
func buttoned(pieces []piece) int {
	last := len(pieces) - 1
	for i := last; i >= 0; i-- {
		if pieces[i].file == nil {
			return i
		}
	}
	return last
}

func (p *Platform) pieces(ctx context.Context, m bot.Message) []piece {
	var out []piece
	for _, t := range renderParts(m, p.knows) {
		if t.text != "" {
			out = append(out, piece{part: t})
		}
	}
	for i := range m.Files {
		out = append(out, piece{file: &m.Files[i]})
	}
	if len(out) > 0 {
		out[buttoned(out)].keyboard = p.keyboard(ctx, m)
	}
	return out
}
