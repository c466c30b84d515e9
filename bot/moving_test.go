package bot_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
)

// A group may get its new id while its messages stand in line and the platform takes
// nothing.
func TestAGroupMovesWhileItStandsInLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.feature.Commands = append(h.feature.Commands, counting())
		h.open(p)
		p.failing(once(&bot.SendError{Outcome: bot.RateLimited, After: time.Minute, Overall: true, Err: errors.New("slow")}))
		h.say("telegram", "bob", "/start")
		h.groupSays("-1", "count")
		h.groupMoves("-1", "-100")
		p.letters()
		passes(2 * time.Minute)
		expect(t, p.texts(), "-100: 1", "bob: started")
		h.close(nil)
	})
}

// A group's messages stay in order when it gets its new id while one is under way.
func TestAMoveKeepsTheOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.feature.Commands = append(h.feature.Commands, counting())
		h.open(p)
		p.failing(func(n int, _ bot.Delivery) error {
			if n > 0 {
				return nil
			}
			time.Sleep(2 * time.Second)
			return fails(bot.NotSent)
		})
		h.groupSays("-1", "count")
		h.groupSays("-1", "count")
		h.groupMoves("-1", "-100")
		passes(10 * time.Minute)
		if got := p.texts(); got != "-100: 1\n-100: 2" {
			t.Errorf("sent %q", got)
		}
		h.close(nil)
	})
}

// What was asked under a group's new id before the move was known is answered, also
// when the circle that was begun there gives way.
func TestAnAnswerOutlivesItsCircle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.feature.Commands = append(h.feature.Commands, counting(), bot.Command{Name: "hello", Summary: "says hello",
			Shared: func(context.Context, *bot.Shared) (bot.Public, error) {
				return bot.Announce(bot.Compose(bot.Say("hello"))), nil
			}})
		h.open(p)
		h.groupSays("-1", "count")
		p.letters()
		p.failing(always(fails(bot.NotSent)))
		h.groupSays("-100", "hello")
		passes(3 * time.Second)
		h.groupMoves("-1", "-100")
		p.failing(nil)
		passes(10 * time.Minute)
		expect(t, p.texts(), "-100: hello")
		h.close(nil)
	})
}
