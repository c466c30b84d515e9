package simtest

import (
	"slices"
	"strings"
	"time"

	"referout/bot/bottest"
)

// owedNews is something that she has to be told, and how long it has waited while she
// could be.
type owedNews struct {
	tells  func(*bottest.Line) bool
	waited time.Duration
	ends   time.Time   // on the wall; zero: never
	void   func() bool // it need not be told any more; may be nil
}

// owes notes that something has to be told: by a message that fits.
func (b *book) owes(what string, ends time.Time, tells func(*bottest.Line) bool) {
	if b.owed[what] == nil && !slices.ContainsFunc(b.heard, tells) {
		b.owed[what] = &owedNews{tells: tells, ends: ends}
	}
}

// withButton fits messages that have a button with a payload.
func withButton(payload string) func(*bottest.Line) bool {
	return func(l *bottest.Line) bool {
		for _, b := range l.Buttons {
			if b.Payload == payload || strings.HasPrefix(b.Payload, payload+":") {
				return true
			}
		}
		return false
	}
}

// hears takes what its owner was shown.
func (b *book) hears(l *bottest.Line) {
	b.heard = append(b.heard, l)
	for what, o := range b.owed {
		if o.tells(l) {
			delete(b.owed, what)
		}
	}
}

// checkNews reports what she should have been told by now.
func (w *world) checkNews(b *book) {
	for what, o := range b.owed {
		switch {
		case !o.ends.IsZero() && w.wall().After(o.ends), o.void != nil && o.void():
		case o.waited > saidWithin:
			w.fail("%s was not told of %s within %v of good weather", b.owner.name, what, o.waited)
		default:
			continue
		}
		delete(b.owed, what)
	}
}
