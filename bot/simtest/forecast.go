package simtest

import (
	"math/rand/v2"
	"time"

	"referout/bot/discord/discordtest"
	"referout/bot/telegram/telegramtest"
)

// forecast is when the weather changes, connections break, the clock is set and the
// process stops.
type forecast struct {
	w    *world
	r    *rand.Rand
	plan []event // sorted by nothing: there are few

	broken time.Time // when the gateway was broken last
}

type event struct {
	at time.Time
	do func(*forecast) time.Duration // gives when to happen again; 0: never
}

func newForecast(w *world) *forecast {
	f := &forecast{w: w, r: stream(w.seed, "forecast")}
	now := time.Now()
	add := func(on bool, mean time.Duration, do func(*forecast) time.Duration) {
		if on {
			f.plan = append(f.plan, event{now.Add(about(f.r, mean)), do})
		}
	}
	for _, n := range w.networks {
		add(w.plan.storms, 12*24*time.Hour, f.stormOn(n.Name()))
		if d, ok := n.(*discordtest.Network); ok {
			add(w.plan.gateway, 4*24*time.Hour, f.breakGateway(d))
		}
		if t, ok := n.(*telegramtest.Network); ok {
			add(w.plan.moves, 100*24*time.Hour, f.moveGroup(t))
		}
	}
	add(w.plan.kills > 0, 20*24*time.Hour, (*forecast).restart)
	add(w.plan.clock, 15*24*time.Hour, (*forecast).setClock)
	return f
}

func (f *forecast) next() (at time.Time) {
	for _, e := range f.plan {
		if at.IsZero() || e.at.Before(at) {
			at = e.at
		}
	}
	return at
}

// happen does what is due.
func (f *forecast) happen(now time.Time) {
	for i := range f.plan {
		e := &f.plan[i]
		if now.Before(e.at) {
			continue
		}
		again := e.do(f)
		if again == 0 {
			again = 100 * 365 * 24 * time.Hour
		}
		e.at = time.Now().Add(again)
	}
}

// stormOn begins and ends storms on a network.
func (f *forecast) stormOn(network string) func(*forecast) time.Duration {
	blows := false
	return func(f *forecast) time.Duration {
		blows = !blows
		f.w.note("storm on %s: %v", network, blows)
		f.w.trouble.setStorm(network, blows)
		if blows {
			f.w.figures.Storms++
			return about(f.r, pick(f.r, 5*time.Minute, time.Hour, 20*time.Hour)) + time.Minute
		}
		return about(f.r, 12*24*time.Hour) + time.Hour
	}
}

// breakGateway does something to Discord's connection.
func (f *forecast) breakGateway(n *discordtest.Network) func(*forecast) time.Duration {
	return func(f *forecast) time.Duration {
		what := pick(f.r, "drops", "asks to reconnect", "forgets its session and drops", "delays an event")
		f.w.note("the gateway %s", what)
		f.w.figures.Breaks++
		f.broken = time.Now()
		switch what {
		case "drops":
			n.Drop()
		case "asks to reconnect":
			n.AskReconnect()
		case "delays an event":
			n.Delay(between(f.r, time.Second, 20*time.Second))
		default:
			n.Forget()
			n.Drop()
		}
		return about(f.r, 4*24*time.Hour) + 10*time.Minute
	}
}

// moveGroup makes the group a supergroup, which has another id.
func (f *forecast) moveGroup(n *telegramtest.Network) func(*forecast) time.Duration {
	return func(f *forecast) time.Duration {
		f.w.note("the group on telegram becomes a supergroup")
		n.Migrate(groupName)
		f.w.room(n.Name(), groupName).moved = true
		return 0
	}
}

// restart stops the process in good order, for an update of the machine.
func (f *forecast) restart() time.Duration {
	w := f.w
	if time.Since(f.broken) < lastBreath {
		return lastBreath
	}
	if w.life != nil && !w.life.isDead() {
		w.note("the process is stopped in good order")
		l := w.life
		l.stop()
		w.life = nil
		w.restart = time.Now().Add(between(f.r, time.Second, time.Hour))
		w.figures.Stops++
	}
	return about(f.r, 25*24*time.Hour) + time.Hour
}

// setClock sets the wall clock by a little, as ntp does, or lets it jump ahead, as
// after the machine has slept.
func (f *forecast) setClock() time.Duration {
	step := pick(f.r, -2*time.Second, -200*time.Millisecond, 300*time.Millisecond, 5*time.Second, between(f.r, time.Minute, 60*time.Hour))
	f.w.note("the clock is set by %v", step)
	f.w.offset.Add(int64(step))
	f.w.figures.Clocks++
	return about(f.r, 15*24*time.Hour) + time.Hour
}

// maybeArm sets the end of the process among the operations that follow.
func (f *forecast) maybeArm() {
	if f.w.plan.kills == 0 || f.w.life == nil || f.r.IntN(1000) >= f.w.plan.kills {
		return
	}
	f.w.life.arm(1 + f.r.IntN(pick(f.r, 12, 60, 250)))
}

// maybeArmStart sets the end of a process that has just begun.
func (f *forecast) maybeArmStart() {
	if oneIn(f.r, 6) {
		f.w.life.arm(1 + f.r.IntN(120))
	}
}
