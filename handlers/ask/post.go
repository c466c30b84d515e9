package ask

import (
	"context"
	"errors"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/circle"
	"referout/store"
)

const (
	// mostOpen is how many open asks somebody has in a circle at most.
	mostOpen = 3
	// openDays is how many days an ask stays open, to the same time on the circle's clock.
	openDays = 7
	// remembered is how long a closed ask is kept: for who taps its old card, and for
	// moderators.
	remembered = 30 * 24 * time.Hour
)

// Why nothing came of a letter. Stored in letters.
const (
	tooMany  = "many"
	unclear  = "unclear"
	tooLate  = "late"
	noAnswer = "gone"
)

// post puts an ask into the room. What came is looked through again: the room sees
// nothing that has not passed the scrubber here.
func post(_ context.Context, s *bot.Shared, l bot.Mail) (bot.Public, error) {
	need, ok := readNeed(l.What)
	if !ok {
		return bot.Public{}, refuse(s, unclear)
	}
	key, err := s.Key(s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	open, err := store.Collect(Asks.IDs(s.Data, "open", key))
	if err != nil {
		return bot.Public{}, err
	}
	if len(open) >= mostOpen {
		return bot.Public{}, refuse(s, tooMany)
	}
	if err := forgetClosed(s); err != nil {
		return bot.Public{}, err
	}
	until := s.Instant(when.Wall(s.Now).AddDate(0, 0, openDays))
	id, a := s.NewID(), Ask{Account: s.Who, Key: key, Need: need, Thread: l.Ref, Posted: s.Now.UTC(), Until: until.UTC(), State: Open}
	if err := errors.Join(Asks.Put(s.Data, id, a), s.RemindAt(endAlarm, id, until)); err != nil {
		return bot.Public{}, err
	}
	return show(id, a), nil
}

// refuse tells who sent a letter that nothing came of it.
func refuse(s *bot.Shared, why string) error {
	_, err := s.Tell(s.Who, refuseMail, why, nil)
	return err
}

// refused tells why nothing came of what was sent.
func refused(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	name, err := p.CircleName(l.Circle, theGroup)
	if err != nil {
		return bot.Private{}, err
	}
	switch l.Ref {
	case tooMany:
		return bot.Whisper(enough(name)), nil
	case tooLate:
		return bot.Whisper(closedMeanwhile(name)), nil
	case noAnswer:
		return bot.Whisper(askerGone(name)), nil
	}
	return bot.Whisper(notUnderstood()), nil
}

// forgetClosed forgets what has been closed for long.
func forgetClosed(s *bot.Shared) error {
	var old []string
	for e, err := range Asks.All(s.Data) {
		if err != nil {
			return err
		}
		if e.Value.State != Open && s.Now.Sub(e.Value.Until) > remembered {
			old = append(old, e.ID)
		}
	}
	for _, id := range old {
		if err := errors.Join(Asks.Delete(s.Data, id), s.DropCard(cardID(id))); err != nil {
			return err
		}
	}
	return nil
}

func cardID(id string) string { return "ask" + id }

// show is the card of an ask as it stands.
func show(id string, a Ask) bot.Public {
	m := cardText(a)
	if a.State == Open {
		m = m.With(bot.Do("That's me", selfAction, id), bot.Do("I know someone", knowAction, id), bot.Do("Found, thanks", foundAction, id))
	}
	return bot.Announce(m).Card(cardID(id)).In(a.Thread)
}

// finish closes an ask, and shows it closed. Who has answered is forgotten, the number is
// not.
func finish(s *bot.Shared, id string, a Ask, state State) (bot.Public, error) {
	a.State = state
	if state.hidden() {
		a.Need = Need{}
	}
	if err := errors.Join(Asks.Put(s.Data, id, a), s.Hush(endAlarm, id), forgetCounted(s, id)); err != nil {
		return bot.Public{}, err
	}
	return show(id, a), nil
}

func forgetCounted(s *bot.Shared, id string) error {
	var old []string
	for e, err := range countings.Range(s.Data, id+".", id+"/") {
		if err != nil {
			return err
		}
		old = append(old, e.ID)
	}
	for _, id := range old {
		if err := countings.Delete(s.Data, id); err != nil {
			return err
		}
	}
	return nil
}

// end answers the alarm of an ask: its days are over, or its card is to show that it is
// closed.
func end(_ context.Context, s *bot.Shared, id string) (bot.Public, error) {
	a, err := Asks.Get(s.Data, id)
	if err != nil {
		return bot.Public{}, err
	}
	if a.State == Open {
		return finish(s, id, a, Over)
	}
	return show(id, a), nil
}

// closeByLetter answers [Found, thanks] in the private chat of who asks.
func closeByLetter(_ context.Context, s *bot.Shared, l bot.Mail) (bot.Public, error) {
	a, open, err := openOf(s.Data, l.Ref)
	if err != nil || !open || a.Account != s.Who {
		return bot.Public{}, err
	}
	return finish(s, l.Ref, a, Found)
}

// backByLetter answers [Take it back]: nothing of the ask is shown any more, also if it was
// closed meanwhile.
func backByLetter(_ context.Context, s *bot.Shared, l bot.Mail) (bot.Public, error) {
	a, err := Asks.Get(s.Data, l.Ref)
	if err != nil || a.State.hidden() || a.Account != s.Who {
		return bot.Public{}, store.IgnoreMissing(err)
	}
	return finish(s, l.Ref, a, TakenBack)
}

// foundInRoom answers [Found, thanks] on the card.
func foundInRoom(_ context.Context, s *bot.Shared) (bot.Public, error) {
	id := s.Args.Part(0)
	a, not, err := onCard(s, id)
	if err != nil || not != nil {
		return refusal(not), err
	}
	state := Found
	if a.Account != s.Who {
		may, err := s.Moderates()
		if err != nil || !may {
			return bot.Aside(notYours()), err
		}
		state = Closed
	}
	card, err := finish(s, id, a, state)
	return bot.Aside(nowClosed()).And(card), err
}

// onCard is the open ask of a tapped card; not says why it cannot be answered.
func onCard(s *bot.Shared, id string) (a Ask, not *bot.Message, err error) {
	a, err = Asks.Get(s.Data, id)
	if errors.Is(err, store.ErrNotFound) {
		m := unknownCard()
		return a, &m, nil
	}
	if err == nil && a.State != Open {
		m := alreadyClosed()
		return a, &m, nil
	}
	return a, nil, err
}

// answerable is the open ask of a tapped card that somebody else may answer; not says why
// she cannot. Who asked and has left the chat is found out here, at the latest.
func answerable(ctx context.Context, s *bot.Shared, id string) (a Ask, not *bot.Message, err error) {
	a, not, err = onCard(s, id)
	if err != nil || not != nil {
		return a, not, err
	}
	if a.Account == s.Who {
		m := yourOwn()
		return a, &m, nil
	}
	gone, err := hasLeft(ctx, s, a.Account)
	if err == nil && gone {
		m := alreadyClosed()
		return a, &m, nil
	}
	return a, nil, err
}

// hasLeft says whether who asked is in the chat no more, and forgets her then.
func hasLeft(ctx context.Context, s *bot.Shared, who bot.Account) (bool, error) {
	standing, err := s.Standing(who)
	if err != nil || standing != bot.Outside {
		return false, err
	}
	return true, Gone(ctx, s, who)
}

func refusal(m *bot.Message) bot.Public {
	if m == nil {
		return bot.Public{}
	}
	return bot.Aside(*m)
}

// Gone closes what somebody asked who is in the circle no more, forgets it, and forgets
// that she answered others.
func Gone(_ context.Context, s *bot.Shared, who bot.Account) error {
	key, err := s.Key(who)
	if err != nil {
		return err
	}
	all, err := store.Collect(Asks.All(s.Data))
	if err != nil {
		return err
	}
	for _, e := range all {
		if err := countings.Delete(s.Data, countingOf(e.ID, key)); err != nil {
			return err
		}
		if e.Value.Account != who || e.Value.State.hidden() {
			continue
		}
		gone := e.Value
		gone.State, gone.Account, gone.Key = TakenBack, bot.Account{}, ""
		gone.Need = Need{}
		if err := errors.Join(Asks.Put(s.Data, e.ID, gone), forgetCounted(s, e.ID), s.RemindAt(endAlarm, e.ID, s.Now)); err != nil {
			return err
		}
	}
	return nil
}

// Kept is the asks of a circle as moderators see them.
func Kept() circle.Kept {
	return circle.Kept{Kind: "ask", Name: keptName, List: records, Remove: remove}
}

// records lists what the room still shows, the newest first.
func records(circles store.CircleTx) (out []circle.Record, err error) {
	for e, err := range Asks.All(circles) {
		if err != nil {
			return nil, err
		}
		if !e.Value.State.hidden() {
			out = append([]circle.Record{{ID: e.ID, Line: e.Value.Need.brief()}}, out...)
		}
	}
	return out, nil
}

// remove takes an ask down: nothing of it is shown any more.
func remove(_ context.Context, s *bot.Shared, id string) (circle.Removed, error) {
	a, err := Asks.Get(s.Data, id)
	if err == nil && a.State.hidden() {
		err = store.ErrNotFound
	}
	if err != nil {
		return circle.Removed{}, err
	}
	what := whatWasAsked(a.Need.brief())
	card, err := finish(s, id, a, Removed)
	return circle.Removed{Of: a.Account, What: what, Room: card}, err
}
