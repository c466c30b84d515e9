package telegram_test

import (
	"context"
	"testing"
	"time"

	"referout/bot"
	"referout/bot/telegram/telegramtest"
)

func TestTapsAreAnswered(t *testing.T) {
	for name, handle := range map[string]func(*world, context.Context, bot.Incoming) error{
		"by Working":   func(w *world, ctx context.Context, in bot.Incoming) error { return w.platform.Working(ctx, in, true) },
		"when dropped": func(*world, context.Context, bot.Incoming) error { return nil },
		"when too late": func(w *world, ctx context.Context, in bot.Incoming) error {
			passes(time.Minute)
			return w.platform.Working(ctx, in, true)
		},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(w *world) {
				w.connect()
				w.meet("ann")
				w.sent(toPerson("ann", say("one").With(bot.Do("Done", "done", "7"))))
				w.ear.handling(func(ctx context.Context, in bot.Incoming) error { return handle(w, ctx, in) })
				l := w.lines()[0]
				w.net.Tap("ann", l, l.Buttons[0])
				passes(2 * time.Minute)
				w.heard("start done:7")
				if got := w.ear.got[1]; got.Message != l.ID || got.Chat != nil {
					t.Errorf("tap %+v", got)
				}
				if w.net.Unanswered() != 0 || w.net.Calls("answerCallbackQuery") != 1 {
					t.Errorf("%d unanswered, %d answers", w.net.Unanswered(), w.net.Calls("answerCallbackQuery"))
				}
			})
		})
	}
}

// What a tap does waits for no answer to it.
func TestTapsDoNotWait(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.meet("ann")
		w.sent(toPerson("ann", say("one").With(bot.Do("Done", "done"))))
		w.net.OnCall(func(_ context.Context, method string, at telegramtest.Point) error {
			if method == "answerCallbackQuery" && at == telegramtest.Taken {
				passes(2 * second)
			}
			return nil
		})
		var took time.Duration
		w.ear.handling(func(ctx context.Context, in bot.Incoming) error {
			start := time.Now()
			defer func() { took = time.Since(start) }()
			return w.platform.Working(ctx, in, true)
		})
		l := w.lines()[0]
		w.net.Tap("ann", l, l.Buttons[0])
		w.heard("start done")
		if took != 0 {
			t.Errorf("waited %v", took)
		}
		passes(3 * second)
		if got := w.net.Calls("answerCallbackQuery"); got != 1 {
			t.Errorf("%d answers", got)
		}
	})
}

func TestTypingOnlyWhenSlow(t *testing.T) {
	for took, want := range map[time.Duration]int{0: 0, second: 0, 3 * second: 1} {
		t.Run(took.String(), func(t *testing.T) {
			inBubble(t, func(w *world) {
				w.ear.handling(func(ctx context.Context, in bot.Incoming) error {
					if err := w.platform.Working(ctx, in, true); err != nil {
						return err
					}
					time.Sleep(took)
					return nil
				})
				w.connect()
				w.meet("ann")
				passes(time.Minute)
				if got := w.net.Calls("sendChatAction"); got != want {
					t.Errorf("%d signs, want %d", got, want)
				}
			})
		})
	}
}
