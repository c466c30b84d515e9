package telegram

import (
	"context"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"referout/bot"
)

const (
	typingAfter  = 1500 * time.Millisecond // quicker answers need no sign
	signTimeout  = 5 * time.Second
	tapTimeout   = 3 * time.Second
	mostOpenTaps = 10_000
)

// Working answers a tap, so that its button stops spinning, and shows "typing…"
// for a text whose answer takes longer than a second and a half. It waits for
// neither.
func (p *Platform) Working(ctx context.Context, in bot.Incoming, _ bool) error {
	if query := tapOf(in.Reply); query != "" {
		p.taps.answered(query)
		p.signs.Go(func() { p.answerTap(ctx, query) })
		return nil
	}
	chat, thread, err := destination(in.From, in.Chat)
	if err != nil || in.Kind != bot.Said {
		return err
	}
	p.typing.start(&p.signs, chat, func() { p.showTyping(ctx, chat, thread) })
	return nil
}

func (p *Platform) showTyping(ctx context.Context, chat int64, thread int) {
	ctx, cancel := context.WithTimeout(ctx, signTimeout)
	defer cancel()
	err := p.post(ctx, "sendChatAction", new(attempt), &tg.SendChatActionParams{
		ChatID: chat, MessageThreadID: thread, Action: models.ChatActionTyping,
	}, nil)
	if err != nil && ctx.Err() == nil {
		p.o.Log.Debug("telegram took no typing sign", "error", err)
	}
}

// answerTap answers a callback query. Too late is no error: the button has
// stopped spinning by itself.
func (p *Platform) answerTap(ctx context.Context, query string) {
	ctx, cancel := context.WithTimeout(ctx, tapTimeout)
	defer cancel()
	err := p.post(ctx, "answerCallbackQuery", new(attempt), &tg.AnswerCallbackQueryParams{CallbackQueryID: query}, nil)
	if err != nil && !saysOneOf(err, "query is too old", "query id is invalid") {
		p.o.Log.Debug("telegram took no answer to a tap", "error", err)
	}
}

// typing holds a timer for each chat in which an answer is being made.
type typing struct {
	mu     sync.Mutex
	timers map[int64]typingSign
}

func (t *typing) start(signs *sync.WaitGroup, chat int64, show func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.timers == nil {
		t.timers = make(map[int64]typingSign)
	}
	t.timers[chat].stop()
	signs.Add(1)
	t.timers[chat] = typingSign{signs, time.AfterFunc(typingAfter, func() {
		defer signs.Done()
		show()
	})}
}

func (t *typing) stop(chat int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if sign, waits := t.timers[chat]; waits {
		sign.stop()
		delete(t.timers, chat)
	}
}

func (t *typing) stopAll() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, sign := range t.timers {
		sign.stop()
	}
	clear(t.timers)
}

// typingSign is one that may still come; the zero value is none.
type typingSign struct {
	signs *sync.WaitGroup
	timer *time.Timer
}

func (s typingSign) stop() {
	if s.timer != nil && s.timer.Stop() {
		s.signs.Done()
	}
}

// taps remembers which callback queries still wait for an answer.
type taps struct {
	mu   sync.Mutex
	open map[string]bool
}

func (t *taps) opened(query string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.open == nil || len(t.open) >= mostOpenTaps {
		t.open = make(map[string]bool)
	}
	t.open[query] = true
}

// answered forgets a query and says whether it was still open.
func (t *taps) answered(query string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	was := t.open[query]
	delete(t.open, query)
	return was
}
