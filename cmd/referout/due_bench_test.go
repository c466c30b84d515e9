package main_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers"
	"referout/store"
	"referout/store/bolt"
	"referout/store/memory"
	"referout/store/storetest"
)

// oneEach is a book with one note to write, to which pending alarms are added.
var oneEach = practice{specialists: 1, referrals: 1, open: 1}

// BenchmarkDue is how long it takes, from the second at which a thousand people are
// to be pinged, until the last ping was handed to its platform, with ten alarms in
// each of their books. With REFEROUT_BENCH_FULL set it is ten thousand people and a
// million alarms. Nothing paces the pings.
func BenchmarkDue(b *testing.B) {
	people, pending := 1000, 10
	if full() {
		people, pending = 10_000, 100
	}
	b.Run("memory", func(b *testing.B) {
		benchDue(b, storetest.Store(b, memory.New()), people, pending)
	})
	b.Run("bolt", func(b *testing.B) {
		dir, m := b.TempDir(), storetest.Master(b)
		s := openStore(b, dir, m, bolt.Options{NoSync: true})
		stock(b, s, people, pending)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		s = openStore(b, dir, m, bolt.Options{})
		b.Cleanup(func() { s.Close() })
		benchDue(b, s, people, pending)
	})
}

// counted is a platform whose messages arrive at once.
type counted struct {
	sent atomic.Int64
	last atomic.Int64 // when a message was handed over, in nanoseconds
}

func (*counted) Name() string                                      { return "counted" }
func (*counted) Run(ctx context.Context, _ bot.Receiver) error     { <-ctx.Done(); return nil }
func (*counted) Working(context.Context, bot.Incoming, bool) error { return nil }
func (c *counted) Send(_ context.Context, d bot.Delivery) (bot.Receipt, error) {
	c.last.Store(time.Now().UnixNano())
	c.sent.Add(1)
	return bot.Receipt{Message: d.Key()}, nil
}

// stock makes the books, unless they are there.
func stock(b *testing.B, s *store.Store, people, pending int) {
	b.Helper()
	if len(books(b, s)) > 0 {
		return
	}
	runFor(b, newBenchRouter(b, s, &counted{}), settled) // what a new store needs once
	settleIn(b, s, "counted", people, oneEach)
	inBooks(b, s, func(book store.BookTx) error {
		for n := oneEach.alarms(); n < pending; n++ {
			at := later.Add(time.Duration(n) * time.Hour)
			if err := store.SetAlarm(book, store.Alarm{Kind: "duty", ID: fmt.Sprintf("n%013d", n), Member: "1", Wall: at, At: at}); err != nil {
				return err
			}
		}
		return nil
	})
}

// inBooks runs fn in every book, some dozens to a transaction.
func inBooks(b *testing.B, s *store.Store, fn func(store.BookTx) error) {
	b.Helper()
	ids := books(b, s)
	for len(ids) > 0 {
		some := ids[:min(len(ids), 50)]
		ids = ids[len(some):]
		err := s.Update(b.Context(), func(tx *store.Tx) error {
			for _, id := range some {
				book, err := tx.Book(id)
				if err == nil {
					err = fn(book)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func newBenchRouter(b *testing.B, s *store.Store, p bot.Platform) *bot.Router {
	b.Helper()
	r, err := bot.NewRouter(bot.Config{
		Store: s, Log: slog.New(slog.NewTextHandler(b.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
		Features: handlers.All(), Platforms: []bot.Platform{p}, Access: bot.Open, Home: p.Name(),
		Zone: "America/Chicago", Resolve: when.Instant, Grace: time.Second,
	})
	if err != nil {
		b.Fatal(err)
	}
	return r
}

func runFor(b *testing.B, r *bot.Router, span time.Duration) {
	b.Helper()
	ctx, stop := context.WithTimeout(context.Background(), span)
	defer stop()
	if err := r.Run(ctx); err != nil {
		b.Fatal(err)
	}
}

func benchDue(b *testing.B, s *store.Store, people, pending int) {
	stock(b, s, people, pending)
	p := &counted{}
	r := newBenchRouter(b, s, p)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- r.Run(ctx) }()
	var took, cpu time.Duration
	for b.Loop() {
		due := fallDue(b, s, r, people)
		p.await(b, people)
		took += time.Unix(0, p.last.Load()).Sub(due.at)
		cpu += cpuTime() - due.cpu
	}
	stop()
	if err := <-done; err != nil {
		b.Error(err)
	}
	b.ReportMetric(took.Seconds()/float64(b.N), "s/all")
	b.ReportMetric(cpu.Seconds()*1e6/float64(b.N*people), "cpu-us/ping")
	b.ReportMetric(float64(people), "pings")
	b.ReportMetric(0, "ns/op")
}

// moment is when pings fall due, and what this process had used by then.
type moment struct {
	at  time.Time
	cpu time.Duration
}

// fallDue lets one note of every book fall due at one second, and waits for it.
func fallDue(b *testing.B, s *store.Store, r *bot.Router, people int) moment {
	b.Helper()
	due := time.Now().Add(time.Second + time.Duration(people)*time.Millisecond).Truncate(time.Second).UTC()
	note := fmt.Sprintf("f%013d", began.Unix())
	inBooks(b, s, func(book store.BookTx) error {
		return store.SetAlarm(book, store.Alarm{Kind: "duty", ID: note, Member: "1", At: due})
	})
	// Whatever comes in makes the router look when the next alarm is.
	in := bot.Incoming{Kind: bot.Said, ID: due.String(), From: owner("counted", 0), At: time.Now(), Command: "help"}
	if err := r.Receive(b.Context(), in); err != nil {
		b.Fatal(err)
	}
	if !time.Now().Before(due) {
		b.Fatal("the alarms were not set in time")
	}
	time.Sleep(time.Until(due))
	return moment{due, cpuTime()}
}

// await waits for the pings and for the answer that set them off.
func (c *counted) await(b *testing.B, people int) {
	b.Helper()
	for end := time.Now().Add(2 * time.Minute); c.sent.Load() < int64(people)+1; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			b.Fatalf("%d messages, want %d", c.sent.Load(), people+1)
		}
	}
	c.sent.Add(-int64(people) - 1)
}
