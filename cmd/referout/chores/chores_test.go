package chores_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/cmd/referout/chores"
	"referout/cmd/referout/vault"
	"referout/handlers"
	"referout/store"
	"referout/store/bolt"
	"referout/store/storetest"
)

// deaf is a platform that takes messages only while it listens.
type deaf struct {
	mu    sync.Mutex
	fails error
	sent  []string
}

func (*deaf) Name() string                                      { return "console" }
func (*deaf) Run(ctx context.Context, _ bot.Receiver) error     { <-ctx.Done(); return nil }
func (*deaf) Working(context.Context, bot.Incoming, bool) error { return nil }

func (d *deaf) Send(_ context.Context, m bot.Delivery) (bot.Receipt, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fails != nil {
		return bot.Receipt{}, d.fails
	}
	d.sent = append(d.sent, m.Message().PlainText())
	return bot.Receipt{Message: fmt.Sprint(len(d.sent))}, nil
}

func (d *deaf) failing(o bot.Outcome) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fails = nil
	if o != bot.Arrived {
		d.fails = &bot.SendError{Outcome: o, Err: errors.New("refused")}
	}
}

func (d *deaf) heard() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return strings.Join(d.sent, "\n")
}

// office is an open book with a bot that runs.
type office struct {
	*testing.T
	*chores.Book
	platform *deaf
	inputs   int
	log      bytes.Buffer
}

func newOffice(t *testing.T) *office {
	t.Helper()
	data := t.TempDir()
	e, err := bolt.Open(filepath.Join(data, "book.db"), bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	m := storetest.Master(t)
	s, err := store.Open(t.Context(), e, m)
	if err != nil {
		t.Fatal(err)
	}
	o := &office{T: t, platform: &deaf{}}
	r, err := bot.NewRouter(bot.Config{
		Store: s, Log: slog.New(slog.NewTextHandler(&o.log, nil)), Features: handlers.All(), Platforms: []bot.Platform{o.platform},
		Access: bot.Invite, Home: "console", Zone: "America/Chicago", Resolve: when.Instant, Pulse: 365 * 24 * time.Hour,
	})
	if err != nil {
		t.Fatal(err)
	}
	o.Book = &chores.Book{
		Engine: e, Store: s, Router: r, Home: bot.Account{Platform: "console", ID: "you"}, Now: time.Now,
		Vault: &vault.Vault{Book: e, Store: s, Master: m, Data: data},
	}
	ctx, stop := context.WithCancelCause(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	t.Cleanup(func() {
		stop(bot.Killed)
		if err := errors.Join(<-done, s.Close()); err != nil {
			t.Error(err)
		}
	})
	return o
}

// say lets somebody send a command, and its answer go out if it can.
func (o *office) say(who, command, text string) {
	o.Helper()
	o.inputs++
	in := bot.Incoming{Kind: bot.Said, ID: fmt.Sprint(o.inputs), From: bot.Account{Platform: "console", ID: who}, At: time.Now(), Command: command, Text: text}
	if err := o.Router.Receive(o.Context(), in); err != nil {
		o.Fatal(err)
	}
	synctest.Wait()
}

// do has a chore done and returns its answer.
func (o *office) do(chore string, args any) (string, error) {
	o.Helper()
	raw, err := json.Marshal(args)
	if err != nil {
		o.Fatal(err)
	}
	var out bytes.Buffer
	err = o.Tasks()[chore](o.Context(), raw, &out)
	synctest.Wait()
	return out.String(), err
}

func (o *office) must(chore string, args any) string {
	o.Helper()
	out, err := o.do(chore, args)
	if err != nil {
		o.Fatalf("%s: %v", chore, err)
	}
	return out
}

// waiting are the letters that the chore lists.
func (o *office) waiting() (all []bot.Letter) {
	o.Helper()
	if err := json.Unmarshal([]byte(o.must(chores.Letters, chores.Form{JSON: true})), &all); err != nil {
		o.Fatal(err)
	}
	return all
}

func TestLetters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		if out := o.must(chores.Letters, nil); !strings.Contains(out, "Nothing waits") {
			t.Errorf("said %q", out)
		}
		o.platform.failing(bot.BadContent)
		o.say("ann", "add", "Dana Lee, chiropractor, Akron")
		time.Sleep(time.Minute) // it is tried without its ornaments first
		synctest.Wait()
		all := o.waiting()
		if len(all) != 1 || !all[0].Dead || all[0].Kind != "answer" || all[0].Platform != "console" {
			t.Fatalf("waiting: %+v", all)
		}
		text := o.must(chores.Letters, chores.Form{})
		if !strings.Contains(text, all[0].ID) || !strings.Contains(text, "given up: ") || strings.Contains(text, "Dana") || strings.Contains(text, "ann") {
			t.Errorf("listed\n%s", text)
		}
		o.platform.failing(bot.Arrived)
		if out := o.must(chores.Retry, chores.LetterArgs{ID: all[0].ID}); !strings.Contains(out, "sent as soon as") {
			t.Errorf("said %q", out)
		}
		if !strings.Contains(o.platform.heard(), "Dana Lee") || len(o.waiting()) != 0 {
			t.Errorf("heard %q, waiting %v", o.platform.heard(), o.waiting())
		}
	})
}

func TestALetterIsDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		o.platform.failing(bot.ServerFault)
		o.say("ann", "add", "Dana Lee, chiropractor, Akron")
		all := o.waiting()
		if len(all) != 1 || all[0].Dead {
			t.Fatalf("waiting: %+v", all)
		}
		if out := o.must(chores.Drop, chores.LetterArgs{ID: all[0].ID, Reason: "a test"}); !strings.Contains(out, "stays owed") {
			t.Errorf("said %q", out)
		}
		if len(o.waiting()) != 0 || !strings.Contains(o.log.String(), `reason="a test"`) {
			t.Errorf("waiting %v, logged\n%s", o.waiting(), o.log.String())
		}
		for _, chore := range []string{chores.Retry, chores.Drop} {
			if _, err := o.do(chore, chores.LetterArgs{ID: all[0].ID, Reason: "again"}); err == nil || !strings.Contains(err.Error(), "outbox list") {
				t.Errorf("%s: %v", chore, err)
			}
		}
	})
}

func TestBooksOfSeveral(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		o.say("ann", "add", "Dana Lee, chiropractor, Akron")
		o.say("bob", "add", "Ana Kim, chiropractor, Akron")
		o.say("bob", "received", "Ana Kim")
		var all []chores.Entry
		if err := json.Unmarshal([]byte(o.must(chores.Books, chores.Form{JSON: true})), &all); err != nil || len(all) != 2 {
			t.Fatalf("%+v, %v", all, err)
		}
		owed := map[int]chores.Entry{all[0].Events: all[0], all[1].Events: all[1]}
		bobs := owed[1]
		if bobs.People != 1 || bobs.Owed == 0 || bobs.First.IsZero() || bobs.Members != 1 {
			t.Errorf("%+v", bobs)
		}
		for _, number := range []string{bobs.Number, string(bobs.ID), strings.ToUpper(bobs.Number[:5]) + " " + bobs.Number[5:]} {
			out := o.must(chores.Export, chores.ExportArgs{Book: number})
			if !strings.Contains(out, "Ana Kim") || strings.Contains(out, "Dana") {
				t.Errorf("%q exports\n%s", number, out)
			}
		}
		if out := o.must(chores.Erase, chores.EraseArgs{Book: bobs.Number}); !strings.Contains(out, "none is left") {
			t.Errorf("said %q", out)
		}
		if out := o.must(chores.Books, nil); strings.Contains(out, bobs.Number) || strings.Count(out, "\n") != 2 {
			t.Errorf("afterwards\n%s", out)
		}
		for _, number := range []string{"", "b", bobs.Number, "bzzzzzzzz"} {
			if number == "" {
				continue
			}
			if _, err := o.do(chores.Erase, chores.EraseArgs{Book: number}); err == nil {
				t.Errorf("%q was erased", number)
			}
		}
		if err := o.Store.Verify(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// TestArgumentsOfAnotherVersion are refused with what to do.
func TestArgumentsOfAnotherVersion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		if _, err := o.do(chores.Books, []int{1}); err == nil || !strings.Contains(err.Error(), "another version") {
			t.Errorf("got %v", err)
		}
	})
}

func TestReportOfBackups(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		var reported []string
		o.Report = func(_ time.Time, err error) { reported = append(reported, fmt.Sprint(err)) }
		if _, err := o.do(chores.Backup, chores.BackupArgs{}); !errors.Is(err, vault.ErrNoRecipient) {
			t.Errorf("got %v", err)
		}
		recipient, _, err := vault.NewKey()
		if err != nil {
			t.Fatal(err)
		}
		o.Backup = vault.Settings{Recipient: recipient, Folder: filepath.Join(t.TempDir(), "own")}
		if out := o.must(chores.Backup, chores.BackupArgs{}); !strings.Contains(out, o.Backup.Folder) {
			t.Errorf("said %q", out)
		}
		elsewhere := filepath.Join(t.TempDir(), "elsewhere")
		if out := o.must(chores.Backup, chores.BackupArgs{Settings: vault.Settings{Folder: elsewhere}}); !strings.Contains(out, elsewhere) {
			t.Errorf("said %q", out)
		}
		if len(reported) != 3 || reported[1] != "<nil>" || reported[2] != "<nil>" {
			t.Errorf("reported %q", reported)
		}
	})
}

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{0: "0 bytes", 999: "999 bytes", 1000: "1 kB", 82_136: "82 kB", 1_105_920: "1.1 MB", 3_200_000_000: "3.2 GB"} {
		if got := chores.Bytes(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}
