package simtest

import (
	"flag"
	"fmt"
	"testing"
	"testing/cryptotest"
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
		p := planOf(*seedFlag+uint64(i), 365*aDay)
		t.Run(fmt.Sprint(p.seed), func(t *testing.T) {
			cryptotest.SetGlobalRandom(t, p.seed)
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
