package discordtest

import "time"

// Opening is what a gateway does wrong while a connection opens.
type Opening struct {
	NoHello    bool // says nothing at all
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

// Delay keeps the next event back for a while.
func (n *Network) Delay(d time.Duration) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.delay = d
}

// Drop hangs up without a word.
func (n *Network) Drop() {
	if l := n.current(); l != nil {
		_ = l.conn.Close()
	}
}

// AskReconnect sends Op 7.
func (n *Network) AskReconnect() { n.push(map[string]any{"op": opReconnect, "d": nil}) }

// CloseWith sends a close frame with the code and hangs up.
func (n *Network) CloseWith(code int) {
	if l := n.current(); l != nil {
		l.closeWith(code)
	}
}

// Forget makes the session impossible to resume.
func (n *Network) Forget() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.session = nil
}
