package bottest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
)

// echoNet is a network whose bot lives in the same test: it stores what people
// do until a process takes it.
type echoNet struct {
	name  string
	inbox chan input
	mu    sync.Mutex
	heard []Line
	shut  map[string]bool
	wrong []error
	pins  map[string][]string
}

type input struct {
	kind, person, group, text, message string
	at                                 time.Time
}

func newEcho(name string) *echoNet {
	return &echoNet{name: name, inbox: make(chan input, 1000), shut: map[string]bool{}, pins: map[string][]string{}}
}

func (n *echoNet) Name() string                      { return n.name }
func (n *echoNet) Connect(t testing.TB) bot.Platform { return echoPlatform{n} }
func (n *echoNet) Say(person, group, text string) {
	n.inbox <- input{kind: "say", person: person, group: group, text: text}
}
func (n *echoNet) Reply(person, text string, to Line) {
	n.inbox <- input{kind: "reply", person: person, group: to.Group, text: text, message: to.ID}
}
func (n *echoNet) Tap(person string, l Line, b Button) {
	if b.URL != "" {
		n.inbox <- input{kind: "start", person: person, text: b.URL}
		return
	}
	n.inbox <- input{kind: "tap", person: person, group: l.Group, text: b.Payload, message: l.ID, at: time.Now()}
}
func (n *echoNet) Send(person, name string, data []byte) {
	n.inbox <- input{kind: "file", person: person, text: fmt.Sprintf("%s (%d bytes)", name, len(data))}
}
func (n *echoNet) Reach(person string, open bool) { n.shut[person] = !open }
func (n *echoNet) Check() []error                 { return n.wrong }
func (n *echoNet) Heard() []Line {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.heard)
}

// show adds a line; labels are buttons, "|" between rows.
func (n *echoNet) show(l Line, labels string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if l.Group == "" && n.shut[l.Person] {
		return
	}
	if l.ID == "" {
		l.ID = fmt.Sprint(len(n.heard) + 1)
	}
	for row, part := range strings.Split(labels, "|") {
		for label := range strings.SplitSeq(part, ",") {
			if label, url, _ := strings.Cut(label, " "); strings.HasPrefix(url, "https:") {
				l.Buttons = append(l.Buttons, Button{Label: strings.ReplaceAll(label, "_", " "), Row: row, URL: url})
				continue
			}
			if label != "" {
				l.Buttons = append(l.Buttons, Button{Label: label, Row: row, Payload: fmt.Sprintf("%s@%d", label, row)})
			}
		}
	}
	n.heard = append(n.heard, l)
}

// echoPlatform stands in where a real adapter would.
type echoPlatform struct{ *echoNet }

func (echoPlatform) Run(context.Context, bot.Receiver) error           { return nil }
func (echoPlatform) Working(context.Context, bot.Incoming, bool) error { return nil }
func (echoPlatform) Send(context.Context, bot.Delivery) (bot.Receipt, error) {
	return bot.Receipt{}, nil
}

// brain is what the echo remembers across restarts.
type brain struct {
	nets   []*echoNet
	alarms []alarm
	form   []string // fields still to ask
	given  []string
	seat   time.Time // when the last one was taken
}

type alarm struct {
	at     time.Time
	net    *echoNet
	person string
	text   string
}

type echoProcess struct {
	cancel context.CancelFunc
	done   chan struct{}
}

func (p *echoProcess) Stop(bool) { p.cancel(); <-p.done }

func (b *brain) start(ctx context.Context, _ []bot.Platform) (Process, error) {
	ctx, cancel := context.WithCancel(ctx)
	p := &echoProcess{cancel, make(chan struct{})}
	var all sync.WaitGroup
	for _, n := range b.nets {
		all.Go(func() { b.run(ctx, n) })
	}
	go func() { all.Wait(); close(p.done) }()
	return p, nil
}

func (b *brain) run(ctx context.Context, n *echoNet) {
	for {
		for i := len(b.alarms) - 1; i >= 0; i-- {
			if a := b.alarms[i]; a.net == n && !a.at.After(time.Now()) {
				n.show(Line{Person: a.person, Text: a.text}, "")
				b.alarms = slices.Delete(b.alarms, i, i+1)
			}
		}
		wake := time.NewTimer(time.Hour)
		if len(b.alarms) > 0 {
			wake.Reset(time.Until(b.alarms[0].at))
		}
		select {
		case <-ctx.Done():
			return
		case in := <-n.inbox:
			b.answer(n, in)
		case <-wake.C:
		}
	}
}

func (b *brain) answer(n *echoNet, in input) {
	to := Line{Person: in.person}
	if in.group != "" {
		to = Line{Group: in.group}
	}
	verb, rest, _ := strings.Cut(in.text, " ")
	switch {
	case in.kind == "tap":
		b.tapped(n, in)
		return
	case in.kind == "stir":
		to = Line{Person: "staff", Text: in.text}
	case in.kind == "start":
		to.Text = "started by " + in.text
	case in.kind == "reply":
		to.Text = "re " + in.message + ": " + in.text
	case in.kind == "file":
		to.Text = "got " + in.text
	case verb == "menu":
		to.Text = "Menu"
		n.show(to, "1 Show,Skip it…|2 Show,Skip it…|Undo,3 months")
		return
	case verb == "ask":
		to.Text = rest
		n.show(to, "Yes,No")
		return
	case verb == "card":
		to.Text = rest
		n.show(to, "Which")
		return
	case verb == "offer":
		to.Text = rest
		n.show(to, "pub:Go")
		return
	case verb == "reply":
		to.Text = "Which?"
		n.show(to, "Which in private,Which")
		return
	case verb == "seats":
		to.Text = "One seat left"
		n.show(to, "Seat")
		return
	case verb == "link":
		to.Text = "Links"
		n.show(to, "Site https://example.com,Our_chat https://t.me/bot?start=x")
		return
	case verb == "pin":
		n.pins[in.group] = append(n.pins[in.group], rest)
		to.Text = rest
	case verb == "in":
		d, _ := time.ParseDuration(rest)
		b.alarms = append(b.alarms, alarm{time.Now().Add(d), n, in.person, "ping"})
		return
	case verb == "quiet":
		return
	case verb == "lines":
		to.Text = "one\n\n  two\nthree"
	case verb == "file":
		to.Text, to.Files = "Here", []string{"book.json"}
	case verb == "tell":
		group, text, _ := strings.Cut(rest, " ")
		n.show(Line{Group: group, Text: text}, "")
		return
	case verb == "aside":
		to = Line{Group: in.group, Person: in.person, Aside: true, Text: "privately, please"}
	case verb == "form":
		b.form, b.given = []string{"Name", "Phone", "Office", "City"}, nil
		b.prompt(n, in.person, "")
		return
	case b.form != nil && in.group == "":
		b.given = append(b.given, b.form[0]+"="+in.text)
		b.form = b.form[1:]
		b.prompt(n, in.person, "form")
		return
	default:
		to.Text = "heard: " + in.text
	}
	n.show(to, "")
}

func (b *brain) tapped(n *echoNet, in input) {
	label, _, _ := strings.Cut(in.text, "@")
	switch label {
	case "Skip":
		b.form = b.form[1:]
		b.prompt(n, in.person, "form")
	case "Done":
		n.show(Line{ID: "form", Edit: true, Person: in.person, Text: strings.Join(b.given, " ")}, "This month,Skip")
		b.form = nil
	case "Which":
		n.show(Line{ID: in.message, Edit: true, Person: in.person, Text: in.person + " tapped message " + in.message}, "")
	case "Seat":
		text := in.person + " has it"
		if !b.seat.IsZero() {
			text = fmt.Sprint(in.person, " is late by ", in.at.Sub(b.seat))
		}
		b.seat = in.at
		n.show(Line{ID: in.message, Edit: true, Group: in.group, Text: text}, "")
	default:
		n.show(Line{ID: in.message, Edit: true, Person: in.person, Text: in.person + " tapped " + in.text}, "")
	}
}

func (b *brain) prompt(n *echoNet, person, edit string) {
	l := Line{ID: "form", Person: person, Edit: edit != "", Text: "All given"}
	if len(b.form) > 0 {
		l.Text = fmt.Sprintf("%s (%d of 4)\nWhat is it?", b.form[0], 5-len(b.form))
		n.show(l, "Skip,Cancel")
		return
	}
	n.show(l, "Done,Cancel")
}

// recorder takes the failures of a play.
type recorder struct {
	testing.TB
	failures []string
}

func (r *recorder) Helper() {}
func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

// echo plays a transcript on echo networks and returns its failures.
func echo(t *testing.T, s *Script) []string {
	r := &recorder{TB: t}
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(s.Start))
		names := s.With
		if len(names) == 0 {
			names = []string{"telegram"}
		}
		b := &brain{}
		stage := Stage{Start: b.start, Words: []string{"heard"}}
		for _, name := range names {
			n := newEcho(name)
			b.nets = append(b.nets, n)
			if name == "console" { // its groups are no crowds
				stage.Networks = append(stage.Networks, n)
				continue
			}
			stage.Networks = append(stage.Networks, crowdNet{n})
		}
		perform(r, s, stage)
	})
	return r.failures
}
