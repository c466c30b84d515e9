package bot

import "sync"

// A crew runs functions side by side. A goroutine that is done with one waits for the
// next: the stack of a new one would have to grow first, each time, which costs as much
// as opening a dozen sealed values.
type crew struct {
	mu     sync.Mutex
	idle   []chan func() // the last to become idle is the first to be used again
	ending bool
	all    sync.WaitGroup
}

// mostIdle is how many goroutines wait for work.
const mostIdle = 128

// Go runs fn at once.
func (c *crew) Go(fn func()) {
	c.mu.Lock()
	last := len(c.idle) - 1
	if last < 0 {
		c.mu.Unlock()
		c.all.Go(func() { c.work(fn) })
		return
	}
	hand := c.idle[last]
	c.idle = c.idle[:last]
	c.mu.Unlock()
	hand <- fn
}

// work runs fn and what comes after it.
func (c *crew) work(fn func()) {
	hand := make(chan func(), 1)
	for more := true; more; fn, more = <-hand {
		fn()
		if !c.rest(hand) {
			return
		}
	}
}

// rest lets a goroutine wait for work, unless enough do so.
func (c *crew) rest(hand chan func()) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ending || len(c.idle) >= mostIdle {
		return false
	}
	c.idle = append(c.idle, hand)
	return true
}

// Wait returns when all that was begun is done and nobody waits for work, now or ever:
// who begins something after it need not wait again.
func (c *crew) Wait() {
	c.dismiss()
	c.all.Wait()
}

func (c *crew) dismiss() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ending = true
	for _, hand := range c.idle {
		close(hand)
	}
	c.idle = nil
}
