package ask

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/courtesy"
	"referout/handlers/prefs"
	"referout/store"
)

// mine is an open ask of hers, and where it stands.
type mine struct {
	circle bot.Circle
	id     string
	Ask
}

// openAsks is what she asks in all her circles, the newest last.
func openAsks(p *bot.Personal) (out []mine, err error) {
	all, err := p.Circles()
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		_, space, err := p.Circle(c.ID)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		open, err := openBy(p, c, space)
		if err != nil {
			return nil, err
		}
		for _, e := range open {
			out = append(out, mine{c, e.ID, e.Value})
		}
	}
	return out, nil
}

// list shows her open asks, with the answers of the only one.
func list(_ context.Context, p *bot.Personal) (bot.Private, error) {
	open, err := openAsks(p)
	if err != nil {
		return bot.Private{}, err
	}
	earlier, err := earlierThan(p, open)
	if err != nil {
		return bot.Private{}, err
	}
	if len(open) == 1 && len(earlier) == 0 {
		return page(p, open[0], 0)
	}
	m := yourAsks(len(open))
	for i, a := range open {
		if i == bot.MostItems {
			m = m.Add(andMore())
			break
		}
		m = m.Add(bot.Item(askLine(a, until(p, a.Ask)), bot.Do("Show", showAction, a.circle.ID, a.id)))
	}
	if len(earlier) > 0 {
		m = m.With(bot.Do("Earlier answers", showAction, "", ""))
	}
	return bot.Whisper(m), nil
}

// until is when an ask closes, on her clock.
func until(p *bot.Personal, a Ask) string {
	wall := when.Wall(a.Until.In(p.Now.Location()))
	return when.Day(courtesy.Day(wall), prefs.Today(p))
}

// earlierThan is the answers to asks that are not open any more, the newest first.
func earlierThan(p *bot.Personal, open []mine) (out []store.Entry[Answer], err error) {
	for e, err := range Answers.All(p.Data) {
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(open, func(a mine) bool { return a.id == e.Value.Ask }) {
			out = append(out, e)
		}
	}
	slices.Reverse(out)
	return out, nil
}

// showAsk shows the answers to one ask, or those to asks that are over.
func showAsk(_ context.Context, p *bot.Personal) (bot.Private, error) {
	from, err := strconv.Atoi(p.Args.Part(2))
	if err != nil || from < 0 {
		from = 0
	}
	open, err := openAsks(p)
	if err != nil {
		return bot.Private{}, err
	}
	id := p.Args.Part(1)
	if at := slices.IndexFunc(open, func(a mine) bool { return a.id == id }); at >= 0 {
		return page(p, open[at], from)
	}
	earlier, err := earlierThan(p, open)
	if err != nil {
		return bot.Private{}, err
	}
	if len(earlier) == 0 {
		return bot.Whisper(nothingEarlier()), nil
	}
	m := withAnswers(earlierAnswers(len(earlier)), earlier, from, true, "", "")
	return bot.Whisper(m.With(bot.Do("Forget these", dropAction, strconv.Itoa(len(earlier))))), nil
}

// page shows an open ask of hers and some of its answers.
func page(p *bot.Personal, a mine, from int) (bot.Private, error) {
	all, err := store.Collect(Answers.By(p.Data, "ask", a.id))
	if err != nil {
		return bot.Private{}, err
	}
	slices.Reverse(all)
	m := withAnswers(openAskText(a, len(all), until(p, a.Ask)), all, from, false, a.circle.ID, a.id)
	return bot.Whisper(m).Offering(found(a.circle.ID, a.id, ""), takenBack(a.circle.ID, a.id)), nil
}

// withAnswers adds a page of answers with a button each.
func withAnswers(m bot.Message, all []store.Entry[Answer], from int, told bool, parts ...string) bot.Message {
	if from >= len(all) {
		from = 0
	}
	to := min(from+bot.MostItems, len(all))
	for _, e := range all[from:to] {
		m = m.Add(bot.Item(answerLine(e.Value, told), bot.Do("Save", saveAction, e.ID)))
	}
	if to < len(all) {
		m = m.With(bot.Do("More", showAction, append(parts, strconv.Itoa(to))...))
	}
	return m
}

// dropAnswers forgets the answers to asks that are over.
func dropAnswers(_ context.Context, p *bot.Personal) (bot.Private, error) {
	open, err := openAsks(p)
	if err != nil {
		return bot.Private{}, err
	}
	earlier, err := earlierThan(p, open)
	if err != nil {
		return bot.Private{}, err
	}
	for _, e := range earlier {
		if err := Answers.Delete(p.Data, e.ID); err != nil {
			return bot.Private{}, err
		}
	}
	return prefs.Undoable(p, bot.Whisper(answersForgotten(len(earlier)).With(bot.UndoChoice())), didForget)
}
