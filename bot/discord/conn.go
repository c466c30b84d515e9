package discord

import (
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// conn is the connection under discordgo's websocket. It gives up when nothing
// arrives for a while: a gateway connection hears at least the answers to its
// heartbeats. That it has ended it tells only who reads, and only when nobody is
// about to write: discordgo closes from every side that notices, each for a second
// under its lock, and who waits for a lock stops virtual time.
type conn struct {
	net.Conn
	idle    time.Duration
	parting atomic.Bool // we are closing it: nothing more is heard over it
	once    sync.Once
	closed  chan struct{}
}

const (
	writeWithin = 20 * time.Second
	noticeAfter = 15 * time.Millisecond // shorter than lockEvery
)

func newConn(c net.Conn, idle time.Duration) *conn {
	return &conn{Conn: c, idle: idle, closed: make(chan struct{})}
}

// Read implements net.Conn.
func (c *conn) Read(b []byte) (n int, err error) {
	if err = c.SetReadDeadline(time.Now().Add(c.idle)); err == nil {
		n, err = c.Conn.Read(b)
	}
	if err != nil {
		select {
		case <-c.closed:
		case <-time.After(noticeAfter):
		}
	}
	if c.parting.Load() {
		<-c.closed
		return 0, net.ErrClosed
	}
	return n, err
}

// Write implements net.Conn. A failure ends the connection, which the reader sees.
func (c *conn) Write(b []byte) (int, error) {
	err := c.SetWriteDeadline(time.Now().Add(writeWithin))
	if err == nil {
		_, err = c.Conn.Write(b)
	}
	if err != nil {
		_ = c.Conn.Close()
	}
	return len(b), nil
}

// Close implements net.Conn.
func (c *conn) Close() error {
	c.once.Do(func() { close(c.closed) })
	return c.Conn.Close()
}
