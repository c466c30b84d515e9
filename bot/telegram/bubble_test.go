package telegram_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/telegram"
	"referout/bot/telegram/telegramtest"
)

// listener is a receiver that notes what it gets, and what of it was handled.
type listener struct {
	mu       sync.Mutex
	commands []bot.Command
	got      []bot.Incoming
	done     []bot.Incoming
	inbox    drawer
	handle   func(context.Context, bot.Incoming) error
}

func (l *listener) Commands() []bot.Command { return l.commands }

func (l *listener) Inbox(string) bot.Inbox { return &l.inbox }

func (*listener) Accounts(context.Context, string) ([]bot.Account, error) { return nil, nil }

func (l *listener) Suggest(context.Context, bot.Incoming, string, string) []string { return nil }

func (l *listener) Receive(ctx context.Context, in bot.Incoming) (err error) {
	l.mu.Lock()
	l.got = append(l.got, in)
	handle := l.handle
	l.mu.Unlock()
	if handle != nil {
		err = handle(ctx, in)
	}
	if (err == nil || errors.Is(err, bot.ErrUnanswered)) && l.inbox.handled(in.Kept) {
		l.mu.Lock()
		l.done = append(l.done, in)
		l.mu.Unlock()
	}
	return err
}

// handling makes the listener do this with every input from now on, once all is
// settled.
func (l *listener) handling(how func(context.Context, bot.Incoming) error) {
	synctest.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.handle = how
}

// passes lets virtual time pass, and everything settle that was to happen in it.
func passes(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// texts is what was received, in order.
func (l *listener) texts() string { return l.told(&l.got) }

// effects is what was handled, in the order of the end.
func (l *listener) effects() string { return l.told(&l.done) }

func (l *listener) told(list *[]bot.Incoming) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []string
	for _, in := range *list {
		out = append(out, in.Command+in.Text+in.Payload+in.MovedTo)
	}
	return strings.Join(out, " ")
}

// logbook is what was logged, for a look at once the bubble is over.
type logbook struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logbook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// world is an adapter on a network, running in a bubble.
type world struct {
	*testing.T
	net      *telegramtest.Network
	platform *telegram.Platform
	ear      *listener
	log      *logbook
	stop     context.CancelFunc
	kill     context.CancelCauseFunc
	ended    chan error
}

// inBubble plays in virtual time. With run, the adapter polls until the play is
// over. Every log line is searched for the token, every call checked.
func inBubble(t *testing.T, play func(*world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &world{T: t, net: telegramtest.New(), ear: &listener{}, log: &logbook{}}
		if !w.net.Checked() {
			t.Log("REFEROUT_SHARED is not set: calls are not held against the description of the API")
		}
		play(w)
		w.halt()
		if strings.Contains(w.log.String(), telegramtest.Token) {
			t.Errorf("the log says the token:\n%s", w.log)
		}
		for _, err := range w.net.Check() {
			t.Error(err)
		}
	})
}

// connect starts the adapter with options changed as wished.
func (w *world) connect(change ...func(*telegram.Options)) {
	o := w.net.Options(w)
	o.Log = slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	for _, f := range change {
		f(&o)
	}
	w.platform = telegram.New(o)
	ctx, kill := context.WithCancelCause(context.Background())
	ended := make(chan error, 1)
	w.stop, w.kill, w.ended = func() { kill(nil) }, kill, ended
	go func() { ended <- w.platform.Run(ctx, w.ear) }()
	synctest.Wait()
}

func (w *world) halt() {
	if w.stop != nil {
		w.stop()
		w.Logf("ended: %v", <-w.ended)
		w.stop = nil
	}
	synctest.Wait()
}

// result is what Run ended with by itself.
func (w *world) result() error {
	w.Helper()
	synctest.Wait()
	select {
	case err := <-w.ended:
		w.stop()
		w.stop = nil
		return err
	default:
		w.Fatal("still running")
		return nil
	}
}

func (w *world) heard(want string) {
	w.Helper()
	synctest.Wait()
	if got := w.ear.texts(); got != want {
		w.Errorf("received %q, want %q", got, want)
	}
}

// keeps checks the inbox: how many rows there are, and how others ended.
func (w *world) keeps(want string) {
	w.Helper()
	synctest.Wait()
	if got := w.ear.inbox.state(); got != want {
		w.Errorf("the inbox keeps %q, want %q", got, want)
	}
}

// told checks how many lines of at least a level the log has that hold a text.
func (w *world) told(level slog.Level, text string, want int) {
	w.Helper()
	synctest.Wait()
	if got := w.log.logged(level, text); got != want {
		w.Errorf("%d lines of %q, want %d:\n%s", got, text, want, w.log)
	}
}

// waiting checks how many updates Telegram still holds.
func (w *world) waiting(want int) {
	w.Helper()
	synctest.Wait()
	if got := w.net.Waiting(); got != want {
		w.Errorf("%d updates wait, want %d", got, want)
	}
}

func (w *world) send(d telegram.Parcel) (bot.Receipt, error) {
	return w.platform.Deliver(context.Background(), d)
}

// sent sends what must arrive and returns the receipt.
func (w *world) sent(d telegram.Parcel) bot.Receipt {
	w.Helper()
	r, err := w.send(d)
	if err != nil {
		w.Fatal(err)
	}
	return r
}

// fails sends what must fail in a certain way.
func (w *world) fails(d telegram.Parcel, want bot.Outcome) *bot.SendError {
	w.Helper()
	_, err := w.send(d)
	var e *bot.SendError
	if !errors.As(err, &e) {
		w.Fatalf("error %v is no *bot.SendError", err)
	}
	if outcomeOf(w, err) != want {
		w.Errorf("outcome %d, want %d: %v", e.Outcome, want, e)
	}
	return e
}

// outcomeOf is the class of an error; 0: there was none.
func outcomeOf(t testing.TB, err error) bot.Outcome {
	t.Helper()
	var e *bot.SendError
	if err != nil && !errors.As(err, &e) {
		t.Errorf("error %v is no *bot.SendError", err)
		return 0
	}
	if e == nil {
		return 0
	}
	return e.Outcome
}

// logged counts lines from a level on that hold a text.
func (l *logbook) logged(level slog.Level, text string) int {
	n := 0
	for line := range strings.Lines(l.String()) {
		var at slog.Level
		_, after, _ := strings.Cut(line, "level=")
		word, _, _ := strings.Cut(after, " ")
		if at.UnmarshalText([]byte(word)) == nil && at >= level && strings.Contains(line, text) {
			n++
		}
	}
	return n
}

func (w *world) lines() []bottest.Line {
	synctest.Wait()
	return w.net.Heard()
}

// meet lets a person write first, so that she can be written to.
func (w *world) meet(names ...string) {
	for _, name := range names {
		w.net.Say(name, "", "/start")
	}
	synctest.Wait()
}

func toPerson(name string, m bot.Message) telegram.Parcel {
	return telegram.Parcel{Person: telegramtest.PersonID(name), Message: m}
}

func say(text string) bot.Message { return bot.Compose(bot.Say("%s", text)) }

const second = time.Second
