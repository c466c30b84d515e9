// A book's transaction does not become a circle's, nor the reverse.
package leaks

import (
	"referout/bot"
	"referout/store"
)

func asCircle(p *bot.Personal) store.CircleTx {
	return store.CircleTx(p.Data) // want "cannot convert p.Data"
}

func asBook(s *bot.Shared) store.BookTx {
	return store.BookTx(s.Data) // want "cannot convert s.Data"
}

func asSystem(p *bot.Personal) store.SystemTx {
	return store.SystemTx(p.Data) // want "cannot convert p.Data"
}

func asShared(p *bot.Personal) *bot.Shared {
	return (*bot.Shared)(p) // want "cannot convert p"
}
