package simtest

import (
	"flag"
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

var (
	seedFlag  = flag.Uint64("sim.seed", 1, "the first seed")
	worldFlag = flag.Int("sim.worlds", 1, "how many")
)

func TestSmall(t *testing.T) {
	var sum figures
	for i := range *worldFlag {
		p := plan{seed: *seedFlag + uint64(i), engine: "memory", networks: []string{"telegram", "discord"}, people: 4, length: 365 * aDay, access: "open"}
		t.Run(fmt.Sprint(p.seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)))
				f, wrong := live(t, p)
				for _, text := range wrong {
					t.Error(text)
				}
				sum.add(f)
			})
		})
	}
	t.Log("\n" + sum.String())
}
