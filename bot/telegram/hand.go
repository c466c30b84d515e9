package telegram

import (
	"context"
	"errors"
	"strconv"

	"referout/bot"
)

// mostPanics is how often the receiver may panic over an input until that is set
// aside.
const mostPanics = 3

// chatKey is the chat that an input is in; inputs of one are handled in order.
func chatKey(in bot.Incoming) string {
	if in.Chat != nil {
		return in.Chat.ID
	}
	return in.From.ID
}

// hand gives one input to the receiver until it is handled. A receiver that
// panics over it time and again does not hold up everybody else.
func (i *intake) hand(ctx context.Context, in bot.Incoming) {
	query := tapOf(in.Reply)
	if query != "" {
		i.p.noteTap(ctx, in, query)
	}
	panics, silent := i.receive(ctx, in)
	if panics == mostPanics {
		i.p.o.Log.Error("telegram: input that the bot cannot take set aside", "input", in)
		i.settled(ctx, func() error { return i.box.SetAside(ctx, in.Kept) })
	}
	i.p.settle(ctx, in, query, silent)
}

// receive says how often the receiver panicked before the input was handled or
// ctx ended, and whether it is known that no answer will come.
func (i *intake) receive(ctx context.Context, in bot.Incoming) (panics int, silent bool) {
	_ = i.until(ctx, "telegram: input not handled, trying again", func() error { // else it is kept for the next run
		err := guarded(func() error { return i.r.Receive(ctx, in) })
		if errors.Is(err, errPanic) {
			panics++
		}
		if silent = errors.Is(err, bot.ErrUnanswered) || panics == mostPanics; silent {
			return nil
		}
		return err
	})
	return panics, silent
}

// settle leaves no button spinning and no typing sign to come. A button in a group
// may spin on for as long as an aside may still come.
func (p *Platform) settle(ctx context.Context, in bot.Incoming, query string, silent bool) {
	if chat, err := strconv.ParseInt(chatKey(in), 10, 64); err == nil {
		p.typing.stop(chat)
	}
	if in.Chat != nil && !silent {
		p.taps.hurry(query, farewell)
		return
	}
	if query != "" && p.taps.answered(query) {
		p.signs.Go(func() { p.answerTap(ctx, query) })
	}
}
