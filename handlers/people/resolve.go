package people

import (
	"context"
	"errors"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/courtesy"
	"referout/handlers/events"
	"referout/handlers/prefs"
	"referout/store"
)

// An Intent is something to be said about one person or office: it finds out
// whom and when, asking with buttons where a name is missing, unknown or matches
// several and where a day is unclear, and then does it.
type Intent struct {
	Name     string // of its actions, which stand in buttons: must never change
	Who      Filter
	Question string // above the list of people, such as "Who sent you someone?"
	Dated    bool   // the words may say when; it was in the past
	// Extra takes further words out of what was typed ("lunch") and gives them as
	// a short code for buttons. May be nil.
	Extra func(words string) (code, rest string)
	// Add keeps somebody new from one line.
	Add func(ctx context.Context, p *bot.Personal, line string) (id string, err error)
	// Do acts.
	Do func(ctx context.Context, p *bot.Personal, c Chosen) (bot.Private, error)
	// Sure asks for a [Yes] where a plain sentence was understood.
	Sure func(name string, day time.Time, extra string, today time.Time) string

	careful bool
}

// Chosen is whom and when.
type Chosen struct {
	ID    string
	Day   time.Time // wall day
	Extra string
	Left  bool // words were left over; the reply says that they are not kept
	New   bool // was added just now
}

// pending is what was typed about somebody unknown, until it is answered.
type pending struct {
	Words string `cbor:"1,keyasint,omitempty"`
	Day   string `cbor:"2,keyasint,omitempty"`
	Extra string `cbor:"3,keyasint,omitempty"`
}

var pendings = store.Table[pending]{Name: "pending", Volatile: true}

// Most is how many people a list without words shows.
const Most = 6

// Actions are the buttons that an intent needs.
func (in Intent) Actions() []bot.Action {
	return []bot.Action{
		{Name: in.Name, Edits: true, Personal: in.chosen},
		{Name: in.Name + "who", Personal: in.typed},
		{Name: in.Name + "day", Edits: true, Personal: in.dayTyped},
		{Name: in.Name + "yes", Edits: true, Personal: in.add},
		{Name: in.Name + "no", Edits: true, Personal: in.forget},
	}
}

// Sentence starts from a plain sentence: nothing is saved before a [Yes].
func (in Intent) Sentence(ctx context.Context, p *bot.Personal, words string) (bot.Private, error) {
	in.careful = true
	return in.begin(ctx, p, words, "", "")
}

// Begin starts from what was typed behind a command.
func (in Intent) Begin(ctx context.Context, p *bot.Personal, words string) (bot.Private, error) {
	return in.begin(ctx, p, words, "", "")
}

func (in Intent) begin(ctx context.Context, p *bot.Personal, words, day, extra string) (bot.Private, error) {
	if words == "" {
		return in.offer(p, day, extra)
	}
	rest, date, err := in.date(p, words)
	if err != nil {
		return bot.Private{}, err
	}
	if date.text == "" {
		date.text = day
	}
	if in.Extra != nil {
		if code, left := in.Extra(rest); code != "" {
			_, replaced := events.SplitReplacing(extra)
			extra, rest = events.Replacing(code, replaced), left
		}
	}
	if bot.OneLine(rest) == "" {
		return in.offer(p, date.text, extra)
	}
	hits, left, err := Match(p, rest, in.Who)
	if err != nil {
		return bot.Private{}, err
	}
	switch {
	case len(hits) == 0:
		return in.unknown(p, rest, date.text, extra)
	case len(hits) > 1 || hits[0].Guess:
		return in.which(p, hits, rest, date.text, extra, left != "")
	case date.unclear != nil:
		return in.askDay(p, hits[0].ID, extra, date.unclear)
	case in.careful:
		return in.confirm(p, hits[0], date.text, extra, left != "")
	}
	return in.act(ctx, p, hits[0].ID, date.text, extra, left != "", false)
}

// typedDate is what a text says about when.
type typedDate struct {
	text    string // for buttons; "" is today
	unclear *when.Unclear
}

// DayForm is how a day stands in buttons.
const DayForm = "20060102"

// date takes the day out of the words.
func (in Intent) date(p *bot.Personal, words string) (rest string, d typedDate, err error) {
	if !in.Dated {
		return words, typedDate{}, nil
	}
	found, ok, err := when.Find(words, p.Now, when.Past)
	unclear := (*when.Unclear)(nil)
	if errors.As(err, &unclear) {
		return cutOut(words, unclear.From, unclear.To), typedDate{unclear: unclear}, nil
	}
	if err != nil || !ok {
		return words, typedDate{}, err
	}
	return cutOut(words, found.From, found.To), typedDate{text: found.Wall.Format(DayForm)}, nil
}

func cutOut(text string, from, to int) string {
	return bot.OneLine(text[:from] + " " + text[to:])
}

// offer shows up to six people, most recent first.
func (in Intent) offer(p *bot.Personal, day, extra string) (bot.Private, error) {
	ids, err := Recent(p, in.Who, Most)
	if err != nil {
		return bot.Private{}, err
	}
	if len(ids) == 0 {
		return bot.Whisper(nobodyYet(in.Question)).Asks(in.Name+"who", day, extra), nil
	}
	m := bot.Compose(bot.Say("%s", in.Question))
	for _, id := range ids {
		label, err := Label(p.Data, id)
		if err != nil {
			return bot.Private{}, err
		}
		m = m.With(bot.Do(label, in.Name, id, day, extra))
	}
	m = m.With(bot.Do(someoneElse, in.Name+"who", day, extra))
	return bot.Whisper(m).Asks(in.Name+"who", day, extra), nil
}

// typed answers [Someone else], and the name typed then.
func (in Intent) typed(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	day, extra := p.Args.Part(0), p.Args.Part(1)
	if p.Args.Tapped || p.Args.Words == "" {
		return bot.Whisper(typeName()).Asks(in.Name+"who", day, extra), nil
	}
	return in.begin(ctx, p, p.Args.Words, day, extra)
}

// confirm echoes what a sentence was understood as.
func (in Intent) confirm(p *bot.Personal, h Hit, day, extra string, left bool) (bot.Private, error) {
	today := prefs.Today(p)
	on := today
	if day != "" {
		var err error
		if on, err = time.Parse(DayForm, day); err != nil {
			return bot.Private{}, err
		}
	}
	m := bot.Compose(bot.Say("%s", in.Sure(h.Name, on, extra, today)))
	if left {
		m = m.Add(NotKept())
	}
	return bot.Whisper(m.With(bot.Do(yesLabel, in.Name, h.ID, day, extra), bot.Do(noLabel, in.Name+"no"))), nil
}

// which asks with buttons where a name matches several, or only nearly.
func (in Intent) which(p *bot.Personal, hits []Hit, words, day, extra string, left bool) (bot.Private, error) {
	m := whichOne(hits, left)
	for _, h := range hits[:min(len(hits), Most)] {
		m = m.With(bot.Do(h.Label(hits), in.Name, h.ID, day, extra))
	}
	if err := pendings.Put(p.Data, p.Seat(), pending{Words: words, Day: day, Extra: extra}); err != nil {
		return bot.Private{}, err
	}
	return bot.Whisper(m.With(bot.Do(someoneNew, in.Name+"yes"), bot.Do(forgetIt, in.Name+"no"))), nil
}

// unknown asks whether a name that nobody has is a professional's.
func (in Intent) unknown(p *bot.Personal, words, day, extra string) (bot.Private, error) {
	if ReadLine(words).Name == "" {
		return bot.Private{}, bot.Errorf("%s", noName)
	}
	if err := pendings.Put(p.Data, p.Seat(), pending{Words: words, Day: day, Extra: extra}); err != nil {
		return bot.Private{}, err
	}
	m := isProfessional(ReadLine(words).Name)
	return bot.Whisper(m.With(bot.Do(yesAdd, in.Name+"yes"), bot.Do(forgetIt, in.Name+"no"))), nil
}

// add answers [Yes, add]: they are kept, and what was to be said is said.
func (in Intent) add(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	was, err := pendings.Get(p.Data, p.Seat())
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(askedBefore()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	id, err := in.Add(ctx, p, was.Words)
	if err != nil {
		return bot.Private{}, err
	}
	if err := pendings.Delete(p.Data, p.Seat()); err != nil {
		return bot.Private{}, err
	}
	return in.act(ctx, p, id, was.Day, was.Extra, false, true)
}

// forget answers [No, forget it]: the text goes from drafts, and from the
// question, which is edited.
func (in Intent) forget(_ context.Context, p *bot.Personal) (bot.Private, error) {
	if err := pendings.Delete(p.Data, p.Seat()); err != nil && !errors.Is(err, store.ErrNotFound) {
		return bot.Private{}, err
	}
	return bot.Whisper(forgotten(p.From().Platform)), p.Forget()
}

// chosen answers a person's button: id, day, extra.
func (in Intent) chosen(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	return in.act(ctx, p, p.Args.Part(0), p.Args.Part(1), p.Args.Part(2), false, false)
}

// act checks whom and when once more, and does it.
func (in Intent) act(ctx context.Context, p *bot.Personal, id, day, extra string, left, added bool) (bot.Private, error) {
	ok, err := in.allows(p, id)
	if err != nil {
		return bot.Private{}, err
	}
	if !ok {
		return bot.Whisper(goneFromBook()), nil
	}
	today := prefs.Today(p)
	on := today
	if day != "" {
		if on, err = time.Parse(DayForm, day); err != nil {
			return bot.Whisper(goneFromBook()), nil
		}
	}
	if in.Dated && on.After(today) {
		return in.askDay(p, id, extra, nil)
	}
	extra, replaced := events.SplitReplacing(extra)
	if replaced != "" {
		if back, err := events.TakeBack(p, replaced); err != nil || !back {
			return bot.Whisper(tooLate()), err
		}
	}
	if err := Touch(p, id); err != nil {
		return bot.Private{}, err
	}
	return in.Do(ctx, p, Chosen{ID: id, Day: courtesy.Day(on), Extra: extra, Left: left, New: added})
}

// Redo asks again for one thing about an event that was kept: its day, or whom it
// was with. The event stands until the answer is there, which replaces it.
func (in Intent) Redo(p *bot.Personal, id string, e events.Event, day bool) (bot.Private, error) {
	extra := events.Replacing(e.HowCode(), id)
	if day {
		return in.askDay(p, e.Whom(), extra, nil)
	}
	return in.offer(p, e.Day.Format(DayForm), extra)
}

func (in Intent) allows(p *bot.Personal, id string) (bool, error) {
	if IsOffice(id) {
		_, err := Offices.Get(p.Data, id)
		return err == nil && in.Who.Offices, ignoreMissing(err)
	}
	who, err := Persons.Get(p.Data, id)
	if err != nil {
		return false, ignoreMissing(err)
	}
	return (who.Staff() && in.Who.Staff) || (!who.Staff() && in.Who.Specialists), nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}

// askDay asks for a day that is unclear, or that has not come yet.
func (in Intent) askDay(p *bot.Personal, id, extra string, u *when.Unclear) (bot.Private, error) {
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
	seen := map[time.Time]bool{}
	for _, d := range days {
		if !seen[d] {
			seen[d] = true
			m = m.With(bot.Do(dayLabel(d, today), in.Name, id, d.Format(DayForm), extra))
		}
	}
	return bot.Whisper(m).Asks(in.Name+"day", id, extra), nil
}

// dayTyped takes the day that was typed in answer; tapped, it asks for one.
func (in Intent) dayTyped(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	id, extra := p.Args.Part(0), p.Args.Part(1)
	if p.Args.Tapped {
		return in.askDay(p, id, extra, nil)
	}
	found, err := when.Parse(p.Args.Words, p.Now, when.Past)
	unclear := (*when.Unclear)(nil)
	switch {
	case errors.As(err, &unclear):
		return in.askDay(p, id, extra, unclear)
	case errors.Is(err, when.ErrNone):
		return bot.Whisper(noDay()).Asks(in.Name+"day", id, extra), nil
	case err != nil:
		return bot.Private{}, err
	}
	return in.act(ctx, p, id, found.Wall.Format(DayForm), extra, false, false)
}
