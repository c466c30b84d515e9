package store

import (
	"encoding/binary"
	"fmt"
	"strings"
	"sync"
	"time"
)

// ids draws what sorts in the order of drawing.
type ids struct {
	mu    sync.Mutex
	last  int64  // nanoseconds of the latest id
	count uint32 // ids drawn in this run
}

// NewID returns an id that sorts by time, behind every id drawn before in this run
// even when the clock goes back, and is never given again: the number of the run and
// the count within it make it unique, should two runs see the same instant. It has 24
// characters.
func (tx *Tx) NewID(now time.Time) (string, error) {
	if now.Before(time.Unix(0, 0)) || now.Year() > 2260 {
		return "", fmt.Errorf("time %v cannot be part of an id", now)
	}
	s := tx.store
	s.ids.mu.Lock()
	defer s.ids.mu.Unlock()
	s.ids.last = max(s.ids.last, now.UnixNano())
	s.ids.count++
	b := binary.BigEndian.AppendUint64(nil, uint64(s.ids.last))
	b = append(b, byte(s.run>>16), byte(s.run>>8), byte(s.run))
	b = binary.BigEndian.AppendUint32(b, s.ids.count)
	return ordered.EncodeToString(b), nil
}

// IDsAfter lets every id drawn from now on sort behind the given one, which an earlier
// run may have drawn by a clock that was ahead.
func (s *Store) IDsAfter(id string) {
	at, ok := timeOf(id)
	s.ids.mu.Lock()
	defer s.ids.mu.Unlock()
	if ok {
		s.ids.last = max(s.ids.last, at)
	}
}

// timeOf returns the nanoseconds in an id.
func timeOf(id string) (int64, bool) {
	b, err := ordered.DecodeString(id)
	if err != nil || len(b) < 8 {
		return 0, false
	}
	return int64(binary.BigEndian.Uint64(b)), true
}

// latestID returns the time, in nanoseconds, of the latest id of all rows that wait in
// queues; 0 if none does.
func (tx *Tx) latestID() (last int64, err error) {
	for p, err := range tx.r.Scan(queuePrefix, after(queuePrefix)) {
		if err != nil {
			return 0, err
		}
		_, rest, _ := strings.Cut(strings.TrimPrefix(p.Key, queuePrefix), "/")
		id, _, _ := strings.Cut(rest, "/")
		if at, ok := timeOf(id); ok {
			last = max(last, at)
		}
	}
	return last, nil
}
