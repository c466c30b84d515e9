package simtest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"referout/bot"
	"referout/handlers/listing"
	"referout/store"
)

// offered are the kinds of letters that buttons stand for, by their labels.
func offered(label string) string {
	switch {
	case strings.Contains(label, "I've "):
		return "vouch"
	}
	return map[string]string{
		"Show to the circle": "list", "Still true": "still", "Yes, take it down": "unlist", "Leave the circle": "leave", "Remove it": "remove",
		"Found, thanks": "askclose", "Take it back": "askback", "Send it": "asktip", "Called": "passcall", "Booked": "passbook", "No contact": "passnone",
		"I'm going": "mtgo", "Can't come": "mtcant", "Post the change": "mtchange", "Only this date": "mtchange", "All dates from here": "mtchange",
		"Take part": "pairon", "Stop": "pairoff", "We met": "pairmet", "We met + note": "pairmet", "Not this month": "pairnot", "Close": "readclose",
		"Yes, call it off": "mtstop", "Skip this date": "mtstop", "End the series": "mtstop",
	}[label]
}

// offers says whether a button stands for letters of a kind: a few labels stand for
// several.
func (in *input) offers(kind string) bool {
	switch in.label {
	case "Post it":
		return kind == "askpost" || kind == "mtpost" || kind == "readpost"
	case "Send":
		return kind == "pass" || kind == "askself"
	}
	return offered(in.label) == kind
}

// checkSender reports a letter that came of nothing, of something that was used before,
// or that says more than what was shown.
func (w *world) checkSender(m *mail) {
	if m.by != nil && m.by.Kind == m.Kind && m.by.To == m.To && m.by.Circle == m.Circle {
		return // it followed her into another book
	}
	switch {
	case m.Kind == "askanswer":
		w.checkAnswerSent(m)
	case m.Circle != "":
		w.checkTold(m)
	case m.Kind == bot.LeftMail, m.Kind == bot.EnteredMail, m.Kind == bot.MovedMail:
	default:
		w.checkOffer(m)
	}
}

// checkOffer looks for the tap that sent a letter out of a book.
func (w *world) checkOffer(m *mail) {
	s := w.ofAccount(m.From.Platform, m.From.ID)
	if s == nil {
		w.fail("%v is from nobody", m)
		return
	}
	l := s.of.ledger
	if m.What.Get("kind") != "" {
		w.fail("%v says what only a circle may: %v", m, m.What)
	}
	in := l.explains(func(in *input) bool {
		return in.action() == "pub" && slices.Contains(m.offers, together(partOf(in.payload, 0))) && in.offers(m.Kind) && in.shows(m.What)
	})
	if in == nil || l.let[together(partOf(in.payload, 0))] {
		w.fail("%v from %s came of nothing, of what was sent before, or says more than was shown: %v", m, s, m.What)
		return
	}
	l.let[together(partOf(in.payload, 0))] = true
}

// together names the offers that were shown with one, of which one is used.
func together(id string) string { return id[:max(0, len(id)-1)] }

// shows says whether everything of an enclosure stood above the button.
func (in *input) shows(what bot.Enclosure) bool {
	return !slices.ContainsFunc(what, func(x bot.Written) bool { return !strings.Contains(in.shown, x.Value) })
}

// asked are the commands and buttons in a group that have a letter of a kind written to
// whoever used them.
func asked(kind string) []string {
	return map[string][]string{
		"join": {"/join"}, "vouch": {"cvouch"}, "save": {"csave", "/save"}, "moderate": {"/moderate"},
		"askopen": {"/ask"}, "askintro": {"askme"}, "askhelp": {"askknow"},
		"mtdraft": {"/meetup"}, "mtpage": {"mtchg"}, "mtfile": {"mtcal"}, "readopen": {"/read"},
	}[kind]
}

// checkTold looks for what a circle wrote a letter for, where somebody asked for it.
func (w *world) checkTold(m *mail) {
	by := asked(m.Kind)
	if by == nil || m.by != nil && m.by.Kind == bot.EnteredMail {
		return
	}
	s, r := w.ofAccount(m.To.Platform, m.To.ID), w.roomOf(m.Circle)
	if s == nil || r == nil {
		w.fail("%v is to nobody, or from nowhere", m)
		return
	}
	in := s.of.ledger.asksFor(func(in *input) bool {
		return !in.sent && in.room == r && in.seat == s && (slices.Contains(by, in.action()) || slices.Contains(by, command(in.text)))
	})
	if in == nil {
		w.fail("%v came of nothing in %s, or of what was answered before", m, r)
		return
	}
	in.sent = true
}

// checkEffect takes what has become of a letter.
func (w *world) checkEffect(m *mail) {
	if r := w.roomOf(m.space); r != nil {
		r.opened = append(r.opened, m)
		switch m.Kind {
		case "list":
			r.shows[m.From] = m
			w.figures.Circles.Shown++
		case "unlist", "leave", bot.LeftMail:
			delete(r.shows, m.From)
			if m.Kind != "unlist" {
				r.forgets(m.From.ID)
			}
		}
		return
	}
	if b := w.books[m.space]; b != nil {
		b.opened = append(b.opened, m)
	}
}

// checkRoom holds a circle against what was done in it.
func (w *world) checkRoom(r *room) {
	for what, d := range r.late {
		if d > pulse+openedWithin {
			w.fail("%s: %s is over, and has not been for %v of the process's life", r, what, d)
			delete(r.late, what)
		}
	}
	w.checkToldReplies(r)
	if len(r.changed)+len(r.opened) == 0 {
		return
	}
	w.checkListings(r)
	w.checkVouches(r)
	w.checkAsks(r)
	w.checkPassed(r)
	w.checkMeetings(r)
	w.checkReplies(r)
	w.checkPairs(r)
	w.checkReading(r)
	r.was = circleState{maps.Clone(r.vouches), maps.Clone(r.listings), maps.Clone(r.asks), maps.Clone(r.meetings), maps.Clone(r.replies),
		maps.Clone(r.takers), maps.Clone(r.pairs), maps.Clone(r.rounds), maps.Clone(r.ticks)}
	r.opened = nil
	clear(r.changed)
}

// checkListings holds the listings of a circle against the letters that brought and took
// them.
func (w *world) checkListings(r *room) {
	for _, key := range slices.Sorted(maps.Keys(r.listings)) {
		l := r.listings[key]
		w.listed[key], r.names[key] = l.Name, l.Name
		m := r.shows[l.Account]
		switch {
		case m == nil:
			w.fail("%s: a listing of %q came of nothing, or was taken down before", r, l.Name)
		case !same(listing.Read(m.What), l):
			w.fail("%s: the listing of %q is not what was shown to it: %v", r, l.Name, m.What)
		}
	}
	for a := range r.shows {
		if r.listingOf(a) || w.tookDown(r, a) {
			continue
		}
		w.fail("%s: the listing of %s is gone, and nobody has taken it down", r, a.ID)
	}
	for a := range r.shows {
		if !r.listingOf(a) {
			delete(r.shows, a)
		}
	}
}

func (r *room) listingOf(a bot.Account) bool {
	for _, l := range r.listings {
		if l.Account == a {
			return true
		}
	}
	return false
}

// tookDown says whether something can have taken a listing down that no letter asked
// for: /leave in the group, a moderator, or that she is not in the group.
func (w *world) tookDown(r *room, a bot.Account) bool {
	s := w.ofAccount(a.Platform, a.ID)
	if s == nil || !r.in[s.of] {
		return true
	}
	return r.moderatedAny("listing:") || w.wentOut(r, s) || w.leaves(r, s)
}

// same says whether two listings show the same.
func same(a, b listing.Listing) bool {
	x, y := a.Enclose(), b.Enclose()
	return slices.Equal(x, y)
}

// lists says whether an account shows a listing.
func (r *room) lists(s *seat) bool {
	return r.listingOf(bot.Account{Platform: s.network.Name(), ID: s.account})
}

// moderatedAny says whether a letter to take a record of a kind away was opened since the
// last check.
func (r *room) moderatedAny(kind string) bool {
	return firstMail(r.opened, func(m *mail) bool { return m.Kind == "remove" && strings.HasPrefix(m.Ref, kind) }) != nil
}

// checkVouches holds who vouches for whom against the letters that said so.
func (w *world) checkVouches(r *room) {
	for _, id := range slices.Sorted(maps.Keys(r.vouches)) {
		v := r.vouches[id]
		if v.By == v.For {
			w.fail("%s: somebody vouches for herself (%s)", r, id)
		}
		if _, known := r.was.vouches[id]; known {
			continue
		}
		w.figures.Circles.Vouches++
		if !w.vouched(r, v, "1") {
			w.fail("%s: that somebody vouches (%s) came of nothing", r, id)
		}
	}
	for id, v := range r.was.vouches {
		if _, there := r.vouches[id]; there || w.vouched(r, v, "0") {
			continue
		}
		of, by := r.was.listings[v.For].Account, w.keyed(v.By)
		if _, listed := r.listings[v.For]; listed && !w.tookDown(r, of) && !w.tookDown(r, by) {
			w.fail("%s: that somebody vouches (%s) is gone, and nobody has taken it back", r, id)
		}
	}
}

// vouched says whether a letter gave a vouch, or took it back.
func (w *world) vouched(r *room, v listing.Vouch, on string) bool {
	return firstMail(r.opened, func(m *mail) bool {
		return m.Kind == "vouch" && m.Ref == fmt.Sprint(v.For, ":", v.Kind, ":", on) && w.keyed(v.By) == m.From
	}) != nil
}

// keyed is the account of a key; zero if it is nobody's here.
func (w *world) keyed(key string) bot.Account {
	if len(w.keys) > 0 {
		return w.keys[key]
	}
	err := w.witness.View(context.Background(), func(tx *store.Tx) error {
		for _, p := range w.people {
			for _, s := range p.seats {
				key, err := tx.Hash("account/" + s.network.Name() + "/" + s.account)
				if err != nil {
					return err
				}
				w.keys[key] = bot.Account{Platform: s.network.Name(), ID: s.account}
			}
		}
		return nil
	})
	if err != nil {
		w.fail("the store cannot be read: %v", err)
	}
	return w.keys[key]
}
