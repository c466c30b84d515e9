package meetup

import (
	"errors"
	"strconv"

	"referout/bot"
	"referout/handlers/recur"
)

// ask asks for one field.
func (t taken) ask(f field, sorry string) bot.Private {
	m := question(f.label, sorry, f.ask)
	switch f.name {
	case rulesField:
		m = m.With(t.ruleButtons()...).With(bot.Do(onceLabel, fieldAction, t.id, f.name, nothing))
	case speakerField, seatsField, lengthField:
		m = m.With(bot.Do(noneLabel, fieldAction, t.id, f.name, nothing))
	}
	return bot.Whisper(m.With(bot.Do(notNowLabel, dropAction, t.id))).Asks(fieldAction, t.id, f.name)
}

// ruleButtons are the rhythms that may be meant, a button each.
func (t taken) ruleButtons() (out []bot.Choice) {
	for i, r := range t.rules() {
		out = append(out, bot.Do(r, fieldAction, t.id, rulesField, strconv.Itoa(i)))
	}
	return out
}

// rules are the rhythms that words, or else the day of a plan, may stand for.
func (t taken) rules() (out []string) {
	d, err := t.Plan.describe(t.now)
	if len(t.Rules) > 0 || err != nil || d.Wall.IsZero() {
		return t.Rules
	}
	for _, r := range recur.For(d.Wall) {
		out = append(out, r.String())
	}
	return out
}

// fieldAsked takes a field from a button, or what was typed; without either it asks.
func fieldAsked(p *bot.Personal, t taken) (bot.Private, error) {
	f, ok := fieldOf(p.Args.Part(1))
	if !ok || f.ask == "" {
		return t.goOn(p, trouble{})
	}
	text := p.Args.Words
	if p.Args.Tapped {
		text = p.Args.Part(2)
		if n, err := strconv.Atoi(text); err == nil && f.name == rulesField && n >= 0 && n < len(t.rules()) {
			text = t.rules()[n]
		}
	}
	if text == "" {
		return t.ask(f, ""), nil
	}
	err := t.set(f.name, text)
	if said := (*bot.Error)(nil); errors.As(err, &said) {
		return t.ask(f, said.Error()), nil
	}
	if err := errors.Join(err, t.keep(p)); err != nil {
		return bot.Private{}, err
	}
	return t.goOn(p, trouble{})
}

// set puts a field into the plan. A day that does not fit a new rhythm gives way to the
// first that does.
func (t *taken) set(name, text string) error {
	err := t.Plan.set(name, text, t.now, t.m.Facts)
	if t.Meeting == "" && t.Plan[name] == "" {
		delete(t.Plan, name) // there is nothing yet that it takes away
	}
	if err != nil || name != rulesField {
		return err
	}
	t.Rules = nil
	d, err := t.Plan.describe(t.now)
	if err == nil && d.Rule.Valid() && !d.Wall.IsZero() {
		t.Plan[whenField] = firstOf(d.Rule, d.Wall, t.now).Format(stamp)
	}
	return err
}
