package store

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// LeftOutError means that an export holds all but what cannot be read any more.
type LeftOutError struct {
	Tables map[string]int // how many records of which; reminders stand among them
	Broken bool           // the file itself is damaged: nobody knows how many more there are
}

// Alarms and records of no known table are counted under these names.
const (
	leftAlarms  = "reminder"
	leftUnknown = "unknown table"
)

func (e *LeftOutError) Error() string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(e.Tables)) {
		all = append(all, fmt.Sprintf("%s: %d", name, e.Tables[name]))
	}
	if e.Broken {
		all = append(all, "what comes behind a damaged page")
	}
	return "what cannot be read: " + strings.Join(all, ", ")
}

// Is says that such an export is of a damaged store.
func (e *LeftOutError) Is(target error) bool { return target == ErrDamaged }

func (e *LeftOutError) note(table string) {
	if e.Tables == nil {
		e.Tables = map[string]int{}
	}
	e.Tables[table]++
}

func (e *LeftOutError) orNil() error {
	if e.Broken || len(e.Tables) > 0 {
		return e
	}
	return nil
}
