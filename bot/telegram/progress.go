package telegram

import "sync"

const mostProgress = 1000

// progress remembers which parts of a delivery have arrived, so that the next
// attempt at a long message does not say its beginning again. It lives as long
// as the process.
type progress struct {
	mu   sync.Mutex
	sent map[string][]string
}

// of is the ids of the parts that have arrived.
func (p *progress) of(key string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sent[key]
}

// keep notes what has arrived; an empty key notes nothing.
func (p *progress) keep(key string, ids []string) {
	if key == "" || len(ids) == 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.sent == nil || len(p.sent) >= mostProgress {
		p.sent = make(map[string][]string)
	}
	p.sent[key] = ids
}

func (p *progress) done(key string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.sent, key)
}
