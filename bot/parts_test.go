package bot

import (
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
		if ok, _ := f.allow(ann, "", now.Add(time.Duration(i)*time.Millisecond)); !ok {
			t.Fatalf("message %d was refused", i+1)
		}
	}
	if ok, first := f.allow(ann, "", now.Add(time.Second)); ok || !first {
		t.Errorf("message 21: ok %v, first %v; want it refused with a sentence", ok, first)
	}
	if ok, first := f.allow(ann, "", now.Add(2*time.Second)); ok || first {
		t.Errorf("message 22: ok %v, first %v; want it refused in silence", ok, first)
	}
	if ok, _ := f.allow(bob, "", now.Add(2*time.Second)); !ok {
		t.Error("somebody else was refused")
	}
	if ok, _ := f.allow(ann, "", now.Add(floodSpan)); !ok {
		t.Error("refused after the span was over")
	}
	if ok, _ := f.allow(ann, "", now.Add(floodSpan-time.Millisecond)); ok {
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
	all := func(Account) bool { return true }
	only := func(platform string) func(Account) bool {
		return func(x Account) bool { return x.Platform == platform }
	}
	w := routes{Accounts: []Account{a, b}, Last: 1}
	for _, tt := range []struct {
		name string
		shut []int
		runs func(Account) bool
		want Account
		open bool
	}{
		{"the last one used", nil, all, b, true},
		{"another, if its platform does not run", nil, only("telegram"), a, true},
		{"the last one, if none runs", nil, only("none"), b, true},
		{"another, if it is shut", []int{1}, all, a, true},
		{"the open one, though its platform does not run", []int{1}, only("discord"), a, true},
		{"none", []int{0, 1}, all, b, false},
	} {
		w.Suspended = nil
		for _, i := range tt.shut {
			w.setShut(i, true)
		}
		if to, open := w.target(tt.runs); to != tt.want || open != tt.open {
			t.Errorf("%s: %v, %v", tt.name, to, open)
		}
	}
}
