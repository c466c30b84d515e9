package bot

import "sync"

// Order runs things one after another per key and side by side across keys. It
// waits on channels only, so it may be used under testing/synctest.
type Order struct {
	mu   sync.Mutex
	last map[string]chan struct{}
	all  crew
}

// NewOrder makes an empty order.
func NewOrder() *Order { return &Order{last: make(map[string]chan struct{})} }

// Do queues fn behind everything queued for key and returns at once.
func (o *Order) Do(key string, fn func()) {
	before, mine := o.enter(key)
	o.all.Go(func() {
		defer o.leave(key, mine)
		if before != nil {
			<-before
		}
		fn()
	})
}

// Turn waits until everything queued for key before is done; the key is held
// until the returned function is called.
func (o *Order) Turn(key string) (done func()) {
	before, mine := o.enter(key)
	if before != nil {
		<-before
	}
	return func() { o.leave(key, mine) }
}

// Try holds the key, unless something is queued for it: then it is not free.
func (o *Order) Try(key string) (done func(), free bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.last[key] != nil {
		return nil, false
	}
	mine := make(chan struct{})
	o.last[key] = mine
	return func() { o.leave(key, mine) }, true
}

// Wait returns when everything queued with Do is done.
func (o *Order) Wait() { o.all.Wait() }

func (o *Order) enter(key string) (before, mine chan struct{}) {
	o.mu.Lock()
	defer o.mu.Unlock()
	before, mine = o.last[key], make(chan struct{})
	o.last[key] = mine
	return before, mine
}

func (o *Order) leave(key string, mine chan struct{}) {
	o.mu.Lock()
	defer o.mu.Unlock()
	close(mine)
	if o.last[key] == mine {
		delete(o.last, key)
	}
}
