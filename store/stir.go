package store

import "slices"

// Stir is what a transaction gave workers to do.
type Stir struct {
	// Alarms says that alarms were set.
	Alarms bool
	queues []string // that got rows
}

// Grew says whether the queue got rows.
func (q Queue[T]) Grew(s Stir) bool { return slices.Contains(s.queues, q.Name) }

// Notify lets fn be told after a transaction, whoever ran it, what it gave workers to
// do, unless that is nothing. fn is called side by side and must not wait; one takes
// the place of another. It is told too when nobody knows whether the commit happened.
func (s *Store) Notify(fn func(Stir)) { s.notify.Store(&fn) }

func (s *Store) tell(what Stir) {
	fn := s.notify.Load()
	if fn != nil && (what.Alarms || len(what.queues) > 0) {
		(*fn)(what)
	}
}

func (s *Stir) queue(name string) {
	if !slices.Contains(s.queues, name) {
		s.queues = append(s.queues, name)
	}
}
