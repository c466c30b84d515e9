package store

import "slices"

// Stir is what a transaction gave workers to do.
type Stir struct {
	// Alarms says that alarms were set.
	Alarms bool
	// Doubtful says that nobody knows whether the transaction was kept.
	Doubtful bool

	pushed []pushed
}

// pushed is a row that was put into a queue.
type pushed struct {
	queue string
	row   Waiting
}

// Pushed returns the rows that the queue got, in their order.
func (q Queue[T]) Pushed(s Stir) (rows []Waiting) {
	for _, p := range s.pushed {
		if p.queue == q.Name {
			rows = append(rows, p.row)
		}
	}
	return rows
}

// Notify lets fn be told after a transaction, whoever ran it, what it gave workers to
// do, unless that is nothing. fn is called side by side and must not wait; one takes
// the place of another.
func (s *Store) Notify(fn func(Stir)) { s.notify.Store(&fn) }

// tell tells what a transaction did, whose outcome is err.
func (s *Store) tell(tx *Tx, err error) {
	fn := s.notify.Load()
	if fn == nil || tx == nil {
		return
	}
	what := tx.stir
	what.Doubtful = err != nil
	what.pushed = slices.DeleteFunc(what.pushed, func(p pushed) bool { return slices.Contains(tx.erased, p.row.Space) })
	if what.Alarms || len(what.pushed) > 0 {
		(*fn)(what)
	}
}

func (s *Stir) push(queue, id string, space SpaceID) {
	s.pushed = append(s.pushed, pushed{queue, Waiting{Space: space, ID: id}})
}

// take forgets a row that was taken out again.
func (s *Stir) take(queue, id string) {
	s.pushed = slices.DeleteFunc(s.pushed, func(p pushed) bool { return p.queue == queue && p.row.ID == id })
}
