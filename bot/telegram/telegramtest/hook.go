package telegramtest

import (
	"context"
	"errors"
	"time"
)

// A Fault is what goes wrong with a call. With Status the server answers so
// and does nothing.
type Fault struct {
	Status      int
	Description string // as "Bad Request: chat not found"
	RetryAfter  int    // seconds
	MigrateTo   int64  // the chat's new id
	HTML        bool   // the answer is a page, not JSON

	Refused bool // no connection: nothing leaves
	Lost    bool // the call is carried out, its answer never arrives
	Hang    bool // the call is taken and never answered
}

// Error makes a fault an error, for hooks.
func (f Fault) Error() string { return "fault: " + f.Description }

// armed is a fault and how often it is still to happen.
type armed struct {
	method string
	left   int
	fault  Fault
}

// Fail makes the next calls of a method go wrong; "" is any method.
func (n *Network) Fail(method string, times int, f Fault) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.faults = append(n.faults, &armed{method, times, f})
}

func (n *Network) fault(method string) *Fault {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, a := range n.faults {
		if a.left > 0 && (a.method == "" || a.method == method) {
			a.left--
			return &a.fault
		}
	}
	return nil
}

// A Point is how far a call has come.
type Point int

// The points at which a hook is asked.
const (
	Leaving Point = iota + 1 // nothing has left the bot
	Taken                    // the server has the whole request and has done nothing yet
	Done                     // the call was carried out; the answer has not left the server
)

// OnCall sets what is asked at every point of every call; nil: nothing is. An
// error ends the call there: a Fault as that says, any other error by breaking
// the connection. The hook runs on the caller's goroutine under no lock, so it
// may wait, use the network, or end the bot: then it waits for the call's own ctx,
// because in a process that is dead no call returns.
func (n *Network) OnCall(hook func(ctx context.Context, method string, at Point) error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.hook = hook
}

// ask runs the hook, if there is one.
func (n *Network) ask(ctx context.Context, method string, at Point) (*Fault, error) {
	n.mu.Lock()
	hook := n.hook
	n.mu.Unlock()
	if hook == nil {
		return nil, nil
	}
	err := hook(ctx, method, at)
	var f Fault
	if errors.As(err, &f) {
		return &f, nil
	}
	return nil, err
}

// A Fate is what happens to an update before the bot can have it.
type Fate struct {
	After time.Duration // it comes that much later, and behind what comes meanwhile
	Twice bool          // it is handed out once more after it was confirmed
}

// OnUpdate sets what decides about every update from now on, by its kind
// ("message", "callback_query", "my_chat_member", "chat_member"); nil: all come at once, and
// once. It is called under the network's lock and must not use the network.
func (n *Network) OnUpdate(fate func(kind string) Fate) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.fate = fate
}

// queue sends an update on its way.
func (n *Network) queue(p pending) {
	var f Fate
	if n.fate != nil {
		f = n.fate(p.kind)
	}
	p.again = f.Twice || n.twice
	if f.After <= 0 {
		n.updates.add(p)
		return
	}
	time.AfterFunc(f.After, func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.updates.add(p)
	})
}
