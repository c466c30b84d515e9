package memory_test

import (
	"fmt"
	"testing"

	"referout/store"
	"referout/store/memory"
)

// BenchmarkCommit changes three keys of many.
func BenchmarkCommit(b *testing.B) {
	for _, size := range []int{1000, 10_000, 100_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			e := memory.New()
			fill := func(w store.Writer) error {
				for n := range size {
					if err := w.Put(fmt.Sprintf("%010d", n), make([]byte, 100)); err != nil {
						return err
					}
				}
				return nil
			}
			if err := e.Update(b.Context(), fill); err != nil {
				b.Fatal(err)
			}
			n := 0
			for b.Loop() {
				err := e.Update(b.Context(), func(w store.Writer) error {
					for range 3 {
						n += 7919
						if err := w.Put(fmt.Sprintf("%010d", n%size), make([]byte, 100)); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
