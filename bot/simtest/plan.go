package simtest

import (
	"time"

	"referout/bot"
)

// plan is what a world is like; all of it follows from the seed.
type plan struct {
	seed     uint64
	engine   string // memory, bolt, twice
	networks []string
	people   int
	length   time.Duration
	access   bot.Access
	calm     int  // one call in so many goes wrong in calm weather; 0: none
	storms   bool // there are hours in which half of the calls go wrong
	gateway  bool // Discord's connection is lost and changed
	fates    bool // inputs are late, overtaken by others, handed in twice, or on Discord lost
	strict   bool // the networks hold the process to their limits
	moves    bool // Telegram's group becomes a supergroup
	kills    int  // of a thousand sittings so many end with a kill
	blocks   bool // people shut the bot out
	clock    bool // the wall clock is set and jumps
	circle   bool // people make their groups circles
	busy     int  // they do so many times as much
	leaves   bool // they leave groups, and are removed

	traced   int       // how many things are remembered for a failure
	sabotage *sabotage // what is broken on purpose, to see whether that is noticed
}

// planOf is the world of a seed. Most worlds have every trouble there is; some
// lack one, so that what it hides shows.
func planOf(seed uint64, length time.Duration) plan {
	r := stream(seed, "plan")
	p := plan{seed: seed, engine: "memory", networks: []string{"telegram", "discord"}, people: 3 + r.IntN(6), length: length, access: bot.Open}
	switch r.IntN(10) {
	case 0:
		p.engine = "bolt"
	case 1:
		p.engine = "twice"
	}
	if n := r.IntN(6); n < 2 {
		p.networks = p.networks[n : n+1]
	}
	if oneIn(r, 3) {
		p.access = bot.Invite
	}
	p.calm = pick(r, 0, 40, 80)
	p.storms, p.gateway, p.blocks = !oneIn(r, 4), !oneIn(r, 4), !oneIn(r, 4)
	p.fates, p.strict, p.moves, p.clock = !oneIn(r, 3), oneIn(r, 2), oneIn(r, 3), !oneIn(r, 3)
	p.kills = pick(r, 0, 20, 60, 150)
	p.circle, p.leaves = !oneIn(r, 6), !oneIn(r, 3)
	if p.circle {
		p.busy = 3
	}
	return p
}
