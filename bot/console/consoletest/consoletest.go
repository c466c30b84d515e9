// Package consoletest is a console in memory with people at its keyboard. What it
// reports has been read back from the printed page, by the format that package
// console documents. Only tests import it.
package consoletest

import (
	"io"
	"strings"
	"sync"
	"testing"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/console"
)

// A Network is one keyboard and one page for any number of people. It implements
// bottest.Network and may be used inside a testing/synctest bubble.
type Network struct {
	memory *console.Memory

	mu     sync.Mutex
	typed  []string // lines that no console has read yet
	kick   chan struct{}
	opened map[string]bool   // whose private chat was ever used
	shut   map[string]bool   // who wants to hear nothing there
	names  map[string]string // lower case to the name as first used
	rules  rules
	pins   []pin
	forged *forgery // about to be typed
	prefix string   // of the ids of messages
	page   []bottest.Line
	roots  map[int]int // a number to that of the message it changed
	faults []error
}

var _ bottest.Network = (*Network)(nil)

// New makes a network that nobody has used.
func New() *Network {
	return &Network{
		memory: console.NewMemory(), kick: make(chan struct{}, 1),
		opened: map[string]bool{}, shut: map[string]bool{}, names: map[string]string{}, roots: map[int]int{},
		rules: newRules(),
	}
}

// Name is the platform's name.
func (n *Network) Name() string { return "console" }

// Connect makes a console that reads this network's keyboard and remembers what
// earlier ones have shown.
func (n *Network) Connect(t testing.TB) bot.Platform {
	keys, typing := io.Pipe()
	k := &keyboard{PipeReader: keys, unplugged: make(chan struct{})}
	t.Cleanup(func() { _ = k.Close() })
	go n.feed(typing, k.unplugged)
	return desk{network: n, Console: console.New(console.Options{
		In: k, Out: page{n}, Me: nobody, Everyone: true, Memory: n.memory,
		Reaches: n.reaches, Moderates: n.moderates, Pins: n.mayPin, Closed: n.isClosed,
	})}
}

// nobody sits at the keyboard until a line says who types.
const nobody = "nobody"

// keyboard ends its feeder when the console closes it.
type keyboard struct {
	*io.PipeReader
	once      sync.Once
	unplugged chan struct{}
}

func (k *keyboard) Close() error {
	k.once.Do(func() { close(k.unplugged) })
	return k.PipeReader.Close()
}

// feed types the waiting lines one after another. What nobody began to read
// waits for the next console.
func (n *Network) feed(typing *io.PipeWriter, unplugged <-chan struct{}) {
	for {
		if line, ok := n.next(); ok {
			read, err := io.WriteString(typing, line)
			if err != nil && read == 0 {
				n.putBack(line)
			}
			if err != nil {
				return
			}
			continue
		}
		select {
		case <-unplugged:
			return
		case <-n.kick:
		}
	}
}

func (n *Network) next() (string, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.typed) == 0 {
		return "", false
	}
	line := n.typed[0]
	n.typed = n.typed[1:]
	return line, true
}

func (n *Network) putBack(line string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.typed = append([]string{line}, n.typed...)
}

// enter types a line as a person somewhere.
func (n *Network) enter(person, group, line string) {
	who := "/as " + person
	if group != "" {
		who += " in " + hashed(group)
	}
	n.mu.Lock()
	n.named(person)
	n.typed = append(n.typed, who+"\n"+continued(line)+"\n")
	n.mu.Unlock()
	select {
	case n.kick <- struct{}{}:
	default:
	}
}

func hashed(group string) string { return "#" + strings.TrimPrefix(group, "#") }

// continued writes a text of several lines as the console reads it.
func continued(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] += l[len(strings.TrimRight(l, `\`)):]
	}
	return strings.Join(lines, "\\\n")
}

// named remembers how a person's name is written.
func (n *Network) named(person string) {
	if low := strings.ToLower(person); n.names[low] == "" {
		n.names[low] = person
	}
}

// name is the name of a person as it was first written.
func (n *Network) name(person string) string {
	if name := n.names[person]; name != "" {
		return name
	}
	return person
}

// Say types text. A text that would press a button is typed behind /say.
func (n *Network) Say(person, group, text string) {
	if !strings.HasPrefix(text, "/") {
		text = "/say " + text
	}
	if group == "" {
		n.open(person)
	}
	n.enter(person, group, text)
}

// Reply answers a line by its number.
func (n *Network) Reply(person, text string, to bottest.Line) {
	n.enter(person, to.Group, "/reply #"+to.ID+" "+text)
}

// Tap presses a button by the numbers it was printed with. One that leads into the
// private chat opens it.
func (n *Network) Tap(person string, l bottest.Line, b bottest.Button) {
	if n.forge(person, l, b) {
		return
	}
	if strings.HasPrefix(b.URL, "/start ") {
		n.open(person)
	}
	n.enter(person, l.Group, b.Payload)
}

// Send hands over a file; its bytes stay where they are.
func (n *Network) Send(person, name string, _ []byte) {
	n.open(person)
	n.enter(person, "", "/send "+name)
}

// open makes a person's private chat one that messages reach: until she has used it
// none do.
func (n *Network) open(person string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.opened[strings.ToLower(person)] = true
}

// Reach opens or shuts a person's private chat.
func (n *Network) Reach(person string, open bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.shut[strings.ToLower(person)] = !open
}

func (n *Network) reaches(person string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.opened[person] && !n.shut[person]
}

// Heard is what the page says so far.
func (n *Network) Heard() []bottest.Line {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]bottest.Line(nil), n.page...)
}

// Check reports what on the page did not read as the console documents it.
func (n *Network) Check() []error {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]error(nil), n.faults...)
}
