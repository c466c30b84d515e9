package add

import (
	"context"
	"errors"
	"strconv"
	"time"

	"referout/bot"
	"referout/handlers/courtesy"
	"referout/handlers/duty"
	"referout/handlers/people"
	"referout/handlers/prefs"
	"referout/store"
)

// skipped is the answer [Skip]; the others are courtesy's.
const skipped courtesy.LastThere = 0

// askThere asks when she was last at an office, once for each office.
func askThere(p *bot.Personal, m bot.Message, id, office string) (bot.Message, error) {
	asked, err := duty.ThereAsked(p, office)
	if err != nil || asked {
		return m, err
	}
	name, err := people.Name(p.Data, office)
	if err != nil {
		return m, err
	}
	m = m.Add(whenLastThere(name))
	for _, a := range []struct {
		label  string
		answer courtesy.LastThere
	}{
		{"This month", courtesy.ThisMonth}, {"3 months", courtesy.ThreeMonths}, {"Half a year", courtesy.HalfAYear},
		{"Never", courtesy.Never}, {"Skip", skipped},
	} {
		m = m.With(bot.Do(a.label, thereAction, id, strconv.Itoa(int(a.answer)), p.Handling()))
	}
	return m, duty.MarkAsked(p, office)
}

// there takes the answer: the office's visit rhythm starts, no note is owed. What
// answers nothing leaves [Undo] for the adding; the other answers have their own.
func there(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id, handling := p.Args.Part(0), p.Args.Part(2)
	answer, err := strconv.Atoi(p.Args.Part(1))
	if err != nil {
		return bot.Whisper(gone()), nil
	}
	m, office, err := card(p, id)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(gone()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	given := courtesy.LastThere(answer)
	if _, dated := given.Day(prefs.Now(p)); !dated {
		return bot.Whisper(m.With(changeChoice(id), bot.Do("Undo", bot.UndoAction, handling))), nil
	}
	return startRhythm(p, m, id, office, given)
}

// startRhythm keeps the answer, once: tapped again, the card comes back as it is.
func startRhythm(p *bot.Personal, m bot.Message, id, office string, answer courtesy.LastThere) (bot.Private, error) {
	name, err := people.Name(p.Data, office)
	if err != nil {
		return bot.Private{}, err
	}
	due, running, err := duty.VisitBy(p, office)
	if err != nil {
		return bot.Private{}, err
	}
	undo := bot.UndoChoice()
	if running {
		undo, err = undoBefore(p, name)
	} else {
		due, err = firstAnswer(p, office, answer)
	}
	if err != nil {
		return bot.Private{}, err
	}
	m = m.Add(nextVisit(due, prefs.Today(p))).With(changeChoice(id), undo)
	return prefs.Undoable(p, bot.Whisper(m), didSayThere(name))
}

// firstAnswer starts the rhythm and gives the day of the next visit.
func firstAnswer(p *bot.Personal, office string, answer courtesy.LastThere) (due time.Time, err error) {
	if err := errors.Join(duty.LastThere(p, office, answer), duty.MarkAsked(p, office)); err != nil {
		return time.Time{}, err
	}
	due, _, err = duty.VisitBy(p, office)
	return due, err
}

// undoBefore is [Undo] for the same answer given before, if that was the last
// thing done.
func undoBefore(p *bot.Personal, office string) (bot.Choice, error) {
	handling, label, err := p.LastUndo()
	if err == nil && label == didSayThere(office) {
		return bot.Do("Undo", bot.UndoAction, handling), nil
	}
	return bot.UndoChoice(), store.IgnoreMissing(err)
}
