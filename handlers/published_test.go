package handlers_test

import (
	"context"
	"sync"

	asking "referout/handlers/ask"
	"referout/handlers/listing"
	"referout/handlers/meetup"
	"referout/handlers/reading"
	"referout/store"
)

// publications are the texts that listings, asks, meetings and reading rounds ever
// consisted of.
type publications struct {
	mu    sync.Mutex
	book  *store.Store
	texts []string
}

func (p *publications) open(book *store.Store) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.book = book
}

// all looks at the listings and asks that stand now, and remembers them.
func (p *publications) all(string, string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.book.View(context.Background(), func(tx *store.Tx) error {
		for id, err := range tx.Circles() {
			if err != nil {
				return err
			}
			c, err := tx.Circle(id)
			if err != nil {
				return err
			}
			for e, err := range meetup.Meetings.All(c) {
				if err != nil {
					return err
				}
				f := e.Value.Facts
				p.texts = append(p.texts, f.Topic, f.Place, f.Speaker)
			}
			for e, err := range reading.Rounds.All(c) {
				if err != nil {
					return err
				}
				for _, w := range e.Value.Enclosure() {
					p.texts = append(p.texts, w.Value)
				}
			}
			for e, err := range asking.Asks.All(c) {
				if err != nil {
					return err
				}
				for _, w := range e.Value.Need.Enclosure() {
					p.texts = append(p.texts, w.Value)
				}
			}
			for e, err := range listing.Listings.All(c) {
				if err != nil {
					return err
				}
				for _, w := range e.Value.Enclose() {
					p.texts = append(p.texts, w.Value)
				}
			}
		}
		return nil
	})
	return p.texts
}
