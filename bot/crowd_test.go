package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot/when"
	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

type refusing struct{ err error }

func (*refusing) Name() string { return "telegram" }

func (*refusing) Run(ctx context.Context, _ Receiver) error { <-ctx.Done(); return nil }

func (*refusing) Working(context.Context, Incoming, bool) error { return nil }

func (p *refusing) Send(context.Context, Delivery) (Receipt, error) { return Receipt{}, p.err }

// latest is a meter that notes how late pings were.
type latest struct {
	unmetered
	mu   sync.Mutex
	late []time.Duration
}

func (l *latest) Pinged(_ string, late time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.late = append(l.late, late)
}

// counter is a platform that counts what it sent.
type counter struct {
	name string
	sent atomic.Int32 // chats are sent to side by side
}

func (c *counter) Name() string { return c.name }

func (c *counter) Run(ctx context.Context, _ Receiver) error { <-ctx.Done(); return nil }

func (c *counter) Working(context.Context, Incoming, bool) error { return nil }

func (c *counter) Send(context.Context, Delivery) (Receipt, error) {
	c.sent.Add(1)
	return Receipt{Message: "1"}, nil
}

// bareRouter is a router over an empty store in memory.
func bareRouter(t *testing.T, platforms ...Platform) *Router {
	t.Helper()
	r, err := NewRouter(Config{Store: storetest.Store(t, memory.New()), Log: slog.New(slog.DiscardHandler),
		Platforms: platforms, Zone: "UTC", Resolve: when.Instant, Pulse: 365 * 24 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// running runs the router and gives back what ends it.
func running(t *testing.T, r *Router) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancelCause(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	return func() {
		cancel(Killed)
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
	}
}

// pushAll puts parcels into the outbox, in the system space.
func pushAll(t *testing.T, r *Router, n int, make func(i int) parcel) {
	t.Helper()
	err := r.store.Update(t.Context(), func(tx *store.Tx) error {
		for i := range n {
			if _, err := outgoing.Push(tx.System(), r.now(), make(i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// However many pings wait for a platform that does not run: what is for another one
// goes out.
func TestADeadPlatformStarvesNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &counter{name: "telegram"}
		r := bareRouter(t, p)
		pushAll(t, r, mostHeld+loadSize, func(i int) parcel {
			return parcel{To: &Account{"discord", fmt.Sprint(i)}, Message: Compose(Say("1 thing")), Ping: true, Since: r.now()}
		})
		pushAll(t, r, 1, func(int) parcel {
			return parcel{To: &Account{"telegram", "ann"}, Message: Compose(Say("kept")), Since: r.now()}
		})
		stop := running(t, r)
		time.Sleep(30 * time.Minute)
		synctest.Wait()
		if n := p.sent.Load(); n != 1 {
			t.Errorf("sent %d within half an hour, want 1", n)
		}
		stop()
	})
}

// Dead letters that have expired are not counted any more.
func TestExpiredLettersAreNotCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := bareRouter(t, &counter{name: "telegram"})
		err := r.store.Update(t.Context(), func(tx *store.Tx) error {
			id, err := tx.NewID(r.now())
			if err != nil {
				return err
			}
			return deadLetters.Insert(tx.System(), id, deadLetter{Parcel: parcel{To: &Account{"telegram", "ann"}}, Why: "x", At: r.now()})
		})
		if err != nil {
			t.Fatal(err)
		}
		stop := running(t, r)
		time.Sleep(32 * 24 * time.Hour)
		synctest.Wait()
		left, err := r.Letters(t.Context())
		r.outbox.mu.Lock()
		counted := r.outbox.dead
		r.outbox.mu.Unlock()
		if err != nil || len(left) != 0 || counted != 0 {
			t.Errorf("%d letters, %v; %d counted", len(left), err, counted)
		}
		stop()
	})
}

// What was held back is not counted as three centuries late.
func TestHeldIsNotCenturiesLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, m := &counter{name: "telegram"}, &latest{}
		r := bareRouter(t, p)
		r.meter = m
		stop := running(t, r)
		ann := Account{"telegram", "ann"}
		say := func() {
			if err := r.Receive(t.Context(), Incoming{Kind: Opened, From: ann, At: r.now()}); err != nil && !errors.Is(err, ErrUnanswered) {
				t.Fatal(err)
			}
		}
		r.config.Access = Open
		say()
		err := r.store.Update(t.Context(), func(tx *store.Tx) error {
			place, _, err := tx.Find(ann.subject())
			if err != nil {
				return err
			}
			book, err := tx.Book(place.Space)
			return errors.Join(err, heldBack.Put(book, place.Member, held{Duties: []string{"1"}}))
		})
		if err != nil {
			t.Fatal(err)
		}
		say()
		time.Sleep(time.Minute)
		synctest.Wait()
		stop()
		if len(m.late) != 1 || m.late[0] > 24*time.Hour {
			t.Errorf("pings late by %v", m.late)
		}
	})
}

// What waits longer than a moment stands in the store: the outbox holds ids.
func TestLanesHoldIDs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &refusing{err: &SendError{Outcome: RateLimited, After: time.Hour, Overall: true, Err: errors.New("slow")}}
		r := bareRouter(t, p)
		stop := running(t, r)
		synctest.Wait()
		err := r.store.Update(t.Context(), func(tx *store.Tx) error {
			d := &desk{router: r, tx: tx, now: r.now()}
			for i := range 100 {
				file := File{Name: "export.json", Bytes: make([]byte, 1<<20)}
				if err := d.push(tx.System(), parcel{To: &Account{"telegram", fmt.Sprint(i)}, Message: Message{Files: []File{file}}}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		kick(r.outbox.kicked)
		time.Sleep(30 * time.Minute)
		synctest.Wait()
		held := 0
		r.outbox.mu.Lock()
		for _, f := range r.outbox.fresh {
			held += len(f.parcel.Message.Files)
		}
		r.outbox.mu.Unlock()
		if held > 0 {
			t.Errorf("%d MB of messages in memory while the platform takes nothing", held>>20)
		}
		stop()
	})
}

// Two members of a book, pinged within a minute, each see their own duties.
func TestMembersHaveTheirOwnShowings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &counter{name: "telegram"}
		r := bareRouter(t, p)
		r.alarms["test"] = Alarm{Kind: "test", Personal: func(_ context.Context, p *Personal, id string) ([]Nudge, error) {
			return []Nudge{{Duty: id, One: "thing", Many: "things"}}, nil
		}}
		err := r.store.Update(t.Context(), func(tx *store.Tx) error {
			d, err := r.newDesk(Account{}, r.now())
			if err != nil {
				return err
			}
			d.tx = tx
			book, err := tx.NewBook(d.entropyFor("book"))
			for _, id := range []string{"1", "2"} {
				at := r.now().Add(time.Hour)
				err = errors.Join(err, members.Put(book, id, Member{ID: id, Zone: "UTC"}),
					d.bind(book, id, Account{"telegram", "account" + id}),
					store.SetAlarm(book, store.Alarm{Kind: "test", ID: "duty" + id, Member: id, At: at}))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		stop := running(t, r)
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		rows := 0
		err = r.eachBook(t.Context(), func(book store.BookTx) error {
			for e, err := range showings.All(book) {
				if err != nil {
					return err
				}
				rows++
				if len(e.Value.Copies) != 1 {
					t.Errorf("a showing of %v has the copies %v", e.Value.Duties, e.Value.Copies)
				}
			}
			return nil
		})
		if err != nil || p.sent.Load() != 2 || rows != 2 {
			t.Errorf("%d pings sent, %d showings, %v; want 2 and 2", p.sent.Load(), rows, err)
		}
		stop()
	})
}
