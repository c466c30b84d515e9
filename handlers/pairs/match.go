package pairs

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// Taker is somebody who takes part in a month's pairs.
type Taker struct {
	Key        string
	Discipline string // the same text: the same discipline
	Waits      int    // how many months in a row she was left out, though there was somebody to meet
}

// tries is how many choices are looked at before one is taken.
const tries = 8

// Choose pairs people who have not met: as many as can be, those who wait longest before
// all others, of different disciplines whenever everybody can be paired so and else as
// often as is found, and so that as many pairs as possible are left for the month after.
// left are those without anybody, in their order. It depends on its arguments alone.
func Choose(all []Taker, met func(a, b string) bool, rnd *rand.Rand) (pairs [][2]int, left []int) {
	g := graphOf(all, met)
	var best choice
	for range tries {
		if c := g.choose(rnd); best.mate == nil || best.compare(c) < 0 {
			best = c
		}
		if best.crossed*2 >= len(all)-1 && best.after*2 >= len(all)-1 {
			break
		}
	}
	for a, b := range best.mate {
		switch {
		case b < 0:
			left = append(left, a)
		case a < b:
			pairs = append(pairs, [2]int{a, b})
		}
	}
	return pairs, left
}

// Unmet says whom of the others each has not met yet: how many they are.
func Unmet(all []Taker, met func(a, b string) bool) []int {
	g, out := graphOf(all, met), make([]int, len(all))
	for a := range all {
		for b := range all {
			if g.may(a, b) {
				out[a]++
			}
		}
	}
	return out
}

// graph is who may be paired with whom.
type graph struct {
	all  []Taker
	open [][]bool // they have not met
}

func graphOf(all []Taker, met func(a, b string) bool) graph {
	g := graph{all: all, open: make([][]bool, len(all))}
	for a := range all {
		g.open[a] = make([]bool, len(all))
		for b := range a {
			free := !met(all[a].Key, all[b].Key)
			g.open[a][b], g.open[b][a] = free, free
		}
	}
	return g
}

func (g graph) may(a, b int) bool { return g.open[a][b] }

// mix says whether two have not met and are of different disciplines.
func (g graph) mix(a, b int) bool { return g.open[a][b] && g.all[a].Discipline != g.all[b].Discipline }

// choice is one way to pair people.
type choice struct {
	mate    []int // -1: nobody
	crossed int   // pairs of different disciplines
	after   int   // pairs that can be made the month after
}

func (c choice) compare(d choice) int {
	return cmp.Or(cmp.Compare(c.crossed, d.crossed), cmp.Compare(c.after, d.after))
}

// choose makes one choice: every choice has the most pairs, and leaves the same waits.
func (g graph) choose(rnd *rand.Rand) choice {
	order := g.order(rnd)
	m := newMatching(order, g.all)
	m.coverAll(g.mix)
	m.coverAll(g.may)
	c := choice{mate: m.mate}
	for a, b := range m.mate {
		if a < b && g.mix(a, b) {
			c.crossed++
		}
	}
	next := newMatching(order, make([]Taker, len(g.all)))
	next.coverAll(func(a, b int) bool { return g.may(a, b) && c.mate[a] != b })
	for a, b := range next.mate {
		if a < b {
			c.after++
		}
	}
	return c
}

// order is those who wait longest first, by chance where that is the same.
func (g graph) order(rnd *rand.Rand) []int {
	order := rnd.Perm(len(g.all))
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(g.all[b].Waits, g.all[a].Waits) })
	return order
}
