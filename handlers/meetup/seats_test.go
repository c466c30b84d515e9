package meetup_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
)

var counts = regexp.MustCompile(`(\d+) going(?:, (\d+|no) seats? left)?(?:, (\d+) waiting)?`)

// tallied reads the card.
func (w *town) tallied() (going, waiting int) {
	w.t.Helper()
	var card string
	for _, m := range w.in(room) {
		if text := m.PlainText(); counts.MatchString(text) {
			card = text
		}
	}
	m := counts.FindStringSubmatch(card)
	if m == nil {
		w.t.Fatalf("no card: %q", w.last(room).PlainText())
	}
	going, _ = strconv.Atoi(m[1])
	waiting, _ = strconv.Atoi("0" + m[3])
	return going, waiting
}

// Fifty people tap at the same instant for ten seats: ten get one, each of the others
// her own place on the list, and the one who just missed the last seat is told so.
func TestFiftyTapsForTenSeats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin(t)
		w := newTown(t)
		going := w.meets("Tue 18:30 Cafe Luz: jaw pain, 10 seats")("Going")
		var all sync.WaitGroup
		for i := range 50 {
			all.Go(func() {
				w.presses(fmt.Sprint("p", i), going)
				w.presses(fmt.Sprint("p", i), going) // double taps are one
			})
		}
		all.Wait()
		time.Sleep(time.Minute)
		if going, waiting := w.tallied(); going != 10 || waiting != 40 {
			t.Errorf("%d going, %d waiting", going, waiting)
		}
		in, last, places := 0, 0, map[string]bool{}
		for i := range 50 {
			heard := w.heard(fmt.Sprint("p", i))
			switch {
			case strings.Contains(heard, "You're in."):
				in++
			case strings.Contains(heard, "Somebody was a moment quicker; you are first"):
				last++
			default:
				places[regexp.MustCompile(`number \d+`).FindString(heard)] = true
			}
		}
		if in != 10 || last != 1 || len(places) != 39 {
			t.Errorf("%d were told that they are in, %d that they missed the last seat, %d their places", in, last, len(places))
		}
	})
}

// Whatever people do in whatever order: no seat is given twice, none stays free while
// somebody waits, and who waits longest is next.
func TestSeatsAlwaysAddUp(t *testing.T) {
	for seed := range uint64(12) {
		synctest.Test(t, func(t *testing.T) {
			begin(t)
			w, rnd := newTown(t), rand.New(rand.NewPCG(seed, 5))
			payload := w.meets("Mar 30 18:30 Cafe Luz: jaw pain, 4 seats")
			buttons := map[bool]string{true: payload("Going"), false: payload("Can't")}
			model := seating{seats: 4}
			for range 80 {
				who := fmt.Sprint("p", rnd.IntN(9))
				switch n := rnd.IntN(10); {
				case n < 5:
					w.presses(who, buttons[true])
					model.goes(who)
				case n < 9:
					w.presses(who, buttons[false])
					model.leaves(who)
				default:
					w.give(bot.Incoming{Kind: bot.Said, Command: "leave"}, who, true)
					model.leaves(who)
				}
				time.Sleep(time.Second)
				if going, waiting := w.tallied(); going != len(model.in) || waiting != len(model.list) {
					t.Fatalf("seed %d: %d going and %d waiting, want %v and %v", seed, going, waiting, model.in, model.list)
				}
			}
		})
	}
}

// seating is what is to come of it.
type seating struct {
	seats    int
	in, list []string
}

func (s *seating) goes(who string) {
	for _, other := range append(append([]string(nil), s.in...), s.list...) {
		if other == who {
			return
		}
	}
	if len(s.in) < s.seats {
		s.in = append(s.in, who)
	} else {
		s.list = append(s.list, who)
	}
}

func (s *seating) leaves(who string) {
	without := func(all []string) (out []string) {
		for _, other := range all {
			if other != who {
				out = append(out, other)
			}
		}
		return out
	}
	s.in, s.list = without(s.in), without(s.list)
	for len(s.in) < s.seats && len(s.list) > 0 {
		s.in, s.list = append(s.in, s.list[0]), s.list[1:]
	}
}

// A seat does not go to somebody who has left the group unheard, and a day ahead her own
// is free again.
func TestSeatsOfThoseWhoLeftUnheard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin(t)
		w := newTown(t)
		payload := w.meets("Mar 30 18:30 Cafe Luz: jaw pain, 2 seats")
		for _, who := range []string{"bob", "mia", "eve", "ida"} {
			w.says(who, "start", "")
			w.presses(who, payload("Going"))
			time.Sleep(time.Second)
		}
		w.set("eve", true)
		w.presses("bob", payload("Can't"))
		time.Sleep(time.Second)
		contains(t, w.last("ida").PlainText(), "A seat at “jaw pain” is free, and it is yours")
		if going, waiting := w.tallied(); going != 2 || waiting != 0 {
			t.Errorf("%d going, %d waiting", going, waiting)
		}
		w.set("mia", true)
		time.Sleep(22 * 24 * time.Hour)
		if going, _ := w.tallied(); going != 1 {
			t.Errorf("%d going", going)
		}
		for _, m := range w.in("mia") {
			if strings.Contains(m.PlainText(), "to go") {
				t.Error("who has left is reminded")
			}
		}
	})
}
