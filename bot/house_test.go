package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

// stand is a platform that notes what is sent and fails as it is told.
type stand struct {
	name string
	mu   sync.Mutex
	sent []string
	fail func(n int) error // of the nth attempt, from 0
	n    int
}

func (s *stand) Name() string                                      { return s.name }
func (s *stand) Run(ctx context.Context, _ bot.Receiver) error     { <-ctx.Done(); return nil }
func (s *stand) Working(context.Context, bot.Incoming, bool) error { return nil }

func (s *stand) Send(_ context.Context, d bot.Delivery) (bot.Receipt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n++
	if s.fail != nil {
		if err := s.fail(s.n - 1); err != nil {
			return bot.Receipt{}, err
		}
	}
	to, _ := d.Account()
	s.sent = append(s.sent, to.ID+": "+d.Message().PlainText())
	return bot.Receipt{Message: fmt.Sprint(len(s.sent))}, nil
}

func (s *stand) failing(how func(int) error) {
	synctest.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail, s.n = how, 0
}

func (s *stand) heard() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := strings.Join(s.sent, "\n")
	s.sent = nil
	return all
}

// note is a feature small enough to see through: it keeps words and pings.
var notes = store.Table[struct {
	Text string `cbor:"1,keyasint" json:"text"`
}]{Name: "note"}

func feature(alarm func(p *bot.Personal) error) bot.Feature {
	return bot.Feature{
		Tables: []store.Keeper{notes},
		Commands: []bot.Command{
			{Name: "start", Summary: "hello", Personal: func(context.Context, *bot.Personal) (bot.Private, error) {
				return bot.Whisper(bot.Compose(bot.Say("started"))), nil
			}},
			{Name: "keep", Summary: "keeps", Personal: func(_ context.Context, p *bot.Personal) (bot.Private, error) {
				row, err := notes.Get(p.Data, "1")
				if err != nil && !errors.Is(err, store.ErrNotFound) {
					return bot.Private{}, err
				}
				row.Text += p.Args.Words + ";"
				if err := notes.Put(p.Data, "1", row); err != nil {
					return bot.Private{}, err
				}
				switch p.Args.Words {
				case "sorry":
					return bot.Private{}, bot.Errorf("Not like that.")
				case "fail":
					return bot.Private{}, errors.New("disk on fire")
				case "panic":
					panic("zyzzyva")
				}
				return bot.Whisper(bot.Compose(bot.Say("kept %s", row.Text))), nil
			}},
			{Name: "ping", Summary: "pings in an hour", Personal: func(_ context.Context, p *bot.Personal) (bot.Private, error) {
				return bot.Whisper(bot.Compose(bot.Say("will do"))), p.RemindAt("test", "1", p.Now.Add(time.Hour))
			}},
			{Name: "zone", Summary: "moves", Personal: func(_ context.Context, p *bot.Personal) (bot.Private, error) {
				return bot.Whisper(bot.Compose(bot.Say("moved"))), p.SetZone(p.Args.Words)
			}},
			{Name: "soon", Summary: "pings in about half an hour", Personal: func(_ context.Context, p *bot.Personal) (bot.Private, error) {
				return bot.Whisper(bot.Compose(bot.Say("will do"))), p.RemindAt("test", "1", p.Now.Add(31*time.Minute))
			}},
			{Name: "atfive", Summary: "pings tomorrow at five", Personal: func(_ context.Context, p *bot.Personal) (bot.Private, error) {
				tomorrow := time.Date(p.Now.Year(), p.Now.Month(), p.Now.Day()+1, 17, 0, 0, 0, time.UTC)
				return bot.Whisper(bot.Compose(bot.Say("will do"))), p.Remind("test", "1", tomorrow)
			}},
			{Name: "invite", Summary: "a code", Personal: func(_ context.Context, p *bot.Personal) (bot.Private, error) {
				code, err := p.NewCode(bot.InviteCode)
				return bot.Whisper(bot.Compose(bot.Say("%s", code))), err
			}},
			{Name: "link", Summary: "a code", Personal: func(_ context.Context, p *bot.Personal) (bot.Private, error) {
				code, err := p.NewCode(bot.LinkCode)
				return bot.Whisper(bot.Compose(bot.Say("%s", code))), err
			}},
		},
		Alarms: []bot.Alarm{{Kind: "test", Personal: func(_ context.Context, p *bot.Personal, id string) ([]bot.Nudge, error) {
			if alarm != nil {
				if err := alarm(p); err != nil {
					return nil, err
				}
			}
			return []bot.Nudge{{Duty: id, One: "thing", Many: "things"}}, nil
		}}},
	}
}

// house is a router over an engine that outlives it.
type house struct {
	t       *testing.T
	engine  store.Engine
	master  store.Master
	access  bot.Access
	feature bot.Feature
	log     bytes.Buffer
	router  *bot.Router
	stop    context.CancelCauseFunc
	done    chan error
	inputs  int
	limits  map[string]bot.Limits
	now     func() time.Time
	resolve func(time.Time, *time.Location) time.Time
	pulse   time.Duration
}

func newHouse(t *testing.T, access bot.Access) *house {
	return &house{t: t, engine: memory.New(), master: storetest.Master(t), access: access, feature: feature(nil), resolve: when.Instant, pulse: 365 * 24 * time.Hour}
}

type lasting struct{ store.Engine }

func (lasting) Close() error { return nil }

func (h *house) open(platforms ...bot.Platform) {
	h.t.Helper()
	book, err := store.Open(h.t.Context(), lasting{h.engine}, h.master)
	if err != nil {
		h.t.Fatal(err)
	}
	h.router, err = bot.NewRouter(bot.Config{
		Store: book, Log: slog.New(slog.NewTextHandler(&h.log, nil)), Features: []bot.Feature{h.feature},
		Platforms: platforms, Access: h.access, Zone: "America/Chicago", Resolve: h.resolve, Grace: 5 * time.Second,
		Pulse: h.pulse, Limits: h.limits, Now: h.now,
	})
	if err != nil {
		h.t.Fatal(err)
	}
	ctx, stop := context.WithCancelCause(context.Background())
	h.stop, h.done = stop, make(chan error, 1)
	running := h.router
	go func() { h.done <- running.Run(ctx) }()
	h.t.Cleanup(func() { stop(bot.Killed); synctest.Wait() })
}

func (h *house) close(cause error) {
	h.stop(cause)
	if err := <-h.done; err != nil {
		h.t.Errorf("run: %v", err)
	}
}

// letters is what the operator sees.
func (h *house) letters() []bot.Letter {
	h.t.Helper()
	synctest.Wait()
	all, err := h.router.Letters(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return all
}

// say types a text and lets the answer go out.
func (h *house) say(platform, who, text string) {
	h.t.Helper()
	h.inputs++
	h.again(platform, who, text, fmt.Sprint(h.inputs))
}

func (h *house) again(platform, who, text, id string) {
	h.t.Helper()
	in := bot.Incoming{Kind: bot.Said, ID: id, From: bot.Account{Platform: platform, ID: who}, At: time.Now(), Text: text}
	if command, rest, is := strings.Cut(text, " "); strings.HasPrefix(command, "/") {
		in.Command, in.Text = command[1:], rest
		_ = is
	}
	if err := h.router.Receive(h.t.Context(), in); err != nil && !errors.Is(err, bot.ErrUnanswered) {
		h.t.Fatalf("receive: %v", err)
	}
	synctest.Wait()
}

func expect(t *testing.T, got string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Fatalf("heard %q, want %q in it", got, w)
		}
	}
	if len(want) == 0 && got != "" {
		t.Fatalf("heard %q, want nothing", got)
	}
}
