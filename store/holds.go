package store

// Hash returns the keyed hash that may stand in a key for a chat identity or a
// code. It is the same in every transaction of one store and tells nobody
// without the key what it stands for.
func (tx *Tx) Hash(subject string) (string, error) { return tx.store.hash(subject) }

// Holds reports whether a space has a record in any of the tables that are not
// volatile.
func Holds(s Space, tables []Keeper) (bool, error) {
	in, err := of(s)
	if err != nil {
		return false, err
	}
	for _, k := range tables {
		name, volatile := k.stores()
		if volatile {
			continue
		}
		prefix := in.key(name + "/")
		for _, err := range in.tx.r.Scan(prefix, after(prefix)) {
			return err == nil, err
		}
	}
	return false, nil
}
