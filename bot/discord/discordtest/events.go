package discordtest

import "time"

// A Fate is what becomes of a gateway event.
type Fate struct {
	Drop  bool          // it never arrives, not even after a resume
	Delay time.Duration // it arrives later, behind what comes meanwhile
	Twice bool          // it arrives at once, and once more, after the delay if there is one
}

// OnEvent lets a test decide what becomes of each event but READY and RESUMED,
// by its kind: INTERACTION_CREATE or MESSAGE_CREATE. The hook runs under the
// network's lock and may not call the network. nil: every event arrives once.
func (n *Network) OnEvent(decide func(kind string) Fate) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.fate = decide
}

// session is what outlives a connection.
type session struct {
	id   string
	seq  int64
	sent []event // for replay
}

type event struct {
	Op   int    `json:"op"`
	Kind string `json:"t"`
	Seq  int64  `json:"s"`
	Data any    `json:"d"`
}

// dispatch sends an event. Without a connection a lasting one waits for a
// session that resumes; the others are lost. The caller holds the lock.
func (n *Network) dispatch(kind string, data any, lasting bool) {
	s := n.session
	if s == nil || n.link == nil && !lasting {
		return
	}
	f := n.fateOf(kind)
	if f.Drop {
		return
	}
	s.seq++
	e := event{Op: opDispatch, Kind: kind, Seq: s.seq, Data: data}
	s.sent = append(s.sent[max(0, len(s.sent)-mostReplayed):], e)
	if f.Delay > 0 {
		time.AfterFunc(f.Delay, func() { n.late(s, e) })
	} else if n.link != nil {
		n.link.out <- e
	}
	if f.Twice && n.link != nil {
		n.link.out <- e
	}
}

// mostReplayed is how many events a session that resumes gets at most.
const mostReplayed = 1000

// fateOf is what becomes of the next event of a kind.
func (n *Network) fateOf(kind string) (f Fate) {
	switch {
	case kind == "READY" || kind == "RESUMED":
		return f
	case n.fate != nil:
		f = n.fate(kind)
	}
	f.Delay += n.delay
	n.delay = 0
	return f
}

// late sends an event that was delayed; without a connection it waits for the
// session to resume.
func (n *Network) late(s *session, e event) {
	n.mu.Lock()
	defer n.mu.Unlock()
	switch {
	case n.session != s:
	case n.link == nil:
		n.parked = append(n.parked, e)
	default:
		n.link.out <- e
	}
}
