package settings

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/courtesy"
	"referout/handlers/duty"
	"referout/handlers/prefs"
	"referout/store"
)

func settingsTables() []store.Keeper { return []store.Keeper{prefs.Settings} }

// settings shows everything that can be set, with a button each.
func settings(_ context.Context, p *bot.Personal) (bot.Private, error) {
	have, err := prefs.Of(p)
	if err != nil {
		return bot.Private{}, err
	}
	accounts, err := p.Accounts()
	if err != nil {
		return bot.Private{}, err
	}
	now := prefs.Now(p)
	_, isAway := have.Away(now)
	m := settingsCard(have, isAway, cityOf(p.Who.Zone), now, accounts).With(settingsChoices(have, isAway)...)
	elsewhere, err := p.PingsElsewhere()
	if elsewhere {
		m = m.With(bot.Do("Remind me here", "pingshere"))
	}
	return bot.Whisper(m), err
}

// pingsHere brings the reminders to the chat that asks.
func pingsHere(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return bot.Whisper(pingsAreHere()), p.PingsHere()
}

func settingsChoices(have prefs.Prefs, isAway bool) []bot.Choice {
	out := []bot.Choice{
		bot.Do("Time zone", "setzone"), bot.Do("Working days", "days"), bot.Do("Desk time", "hour", "desk"),
		bot.Do("Visits", "hour", "visit"), bot.Do("Digest", "hour", "digest"),
	}
	if isAway {
		out = append(out, bot.Do("I'm back", "back"))
	} else {
		out = append(out, bot.Do("Away until…", "away"))
	}
	return append(out, bot.Do(tagsLabel(have.NoTags), "tags"), bot.Do("Recovery code", "recover"))
}

// workdays toggles a weekday; without one it shows the seven.
func workdays(_ context.Context, p *bot.Personal) (bot.Private, error) {
	have, err := prefs.Of(p)
	if err != nil {
		return bot.Private{}, err
	}
	old := have.Rhythm
	if n, err := strconv.Atoi(p.Args.Part(0)); err == nil && n >= 0 && n < 7 {
		have.Rhythm.Workdays[n] = !have.Rhythm.Workdays[n]
		if have.Rhythm.Workdays == [7]bool{} {
			return bot.Whisper(oneDayAtLeast().With(dayChoices(old)...)), nil
		}
		if err := settle(p, have, old); err != nil {
			return bot.Private{}, err
		}
	}
	out := bot.Whisper(workdaysCard(have.Rhythm).With(dayChoices(have.Rhythm)...).With(bot.Do(allSettings, "settings"), bot.UndoChoice()))
	return prefs.Undoable(p, out, didDays)
}

func dayChoices(r courtesy.Rhythm) []bot.Choice {
	var out []bot.Choice
	for i := range 7 {
		day := time.Weekday((i + 1) % 7)
		out = append(out, bot.Do(dayLabel(day, r.Workdays[day]), "days", strconv.Itoa(int(day))))
	}
	return out
}

// settle stores settings and moves what follows the old hours.
func settle(p *bot.Personal, have prefs.Prefs, old courtesy.Rhythm) error {
	if err := prefs.Put(p, have); err != nil {
		return err
	}
	if have.Rhythm == old {
		return nil
	}
	return duty.Resettle(p, old)
}

// hour asks for one of the three hours, and takes the answer.
func hour(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	which := p.Args.Part(0)
	text := p.Args.Words
	if p.Args.Tapped {
		text = strings.Replace(p.Args.Part(1), ".", ":", 1)
	}
	if text == "" {
		return askHour(which), nil
	}
	at, err := readClock(text, p.Now)
	if err != nil {
		return bot.Whisper(noHour(which)).Asks("hour", which), nil
	}
	have, err := prefs.Of(p)
	if err != nil {
		return bot.Private{}, err
	}
	old := have.Rhythm
	switch which {
	case "desk":
		have.Rhythm.Desk = at
	case "visit":
		have.Rhythm.Visit = at
	case "digest":
		have.Rhythm.Digest = at
	default:
		return settings(ctx, p)
	}
	if err := settle(p, have, old); err != nil {
		return bot.Private{}, err
	}
	return prefs.Undoable(p, bot.Whisper(hourSet(which, at).With(bot.UndoChoice())), didHour)
}

func askHour(which string) bot.Private {
	m := hourQuestion(which)
	for _, at := range hourOptions(which) {
		m = m.With(bot.Do(at, "hour", which, strings.Replace(at, ":", ".", 1)))
	}
	return bot.Whisper(m).Asks("hour", which)
}

// readClock reads a time of day: "17:30", "5:30 pm", "18". What the clock shows
// now makes no difference.
func readClock(text string, now time.Time) (time.Duration, error) {
	text = strings.TrimSpace(text)
	if n, err := strconv.Atoi(text); err == nil && n >= 0 && n < 24 {
		return time.Duration(n) * time.Hour, nil
	}
	lastMinute := time.Date(now.Year(), now.Month(), now.Day(), 0, -1, 0, 0, now.Location())
	found, err := when.Parse(text, lastMinute, when.Future)
	if err != nil {
		return 0, err
	}
	if !found.Clock || found.Elapsed {
		return 0, errNoClock
	}
	return found.Wall.Sub(courtesy.Day(found.Wall)), nil
}

// away asks until when she is away, and holds everything until then.
func away(_ context.Context, p *bot.Personal) (bot.Private, error) {
	if p.Args.Tapped {
		return bot.Whisper(askAway()).Asks("away"), nil
	}
	found, err := when.Parse(p.Args.Words, p.Now, when.Future)
	unclear := (*when.Unclear)(nil)
	today := prefs.Today(p)
	switch {
	case errors.As(err, &unclear), errors.Is(err, when.ErrNone):
		return bot.Whisper(noAway()).Asks("away"), nil
	case err != nil:
		return bot.Private{}, err
	case !courtesy.Day(found.Wall).After(today):
		return bot.Whisper(awayPast()).Asks("away"), nil
	}
	have, err := prefs.Of(p)
	if err != nil {
		return bot.Private{}, err
	}
	have.AwayUntil = courtesy.Day(found.Wall)
	if err := errors.Join(prefs.Put(p, have), duty.Rehold(p)); err != nil {
		return bot.Private{}, err
	}
	until, _ := have.Away(prefs.Now(p))
	return prefs.Undoable(p, bot.Whisper(awaySet(have.AwayUntil, until, today).With(bot.Do("I'm back", "back"), bot.UndoChoice())), didAway)
}

// back ends an absence: what was held comes at the next desk time.
func back(_ context.Context, p *bot.Personal) (bot.Private, error) {
	have, err := prefs.Of(p)
	if err != nil {
		return bot.Private{}, err
	}
	_, isAway := have.Away(prefs.Now(p))
	if !isAway {
		return bot.Whisper(notAway()), nil
	}
	have.AwayUntil = time.Time{}
	if err := prefs.Put(p, have); err != nil {
		return bot.Private{}, err
	}
	if err := duty.Return(p); err != nil {
		return bot.Private{}, err
	}
	return prefs.Undoable(p, bot.Whisper(welcomeHome().With(bot.UndoChoice())), didReturn)
}

// tags switches the random words of referrals on or off.
func tags(_ context.Context, p *bot.Personal) (bot.Private, error) {
	have, err := prefs.Of(p)
	if err != nil {
		return bot.Private{}, err
	}
	have.NoTags = !have.NoTags
	if err := prefs.Put(p, have); err != nil {
		return bot.Private{}, err
	}
	return prefs.Undoable(p, bot.Whisper(tagsSet(have.NoTags).With(bot.UndoChoice())), didTags)
}

// clockIn is the time of day in a zone now.
func clockIn(name string, p *bot.Personal) (string, bool) {
	loc, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return "", false
	}
	return when.Clock(when.Wall(p.Now.In(loc))), true
}

func cityOf(zone string) string {
	parts := strings.Split(zone, "/")
	return strings.ReplaceAll(parts[len(parts)-1], "_", " ")
}
