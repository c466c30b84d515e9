package simtest

import (
	"fmt"
	"strings"
	"time"
)

// figures are what a simulation counts.
type figures struct {
	Years                         float64 // of people
	Inputs, Acknowledged          int     // by people; things that the bot said it had kept
	Lines, Pings, Duplicates      int     // shown by the bot; of them pings; pings shown again
	Steps                         int     // store operations and network writes
	Kills, Restarts, Stops        int
	Faults, Storms, Breaks        int           // calls that went wrong; storms; breaks of the gateway
	Clocks, GivenUp, Cut          int           // settings of the clock; answers given up; messages without all buttons
	Latest                        time.Duration // the latest ping, downtime and storms included
	Rows, Bytes, Entries, Waiting int           // the most of any world: keys; bytes on file; …
	Worlds                        int
}

func (f *figures) late(d time.Duration) { f.Latest = max(f.Latest, d) }

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
	f.Latest = max(f.Latest, g.Latest)
	f.Rows = max(f.Rows, g.Rows)
	f.Bytes = max(f.Bytes, g.Bytes)
	f.Waiting = max(f.Waiting, g.Waiting)
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
	row("latest ping, downtime included", f.Latest.Truncate(time.Second))
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
	row("most rows in a world", f.Rows)
	row("largest file or memory in a world, bytes", f.Bytes)
	return b.String()
}
