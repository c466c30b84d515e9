package handlers_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/discord"
	"referout/bot/telegram"
	"referout/bot/when"
	"referout/handlers"
	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

// gathering is a platform with people, their books, and two groups in which some of
// them are. Everything that is heard goes through the walls.
type gathering struct {
	*rand.Rand
	t        *testing.T
	net      bottest.Network
	spy      *spy
	walls    *walls
	store    *store.Store
	router   *bot.Router
	process  *process
	accounts map[string]bot.Account
	chats    map[string]*bot.Chat
	books    map[string]string // as they were when last looked at
	stale    map[string]bool   // and were rightly changed since
	screens  map[string]*screen
	trodden  map[string]int // taps in private, by person and kind of button
	hung     []hung         // every button that was ever shown in the meetup
	pressed  int            // how many of them were seen to
	presses  map[string]int // of them, by kind
	taken    int
	forged   int
	answered map[string]int // questions and offers, by their text
	swapped  bool           // ann has what bob has otherwise, and he hers
	letGo    bool           // somebody sends a letter to another
	last     string         // what was done last, for messages
	events   []string
}

// The two groups, and who is in them.
const (
	ourRoom   = "#meetup"
	otherRoom = "#elsewhere"
)

// members are those who have a book from the beginning.
func members() []string { return []string{"ann", "bob", "mia"} }

func everybody() (people []string, in map[string][]string) {
	return []string{"ann", "bob", "mia", "eve"}, map[string][]string{
		ourRoom: {"ann", "bob", "mia", "eve"}, otherRoom: {"bob", "eve"},
	}
}

// gather opens the bot on a network. It ends with the test.
func gather(t *testing.T, n bottest.Network, seed uint64) *gathering {
	people, in := everybody()
	g := &gathering{
		Rand: rand.New(rand.NewPCG(seed, 4)), t: t, net: n, walls: newWalls(n.Name(), people, in),
		accounts: map[string]bot.Account{}, chats: map[string]*bot.Chat{}, books: map[string]string{}, stale: map[string]bool{}, screens: map[string]*screen{},
		trodden: map[string]int{}, presses: map[string]int{}, answered: map[string]int{},
	}
	g.spy = newSpy(n.Connect(t))
	var err error
	if g.store, err = store.Open(t.Context(), watched{memory.New(), g.spy}, storetest.Master(t)); err != nil {
		t.Fatal(err)
	}
	g.router, err = bot.NewRouter(bot.Config{
		Store: g.store, Log: slog.New(g.spy), Features: handlers.All(), Platforms: []bot.Platform{g.spy}, Access: bot.Open,
		Home: "console", Zone: "America/Chicago", Resolve: when.Instant, Grace: 5 * time.Second, Pulse: quiet,
		Limits: map[string]bot.Limits{"telegram": telegram.Limits(), "discord": discord.Limits()},
	})
	if err != nil {
		t.Fatal(err)
	}
	g.process = begin(context.Background(), t, g.router, g.store)
	g.settle(time.Second)
	return g
}

// end stops the bot and looks whether the store is sound and the calls were allowed.
func (g *gathering) end() {
	if err := g.store.Verify(g.t.Context()); err != nil {
		g.t.Error("verify:", err)
	}
	g.process.Stop(true)
	if g.t.Failed() {
		g.t.Logf("the last events:\n%s", strings.Join(g.events[max(0, len(g.events)-20):], "\n"))
	}
	for _, err := range g.net.Check() {
		g.t.Errorf("%s: %v", g.net.Name(), err)
	}
	time.Sleep(time.Hour) // the networks' own timers run out
}

// do notes what somebody does next, and looks at the books that were written to by
// their owners before.
func (g *gathering) do(who, format string, args ...any) {
	g.last = fmt.Sprintf(format, args...)
	g.events = append(g.events, g.last)
	for owner := range g.stale {
		if owner != who {
			g.books[owner] = g.book(owner)
			delete(g.stale, owner)
		}
	}
}

// over says that something has failed: what comes after it would only follow from it.
func (g *gathering) over() bool { return g.t.Failed() }

// settle lets time pass and takes what was heard.
func (g *gathering) settle(d time.Duration) {
	synctest.Wait()
	time.Sleep(d)
	synctest.Wait()
	lines := g.net.Heard()
	for _, l := range lines[g.taken:] {
		g.hear(l)
	}
	g.taken = len(lines)
	for _, text := range g.spy.complaints() {
		g.t.Errorf("after %q: logged: %s", g.last, text)
	}
}

// Between two things that people do lies a breath; in a group it is so long that no
// answer has to wait for the limits of the platform.
const (
	aBreath    = 1100 * time.Millisecond
	groupPause = 4100 * time.Millisecond
)

// say types a text, in a group or topic or ("") in the private chat.
func (g *gathering) say(who, group, text string) {
	g.do(who, "%s in %q> %s", who, group, text)
	g.walls.said(who, group, text)
	g.net.Say(who, group, text)
	g.pass(who, group)
}

// reply answers a message of the bot.
func (g *gathering) reply(who, text string, to *bottest.Line) {
	g.do(who, "%s in %q replies %s", who, to.Group, text)
	group := to.Group
	if g.net.Name() == "discord" {
		group = "" // the bot reads no texts in groups there: a reply is a direct message
	}
	g.walls.said(who, group, text)
	g.net.Reply(who, text, *to)
	g.pass(who, to.Group)
}

// tap presses a button that stands there.
func (g *gathering) tap(who string, on *bottest.Line, b bottest.Button) {
	g.do(who, "%s in %q taps %q (%s)", who, on.Group, b.Label, carried(b))
	if on.Group == "" || on.Aside {
		g.walls.tapped(who, *on, b)
	}
	g.letGo = on.Group == "" && actionOf(carried(b)) == "pub"
	g.net.Tap(who, *on, b)
	g.pass(who, on.Group)
	g.letGo = false
}

// carried is what the bot gets when a button is pressed.
func carried(b bottest.Button) string { return cmp.Or(b.Carries, b.Payload) }

// forge sends a payload as if a button of the bot's newest message in a group had it.
func (g *gathering) forge(who, group, payload string) {
	g.do(who, "%s in %q forges %s", who, group, payload)
	on := g.public(group)
	if g.net.Name() != "console" {
		g.net.Tap(who, *on, bottest.Button{Label: "forged", Payload: payload})
		g.pass(who, group)
		return
	}
	g.forged++
	in := bot.Incoming{
		Kind: bot.Tapped, ID: fmt.Sprint("forged", g.forged), From: g.accounts[who], At: time.Now(),
		Chat: g.chats[group], Payload: payload, Message: on.ID,
	}
	if err := g.spy.forge(g.t.Context(), in); err != nil && !errors.Is(err, bot.ErrUnanswered) {
		g.t.Errorf("after %q: %v", g.last, err)
	}
	g.pass(who, group)
}

// pass lets the answer come, and looks at the books of the others.
func (g *gathering) pass(who, group string) {
	if group == "" {
		g.settle(aBreath)
	} else {
		g.settle(groupPause)
	}
	g.known(who, group)
	g.checkBooks(who)
}

// known learns who somebody is to the platform, from what she does first.
func (g *gathering) known(who, group string) {
	from, chat := g.spy.last()
	if _, known := g.accounts[who]; !known && from != (bot.Account{}) {
		g.accounts[who] = from
	}
	if chat != nil && group != "" && !strings.Contains(group, "/") && g.chats[group] == nil {
		g.chats[group] = &bot.Chat{Platform: chat.Platform, ID: chat.ID}
	}
}

// checkBooks looks whether a book has changed in which the acting person has no part.
func (g *gathering) checkBooks(acting string) {
	for owner := range g.books {
		if !g.spy.wrote(g.place(owner).Space) {
			continue
		}
		was := g.books[owner]
		if owner == acting || g.letGo || rang(was, time.Now()) {
			g.stale[owner] = true
			continue
		}
		g.books[owner] = g.book(owner)
		for _, table := range differing(was, g.books[owner]) {
			if !byLetter()[table] {
				g.t.Errorf("after %q: %s of %s's book changed", g.last, table, owner)
			}
		}
	}
}

// open is where a book is looked at first.
func (g *gathering) open(owners ...string) {
	for _, owner := range owners {
		g.spy.wrote(g.place(owner).Space)
		g.books[owner] = g.book(owner)
		delete(g.stale, owner)
	}
}

func (g *gathering) place(owner string) (p store.Place) {
	a := g.accounts[owner]
	err := g.store.View(g.t.Context(), func(tx *store.Tx) (err error) {
		p, _, err = tx.Find("account/" + a.Platform + "/" + a.ID)
		return err
	})
	if err != nil || p.Space == "" {
		g.t.Fatalf("%s has no book (%v)", owner, err)
	}
	return p
}

func (g *gathering) book(owner string) string {
	var b bytes.Buffer
	if err := g.router.Export(g.t.Context(), g.accounts[owner], &b); err != nil {
		g.t.Fatal(err)
	}
	return b.String()
}
