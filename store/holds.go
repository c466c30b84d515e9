package store

// Hash returns the keyed hash that may stand in a key for a chat identity or a
// code. It is the same in every transaction of one store and tells nobody
// without the key what it stands for.
func (tx *Tx) Hash(subject string) (string, error) { return tx.store.hash(subject) }

// Holds reports whether a space has a record in any of the tables that are not
// volatile.
func Holds(s Space, tables []Keeper) (bool, error) {
	n, err := countRows(s, tables, 1)
	return n > 0, err
}

// Count returns how many records a space has in the tables that are not volatile.
func Count(s Space, tables []Keeper) (int, error) { return countRows(s, tables, -1) }

// countRows counts up to a number of records, or all if that is below zero.
func countRows(s Space, tables []Keeper, most int) (n int, err error) {
	in, err := of(s)
	if err != nil {
		return 0, err
	}
	for _, k := range tables {
		table := k.kind()
		if table.volatile {
			continue
		}
		prefix := in.key(table.rel(""))
		for _, err := range in.tx.r.Scan(prefix, after(prefix)) {
			if err != nil {
				return n, err
			}
			if n++; n == most {
				return n, nil
			}
		}
	}
	return n, nil
}
