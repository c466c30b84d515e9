package bottest

// A Listener finds leaks in conversations that are no transcripts: what was said to
// or by one person alone may not occur in what the bot says in a group. It is not
// safe for concurrent use.
type Listener struct {
	oracle    *oracle
	published map[place][]string
}

// NewListener makes a listener that has heard nothing. Words are texts of the
// product that are in no texts.go file.
func NewListener(words []string) *Listener {
	l := &Listener{published: map[place][]string{}}
	l.oracle = newOracle(Stage{Words: words, Published: func(network, group string) []string {
		return l.published[place{platform: network, group: wholeGroup(group)}]
	}})
	return l
}

// Said takes what a person said, in a group or ("") in her private chat.
func (l *Listener) Said(network, person, group, text string) {
	if group != "" {
		group = groupName(group)
	}
	l.oracle.said(place{platform: network, person: person, group: group}, text)
}

// Published takes a text that may stand in a group from now on.
func (l *Listener) Published(network, group, text string) {
	here := place{platform: network, group: wholeGroup(group)}
	l.published[here] = append(l.published[here], text)
}

// Tapped takes what a person presses, before the bot has heard of it: by a button that
// offers what is shown above it, that is published.
func (l *Listener) Tapped(network, person string, on Line, b Button) {
	l.oracle.offers.tap(shown{network, person, on.ID}, b)
}

// Hears takes what the bot showed on a network.
func (l *Listener) Hears(network string, line Line) {
	l.oracle.hears(heard{Line: line, network: network})
}

// Leaks are what was found so far.
func (l *Listener) Leaks() []string { return l.oracle.leaks }
