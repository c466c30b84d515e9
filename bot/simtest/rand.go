package simtest

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"time"
)

// stream is the randomness of one actor. What others do, and in which order, makes
// no difference to it.
func stream(seed uint64, actor string) *rand.Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(actor))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// oneIn is true once in n times, on average.
func oneIn(r *rand.Rand, n int) bool { return r.IntN(n) == 0 }

// about is a span of that length on average, often much shorter and at times much
// longer.
func about(r *rand.Rand, mean time.Duration) time.Duration {
	return time.Duration(min(-math.Log(1-r.Float64()), 6) * float64(mean)).Truncate(time.Millisecond)
}

// between is a span of any length between two.
func between(r *rand.Rand, low, high time.Duration) time.Duration {
	return low + time.Duration(r.Int64N(int64(high-low)+1)).Truncate(time.Millisecond)
}
