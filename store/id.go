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
// the count within it make it unique, should two runs see the same instant.
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
	b = binary.BigEndian.AppendUint32(b, uint32(s.run))
	b = binary.BigEndian.AppendUint32(b, s.ids.count)
	return ordered.EncodeToString(b), nil
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
		if b, err := ordered.DecodeString(id); err == nil && len(b) >= 8 {
			last = max(last, int64(binary.BigEndian.Uint64(b)))
		}
	}
	return last, nil
}
