// Package telegramtest is a Telegram in memory: the Bot API over an
// http.RoundTripper, with people, groups and their phones behind it.
//
// It answers as the real server does, with its limits and its wording of errors:
// an update stays until a poll confirms it or 24 hours have passed, a second
// poller ends the first, a person who never wrote cannot be written to, a
// blocked bot is told so, and a callback query can be answered once, for 15 seconds.
// No socket is opened and nothing waits but on channels and timers, so all of
// it may run in a testing/synctest bubble.
//
// # Groups
//
// People are in a group from the first time that they say or tap something there,
// until Network.Leave or Network.Remove. Every group may have topics: the name
// "meetup/questions" means the topic "questions" of the group "meetup", wherever a
// group is named and in what is heard. The answer to a tap is heard as a line for the
// tapper alone.
//
// # Trouble
//
// Network.Fail makes calls go wrong a number of times, Network.OnCall asks a hook
// at three points of every call, Network.OnUpdate delays and repeats updates,
// Network.Strict makes the server hold the bot to its rate limits. Network.Steal
// and Network.Webhook are another program with the same token, Network.Renumber
// is a queue after a quiet week, Network.Migrate makes a group a supergroup.
//
// # The specification
//
// Where REFEROUT_SHARED names a folder with spec/telegram-bot-api.json, every
// call is held against that description of the API; see Network.Check.
//
// # What differs from life
//
// The bot sees everything said in a group, as if it were an administrator there.
// A person who writes to a bot she has blocked unblocks it by that. A document
// without caption and buttons is reported with the line that the bot said before
// it in the same chat, since Telegram has no texts with several files.
package telegramtest

import (
	"context"
	"fmt"
	"hash/fnv"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/telegram"
)

const (
	// Token is what the network takes.
	Token = "100001:TEST-token-of-the-network"
	// Username is the bot's name.
	Username = "referout_bot"
	botID    = 100001
	// pollTimeout is long, so that a quiet year of virtual time is a few polls.
	pollTimeout = 365 * 24 * time.Hour
)

// Network implements bottest.Network.
type Network struct {
	mu       sync.Mutex
	people   map[int64]*person
	groups   map[int64]*group   // by chat id
	messages map[string]*posted // by line id
	lastID   int                // of a message
	lines    []bottest.Line
	said     map[string]int // line id of what people said -> its topic
	folds    map[string]int // place -> the line that a document belongs to
	updates  updates
	taps     map[string]*query
	lastTap  int
	menus    map[string]string // scope -> commands as JSON
	webhook  bool
	faults   []*armed
	hook     func(ctx context.Context, method string, at Point) error
	fate     func(kind string) Fate
	twice    bool // every update comes twice
	flood    flood
	calls    map[string]int               // by method
	last     map[string]map[string]string // by method: the fields of the last call
	wrong    []error
	spec     *spec
}

var (
	_ bottest.Network   = (*Network)(nil)
	_ bottest.Breakable = (*Network)(nil)
	_ bottest.Crowded   = (*Network)(nil)
	_ bottest.Pinning   = (*Network)(nil)
	_ bottest.Migrating = (*Network)(nil)
	_ bottest.Topical   = (*Network)(nil)
)

// New makes a network on which nobody has said anything yet.
func New() *Network {
	n := &Network{
		people:   make(map[int64]*person),
		groups:   make(map[int64]*group),
		messages: make(map[string]*posted),
		said:     make(map[string]int),
		folds:    make(map[string]int),
		taps:     make(map[string]*query),
		menus:    make(map[string]string),
		calls:    make(map[string]int),
		last:     make(map[string]map[string]string),
		updates:  updates{next: 1000, wake: make(chan struct{})},
	}
	var err error
	if n.spec, err = theSpec(); err != nil {
		n.wrong = append(n.wrong, err)
	}
	return n
}

// Name is "telegram".
func (n *Network) Name() string { return "telegram" }

// Connect makes the adapter. Of taps in groups that an earlier one was handed, nobody
// expects an answer any more: that may be still to come when a process is killed.
func (n *Network) Connect(t testing.TB) bot.Platform {
	n.mu.Lock()
	for _, q := range n.taps {
		q.orphaned = q.handed && q.place != ""
	}
	n.mu.Unlock()
	return telegram.New(n.Options(t))
}

// Options are what Connect makes the adapter with; its log goes to the test's output.
func (n *Network) Options(t testing.TB) telegram.Options {
	return telegram.Options{
		Token:       Token,
		APIURL:      "https://telegram.invalid",
		Transport:   n,
		PollTimeout: pollTimeout,
		Log:         slog.New(slog.NewTextHandler(t.Output(), nil)),
		Random:      func() float64 { return 0.5 },
	}
}

// Heard is what the bot has shown so far.
func (n *Network) Heard() []bottest.Line {
	n.mu.Lock()
	defer n.mu.Unlock()
	out := append([]bottest.Line(nil), n.lines...)
	for i := range out {
		out[i].Files = append([]string(nil), out[i].Files...)
	}
	return out
}

// Check reports calls that the specification does not allow, messages that the
// real server would have refused for what is in them, and taps that were handed
// out and never answered.
func (n *Network) Check() []error {
	n.mu.Lock()
	defer n.mu.Unlock()
	out := append([]error(nil), n.wrong...)
	if open := n.unanswered(); open > 0 {
		out = append(out, fmt.Errorf("%d callback queries never answered", open))
	}
	return out
}

// Checked tells whether calls are held against the specification.
func (n *Network) Checked() bool { return n.spec != nil }

// Unanswered is how many callback queries were handed out and not answered.
func (n *Network) Unanswered() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.unanswered()
}

func (n *Network) unanswered() int {
	open := 0
	for _, q := range n.taps {
		if q.handed && !q.answered && !q.orphaned {
			open++
		}
	}
	return open
}

// Calls is how often a method was called.
func (n *Network) Calls(method string) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.calls[method]
}

// Last is the fields of the last call of a method, as they came; files are left out.
func (n *Network) Last(method string) map[string]string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.last[method]
}

// Menu is the command menu of a scope ("all_private_chats", "all_group_chats"), as JSON.
func (n *Network) Menu(scope string) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.menus[scope]
}

// person is somebody with a phone.
type person struct {
	id      int64
	name    string
	started bool // has written to the bot in private
	blocked bool
}

func (n *Network) person(name string) *person {
	id := PersonID(name)
	p := n.people[id]
	if p == nil {
		p = &person{id: id, name: name}
		n.people[id] = p
	}
	return p
}

// PersonID is the account id of a person.
func PersonID(name string) int64 { return 10_000 + int64(hash(name)) }

func hash(name string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name))
	return h.Sum32()
}

// startOf is the payload of a link that opens the private chat; false: it is
// another link.
func startOf(url string) (payload string, ok bool) {
	return strings.CutPrefix(url, "https://t.me/"+Username+"?start=")
}
