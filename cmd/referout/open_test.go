package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"strings"
	"syscall"
	"testing"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/store"
	"referout/store/bolt"
	"referout/store/memory"
	"referout/store/storetest"
)

// TestTheClockIsTrusted compares it with a book that was last in use now.
func TestTheClockIsTrusted(t *testing.T) {
	s := storetest.Store(t, memory.New())
	r, err := bot.NewRouter(bot.Config{Store: s, Log: slog.New(slog.DiscardHandler), Zone: "UTC", Resolve: when.Instant})
	if err != nil {
		t.Fatal(err)
	}
	p := &program{}
	if err := p.trustClock(t.Context(), r, time.Time{}); err != nil {
		t.Errorf("a new book: %v", err)
	}
	// Without a platform to run it lives for a moment, and says so.
	if err := r.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	seen, err := r.LastSeen(t.Context())
	if err != nil || seen.IsZero() {
		t.Fatalf("last seen %v, %v", seen, err)
	}
	day := 24 * time.Hour
	for off, want := range map[time.Duration]string{
		0: "", -23 * time.Hour: "", 399 * day: "",
		-25 * time.Hour: "as late as", -5000 * day: "as late as", 401 * day: "more than 400 days before", 9000 * day: "more than 400 days before",
	} {
		p.clockIsRight = false
		err := p.trustClock(t.Context(), r, seen.Add(off))
		if (err == nil) != (want == "") || (err != nil && (!strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "--clock-is-right"))) {
			t.Errorf("%v: %v", off, err)
		}
		p.clockIsRight = true
		if err := p.trustClock(t.Context(), r, seen.Add(off)); err != nil {
			t.Errorf("%v, said to be right: %v", off, err)
		}
	}
}

// TestTroubleSaysWhatToDo: each is a sentence with a next step, and stays what it is
// for whoever asks.
func TestTroubleSaysWhatToDo(t *testing.T) {
	for _, test := range []struct {
		err  error
		want string
	}{
		{bolt.ErrInUse, "end that one first"},
		{store.ErrNewer, "use that version or a later one"},
		{&fs.PathError{Op: "open", Path: "book.db", Err: syscall.EROFS}, "make the disk writable"},
		{&fs.PathError{Op: "open", Path: "book.db", Err: syscall.EACCES}, "run it as the user who owns that folder"},
		{bolt.ErrDamaged, "referout restore FILE"},
		{bolt.ErrFull, "free some"},
	} {
		got := trouble("/data", fmt.Errorf("wrapped: %w", test.err))
		if !errors.Is(got, test.err) || !strings.Contains(got.Error(), test.want) {
			t.Errorf("%v: %v", test.err, got)
		}
		if strings.Contains(got.Error(), "open book.db") {
			t.Errorf("the cause is told with the file that the sentence names: %v", got)
		}
	}
	if err := trouble("/data", nil); err != nil {
		t.Errorf("no trouble: %v", err)
	}
	if err := trouble("/data", io.EOF); !errors.Is(err, io.EOF) {
		t.Errorf("another: %v", err)
	}
}
