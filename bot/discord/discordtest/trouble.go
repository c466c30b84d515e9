package discordtest

import "time"

// Opening is what a gateway does wrong while a connection opens.
type Opening struct {
	NoHello    bool // says nothing at all
	NoAck      bool // never answers a heartbeat
	Invalid    bool // says that the session is invalid (Op 9), and nothing when another is asked for
	CloseWith  int  // closes with this code instead of READY
	Reconnect  bool // asks for a reconnect (Op 7) instead of READY
	Once       bool // the next connection only
	HangUpSoon bool // hangs up after READY
}

// Gateway sets what the gateway does wrong while a connection opens.
func (n *Network) Gateway(o Opening) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.opening = o
}

// Connected says whether a gateway connection is up.
func (n *Network) Connected() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.link != nil
}

// Sessions is how many times the bot has identified itself.
func (n *Network) Sessions() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.sessions
}

// HangUps is how many gateway connections have ended.
func (n *Network) HangUps() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.hangUps
}

// Delay keeps the next event back for a while.
func (n *Network) Delay(d time.Duration) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.delay = d
}

// Drop hangs up without a word.
func (n *Network) Drop() {
	if l := n.current(); l != nil {
		l.whenQuiet(func() { _ = l.conn.Close() })
	}
}

// soon is behind the client's first heartbeat: see the package comment.
const soon = 50 * time.Millisecond

// whenQuiet does what ends the connection, not while it is still beginning.
func (l *link) whenQuiet(do func()) {
	if age := time.Duration(now()-l.since.Load()) * time.Millisecond; age < soon {
		time.AfterFunc(soon-age, do)
		return
	}
	do()
}

// Revoke makes Discord refuse the token from now on; the connection that is up stays.
func (n *Network) Revoke() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.revoked = true
}

// Invalidate sends Op 9: the client has to ask for another session.
func (n *Network) Invalidate() {
	n.Forget()
	n.push(map[string]any{"op": opInvalid, "d": false})
}

// AskReconnect sends Op 7.
func (n *Network) AskReconnect() {
	if l := n.current(); l != nil {
		l.whenQuiet(func() { l.out <- map[string]any{"op": opReconnect, "d": nil} })
	}
}

// CloseWith sends a close frame with the code and hangs up.
func (n *Network) CloseWith(code int) {
	if l := n.current(); l != nil {
		l.whenQuiet(func() { l.closeWith(code) })
	}
}

// Forget makes the session impossible to resume.
func (n *Network) Forget() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.session = nil
}
