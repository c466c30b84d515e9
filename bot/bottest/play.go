package bottest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
)

// A Process is a running bot.
type Process interface {
	// Stop ends it and returns when nothing of it runs any more: in good order, or
	// as a crash would (nothing is finished, nothing is sent).
	Stop(graceful bool)
}

// A Stage is what a transcript is played on. It is made anew for every play,
// inside the bubble.
type Stage struct {
	// Networks are the platforms that take part, the first one meant by default.
	Networks []Network
	// Start begins a process; it is called again after every restart. What it is to
	// remember (the engine) is the stage's.
	Start func(ctx context.Context, platforms []bot.Platform) (Process, error)
	// Published returns the texts that were published in a group on purpose so far.
	// The group is named as its network's lines name it, without a topic. May be nil.
	Published func(platform, group string) []string
	// Words are further texts of the product that are in no texts.go file.
	Words []string
	// Moment is how long, in virtual time, nothing must be heard until the next
	// line is played, twice over; 0 means 50 ms.
	Moment time.Duration
}

// Play plays a transcript in virtual time on the stage that open makes. Both the
// playing and open run inside one testing/synctest bubble, open after virtual
// time has come to the transcript's start.
func Play(t *testing.T, s *Script, open func(t *testing.T) Stage) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(s.Start))
		perform(t, s, open(t))
	})
}

// player is one play of a transcript.
type player struct {
	t       testing.TB
	script  *Script
	stage   Stage
	process Process
	ear     *ear
	oracle  *oracle
	known   vars
	members map[place]bool // who has been seen in which group
	tapped  map[string]tapped
	until   time.Time // while the process is down on purpose: its end
	typed   time.Time // when somebody last typed
	block   []heard   // since the last event
	up      *updater  // with -update
}

// perform plays the script and reports whether everything was as expected.
func perform(t testing.TB, s *Script, stage Stage) bool {
	p := &player{
		t: t, script: s, stage: stage, ear: newEar(stage.Networks), known: vars{},
		members: map[place]bool{}, tapped: map[string]tapped{}, up: newUpdater(s),
	}
	p.oracle = newOracle(stage)
	ok := p.playAll() == nil && len(p.oracle.leaks) == 0
	for _, leak := range p.oracle.leaks {
		t.Errorf("%s", leak)
	}
	for _, n := range stage.Networks {
		for _, err := range n.Check() {
			ok = false
			t.Errorf("%s: %s: %v", s.Name, n.Name(), err)
		}
	}
	return ok
}

// playAll returns the first failure, which it has reported.
func (p *player) playAll() error {
	err := p.start()
	defer p.rest()
	if err == nil {
		p.settle()
		err = p.playBlocks(p.script.stepsFor(p.platforms()))
	}
	if err != nil {
		p.t.Errorf("%v\nlast heard:\n%s", err, p.ear.recent(10, p.zone()))
		return err
	}
	return p.up.save()
}

func (p *player) platforms() []string {
	var out []string
	for _, n := range p.stage.Networks {
		out = append(out, n.Name())
	}
	return out
}

func (p *player) zone() *time.Location { return p.script.Start.Location() }

// playBlocks plays events, each with the expectations behind it.
func (p *player) playBlocks(steps []step) error {
	for first := true; first || len(steps) > 0; first = false {
		var event *step
		if !first && steps[0].kind.played() {
			event, steps = &steps[0], steps[1:]
		}
		n := 0
		for n < len(steps) && !steps[n].kind.played() {
			n++
		}
		if err := p.playBlock(event, steps[:n], following(steps[n:])); err != nil {
			return err
		}
		steps = steps[n:]
	}
	return nil
}

// following is the kind of the next event; the end of the file is a remark.
func following(steps []step) kind {
	if len(steps) == 0 {
		return remark
	}
	return steps[0].kind
}

func (p *player) playBlock(event *step, after []step, next kind) error {
	if event != nil {
		p.block = nil
		if err := p.act(*event); err != nil {
			return p.at(event.line, err)
		}
		p.settle()
	}
	if p.down() && (looksBack(after) || next == remark || !whileDown(next)) {
		if err := p.comeBack(); err != nil {
			return err
		}
	}
	return p.compare(event, after)
}

func looksBack(after []step) bool {
	for _, st := range after {
		if st.kind != remark {
			return true
		}
	}
	return false
}

func (p *player) at(line int, err error) error {
	name := p.script.Path
	if name == "" {
		name = p.script.Name
	}
	return fmt.Errorf("%s:%d: [%s] %w", name, line, strings.Join(p.platforms(), ", "), err)
}

// settle lets everything happen that does not wait for the clock.
func (p *player) settle() {
	moment := p.stage.Moment
	if moment == 0 {
		moment = 50 * time.Millisecond
	}
	for quiet, round := 0, 0; quiet < 2 && round < 1000; round++ {
		synctest.Wait()
		time.Sleep(moment)
		synctest.Wait()
		if quiet++; p.listen() {
			quiet = 0
		}
	}
}

func (p *player) listen() bool {
	lines := p.ear.listen()
	for _, h := range lines {
		p.oracle.hears(h)
	}
	p.block = append(p.block, lines...)
	return len(lines) > 0
}

// start begins a process on freshly connected platforms.
func (p *player) start() error {
	var platforms []bot.Platform
	for _, n := range p.stage.Networks {
		platforms = append(platforms, n.Connect(p.t))
	}
	process, err := p.stage.Start(context.Background(), platforms)
	if err != nil {
		return fmt.Errorf("%s: start the process: %w", p.script.Name, err)
	}
	p.process = process
	return nil
}

func (p *player) stop(graceful bool) {
	if p.process != nil {
		p.process.Stop(graceful)
		p.process = nil
	}
	p.listen()
}

// rest ends the play in good order and lets the networks' own timers run out.
func (p *player) rest() {
	p.stop(true)
	time.Sleep(afterglow)
}

// afterglow is longer than any pause of a client that finds its network gone.
const afterglow = 30 * time.Minute

func (p *player) down() bool { return !p.until.IsZero() }

// comeBack ends an "offline": time passes to its end and the process starts.
func (p *player) comeBack() error {
	time.Sleep(time.Until(p.until))
	p.until = time.Time{}
	err := p.start()
	p.settle()
	return err
}

// compare holds what was heard since the event against what was expected.
func (p *player) compare(event *step, after []step) error {
	got, n, ok := newTrial(p.block, p.known, p.pinnedIn).solve(after, 0)
	p.known = p.up.add(event, after, got, ok, len(p.stage.Networks) > 1)
	if ok || p.up.on {
		return nil
	}
	return p.mismatch(event, after, got, n)
}

func (p *player) mismatch(event *step, after []step, got trial, n int) error {
	line, want := 1, "nothing more"
	if event != nil {
		line = event.line
	}
	if n < len(after) {
		line, want = after[n].line, strings.Join(after[n].raw, "\n  ")
	}
	var b strings.Builder
	for i, h := range p.block {
		mark := "  "
		if got.by[i] == unclaimed {
			mark = "! "
		}
		b.WriteString(mark + indentBy(h.transcript(len(p.stage.Networks) > 1), "  ") + "\n")
	}
	if b.Len() == 0 {
		b.WriteString("  nothing\n")
	}
	if n < len(after) && after[n].kind == pinned {
		texts, _ := p.pinnedIn(after[n].who)
		fmt.Fprintf(&b, "pinned there, the newest last: %q\n", texts)
	}
	return p.at(line, fmt.Errorf("expected\n  %s\nheard since the last event (! = not expected so far)\n%s", want, b.String()))
}
