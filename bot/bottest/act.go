package bottest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// act makes happen what a line says.
func (p *player) act(st step) error {
	text := p.known.fill(st.text, verbatim)
	p.breathe(st.kind)
	switch st.kind {
	case says:
		return p.say(st.who, text)
	case replies:
		return p.reply(st.who, text)
	case taps:
		return p.tap(st, text)
	case forges:
		return p.forge(st, text)
	case fills:
		return p.fill(st.who, st.fields)
	case sends:
		return p.send(st.who, text)
	case waits:
		return p.wait(st.wait)
	case restarts, crashes:
		p.stop(st.kind == restarts)
		return p.start()
	case goesOffline:
		return p.goOffline(st.wait)
	case reaches:
		return p.reach(st.who, st.open)
	case breaks:
		return p.breakOff(st.who, !st.open)
	}
	if st.kind.ofCrowd() {
		return p.stir(st, text)
	}
	return fmt.Errorf("nothing to play in %q", st.raw)
}

// breath is what lies between two things that people do: fast for a thumb, and slow
// enough that a long transcript is no flood and no answer to it has to wait.
const breath = 1100 * time.Millisecond

// lastHour is when people write while the process is down: networks do not hold
// messages for ever.
const lastHour = time.Hour

func (p *player) breathe(k kind) {
	if k != says && k != replies && k != taps && k != forges && !k.ofCrowd() {
		return
	}
	if p.down() {
		time.Sleep(time.Until(p.until.Add(-lastHour)))
	}
	time.Sleep(time.Until(p.typed.Add(breath)))
	p.typed = time.Now()
}

func (p *player) network(name string) (Network, error) {
	for _, n := range p.stage.Networks {
		if n.Name() == name {
			return n, nil
		}
	}
	return nil, fmt.Errorf("no platform %q takes part", name)
}

func (p *player) say(who place, text string) error {
	n, err := p.network(who.platform)
	if err != nil {
		return err
	}
	p.spoke(who, text)
	n.Say(who.person, who.group, text)
	return nil
}

// spoke remembers what somebody said, and that she takes part in the group.
func (p *player) spoke(who place, text string) {
	if who.group != "" {
		p.members[place{who.platform, who.person, wholeGroup(who.group)}] = true
	}
	p.oracle.said(who, text)
}

func (p *player) reply(who place, text string) error {
	n, err := p.network(who.platform)
	if err != nil {
		return err
	}
	seen := p.ear.newestFirst(who, p.members)
	seen = slices.DeleteFunc(seen, func(m *message) bool { return m.Aside })
	if len(seen) == 0 {
		return fmt.Errorf("%s sees no message to reply to", who.person)
	}
	who.group = seen[0].Group
	p.spoke(who, text)
	n.Reply(who.person, text, seen[0].Line)
	return nil
}

func (p *player) send(who place, name string) error {
	n, err := p.network(who.platform)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(filepath.Join(p.script.dir, filepath.Base(name)))
	if err != nil {
		return err
	}
	n.Send(who.person, filepath.Base(name), data)
	return nil
}

func (p *player) reach(who place, open bool) error {
	n, err := p.network(who.platform)
	if err == nil {
		n.Reach(who.person, open)
	}
	return err
}

func (p *player) breakOff(where place, off bool) error {
	n, err := p.network(where.platform)
	if err != nil {
		return err
	}
	b, ok := n.(Breakable)
	if !ok {
		return fmt.Errorf("the connection to %s cannot break", where.platform)
	}
	b.Break(off)
	return nil
}

func (p *player) wait(s span) error {
	end, err := s.from(time.Now(), p.zone())
	if err == nil {
		time.Sleep(time.Until(end))
	}
	return err
}

func (p *player) goOffline(s span) (err error) {
	p.until, err = s.from(time.Now(), p.zone())
	if err == nil {
		p.stop(false)
	}
	return err
}
