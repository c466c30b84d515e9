package simtest

import "referout/bot/bottest"

// leaks listens for what is private in what is said in groups.
type leaks struct {
	listener *bottest.Listener
	told     int
}

func newLeaks() *leaks { return &leaks{listener: bottest.NewListener(declared())} }

func (l *leaks) said(s *seat, group, text string) {
	l.listener.Said(s.network.Name(), s.of.name, group, text)
}

// tapped takes what a person presses: what stands above a button that shows something
// to a circle may stand in her groups from then on.
func (l *leaks) tapped(p *person, on *bottest.Line, b bottest.Button) {
	switch b.Label {
	case "Show to the circle", "Post it", "Post the change", "Only this date", "All dates from here":
	default:
		return
	}
	if action, _ := actionOf(b.Payload); action != "pub" {
		return
	}
	for _, s := range p.seats {
		l.listener.Published(s.network.Name(), groupName, on.Text)
		l.listener.Published(s.network.Name(), otherName, on.Text)
	}
}

func (l *leaks) hears(network string, line bottest.Line) { l.listener.Hears(network, line) }

// fresh are the leaks that were found since the last call.
func (l *leaks) fresh() []string {
	all := l.listener.Leaks()
	out := all[l.told:]
	l.told = len(all)
	return out
}
