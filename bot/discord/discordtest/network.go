// Package discordtest is a Discord in memory: the gateway as a real websocket
// over a pipe, the REST interface as a RoundTripper, and people in front of it.
//
// It works inside testing/synctest bubbles. Two habits of discordgo make that
// delicate: it sleeps for a second under its lock when it closes, and a goroutine
// that waits for a mutex stops virtual time. So the gateway never writes after a
// close frame and never hangs up first, unless a test asks for it, and by default
// the client has no heartbeat to send in that second.
//
// A group is a guild with one channel of that name, "group/topic" a thread of it. Who
// speaks there is a member from then on; that she leaves the bot is not told.
//
// Interactions made while no gateway is connected are lost, as in life; direct
// messages stay in the channel's history and are replayed to a session that
// resumes.
package discordtest

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"sync"
	"testing"
	"time"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/discord"
)

var _ bottest.Network = (*Network)(nil)

// Ids of the bot, and the token that Discord accepts.
const (
	Token = "MTIz.discordtest.secret-token"

	application = "100000000000000001"
	botUser     = "100000000000000002"
)

// Network is one Discord. Its methods may be called from any goroutine.
type Network struct {
	mu       sync.Mutex
	seq      int64
	topics   int                 // threads made so far
	people   map[string]*person  // by name
	groups   map[string]*group   // by name
	channels map[string]*channel // by id
	messages map[string]*message // by id
	uses     map[string]*use     // interactions by id
	commands []command           // as registered
	heard    []bottest.Line
	wrong    []error
	calls    []string // "METHOD path", in order
	typed    map[string][]string
	nonces   map[string]nonceUse
	faults   []Fault
	onCall   func(Call) error
	fate     func(kind string) Fate
	strict   *strict
	revoked  bool
	session  *session // the newest gateway session, for resuming
	link     *link    // the gateway connection that is up
	opening  Opening
	broken   bool          // nothing comes or goes
	parked   []event       // delayed ones that found no connection
	delay    time.Duration // of the next event
	sessions int
	hangUps  int

	editsUsedUp bool
	spec        *spec

	heartbeat time.Duration
	options   discord.Options
}

type person struct {
	name, id string
	dm       *channel
	shut     bool
}

// channel is a private chat (owner), a guild's channel (group) or a thread of one
// (topic).
type channel struct {
	id      string
	owner   *person
	group   *group
	topic   string
	history []string

	archived, locked, closed bool // of a thread; closed: deleted
}

// New makes an empty network.
func New() *Network {
	return &Network{
		people: make(map[string]*person), groups: make(map[string]*group), channels: make(map[string]*channel),
		messages: make(map[string]*message), uses: make(map[string]*use), typed: make(map[string][]string),
		nonces: make(map[string]nonceUse), spec: loadSpec(), heartbeat: heartbeatEvery,
	}
}

// Heartbeats and watchdogs wait for longer than any test lasts, so that years pass
// quickly and no heartbeat falls into the second in which discordgo closes.
const (
	year           = 365 * 24 * time.Hour
	heartbeatEvery = 20 * year
	aLongTime      = 100 * year
)

// Configure sets options for the adapters that Connect makes from now on, and
// the heartbeat that the gateway asks for (0: a very long one).
func (n *Network) Configure(o discord.Options, heartbeat time.Duration) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.options, n.heartbeat = o, cmp.Or(heartbeat, heartbeatEvery)
}

// Name is "discord".
func (n *Network) Name() string { return discord.Name }

// Connect makes the real adapter, wired to this network.
func (n *Network) Connect(t testing.TB) bot.Platform { return n.Adapter(t) }

// Adapter is Connect with the adapter's own type.
func (n *Network) Adapter(t testing.TB) *discord.Platform { return discord.New(n.Options(t)) }

// Options are what Adapter makes the adapter with; its log goes to the test's
// output unless Configure named another.
func (n *Network) Options(t testing.TB) discord.Options {
	n.mu.Lock()
	defer n.mu.Unlock()
	o := n.options
	o.Token = cmp.Or(o.Token, Token)
	o.HTTP, o.Dial = api{n}, n.dial
	o.IdleTimeout = cmp.Or(o.IdleTimeout, aLongTime)
	o.WatchEvery = cmp.Or(o.WatchEvery, aLongTime)
	o.WedgedAfter = cmp.Or(o.WedgedAfter, aLongTime)
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(t.Output(), nil))
	}
	return o
}

func (n *Network) dial(context.Context, string, string) (net.Conn, error) {
	if n.isBroken() {
		return nil, errNoRoute
	}
	client, server := net.Pipe()
	go n.serve(server)
	return client, nil
}

// Reach opens or shuts the way to person's private chat.
func (n *Network) Reach(name string, open bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.person(name).shut = !open
}

// Heard is everything that the bot has shown so far, in order.
func (n *Network) Heard() []bottest.Line {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]bottest.Line(nil), n.heard...)
}

// Check reports what was wrong with the adapter's calls.
func (n *Network) Check() []error {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]error(nil), n.wrong...)
}

// Calls lists the REST calls so far, as "METHOD path".
func (n *Network) Calls() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]string(nil), n.calls...)
}

// UserID is a person's id.
func (n *Network) UserID(name string) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.person(name).id
}

// ChannelID is the id of a group's channel, or of a thread ("group/topic").
func (n *Network) ChannelID(name string) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.groupChannel(name).id
}

// complain notes a mistake of the adapter's.
func (n *Network) complain(format string, args ...any) {
	n.wrong = append(n.wrong, fmt.Errorf(format, args...))
}

// discordEpoch is 2015-01-01, from which ids count milliseconds.
const discordEpoch = 1420070400000

// newID makes an id that tells the present time.
func (n *Network) newID() string {
	n.seq++
	return strconv.FormatInt((time.Now().UnixMilli()-discordEpoch)<<22|n.seq&0x3fffff, 10)
}

func (n *Network) person(name string) *person {
	p, ok := n.people[name]
	if !ok {
		p = &person{name: name, id: strconv.Itoa(200000000000000000 + len(n.people))}
		p.dm = &channel{id: strconv.Itoa(300000000000000000 + len(n.people)), owner: p}
		n.people[name], n.channels[p.dm.id] = p, p.dm
	}
	return p
}

func (n *Network) personByID(id string) (*person, bool) {
	for _, p := range n.people {
		if p.id == id {
			return p, true
		}
	}
	return nil, false
}
