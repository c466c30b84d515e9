package circle

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"referout/bot"
	"referout/store"
)

// Kept is a kind of record of a circle that whoever administers its chat may remove.
type Kept struct {
	Kind string // stands in buttons: must never change; at most 8 of a-z
	Name string // for people: "Listing"
	// List is what there is, the newest first. It reads the circle alone.
	List func(store.CircleTx) ([]Record, error)
	// Remove removes one. store.ErrNotFound if there is none.
	Remove func(ctx context.Context, s *bot.Shared, id string) (Removed, error)
}

// Record is one record as a moderator sees it: what everybody in the room may read.
type Record struct {
	ID   string // at most 32 letters and digits
	Line string // one line: "Ann Bell, massage therapist"
}

// Removed is what became of a record that was removed.
type Removed struct {
	Of   bot.Account // whose it was: she is told
	What string      // what it was, to her: "your listing"
	Room bot.Public  // what its card becomes; may be nothing
}

// The actions and letters of moderating. Stored: never to change.
const (
	moderateMail = "moderate" // to who may: the list
	removeMail   = "remove"   // to the circle: take one away
	removedMail  = "removed"  // to whose it was
	modSaidMail  = "modsaid"  // to who may: what became of it

	modPageAction = "modpage"
	modPickAction = "modpick"
	modSentAction = "modsent"
)

// moderation is what can be moderated.
type moderation []Kept

// Moderation is /moderate: whoever administers a chat may remove records of its circle,
// and nothing more.
func Moderation(kept ...Kept) bot.Feature {
	m := moderation(kept)
	return bot.Feature{
		Commands: []bot.Command{{Name: "moderate", Summary: "For who runs the group: take something down", Quiet: true, Shared: m.begin}},
		Actions: []bot.Action{
			{Name: modPageAction, Edits: true, Personal: m.turn},
			{Name: modPickAction, Edits: true, Personal: m.pick},
			{Name: modSentAction, Edits: true, Personal: whisper(removing)},
		},
		Mail: []bot.Mailbox{
			{Kind: moderateMail, Personal: func(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
				return m.page(p, l.Circle, 0)
			}},
			{Kind: removeMail, Shared: m.remove},
			{Kind: removedMail, Personal: toldRemoved},
			{Kind: modSaidMail, Personal: toldModerator},
		},
	}
}

// begin opens the list privately, for who may.
func (m moderation) begin(_ context.Context, s *bot.Shared) (bot.Public, error) {
	if may, err := s.Moderates(); err != nil || !may {
		return bot.Aside(moderatorsOnly()), err
	}
	return privately(s, moderateMail, "", nil)
}

// turn shows another page.
func (m moderation) turn(_ context.Context, p *bot.Personal) (bot.Private, error) {
	from, err := strconv.Atoi(p.Args.Part(1))
	if err != nil || from < 0 {
		from = 0
	}
	return m.page(p, p.Args.Part(0), from)
}

// held is a record and its kind.
type held struct {
	kind Kept
	Record
}

// all is everything that a circle keeps, kind by kind.
func (m moderation) all(circle store.CircleTx) (out []held, err error) {
	for _, k := range m {
		list, err := k.List(circle)
		if err != nil {
			return nil, err
		}
		for _, r := range list {
			out = append(out, held{k, r})
		}
	}
	return out, nil
}

// page shows some of what a circle keeps, with a button each.
func (m moderation) page(p *bot.Personal, id string, from int) (bot.Private, error) {
	c, circle, err := p.Circle(id)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(notInIt()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	all, err := m.all(circle)
	if err != nil {
		return bot.Private{}, err
	}
	if len(all) == 0 {
		return bot.Whisper(nothingKept(c.Name)), nil
	}
	if from >= len(all) {
		from = 0
	}
	out := whatIsKept(c.Name, len(all))
	to := min(from+bot.MostItems, len(all))
	for _, r := range all[from:to] {
		out = out.Add(bot.Item(recordLine(r), bot.Do("Remove", modPickAction, id, r.kind.Kind, r.ID)))
	}
	if from > 0 {
		out = out.With(bot.Do("Back", modPageAction, id, strconv.Itoa(max(0, from-bot.MostItems))))
	}
	if to < len(all) {
		out = out.With(bot.Do("More", modPageAction, id, strconv.Itoa(to)))
	}
	return bot.Whisper(out), nil
}

// pick asks once more about one record. What leaves the book is which one it is.
func (m moderation) pick(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id, kind, record := p.Args.Part(0), p.Args.Part(1), p.Args.Part(2)
	c, circle, err := p.Circle(id)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(notInIt()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	all, err := m.all(circle)
	if err != nil {
		return bot.Private{}, err
	}
	for _, r := range all {
		if r.kind.Kind == kind && r.ID == record {
			return bot.Whisper(removeThis(r, c.Name).With(bot.Do("Keep it", modPageAction, id, "0"))).Offering(bot.Offer{
				Label: "Remove it", Style: bot.Danger, Circle: id, Kind: removeMail, Ref: kind + ":" + record, After: modSentAction,
			}), nil
		}
	}
	return bot.Whisper(goneAlready()), nil
}

// remove takes a record away, if whose tap it was administers the chat now.
func (m moderation) remove(ctx context.Context, s *bot.Shared, l bot.Mail) (bot.Public, error) {
	may, err := s.Moderates()
	if err != nil {
		return bot.Public{}, err
	}
	if !may {
		_, err := s.Tell(s.Who, modSaidMail, saidMayNot, nil)
		return bot.Public{}, err
	}
	kind, id, _ := strings.Cut(l.Ref, ":")
	out, err := m.removeOne(ctx, s, kind, id)
	if errors.Is(err, store.ErrNotFound) {
		_, err := s.Tell(s.Who, modSaidMail, saidGone, nil)
		return bot.Public{}, err
	}
	if err != nil {
		return bot.Public{}, err
	}
	if out.Of != s.Who && out.Of != (bot.Account{}) {
		if _, err := s.Tell(out.Of, removedMail, "", whatWasRemoved(out.What)); err != nil {
			return bot.Public{}, err
		}
	}
	_, err = s.Tell(s.Who, modSaidMail, saidRemoved, nil)
	return out.Room, err
}

func (m moderation) removeOne(ctx context.Context, s *bot.Shared, kind, id string) (Removed, error) {
	for _, k := range m {
		if k.Kind == kind {
			return k.Remove(ctx, s, id)
		}
	}
	return Removed{}, store.ErrNotFound
}

// What a moderator is told became of a removal. Stored in letters.
const (
	saidRemoved = "removed"
	saidGone    = "gone"
	saidMayNot  = "maynot"
)

func toldModerator(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	name, err := p.CircleName(l.Circle, theGroup)
	if err != nil {
		return bot.Private{}, err
	}
	switch l.Ref {
	case saidRemoved:
		return bot.Whisper(removedNow(name)), nil
	case saidMayNot:
		return bot.Whisper(mayNot(name)), nil
	}
	return bot.Whisper(goneAlready()), nil
}

// toldRemoved tells somebody that a record of hers was taken down.
func toldRemoved(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	name, err := p.CircleName(l.Circle, theGroup)
	return bot.Whisper(wasRemoved(l.What.Get("what"), name)), err
}

func whatWasRemoved(what string) bot.Enclosure {
	return bot.Enclosure{}.Write("what", "Removed", what)
}
