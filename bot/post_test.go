package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing/synctest"
	"time"

	"referout/bot"
)

// post is a platform that notes when what was sent to whom, and fails as told.
type post struct {
	name string
	fail func(n int, d bot.Delivery) error // of the nth attempt, from 0
	ends chan error                        // what Run ends with; nil: it runs until its context ends

	mu    sync.Mutex
	n     int
	tried []attempt
	sent  []letter
}

type attempt struct {
	at time.Time
	to string
}

type letter struct {
	at    time.Time
	to    string
	text  string
	tried bool
	key   string
}

func (p *post) Name() string                                      { return p.name }
func (p *post) Working(context.Context, bot.Incoming, bool) error { return nil }

func (p *post) Run(ctx context.Context, _ bot.Receiver) error {
	select {
	case <-ctx.Done():
		return nil
	case err := <-p.ends:
		return err
	}
}

func (p *post) Send(ctx context.Context, d bot.Delivery) (bot.Receipt, error) {
	p.mu.Lock()
	n, fail := p.n, p.fail
	p.n++
	p.tried = append(p.tried, attempt{time.Now(), addressee(d)})
	p.mu.Unlock()
	if fail != nil {
		err := fail(n, d)
		if errors.Is(err, errHangs) {
			<-ctx.Done()
			return bot.Receipt{}, ctx.Err()
		}
		if err != nil {
			return bot.Receipt{}, err
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sent = append(p.sent, letter{time.Now(), addressee(d), d.Message().PlainText(), !d.Tried().IsZero(), d.Key()})
	return bot.Receipt{Message: fmt.Sprint(len(p.sent))}, ctx.Err()
}

func addressee(d bot.Delivery) string {
	if c, ok := d.Chat(); ok {
		return c.ID
	}
	to, _ := d.Account()
	return to.ID
}

// attempts is what was tried since the last look.
func (p *post) attempts() []attempt {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := p.tried
	p.tried = nil
	return out
}

// failing sets how attempts fail from now on, once all is settled.
func (p *post) failing(how func(n int, d bot.Delivery) error) {
	synctest.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fail, p.n = how, 0
}

func (p *post) letters() []letter {
	synctest.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	out := p.sent
	p.sent = nil
	return out
}

// texts is what was sent, "to: text" each, and forgets it.
func (p *post) texts() string {
	var out []string
	for _, l := range p.letters() {
		out = append(out, l.to+": "+l.text)
	}
	return strings.Join(out, "\n")
}

// errHangs lets an attempt hang until it is given up.
var errHangs = errors.New("hangs")

func fails(o bot.Outcome) error { return &bot.SendError{Outcome: o, Err: errors.New("as told")} }

func always(err error) func(int, bot.Delivery) error {
	return func(int, bot.Delivery) error { return err }
}

func once(err error) func(int, bot.Delivery) error {
	return func(n int, _ bot.Delivery) error {
		if n == 0 {
			return err
		}
		return nil
	}
}

// passes lets virtual time pass.
func passes(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}
