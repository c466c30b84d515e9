package handlers_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"referout/bot"
	"referout/bot/telegram"
	"referout/bot/when"
	"referout/handlers"
	"referout/handlers/guide"
	"referout/store"
	"referout/store/bolt"
	"referout/store/memory"
	"referout/store/storetest"
)

const benchSpecialists = 100 // in each book

// BenchmarkTelegramAnswer is "/find" in books of 100 specialists through the whole
// of the bot: the Telegram adapter over the loopback, router, store and outbox, with
// 100 people who write at once. Nothing paces it. Beside it in the same run stands
// BenchmarkTelegramEcho, which does nothing but answer.
func BenchmarkTelegramAnswer(b *testing.B) {
	b.Run("memory", func(b *testing.B) {
		answers(b, memory.New(), func() map[string]float64 { return map[string]float64{} })
	})
	b.Run("bolt", func(b *testing.B) {
		e, err := bolt.Open(filepath.Join(b.TempDir(), "book.db"), bolt.Options{})
		if err != nil {
			b.Fatal(err)
		}
		answers(b, e, func() map[string]float64 {
			commits, err := e.Commits()
			if err != nil {
				b.Error(err)
			}
			return map[string]float64{"pages/msg": float64(e.PagesWritten()), "commits/msg": float64(commits)}
		})
	})
}

// answers measures the bot on an engine; writes are what that counts.
func answers(b *testing.B, e store.Engine, writes func() map[string]float64) {
	counted := storetest.Count(e)
	c := newChats(b, questions())
	clinics(b, counted, c.server.URL)
	measure(b, c, func() map[string]float64 {
		counts := writes()
		counts["updates/msg"] = float64(counted.Commits())
		return counts
	})
}

// clinics runs the bot on an engine, with a book for everybody in the chats.
func clinics(b *testing.B, e store.Engine, url string) {
	b.Helper()
	book, err := store.Open(b.Context(), e, storetest.Master(b))
	if err != nil {
		b.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(b.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	p := telegram.New(telegram.Options{Token: benchToken, APIURL: url, Log: log})
	r, err := bot.NewRouter(bot.Config{
		Store: book, Log: log, Features: handlers.All(), Platforms: []bot.Platform{p},
		Access: bot.Open, Home: p.Name(), Zone: "America/Chicago", Resolve: when.Instant, Grace: time.Second,
	})
	if err != nil {
		b.Fatal(err)
	}
	enrol(b, r, p.Name())
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- r.Run(ctx) }()
	b.Cleanup(func() {
		stop()
		if err := <-done; err != nil && ctx.Err() == nil {
			b.Error(err)
		}
		if err := book.Close(); err != nil {
			b.Error(err)
		}
	})
}

// enrol fills one book, line by line, and gives everybody a copy.
func enrol(b *testing.B, r *bot.Router, platform string) {
	b.Helper()
	model := bot.Account{Platform: platform, ID: "1"}
	for i := range benchSpecialists {
		in := bot.Incoming{Kind: bot.Said, ID: fmt.Sprint("add", i), From: model, At: time.Now(), Command: "add", Text: specialist(i)}
		if err := r.Receive(b.Context(), in); err != nil {
			b.Fatal(err)
		}
	}
	var copied bytes.Buffer
	if err := r.Export(b.Context(), model, &copied); err != nil {
		b.Fatal(err)
	}
	for chat := range benchChats {
		to := bot.Account{Platform: platform, ID: fmt.Sprint(firstChat + chat)}
		if err := r.Import(b.Context(), to, func() (io.Reader, error) { return bytes.NewReader(copied.Bytes()), nil }); err != nil {
			b.Fatal(err)
		}
	}
}

// specialist is a line for "/add".
func specialist(i int) string {
	specialties, payers := guide.Specialties(), guide.Payers()
	towns := []string{"Akron", "Kent", "Stow", "Hudson"}
	return fmt.Sprintf("Dr %s, %s, %s Clinic, %s, %s, 330-555-%04d", benchName(i), specialties[i%len(specialties)].Name,
		benchName(i/3), towns[i%len(towns)], payers[i%len(payers)].Name, i)
}

// questions are names, and what is asked of a name that has slipped one's mind.
func questions() []string {
	var lines []string
	for i := range benchSpecialists {
		parts := strings.Split(specialist(i), ", ")
		ask := parts[0]
		if i%2 == 0 {
			ask = parts[1] + " " + parts[3]
		}
		lines = append(lines, "/find "+ask)
	}
	return lines
}

// BenchmarkTelegramEcho is the yardstick: the bare client library with its own
// poller, which sends back what it gets, with an HTTP client of 64 idle connections.
func BenchmarkTelegramEcho(b *testing.B) {
	c := newChats(b, questions())
	client := &http.Client{Transport: &http.Transport{
		DialContext:  (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
		MaxIdleConns: 64, MaxIdleConnsPerHost: 64, IdleConnTimeout: 90 * time.Second,
	}}
	t, err := tg.New(benchToken, tg.WithSkipGetMe(), tg.WithServerURL(c.server.URL), tg.WithHTTPClient(time.Minute, client),
		tg.WithDefaultHandler(func(ctx context.Context, t *tg.Bot, u *models.Update) {
			if _, err := t.SendMessage(ctx, &tg.SendMessageParams{ChatID: u.Message.Chat.ID, Text: u.Message.Text}); err != nil && ctx.Err() == nil {
				b.Error(err)
			}
		}))
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		t.Start(ctx)
	}()
	b.Cleanup(func() {
		stop()
		<-done
	})
	b.Run("tuned", func(b *testing.B) {
		measure(b, c, func() map[string]float64 { return nil })
	})
}

// measure times the answers to so many messages as the benchmark asks for, after
// some that warm everything up. Counted are the server and the bot together.
func measure(b *testing.B, c *chats, counts func() map[string]float64) {
	c.talk(b, 2*benchChats)
	b.Run("100open", func(b *testing.B) {
		b.ReportAllocs()
		before, conns, cpu := counts(), c.conns.Load(), cpuTime()
		b.ResetTimer()
		waits := c.talk(b, b.N)
		b.StopTimer()
		n := float64(b.N)
		b.ReportMetric(n/b.Elapsed().Seconds(), "msg/s")
		b.ReportMetric(waits[len(waits)/2].Seconds()*1e3, "p50-ms")
		b.ReportMetric(waits[len(waits)*99/100].Seconds()*1e3, "p99-ms")
		b.ReportMetric((cpuTime()-cpu).Seconds()*1e6/n, "cpu-us/msg")
		b.ReportMetric(float64(c.conns.Load()-conns)/n, "conns/msg")
		for name, now := range counts() {
			b.ReportMetric((now-before[name])/n, name)
		}
	})
}
