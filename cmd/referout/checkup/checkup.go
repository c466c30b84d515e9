// Package checkup looks at what a referout needs to run: its files, the disk, the
// clock, the platforms. Each look is one line: what was looked at, and that it is
// well, or what to do.
//
// Nothing here writes to a book or disturbs a program that runs: platforms are
// asked who the bot is, which every program may at any time.
package checkup

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// State says how a look went.
type State string

// The states.
const (
	OK    State = "ok"
	Note  State = "note"  // well enough, but worth knowing
	Wrong State = "wrong" // must be put right
)

// Line is one look.
type Line struct {
	What  string `json:"what"`
	State State  `json:"state"`
	Text  string `json:"text"` // what was found, and what to do
}

// Report is all that was looked at.
type Report struct {
	Well  bool   `json:"ok"`
	Lines []Line `json:"checks"`
}

// Add takes a line in.
func (r *Report) Add(l ...Line) { r.Lines = append(r.Lines, l...) }

// Fine, Remark and Fault make lines.
func Fine(what, format string, args ...any) Line { return Line{what, OK, fmt.Sprintf(format, args...)} }
func Remark(what, format string, args ...any) Line {
	return Line{what, Note, fmt.Sprintf(format, args...)}
}
func Fault(what, format string, args ...any) Line {
	return Line{what, Wrong, fmt.Sprintf(format, args...)}
}

// Faults counts what must be put right.
func (r *Report) Faults() (n int) {
	for _, l := range r.Lines {
		if l.State == Wrong {
			n++
		}
	}
	r.Well = n == 0
	return n
}

// Print writes a line for each look.
func (r *Report) Print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, l := range r.Lines {
		fmt.Fprintf(w, "%s\t%s\t%s\n", l.State, l.What, l.Text)
	}
	return w.Flush()
}
