package simtest

import (
	"strings"
	"time"

	"referout/bot"
	"referout/bot/bottest"
)

// went are the beginnings of what the bot says when something has left a book.
var wentOff = [...]string{
	"Everybody in ", "Thank you. Your listing", "Your listing in ", "You have left the circle", "One moment", "What do you know of ",
	"On its way", "Closed in ", "I tell ", "Someone may call you", "Your change is on its way", "I'm calling it off", "I'm closing ", "I've said that you ", "Met, ",
}

// hearsOffer takes the answer to the only tap on a message that offered something: if it
// says that something left, something must have.
func (l *ledger) hearsOffer(s *seat, m *bottest.Line) {
	var open []*input
	for _, in := range l.inputs {
		if in.seat == s && in.message == m.ID && in.action() == "pub" && !in.answered {
			open = append(open, in)
		}
	}
	if len(open) != 1 || !m.Edit {
		return
	}
	open[0].answered = true
	for _, begins := range wentOff {
		if strings.HasPrefix(m.Text, begins) {
			l.owes = append(l.owes, open[0])
			return
		}
	}
}

// checkLetGo reports that she was told that something has left her book, and nothing has.
func (w *world) checkLetGo(p *person) {
	for _, in := range p.ledger.owes {
		if !p.ledger.let[together(partOf(in.payload, 0))] {
			w.fail("%s tapped [%s] and was told that it went, and no letter did", in.seat, in.label)
		}
	}
	p.ledger.owes = nil
}

// saidToReply is what the bot says to who taps [Going] or [Can't], and what that means.
func saidToReply(text string) int {
	switch {
	case strings.HasPrefix(text, "You're in."), strings.HasPrefix(text, "You are in already."):
		return isGoing
	case strings.HasPrefix(text, "Noted"):
		return isNotGoing
	case strings.Contains(text, "waiting list"):
		return isWaiting
	}
	return 0
}

// toldReply is what somebody was told of her reply to a meeting.
type toldReply struct {
	of     *seat
	answer int
	at     time.Time // of the tap
}

// hearsAside takes a word in a group for her eyes alone: the answer to her only reply
// there that has none.
func (r *room) hearsAside(s *seat, l *bottest.Line) {
	answer := saidToReply(l.Text)
	if answer == 0 {
		return
	}
	var open []*input
	for _, in := range s.of.ledger.inRoom {
		if action := in.action(); in.seat == s && in.room == r && (action == "mtgo" || action == "mtcant") && !in.answered {
			open = append(open, in)
		}
	}
	if len(open) != 1 {
		return
	}
	open[0].answered = true
	r.told[partOf(open[0].payload, 0)+"."+s.account] = toldReply{s, answer, open[0].at}
}

// checkToldReplies reports replies that are not what their people were told.
func (w *world) checkToldReplies(r *room) {
	for key, t := range r.told {
		delete(r.told, key)
		id, _, _ := strings.Cut(key, ".")
		row, found := r.reply(id, t.of)
		if found && (row.Answer == t.answer || t.answer == isWaiting && row.Answer == isGoing) || !found && !r.in[t.of.of] {
			continue
		}
		again := t.of.of.ledger.asksFor(func(in *input) bool {
			return in.room == r && (in.action() == "mtgo" || in.action() == "mtcant" || in.goes || command(in.text) == "/leave") && in.at.After(t.at)
		})
		if again == nil && firstMail(r.opened, func(m *mail) bool { return m.From.ID == t.of.account }) == nil {
			w.fail("%s: %s was told %d of meeting %s, and it is %d", r, t.of, t.answer, id, row.Answer)
		}
	}
}

// reply is somebody's reply to a meeting.
func (r *room) reply(id string, s *seat) (replyRow, bool) {
	a := bot.Account{Platform: s.network.Name(), ID: s.account}
	for key, row := range r.replies {
		if row.Account == a && strings.HasPrefix(key, id+".") {
			return row, true
		}
	}
	return replyRow{}, false
}
