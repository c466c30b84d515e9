package telegramtest

import (
	"strconv"
	"time"
)

// What the server takes (core.telegram.org/bots/faq): about one message a second
// in a chat, with short bursts, twenty a minute in a group, thirty a second in
// all. How long a burst may be is not documented. Edits count as messages.
const (
	chatEvery  = time.Second
	chatBurst  = 5
	groupMost  = 20
	groupSpan  = time.Minute
	allEvery   = time.Second / 30
	allBurst   = 30
	limitReply = "Too Many Requests: retry after "
)

// flood counts what the bot sends, for Strict.
type flood struct {
	on      bool
	refused int
	all     bucket
	chats   map[int64]*bucket
	groups  map[int64][]time.Time
}

// bucket is when what it has taken would have been taken one by one.
type bucket struct{ until time.Time }

// room is how long to wait until the bucket takes one more; 0: now.
func (b *bucket) room(now time.Time, every time.Duration, burst int) time.Duration {
	return max(0, max(0, b.until.Sub(now))-time.Duration(burst-1)*every)
}

func (b *bucket) take(now time.Time, every time.Duration) {
	if b.until.Before(now) {
		b.until = now
	}
	b.until = b.until.Add(every)
}

// Strict makes the server refuse messages and edits beyond its limits, in each
// chat, in groups and over all, with the wait that is needed. It is off at first.
func (n *Network) Strict(on bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.flood = flood{on: on, refused: n.flood.refused, chats: map[int64]*bucket{}, groups: map[int64][]time.Time{}}
}

// Limited is how many calls were refused because the server is strict.
func (n *Network) Limited() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.flood.refused
}

// tooFast refuses a call beyond the limits.
func (n *Network) tooFast(c call) *refusal {
	if !n.flood.on || c.method != "sendMessage" && c.method != "sendDocument" && c.method != "editMessageText" {
		return nil
	}
	wait := n.flood.admit(c.number("chat_id"), time.Now())
	if wait == 0 {
		return nil
	}
	n.flood.refused++
	seconds := int((wait + time.Second - 1) / time.Second)
	return &refusal{code: 429, text: limitReply + strconv.Itoa(seconds), retryAfter: seconds}
}

// admit takes a message or says how long that has to wait.
func (f *flood) admit(chat int64, now time.Time) time.Duration {
	b := f.chats[chat]
	if b == nil {
		b = new(bucket)
		f.chats[chat] = b
	}
	recent := f.groups[chat]
	for len(recent) > 0 && now.Sub(recent[0]) >= groupSpan {
		recent = recent[1:]
	}
	wait := max(f.all.room(now, allEvery, allBurst), b.room(now, chatEvery, chatBurst))
	if chat < 0 && len(recent) >= groupMost {
		wait = max(wait, groupSpan-now.Sub(recent[0]))
	}
	if wait > 0 {
		return wait
	}
	f.all.take(now, allEvery)
	b.take(now, chatEvery)
	if chat < 0 {
		f.groups[chat] = append(recent, now)
	}
	return 0
}
