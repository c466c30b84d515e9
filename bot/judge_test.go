package bot

import (
	"errors"
	"testing"
	"time"

	"referout/store"
)

// The table of outcomes.
func TestJudge(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	failed := func(o Outcome) error {
		return &SendError{Outcome: o, After: 3 * time.Second, To: "-100", Err: errors.New("x")}
	}
	fresh, old := now.Add(-time.Minute), now.Add(-2*time.Hour)
	group := &Chat{ID: "-1"}
	for _, tt := range []struct {
		name  string
		cause error
		m     parcel
		tries int
		want  fate
		waits time.Duration // at least; 0: not at all
	}{
		{"sent", nil, parcel{}, 0, arrived, 0},
		{"not sent", failed(NotSent), parcel{Since: fresh}, 0, later, 500 * time.Millisecond},
		{"not sent, the ninth time", failed(NotSent), parcel{Since: fresh}, 8, later, 128 * time.Second},
		{"not sent, an answer too old", failed(NotSent), parcel{Since: old}, 0, buried, 0},
		{"not sent, a ping never gives up", failed(NotSent), parcel{Since: old, Ping: true}, 500, later, 150 * time.Second},
		{"rate limited", failed(RateLimited), parcel{Since: old}, 50, later, 4 * time.Second},
		{"server fault", failed(ServerFault), parcel{Since: fresh}, 0, later, 500 * time.Millisecond},
		{"target gone", failed(TargetGone), parcel{}, 0, refused, 0},
		{"moved", failed(Migrated), parcel{Chat: group}, 0, moved, time.Millisecond},
		{"moved, but a person", failed(Migrated), parcel{}, 0, refused, 0},
		{"bad content", failed(BadContent), parcel{}, 0, bared, time.Millisecond},
		{"bad content, bare already", failed(BadContent), parcel{Bare: true, Ping: true}, 0, buried, 0},
		{"bad token", failed(BadToken), parcel{Since: fresh}, 0, stranded, 5 * time.Minute},
		{"bad token, an answer too old", failed(BadToken), parcel{Since: old}, 0, buried, 0},
		{"doubtful answer", failed(Ambiguous), parcel{Since: fresh}, 0, later, 10 * time.Second},
		{"doubtful answer, twice", failed(Ambiguous), parcel{Since: fresh}, 1, buried, 0},
		{"doubtful edit", failed(Ambiguous), parcel{Since: fresh, Edit: "1/2"}, 9, later, 10 * time.Second},
		{"a card is never too old", failed(NotSent), parcel{Since: old, Chat: group, Card: "1"}, 0, later, 500 * time.Millisecond},
		{"doubtful card", failed(Ambiguous), parcel{Since: old, Chat: group, Card: "1"}, 5, later, 32 * time.Minute},
		{"an aside that comes too late", failed(NotSent), parcel{Since: now.Add(-2 * time.Minute), Chat: group, Note: true}, 0, refused, 0},
		{"doubtful ping", failed(Ambiguous), parcel{Ping: true}, 0, later, time.Minute},
		{"doubtful ping, for days", failed(Ambiguous), parcel{Since: old, Ping: true}, 99, later, time.Hour},
		{"unknown error of a ping", errors.New("?"), parcel{Ping: true}, 0, later, time.Minute},
	} {
		v := judge(claimed{parcel: tt.m, mark: store.Mark{Attempts: tt.tries}}, tt.cause, now, now)
		if v.fate != tt.want || (v.fate != buried && v.wait < tt.waits) || (tt.waits == 0 && v.fate != buried && v.wait != 0) {
			t.Errorf("%s: %+v", tt.name, v)
		}
		if v.fate == buried && v.why == "" {
			t.Errorf("%s: the operator is not told why", tt.name)
		}
	}
}

// What an attempt leaves behind: how often, whether it may have arrived, and until
// when to wait.
func TestJudgeMarks(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	before := now.Add(-time.Hour)
	began := now.Add(-30 * time.Second)
	judged := func(o Outcome, tried time.Time) store.Mark {
		c := claimed{parcel: parcel{Ping: true}, mark: store.Mark{Attempts: 2, Tried: tried}}
		return judge(c, &SendError{Outcome: o, After: time.Second, Err: errors.New("x")}, began, now).mark
	}
	if m := judged(NotSent, time.Time{}); m.Attempts != 3 || !m.Tried.IsZero() || !m.Until.After(now) {
		t.Errorf("not sent: %+v", m)
	}
	if m := judged(RateLimited, time.Time{}); m.Attempts != 2 || !m.Until.Equal(now.Add(2*time.Second)) {
		t.Errorf("rate limited is no attempt: %+v", m)
	}
	if m := judged(Ambiguous, time.Time{}); !m.Tried.Equal(began) || m.Faint {
		t.Errorf("doubtful: %+v", m)
	}
	if m := judged(ServerFault, time.Time{}); !m.Tried.Equal(began) || !m.Faint {
		t.Errorf("the platform in trouble: %+v", m)
	}
	if m := judged(ServerFault, before); !m.Tried.Equal(before) || m.Faint {
		t.Errorf("an older doubt weighs more: %+v", m)
	}
	if m := judged(NotSent, before); !m.Tried.Equal(before) {
		t.Errorf("a doubt stays until the message has arrived: %+v", m)
	}
}
