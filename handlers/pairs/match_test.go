package pairs

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

// book is whom somebody has met.
type book map[[2]string]bool

func (b book) met(x, y string) bool { return b[[2]string{min(x, y), max(x, y)}] }
func (b book) note(x, y string)     { b[[2]string{min(x, y), max(x, y)}] = true }

func some(rnd *rand.Rand, n, disciplines int) []Taker {
	all := make([]Taker, n)
	for i := range all {
		all[i] = Taker{Key: strconv.Itoa(i), Discipline: strconv.Itoa(rnd.IntN(disciplines))}
	}
	return all
}

// checkChoice fails unless a choice pairs everybody once at most, and nobody who has met.
func checkChoice(t *testing.T, all []Taker, b book, pairs [][2]int, left []int) {
	t.Helper()
	seen := slices.Clone(left)
	for _, p := range pairs {
		if seen = append(seen, p[0], p[1]); b.met(all[p[0]].Key, all[p[1]].Key) {
			t.Fatalf("%v have met", p)
		}
	}
	slices.Sort(seen)
	if len(slices.Compact(seen)) != len(all) {
		t.Fatalf("%v and %v are not everybody once", pairs, left)
	}
}

// best tries every way to pair people: the most waiting people in pairs, and the most
// pairs with them.
func best(all []Taker, open func(a, b int) bool) (size, waits int) {
	used := make([]bool, len(all))
	var walk func(at, n, w int)
	walk = func(at, n, w int) {
		if at == len(all) {
			if w > waits || (w == waits && n > size) {
				size, waits = n, w
			}
			return
		}
		walk(at+1, n, w)
		if used[at] {
			return
		}
		for b := at + 1; b < len(all); b++ {
			if !used[b] && open(at, b) {
				used[at], used[b] = true, true
				walk(at+1, n+1, w+all[at].Waits+all[b].Waits)
				used[at], used[b] = false, false
			}
		}
	}
	walk(0, 0, 0)
	return size, waits
}

// Against every way that there is: the most pairs, with as many of those who wait as
// possible, and of different disciplines where everybody can be paired so.
func TestChooseAgainstAllWays(t *testing.T) {
	for seed := range uint64(3000) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		all := some(rnd, 1+rnd.IntN(8), 1+rnd.IntN(4))
		b := book{}
		for i := range all {
			all[i].Waits = rnd.IntN(8) / 6
			for j := range i {
				if rnd.IntN(10) < int(seed%9) {
					b.note(all[i].Key, all[j].Key)
				}
			}
		}
		g := graphOf(all, b.met)
		pairs, left := Choose(all, b.met, rnd)
		checkChoice(t, all, b, pairs, left)
		size, waits := best(all, g.may)
		got := 0
		for _, p := range pairs {
			got += all[p[0]].Waits + all[p[1]].Waits
		}
		if len(pairs) != size || got != waits {
			t.Fatalf("seed %d: %d pairs with %d who wait, can be %d with %d", seed, len(pairs), got, size, waits)
		}
		mixed, mixedWaits := best(all, g.mix)
		if mixed == size && mixedWaits == waits && len(all)-2*size < 2 {
			for _, p := range pairs {
				if !g.mix(p[0], p[1]) {
					t.Fatalf("seed %d: %v of one discipline, and nobody has to be", seed, p)
				}
			}
		}
	}
}

// months pairs the same people until all of them have met, and gives what was done.
func months(t *testing.T, all []Taker, rnd *rand.Rand, each func(month int, pairs [][2]int, left []int)) int {
	b := book{}
	for month := 0; ; month++ {
		unmet := Unmet(all, b.met)
		if slices.Max(unmet) == 0 {
			return month
		}
		pairs, left := Choose(all, b.met, rnd)
		checkChoice(t, all, b, pairs, left)
		if len(pairs) == 0 {
			t.Fatal("nobody was paired, and some have not met")
		}
		each(month, pairs, left)
		for i := range all {
			all[i].Waits = waitsOf(all[i].Waits, slices.Contains(left, i), unmet[i])
		}
		for _, p := range pairs {
			b.note(all[p[0]].Key, all[p[1]].Key)
		}
	}
}

// No pair is made twice before all are used, in circles of every size; and who was left
// out is not left out again the month after, as long as there is somebody for her.
func TestMonthsUntilAllHaveMet(t *testing.T) {
	for n := 2; n <= 24; n++ {
		for disciplines := 1; disciplines <= n; disciplines += 1 + n/5 {
			t.Run(fmt.Sprint(n, "of", disciplines), func(t *testing.T) {
				rnd := rand.New(rand.NewPCG(uint64(n), uint64(disciplines)))
				all, made := some(rnd, n, disciplines), 0
				months(t, all, rnd, func(month int, pairs [][2]int, left []int) {
					made += len(pairs)
					var waiting []int
					for i, x := range all {
						if x.Waits > 0 {
							waiting = append(waiting, i)
						}
					}
					if len(waiting) == 1 && slices.Contains(left, waiting[0]) {
						t.Errorf("month %d: %d is left out again", month, waiting[0])
					}
				})
				if made != n*(n-1)/2 {
					t.Errorf("%d pairs were made of %d", made, n*(n-1)/2)
				}
			})
		}
	}
}

// Two hundred people of many disciplines are all paired with another one, for a year.
func TestTwoHundred(t *testing.T) {
	rnd := rand.New(rand.NewPCG(2, 3))
	for _, n := range []int{199, 200} {
		all, b := some(rnd, n, 12), book{}
		for month := range 12 {
			pairs, left := Choose(all, b.met, rnd)
			checkChoice(t, all, b, pairs, left)
			if len(left) != n%2 {
				t.Fatalf("month %d: %d are left", month, len(left))
			}
			for i := range all {
				again := all[i].Waits > 0 && slices.Contains(left, i)
				if all[i].Waits = waitsOf(all[i].Waits, slices.Contains(left, i), 1); again {
					t.Fatalf("month %d: left out again", month)
				}
			}
			for _, p := range pairs {
				if b.note(all[p[0]].Key, all[p[1]].Key); all[p[0]].Discipline == all[p[1]].Discipline {
					t.Fatalf("month %d: a pair of one discipline", month)
				}
			}
		}
	}
}

// The same chance gives the same pairs: a handling may run twice.
func TestChooseIsRepeatable(t *testing.T) {
	all := some(rand.New(rand.NewPCG(5, 5)), 31, 4)
	first, _ := Choose(all, book{}.met, rand.New(rand.NewPCG(9, 9)))
	again, _ := Choose(all, book{}.met, rand.New(rand.NewPCG(9, 9)))
	if !slices.Equal(first, again) {
		t.Errorf("%v, then %v", first, again)
	}
}
