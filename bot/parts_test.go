package bot

import (
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

var noTime time.Time

func TestFloods(t *testing.T) {
	f, ann, bob := newFloods(), Account{"telegram", "1"}, Account{"telegram", "2"}
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for i := range mostInputs {
		if ok, _ := f.allow(ann, now.Add(time.Duration(i)*time.Millisecond)); !ok {
			t.Fatalf("message %d was refused", i+1)
		}
	}
	if ok, first := f.allow(ann, now.Add(time.Second)); ok || !first {
		t.Errorf("message 21: ok %v, first %v; want it refused with a sentence", ok, first)
	}
	if ok, first := f.allow(ann, now.Add(2*time.Second)); ok || first {
		t.Errorf("message 22: ok %v, first %v; want it refused in silence", ok, first)
	}
	if ok, _ := f.allow(bob, now.Add(2*time.Second)); !ok {
		t.Error("somebody else was refused")
	}
	if ok, _ := f.allow(ann, now.Add(floodSpan)); !ok {
		t.Error("refused after the span was over")
	}
	if ok, _ := f.allow(ann, now.Add(floodSpan-time.Millisecond)); ok {
		t.Error("the span slides: twenty messages are still within it")
	}
}

func TestOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := NewOrder()
		var mu sync.Mutex
		var got []int
		for i := range 50 {
			o.Do("a", func() {
				time.Sleep(time.Duration(50-i) * time.Millisecond)
				mu.Lock()
				got = append(got, i)
				mu.Unlock()
			})
		}
		other := make(chan struct{})
		o.Do("b", func() { close(other) })
		<-other // does not wait for a
		o.Wait()
		for i, n := range got {
			if i != n {
				t.Fatalf("order %v", got)
			}
		}
		if len(o.last) != 0 {
			t.Errorf("%d keys are kept", len(o.last))
		}
	})
}

// The table of outcomes: see the package's send.go.
func TestJudge(t *testing.T) {
	failed := func(o Outcome) error {
		return &SendError{Outcome: o, After: 3 * time.Second, To: "-100", Err: errors.New("x")}
	}
	tests := []struct {
		name  string
		cause error
		m     parcel
		gone  bool
		route bool
		rests bool
	}{
		{"sent", nil, parcel{}, true, false, false},
		{"not sent", failed(NotSent), parcel{}, false, false, true},
		{"not sent, an answer too often", failed(NotSent), parcel{Attempts: 12}, true, false, true},
		{"not sent, a ping never gives up", failed(NotSent), parcel{Attempts: 500, Ping: true}, false, false, true},
		{"rate limited", failed(RateLimited), parcel{Attempts: 50}, false, false, true},
		{"server fault", failed(ServerFault), parcel{}, false, false, true},
		{"target gone", failed(TargetGone), parcel{}, true, true, false},
		{"moved", failed(Migrated), parcel{Chat: &Chat{ID: "-1"}}, false, false, true},
		{"bad content", failed(BadContent), parcel{}, false, false, true},
		{"bad content, bare already", failed(BadContent), parcel{Bare: true}, true, false, false},
		{"bad token", failed(BadToken), parcel{}, false, false, true},
		{"ambiguous answer", failed(Ambiguous), parcel{}, true, false, true},
		{"ambiguous ping", failed(Ambiguous), parcel{Ping: true}, false, false, true},
		{"unknown error of a ping", errors.New("?"), parcel{Ping: true}, false, false, true},
	}
	for _, tt := range tests {
		v := judge(&tt.m, tt.cause)
		if v.gone != tt.gone || v.route != tt.route || (v.wait > 0) != tt.rests {
			t.Errorf("%s: %+v", tt.name, v)
		}
	}
	m := parcel{Chat: &Chat{ID: "-1"}}
	judge(&m, failed(Migrated))
	if m.Chat.ID != "-100" {
		t.Errorf("moved to %q", m.Chat.ID)
	}
}

func TestBackoff(t *testing.T) {
	for attempts := range 40 {
		most := min(time.Second<<min(attempts, 12), 5*time.Minute)
		if d := backoff(attempts); d < most/2 || d > most {
			t.Errorf("after %d attempts %v, want %v to %v", attempts, d, most/2, most)
		}
	}
}

func TestRoutes(t *testing.T) {
	a, b := Account{"telegram", "1"}, Account{"discord", "2"}
	w := routes{Accounts: []Account{a, b}, Last: 1}
	if to, open := w.target(); to != b || !open {
		t.Errorf("target %v, %v", to, open)
	}
	w.setShut(1, true)
	if to, open := w.target(); to != a || !open {
		t.Errorf("with one way shut: %v, %v", to, open)
	}
	w.setShut(0, true)
	if _, open := w.target(); open {
		t.Error("both ways are shut, yet one is open")
	}
}
