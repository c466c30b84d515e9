package simtest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"referout/bot"
	"referout/store"
)

// post follows every letter from the commit that put it into a bag to the one that
// took it out.
type post struct {
	mu    sync.Mutex
	all   map[string]*mail // by key, those of late
	early map[string]bool  // taken by a commit that was heard of before the one that put them
	fresh []*mail          // put since the last check
	done  []*mail          // taken out since the last check, in their order
	wrong []string
	count int
}

// mail is one letter.
type mail struct {
	letterRow
	key    string
	space  store.SpaceID // that it came to
	by     *mail         // whose handling wrote it, if one did
	wrote  []*mail       // what its handling wrote
	offers []string      // that ended when it was written, by what they were shown together
	at     time.Time
	waited time.Duration // of the process's life
	gone   bool          // it was handled
	used   bool          // what came of it is known
}

// letterRow is the router's row of a letter, read by its numbers.
type letterRow struct {
	Kind   string        `cbor:"1,keyasint,omitempty"`
	Ref    string        `cbor:"2,keyasint,omitempty"`
	What   bot.Enclosure `cbor:"3,keyasint,omitempty"`
	From   bot.Account   `cbor:"4,keyasint,omitempty"`
	Circle store.SpaceID `cbor:"5,keyasint,omitempty"`
	To     bot.Account   `cbor:"6,keyasint,omitempty"`
}

var mailbag = store.Queue[letterRow]{Name: "mail"}

func newPost() *post { return &post{all: map[string]*mail{}, early: map[string]bool{}} }

func (m *mail) String() string {
	return fmt.Sprintf("letter %q (%s) to %s", m.Kind, m.Ref, m.space[:4])
}

// bag is the part of a key that says that it is a letter's.
const bag = "/.queue.mail/"

// postmark is a writer that notes which letters a transaction puts and takes.
type postmark struct {
	store.Writer
	put    map[string][]byte
	order  []string // of what was put
	taken  []string
	offers []string // that ended
}

// Put implements store.Writer.
func (p *postmark) Put(key string, value []byte) error {
	if strings.Contains(key, bag) {
		if p.put == nil {
			p.put = map[string][]byte{}
		}
		if _, again := p.put[key]; !again {
			p.order = append(p.order, key)
		}
		p.put[key] = slices.Clone(value)
	}
	return p.Writer.Put(key, value)
}

// Delete implements store.Writer.
func (p *postmark) Delete(key string) error {
	if strings.Contains(key, bag) {
		p.taken = append(p.taken, key)
	}
	if _, id, ok := strings.Cut(key, "/offer/"); ok {
		p.offers = append(p.offers, together(id))
	}
	return p.Writer.Delete(key)
}

// committed notes the letters of a commit that is done. Another one may be done as well
// by now, and noted before.
func (w *world) committed(by *postmark) {
	if by == nil || len(by.put)+len(by.taken) == 0 {
		return
	}
	w.post.mu.Lock()
	defer w.post.mu.Unlock()
	read, err := w.readMail(by)
	if err != nil {
		w.post.wrong = append(w.post.wrong, fmt.Sprintf("letters cannot be read: %v", err))
	}
	w.post.take(by.taken)
	for _, m := range read {
		m.offers = by.offers
	}
	w.post.bring(read, by.taken)
}

// readMail reads letters as they were put, though they may be gone by now.
func (w *world) readMail(by *postmark) (read []*mail, err error) {
	if len(by.put) == 0 {
		return nil, nil
	}
	w.afterimage = by.put
	defer func() { w.afterimage = nil }()
	err = w.reader.View(context.Background(), func(tx *store.Tx) error {
		for _, key := range by.order {
			space, id, _ := strings.Cut(key, bag)
			s, err := tx.Space(store.SpaceID(space))
			if err != nil {
				return err
			}
			row, err := mailbag.Get(s, id)
			if err != nil {
				return err
			}
			read = append(read, &mail{letterRow: row, key: key, space: store.SpaceID(space), at: time.Now()})
		}
		return nil
	})
	return read, err
}

func (p *post) take(keys []string) {
	for _, key := range keys {
		switch m := p.all[key]; {
		case m == nil:
			p.early[key] = true
		case !m.gone:
			m.gone = true
			p.done = append(p.done, m)
		}
	}
}

// bring notes new letters, which the handling of another may have written.
func (p *post) bring(letters []*mail, taken []string) {
	var by *mail
	if len(taken) == 1 {
		by = p.all[taken[0]]
	}
	for _, m := range letters {
		if p.all[m.key] != nil {
			p.wrong = append(p.wrong, fmt.Sprintf("%v was put into its bag again", m))
		}
		if m.by = by; by != nil {
			by.wrote = append(by.wrote, m)
		}
		p.all[m.key] = m
		p.fresh = append(p.fresh, m)
		p.count++
		if p.early[m.key] {
			delete(p.early, m.key)
			p.take([]string{m.key})
		}
	}
}

// collect gives what happened since the last check, and forgets what is long over.
func (p *post) collect() (fresh, done []*mail, wrong []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fresh, done, wrong = p.fresh, p.done, p.wrong
	p.fresh, p.done, p.wrong = nil, nil, nil
	return fresh, done, wrong
}

// went says whether a letter only followed somebody into another book.
func (m *mail) went() bool {
	return slices.ContainsFunc(m.wrote, func(n *mail) bool { return n.Kind == m.Kind && n.To == m.To && n.Circle == m.Circle })
}

// wroteTo says whether its handling wrote one of these kinds.
func (m *mail) wroteA(kinds ...string) bool {
	return slices.ContainsFunc(m.wrote, func(n *mail) bool { return slices.Contains(kinds, n.Kind) })
}

// mailLife is how long handled letters are remembered.
const mailLife = 10 * aDay

// waiting are the letters that are in their bags, and forgets those that are long out of
// them.
func (p *post) waiting() (out []*mail) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, key := range slices.Sorted(maps.Keys(p.all)) {
		switch m := p.all[key]; {
		case !m.gone:
			out = append(out, m)
		case time.Since(m.at) > mailLife:
			delete(p.all, key)
		}
	}
	return out
}

// pass counts time that the process lived.
func (p *post) pass(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.all {
		if !m.gone {
			m.waited += min(d, time.Since(m.at))
		}
	}
}

// openedWithin is how long the process may live with a letter in a bag: as long as it
// takes to ask who is in a chat, four times over.
const openedWithin = 5 * time.Minute

// checkPost reports letters that came of nothing, and those that nobody opens.
func (w *world) checkPost() {
	fresh, done, wrong := w.post.collect()
	for _, text := range wrong {
		w.fail("%s", text)
	}
	w.sentNow = fresh
	for _, m := range fresh {
		w.note("%v is written", m)
		w.checkSender(m)
	}
	for _, m := range done {
		w.note("%v is opened", m)
		w.checkEffect(m)
	}
	for _, m := range w.post.waiting() {
		if m.waited > openedWithin {
			w.fail("%v was in its bag for %v", m, m.waited)
			m.waited = 0
		}
	}
}
