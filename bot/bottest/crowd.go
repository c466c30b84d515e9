package bottest

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

var (
	leaving   = regexp.MustCompile(`^` + aName + onPlatform + ` (leaves|is removed from) ` + aGroup + onPlatform + `$`)
	promoting = regexp.MustCompile(`^` + aName + onPlatform + ` (no longer )?moderates ` + aGroup + onPlatform + `$`)
	grouping  = regexp.MustCompile(`^` + aGroup + onPlatform + ` (moves|allows pins|allows no pins)` + onPlatform + `$`)
	closing   = regexp.MustCompile(`^topic (` + aWordOf + `) of ` + aGroup + onPlatform + ` is closed` + onPlatform + `$`)
	pinning   = regexp.MustCompile(`^pinned` + aPlace + `>(?: (.*))?$`)
	unpinning = regexp.MustCompile(`^nothing pinned` + aPlace + `$`)
)

func parseCrowd(line string, _ *time.Location) (step, error) {
	if m := leaving.FindStringSubmatch(line); m != nil {
		return step{kind: leaves, who: parsePlace(m[1], m[2]+" in "+m[4]+m[5]), open: m[3] == "leaves"}, nil
	}
	if m := promoting.FindStringSubmatch(line); m != nil {
		return step{kind: moderates, who: parsePlace(m[1], m[2]+" in "+m[4]+m[5]), open: m[3] == ""}, nil
	}
	if m := closing.FindStringSubmatch(line); m != nil {
		return step{kind: closes, who: parsePlace("", "in "+m[2]+m[3]+m[4]), text: m[1]}, nil
	}
	m := grouping.FindStringSubmatch(line)
	if m == nil {
		return step{}, errOther
	}
	st := step{kind: allows, who: parsePlace("", "in "+m[1]+m[2]+m[4]), open: m[3] == "allows pins"}
	if m[3] == "moves" {
		st.kind = moves
	}
	return st, nil
}

func parsePinning(line string, _ *time.Location) (step, error) {
	if m := unpinning.FindStringSubmatch(line); m != nil {
		st := step{kind: pinned, who: parsePlace("", m[1])}
		return st, st.groupNamed()
	}
	m := pinning.FindStringSubmatch(line)
	if m == nil {
		return step{}, errOther
	}
	st := step{kind: pinned, open: true, who: parsePlace("", m[1]), text: m[2]}
	if err := st.groupNamed(); err != nil {
		return st, err
	}
	return st, st.takePattern()
}

func (st step) groupNamed() error {
	if st.who.group == "" {
		return errors.New("in which group is it pinned?")
	}
	return nil
}

// stir changes something about a group. Where a network has no such thing as pins,
// topics or a group's second id, nothing changes.
func (p *player) stir(st step, text string) error {
	n, err := p.network(st.who.platform)
	if err != nil {
		return err
	}
	switch st.kind {
	case leaves, moderates:
		return p.regroup(n, st)
	case moves:
		if m, ok := n.(Migrating); ok {
			m.Migrate(st.who.group)
		}
	case allows:
		if m, ok := n.(Pinning); ok {
			m.AllowPins(st.who.group, st.open)
		}
	case closes:
		if m, ok := n.(Topical); ok {
			m.CloseTopic(st.who.group, text)
		}
	}
	return nil
}

// regroup changes who is in a group, and as what.
func (p *player) regroup(n Network, st step) error {
	c, ok := n.(Crowded)
	if !ok {
		return fmt.Errorf("nobody leaves or moderates a group on %s", n.Name())
	}
	here := place{st.who.platform, st.who.person, wholeGroup(st.who.group)}
	switch {
	case st.kind == moderates:
		p.members[here] = true
		c.Promote(st.who.person, st.who.group, st.open)
		return nil
	case st.open:
		c.Leave(st.who.person, st.who.group)
	default:
		c.Remove(st.who.person, st.who.group)
	}
	delete(p.members, here)
	return nil
}

// pinnedIn are the texts pinned in a group; false: the network has no pins.
func (p *player) pinnedIn(where place) ([]string, bool) {
	n, err := p.network(where.platform)
	if err != nil {
		return nil, false
	}
	c, ok := n.(Pinning)
	if !ok {
		return nil, false
	}
	return c.Pinned(where.group), true
}

// pinLine is the same line, true of these texts.
func (st step) pinLine(texts []string) string {
	head, _, _ := strings.Cut(st.raw[0], ">")
	head = strings.Replace(head, "nothing pinned", "pinned", 1)
	if len(texts) == 0 {
		return strings.Replace(head, "pinned", "nothing pinned", 1)
	}
	return entry(head, trimLines(texts[len(texts)-1]))
}
