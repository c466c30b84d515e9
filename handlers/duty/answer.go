package duty

import (
	"context"
	"errors"
	"time"

	"referout/bot"
	"referout/handlers/courtesy"
	"referout/handlers/guide"
	"referout/store"
)

// answering wraps what an answer does to a live duty: old, doubled and forged
// taps find it gone or closed and change nothing. Its first part is the duty.
func answering(do func(desk, string, Duty) (bot.Private, error)) func(context.Context, *bot.Personal) (bot.Private, error) {
	return func(_ context.Context, p *bot.Personal) (bot.Private, error) {
		k, err := at(p)
		if err != nil {
			return bot.Private{}, err
		}
		id := p.Args.Part(0)
		d, err := k.get(id)
		if errors.Is(err, store.ErrNotFound) {
			return bot.Whisper(goneDuty()), nil
		}
		if err != nil {
			return bot.Private{}, err
		}
		if !d.Live() {
			return k.already(id, d)
		}
		return do(k, id, d)
	}
}

// already shows how a closed duty ended; in a list the list stays.
func (k desk) already(id string, d Duty) (bot.Private, error) {
	if len(k.Args.About) > 1 {
		return k.relist()
	}
	return k.page(id)
}

// closes saves a state and shows it in place: in the list, or alone.
func (k desk) closes(id string, d Duty, state State, label string, extra ...bot.Choice) (bot.Private, error) {
	if err := k.save(id, d, state); err != nil {
		return bot.Private{}, err
	}
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	d.State = state
	line := closedLine(d, name)
	return k.settled(label, bot.Compose(bot.Para(line...)).With(extra...))
}

// settled is the answer to a tap: the list again if the message was one, else the
// given message; with [Undo].
func (k desk) settled(label string, alone bot.Message) (bot.Private, error) {
	out := bot.Whisper(alone)
	if len(k.Args.About) > 1 {
		var err error
		if out, err = k.relist(); err != nil {
			return bot.Private{}, err
		}
		out = out.Add(bot.Message{Choices: alone.Choices})
	}
	return out.Add(bot.Message{Choices: []bot.Choice{bot.UndoChoice()}}).Undoable(label, UndoUntil(k.Personal)), nil
}

// relist shows the tapped list in its present state.
func (k desk) relist() (bot.Private, error) {
	m, err := k.items(k.Args.About)
	return bot.Whisper(m).About(k.Args.About...), err
}

func written(k desk, id string, d Duty) (bot.Private, error) {
	if d.Kind != Note {
		return k.page(id)
	}
	if err := k.Hush(alarmKind, id); err != nil {
		return bot.Private{}, err
	}
	if err := errors.Join(k.save(id, d, Written), k.ensureDigest()); err != nil {
		return bot.Private{}, err
	}
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	out, err := k.settled(didWrite(name), writtenMessage(name, id))
	if len(k.Args.About) <= 1 {
		out = out.About(id)
	}
	return out, err
}

func delivered(k desk, id string, d Duty) (bot.Private, error) {
	if d.Kind != Note {
		return k.page(id)
	}
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	return k.closes(id, d, Done, didDeliver(name))
}

// skip leaves out a note or a question; a visit is left out this time, and the
// next is due in six months.
func skip(k desk, id string, d Duty) (bot.Private, error) {
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	if d.Kind != Visit {
		return k.closes(id, d, Skipped, didSkip(d, name))
	}
	d.Skip = k.today()
	d.History = append(d.History, Step{At: k.Now.UTC(), State: Skipped, By: k.Who.ID})
	due := courtesy.VisitDueAfterSkip(k.now)
	if err := k.begin(id, d, d.Whom, due, false); err != nil {
		return bot.Private{}, err
	}
	return k.settled(didSkip(d, name), visitSkipped(name, due, k.today()))
}

// went answers a follow-up: a thank-you note is owed at the next desk time.
func went(k desk, id string, d Duty) (bot.Private, error) {
	if d.Kind != FollowUp {
		return k.page(id)
	}
	if err := k.save(id, d, Done); err != nil {
		return bot.Private{}, err
	}
	return k.thankFor(d, guide.TheyWent)
}

// thankFor owes the note after a follow-up and says when it will be asked for.
func (k desk) thankFor(d Duty, occasion guide.Occasion) (bot.Private, error) {
	line := d.Lines[0]
	line.Occasion = occasion
	from, err := ThankNow(k.Personal, d.Whom, line)
	if err != nil {
		return bot.Private{}, err
	}
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	return k.settled(didAskNote(name), noteOwed(name, from, k.today()))
}

// unanswered closes a follow-up without news, offering the note all the same.
func unanswered(k desk, id string, d Duty) (bot.Private, error) {
	if d.Kind != FollowUp {
		return k.page(id)
	}
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	return k.closes(id, d, Done, didClose(name), thankAnyway(id))
}

// thank answers [Thank them anyway], on a follow-up that is closed.
func thank(_ context.Context, p *bot.Personal) (bot.Private, error) {
	k, err := at(p)
	if err != nil {
		return bot.Private{}, err
	}
	d, err := k.get(p.Args.Part(0))
	if errors.Is(err, store.ErrNotFound) || (err == nil && (d.Kind != FollowUp || len(d.Lines) == 0)) {
		return bot.Whisper(goneDuty()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	if thanked, err := k.thanked(d); err != nil || thanked {
		return bot.Whisper(alreadyThanked()), err
	}
	return k.thankFor(d, guide.OutboundReferral)
}

// thanked says whether a note already thanks for the follow-up's referral.
func (k desk) thanked(d Duty) (bool, error) {
	for e, err := range Duties.By(k.Data, "whom", d.Whom) {
		if err != nil {
			return false, err
		}
		for _, l := range e.Value.Lines {
			if e.Value.Kind == Note && l.Event != "" && l.Event == d.Lines[0].Event {
				return true, nil
			}
		}
	}
	return false, nil
}

// noMore ends the visits to an office.
func noMore(k desk, id string, d Duty) (bot.Private, error) {
	if d.Kind != Visit {
		return k.page(id)
	}
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	return k.closes(id, d, Ended, didEnd(name))
}

// postpone moves a duty to a wall time, or to an instant if it counts from now.
func (k desk) postpone(id string, d Duty, wall time.Time, elapsed bool) (bot.Private, error) {
	if err := k.push(id, d, wall, elapsed); err != nil {
		return bot.Private{}, err
	}
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	return k.settled(didPostpone(name), postponed(d, name, wall, k.today()))
}

func (k desk) push(id string, d Duty, wall time.Time, elapsed bool) error {
	if d.Kind == FollowUp {
		d.From = wall
	}
	if err := errors.Join(k.fresh(id), k.save(id, d, Open)); err != nil {
		return err
	}
	if elapsed {
		return errors.Join(k.RemindAt(alarmKind, id, k.Now.Add(wall.Sub(k.now))), k.ensureDigest())
	}
	return k.remind(id, wall)
}
