package add

import (
	"context"
	"errors"

	"referout/bot"
	"referout/handlers/duty"
	"referout/handlers/events"
	"referout/handlers/people"
	"referout/store"
)

var lines = store.Table[people.Draft]{Name: "addline", Volatile: true}

// hold keeps a line until its question is answered: only what was understood.
func hold(p *bot.Personal, l people.Line) error {
	return lines.Put(p.Data, p.Seat(), people.DraftOf(l))
}

// release gives the line back and forgets it; ok is false if there is none.
func release(p *bot.Personal) (l people.Line, ok bool, err error) {
	d, err := lines.Get(p.Data, p.Seat())
	if errors.Is(err, store.ErrNotFound) {
		return people.Line{}, false, nil
	}
	if err != nil {
		return people.Line{}, false, err
	}
	return d.Line(), true, lines.Delete(p.Data, p.Seat())
}

// answering runs what a question about a held line leads to.
func answering(p *bot.Personal, do func(people.Line) (bot.Private, error)) (bot.Private, error) {
	l, ok, err := release(p)
	if err != nil {
		return bot.Private{}, err
	}
	if !ok {
		return bot.Whisper(answered()), nil
	}
	return do(l)
}

// update answers [Update …]: what the line says replaces what was kept.
func update(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return answering(p, func(l people.Line) (bot.Private, error) {
		id := p.Args.Part(0)
		if err := merge(p, id, l); errors.Is(err, store.ErrNotFound) {
			return bot.Whisper(gone()), nil
		} else if err != nil {
			return bot.Private{}, err
		}
		return changed(p, id)
	})
}

// merge updates somebody; where they leave an office of their own for one of the
// book, what happened there goes with them.
func merge(p *bot.Personal, id string, l people.Line) error {
	left, err := people.Merge(p, id, l)
	if err != nil || left == "" {
		return err
	}
	office, err := people.OfficeOf(p.Data, id)
	if err != nil {
		return err
	}
	if err := takeAlong(p.Data, left, office); err != nil {
		return err
	}
	if err := errors.Join(duty.MoveNotes(p, left, office), duty.Forget(p, left)); err != nil {
		return err
	}
	return duty.Reckon(p, office)
}

// takeAlong moves what happened at one office to another.
func takeAlong(s store.Space, from, to string) error {
	theirs, err := store.Collect(events.Events.By(s, "office", from))
	if err != nil {
		return err
	}
	for _, e := range theirs {
		e.Value.Office = to
		if err := events.Events.Put(s, e.ID, e.Value); err != nil {
			return err
		}
	}
	return nil
}

// addAnyway answers [A different person].
func addAnyway(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return answering(p, func(l people.Line) (bot.Private, error) { return place(p, l) })
}

// drop answers [Forget it].
func drop(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return answering(p, func(people.Line) (bot.Private, error) { return bot.Whisper(dropped()), nil })
}

// askOffice asks where somebody on the staff works.
func askOffice(p *bot.Personal, l people.Line) (bot.Private, error) {
	if err := hold(p, l); err != nil {
		return bot.Private{}, err
	}
	out, err := people.AskOffice(p, l.Name, officeAction)
	if l.Rest != "" {
		out = out.Add(bot.Compose(notKept(l.Rest)))
	}
	return out, err
}

// chooseOffice takes the office tapped or typed.
func chooseOffice(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return answering(p, func(l people.Line) (bot.Private, error) {
		if p.Args.Tapped {
			return placeAt(p, l, p.Args.Part(0))
		}
		name, err := people.ReadPlace(p.Args.Words, "office")
		if err != nil {
			return again(p, l, err)
		}
		hits, _, err := people.Match(p, name, people.Filter{Offices: true})
		if err != nil {
			return bot.Private{}, err
		}
		if len(hits) == 1 && !hits[0].Guess {
			return placeAt(p, l, hits[0].ID)
		}
		l.OfficeName = name
		return place(p, l)
	})
}

// again asks once more, saying what was wrong.
func again(p *bot.Personal, l people.Line, trouble error) (bot.Private, error) {
	out, err := askOffice(p, l)
	return out.Add(bot.Compose(bot.Say("%s", trouble.Error()))), err
}

func placeAt(p *bot.Personal, l people.Line, office string) (bot.Private, error) {
	if _, err := people.Offices.Get(p.Data, office); errors.Is(err, store.ErrNotFound) {
		return askOffice(p, l)
	} else if err != nil {
		return bot.Private{}, err
	}
	id, err := people.SaveAt(p, l, office)
	if err != nil {
		return bot.Private{}, err
	}
	return saved(p, id, l)
}
