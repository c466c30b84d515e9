package telegram

import (
	"context"
	"errors"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"

	"referout/bot"
)

const (
	tapTimeout = 3 * time.Second
	// patience is how long a button in a group may spin while its tap is handled,
	// before that is answered without a word: Telegram takes a word for the tapper's
	// eyes for ten to twenty seconds.
	patience = 8 * time.Second
	// farewell is how long it may still spin once the tap is handled: the word leaves
	// through the outbox, after the receiver has returned.
	farewell = 4 * time.Second
	// aftermath is how long it may still spin once what everybody sees has arrived: a
	// word for the tapper may follow at once.
	aftermath = time.Second
)

// taps are the callback queries that wait for an answer. One of a group waits for an
// aside, and is answered without a word when its time is up.
type taps struct {
	mu   sync.Mutex
	open map[string]openTap
}

type openTap struct {
	sign
	until time.Time
}

func (t *taps) opened(query string, s sign) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.open == nil {
		t.open = make(map[string]openTap)
	}
	t.open[query].stop()
	t.open[query] = openTap{s, time.Now().Add(patience)}
}

// answered forgets a query and says whether it was still open.
func (t *taps) answered(query string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	s, was := t.open[query]
	s.stop()
	delete(t.open, query)
	return was
}

// hurry lets a query that waits do so for no longer than that.
func (t *taps) hurry(query string, most time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	o, until := t.open[query], time.Now().Add(most)
	if o.timer != nil && until.Before(o.until) && o.timer.Stop() {
		o.timer.Reset(most)
		o.until = until
		t.open[query] = o
	}
}

// rest forgets all queries and says which were open.
func (t *taps) rest() (open []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for query, s := range t.open {
		s.stop()
		open = append(open, query)
	}
	clear(t.open)
	return open
}

// noteTap notes a query before its tap is handled.
func (p *Platform) noteTap(ctx context.Context, in bot.Incoming, query string) {
	if in.Chat == nil {
		p.taps.opened(query, sign{})
		return
	}
	p.taps.opened(query, later(&p.signs, patience, func() {
		if p.taps.answered(query) {
			p.answerTap(ctx, query)
		}
	}))
}

// closeTaps answers what is still open when the process ends, unless it was killed.
func (p *Platform) closeTaps(ctx context.Context) {
	open := p.taps.rest()
	if errors.Is(context.Cause(ctx), bot.Killed) {
		return
	}
	ctx = context.WithoutCancel(ctx)
	for _, query := range open {
		p.signs.Go(func() { p.answerTap(ctx, query) })
	}
}

// answerTap answers a callback query without a word. Too late is no error: the button
// has stopped spinning by itself.
func (p *Platform) answerTap(ctx context.Context, query string) {
	ctx, cancel := context.WithTimeout(ctx, tapTimeout)
	defer cancel()
	err := p.post(ctx, "answerCallbackQuery", new(attempt), &tg.AnswerCallbackQueryParams{CallbackQueryID: query}, nil)
	if err != nil && !saysOneOf(err, "query is too old", "query id is invalid") {
		p.o.Log.Debug("telegram took no answer to a tap", "error", err)
	}
}
