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

// listener is a receiver that notes what it gets.
type listener struct {
	mu       sync.Mutex
	commands []bot.Command
	got      []bot.Incoming
	handle   func(context.Context, bot.Incoming) error
}

func (l *listener) Commands() []bot.Command { return l.commands }

func (*listener) Inbox(string) bot.Inbox { return nil }

func (*listener) Accounts(context.Context, string) ([]bot.Account, error) { return nil, nil }

func (l *listener) Suggest(context.Context, bot.Incoming, string, string) []string { return nil }

func (l *listener) Receive(ctx context.Context, in bot.Incoming) error {
	l.mu.Lock()
	l.got = append(l.got, in)
	l.mu.Unlock()
	if l.handle == nil {
		return nil
	}
	return l.handle(ctx, in)
}

// texts is what was received, in order.
func (l *listener) texts() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []string
	for _, in := range l.got {
		out = append(out, in.Command+in.Text+in.Payload)
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
	o.Log = slog.New(slog.NewTextHandler(w.log, nil))
	for _, f := range change {
		f(&o)
	}
	w.platform = telegram.New(o)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	w.stop, w.ended = cancel, ended
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
