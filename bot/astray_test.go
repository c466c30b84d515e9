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

// slowGuide is a platform that tells where a group is once it has been asked often enough.
type slowGuide struct {
	post
	outcome     bot.Outcome // until then
	asked, busy atomic.Int32
}

func (s *slowGuide) MovedTo(context.Context, bot.Chat) (string, error) {
	if s.asked.Add(1) <= s.busy.Load() {
		return "", &bot.SendError{Outcome: s.outcome, After: 7 * time.Second, Err: errors.New("not now")}
	}
	return "-100", nil
}

// A platform that wants to be left alone is asked until it tells where the group is, one in
// other trouble also beside its messages.
func TestAGroupIsFoundThoughThePlatformIsInTrouble(t *testing.T) {
	for _, outcome := range []bot.Outcome{bot.RateLimited, bot.ServerFault, bot.Ambiguous} {
		synctest.Test(t, func(t *testing.T) {
			h, p := newHouse(t, bot.Open), &slowGuide{post: post{name: "telegram"}, outcome: outcome}
			h.feature.Commands = append(h.feature.Commands, counting())
			h.open(p)
			h.groupSays("-1", "count")
			h.close(nil)
			p.letters()
			passes(25 * time.Hour)
			p.asked.Store(0)
			p.busy.Store(20)
			h.open(p)
			passes(2 * time.Hour)
			if n := p.asked.Load(); n != 21 {
				t.Errorf("asked %d times", n)
			}
			h.groupSays("-100", "count")
			expect(t, p.texts(), "-100: 2")
			h.close(nil)
		})
	}
}
