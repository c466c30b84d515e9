package bot_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"referout/bot"
)

// threshold is a platform at which inputs stop that are about to be handled.
type threshold struct {
	stand
	shut   chan struct{} // open once they may go on; nil: nobody stops
	inside atomic.Int32  // that have got so far
}

func (p *threshold) Working(context.Context, bot.Incoming, bool) error {
	p.inside.Add(1)
	if p.shut != nil {
		<-p.shut
	}
	return nil
}

// Of two accounts of one book one is heard at a time, also where one of them had another
// book before.
func TestLinkedAccountsWaitForEachOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &threshold{stand: stand{name: "telegram"}}
		h.open(p)
		h.say("telegram", "ann", "/start")
		h.say("telegram", "bob", "/start")
		h.say("telegram", "bob", "/start") // whose book it is is known from now on
		p.heard()
		h.say("telegram", "ann", "/link")
		h.say("telegram", "bob", "/link "+strings.TrimPrefix(p.heard(), "ann: "))
		h.say("telegram", "bob", "/keep one")
		p.inside.Store(0)
		p.shut = make(chan struct{})
		for _, who := range []string{"ann", "bob"} {
			in := bot.Incoming{Kind: bot.Said, ID: "late" + who, From: bot.Account{Platform: "telegram", ID: who}, Command: "keep", Text: who}
			go func() { _ = h.router.Receive(t.Context(), in) }()
		}
		synctest.Wait()
		if n := p.inside.Load(); n != 1 {
			t.Errorf("%d inputs of one book are handled at a time", n)
		}
		close(p.shut)
		synctest.Wait()
		h.close(nil)
		if got := p.heard(); !strings.Contains(got, "one;ann;bob;") && !strings.Contains(got, "one;bob;ann;") {
			t.Errorf("heard %q", got)
		}
	})
}
