package store

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// resealer seals the rows of one space anew within one transaction.
type resealer struct {
	*space
	mark   []byte // what is sealed under the newest key begins with this
	sealed int
	kept   []*keptUndo
}

// keptUndo is an undo record that is about to be written again.
type keptUndo struct {
	rel     string
	row     undoRow
	changed bool
}

// outputMark is how everything begins that tink seals under a key of this id.
func outputMark(id uint32) []byte { return binary.BigEndian.AppendUint32([]byte{1}, id) }

// rows seals what stands behind from anew, for as many rows as one piece has. In
// the system space the places of identities come after its own rows.
func (r *resealer) rows(from string) (next string, err error) {
	left := resealPiece
	for _, prefix := range r.prefixes() {
		for p, err := range r.tx.r.Scan(max(from, prefix), after(prefix)) {
			if err != nil {
				return "", err
			}
			if left--; left < 0 {
				return p.Key, nil
			}
			if err := r.row(p); err != nil {
				return "", err
			}
		}
	}
	return "", nil
}

func (r *resealer) prefixes() []string {
	if r.id == systemSpace {
		return []string{r.key(""), whoPrefix}
	}
	return []string{r.key("")}
}

func (r *resealer) row(p Pair) error {
	rel, inside := strings.CutPrefix(p.Key, r.key(""))
	if inside && (tableOf(rel) == undoTable || strings.Contains(tableAndIndex(rel), "~")) {
		return nil // index entries hold nothing; undo records are written at the end
	}
	alarm := inside && tableOf(rel) == alarmTable
	again, err := r.anew(p.Key, p.Value, alarm)
	if err != nil || again == nil {
		return err
	}
	if inside {
		r.follow(rel, p.Value, again)
	}
	return r.putRaw(p.Key, again)
}

// anew seals stored bytes under the newest key; nil if they are already. An alarm's
// have its instant before them.
func (r *resealer) anew(key string, stored []byte, alarm bool) ([]byte, error) {
	at := ""
	if alarm && len(stored) >= stampLen {
		at = string(stored[:stampLen])
	}
	sealed := stored[len(at):]
	if bytes.HasPrefix(sealed, r.mark) {
		return nil, nil
	}
	plain, err := r.open(key+at, sealed)
	if err != nil {
		return nil, err
	}
	again, err := r.seal(key+at, plain)
	if err != nil {
		return nil, err
	}
	r.sealed++
	return append([]byte(at), again...), nil
}

// putRaw writes past the projections and the journal: what is stored is the same.
func (r *resealer) putRaw(key string, stored []byte) error {
	w, err := r.tx.writer()
	if err != nil {
		return err
	}
	return w.Put(key, stored)
}

// readUndo reads the undo records of the space: they hold sealed bytes, and
// fingerprints of sealed bytes.
func (r *resealer) readUndo() error {
	prefix := r.key(undoTable + "/")
	for p, err := range r.tx.r.Scan(prefix, after(prefix)) {
		if err != nil {
			return err
		}
		rel := strings.TrimPrefix(p.Key, r.key(""))
		row, err := r.undo(strings.TrimPrefix(rel, undoTable+"/"))
		if err != nil {
			return err
		}
		r.kept = append(r.kept, &keptUndo{rel, row, !bytes.HasPrefix(p.Value, r.mark)})
	}
	return nil
}

// follow lets undo records know that a row has not changed but for its seal.
func (r *resealer) follow(rel string, before, now []byte) {
	if !checked(rel) {
		return
	}
	was, is := fingerprint(before), fingerprint(now)
	for _, u := range r.kept {
		for n := range u.row.Changes {
			if step := &u.row.Changes[n]; step.Rel == rel && bytes.Equal(step.After, was) {
				step.After, u.changed = is, true
			}
		}
	}
}

// writeUndo seals what undo records would put back, and writes those that are no
// longer what they were.
func (r *resealer) writeUndo() error {
	for _, u := range r.kept {
		if err := r.stepsAnew(u); err != nil {
			return err
		}
		if !u.changed {
			continue
		}
		plain, err := encode(u.row)
		if err != nil {
			return err
		}
		sealed, err := r.seal(r.key(u.rel), plain)
		if err != nil {
			return err
		}
		r.sealed++
		if err := r.putRaw(r.key(u.rel), sealed); err != nil {
			return err
		}
	}
	return nil
}

func (r *resealer) stepsAnew(u *keptUndo) error {
	for n := range u.row.Changes {
		step := &u.row.Changes[n]
		if len(step.Before) == 0 {
			continue
		}
		again, err := r.anew(r.key(step.Rel), step.Before, tableOf(step.Rel) == alarmTable)
		if err != nil {
			return err
		}
		if again != nil {
			step.Before, u.changed = again, true
		}
	}
	return nil
}
