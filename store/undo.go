package store

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"time"
)

// journal remembers, for each key written since it began, what stood there.
type journal struct {
	order  []string // relative keys, first write first
	before map[string][]byte
}

// Journal begins to record the changes of this space in this transaction, for
// KeepUndo. What was recorded before is forgotten. Volatile tables, queues and
// identities are not recorded.
func Journal(s Space) {
	in, err := of(s)
	if err != nil {
		return // the first write will say so
	}
	if in.tx.journals == nil {
		in.tx.journals = map[SpaceID]*journal{}
	}
	in.tx.journals[in.id] = &journal{before: map[string][]byte{}}
}

// note records what stands under a key before its first change.
func (j *journal) note(s *space, rel string) error {
	if j == nil {
		return nil
	}
	if _, noted := j.before[rel]; noted {
		return nil
	}
	before, err := s.stored(rel)
	if err != nil {
		return err
	}
	j.order = append(j.order, rel)
	j.before[rel] = before
	return nil
}

// stored returns the bytes under a key, nil if there are none.
func (s *space) stored(rel string) ([]byte, error) {
	b, err := s.tx.r.Get(s.key(rel))
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	return b, err
}

// undoRow is the inverse of one handling.
type undoRow struct {
	Label   string     `cbor:"1,keyasint"`
	Until   time.Time  `cbor:"2,keyasint"`
	Changes []undoStep `cbor:"3,keyasint"`
}

// undoStep puts one key back: the sealed bytes as they were, which open there
// again.
type undoStep struct {
	Rel    string `cbor:"1,keyasint"`
	Had    bool   `cbor:"2,keyasint,omitempty"`
	Before []byte `cbor:"3,keyasint,omitempty"`
	// After tells what the handling left: the fingerprint of a record, the instant of
	// an alarm.
	After []byte `cbor:"4,keyasint,omitempty"`
}

// KeepUndo stores the inverse of what Journal has recorded, and ends the
// recording. Ids must sort by time. If nothing has changed it keeps nothing
// and returns false.
func KeepUndo(s Space, id, label string, until time.Time) (kept bool, err error) {
	in, err := of(s)
	if err != nil {
		return false, err
	}
	j := in.tx.journals[in.id]
	delete(in.tx.journals, in.id)
	steps, err := j.steps(in)
	if err != nil || len(steps) == 0 {
		return false, err
	}
	plain, err := encode(undoRow{label, until, steps})
	if err != nil {
		return false, err
	}
	return true, in.put(undoTable+"/"+id, plain)
}

func (j *journal) steps(in *space) ([]undoStep, error) {
	if j == nil {
		return nil, nil
	}
	var steps []undoStep
	for _, rel := range j.order {
		before := j.before[rel]
		now, err := in.stored(rel)
		if err != nil {
			return nil, err
		}
		if bytes.Equal(before, now) && (before == nil) == (now == nil) {
			continue
		}
		step := undoStep{Rel: rel, Had: before != nil, Before: before}
		switch {
		case checked(rel):
			step.After = fingerprint(now)
		case tableOf(rel) == alarmTable && len(now) >= stampLen:
			step.After = now[:stampLen]
		}
		steps = append(steps, step)
	}
	return steps, nil
}

// checked reports whether a change of this key since the handling forbids to
// undo it. Alarms move when they ring, which must not; index entries follow
// their records.
func checked(rel string) bool {
	return !strings.HasPrefix(rel, ".") && !strings.Contains(tableAndIndex(rel), "~")
}

func tableAndIndex(rel string) string {
	name, _, _ := strings.Cut(rel, "/")
	return name
}

// fingerprint tells stored bytes apart; nil, for nothing, has none.
func fingerprint(stored []byte) []byte {
	if stored == nil {
		return nil
	}
	sum := sha256.Sum256(stored)
	return sum[:16]
}

// Undo takes back one handling: its records, their index entries and its
// alarms become what they were. It fails with ErrNotFound, with ErrExpired if
// now is after the end set by KeepUndo, and with ErrChanged if a record that it
// touched has changed since. It removes the undo record and is not recorded
// itself.
//
// An alarm that the handling had moved, and that has rung there, stays as it is if
// its old time has passed as well. Every other goes through settle on its way back,
// which may give it another time; nil: none does.
func Undo(s Space, id string, now time.Time, settle func(Alarm) Alarm) (label string, err error) {
	in, err := of(s)
	if err != nil {
		return "", err
	}
	row, err := in.undo(id)
	if err != nil {
		return "", err
	}
	if now.After(row.Until) {
		return row.Label, ErrExpired
	}
	for _, step := range row.Changes {
		if err := in.unchanged(step); err != nil {
			return row.Label, err
		}
	}
	recording := in.tx.journals[in.id]
	delete(in.tx.journals, in.id)
	err = in.restore(row.Changes, now, settle)
	if recording != nil {
		in.tx.journals[in.id] = recording
	}
	if err != nil {
		return row.Label, err
	}
	return row.Label, in.set(undoTable+"/"+id, nil)
}

func (s *space) undo(id string) (undoRow, error) {
	plain, err := s.get(undoTable + "/" + id)
	if err != nil {
		return undoRow{}, err
	}
	return decode[undoRow](plain)
}

func (s *space) unchanged(step undoStep) error {
	if !checked(step.Rel) {
		return nil
	}
	now, err := s.stored(step.Rel)
	if err != nil {
		return err
	}
	if !bytes.Equal(fingerprint(now), step.After) {
		return fmt.Errorf("a record of table %s has %w", tableOf(step.Rel), ErrChanged)
	}
	return nil
}

func (s *space) restore(steps []undoStep, now time.Time, settle func(Alarm) Alarm) error {
	for _, step := range steps {
		before := step.Before
		if step.Had && before == nil {
			before = []byte{}
		}
		var err error
		if tableOf(step.Rel) == alarmTable {
			err = s.restoreAlarm(step, now, settle)
		} else {
			err = s.write(step.Rel, before)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *space) restoreAlarm(step undoStep, now time.Time, settle func(Alarm) Alarm) error {
	if !step.Had {
		return s.writeAlarm(step.Rel, nil)
	}
	a, err := s.alarm(step.Rel, step.Before)
	if err != nil {
		return err
	}
	if rang, err := parseStamp(string(step.After)); err == nil && !rang.After(now) && !a.At.After(now) {
		return nil
	}
	if settle == nil {
		return s.writeAlarm(step.Rel, step.Before)
	}
	settled := settle(a)
	if settled.equal(a) {
		return s.writeAlarm(step.Rel, step.Before)
	}
	row, err := s.alarmRow(step.Rel, settled)
	if err != nil {
		return err
	}
	return s.writeAlarm(step.Rel, row)
}

// LastUndo returns the id and label of the newest handling that can be taken
// back, or ErrNotFound. Whether it has expired, Undo says.
func LastUndo(s Space) (id, label string, err error) {
	in, err := of(s)
	if err != nil {
		return "", "", err
	}
	prefix := in.key(undoTable + "/")
	for p, err := range in.tx.r.Scan(prefix, after(prefix)) {
		if err != nil {
			return "", "", err
		}
		id = strings.TrimPrefix(p.Key, prefix)
	}
	if id == "" {
		return "", "", ErrNotFound
	}
	row, err := in.undo(id)
	return id, row.Label, err
}

// PruneUndo removes what can no longer be taken back, oldest first, and stops at
// the first that can: what came later ends later.
func PruneUndo(s Space, now time.Time) error {
	in, err := of(s)
	if err != nil {
		return err
	}
	prefix := in.key(undoTable + "/")
	for p, err := range in.tx.r.Scan(prefix, after(prefix)) {
		if err != nil {
			return err
		}
		id := strings.TrimPrefix(p.Key, prefix)
		row, err := in.undo(id)
		if err != nil {
			return err
		}
		if !now.After(row.Until) {
			return nil
		}
		if err := in.set(undoTable+"/"+id, nil); err != nil {
			return err
		}
	}
	return nil
}
