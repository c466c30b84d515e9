package bottest

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// heard is a line with where and when it was heard.
type heard struct {
	Line
	network string
	at      time.Time
}

// forms are the line as transcripts write it: text, files, buttons. The three
// forms grow from the text alone to all of it.
func (h heard) forms() [3]string {
	lines := []string{}
	if h.Text != "" {
		lines = append(lines, trimLines(h.Text))
	}
	text := strings.Join(lines, "\n")
	for _, name := range h.Files {
		lines = append(lines, "[file "+name+"]")
	}
	files := strings.Join(lines, "\n")
	if labels := h.labels(); labels != "" {
		lines = append(lines, labels)
	}
	return [3]string{text, files, strings.Join(lines, "\n")}
}

func (h heard) labels() string {
	var out []string
	for _, b := range h.Buttons {
		out = append(out, "["+b.Label+"]")
	}
	return strings.Join(out, " ")
}

// trimLines drops the white space that cannot be seen at the ends of lines.
func trimLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// in reports whether the line was said in that place, or may be claimed there.
func (h heard) in(p place) bool {
	switch {
	case p.platform != "" && p.platform != h.network:
		return false
	case p.person != "" && p.group != "":
		return h.Aside && h.Person == p.person && groupName(h.Group) == groupName(p.group)
	case p.person != "":
		return h.Person == p.person && (h.Group == "" || h.Aside)
	case p.group != "":
		return h.Group != "" && groupName(h.Group) == groupName(p.group)
	}
	return true
}

// within is like in, but a group's topics belong to the group.
func (h heard) within(p place) bool {
	if p.group != "" && h.Group != "" && belongs(h.Group, p.group) {
		p.group = h.Group
	}
	return h.in(p)
}

// message is a message as it stands after the edits heard so far.
type message struct {
	heard
	touched int // the number of its last appearance
}

// ear follows what the bot says on several networks.
type ear struct {
	networks []Network
	taken    map[string]int // lines taken from each network
	all      []heard
	messages []*message // in the order of first appearance
}

func newEar(networks []Network) *ear {
	return &ear{networks: networks, taken: map[string]int{}}
}

// listen takes what is new on all networks.
func (e *ear) listen() []heard {
	var out []heard
	for _, n := range e.networks {
		lines := n.Heard()
		for _, l := range lines[e.taken[n.Name()]:] {
			h := heard{Line: l, network: n.Name(), at: time.Now()}
			out = append(out, h)
			e.take(h)
		}
		e.taken[n.Name()] = len(lines)
	}
	return out
}

func (e *ear) take(h heard) {
	e.all = append(e.all, h)
	if old := e.find(h); h.Edit && old != nil {
		old.heard, old.touched = h, len(e.all)
		return
	}
	e.messages = append(e.messages, &message{h, len(e.all)})
}

func (e *ear) find(h heard) *message {
	for _, m := range slices.Backward(e.messages) {
		if h.ID != "" && m.ID == h.ID && m.network == h.network && m.Group == h.Group && (m.Person == h.Person || h.Group != "") {
			return m
		}
	}
	return nil
}

// newestFirst are the messages that someone at the place can see. A person named
// without a group sees her private chat and the groups she takes part in; what
// was said in other groups comes last.
func (e *ear) newestFirst(p place, members map[place]bool) []*message {
	var near, far []*message
	for _, m := range slices.Backward(e.messages) {
		switch {
		case m.seenBy(p):
			near = append(near, m)
		case m.network != p.platform || m.Group == "" || m.Aside || p.group != "":
		case members[place{p.platform, p.person, wholeGroup(m.Group)}]:
			near = append(near, m)
		default:
			far = append(far, m)
		}
	}
	return append(near, far...)
}

// seenBy reports whether the message is in the person's private chat or, if the
// place names a group, in that group or a topic of it. What is for her alone in a
// group counts for both.
func (m *message) seenBy(p place) bool {
	switch {
	case m.network != p.platform || (m.Group == "" || m.Aside) && m.Person != p.person:
		return false
	case p.group == "":
		return m.Group == "" || m.Aside
	}
	return m.Group != "" && belongs(m.Group, p.group)
}

// lastTouched is the message in a person's private chat that appeared or changed last.
func (e *ear) lastTouched(p place) *message {
	var last *message
	for _, m := range e.messages {
		if m.seenBy(p) && !m.Aside && (last == nil || m.touched > last.touched) {
			last = m
		}
	}
	return last
}

// recent prints the last lines heard, for failures.
func (e *ear) recent(n int, zone *time.Location) string {
	var b strings.Builder
	for _, h := range e.all[max(0, len(e.all)-n):] {
		fmt.Fprintf(&b, "  %s %s\n", h.at.In(zone).Format("2006-01-02 15:04:05"), indentBy(h.transcript(len(e.networks) > 1), "  "))
	}
	return b.String()
}

func indentBy(text, by string) string { return strings.ReplaceAll(text, "\n", "\n"+by) }

// transcript writes the line as an exact expectation.
func (h heard) transcript(several bool) string {
	head := "bot"
	if h.Edit {
		head += " edits"
	}
	if h.Group != "" && !h.Aside {
		head += " in " + groupName(h.Group)
	} else {
		head += " to " + h.Person
	}
	if several {
		head += " on " + h.network
	}
	return entry(head, h.forms()[2])
}

// entry is a line of a transcript with an exact text.
func entry(head, text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if i > 0 && l != "" {
			lines[i] = indent + l
		}
	}
	if strings.HasPrefix(lines[0], "~ ") {
		return head + ">\n" + indent + strings.Join(lines, "\n")
	}
	return strings.TrimRight(head+"> "+strings.Join(lines, "\n"), " ")
}
