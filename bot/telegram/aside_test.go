package telegram_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/telegram"
	"referout/bot/telegram/telegramtest"
)

// card is a message with a button in the meetup, once ann has spoken there.
func (w *world) card() (bot.Chat, bottest.Line) {
	w.Helper()
	w.net.Say("ann", "meetup", "/help")
	synctest.Wait()
	in := *w.ear.got[len(w.ear.got)-1].Chat
	w.sent(telegram.Parcel{Group: &in, Message: say("Who comes?").With(bot.Do("Yes", "yes", "7"))})
	lines := w.lines()
	return in, lines[len(lines)-1]
}

// answering lets taps be answered by an aside that leaves after a while, as the
// outbox would send it.
func (w *world) answering(m bot.Message, after time.Duration) {
	w.ear.handling(func(ctx context.Context, in bot.Incoming) error {
		if in.Kind != bot.Tapped {
			return nil
		}
		if err := w.platform.Working(ctx, in, true); err != nil {
			return err
		}
		time.AfterFunc(after, func() {
			if r, err := w.send(telegram.Parcel{Group: in.Chat, Message: m, Reply: in.Reply, Aside: true}); err != nil || r != (bot.Receipt{}) {
				w.Errorf("aside: %+v, %v", r, err)
			}
		})
		return nil
	})
}

func (w *world) answers(want int) {
	w.Helper()
	synctest.Wait()
	if got := w.net.Calls("answerCallbackQuery"); got != want || w.net.Unanswered() != 0 {
		w.Errorf("%d answers, want %d; %d unanswered", got, want, w.net.Unanswered())
	}
}

func TestAsideToATap(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("seats are few ", 30))
	for name, c := range map[string]struct {
		m     bot.Message
		want  string
		alert bool
	}{
		"short":       {say("You are in, ann: seat 7."), "You are in, ann: seat 7.", false},
		"sixty":       {say(strings.Repeat("x", 60)), strings.Repeat("x", 60), false},
		"longer":      {say(strings.Repeat("x", 61)), strings.Repeat("x", 61), true},
		"two lines":   {bot.Compose(bot.Say("Yes."), bot.Say("No.")), "Yes.\nNo.", true},
		"styled":      {bot.Compose(bot.Title("In"), bot.Para(bot.Bold("Seat"), bot.Text(" 7"))), "In\nSeat 7", true},
		"two hundred": {say(strings.Repeat("x", 200)), strings.Repeat("x", 200), true},
		"cut":         {say(long), long[:195] + "…", true},
		"no words":    {say(strings.Repeat("x", 300)), strings.Repeat("x", 199) + "…", true},
		"emoji":       {say(strings.Repeat("😀", 150)), strings.Repeat("😀", 99) + "…", true},
		"a link":      {say("Open our chat.").With(bot.Choice{Label: "Open", Open: true}), "Open our chat.", false},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(w *world) {
				w.connect()
				_, l := w.card()
				w.answering(c.m, 0)
				w.net.Tap("bob", l, l.Buttons[0])
				w.answers(1)
				lines := w.lines()
				got := lines[len(lines)-1]
				if len(lines) != 2 || !got.Aside || got.Person != "bob" || got.Group != "meetup" || got.Text != c.want || got.Buttons != nil {
					t.Errorf("heard %+v", lines[1:])
				}
				if alert := w.net.Last("answerCallbackQuery")["show_alert"] == "true"; alert != c.alert {
					t.Errorf("alert %t", alert)
				}
				passes(time.Minute)
				w.answers(1)
			})
		})
	}
}

// A button in a group stops spinning: with the aside, or after a while without one.
func TestTapsInGroupsAreAnswered(t *testing.T) {
	nothing := func(*world, context.Context, bot.Incoming) error { return nil }
	for name, c := range map[string]struct {
		handle func(*world, context.Context, bot.Incoming) error
		after  time.Duration
	}{
		"handled":     {nothing, 4 * second},
		"by Working":  {func(w *world, ctx context.Context, in bot.Incoming) error { return w.platform.Working(ctx, in, true) }, 4 * second},
		"unanswered":  {func(*world, context.Context, bot.Incoming) error { return bot.ErrUnanswered }, 0},
		"not handled": {func(*world, context.Context, bot.Incoming) error { return errFull }, 8 * second},
		"slow":        {func(*world, context.Context, bot.Incoming) error { time.Sleep(time.Minute); return nil }, 8 * second},
		"rather slow": {func(*world, context.Context, bot.Incoming) error { time.Sleep(3 * second); return nil }, 7 * second},
		"everybody sees": {func(w *world, _ context.Context, in bot.Incoming) error {
			_, err := w.send(telegram.Parcel{Group: in.Chat, Message: say("Two come"), Reply: in.Reply, Edit: in.Message})
			return err
		}, second},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(w *world) {
				w.connect()
				_, l := w.card()
				w.ear.handling(func(ctx context.Context, in bot.Incoming) error { return c.handle(w, ctx, in) })
				w.net.Tap("ann", l, l.Buttons[0])
				synctest.Wait()
				if c.after > 0 {
					passes(c.after - time.Millisecond)
					if n := w.net.Calls("answerCallbackQuery"); n != 0 {
						t.Errorf("%d answers too early", n)
					}
					passes(time.Millisecond)
				}
				w.answers(1)
				for _, line := range w.lines() {
					if line.Aside {
						t.Errorf("heard %+v", line)
					}
				}
			})
		})
	}
}

// An aside may come right behind what everybody sees.
func TestAsideBehindAnEdit(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		_, l := w.card()
		w.ear.handling(func(_ context.Context, in bot.Incoming) error {
			w.sent(telegram.Parcel{Group: in.Chat, Message: say("Two come"), Reply: in.Reply, Edit: in.Message})
			time.Sleep(900 * time.Millisecond)
			w.sent(telegram.Parcel{Group: in.Chat, Message: say("You are in"), Reply: in.Reply, Aside: true})
			return nil
		})
		w.net.Tap("bob", l, l.Buttons[0])
		passes(time.Minute)
		w.answers(1)
		if lines := w.lines(); len(lines) != 3 || lines[2].Text != "You are in" || !lines[2].Aside {
			t.Errorf("heard %+v", lines)
		}
	})
}

// A handling that has to ask who is in the group first may take a while.
func TestAsideOfASlowHandling(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		_, l := w.card()
		w.ear.handling(func(_ context.Context, in bot.Incoming) error {
			time.Sleep(6 * second)
			time.AfterFunc(second, func() {
				w.sent(telegram.Parcel{Group: in.Chat, Message: say("You are in"), Reply: in.Reply, Aside: true})
			})
			return nil
		})
		w.net.Tap("bob", l, l.Buttons[0])
		passes(time.Minute)
		w.answers(1)
		if lines := w.lines(); len(lines) != 2 || lines[1].Text != "You are in" {
			t.Errorf("heard %+v", lines)
		}
	})
}

// What comes too late is seen by nobody, and never said in the group.
func TestAsideTooLate(t *testing.T) {
	for _, after := range []time.Duration{6 * second, time.Minute} {
		inBubble(t, func(w *world) {
			w.connect()
			_, l := w.card()
			w.answering(say("psst"), after)
			w.net.Tap("bob", l, l.Buttons[0])
			passes(2 * time.Minute)
			w.answers(2)
			if lines := w.lines(); len(lines) != 1 {
				t.Errorf("heard %+v", lines[1:])
			}
			w.told(slog.LevelDebug, "shown to nobody", 1)
			w.told(slog.LevelInfo, "shown to nobody", 0)
		})
	}
}

// An aside that was not sent for certain is tried again; what Telegram refuses for
// good is not.
func TestAsideInTrouble(t *testing.T) {
	for name, c := range map[string]struct {
		fault telegramtest.Fault
		want  bot.Outcome
	}{
		"refused":  {telegramtest.Fault{Refused: true}, bot.NotSent},
		"lost":     {telegramtest.Fault{Lost: true}, bot.NotSent},
		"silence":  {telegramtest.Fault{Hang: true}, bot.NotSent},
		"limit":    {telegramtest.Fault{Status: 429, Description: "Too Many Requests", RetryAfter: 1}, bot.RateLimited},
		"trouble":  {telegramtest.Fault{Status: 502, HTML: true}, bot.ServerFault},
		"content":  {telegramtest.Fault{Status: 400, Description: "Bad Request: MESSAGE_TOO_LONG"}, bot.Arrived},
		"shut out": {telegramtest.Fault{Status: 403, Description: "Forbidden: bot was kicked"}, bot.Arrived},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(w *world) {
				w.connect()
				in, l := w.card()
				w.net.Tap("bob", l, l.Buttons[0])
				synctest.Wait()
				d := telegram.Parcel{Group: &in, Message: say("psst"), Reply: w.ear.got[1].Reply, Aside: true}
				w.net.Fail("answerCallbackQuery", 1, c.fault)
				_, err := w.send(d)
				if got := outcomeOf(w, err); got != c.want {
					t.Errorf("outcome %d, want %d: %v", got, c.want, err)
				}
				w.sent(d)
				for _, line := range w.lines()[1:] {
					if !line.Aside {
						t.Errorf("heard %+v", line)
					}
				}
				if n := w.net.Unanswered(); n != 0 {
					t.Errorf("%d unanswered", n)
				}
			})
		})
	}
}

// An aside to a typed command is a silent answer below it.
func TestAsideToACommand(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.net.Say("ann", "meetup", "/due")
		synctest.Wait()
		asked := w.ear.got[0]
		r := w.sent(telegram.Parcel{Group: asked.Chat, Message: say("In our chat"), Reply: asked.Reply, Aside: true})
		if l := w.lines()[0]; l.Aside || l.Group != "meetup" || l.ID != r.Message {
			t.Errorf("heard %+v", l)
		}
		call := w.net.Last("sendMessage")
		if call["disable_notification"] != "true" || !strings.Contains(call["reply_parameters"], `"message_id":1`) {
			t.Errorf("sent %v", call)
		}
	})
}

// The end of the process stops the buttons, but for a process that is killed.
func TestTapsAtTheEnd(t *testing.T) {
	for cause, want := range map[error]int{nil: 1, bot.Killed: 0} {
		inBubble(t, func(w *world) {
			w.connect()
			_, l := w.card()
			w.net.Tap("ann", l, l.Buttons[0])
			synctest.Wait()
			began := time.Now()
			w.kill(cause)
			w.halt()
			if got := w.net.Calls("answerCallbackQuery"); got != want || time.Since(began) != 0 {
				t.Errorf("%v: %d answers, want %d, after %v", cause, got, want, time.Since(began))
			}
			w.net.Connect(w) // from now on nobody waits for what the first one was handed
		})
	}
}
