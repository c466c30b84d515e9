package store

import "sync"

const (
	// viewBudget bounds the memory of all projections together, in bytes.
	viewBudget = 32 << 20
	// maxMarks bounds what is remembered about tables that have changed.
	maxMarks = 4096
)

// Projection declares a view of a space that is kept in memory: built on first
// use, built again after a commit has changed one of its tables, forgotten when
// others need the room. Readers must not change the value.
type Projection[T any] struct {
	// Name tells the projections of a space apart.
	Name string
	// Tables are the names of the tables that Build reads.
	Tables []string
	// Build makes the value and says how many bytes it takes.
	Build func(Space) (value T, bytes int, err error)
}

// Of returns the projection of s as this transaction sees it. In a transaction
// that has changed one of its tables it is built anew at each call.
func (p Projection[T]) Of(s Space) (v T, err error) {
	in, err := of(s)
	if err != nil {
		return v, err
	}
	views, key := in.tx.store.views, viewKey{in.id, p.Name}
	shared := !in.tx.touched(in.id, p.Tables)
	if shared {
		var kept any
		if kept, shared = views.get(key, p.Tables, in.tx.tick); kept != nil {
			return kept.(T), nil
		}
	}
	v, bytes, err := p.Build(s)
	if err == nil && shared {
		views.cache.put(key, view{v, in.tx.tick}, bytes)
	}
	return v, err
}

func (tx *Tx) touched(id SpaceID, tables []string) bool {
	for _, t := range tables {
		if tx.changed[spaceTable{id, t}] {
			return true
		}
	}
	return false
}

type viewKey struct {
	space SpaceID
	name  string
}

type view struct {
	value any
	tick  uint64
}

// views keeps projections and knows which of them a transaction may use. A tick
// is the number of commits so far. A table is held from the end of a function
// that has changed it to the end of its commit: in between, a transaction that
// begins may or may not see the change, so it shares nothing.
type views struct {
	cache *cache[viewKey, view]

	mu    sync.Mutex
	tick  uint64
	floor uint64 // tables without a mark have not changed since
	marks map[spaceTable]mark
}

type mark struct {
	held    int
	changed uint64 // tick of the last commit that changed the table
}

func newViews() *views {
	return &views{cache: newCache[viewKey, view](viewBudget), marks: map[spaceTable]mark{}}
}

func (v *views) now() uint64 {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.tick
}

// get returns a kept value that a transaction of this tick may use, and whether
// what it builds may be shared.
func (v *views) get(key viewKey, tables []string, tick uint64) (value any, share bool) {
	v.mu.Lock()
	changed := v.floor
	for _, t := range tables {
		m := v.marks[spaceTable{key.space, t}]
		if m.held > 0 {
			v.mu.Unlock()
			return nil, false
		}
		changed = max(changed, m.changed)
	}
	v.mu.Unlock()
	if tick < changed {
		return nil, false
	}
	if kept, ok := v.cache.get(key); ok && kept.tick >= changed {
		return kept.value, true
	}
	return nil, true
}

func (v *views) hold(tx *Tx) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for table := range tx.changed {
		m := v.marks[table]
		m.held++
		v.marks[table] = m
	}
}

// release ends the hold of a function's changes, if there was one.
func (v *views) release(tx *Tx, committed bool) {
	if tx == nil || len(tx.changed) == 0 {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if committed {
		v.tick++
	}
	for table := range tx.changed {
		m := v.marks[table]
		m.held--
		if committed {
			m.changed = v.tick
		}
		v.marks[table] = m
	}
	if len(v.marks) > maxMarks {
		v.prune()
	}
}

// prune forgets which tables have changed, which makes all that is kept stale.
func (v *views) prune() {
	v.floor = v.tick
	for table, m := range v.marks {
		if m.held == 0 {
			delete(v.marks, table)
		}
	}
}

// forget drops everything of erased spaces from memory.
func (v *views) forget(erased []SpaceID) {
	for _, id := range erased {
		v.cache.drop(func(k viewKey) bool { return k.space == id })
		v.mu.Lock()
		for table, m := range v.marks {
			if m.held == 0 && table.space == id {
				delete(v.marks, table)
			}
		}
		v.mu.Unlock()
	}
}
