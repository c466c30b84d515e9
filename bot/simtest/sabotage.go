package simtest

import (
	"errors"
	"net/http"

	"referout/bot"
	"referout/handlers"
	"referout/store"
)

// sabotage breaks the product on purpose: what the simulation does not notice, it
// does not prove.
type sabotage struct {
	// features changes what the bot can do.
	features func(*world, []bot.Feature) []bot.Feature
	// drops says whether a write is to get lost.
	drops func(key string) bool
	// keeps says whether a delete is to get lost.
	keeps func(key string) bool
	// forgets says whether a commit that wrote a key is to get lost as a whole, though
	// the process is told that it was kept.
	forgets func(key string) bool
	// answers a call instead of the network; nil: the network does.
	answers func(req *http.Request, body []byte) *http.Response
	// twice says whether a call is carried out a second time.
	twice func(body []byte) bool
}

func (w *world) features() []bot.Feature {
	if s := w.plan.sabotage; s != nil && s.features != nil {
		return s.features(w, handlers.All())
	}
	return handlers.All()
}

// carryOut lets the network do what a call asks for.
func (c *wire) carryOut(req *http.Request, body []byte) (*http.Response, error) {
	s := c.life.w.plan.sabotage
	if s != nil && s.answers != nil {
		if resp := s.answers(req, body); resp != nil {
			return resp, nil
		}
	}
	resp, err := c.inner.RoundTrip(req)
	if err == nil && s != nil && s.twice != nil && s.twice(body) {
		first := c.life.w.pings.attempt(c.life, callKind(req), c.name+" "+destination(c.name, req, body), body)
		first.carriedOut()
		first.told()
		return c.inner.RoundTrip(rewound(req, body))
	}
	return resp, err
}

// losing is a writer that loses some of what is written.
type losing struct {
	store.Writer
	*sabotage
	forgotten bool
}

var errForgotten = errors.New("forgotten")

// Put implements store.Writer.
func (l *losing) Put(key string, value []byte) error {
	if l.sabotage != nil && l.drops != nil && l.drops(key) {
		return nil
	}
	l.forgotten = l.forgotten || l.sabotage != nil && l.forgets != nil && l.forgets(key)
	return l.Writer.Put(key, value)
}

// Delete implements store.Writer.
func (l *losing) Delete(key string) error {
	if l.sabotage != nil && l.keeps != nil && l.keeps(key) {
		return nil
	}
	return l.Writer.Delete(key)
}
