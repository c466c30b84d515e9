package simtest

import (
	"fmt"
	"strings"
	"time"
)

// figures are what a simulation counts.
type figures struct {
	Years                    float64 // of people
	Inputs, Acknowledged     int     // by people; things that the bot said it had kept
	Lines, Pings, Duplicates int     // shown by the bot; of them pings; pings shown again
	Steps                    int     // store operations and network writes
	Kills, Restarts, Stops   int
	Faults, Storms, Breaks   int           // calls that went wrong; storms; breaks of the gateway
	Clocks, GivenUp, Cut     int           // settings of the clock; answers given up; messages without all buttons
	Latest, Slowest          time.Duration // the latest ping: all trouble included, and in good weather alone
	Rows, Bytes, File        int           // the most of any world: keys; bytes in them; bytes of a bolt file
	Worlds                   int
	Circles                  circleFigures
}

// late notes how long after its time a ping was heard, and how much good weather that
// took.
func (f *figures) late(all, good time.Duration) {
	f.Latest, f.Slowest = max(f.Latest, all), max(f.Slowest, good)
}

// add puts the figures of another world to these.
func (f *figures) add(g figures) {
	f.Worlds++
	f.Years += g.Years
	f.Inputs += g.Inputs
	f.Acknowledged += g.Acknowledged
	f.Lines += g.Lines
	f.Pings += g.Pings
	f.Duplicates += g.Duplicates
	f.Steps += g.Steps
	f.Kills += g.Kills
	f.Restarts += g.Restarts
	f.Stops += g.Stops
	f.Faults += g.Faults
	f.Storms += g.Storms
	f.Breaks += g.Breaks
	f.Clocks += g.Clocks
	f.GivenUp += g.GivenUp
	f.Cut += g.Cut
	f.Circles.add(g.Circles)
	f.late(g.Latest, g.Slowest)
	f.Rows = max(f.Rows, g.Rows)
	f.Bytes = max(f.Bytes, g.Bytes)
	f.File = max(f.File, g.File)
}

func (f figures) String() string {
	var b strings.Builder
	row := func(name string, value any) { fmt.Fprintf(&b, "%-38s %v\n", name, value) }
	row("worlds", f.Worlds)
	row("years of people", fmt.Sprintf("%.1f", f.Years))
	row("inputs", f.Inputs)
	row("things acknowledged", f.Acknowledged)
	row("lines shown", f.Lines)
	row("pings", f.Pings)
	row("pings shown twice", f.Duplicates)
	row("latest ping, all trouble included", f.Latest.Truncate(time.Second))
	row("latest ping, good weather alone", f.Slowest.Truncate(time.Second))
	row("store operations and network writes", f.Steps)
	row("kills", f.Kills)
	row("starts after kills and stops", f.Restarts)
	row("stops in good order", f.Stops)
	row("calls that went wrong", f.Faults)
	row("storms", f.Storms)
	row("breaks of the gateway", f.Breaks)
	row("settings of the clock", f.Clocks)
	row("answers given up", f.GivenUp)
	row("messages without all their buttons", f.Cut)
	f.Circles.rows(row)
	row("most rows in a world", f.Rows)
	row("most bytes in the rows of a world", f.Bytes)
	row("largest bolt file", f.File)
	return b.String()
}
