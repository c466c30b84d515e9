package telegramtest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// keptFor is how long the server holds what no poll has confirmed.
const keptFor = 24 * time.Hour

// updates is the queue of what the bot has not confirmed yet.
type updates struct {
	waiting []*pending
	next    int64         // id of the next update
	wake    chan struct{} // closed when something is added
	poller  chan struct{} // closed when another poll comes
	allowed []string
}

type pending struct {
	id    int64
	kind  string
	body  any
	tap   *query
	at    time.Time
	again bool // to be handed out once more after it is confirmed
}

// MarshalJSON writes the id in front, as the real server does.
func (p *pending) MarshalJSON() ([]byte, error) {
	body, err := json.Marshal(p.body)
	if err != nil || p.kind == "" {
		return body, err
	}
	return fmt.Appendf(nil, `{"update_id":%d,%q:%s}`, p.id, p.kind, body), nil
}

// query is a callback query.
type query struct {
	at               time.Time
	who, place       string // who tapped; the group or topic, "" in private
	handed, answered bool
	orphaned         bool // the process that it was handed to is gone
}

func (u *updates) add(p pending) {
	p.id, p.at = u.next, time.Now()
	u.next++
	u.waiting = append(u.waiting, &p)
	u.wakeUp()
}

func (u *updates) wakeUp() {
	close(u.wake)
	u.wake = make(chan struct{})
}

// confirm forgets what lies before the offset, and what is too old. An offset
// beyond every id that there is belongs to an older numbering and says nothing.
func (u *updates) confirm(offset int64) {
	u.waiting = slices.DeleteFunc(u.waiting, func(p *pending) bool {
		if time.Since(p.at) >= keptFor {
			return true
		}
		if p.id >= offset || offset > u.next {
			return false
		}
		again := p.again
		p.again = false
		return !again
	})
}

// batch is what a poll gets.
func (u *updates) batch(limit int) []any {
	out := []any{}
	for _, p := range u.waiting {
		if len(out) == limit {
			break
		}
		if p.kind != "" && len(u.allowed) > 0 && !slices.Contains(u.allowed, p.kind) {
			continue
		}
		if p.tap != nil {
			p.tap.handed = true
		}
		out = append(out, p)
	}
	return out
}

// Redeliver hands every update of now on out twice.
func (n *Network) Redeliver(on bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.twice = on
}

// Renumber gives the next update this id, which may be lower than the last one:
// so the real server does after a week without updates.
func (n *Network) Renumber(id int64) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.updates.next = id
}

// Inject queues an update of any form: kind is its field, body what is in it. With
// no kind the body is the whole of it, without an id, whatever polls ask for.
func (n *Network) Inject(kind string, body any) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.queue(pending{kind: kind, body: body})
}

// Waiting is how many updates no poll has confirmed.
func (n *Network) Waiting() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.updates.waiting)
}

// Webhook sets a webhook, as another program might have.
func (n *Network) Webhook() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.webhook = true
}

// Steal ends the running poll as a second program with the same token does.
func (n *Network) Steal() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.updates.takeOver(nil)
}

// takeOver ends the poll that is running and notes the new one.
func (u *updates) takeOver(mine chan struct{}) {
	if u.poller != nil {
		close(u.poller)
	}
	u.poller = mine
}

// getUpdates waits for updates, at most as long as the poll says.
func (n *Network) getUpdates(ctx context.Context, c call) (any, *refusal) {
	over := time.NewTimer(time.Duration(c.number("timeout")) * time.Second)
	defer over.Stop()
	mine := make(chan struct{})
	wake, out, bad := n.beginPoll(c, mine)
	defer n.endPoll(mine)
	for bad == nil && len(out) == 0 {
		select {
		case <-ctx.Done():
			return nil, &refusal{err: ctx.Err()}
		case <-mine:
			return nil, conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
		case <-over.C:
			return out, nil
		case <-wake:
			wake, out = n.look(c)
		}
	}
	return out, bad
}

func conflict(why string) *refusal { return &refusal{code: 409, text: "Conflict: " + why} }

func (n *Network) beginPoll(c call, mine chan struct{}) (chan struct{}, []any, *refusal) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.webhook {
		return nil, nil, conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	n.updates.takeOver(mine)
	if c.has("allowed_updates") {
		n.updates.allowed = nil
		if err := c.object("allowed_updates", &n.updates.allowed); err != nil {
			return nil, nil, bad("can't parse allowed_updates")
		}
	}
	n.updates.confirm(c.number("offset"))
	return n.updates.wake, n.updates.batch(c.limit()), nil
}

func (n *Network) look(c call) (chan struct{}, []any) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.updates.wake, n.updates.batch(c.limit())
}

func (n *Network) endPoll(mine chan struct{}) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.updates.poller == mine {
		n.updates.poller = nil
	}
}
