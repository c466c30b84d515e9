package simtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/discord"
	"referout/bot/discord/discordtest"
	"referout/bot/telegram/telegramtest"
	"referout/handlers"
	"referout/handlers/guide"
	"referout/store"
	"referout/store/bolt"
	"referout/store/memory"
	"referout/store/storetest"
)

// world is a process, its networks, its people, and whoever watches them.
type world struct {
	plan
	t          testing.TB
	start      time.Time
	finish     time.Time
	over       bool   // nobody does anything any more
	file       string // of the bolt engine
	kept       store.Engine
	master     store.Master
	networks   []bottest.Network
	people     []*person
	rooms      []*room // the groups of the networks
	post       *post
	draw       *rand.Rand             // of who reacts to what stands in groups
	sentNow    []*mail                // letters that were written since the last check but this
	keys       map[string]bot.Account // by the key that names them in circles
	listed     map[string]string      // what listings ever called somebody, by key
	life       *life                  // nil while the process is down
	lives      []*life
	restart    time.Time // while it is down: when it starts again
	errands    []errand
	forecast   *forecast
	trouble    *trouble
	pings      *pings
	leaks      *leaks
	news       chan struct{} // somebody may have been shown something
	fresh      bool          // and nobody has looked yet
	heard      map[string]int
	touched    touched
	witness    *store.Store
	reader     *store.Store // the same, with what a commit put on top
	afterimage map[string][]byte
	books      map[store.SpaceID]*book
	calm       map[string]time.Duration // good weather so far, by network
	offset     atomic.Int64             // of the wall clock
	givenUp    atomic.Int64             // answers that the process gave up
	cut        atomic.Int64             // messages that were shown without all their buttons
	figures    figures
	turns      int
	trace      trace
	failures   []string
	errors     []string // logged by the process since the last check
}

// live plays a world to its end and gives its figures, what went wrong, and the last
// things that happened.
func live(t testing.TB, p plan) (f figures, wrong []string, events string) {
	w := &world{
		plan: p, t: t, post: newPost(), keys: map[string]bot.Account{}, listed: map[string]string{}, heard: map[string]int{}, books: map[store.SpaceID]*book{},
		calm: map[string]time.Duration{}, pings: newPings(), leaks: newLeaks(), news: make(chan struct{}, 1),
	}
	w.trace.lines = make([]string, max(p.traced, mostTraced))
	w.start = time.Now()
	w.draw = stream(p.seed, "groups")
	w.finish = w.start.Add(p.length)
	w.trouble = newTrouble(p.seed, p.calm)
	w.populate()
	w.forecast = newForecast(w)
	w.open()
	w.begin()
	w.settle()
	for len(w.failures) == 0 && time.Now().Before(w.finish) {
		w.turn()
	}
	if len(w.failures) == 0 {
		w.aftermath()
	}
	w.close()
	w.figures.Faults, w.figures.Duplicates = w.trouble.faults, w.pings.duplicates[aPing]
	w.figures.Circles.Twice, w.figures.Circles.OffersTwice = w.pings.duplicates[aCard], w.pings.duplicates[anOffer]
	w.figures.Circles.Letters = w.post.count
	w.figures.GivenUp, w.figures.Cut = int(w.givenUp.Load()), int(w.cut.Load())
	return w.figures, w.failures, w.trace.last()
}

func (w *world) populate() {
	for _, name := range w.plan.networks {
		if name == "telegram" {
			w.networks = append(w.networks, w.telegram())
			continue
		}
		w.networks = append(w.networks, w.discord())
	}
	for _, n := range w.networks {
		w.rooms = append(w.rooms, w.newRoom(n, groupName), w.newRoom(n, otherName))
	}
	for i := range w.plan.people {
		w.people = append(w.people, w.newPerson(i))
	}
	w.figures.Years = w.plan.length.Hours() / (365 * 24) * float64(w.plan.people)
}

func (w *world) telegram() *telegramtest.Network {
	n := telegramtest.New()
	n.Strict(w.plan.strict)
	if w.plan.fates {
		n.OnUpdate(func(kind string) telegramtest.Fate {
			f := w.trouble.fate("telegram " + kind)
			return telegramtest.Fate{After: f.late, Twice: f.twice}
		})
	}
	return n
}

func (w *world) discord() *discordtest.Network {
	n := discordtest.New()
	n.Strict(w.plan.strict)
	n.Configure(discord.Options{}, noHeartbeat)
	if w.plan.fates {
		n.OnEvent(func(kind string) discordtest.Fate {
			f := w.trouble.fate("discord " + kind)
			return discordtest.Fate{Drop: f.dropped, Delay: f.late, Twice: f.twice}
		})
	}
	return n
}

// noHeartbeat is so long that a session sends its first heartbeat only: a later one
// could meet the second for which discordgo holds its lock, and stop virtual time.
const noHeartbeat = 10 * 365 * aDay

// open makes the engine, which outlives every process, and the store of the checks.
func (w *world) open() {
	w.master = storetest.Master(w.t)
	switch w.plan.engine {
	case "memory":
		w.kept = memory.New()
	case "twice":
		w.kept = storetest.Twice(memory.New())
	case "bolt":
		w.file = filepath.Join(w.t.TempDir(), "book.db")
		w.reopen()
	default:
		w.t.Fatalf("no engine %q", w.plan.engine)
	}
	// The store is made before the checks look at it.
	book, err := store.Open(context.Background(), mortal{w.kept, &life{w: w}}, w.master)
	if err == nil {
		w.witness, err = store.Open(context.Background(), witness{w.engine, nil}, w.master)
	}
	if err == nil {
		w.reader, err = store.Open(context.Background(), witness{w.engine, func() map[string][]byte { return w.afterimage }}, w.master)
	}
	if err != nil || book == nil {
		w.t.Fatal(err)
	}
}

// reopen closes the file and opens it again, as a new process does.
func (w *world) reopen() {
	if w.file == "" {
		return
	}
	if w.kept != nil {
		if err := w.kept.Close(); err != nil {
			w.fail("close the file: %v", err)
		}
		if err := bolt.Check(context.Background(), w.file); err != nil {
			w.fail("the file is not sound: %v", err)
		}
	}
	e, err := bolt.Open(w.file, bolt.Options{NoSync: true})
	if err != nil {
		w.fail("open the file: %v", err)
		return
	}
	w.kept = e
}

func (w *world) engine() store.Engine { return w.kept }

func (w *world) close() {
	if w.life != nil {
		w.life.stop()
		w.life = nil
	}
	if err := w.kept.Close(); err != nil {
		w.fail("close the engine: %v", err)
	}
	time.Sleep(afterglow)
}

// afterglow is longer than any timer of an adapter that finds its network gone.
const afterglow = pollTimeout + time.Hour

// wall is what the clock of the machine shows.
func (w *world) wall() time.Time {
	return time.Now().Add(time.Duration(w.offset.Load()))
}

// local is a person's own time.
func (w *world) local(p *person, at time.Time) time.Time {
	at = at.Add(time.Duration(w.offset.Load()))
	if b := p.seats[0].book; b != nil {
		return at.In(b.zone)
	}
	return at
}

func (w *world) fail(format string, args ...any) {
	if len(w.failures) < 10 {
		w.failures = append(w.failures, fmt.Sprintf(format, args...))
	}
	w.note("FAILED: "+format, args...)
}

// settle lets everything happen that does not wait for the clock for long.
func (w *world) settle() {
	const moment = 50 * time.Millisecond
	for quiet, round := 0, 0; quiet < 2 && round < 200; round++ {
		synctest.Wait()
		w.sleep(moment)
		synctest.Wait()
		if quiet++; w.look() {
			quiet = 0
		}
	}
}

// declared are the words of the commands, which stand beside their handlers, and what
// professions and payers are called.
func declared() (out []string) {
	for _, s := range guide.Specialties() {
		out = append(out, s.Name)
	}
	for _, p := range guide.Payers() {
		out = append(out, p.Name)
	}
	for _, f := range handlers.All() {
		for _, c := range f.Commands {
			out = append(append(out, c.Name, c.Summary), c.Also...)
		}
	}
	return out
}
