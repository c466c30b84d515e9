package pass

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"referout/bot"
	"referout/handlers/events"
	"referout/handlers/guide"
	"referout/handlers/listing"
	"referout/handlers/people"
	"referout/handlers/prefs"
	"referout/handlers/referral"
	"referout/store"
)

// arrive tells a colleague that someone may call. Her book keeps that somebody was sent
// to her, and by whom.
func arrive(ctx context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	line := people.Line{Name: l.What.Get(fromLine), Specialty: l.What.Get(tradeLine), City: l.What.Get(areaLine)}
	line.Reach(l.What.Get(contactLine))
	if payers := l.What.Get(payersLine); payers != "" {
		line.Payers = strings.Split(payers, ", ")
	}
	person, added, err := inBook(ctx, p, line)
	if err != nil {
		return bot.Private{}, err
	}
	k, err := referral.Inbound(p, people.Chosen{ID: person, Day: prefs.Today(p), New: added})
	if err != nil {
		return bot.Private{}, err
	}
	mental, err := forMind(p, l.Circle)
	if err != nil {
		return bot.Private{}, err
	}
	row := passed{Other: l.From, Name: line.Name, Event: k.Event, At: p.Now.UTC()}
	m := k.Said(someoneSent(line.Name, k, added, mental, prefs.Today(p)))
	out, err := prefs.Undoable(p, bot.Whisper(m), didArrive(line.Name))
	if err != nil || mental {
		return out, err
	}
	return out.Offering(statuses(row, l.Ref)...), keep(ins, p, l.Ref, row)
}

// forMind says whether her own listing is one of mental health: then nothing goes back.
func forMind(p *bot.Personal, circle string) (bool, error) {
	mine, _, err := listing.In(p, circle)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	s, _ := guide.SpecialtyOf(mine.Specialty)
	return s.MentalHealth, err
}

// statuses are the words that may go back, the one that was said last left out.
func statuses(row passed, id string) (out []bot.Offer) {
	for _, s := range []State{Called, Booked, NoContact} {
		if s == row.State {
			continue
		}
		out = append(out, bot.Offer{Label: s.label(), Person: row.Other, Kind: s.mail(), Ref: id,
			After: statedAction, Parts: []string{id, strconv.Itoa(int(s))}})
	}
	return out
}

func (s State) mail() string {
	switch s {
	case Called:
		return calledMail
	case Booked:
		return bookedMail
	}
	return nobodyMail
}

// stated answers a status; another one may follow.
func stated(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id := p.Args.Part(0)
	row, ok, err := find(ins, p.Data, id)
	if err != nil {
		return bot.Private{}, err
	}
	n, err := strconv.Atoi(p.Args.Part(1))
	if !ok || err != nil || n < int(Called) || n > int(NoContact) {
		return bot.Whisper(tooOld()).Anew(), nil
	}
	row.State = State(n)
	if err := ins.Put(p.Data, id, row); err != nil {
		return bot.Private{}, err
	}
	return bot.Whisper(youSaid(row)).Offering(statuses(row, id)...), nil
}

// heard tells the sender a status, with the tag in her own chart.
func heard(s State) func(context.Context, *bot.Personal, bot.Mail) (bot.Private, error) {
	return func(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
		row, ok, err := find(outs, p.Data, l.Ref)
		if err != nil || !ok || row.State == s {
			return bot.Private{}, err
		}
		row.State = s
		if err := outs.Put(p.Data, l.Ref, row); err != nil {
			return bot.Private{}, err
		}
		e, err := events.Events.Get(p.Data, row.Event)
		if store.IgnoreMissing(err) != nil {
			return bot.Private{}, err
		}
		return bot.Whisper(theySay(row, e.Tag)), nil
	}
}
