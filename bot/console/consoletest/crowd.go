package consoletest

import (
	"slices"
	"strings"

	"referout/bot/bottest"
)

var (
	_ bottest.Crowded = (*Network)(nil)
	_ bottest.Pinning = (*Network)(nil)
	_ bottest.Topical = (*Network)(nil)
)

// rules are what holds in groups, by their names as the console writes them.
type rules struct {
	moderators map[[2]string]bool // person and group
	pinless    map[string]bool
	closed     map[string]bool // topics
}

func newRules() rules {
	return rules{moderators: map[[2]string]bool{}, pinless: map[string]bool{}, closed: map[string]bool{}}
}

// pin is a pinned message and where it stands.
type pin struct{ id, group string }

// written is a group's name, or a person's, as the console writes it.
func written(name string) string { return strings.ToLower(name) }

func groupOf(part string) string {
	group, _, _ := strings.Cut(written(hashed(part)), "/")
	return group
}

// Leave lets a person leave a group.
func (n *Network) Leave(person, group string) {
	n.demote(person, group)
	n.enter(person, groupOf(group), "/gone")
}

// Remove lets somebody else say that a person is in a group no more.
func (n *Network) Remove(person, group string) {
	n.demote(person, group)
	n.enter(nobody, groupOf(group), "/gone "+person)
}

// Promote makes a person one who may administer a group, or one like everybody. She
// speaks there, so that she is in it.
func (n *Network) Promote(person, group string, on bool) {
	n.demote(person, group)
	if !on {
		return
	}
	n.mu.Lock()
	n.rules.moderators[[2]string{written(person), groupOf(group)}] = true
	n.mu.Unlock()
	n.Say(person, groupOf(group), "hello")
}

func (n *Network) demote(person, group string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.rules.moderators, [2]string{written(person), groupOf(group)})
}

func (n *Network) moderates(person, group string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.rules.moderators[[2]string{person, group}]
}

// AllowPins lets the bot pin in a group, or not. At first it may.
func (n *Network) AllowPins(group string, on bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.rules.pinless[groupOf(group)] = !on
}

func (n *Network) mayPin(group string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return !n.rules.pinless[group]
}

// Pinned is what is pinned in a group, or in a topic if one is named, as it reads
// now, the oldest first.
func (n *Network) Pinned(group string) []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	group = written(hashed(group))
	var out []string
	for _, p := range n.pins {
		if p.group == group || groupOf(p.group) == group {
			out = append(out, n.reads(p.id))
		}
	}
	return out
}

// reads is the text of a message as it was printed last.
func (n *Network) reads(id string) string {
	for _, l := range slices.Backward(n.page) {
		if l.ID == id {
			return l.Text
		}
	}
	return ""
}

// CloseTopic makes a topic take no new messages.
func (n *Network) CloseTopic(group, topic string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.rules.closed[groupOf(group)+"/"+written(topic)] = true
}

func (n *Network) isClosed(topic string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.rules.closed[topic]
}
