package handlers_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	benchToken = "1:benchmark"
	// benchChats is how many people write at once, each of whom waits for an answer
	// before the next message.
	benchChats = 100
	firstChat  = 5_000_001
	benchBatch = 100 // updates a poll, as Telegram gives them
)

// chats plays Telegram on the loopback, as thin as it can be: it shares the machine
// with the bot that is measured. Everybody in it writes, waits and writes again.
type chats struct {
	server *httptest.Server
	conns  atomic.Int64 // opened so far

	mu       sync.Mutex
	queue    []string // updates that no poll has taken
	wake     chan struct{}
	lines    []string // what people say, in turn
	updates  int
	left     int // messages to be sent yet
	open     int // messages without an answer
	since    [benchChats]time.Time
	waits    []time.Duration
	finished chan struct{}
	wrong    string
}

func newChats(tb testing.TB, lines []string) *chats {
	c := &chats{wake: make(chan struct{}, 1), lines: lines}
	c.server = httptest.NewUnstartedServer(http.HandlerFunc(c.serve))
	c.server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			c.conns.Add(1)
		}
	}
	c.server.Start()
	tb.Cleanup(c.server.Close)
	return c
}

// talk lets n messages be sent and returns how long each waited for its answer.
func (c *chats) talk(tb testing.TB, n int) []time.Duration {
	tb.Helper()
	c.mu.Lock()
	c.left, c.waits, c.finished = n, make([]time.Duration, 0, n), make(chan struct{})
	for chat := range min(n, benchChats) {
		c.say(chat)
	}
	c.mu.Unlock()
	kickOne(c.wake)
	select {
	case <-c.finished:
	case <-time.After(time.Minute + time.Duration(n)*10*time.Millisecond):
		c.mu.Lock()
		c.wrong = fmt.Sprintf("%d messages without an answer, %d not sent", c.open, c.left)
		c.mu.Unlock()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.wrong != "" {
		tb.Fatal(c.wrong)
	}
	slices.Sort(c.waits)
	return c.waits
}

// say queues the next message of a chat.
func (c *chats) say(chat int) {
	if c.left == 0 {
		return
	}
	c.left--
	c.open++
	c.updates++
	text := c.lines[c.updates%len(c.lines)]
	now := time.Now()
	c.since[chat] = now
	c.queue = append(c.queue, fmt.Sprintf(
		`{"update_id":%d,"message":{"message_id":%d,"from":{"id":%[3]d,"is_bot":false,"first_name":"Ann","language_code":"en"},`+
			`"chat":{"id":%[3]d,"first_name":"Ann","type":"private"},"date":%d,"text":%q,"entities":[{"offset":0,"length":5,"type":"bot_command"}]}}`,
		c.updates, c.updates, firstChat+chat, now.Unix(), text))
}

func (c *chats) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	w.Header().Set("Content-Type", "application/json")
	switch method := r.URL.Path[len("/bot"+benchToken+"/"):]; method {
	case "getUpdates":
		c.poll(w, r)
	case "sendMessage":
		c.answer(w, body)
	case "getMe":
		_, _ = io.WriteString(w, `{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Referout","username":"referout_bot"}}`)
	case "getMyCommands":
		_, _ = io.WriteString(w, `{"ok":true,"result":[]}`)
	default:
		_, _ = io.WriteString(w, `{"ok":true,"result":true}`)
	}
}

// poll hands out what waits, or waits for it.
func (c *chats) poll(w http.ResponseWriter, r *http.Request) {
	for {
		c.mu.Lock()
		n := min(len(c.queue), benchBatch)
		batch := c.queue[:n]
		c.queue = c.queue[n:]
		more := len(c.queue) > 0
		c.mu.Unlock()
		if n > 0 {
			if more {
				kickOne(c.wake)
			}
			writeBatch(w, batch)
			return
		}
		select {
		case <-c.wake:
		case <-r.Context().Done():
			return
		}
	}
}

func writeBatch(w io.Writer, batch []string) {
	var b bytes.Buffer
	b.WriteString(`{"ok":true,"result":[`)
	for i, u := range batch {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(u)
	}
	b.WriteString(`]}`)
	_, _ = w.Write(b.Bytes())
}

// answer takes a message of the bot; the person writes again.
func (c *chats) answer(w io.Writer, body []byte) {
	now := time.Now()
	id := chatOf(body)
	chat := id - firstChat
	if chat >= 0 && chat < benchChats {
		c.mu.Lock()
		c.hear(chat, now)
		c.mu.Unlock()
		kickOne(c.wake)
	}
	fmt.Fprintf(w, `{"ok":true,"result":{"message_id":%d,"from":{"id":1,"is_bot":true,"first_name":"Referout","username":"referout_bot"},`+
		`"chat":{"id":%d,"first_name":"Ann","type":"private"},"date":%d,"text":"what the bot has said"}}`, id, id, now.Unix())
}

// hear notes how long a chat has waited.
func (c *chats) hear(chat int, now time.Time) {
	if c.since[chat].IsZero() {
		c.wrong = "an answer to nothing"
		return
	}
	c.waits = append(c.waits, now.Sub(c.since[chat]))
	c.since[chat] = time.Time{}
	c.open--
	c.say(chat)
	if c.open == 0 {
		close(c.finished)
	}
}

// chatOf finds the chat id in a form or in JSON.
func chatOf(body []byte) int {
	const name = `chat_id"`
	at := bytes.Index(body, []byte(name))
	if at < 0 {
		return 0
	}
	digits := bytes.TrimLeft(body[at+len(name):], ":\" \r\n")
	end := bytes.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' })
	id, _ := strconv.Atoi(string(digits[:max(end, 0)]))
	return id
}

func kickOne(wake chan struct{}) {
	select {
	case wake <- struct{}{}:
	default:
	}
}
