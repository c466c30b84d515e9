package watch

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"referout/store"
	"referout/store/memory"
)

func TestWell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := on(t)
		w.wants(t, "/healthz", 503, "the store is not open yet")
		e := w.Engine(memory.New())
		w.wants(t, "/healthz", 200, "ok")
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
		w.wants(t, "/healthz", 503, "the store cannot be read")
	})
}

// stuck is an engine in which everything waits for ever.
type stuck struct {
	store.Engine
	gate  chan struct{}
	asked atomic.Int32
}

func (s *stuck) View(context.Context, func(store.Reader) error) error {
	s.asked.Add(1)
	<-s.gate
	return nil
}

func (s *stuck) Update(context.Context, func(store.Writer) error) error {
	<-s.gate
	return nil
}

func TestAStoreThatDoesNotAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := on(t)
		s := &stuck{gate: make(chan struct{})}
		w.Engine(s)
		for range 3 {
			w.wants(t, "/healthz", 503, "the store does not answer")
		}
		if got := s.asked.Load(); got != 1 {
			t.Errorf("%d questions wait in the store, want 1", got)
		}
		close(s.gate)
		synctest.Wait()
		w.wants(t, "/healthz", 200, "ok")
	})
}

type broken struct{ store.Engine }

func (broken) View(context.Context, func(store.Reader) error) error { panic("page 7: invalid type") }

func TestADamagedStoreDoesNotEndTheProgram(t *testing.T) {
	w := on(t)
	w.Engine(broken{})
	w.wants(t, "/healthz", 503, "the store cannot be read\n")
}

func TestAWriteThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := on(t)
		e := w.Engine(memory.New())
		hold := make(chan struct{})
		write := func(wait bool) {
			_ = e.Update(t.Context(), func(store.Writer) error {
				if wait {
					<-hold
				}
				return nil
			})
		}
		// Many writes one after another are no write that hangs.
		go func() {
			for range 4 {
				write(false)
				time.Sleep(writesWithin)
			}
		}()
		time.Sleep(3 * writesWithin)
		w.wants(t, "/healthz", 200)
		time.Sleep(2 * writesWithin)
		go write(true)
		synctest.Wait()
		w.wants(t, "/healthz", 200)
		time.Sleep(writesWithin)
		w.wants(t, "/healthz", 503, "no write to the store has ended for 2m0s")
		close(hold)
		synctest.Wait()
		w.wants(t, "/healthz", 200)
	})
}

func TestALoopThatStandsStill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := on(t)
		w.Engine(memory.New())
		time.Sleep(2 * beatsWithin) // never heard of: nobody tells
		w.wants(t, "/healthz", 200)
		w.Beat("outbox")
		w.Beat("alarms")
		time.Sleep(beatsWithin - time.Second)
		w.Beat("alarms")
		w.wants(t, "/healthz", 200)
		time.Sleep(time.Second)
		w.wants(t, "/healthz", 503, "outbox has stood still for 5m0s")
		w.Beat("outbox")
		w.wants(t, "/healthz", 200)
	})
}

func TestReady(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		connected, link := false, ""
		discord, telegram := linked{newPlace("discord"), &connected}, named{newPlace("telegram"), &link}
		console := newPlace("console")
		w := on(t, discord, telegram, console)
		w.wants(t, "/readyz", 503, "the store is not open yet", "discord does not run yet", "console does not run yet")
		w.Engine(memory.New())
		ctx, cancel := context.WithCancel(t.Context())
		wait := w.run(ctx)
		synctest.Wait()
		w.wants(t, "/readyz", 503, "discord has not been connected to yet\ntelegram has not been connected to yet\n")
		connected, link = true, "https://t.me/x"
		w.wants(t, "/readyz", 200, "ok")
		if got := w.value(t, "referout_platform_up", "platform", "discord"); got != 1 {
			t.Errorf("discord is up: %v", got)
		}
		console.end <- nil // the end of a pipe
		synctest.Wait()
		w.wants(t, "/readyz", 200)
		discord.end <- errors.New("Discord refused the token")
		synctest.Wait()
		w.wants(t, "/readyz", 503, "discord has stopped; the log says why\n")
		if got := w.value(t, "referout_platform_up", "platform", "discord"); got != 0 {
			t.Errorf("discord is up: %v", got)
		}
		w.wants(t, "/healthz", 200) // a restart would heal nothing
		cancel()
		wait()
		w.wants(t, "/readyz", 503, "discord has stopped")
		if _, body := w.get("/readyz"); body != "discord has stopped; the log says why\n" {
			t.Errorf("the end of the program counts as a platform's: %s", body)
		}
	})
}
