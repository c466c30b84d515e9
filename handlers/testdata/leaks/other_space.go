// A handler reaches its own book and nothing else.
package leaks

import (
	"referout/bot"
	"referout/store"
)

func router(p *bot.Personal) {
	_ = p.desk // want "p.desk undefined"
}

func wholeStore(p *bot.Personal) *store.Store {
	return p.Data.Store() // want "p.Data.Store undefined"
}

func transaction(p *bot.Personal) *store.Tx {
	return p.Data // want "cannot use p.Data"
}

func neighbour(p *bot.Personal, id store.SpaceID) (store.BookTx, error) {
	return p.Data.Book(id) // want "p.Data.Book undefined"
}

func inside(p *bot.Personal) {
	_ = p.Data.book // want "p.Data.book undefined"
}

func forged(s *bot.Shared) store.BookTx {
	return store.BookTx{book: s.Data.circle} // want "unknown field book|book in struct literal" "s.Data.circle undefined"
}

// own pretends to be a space.
type own struct{}

func (own) ID() store.SpaceID { return "" }

var _ store.Space = own{} // want "does not implement store.Space"
