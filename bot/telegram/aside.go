package telegram

import (
	"context"
	"errors"
	"strings"
	"unicode/utf16"

	tg "github.com/go-telegram/bot"

	"referout/bot"
)

const (
	mostAside = 200 // UTF-16 units that Telegram takes
	mostNote  = 60  // of them that can be read in passing; more stays until it is closed
)

// answerAside shows the answer to a tap to the tapper alone, above the chat. It has
// no buttons. What comes too late, or what Telegram refuses, nobody sees, and in the
// group it is never said. An answer given twice does no harm, so one that may have
// arrived is tried again.
func (p *Platform) answerAside(ctx context.Context, to post) error {
	p.taps.answered(to.tap)
	text := cutAtWord(strings.TrimSpace(to.message.PlainText()), mostAside)
	err := p.post(ctx, "answerCallbackQuery", new(attempt), &tg.AnswerCallbackQueryParams{
		CallbackQueryID: to.tap, Text: text,
		ShowAlert: units(text) > mostNote || strings.Contains(text, "\n"),
	}, nil)
	var failed *bot.SendError
	if !errors.As(err, &failed) {
		return err
	}
	switch failed.Outcome {
	case bot.BadContent, bot.TargetGone:
		p.o.Log.Debug("telegram: an answer to a tap was shown to nobody", "error", err)
		return nil
	case bot.Ambiguous:
		failed.Outcome = bot.NotSent
	}
	return failed
}

// cutAtWord shortens a text to so many UTF-16 units, if possible behind a word.
func cutAtWord(text string, most int) string {
	if units(text) <= most {
		return text
	}
	end, used, word := 0, 0, 0
	for i, r := range text {
		if used += utf16.RuneLen(r); used > most-1 {
			break
		}
		if r == ' ' || r == '\n' {
			word = i
		}
		end = i + len(string(r))
	}
	if rest := text[end:]; word > 0 && !strings.HasPrefix(rest, " ") && !strings.HasPrefix(rest, "\n") {
		end = word
	}
	return strings.TrimRight(text[:end], " \n") + "…"
}
