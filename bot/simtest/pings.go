package simtest

import (
	"fmt"
	"regexp"
	"sync"
	"time"
)

// pings follows every ping over the wire: a ping that arrives twice must have had a
// reason.
type pings struct {
	mu         sync.Mutex
	tries      map[string][]*try // by chat and the ping's id, which is its book's own
	duplicates int
	wrong      []string
}

// try is one attempt to send a ping.
type try struct {
	of      *pings
	ping    string
	life    *life
	at      time.Time
	carried bool // the network has done it
	known   bool // and the process was told so
}

func newPings() *pings { return &pings{tries: map[string][]*try{}} }

// showPing is the button under every ping.
var showPing = regexp.MustCompile(`show(?::|%3A)([0-9a-z]+)`)

// attempt notes a call that sends a new message; nil: it is about no ping.
func (p *pings) attempt(l *life, kind, to string, body []byte) *try {
	if kind != "sendMessage" && kind != "POST message" {
		return nil
	}
	m := showPing.FindSubmatch(body)
	if m == nil {
		return nil
	}
	return &try{of: p, ping: to + " " + string(m[1]), life: l, at: time.Now()}
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
	before := p.tries[t.ping]
	p.tries[t.ping] = append(before, t)
	if len(before) == 0 {
		return
	}
	p.duplicates++
	if last := before[len(before)-1]; last.known && !last.life.endedSoonAfter(last.at) {
		p.wrong = append(p.wrong, fmt.Sprintf("ping %s was sent again %v after it was known to have arrived", t.ping, t.at.Sub(last.at)))
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
