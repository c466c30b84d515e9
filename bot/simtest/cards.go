package simtest

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"referout/bot/bottest"
	"referout/handlers/ask"
	"referout/handlers/reading"
)

// hearRoom takes what everybody in a group is shown.
func (w *world) hearRoom(r *room, l bottest.Line) {
	m := r.screen.take(l)
	about := r.isCard[l.ID]
	if about == "" {
		if about = cardOf(m); about == "" {
			if _, ok := buttonOf(m, "cvouch"); ok {
				w.draws(r, m)
			}
			return
		}
		r.isCard[l.ID] = about
		w.figures.Circles.Cards++
		w.checkPlace(r, about, l.Group)
		w.draws(r, m)
	}
	r.found[about] = m
}

// checkPlace reports a card that is not in the topic in which it was asked for.
func (w *world) checkPlace(r *room, about, place string) {
	var thread string
	switch kind, id, _ := strings.Cut(about, " "); kind {
	case "ask":
		thread = r.asks[id].Thread
	case "reading":
		thread = r.rounds[id].Thread
	default:
		thread = r.meetings[id].Thread
	}
	if (thread != "") != strings.Contains(place, "/") {
		w.fail("%s: %s was asked for in thread %q, and its card is in #%s", r, about, thread, place)
	}
}

// cardOf says which record a message stands for, by its buttons; empty: none.
func cardOf(m *bottest.Line) string {
	for _, b := range m.Buttons {
		switch action, _ := actionOf(b.Payload); {
		case action == "askme":
			return "ask " + partOf(b.Payload, 0)
		case action == "readtick":
			return "reading " + partOf(b.Payload, 0)
		case action == "mtgo" && !strings.HasPrefix(m.Text, nextUp):
			return "meeting " + partOf(b.Payload, 0)
		}
	}
	return ""
}

// checkCards holds, at the end, what the cards in groups say against how things stand.
func (w *world) checkCards() {
	for _, r := range w.rooms {
		w.checkSeries(r)
		for _, id := range slices.Sorted(maps.Keys(r.asks)) {
			w.checkCard(r, "ask "+id, askSays(r.asks[id]), r.asks[id].State == ask.Open)
		}
		for _, id := range slices.Sorted(maps.Keys(r.rounds)) {
			round := r.rounds[id]
			read := round.Read
			if round.State == reading.Open {
				read = len(r.ticksOf(id))
			}
			w.checkCard(r, "reading "+id, roundSays(round, read), round.State == reading.Open)
		}
		for _, id := range slices.Sorted(maps.Keys(r.meetings)) {
			going, waiting := tally(r.replies, id)
			w.checkCard(r, "meeting "+id, r.meetingSays(id, going, waiting), r.meetings[id].State == isPlanned)
		}
	}
}

func (w *world) checkCard(r *room, about, want string, open bool) {
	m := r.found[about]
	if m == nil {
		w.fail("%s: nobody was ever shown a card of %s", r, about)
		return
	}
	if says := regexp.MustCompile(want).MatchString; !says(m.Text) && !(r.moved && !open && r.said(says)) {
		w.fail("%s: the card of %s says %q at the end, want %q", r, about, m.Text, want)
	}
	if open != (len(m.Buttons) > 0) && !r.moved {
		w.fail("%s: the card of %s has %d buttons at the end, and it is open: %v", r, about, len(m.Buttons), open)
	}
}

// said says whether anything that stands in a group fits: what is said of a record
// behind a move is a new message, which nothing ties to its old card.
func (r *room) said(fits func(string) bool) bool {
	return slices.ContainsFunc(r.screen.messages, func(m *bottest.Line) bool { return len(m.Buttons) == 0 && fits(m.Text) })
}

// roundSays is a pattern of what the card of a reading round has to say.
func roundSays(a reading.Round, read int) string {
	have := fmt.Sprintf(`\b%d ha(s|ve) read it`, read)
	if read == 0 && a.State != reading.Open {
		have = `Nobody has said that they read it`
	}
	switch a.State {
	case reading.Open:
		if read == 0 {
			return `Read it by .* and talk about it here\.$`
		}
		return have
	case reading.Over:
		return `Closed after four weeks\. ` + have
	case reading.Closed:
		return `Closed\. ` + have
	}
	return `^This reading round was taken down\.$`
}

// askSays is a pattern of what the card of an ask has to say.
func askSays(a ask.Ask) string {
	n := fmt.Sprintf(`\b%d answers?\b`, a.Answers)
	switch a.State {
	case ask.Open:
		if a.Answers == 0 {
			return `No answers yet`
		}
		return n + `, privately`
	case ask.Found:
		return `Closed: found, thanks`
	case ask.Over:
		return `Closed after seven days, ` + n
	case ask.Removed:
		return `^This ask was taken down\.$`
	case ask.TakenBack:
		return `^This ask was taken back\.$`
	}
	return `Closed, ` + n
}

// meetingSays is a pattern of what the card of a meeting has to say.
func (r *room) meetingSays(id string, going, waiting int) string {
	switch r.meetings[id].State {
	case isPlanned:
		text := fmt.Sprintf(`\b%d going`, going)
		if waiting > 0 {
			text += fmt.Sprintf(`.*\b%d waiting`, waiting)
		}
		return text
	case isOver:
		return `It is over\. ` + r.went[id] + ` w`
	}
	return `Called off`
}

// checkRosters lets somebody in each group ask who is in it: nobody who has left is
// named, and nobody who shows a listing is missing.
func (w *world) checkRosters() {
	for _, r := range w.rooms {
		for _, p := range w.people {
			if s := p.seatOn(r.network); s != nil && r.in[p] {
				p.sayIn(r, s, "/roster")
				break
			}
		}
	}
	w.goOnFor(time.Minute)
	for _, r := range w.rooms {
		w.checkRoster(r)
	}
}

var aRoster = regexp.MustCompile(`^(Nobody shows a listing|[0-9]+ listings?\n)`)

func (w *world) checkRoster(r *room) {
	if len(r.in) == 0 || len(r.screen.messages) == 0 {
		return
	}
	text := ""
	for _, m := range r.screen.messages {
		if aRoster.MatchString(m.Text) {
			text = m.Text
		}
	}
	shown := map[string]bool{}
	for _, l := range r.listings {
		s := w.ofAccount(l.Account.Platform, l.Account.ID)
		shown[l.Name] = shown[l.Name] || r.in[s.of]
	}
	listed, _, _ := strings.Cut(text, "\nNobody yet: ") // professions, as which somebody may have listed herself
	for _, name := range r.names {
		if strings.Contains(listed, name) != shown[name] {
			w.fail("%s: %q is to be in the roster: %v\n%s", r, name, shown[name], text)
		}
	}
}
