package reading

import (
	"context"
	"errors"
	"strings"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/circle"
	"referout/store"
)

// openDays is how many days a round stays open.
const openDays = 28

// remembered is how long a round that ended is kept: for who taps its old card, and for
// moderators.
const remembered = 90 * 24 * time.Hour

// Why nothing came of a letter. Stored in letters.
const (
	taken   = "taken"
	unclear = "unclear"
	mayNot  = "maynot"
)

// post puts a text into the room. What came is looked through again: the room sees
// nothing that has not passed the scrubber here.
func post(_ context.Context, s *bot.Shared, l bot.Mail) (bot.Public, error) {
	draft, thread, _ := strings.Cut(l.Ref, refMark)
	text, ok := readText(l.What)
	if !ok {
		_, err := s.Tell(s.Who, newsMail, unclear, bot.Enclosure{}.Write(draftKey, "", draft))
		return bot.Public{}, err
	}
	if _, _, open, err := openIn(s.Data); err != nil || open {
		if err == nil {
			_, err = s.Tell(s.Who, newsMail, taken, bot.Enclosure{}.Write(draftKey, "", draft))
		}
		return bot.Public{}, err
	}
	if err := forgetOld(s); err != nil {
		return bot.Public{}, err
	}
	wall := when.Wall(s.Now).AddDate(0, 0, openDays)
	id, r := s.NewID(), Round{Text: text, By: s.Who, Thread: thread, Posted: s.Now.UTC(), Until: s.Instant(wall).UTC(), State: Open}
	if err := errors.Join(Rounds.Put(s.Data, id, r), s.RemindAt(endAlarm, id, r.Until)); err != nil {
		return bot.Public{}, err
	}
	return show(s, id, r)
}

func forgetOld(s *bot.Shared) error {
	all, err := store.Collect(Rounds.All(s.Data))
	if err != nil {
		return err
	}
	for _, e := range all {
		if e.Value.State != Open && s.Now.Sub(e.Value.Until) > remembered {
			err = errors.Join(err, Rounds.Delete(s.Data, e.ID), s.DropCard(cardID(e.ID)))
		}
	}
	return err
}

func cardID(id string) string { return "read" + id }

// show is the card of a round as it stands.
func show(s *bot.Shared, id string, r Round) (bot.Public, error) {
	if r.State != Open {
		return bot.Announce(card(r, s.Now.Location())).Card(cardID(id)).In(r.Thread), nil
	}
	var err error
	if r.Read, err = count(s.Data, id); err != nil {
		return bot.Public{}, err
	}
	m := card(r, s.Now.Location()).With(bot.Do(readLabel, tickAction, id), bot.Do(closeLabel, closeAction, id))
	return bot.Announce(m).Card(cardID(id)).In(r.Thread), nil
}

// refresh shows a card as it is now: something has changed without a tap on it.
func refresh(_ context.Context, s *bot.Shared, id string) (bot.Public, error) {
	r, err := Rounds.Get(s.Data, id)
	if err != nil {
		return bot.Public{}, err
	}
	return show(s, id, r)
}

// finish ends a round: how many have read it stays, who has is forgotten.
func finish(s *bot.Shared, id string, r Round, state State) (bot.Public, error) {
	var err error
	if r.Read, err = count(s.Data, id); err != nil {
		return bot.Public{}, err
	}
	if r.State = state; state == Removed {
		r.Text, r.By = Text{}, bot.Account{}
	}
	if err := errors.Join(Rounds.Put(s.Data, id, r), forgetTicks(s.Data, id), s.Hush(endAlarm, id)); err != nil {
		return bot.Public{}, err
	}
	return show(s, id, r)
}

// end closes a round whose weeks are over.
func end(_ context.Context, s *bot.Shared, id string) (bot.Public, error) {
	r, err := Rounds.Get(s.Data, id)
	if err != nil || r.State != Open {
		return bot.Public{}, err
	}
	return finish(s, id, r, Over)
}

// onCard is the open round of a tapped card; not says why nothing can be done about it.
func onCard(s *bot.Shared) (id string, r Round, not *bot.Message, err error) {
	id = s.Args.Part(0)
	r, err = Rounds.Get(s.Data, id)
	if errors.Is(err, store.ErrNotFound) {
		m := unknownCard()
		return id, r, &m, nil
	}
	if err == nil && r.State != Open {
		m := isOver()
		return id, r, &m, nil
	}
	return id, r, nil, err
}

// tick answers [I've read it]: whoever taps counts once.
func tick(_ context.Context, s *bot.Shared) (bot.Public, error) {
	id, r, not, err := onCard(s)
	if err != nil {
		return bot.Public{}, err
	}
	if not != nil {
		return bot.Aside(*not), nil
	}
	key, err := s.Key(s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	_, err = ticks.Get(s.Data, id+tickMark+key)
	if !errors.Is(err, store.ErrNotFound) {
		return bot.Aside(countedBefore()), err
	}
	if err := ticks.Put(s.Data, id+tickMark+key, readIt{At: s.Now.UTC()}); err != nil {
		return bot.Public{}, err
	}
	card, err := show(s, id, r)
	return card.And(bot.Aside(counted())), err
}

// closeTapped answers [Close] on the card, for who proposed the round and moderators.
func closeTapped(_ context.Context, s *bot.Shared) (bot.Public, error) {
	id, r, not, err := onCard(s)
	if err != nil {
		return bot.Public{}, err
	}
	if not != nil {
		return bot.Aside(*not), nil
	}
	if may, err := mayClose(s, r); err != nil || !may {
		return bot.Aside(notYours()), err
	}
	card, err := finish(s, id, r, Closed)
	return card.And(bot.Aside(nowClosed())), err
}

func mayClose(s *bot.Shared, r Round) (bool, error) {
	if r.By == s.Who {
		return true, nil
	}
	return s.Moderates()
}

// closeByLetter answers [Close] in the private chat of who proposed the round.
func closeByLetter(_ context.Context, s *bot.Shared, l bot.Mail) (bot.Public, error) {
	r, err := Rounds.Get(s.Data, l.Ref)
	if err != nil || r.State != Open {
		return bot.Public{}, store.IgnoreMissing(err)
	}
	may, err := mayClose(s, r)
	if err != nil {
		return bot.Public{}, err
	}
	if !may {
		_, err := s.Tell(s.Who, newsMail, mayNot, nil)
		return bot.Public{}, err
	}
	return finish(s, l.Ref, r, Closed)
}

// Gone forgets that somebody who is in the circle no more has read something. A round
// that she proposed belongs to the circle, and stays. It may be asked again about the
// same person.
func Gone(_ context.Context, s *bot.Shared, who bot.Account) error {
	key, err := s.Key(who)
	if err != nil {
		return err
	}
	all, err := store.Collect(Rounds.All(s.Data))
	if err != nil {
		return err
	}
	for _, e := range all {
		if err := forget(s, e.ID, e.Value, who, key); err != nil {
			return err
		}
	}
	return nil
}

func forget(s *bot.Shared, id string, r Round, who bot.Account, key string) error {
	if r.By == who {
		r.By = bot.Account{}
		if err := Rounds.Put(s.Data, id, r); err != nil {
			return err
		}
	}
	_, err := ticks.Get(s.Data, id+tickMark+key)
	if err != nil {
		return store.IgnoreMissing(err)
	}
	return errors.Join(ticks.Delete(s.Data, id+tickMark+key), s.RemindAt(cardAlarm, id, s.Now))
}

// Kept is what of reading rounds a moderator may take down: whatever the room still
// shows.
func Kept() circle.Kept {
	return circle.Kept{Kind: "reading", Name: keptName, List: records, Remove: remove}
}

func records(space store.CircleTx) (out []circle.Record, err error) {
	for e, err := range Rounds.All(space) {
		if err != nil {
			return nil, err
		}
		if e.Value.State != Removed {
			out = append([]circle.Record{{ID: e.ID, Line: e.Value.Title}}, out...)
		}
	}
	return out, nil
}

func remove(_ context.Context, s *bot.Shared, id string) (circle.Removed, error) {
	r, err := Rounds.Get(s.Data, id)
	if err == nil && r.State == Removed {
		err = store.ErrNotFound
	}
	if err != nil {
		return circle.Removed{}, err
	}
	room, err := finish(s, id, r, Removed)
	return circle.Removed{Of: r.By, What: yourRound(r.Title), Room: room}, err
}
