package bot_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
)

// wanderer is a hall whose groups have moved, and that says so when it is asked.
type wanderer struct {
	*hall
	moved string // where "-1" is now; empty: where it was
	mute  int32  // so many times it says nothing
	asked atomic.Int32
	heard func(bot.Receiver) // what comes once it runs
}

func (p *wanderer) MovedTo(_ context.Context, group bot.Chat) (string, error) {
	if p.asked.Add(1) <= p.mute {
		return "", &bot.SendError{Outcome: bot.ServerFault, Err: errors.New("out of order")}
	}
	if group.ID == "-1" {
		return p.moved, nil
	}
	return "", nil
}

func (p *wanderer) Run(ctx context.Context, r bot.Receiver) error {
	if p.heard != nil {
		p.heard(r)
	}
	<-ctx.Done()
	return nil
}

// A group that got another id while the process was away for so long that nobody can tell
// it any more is found before anything is heard from it. After a short absence nobody asks.
func TestAGroupThatHasMovedIsFound(t *testing.T) {
	for name, c := range map[string]struct {
		away  time.Duration
		mute  int32
		asked int32
		texts string
	}{
		"a day":                    {30 * time.Hour, 0, 1, "plums: 1 likes"},
		"an hour":                  {time.Hour, 0, 0, "not here"},
		"a day, with trouble":      {30 * time.Hour, 3, 4, "plums: 1 likes"},
		"a day, without an answer": {30 * time.Hour, 1000, 7, "not here"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h, p := place(t, bot.Open)
				h.hang(p)
				_, like, _ := p.newest("-1", "Like")
				h.close(nil)
				time.Sleep(c.away)
				w := &wanderer{hall: p, moved: "-100", mute: c.mute}
				w.heard = func(r bot.Receiver) {
					in := bot.Incoming{Kind: bot.Tapped, ID: "like", From: bot.Account{Platform: "telegram", ID: "bob"}, Payload: like.Payload(), Chat: &bot.Chat{Platform: "telegram", ID: "-100"}}
					if err := r.Receive(t.Context(), in); err != nil {
						t.Error(err)
					}
				}
				h.open(w)
				passes(10 * time.Minute)
				expect(t, p.texts("-100"), c.texts)
				if n := w.asked.Load(); n != c.asked {
					t.Errorf("asked %d times", n)
				}
				h.close(nil)

				// It is asked again only where there was no answer.
				w.mute, w.heard = 0, nil
				w.asked.Store(0)
				h.open(w)
				passes(time.Minute)
				if n := w.asked.Load(); (n > 0) != (c.mute > mostAsked) {
					t.Errorf("asked %d times after the next start", n)
				}
				h.close(nil)
			})
		})
	}
}

const mostAsked = 100
