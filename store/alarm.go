package store

import (
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"
)

// Alarm wakes the program at an instant. It has no destination: it belongs to
// its space, and in a book to a member.
type Alarm struct {
	// Kind and ID name the alarm in its space. Kind is stored and must never
	// change; both stand readable in keys.
	Kind, ID string
	// Member is whom the alarm is for.
	Member string
	// Wall is what the clock on the wall shows, as if it were UTC, for an alarm
	// that floats with the member's zone. Zero for an instant.
	Wall time.Time
	// At is the instant, resolved from Wall if that is set. It stands readable
	// in keys.
	At time.Time
}

// alarmRow is the sealed part of an alarm's row. The instant stands before it
// in the clear, as it does in the due index, so that a space whose key has been
// destroyed can still be removed from there.
type alarmRow struct {
	Member string    `cbor:"1,keyasint,omitempty"`
	Wall   time.Time `cbor:"2,keyasint,omitzero"`
}

// alarmRel puts the alarms of one id side by side, as they are mostly set
// together.
func alarmRel(kind, id string) string { return alarmTable + "/" + escape(id) + "/" + kind }

// SetAlarm sets an alarm, instead of the one of the same kind and id.
func SetAlarm(s Space, a Alarm) error {
	in, err := of(s)
	if err != nil {
		return err
	}
	rel := alarmRel(a.Kind, a.ID)
	old, err := in.stored(rel)
	if err != nil {
		return err
	}
	if old != nil {
		if b, err := in.alarm(rel, old); err == nil && b.equal(a) {
			return nil
		}
	}
	row, err := in.alarmRow(rel, a)
	if err != nil {
		return fmt.Errorf("set an alarm: %w", err)
	}
	return in.replaceAlarm(rel, old, row)
}

// alarmRow returns the row of an alarm as it is stored.
func (s *space) alarmRow(rel string, a Alarm) ([]byte, error) {
	at, err := stamp(a.At)
	if err != nil {
		return nil, err
	}
	plain, err := encode(alarmRow{a.Member, a.Wall})
	if err != nil {
		return nil, err
	}
	sealed, err := s.seal(s.key(rel)+at, plain)
	return append([]byte(at), sealed...), err
}

// ClearAlarm removes an alarm. That it is absent is no error.
func ClearAlarm(s Space, kind, id string) error {
	in, err := of(s)
	if err != nil {
		return err
	}
	return in.writeAlarm(alarmRel(kind, id), nil)
}

// DropAlarm removes an alarm that cannot be read, with the entry of the due index by
// which it was found.
func DropAlarm(s Space, found DueAlarm) error {
	in, err := of(s)
	if err != nil {
		return err
	}
	rel := alarmRel(found.Kind, found.ID)
	at, err := stamp(found.At)
	if err != nil {
		return err
	}
	if err := in.writeAlarm(rel, nil); err != nil {
		return err
	}
	w, err := in.tx.writer()
	if err != nil {
		return err
	}
	return w.Delete(duePrefix + at + "/" + string(in.id) + strings.TrimPrefix(rel, alarmTable))
}

// AlarmOf returns the alarm of this kind and id, or ErrNotFound.
func AlarmOf(s Space, kind, id string) (Alarm, error) {
	in, err := of(s)
	if err != nil {
		return Alarm{}, err
	}
	rel := alarmRel(kind, id)
	row, err := in.tx.r.Get(in.key(rel))
	if err != nil {
		return Alarm{}, err
	}
	return in.alarm(rel, row)
}

// Alarms yields the alarms of a space in the order of ids, those of one id in
// the order of kinds.
func Alarms(s Space) iter.Seq2[Alarm, error] {
	return func(yield func(Alarm, error) bool) {
		in, err := of(s)
		if err != nil {
			yield(Alarm{}, err)
			return
		}
		prefix := in.key(alarmTable + "/")
		for p, err := range in.tx.r.Scan(prefix, after(prefix)) {
			var a Alarm
			if err == nil {
				a, err = in.alarm(strings.TrimPrefix(p.Key, in.key("")), p.Value)
			}
			if !yield(a, err) || err != nil {
				return
			}
		}
	}
}

func (a Alarm) equal(b Alarm) bool {
	return a.Member == b.Member && a.Wall.Equal(b.Wall) && a.At.Equal(b.At)
}

// writeAlarm writes an alarm's row as it is stored, nil to delete, and its due
// entry. That nothing stands there to be deleted is no error.
func (s *space) writeAlarm(rel string, row []byte) error {
	old, err := s.stored(rel)
	if err != nil || (old == nil && row == nil) {
		return err
	}
	return s.replaceAlarm(rel, old, row)
}

// replaceAlarm does so with what stands there, nil for nothing.
func (s *space) replaceAlarm(rel string, old, row []byte) error {
	if err := s.write(rel, row); err != nil {
		return err
	}
	return s.writeDue(rel, old, row)
}

func (s *space) writeDue(rel string, old, row []byte) error {
	w, err := s.tx.writer()
	if err != nil {
		return err
	}
	var was, is string
	if old != nil {
		was, _ = dueKey(s.id, rel, old) // what is too damaged to have one leads to none
	}
	if row != nil {
		if is, err = dueKey(s.id, rel, row); err != nil {
			return err
		}
	}
	if was != "" && was != is {
		if err := w.Delete(was); err != nil {
			return err
		}
	}
	if is != "" && is != was {
		s.tx.stir.Alarms = true
		return w.Put(is, nil)
	}
	return nil
}

// dueKey returns the due entry that belongs to an alarm's row.
func dueKey(id SpaceID, rel string, row []byte) (string, error) {
	if len(row) < stampLen {
		return "", fmt.Errorf("a stored alarm: %w", ErrDamaged)
	}
	return duePrefix + string(row[:stampLen]) + "/" + string(id) + strings.TrimPrefix(rel, alarmTable), nil
}

func parseDue(key string) (DueAlarm, error) {
	parts := strings.SplitN(strings.TrimPrefix(key, duePrefix), "/", 4)
	if len(parts) != 4 {
		return DueAlarm{}, errors.New("damaged key in the due index")
	}
	at, err := parseStamp(parts[0])
	return DueAlarm{Space: SpaceID(parts[1]), At: at, ID: unescape(parts[2]), Kind: parts[3]}, err
}

func (s *space) alarm(rel string, row []byte) (Alarm, error) {
	if len(row) < stampLen {
		return Alarm{}, fmt.Errorf("a stored alarm: %w", ErrDamaged)
	}
	at, err := parseStamp(string(row[:stampLen]))
	if err != nil {
		return Alarm{}, err
	}
	plain, err := s.open(s.key(rel)+string(row[:stampLen]), row[stampLen:])
	if err != nil {
		return Alarm{}, err
	}
	v, err := decode[alarmRow](plain)
	if err != nil {
		return Alarm{}, err
	}
	id, kind, _ := strings.Cut(strings.TrimPrefix(rel, alarmTable+"/"), "/")
	return Alarm{Kind: kind, ID: unescape(id), Member: v.Member, Wall: v.Wall, At: at}, nil
}
