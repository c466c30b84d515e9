package simtest

import (
	"bytes"
	"fmt"
	"regexp"
	"sync"
	"time"
)

// pings follows over the wire every ping, every message that offers something, and
// every card: one that arrives twice must have had a reason.
type pings struct {
	mu         sync.Mutex
	tries      map[string][]*try // by chat and what is sent
	duplicates map[string]int    // by the kind of what was sent
	wrong      []string
}

// try is one attempt to send a ping.
type try struct {
	of      *pings
	kind    string
	what    string
	life    *life
	at      time.Time
	carried bool // the network has done it
	known   bool // and the process was told so
}

func newPings() *pings { return &pings{tries: map[string][]*try{}, duplicates: map[string]int{}} }

// A new message is known by a button that no other one has: [Show] under a ping, one by
// which something leaves a book, one that stands on cards only.
var (
	showPing  = regexp.MustCompile(`[^a-z]show(?::|%3A)([0-9a-z]+)`)
	showOffer = regexp.MustCompile(`[^a-z]pub(?::|%3A)([0-9a-z]+)`)
	showCard  = regexp.MustCompile(`[^a-z](?:askme|mtgo|readtick)(?::|%3A)([0-9a-z]+)`)
)

// nextUp begins an answer in a group that has the buttons of a card.
const nextUp = "Next: "

// The kinds of what is sent.
const (
	aPing   = "ping"
	anOffer = "offer"
	aCard   = "card"
)

// attempt notes a call that sends a new message; nil: none of those.
func (p *pings) attempt(l *life, kind, to string, body []byte) *try {
	if kind != "sendMessage" && kind != "POST message" {
		return nil
	}
	for _, known := range []struct {
		kind    string
		pattern *regexp.Regexp
	}{{aPing, showPing}, {anOffer, showOffer}, {aCard, showCard}} {
		m := known.pattern.FindSubmatch(body)
		if m == nil || known.kind == aCard && bytes.Contains(body, []byte(nextUp)) {
			continue
		}
		return &try{of: p, kind: known.kind, what: to + " " + known.kind + " " + string(m[1]), life: l, at: time.Now()}
	}
	return nil
}

// carriedOut notes that the message is there. One that was there before is a
// duplicate, which the design allows after a doubt only: the answer was lost, or the
// process ended before it could note it.
func (t *try) carriedOut() {
	if t == nil {
		return
	}
	p := t.of
	p.mu.Lock()
	defer p.mu.Unlock()
	t.carried = true
	before := p.tries[t.what]
	p.tries[t.what] = append(before, t)
	if len(before) == 0 {
		return
	}
	p.duplicates[t.kind]++
	if last := before[len(before)-1]; last.known && !last.life.endedSoonAfter(last.at) {
		p.wrong = append(p.wrong, fmt.Sprintf("%s was sent again %v after it was known to have arrived", t.what, t.at.Sub(last.at)))
	}
}

func (t *try) told() {
	if t == nil || !t.carried {
		return
	}
	t.of.mu.Lock()
	defer t.of.mu.Unlock()
	t.known = true
}

// takeWrong gives what was found since the last call.
func (p *pings) takeWrong() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := p.wrong
	p.wrong = nil
	return out
}
