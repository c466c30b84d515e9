package simtest

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"referout/bot/bottest"
)

// ledger is what one person did, and what the bot told her that it had kept.
type ledger struct {
	inputs []*input        // those that may still take effect
	inRoom []*input        // likewise, of those in groups
	let    map[string]bool // offers of which one was used
	owes   []*input        // taps of which she was told that something left by them
	// kept are the events and people of which she was told; all have to be in her book.
	kept map[string]string // id -> what was said
	// told are all events of which she was told, ever.
	told map[string]bool
	// gone are the events of which she was told that they were taken back.
	gone map[string]bool
	// state is how duties stand by what she was told.
	state map[string]string
	fresh bool // something was told since the last check
	// zone is the city of the zone that she moved to last, as far as she was told.
	zone   string
	zoneAt time.Time
	codes  map[string]string // codes that she was given, by the command
}

func newLedger() *ledger {
	return &ledger{kept: map[string]string{}, told: map[string]bool{}, gone: map[string]bool{}, let: map[string]bool{}, state: map[string]string{}, codes: map[string]string{}}
}

// input is something that a person did. It may take effect at any time until it
// must have: when the process and the network have been well for settledAfter.
type input struct {
	seat     *seat
	text     string // what she typed
	payload  string // or the button
	label    string // that stood on it
	shown    string // and above it
	room     *room  // the group that it was done in; nil: a private chat
	goes     bool   // she went out of the group
	ruled    bool   // she began or ended to administer it
	message  string // that the button is on, or that she replied to
	at       time.Time
	wall     time.Time
	calm     time.Duration // of the network when it was made
	created  bool          // an event came of it
	removed  bool          // something went by it
	tapOf    string        // the handling that answered it
	sent     bool          // a letter came of it
	answered bool          // it was answered
}

// settledAfter is how much good weather an input may need until it has taken effect.
const settledAfter = 90 * time.Minute

func (l *ledger) add(in *input, w *world) {
	in.at, in.wall, in.calm = time.Now(), w.wall(), w.calm[in.seat.network.Name()]
	w.figures.Inputs++
	if in.room != nil {
		l.inRoom = append(l.inRoom, in)
		if in.goes || command(in.text) == "/leave" {
			in.room.forgets(in.seat.account)
		}
		return
	}
	l.inputs = append(l.inputs, in)
	switch b := in.seat.book; {
	case b == nil:
	case in.action() == "erase":
		b.forgot = true
	case in.action() == "undo", strings.HasPrefix(in.text, "/undo"):
		b.askedFor("") // an alarm that is put back may lie in the past: it rings at once
	}
}

// settle forgets inputs that can have no effect any more.
func (l *ledger) settle(w *world) {
	over := func(in *input) bool { return w.calm[in.seat.network.Name()]-in.calm > settledAfter }
	l.inputs, l.inRoom = slices.DeleteFunc(l.inputs, over), slices.DeleteFunc(l.inRoom, over)
}

// explains finds an input for which the condition holds.
func (l *ledger) explains(is func(*input) bool) *input { return first(l.inputs, is) }

// asksFor finds one that was made in a group.
func (l *ledger) asksFor(is func(*input) bool) *input { return first(l.inRoom, is) }

func first(inputs []*input, is func(*input) bool) *input {
	for _, in := range inputs {
		if is(in) {
			return in
		}
	}
	return nil
}

func (in *input) action() string {
	name, _ := actionOf(in.payload)
	return name
}

// mentions says whether a button names an id, alone or as a part of a part.
func (in *input) mentions(id string) bool {
	if in.payload == "" || id == "" {
		return false
	}
	_, parts := actionOf(in.payload)
	return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(p, id) })
}

// undoes says whether an input may take a handling back: its own button, or /undo,
// which takes back one thing.
func (in *input) undoes(handling string) bool {
	if in.text != "" {
		return !in.removed && strings.HasPrefix(in.text, "/undo")
	}
	return in.action() == "undo" && partOf(in.payload, 0) == handling
}

// hears takes what the bot said to her.
func (l *ledger) hears(s *seat, m *bottest.Line, w *world) {
	l.hearsCode(m)
	l.hearsOffer(s, m)
	about, handling := "", ""
	for _, b := range m.Buttons {
		switch action, _ := actionOf(b.Payload); action {
		case "evchange", "mtchange", "change":
			about = partOf(b.Payload, 0)
		case "undo":
			handling = partOf(b.Payload, 0)
		}
	}
	// An event is named after its handling; of a person the first card with [Undo]
	// says that she was added.
	if about != "" && (about == "e"+handling || about[0] == 'p' && handling != "") && !l.told[about] {
		l.told[about] = true
		l.kept[about] = firstLine(m.Text)
		w.figures.Acknowledged++
	}
	if names, ok := strings.CutPrefix(firstLine(m.Text), "Met, "); ok && about == "" && handling != "" {
		l.hearsMet(handling, names, w)
	}
	l.hearsZone(m, handling)
	l.hearsAnswer(s, m, handling)
}

// hearsMet takes that several people were met, in one handling.
func (l *ledger) hearsMet(handling, names string, w *world) {
	_, names, _ = strings.Cut(names, ": ")
	for _, name := range w.listed { // some have typed what else they do as their name
		if strings.Contains(name, ", ") {
			names = strings.ReplaceAll(names, name, "one person")
		}
	}
	for n := range strings.Split(names, ", ") {
		id := "e" + handling
		if n > 0 {
			id += fmt.Sprintf("%03d", n)
		}
		if l.told[id] {
			continue
		}
		l.told[id], l.kept[id] = true, names
		w.figures.Acknowledged++
	}
}

// handlingOf is the handling that an event is named after. Behind it stands the place
// among those of the same handling.
func handlingOf(id string) string {
	const size = 13
	id = strings.TrimPrefix(id, "e")
	return id[:min(len(id), size)]
}

var aZone = regexp.MustCompile(`^Your clock is [0-9:]+ now, on (.+) time\.`)

// hearsZone takes the newest zone that she was told her reminders go by.
func (l *ledger) hearsZone(m *bottest.Line, handling string) {
	z := aZone.FindStringSubmatch(m.Text)
	if at, ok := timeOf(handling); z != nil && ok && at.After(l.zoneAt) {
		l.zone, l.zoneAt = strings.ReplaceAll(z[1], " ", "_"), at
	}
}

var aCode = regexp.MustCompile(`(link code|invitation): ([A-Z0-9]{4}-[A-Z0-9]{4})`)

func (l *ledger) hearsCode(m *bottest.Line) {
	if c := aCode.FindStringSubmatch(m.Text); c != nil {
		l.codes[map[string]string{"link code": "/link", "invitation": "/invite"}[c[1]]] = c[2]
	}
}

// hearsAnswer understands the answer to the one tap on a message that is open.
func (l *ledger) hearsAnswer(s *seat, m *bottest.Line, handling string) {
	var open []*input
	for _, in := range l.inputs {
		if in.seat == s && in.message == m.ID && in.payload != "" && in.tapOf == "" {
			open = append(open, in)
		}
	}
	if len(open) != 1 || !m.Edit {
		return
	}
	in := open[0]
	if in.action() == "undo" && strings.HasPrefix(m.Text, "Taken back: ") {
		in.tapOf = partOf(in.payload, 0)
		l.gone["e"+in.tapOf] = true
		maps.DeleteFunc(l.kept, func(id, _ string) bool { return id[0] == 'e' && handlingOf(id) == in.tapOf })
		return
	}
	if at, ok := timeOf(handling); !ok || at.Before(in.wall) {
		return
	}
	in.tapOf = handling
	if state := stateAfter(in.action()); state != "" {
		l.state[dutyOf(in.payload)], l.fresh = state, true
	}
}

// stateAfter is how a duty stands after an answer.
func stateAfter(action string) string {
	switch action {
	case "wrote":
		return "written"
	case "sent", "went", "nonews":
		return "done"
	case "novisit":
		return "ended"
	}
	return ""
}

// dutyOf is the duty that a button is about, without its round.
func dutyOf(payload string) string {
	id, _, _ := strings.Cut(partOf(payload, 0), ".")
	return id
}

// timeOf is when a handling was: its id begins with that.
func timeOf(handling string) (time.Time, bool) {
	n, err := strconv.ParseInt(handling, 36, 64)
	if err != nil || n == 0 {
		return time.Time{}, false
	}
	return time.Unix(0, n), true
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
