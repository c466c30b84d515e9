package ask

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"referout/bot"
	"referout/handlers/guide"
	"referout/handlers/listing"
	"referout/handlers/people"
	"referout/handlers/scrub"
	"referout/handlers/sign"
	"referout/store"
)

// What somebody without a listing says of herself.

const introFormName = "askintro"

// Hidden values of the form.
const (
	circleKey = "circle"
	askKey    = "ask"
)

// introduce asks who has no listing for a few words about herself.
func introduce(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	name, err := p.CircleName(l.Circle, theGroup)
	m := whoAreYou(name, l.What.Get(forLine))
	return bot.Whisper(m.With(bot.Do("Tell them", introAction, l.Circle, l.Ref), bot.Do("Not now", noTipAction))), err
}

func beginIntro(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	_, not, err := openAsk(p, p.Args.Part(0), p.Args.Part(1))
	if err != nil || not != nil {
		return said(not), err
	}
	filled := map[string]string{circleKey: p.Args.Part(0), askKey: p.Args.Part(1)}
	if p.Args.Part(2) != "" { // [Change]: what was said before is asked for anew
		return p.StartForm(introFormName, filled)
	}
	name, err := sign.Name(ctx, p, p.Args.Part(0))
	if name != "" {
		filled[nameLine] = name
	}
	if err != nil {
		return bot.Private{}, err
	}
	return p.StartForm(introFormName, filled)
}

// openAsk is an open ask in a circle of hers; not says why there is none.
func openAsk(p *bot.Personal, circle, id string) (a Ask, not *bot.Message, err error) {
	_, space, err := p.Circle(circle)
	if errors.Is(err, store.ErrNotFound) {
		m := notInIt()
		return a, &m, nil
	}
	if err != nil {
		return a, nil, err
	}
	a, open, err := openOf(space, id)
	if err == nil && !open {
		m := alreadyClosed()
		return a, &m, nil
	}
	return a, nil, err
}

func introForm() bot.Form {
	return bot.Form{Name: introFormName, Done: introFilled, Fields: []bot.Field{
		introField(nameLine, nameLabel, askYourName, 80, true),
		introField(tradeLine, tradeLabel, askYourTrade, 60, true),
		introField(contactLine, contactLabel, askYourContact, 80, true),
		introField(wordsLine, wordsLabel, askYourWords, 120, false),
	}}
}

func introField(name, label, ask string, most int, required bool) bot.Field {
	return bot.Field{Name: name, Label: label, Ask: ask, Required: required,
		Parse: func(_ *bot.Personal, answer string) (string, error) {
			if err := people.NotBare(answer); err != nil {
				return "", err
			}
			text, out := colleague(answer)
			if text == "" && len(out) > 0 {
				return "", bot.Errorf("%s", nothingLeft(out))
			}
			switch {
			case name == nameLine && text != "":
				if text, err := people.ReadName(text); err != nil {
					return text, err
				}
			case name == tradeLine:
				text = inFull(text, most)
			case name == contactLine && !listing.Reaches(text):
				return "", bot.Errorf("%s", listing.NoReach)
			}
			return short(text, most)
		},
		Spread: func(_ *bot.Personal, answer string) (map[string]string, error) {
			_, out := colleague(answer)
			return map[string]string{outKey(name): out.Code()}, nil
		},
	}
}

// inFull is a trade as listings call it, "Physical therapist, hips" for "PT, hips", where it
// stands first and alone, and has room for that.
func inFull(text string, most int) string {
	code, from, to, ok := guide.FindSpecialty(text)
	if !ok || from != 0 {
		return text
	}
	rest := strings.TrimLeft(text[to:], ".")
	if rest != "" && rest[0] != ',' {
		return text
	}
	full := guide.SpecialtyName(code) + rest
	if utf8.RuneCountInString(full) > most {
		return text
	}
	return full
}

// introFilled shows exactly what who asks would be told.
func introFilled(_ context.Context, p *bot.Personal, answers map[string]string) (bot.Private, error) {
	circle, id := answers[circleKey], answers[askKey]
	a, not, err := openAsk(p, circle, id)
	if err != nil || not != nil {
		return said(not), err
	}
	var what bot.Enclosure
	var out scrub.Kinds
	for _, f := range introForm().Fields {
		what = what.Write(f.Name, f.Label, answers[f.Name])
		out.AddCode(answers[outKey(f.Name)])
	}
	if _, err := sign.Keep(p, answers[nameLine]); err != nil && !errors.As(err, new(*bot.Error)) {
		return bot.Private{}, err
	}
	m := keptBack(out, thisIsTold(a.Need.brief()))
	m = introButtons(m, circle, id)
	return bot.Whisper(m).Corrects(introElseAction, circle, id).Offering(bot.Offer{
		Label: "Send", Style: bot.Primary, Circle: circle, Kind: selfMail, Ref: id, What: what, After: introSentAction,
	}), nil
}

func introButtons(m bot.Message, circle, id string) bot.Message {
	return m.With(bot.Do("Change", introAction, circle, id, "again"), bot.Do("Not now", noTipAction))
}

// introElse answers what was typed below what would be told.
func introElse(_ context.Context, p *bot.Personal) (bot.Private, error) {
	circle, id := p.Args.Part(0), p.Args.Part(1)
	_, not, err := openAsk(p, circle, id)
	if err == nil && not != nil && !p.Args.Tapped {
		return bot.Private{}, bot.ErrNoMatch
	}
	if err != nil || not != nil {
		return said(not), err
	}
	return bot.Whisper(introButtons(changedNothing(), circle, id)).Corrects(introElseAction, circle, id), nil
}

func introSent(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return bot.Whisper(introduced()), nil
}
