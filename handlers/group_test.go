package handlers_test

import (
	"flag"
	"fmt"
	"testing"
	"testing/cryptotest"
	"testing/synctest"
	"time"
)

var groupSeeds = flag.Int("group.seeds", 1, "how many worlds are played on each platform by the property tests of groups")

// Whatever is typed and tapped in a group, nothing that is private comes into it, to
// nobody comes what is another's, and no book changes by another's hand.
func TestNothingPrivateInAGroup(t *testing.T) {
	for _, p := range house().Platforms {
		for seed := range uint64(*groupSeeds) {
			t.Run(fmt.Sprintf("%s/%d", p.Name, seed), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					cryptotest.SetGlobalRandom(t, seed)
					time.Sleep(time.Until(aMonday))
					g := gather(t, p.New(), seed)
					defer g.end()
					g.live()
				})
			})
		}
	}
}

// aMonday is a morning in Akron.
var aMonday = time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)

func (g *gathering) live() {
	for _, act := range []func(){
		g.privately, g.everyCommand, g.everyPayload, g.everyButton, g.replies, g.fromElsewhere, g.everythingReached, g.oracleAwake,
	} {
		if act(); g.over() {
			return
		}
	}
}
