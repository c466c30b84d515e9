package people

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/courtesy"
	"referout/handlers/prefs"
)

// DayForm is how a day stands in buttons.
const DayForm = "20060102"

// dayOpen stands in buttons for a day that was typed, but has to be asked for.
const dayOpen = "ask"

// longAgo is how many years back something may have happened.
const longAgo = 50

// typedDate is what a text says about when.
type typedDate struct {
	text    string // for buttons; "" if it says nothing
	unclear *when.Unclear
}

// date takes the day out of the words.
func (in Intent) date(p *bot.Personal, words string) (rest string, d typedDate, err error) {
	if !in.Dated || words == "" {
		return words, typedDate{}, nil
	}
	found, ok, err := when.Find(words, p.Now, when.Past)
	unclear := (*when.Unclear)(nil)
	if errors.As(err, &unclear) {
		return cutOut(words, unclear.From, unclear.To), typedDate{text: dayOpen, unclear: unclear}, nil
	}
	if err != nil {
		return words, typedDate{}, err
	}
	if !ok {
		if unclear, ok = when.Meant(words); !ok {
			return words, typedDate{}, nil
		}
		return cutOut(words, unclear.From, unclear.To), typedDate{text: dayOpen, unclear: unclear}, nil
	}
	return cutOut(words, found.From, found.To), typedDate{text: found.Wall.Format(DayForm)}, nil
}

// dayIn is the day that stands in front of "to": a time of day there is a client's
// appointment and says no day.
func (in Intent) dayIn(p *bot.Personal, words string) (typedDate, error) {
	found, ok, err := when.Find(words, p.Now, when.Past)
	if err != nil || !ok || found.Clock {
		return typedDate{}, nil
	}
	return typedDate{text: found.Wall.Format(DayForm)}, nil
}

// onto is where it begins to whom somebody was sent.
var onto = regexp.MustCompile(`(?i)(?:^|\s)(?:on )?to\s+`)

// mostOnto is how many words behind "to" may name somebody without a title.
const mostOnto = 4

// behindTo is the part of the words that names whom somebody was sent to, and what stands
// in front of it: who was sent, which nobody of the book is asked to match. sent is empty
// where no name follows.
func (in Intent) behindTo(words string) (whom, sent string) {
	if !in.Onto {
		return words, ""
	}
	for _, at := range onto.FindAllStringIndex(words, -1) {
		behind := tokens(words[at[1]:])
		if len(behind) == 0 || everyday(behind[0].text) && !isTitle(behind[0].text) || strings.TrimSpace(words[:at[0]]) == "" {
			continue
		}
		verb := len(behind) > mostOnto && !isTitle(behind[0].text) && !startsLarge(words[at[1]:])
		if !verb {
			return words[at[1]:], words[:at[0]]
		}
	}
	return words, ""
}

func startsLarge(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r)
}

func cutOut(text string, from, to int) string {
	return bot.OneLine(text[:from] + " " + text[to:])
}

// on is the day that is meant; ok is false where it must be asked for: it is
// open, unreadable, still to come or longer ago than anybody remembers.
func (a aside) on(today time.Time) (day time.Time, ok bool) {
	if a.day == "" {
		return today, true
	}
	day, err := time.Parse(DayForm, a.day)
	if err != nil {
		return today, false
	}
	return day, !day.After(today) && day.After(today.AddDate(-longAgo, 0, 0))
}

// askDay asks for a day that is unclear, or that cannot be.
func (in Intent) askDay(p *bot.Personal, id string, a aside, u *when.Unclear) (bot.Private, error) {
	today := prefs.Today(p)
	days := []time.Time{today, today.AddDate(0, 0, -1)}
	if u != nil {
		for _, o := range u.Options {
			if !o.After(today.AddDate(0, 0, 1)) {
				days = append(days, courtesy.Day(o))
			}
		}
	}
	m := askWhen(u)
	if a.left {
		m = m.Add(NotKept())
	}
	seen := map[time.Time]bool{}
	for _, d := range days {
		if !seen[d] {
			seen[d] = true
			m = m.With(bot.Do(dayLabel(d, today), in.Name, id, d.Format(DayForm), a.extra))
		}
	}
	others := in.offerOthers("", a)
	m = m.Add(others.Blocks...).With(others.Choices...).With(in.cancel())
	return bot.Whisper(m).Asks(in.Name+"day", id, a.extra), nil
}

// cancel leaves a question about a day.
func (in Intent) cancel() bot.Choice { return bot.Do(cancelLabel, in.Name+"end") }

func leftOpen(context.Context, *bot.Personal) (bot.Private, error) {
	return bot.Whisper(notAsked()), nil
}

// dayTyped takes the day that was typed in answer; tapped, it asks for one. A sentence
// of its own, "met Dr Lee on Monday", leaves the question and is understood as that.
func (in Intent) dayTyped(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	id, a := p.Args.Part(0), aside{extra: p.Args.Part(1)}
	if p.Args.Tapped {
		return in.askDay(p, id, a, nil)
	}
	found, err := when.Parse(p.Args.Words, p.Now, when.Past)
	unclear := (*when.Unclear)(nil)
	switch {
	case errors.As(err, &unclear):
		return in.askDay(p, id, a, unclear)
	case errors.Is(err, when.ErrNone):
		out, err := p.Sentence(ctx)
		if errors.Is(err, bot.ErrNoMatch) {
			return bot.Whisper(noDay().With(in.cancel())).Asks(in.Name+"day", id, a.extra), nil
		}
		return out, err
	case err != nil:
		return bot.Private{}, err
	}
	a.day = found.Wall.Format(DayForm)
	return in.act(ctx, p, id, a, false)
}
