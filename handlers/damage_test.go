package handlers_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers"
	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

// Of a book in which some values cannot be read any more /export gives all others, and
// says what is missing.
func TestExportOfADamagedBook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, engine, mail := damageable(t)
		l.say(t, bot.Incoming{Kind: bot.Said, Command: "received", Text: "Dr Lee"})
		l.say(t, bot.Incoming{Kind: bot.Said, Command: "export"})
		if m := mail.last(); strings.Contains(m.PlainText(), "could not") || people(t, m) != 3 {
			t.Errorf("the whole book: %q with %d people", m.PlainText(), people(t, m))
		}
		spoil(t, engine, "/person/", 2)
		spoil(t, engine, "/.alarm/", 1)
		l.say(t, bot.Incoming{Kind: bot.Said, Command: "export"})
		m := mail.last()
		if n := people(t, m); n != 1 {
			t.Errorf("%d people, want the one that can be read", n)
		}
		for _, want := range []string{"2 people", "1 reminder", "backup"} {
			if !strings.Contains(m.PlainText(), want) {
				t.Errorf("%q does not say %q", m.PlainText(), want)
			}
		}
	})
}

// One duty that cannot be read, or one person or reminder, keeps no other from the list,
// the reminders and the digest; where nobody knows what is owed, that is said.
func TestOneDamagedValueHidesNoDuty(t *testing.T) {
	const spoilt = "I cannot read what 1 other thing owed is"
	for part, test := range map[string]struct {
		list, weekly []string
	}{
		"/duty/n":   {[]string{"2 notes to write", spoilt}, []string{"This week: 2 notes to write", spoilt}},
		"/person/":  {[]string{"3 notes to write", "Note to somebody (the book is damaged there)"}, []string{"This week: 3 notes to write"}},
		"/.alarm/n": {[]string{"3 notes to write"}, []string{"This week: 3 notes to write"}},
		"/digest":   {[]string{"3 notes to write"}, []string{"This week: 3 notes to write"}},
	} {
		t.Run(part, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l, engine, mail := damageable(t)
				for _, name := range []string{"Dr Lee", "Dana Kim", "Pat Moss"} {
					l.say(t, bot.Incoming{Kind: bot.Said, Command: "received", Text: name})
				}
				spoil(t, engine, part, 1)
				mail.all()
				l.say(t, bot.Incoming{Kind: bot.Said, Command: "due"})
				says(t, mail.all(), test.list)
				time.Sleep(10 * 24 * time.Hour)
				synctest.Wait()
				says(t, mail.all(), test.weekly)
			})
		})
	}
}

func says(t *testing.T, text string, parts []string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not said in\n%s", part, text)
		}
	}
}

// damageable is a running bot with three people in a book, whose engine can be spoilt.
func damageable(t *testing.T) (*life, store.Engine, *mailing) {
	t.Helper()
	engine, mail := memory.New(), &mailing{}
	book, err := store.Open(t.Context(), engine, storetest.Master(t))
	if err != nil {
		t.Fatal(err)
	}
	l := &life{book: book, phone: &phone{}}
	l.bot, err = bot.NewRouter(bot.Config{
		Store: book, Log: slog.New(slog.DiscardHandler), Features: handlers.All(), Platforms: []bot.Platform{mail}, Access: bot.Open,
		Home: "phone", Zone: "America/Chicago", Resolve: when.Instant, Grace: time.Second, Pulse: quiet,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- l.bot.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	for _, line := range []string{"Dr Lee, chiropractor, Akron", "Dana Kim, physical therapist, Kent", "Pat Moss, trainer, Stow"} {
		l.say(t, bot.Incoming{Kind: bot.Said, Command: "add", Text: line})
	}
	return l, engine, mail
}

// mailing is a platform that keeps the newest message, and the texts of all.
type mailing struct {
	phone
	mu   sync.Mutex
	m    bot.Message
	text strings.Builder
}

func (m *mailing) Send(ctx context.Context, d bot.Delivery) (bot.Receipt, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m = d.Message()
	m.text.WriteString(m.m.PlainText() + "\n")
	return m.phone.Send(ctx, d)
}

// all is what was said since it was called last.
func (m *mailing) all() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	defer m.text.Reset()
	return m.text.String()
}

func (m *mailing) last() bot.Message {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.m
}

// people counts the people in an exported file.
func people(t *testing.T, m bot.Message) int {
	t.Helper()
	var export struct {
		Tables []struct {
			Name    string
			Records []json.RawMessage
		}
	}
	if len(m.Files) != 1 {
		t.Fatalf("%d files with %q", len(m.Files), m.PlainText())
	}
	if err := json.Unmarshal(m.Files[0].Bytes, &export); err != nil {
		t.Fatal(err)
	}
	for _, table := range export.Tables {
		if table.Name == "person" {
			return len(table.Records)
		}
	}
	return 0
}

// spoil overwrites the last values whose keys hold a part, as a bad sector would.
func spoil(t *testing.T, engine store.Engine, part string, n int) {
	t.Helper()
	err := engine.Update(t.Context(), func(w store.Writer) error {
		var keys []string
		for p, err := range w.Scan("", "") {
			if err != nil {
				return err
			}
			if strings.Contains(p.Key, part) {
				keys = append(keys, p.Key)
			}
		}
		for _, key := range keys[len(keys)-n:] {
			if err := w.Put(key, []byte("damaged")); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
