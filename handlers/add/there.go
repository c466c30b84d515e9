package add

import (
	"context"
	"errors"
	"strconv"

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

func startRhythm(p *bot.Personal, m bot.Message, id, office string, answer courtesy.LastThere) (bot.Private, error) {
	name, err := people.Name(p.Data, office)
	if err != nil {
		return bot.Private{}, err
	}
	_, running, err := duty.VisitBy(p, office)
	if err != nil {
		return bot.Private{}, err
	}
	if !running {
		err = errors.Join(duty.LastThere(p, office, answer), duty.MarkAsked(p, office))
	}
	if err != nil {
		return bot.Private{}, err
	}
	due, known, err := duty.VisitBy(p, office)
	if err != nil {
		return bot.Private{}, err
	}
	if known {
		m = m.Add(nextVisit(due, prefs.Today(p)))
	}
	m = m.With(changeChoice(id), bot.UndoChoice())
	return bot.Whisper(m).Undoable(didSayThere(name), duty.UndoUntil(p)), nil
}
