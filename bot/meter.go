package bot

import "time"

// A Meter is told what happens, for the operator's counters. Nothing that it is
// told names anybody. Its methods are called from many goroutines, some of them
// inside the handling of an input: they must return at once.
type Meter interface {
	// Handled is told of every input that was handled: how long that took, and
	// whether it went as it should.
	Handled(platform string, took time.Duration, well bool)
	// Sent is told of every attempt to send; again says that an earlier attempt at
	// the same message may have arrived, so that people may see it twice.
	Sent(platform string, outcome Outcome, again bool)
	// Pinged is told of every delivered ping: how long after it fell due.
	Pinged(platform string, late time.Duration)
	// Waiting is told how many messages wait in the outbox now, and how many of
	// them nobody will send unless the operator says so.
	Waiting(waiting, dead int)
	// Beat is told that a loop, "alarms" or "outbox", has gone round: at least once
	// every Pulse.
	Beat(loop string)
}

// unmetered is the meter of a router without one.
type unmetered struct{}

func (unmetered) Handled(string, time.Duration, bool) {}
func (unmetered) Sent(string, Outcome, bool)          {}
func (unmetered) Pinged(string, time.Duration)        {}
func (unmetered) Beat(string)                         {}
func (unmetered) Waiting(int, int)                    {}
