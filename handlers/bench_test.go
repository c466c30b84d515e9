package handlers_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers"
	"referout/store"
	"referout/store/bolt"
	"referout/store/storetest"
)

// BenchmarkBareCommit is the yardstick: one value of 330 bytes in a plain bbolt
// Update, synced.
func BenchmarkBareCommit(b *testing.B) {
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "plain.db"), 0o600, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	value := make([]byte, 330)
	n := 0
	for b.Loop() {
		n++
		err := db.Update(func(tx *bbolt.Tx) error {
			data, err := tx.CreateBucketIfNotExists([]byte("data"))
			if err != nil {
				return err
			}
			return data.Put(fmt.Appendf(nil, "%010d", n), value)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	stats := db.Stats()
	b.ReportMetric(float64(stats.TxStats.GetWrite())/float64(n), "pages/op")
}

// deaf is a platform whose messages arrive at once.
type deaf struct{}

func (deaf) Name() string                                      { return "deaf" }
func (deaf) Run(ctx context.Context, _ bot.Receiver) error     { <-ctx.Done(); return nil }
func (deaf) Working(context.Context, bot.Incoming, bool) error { return nil }
func (deaf) Send(_ context.Context, d bot.Delivery) (bot.Receipt, error) {
	return bot.Receipt{Message: d.Key()}, nil
}

const benchPeople = 300

// practice is a router at work on a synced file, with a book of 300 specialists.
func practice(b *testing.B) (*bot.Router, *bolt.Engine, *storetest.Counter) {
	b.Helper()
	e, err := bolt.Open(filepath.Join(b.TempDir(), "book.db"), bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	counted := storetest.Count(e)
	book, err := store.Open(b.Context(), counted, storetest.Master(b))
	if err != nil {
		b.Fatal(err)
	}
	r, err := bot.NewRouter(bot.Config{
		Store: book, Log: slog.New(slog.DiscardHandler), Features: handlers.All(),
		Platforms: []bot.Platform{deaf{}}, Access: bot.Open, Home: "deaf", Zone: "America/Chicago",
		Resolve: when.Instant, Grace: time.Second, Pulse: quiet,
	})
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- r.Run(ctx) }()
	b.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			b.Error(err)
		}
		if err := book.Close(); err != nil {
			b.Error(err)
		}
	})
	for i := range benchPeople {
		say(b, r, fmt.Sprintf("add%d", i), "add", fmt.Sprintf("Dr %s, chiropractor, Akron", benchName(i)))
	}
	return r, e, counted
}

func say(b *testing.B, r *bot.Router, id, command, text string) {
	b.Helper()
	in := bot.Incoming{Kind: bot.Said, ID: id, From: bot.Account{Platform: "deaf", ID: "ann"}, At: time.Now(), Command: command, Text: text}
	if err := r.Receive(b.Context(), in); err != nil {
		b.Fatal(err)
	}
}

// benchName is a name that no other number has.
func benchName(n int) string {
	syllables := []string{"ka", "lo", "mi", "ren", "sta", "vo", "bel", "dur", "fen", "gor"}
	name := ""
	for range 3 {
		name += syllables[n%len(syllables)]
		n /= len(syllables)
	}
	return "Q" + name
}

// BenchmarkReceived is the whole of "/received NAME" through the router: the
// name found, event, note, visit, alarms, undo record, handled mark and answer
// committed and synced; the answer is sent and its row removed meanwhile.
func BenchmarkReceived(b *testing.B) {
	r, e, counted := practice(b)
	pages, entries, commits := e.PagesWritten(), counted.Entries(), counted.Commits()
	n := 0
	for b.Loop() {
		n++
		say(b, r, "r"+strconv.Itoa(n), "received", "Dr "+benchName(n%benchPeople))
	}
	b.ReportMetric(float64(e.PagesWritten()-pages)/float64(n), "pages/op")
	b.ReportMetric(float64(counted.Entries()-entries)/float64(n), "entries/op")
	b.ReportMetric(float64(counted.Commits()-commits)/float64(n), "commits/op")
}
