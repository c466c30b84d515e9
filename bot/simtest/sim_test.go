package simtest

import (
	"flag"
	"fmt"
	"runtime"
	"testing"
	"testing/cryptotest"
	"testing/synctest"
	"time"
)

var (
	years  = flag.Float64("sim.years", 0, "years of people to simulate; 0: the short set of seeds")
	seed   = flag.Uint64("sim.seed", 1, "the first seed; the next worlds have the next ones")
	again  = flag.Int("sim.again", 1, "how often each world is played, for a failure that chance hides")
	traced = flag.Int("sim.trace", mostTraced, "how many of the last things that happened a failure prints")
	days   = flag.Int("sim.days", 365, "how long a world lasts, in days")
)

// short are the worlds of every day: together they have every trouble there is, each
// engine, and each set of networks. They last less than a year, to be done soon.
const (
	shortSeeds = 12
	shortDays  = 180
)

// Whatever people do and whatever breaks, no duty is lost, none is closed but by a
// person, what was acknowledged is kept, and nothing private is said in a group. See
// the package's documentation for the flags.
func TestPromises(t *testing.T) {
	var sum figures
	length, last := time.Duration(*days)*aDay, *seed
	if *years == 0 && !set("sim.seed") {
		length, last = shortDays*aDay, *seed+shortSeeds-1
	}
	for s := *seed; s <= last || sum.Years < *years; s++ {
		for range *again {
			t.Run(fmt.Sprintf("seed=%d", s), func(t *testing.T) {
				p := planOf(s, length)
				p.traced = *traced
				f, wrong, events := run(t, p)
				sum.add(f)
				for _, text := range wrong {
					t.Error(text)
				}
				if t.Failed() {
					t.Logf("%s\n%+v\nthe last events:\n%s", replay(s, length), planOf(s, length), events)
				}
			})
		}
	}
	t.Logf("\n%s", sum)
}

// set says whether a flag was given.
func set(name string) (given bool) {
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == name })
	return given
}

func replay(seed uint64, length time.Duration) string {
	return fmt.Sprintf("replay: go test ./bot/simtest -run TestPromises -sim.seed=%d -sim.days=%d -sim.again=5", seed, int(length/aDay))
}

// run plays one world in a bubble of its own. One processor and seeded randomness
// make the next play of it the same, as far as that goes.
func run(t *testing.T, p plan) (f figures, wrong []string, events string) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	cryptotest.SetGlobalRandom(t, p.seed)
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)))
		f, wrong, events = live(t, p)
	})
	return f, wrong, events
}
