package bot

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"referout/store"
)

// parcel is a stored message on its way. It is written in the transaction of its
// effect and removed after it was sent: at least once.
type parcel struct {
	To       *Account  `cbor:"1,keyasint,omitempty"` // to her alone
	Chat     *Chat     `cbor:"2,keyasint,omitempty"` // or to everybody there
	Message  Message   `cbor:"3,keyasint,omitempty"`
	Edit     string    `cbor:"4,keyasint,omitempty"`
	Reply    string    `cbor:"5,keyasint,omitempty"`
	Aside    bool      `cbor:"6,keyasint,omitempty"`
	Silent   bool      `cbor:"7,keyasint,omitempty"`
	Shown    string    `cbor:"8,keyasint,omitempty"`  // where the receipt is noted
	Ping     bool      `cbor:"9,keyasint,omitempty"`  // must reach her: repeated when doubtful, kept when the way is shut
	Member   string    `cbor:"10,keyasint,omitempty"` // of a ping
	Attempts int       `cbor:"11,keyasint,omitempty"`
	Since    time.Time `cbor:"12,keyasint,omitempty"`
	Bare     bool      `cbor:"13,keyasint,omitempty"` // without any style: the platform refused it once
}

var outgoing = store.Queue[parcel]{Name: "out"}

// push puts a parcel for one person into the outbox.
func (d *desk) push(s store.Space, m parcel) error {
	m.Since = d.now
	_, err := outgoing.Push(s, d.now, m)
	return err
}

// pushPublic puts what everybody may read into the outbox.
func (d *desk) pushPublic(s store.Space, in Incoming, out Public, aside bool) error {
	_, err := outgoing.Push(s, d.now, parcel{Chat: in.Chat, Message: out.said, Reply: in.Reply, Aside: aside, Since: d.now, To: asker(in, aside)})
	return err
}

// asker is noted with an aside, which is for her eyes.
func asker(in Incoming, aside bool) *Account {
	if !aside {
		return nil
	}
	return &in.From
}

// whisper makes the delivery of what one person alone may read.
func whisper(m parcel, key string) Delivery {
	return Delivery{account: m.To, message: m.shownAs(), edit: m.Edit, reply: m.Reply, silent: m.Silent, key: key, since: m.Since}
}

// say makes the delivery of what everybody in a chat may read.
func say(m parcel, key string) Delivery {
	return Delivery{chat: m.Chat, message: m.shownAs(), edit: m.Edit, reply: m.Reply, aside: m.Aside, silent: m.Silent, key: key, since: m.Since}
}

func (m parcel) shownAs() Message {
	if !m.Bare {
		return m.Message
	}
	return Message{Blocks: []Block{Say("%s", m.Message.PlainText())}, Choices: m.Message.Choices, Files: m.Message.Files}
}

func (m parcel) delivery(key string) Delivery {
	if m.Chat != nil {
		return say(m, key)
	}
	return whisper(m, key)
}

func (m parcel) lane() string {
	if m.Chat != nil {
		return m.Chat.subject()
	}
	return m.To.subject()
}

func (m parcel) platform() string {
	if m.Chat != nil {
		return m.Chat.Platform
	}
	return m.To.Platform
}

// outbox sends what is stored: in order per chat, several chats side by side.
type outbox struct {
	router *Router
	kicked chan struct{}
	mu     sync.Mutex
	busy   map[string]bool      // lanes being sent
	pause  map[string]time.Time // lanes that wait
	all    sync.WaitGroup
}

func newOutbox(r *Router) *outbox {
	return &outbox{router: r, kicked: make(chan struct{}, 1), busy: map[string]bool{}, pause: map[string]time.Time{}}
}

// run sends until ctx ends.
func (o *outbox) run(ctx context.Context) error {
	defer o.all.Wait()
	for {
		next, err := o.sweep(ctx)
		if err != nil && ctx.Err() == nil {
			o.router.log.Error("outbox cannot be read", "error", err)
		}
		timer := time.NewTimer(next)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-o.kicked:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// sweepSize is how many waiting messages are looked at once.
const sweepSize = 2048

// idle is how long the outbox sleeps when nothing waits: commits wake it.
const idle = 24 * time.Hour

// sweep starts a sender for every lane with something to send and says when to
// look again.
func (o *outbox) sweep(ctx context.Context) (time.Duration, error) {
	lanes := map[string][]store.Waiting{}
	var order []string
	err := o.router.store.View(ctx, func(tx *store.Tx) error {
		waiting, err := outgoing.Waiting(tx, sweepSize)
		if err != nil {
			return err
		}
		for _, w := range waiting {
			m, err := readParcel(tx, w)
			if errors.Is(err, store.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			if lanes[m.lane()] == nil {
				order = append(order, m.lane())
			}
			lanes[m.lane()] = append(lanes[m.lane()], w)
		}
		return nil
	})
	next := idle
	for _, lane := range order {
		next = min(next, o.start(ctx, lane, lanes[lane]))
	}
	return next, err
}

func readParcel(tx *store.Tx, w store.Waiting) (parcel, error) {
	s, err := tx.Space(w.Space)
	if err != nil {
		return parcel{}, err
	}
	return outgoing.Get(s, w.ID)
}

// start sends a lane's messages unless it is busy or has to wait.
func (o *outbox) start(ctx context.Context, lane string, rows []store.Waiting) time.Duration {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.busy[lane] {
		return idle
	}
	if wait := time.Until(o.pause[lane]); wait > 0 {
		return wait
	}
	delete(o.pause, lane)
	o.busy[lane] = true
	o.all.Go(func() {
		defer o.finish(lane)
		for _, w := range rows {
			if ctx.Err() != nil {
				return
			}
			if wait := o.sendOne(ctx, w); wait > 0 {
				o.rest(lane, wait)
				return
			}
		}
	})
	return idle
}

func (o *outbox) finish(lane string) {
	o.mu.Lock()
	delete(o.busy, lane)
	o.mu.Unlock()
	kick(o.kicked)
}

func (o *outbox) rest(lane string, wait time.Duration) {
	o.mu.Lock()
	o.pause[lane] = time.Now().Add(wait)
	o.mu.Unlock()
}

// drain waits until nothing is being sent and nothing is left to send, for at
// most the given time.
func (o *outbox) drain(grace time.Duration) {
	for end := time.Now().Add(grace); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		o.mu.Lock()
		busy := len(o.busy)
		o.mu.Unlock()
		if busy == 0 && o.empty() {
			return
		}
	}
}

// empty says whether nothing is left that could be sent now.
func (o *outbox) empty() bool {
	left := 0
	err := o.router.store.View(context.Background(), func(tx *store.Tx) error {
		waiting, err := outgoing.Waiting(tx, sweepSize)
		for _, w := range waiting {
			m, err := readParcel(tx, w)
			o.mu.Lock()
			if err == nil && o.pause[m.lane()].IsZero() {
				left++
			}
			o.mu.Unlock()
		}
		return err
	})
	return err != nil || left == 0
}

// backoff is how long to wait after a number of failed attempts: 1, 2, 4 … seconds
// up to five minutes, with jitter.
func backoff(attempts int) time.Duration {
	d := min(time.Second<<min(attempts, 12), 5*time.Minute)
	return d/2 + rand.N(d/2+1)
}
