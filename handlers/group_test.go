package handlers_test

import (
	"flag"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"testing/cryptotest"
	"testing/synctest"
	"time"

	"referout/bot/bottest"
	"referout/handlers"
)

var groupSeeds = flag.Int("group.seeds", 1, "how many worlds are played on each platform by the property tests of groups")

// Whatever is typed and tapped in a group, nothing that is private comes into it, to
// nobody comes what is another's, and no book changes by another's hand.
func TestNothingPrivateInAGroup(t *testing.T) {
	for _, p := range house().Platforms {
		for seed := range uint64(*groupSeeds) {
			t.Run(fmt.Sprintf("%s/%d", p.Name, seed), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					cryptotest.SetGlobalRandom(t, seed)
					time.Sleep(time.Until(aMonday))
					g := gather(t, p.New(), seed)
					defer g.end()
					g.live()
				})
			})
		}
	}
}

// aMonday is a morning in Akron.
var aMonday = time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)

func (g *gathering) live() {
	for _, act := range []func(){
		g.privately, g.everyCommand, g.alone, g.everyPayload, g.everyButton, g.replies, g.fromElsewhere, g.later,
		g.everythingReached, g.booksWatched, g.oracleAwake,
	} {
		if act(); g.over() {
			return
		}
	}
}

// everythingReached looks whether every command and every action was tried.
func (g *gathering) everythingReached() {
	for _, name := range typable() {
		if !g.spy.hasReached("/" + name) {
			g.t.Errorf("/%s was never typed in the group", name)
		}
	}
	for _, f := range handlers.All() {
		for _, a := range f.Actions {
			if !g.spy.hasReached(a.Name) {
				g.t.Errorf("no button of %s was ever tapped in the group", a.Name)
			}
		}
	}
}

// booksWatched looks whether no change of a book was missed.
func (g *gathering) booksWatched() {
	g.do("", "the end")
	for owner, known := range g.books {
		if changed := differing(known, g.book(owner)); len(changed) > 0 {
			g.t.Errorf("%v of %s's book changed and nobody noticed", changed, owner)
		}
	}
}

// oracleAwake looks whether a leak would have been found.
func (g *gathering) oracleAwake() {
	g.say("ann", "", "/add Dr Ignatius Quillfeather, podiatrist, Thornbury Annex, Massillon, 330-555-9911")
	for i, place := range []string{"bob", ourRoom} {
		l := bottest.Line{ID: "planted" + strconv.Itoa(i), Text: "Dr Quillfeather, Thornbury Annex, (330) 555-9911"}
		if l.Person = place; strings.HasPrefix(place, "#") {
			l.Person, l.Group = "", place
		}
		g.walls.hears(l)
		found := strings.Join(g.walls.leaks(), "\n")
		for _, word := range []string{"quillfeather", "thornbury", "5559911"} {
			if !strings.Contains(found, place+" hears") || !strings.Contains(found, `"`+word+`"`) {
				g.t.Errorf("%s was told %q and nobody noticed: %s", place, word, found)
			}
		}
	}
}
