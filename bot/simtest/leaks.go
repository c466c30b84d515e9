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

func (l *leaks) hears(network string, line bottest.Line) { l.listener.Hears(network, line) }

// fresh are the leaks that were found since the last call.
func (l *leaks) fresh() []string {
	all := l.listener.Leaks()
	out := all[l.told:]
	l.told = len(all)
	return out
}
