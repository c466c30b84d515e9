package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"referout/bot"
)

// mostKept is how many inputs may be stored and not yet handled before nothing
// more is fetched.
const mostKept = 1000

// intake stores what a poll brought and hands it on: in order in each chat, the
// chats side by side, and the next poll does not wait for that.
type intake struct {
	p     *Platform
	r     bot.Receiver
	box   bot.Inbox
	order *bot.Order
	room  chan struct{} // holds a token for each input under way
	store *trouble

	mu   sync.Mutex
	rows map[string]bool // under way
}

func (p *Platform) newIntake(r bot.Receiver) *intake {
	return &intake{
		p: p, r: r, box: r.Inbox(platformName), order: bot.NewOrder(),
		room:  make(chan struct{}, mostKept),
		store: newTrouble(p.o.Log, slog.LevelError, "telegram: input is stored again"),
		rows:  make(map[string]bool),
	}
}

// resume hands on what an earlier run kept and did not handle.
func (i *intake) resume(ctx context.Context) error {
	left, err := i.left(ctx)
	if err != nil {
		return err
	}
	return i.handOn(ctx, left)
}

func (i *intake) left(ctx context.Context) (left []bot.Raw, err error) {
	err = i.until(ctx, "telegram: kept input cannot be read, trying again", func() error {
		left, err = i.box.Left(ctx)
		return err
	})
	return left, err
}

// take stores a batch and hands on what of it is new. When it returns nil the
// batch may be confirmed.
func (i *intake) take(ctx context.Context, batch []json.RawMessage) error {
	raws := make([]bot.Raw, len(batch))
	for n, body := range batch {
		raws[n] = bot.Raw{ID: inputID(body), Body: body}
	}
	fresh, err := i.box.Keep(ctx, raws)
	if err != nil {
		fresh, err = i.insist(ctx, raws, err)
	}
	if err != nil {
		return err
	}
	return i.handOn(ctx, fresh)
}

// insist stores a batch that was not stored at the first attempt. A store that
// failed may have kept it all the same, so all that is kept counts as new.
func (i *intake) insist(ctx context.Context, raws []bot.Raw, err error) ([]bot.Raw, error) {
	first := true
	err = i.until(ctx, "telegram: input not stored, trying again", func() error {
		if first {
			first = false
			return err
		}
		_, err := i.box.Keep(ctx, raws)
		return err
	})
	if err != nil {
		return nil, err
	}
	return i.left(ctx)
}

// inputID is what an input is remembered by: Telegram's own id, or what stands
// for it in one that has none.
func inputID(body []byte) string {
	if id := idOf(body); id > 0 {
		return strconv.FormatInt(id, 10)
	}
	sum := sha256.Sum256(body)
	return "x" + hex.EncodeToString(sum[:16])
}

// handOn queues inputs, as fast as those before them are handled.
func (i *intake) handOn(ctx context.Context, raws []bot.Raw) error {
	for _, raw := range raws {
		if !i.begin(raw.Row) {
			continue
		}
		select {
		case i.room <- struct{}{}:
			i.queue(ctx, raw)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}

// begin notes that a row is under way; false: it was already.
func (i *intake) begin(row string) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.rows[row] {
		return false
	}
	i.rows[row] = true
	return true
}

func (i *intake) end(row string) {
	i.mu.Lock()
	delete(i.rows, row)
	i.mu.Unlock()
	<-i.room
}

// queue puts an input behind those of its chat. What is nobody's input waits for
// nobody.
func (i *intake) queue(ctx context.Context, raw bot.Raw) {
	in, means, err := i.p.me.Load().understand(raw, time.Now())
	key, also, do := chatKey(in), in.MovedTo, func() { i.hand(ctx, in) }
	switch {
	case err != nil:
		i.p.o.Log.Error("telegram: unreadable update set aside", "bytes", len(raw.Body))
		key, also, do = raw.Row, "", func() { i.settled(ctx, func() error { return i.box.SetAside(ctx, raw.Row) }) }
	case !means:
		key, also, do = raw.Row, "", func() { i.settled(ctx, func() error { return i.box.Drop(ctx, raw.Row) }) }
	}
	inTurn(i.order, key, also, func() {
		defer i.end(raw.Row)
		if ctx.Err() == nil {
			do()
		}
	})
}

// inTurn runs fn when everything queued for the key is done, and for the other
// key too if there is one; what is queued for either later waits for fn.
func inTurn(order *bot.Order, key, also string, fn func()) {
	if also == "" {
		order.Do(key, fn)
		return
	}
	here, over := make(chan struct{}), make(chan struct{})
	order.Do(also, func() { close(here); <-over })
	order.Do(key, func() {
		defer close(over)
		<-here
		fn()
	})
}

// settled ends a row, as often as it takes.
func (i *intake) settled(ctx context.Context, end func() error) {
	_ = i.until(ctx, "telegram: input not put away, trying again", end) // else it is kept for the next run
}

// until runs fn until it succeeds or ctx ends.
func (i *intake) until(ctx context.Context, line string, fn func() error) error {
	err := fn()
	if err == nil || ctx.Err() != nil {
		return ctx.Err()
	}
	wait, spell := i.p.backoff(), i.store.spell()
	for err != nil {
		spell.failed(line, "error", err)
		if err := wait.sleep(ctx, 0); err != nil {
			return err
		}
		if err = fn(); ctx.Err() != nil {
			return ctx.Err()
		}
	}
	spell.ended()
	return nil
}
