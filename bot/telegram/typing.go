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
	typingAfter = 1500 * time.Millisecond // quicker answers need no sign
	signTimeout = 5 * time.Second
)

// Working answers a tap in a private chat, so that its button stops spinning, and
// shows "typing…" for a text whose answer takes longer than a second and a half. It
// waits for neither. A tap in a group may be answered by an aside: see taps.
func (p *Platform) Working(ctx context.Context, in bot.Incoming, _ bool) error {
	if query := tapOf(in.Reply); query != "" {
		if in.Chat == nil {
			p.taps.answered(query)
			p.signs.Go(func() { p.answerTap(ctx, query) })
		}
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

// typing holds a timer for each chat in which an answer is being made.
type typing struct {
	mu     sync.Mutex
	timers map[int64]sign
}

func (t *typing) start(signs *sync.WaitGroup, chat int64, show func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.timers == nil {
		t.timers = make(map[int64]sign)
	}
	t.timers[chat].stop()
	t.timers[chat] = later(signs, typingAfter, show)
}

func (t *typing) stop(chat int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.timers[chat].stop()
	delete(t.timers, chat)
}

func (t *typing) stopAll() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, sign := range t.timers {
		sign.stop()
	}
	clear(t.timers)
}

// sign is something that may still be shown; the zero value is nothing.
type sign struct {
	signs *sync.WaitGroup
	timer *time.Timer
}

// later shows something after a while. What is under way, and what may still come,
// is counted in signs.
func later(signs *sync.WaitGroup, after time.Duration, show func()) sign {
	signs.Add(1)
	return sign{signs, time.AfterFunc(after, func() {
		defer signs.Done()
		show()
	})}
}

func (s sign) stop() {
	if s.timer != nil && s.timer.Stop() {
		s.signs.Done()
	}
}
