package duty

import (
	"context"
	"errors"
	"slices"
	"time"

	"referout/bot"
	"referout/handlers/courtesy"
	"referout/handlers/guide"
	"referout/store"
)

// answering wraps what an answer does to a live duty: old, doubled and forged
// taps find it gone, closed or in another round and change nothing. Its first part
// is the duty's ref.
func answering(do func(desk, string, Duty) (bot.Private, error)) func(context.Context, *bot.Personal) (bot.Private, error) {
	return func(_ context.Context, p *bot.Personal) (bot.Private, error) {
		k, err := at(p)
		if err != nil {
			return bot.Private{}, err
		}
		id, current := unref(p.Args.Part(0))
		d, err := k.get(id)
		if errors.Is(err, store.ErrNotFound) {
			return k.gone()
		}
		if err != nil {
			return bot.Private{}, err
		}
		if !d.Live() || !current(d) {
			return k.already(id, d)
		}
		return do(k, id, d)
	}
}

// gone answers a tap on a duty that was removed; a list stays.
func (k desk) gone() (bot.Private, error) {
	if k.listed() {
		return k.answered(bot.Message{})
	}
	return bot.Whisper(goneDuty()), nil
}

// already shows how a duty was answered; a list stays.
func (k desk) already(id string, d Duty) (bot.Private, error) {
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	labels := didAnswer(d, name)
	if k.listed() {
		return k.answered(bot.Message{}, labels...)
	}
	out, err := k.page(id)
	if err != nil {
		return bot.Private{}, err
	}
	undo, err := k.undoBefore(labels)
	return out.Add(bot.Compose(notedBefore()).With(undo...)), err
}

// answered repeats what was said to an answer given before; a list stays below it.
func (k desk) answered(said bot.Message, labels ...string) (bot.Private, error) {
	out, err := k.above(said.Add(notedBefore()))
	if err != nil {
		return bot.Private{}, err
	}
	undo, err := k.undoBefore(labels)
	return out.Add(bot.Message{Choices: undo}), err
}

// undoBefore is [Undo] for an answer given before, if that was the last thing done.
func (k desk) undoBefore(labels []string) ([]bot.Choice, error) {
	handling, label, err := k.LastUndo()
	if err != nil || !slices.Contains(labels, label) {
		return nil, store.IgnoreMissing(err)
	}
	return []bot.Choice{bot.Do("Undo", bot.UndoAction, handling)}, nil
}

// above is a message alone, or over the list that was tapped.
func (k desk) above(said bot.Message) (bot.Private, error) {
	if !k.listed() {
		return bot.Whisper(said), nil
	}
	list, shown, err := k.relisted()
	return bot.Whisper(said.Add(list.Blocks...).With(list.Choices...)).About(shown...), err
}

// closes saves a state and shows it in place: in the list, or alone.
func (k desk) closes(id string, d Duty, state State, label string) (bot.Private, error) {
	if err := k.save(id, d, state); err != nil {
		return bot.Private{}, err
	}
	if k.listed() {
		return k.settled(label, bot.Message{})
	}
	out, err := k.page(id)
	return k.undoable(out, label), err
}

// settled is the answer to a tap, with [Undo]: the given message, and in a list the
// list below it.
func (k desk) settled(label string, said bot.Message) (bot.Private, error) {
	out, err := k.above(said)
	return k.undoable(out, label), err
}

func (k desk) undoable(out bot.Private, label string) bot.Private {
	return out.Add(bot.Message{Choices: []bot.Choice{bot.UndoChoice()}}).Undoable(label, k.prefs.UndoUntil(k.Personal))
}

// ask asks about a duty in place; a list stays below the question. The answer comes
// back to the action with the duty's ref.
func (k desk) ask(action, id string, d Duty, question bot.Message) (bot.Private, error) {
	out := bot.Whisper(question).About(id)
	if k.listed() {
		var err error
		if out, err = k.above(question); err != nil {
			return bot.Private{}, err
		}
	}
	return out.Asks(action, ref(id, d)), nil
}

func written(k desk, id string, d Duty) (bot.Private, error) {
	if d.Kind != Note {
		return k.page(id)
	}
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	if d.State == Written {
		return k.answered(k.writtenNow(id, name), didWrite(name))
	}
	if err := k.Hush(alarmKind, id); err != nil {
		return bot.Private{}, err
	}
	if err := errors.Join(k.save(id, d, Written), k.ensureDigest()); err != nil {
		return bot.Private{}, err
	}
	out, err := k.settled(didWrite(name), k.writtenNow(id, name))
	if !k.listed() {
		out = out.About(id)
	}
	return out, err
}

// writtenNow is what is said to [Written], with the next step where it stands alone.
func (k desk) writtenNow(id, name string) bot.Message {
	if k.listed() {
		return writtenMessage(name)
	}
	return writtenMessage(name).With(bot.Do("Delivered", "sent", id))
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
	line := d.Lines[0]
	line.Occasion = guide.TheyWent
	return k.thankFor(d.Whom, line)
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
	return k.closes(id, d, Done, didClose(name))
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
	return k.settled(didPostpone(name), postponed(name, k.spoken(wall), k.today()))
}

func (k desk) push(id string, d Duty, wall time.Time, elapsed bool) error {
	if d.Kind == FollowUp {
		d.From = wall
	}
	if err := errors.Join(k.fresh(id), k.save(id, d, d.State)); err != nil {
		return err
	}
	if elapsed {
		return errors.Join(k.RemindAt(alarmKind, id, k.Now.Add(wall.Sub(k.now))), k.ensureDigest())
	}
	return k.remind(id, wall)
}

// TakenBack is what is said to [Undo], over what the message showed before: its list,
// or the one duty that is owed again.
func TakenBack(p *bot.Personal, said bot.Message) (bot.Private, error) {
	k, err := at(p)
	if err != nil {
		return bot.Private{}, err
	}
	if !p.Args.Tapped || len(p.Args.About) == 0 {
		return bot.Whisper(said), nil
	}
	if k.listed() {
		return k.above(said)
	}
	d, err := k.get(p.Args.About[0])
	if err != nil || !d.Live() || d.ahead(k.now) {
		return bot.Whisper(said), store.IgnoreMissing(err)
	}
	page, err := k.livePage(p.Args.About[0], d)
	return bot.Whisper(said.Add(page.Blocks...).With(page.Choices...)).About(p.Args.About...), err
}
