package discordtest

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"

	"github.com/gorilla/websocket"
)

// Opcodes of the gateway.
const (
	opDispatch     = 0
	opHeartbeat    = 1
	opIdentify     = 2
	opResume       = 6
	opReconnect    = 7
	opInvalid      = 9
	opHello        = 10
	opHeartbeatAck = 11
)

// wantedIntents are guilds and direct messages: none is privileged.
const wantedIntents = 1<<0 | 1<<12

func (n *Network) current() *link {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.link
}

func (n *Network) push(v any) {
	if l := n.current(); l != nil {
		l.out <- v
	}
}

// link is one gateway connection.
type link struct {
	n     *Network
	conn  net.Conn
	ws    *websocket.Conn
	out   chan any
	ended chan struct{}
	cut   atomic.Bool  // it was us who closed
	tries int          // to open a session
	since atomic.Int64 // when the latest one was opened, in Unix milliseconds
}

// closing ends a link's writing with a close frame.
type closing int

func (l *link) closeWith(code int) {
	l.cut.Store(true)
	l.out <- closing(code)
}

// hijacked lets the upgrader have a connection that no server accepted.
type hijacked struct {
	conn net.Conn
	brw  *bufio.ReadWriter
}

func (h hijacked) Header() http.Header         { return http.Header{} }
func (h hijacked) Write(b []byte) (int, error) { return h.conn.Write(b) }
func (h hijacked) WriteHeader(int)             {}

// Hijack implements http.Hijacker.
func (h hijacked) Hijack() (net.Conn, *bufio.ReadWriter, error) { return h.conn, h.brw, nil }

func (n *Network) serve(conn net.Conn) {
	defer conn.Close()
	brw := bufio.NewReadWriter(bufio.NewReader(conn), bufio.NewWriter(conn))
	req, err := http.ReadRequest(brw.Reader)
	if err != nil {
		return
	}
	up := websocket.Upgrader{HandshakeTimeout: aLongTime}
	ws, err := up.Upgrade(hijacked{conn, brw}, req, nil)
	if err != nil {
		return
	}
	ws.SetCloseHandler(func(int, string) error { return nil })
	l := &link{n: n, conn: conn, ws: ws, out: make(chan any, 4096), ended: make(chan struct{})}
	o := n.nextOpening()
	go l.write()
	if !o.NoHello {
		l.out <- map[string]any{"op": opHello, "d": map[string]any{"heartbeat_interval": n.interval()}}
	}
	l.read(o)
	n.down(l)
	close(l.ended)
	_, _ = io.Copy(io.Discard, conn) // the client hangs up first
}

func (n *Network) nextOpening() Opening {
	n.mu.Lock()
	defer n.mu.Unlock()
	o := n.opening
	if o.Once {
		n.opening = Opening{}
	}
	return o
}

func (n *Network) interval() int64 {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.heartbeat.Milliseconds()
}

func (n *Network) down(l *link) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.hangUps++
	if n.link == l {
		n.link = nil
	}
}

func (l *link) write() {
	for {
		select {
		case <-l.ended:
			return
		case v := <-l.out:
			if code, ok := v.(closing); ok {
				_ = l.ws.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(int(code), ""))
				_ = l.conn.Close()
				return
			}
			if l.ws.WriteJSON(v) != nil {
				return
			}
		}
	}
}

// read answers the client until it closes.
func (l *link) read(o Opening) {
	for {
		var in struct {
			Op   int             `json:"op"`
			Data json.RawMessage `json:"d"`
		}
		_, raw, err := l.ws.ReadMessage()
		if err != nil {
			if !l.cut.Load() && websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway) {
				l.n.Forget()
			}
			return
		}
		if json.Unmarshal(raw, &in) != nil {
			continue
		}
		switch in.Op {
		case opHeartbeat:
			if !o.NoAck {
				l.out <- map[string]any{"op": opHeartbeatAck}
			}
		case opIdentify, opResume:
			l.open(o, in.Op, in.Data)
		}
	}
}

func (l *link) open(o Opening, op int, data json.RawMessage) {
	l.tries++
	l.since.Store(now())
	switch {
	case o.Invalid && l.tries == 1:
		l.out <- map[string]any{"op": opInvalid, "d": false}
		return
	case o.Invalid:
		return
	case o.CloseWith != 0:
		l.closeWith(o.CloseWith)
		return
	case o.Reconnect:
		l.out <- map[string]any{"op": opReconnect, "d": nil}
		return
	case op == opResume:
		l.n.resume(l, data)
	default:
		l.n.identify(l, data)
	}
	if o.HangUpSoon {
		l.whenQuiet(func() { _ = l.conn.Close() })
	}
}

func (n *Network) identify(l *link, data json.RawMessage) {
	var d struct {
		Token   string `json:"token"`
		Intents int    `json:"intents"`
	}
	_ = json.Unmarshal(data, &d)
	n.mu.Lock()
	defer n.mu.Unlock()
	n.sessions++
	if n.revoked || d.Token != "Bot "+Token {
		l.closeWith(4004)
		return
	}
	if d.Intents != wantedIntents {
		n.complain("intents are %d, want guilds and direct messages only", d.Intents)
	}
	n.session, n.parked = &session{id: "session-" + strconv.Itoa(n.sessions)}, nil
	n.link = l
	n.dispatch("READY", map[string]any{"v": 9, "session_id": n.session.id, "guilds": []any{}, "resume_gateway_url": "ws://gateway.discord.test",
		"user": map[string]any{"id": botUser, "username": "referout", "bot": true}, "application": map[string]any{"id": application}}, false)
}

func (n *Network) resume(l *link, data json.RawMessage) {
	var d struct {
		Session string `json:"session_id"`
		Seq     int64  `json:"seq"`
	}
	_ = json.Unmarshal(data, &d)
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.revoked {
		l.closeWith(4004)
		return
	}
	if n.session == nil || n.session.id != d.Session {
		l.out <- map[string]any{"op": opInvalid, "d": false}
		return
	}
	n.link = l
	for _, e := range n.session.sent {
		if e.Seq > d.Seq {
			l.out <- e
		}
	}
	for _, e := range n.parked {
		l.out <- e
	}
	n.parked = nil
	n.dispatch("RESUMED", map[string]any{}, false)
}
