package bot

import "time"

// What was stored a moment ago need not be read to be sent.

// fresh is a message that was stored a moment ago.
type fresh struct {
	parcel parcel
	at     time.Time
}

const (
	// mostFresh is how many messages are remembered between being stored and being sent.
	mostFresh = 4096
	// freshFor is how long: what has to wait longer is read again.
	freshFor = time.Second
)

// remember keeps a message that is being stored, so that it need not be read again. If
// it is not stored after all nobody asks for it. Files are not worth the room.
func (o *outbox) remember(id string, m parcel) {
	if len(m.Message.Files) > 0 {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.fresh) >= mostFresh {
		clear(o.fresh)
	}
	o.fresh[id] = fresh{m, time.Now()}
}

// recall gives back a remembered message once.
func (o *outbox) recall(id string) (parcel, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	f, known := o.fresh[id]
	delete(o.fresh, id)
	return f.parcel, known && time.Since(f.at) < freshFor
}

// air forgets what is not fresh any more, once in a while.
func (o *outbox) air() {
	o.mu.Lock()
	defer o.mu.Unlock()
	now := time.Now()
	if len(o.fresh) == 0 || now.Sub(o.aired) < freshFor {
		return
	}
	o.aired = now
	for id, f := range o.fresh {
		if now.Sub(f.at) >= freshFor {
			delete(o.fresh, id)
		}
	}
}
