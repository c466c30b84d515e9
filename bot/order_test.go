package bot

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestOrderHoldsOneAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := NewOrder()
		done, free := o.Try("a")
		if _, twice := o.Try("a"); !free || twice {
			t.Errorf("tried: %v, then %v", free, twice)
		}
		if other, free := o.Try("b"); !free {
			t.Error("another key is not free")
		} else {
			other()
		}
		var ran atomic.Int32
		o.Do("a", func() { ran.Add(1) })
		synctest.Wait()
		if ran.Load() != 0 {
			t.Error("run while the key was held")
		}
		done()
		o.Wait()
		if ran.Load() != 1 {
			t.Error("not run once the key was free")
		}
		if done, free := o.Try("a"); !free {
			t.Error("not free in the end")
		} else {
			done()
		}
	})
}

// Everything runs at once, however many wait for work or for something else, and none
// is left when all is done.
func TestACrewRunsEverythingAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c crew
		for range 3 {
			var under atomic.Int32
			began := time.Now()
			for range 2 * mostIdle {
				c.Go(func() {
					under.Add(1)
					time.Sleep(time.Second)
				})
			}
			synctest.Wait()
			if n := under.Load(); n != 2*mostIdle {
				t.Errorf("%d are under way", n)
			}
			time.Sleep(2 * time.Second)
			synctest.Wait()
			if n := len(c.idle); n != mostIdle {
				t.Errorf("%d wait for work", n)
			}
			if time.Since(began) != 2*time.Second {
				t.Error("something waited")
			}
		}
		c.Wait() // who stays would fail the test
		if len(c.idle) != 0 {
			t.Error("somebody waits for work")
		}
		var ran atomic.Bool // by whoever comes too late, after whom nobody looks
		c.Go(func() { ran.Store(true) })
		synctest.Wait()
		if !ran.Load() {
			t.Error("a crew that was dismissed does not work again")
		}
	})
}
