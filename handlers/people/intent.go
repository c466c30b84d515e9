package people

import (
	"context"
	"time"

	"referout/bot"
	"referout/handlers/courtesy"
	"referout/handlers/events"
	"referout/handlers/prefs"
	"referout/store"
)

// An Intent is something to be said about one person or office: it finds out
// whom and when, asking with buttons where a name is missing, unknown or matches
// several and where a day is unclear, and then does it.
type Intent struct {
	Name     string // of its actions, at most 9 letters, which stand in buttons: must never change
	Who      Filter
	Question string // above the list of people, such as "Who sent you someone?"
	Dated    bool   // the words may say when; it was in the past
	Onto     bool   // whom somebody was sent to: a name in front of "to" is never meant
	// Extra takes further words out of what was typed ("lunch") and gives them as
	// a short code for buttons. May be nil.
	Extra func(words string) (code, rest string)
	// Add keeps somebody new. Nil where only those of the book can be meant.
	Add func(ctx context.Context, p *bot.Personal, l Line) (id string, err error)
	// Do acts.
	Do func(ctx context.Context, p *bot.Personal, c Chosen) (bot.Private, error)
	// Sure asks for a [Yes] where a plain sentence was understood.
	Sure func(name string, day time.Time, extra string, today time.Time) string
	// Nobody answers a name that the book does not have, where Add is nil.
	Nobody func() bot.Message

	careful bool
}

// Chosen is whom and when.
type Chosen struct {
	ID    string
	Day   time.Time // wall day
	Extra string
	Left  bool // words were left over; the reply says that they are not kept
	New   bool // was added just now
	// Before is the office of the event that this takes the place of, if any: what it
	// owes has to be reckoned anew.
	Before string
}

// Most is how many people a list without words shows.
const Most = 6

// Actions are the buttons that an intent needs.
func (in Intent) Actions() []bot.Action {
	return []bot.Action{
		{Name: in.Name, Edits: true, Once: true, Personal: in.chosen},
		{Name: in.Name + "who", Personal: OrBare(in.typed)},
		{Name: in.Name + "day", Edits: true, Personal: OrBare(in.dayTyped)},
		{Name: in.Name + "yes", Edits: true, Once: true, Personal: OrBare(in.add)},
		{Name: in.Name + "no", Edits: true, Personal: in.forget},
		{Name: in.Name + "chg", Edits: true, Personal: in.differently},
		{Name: in.Name + "too", Once: true, Personal: in.too},
		{Name: in.Name + "end", Edits: true, Personal: leftOpen},
	}
}

// Sentence starts from a plain sentence: nothing is saved before a [Yes].
func (in Intent) Sentence(ctx context.Context, p *bot.Personal, words string) (bot.Private, error) {
	in.careful = true
	return in.begin(ctx, p, words, aside{})
}

// Begin starts from what was typed behind a command.
func (in Intent) Begin(ctx context.Context, p *bot.Personal, words string) (bot.Private, error) {
	return in.begin(ctx, p, words, aside{})
}

// aside is what is known beside the name while somebody is looked for.
type aside struct {
	day   string // as in buttons; "" is today, dayOpen is to be asked
	extra string
	left  bool // words were left over
	also  []another
}

// parts is how it stands in buttons, behind whom it is about.
func (a aside) parts() []string { return []string{a.day, a.extra} }

func (in Intent) begin(ctx context.Context, p *bot.Personal, words string, a aside) (bot.Private, error) {
	if err := forgetAsked(p, outlived(p)); err != nil {
		return bot.Private{}, err
	}
	words, sent := in.behindTo(words)
	rest, date, err := in.date(p, words)
	if err != nil {
		return bot.Private{}, err
	}
	if sent != "" && date.text == "" {
		if date, err = in.dayIn(p, sent); err != nil {
			return bot.Private{}, err
		}
	}
	if date.text != "" {
		a.day = date.text
	}
	if in.Extra != nil {
		if code, left := in.Extra(rest); code != "" {
			_, replaced := events.SplitReplacing(a.extra)
			a.extra, rest = events.Replacing(code, replaced), left
		}
	}
	if bot.OneLine(rest) == "" {
		return in.offer(p, a)
	}
	hits, left, err := Match(p, rest, in.Who)
	if err != nil {
		return bot.Private{}, err
	}
	if len(hits) == 0 {
		a.left = !SmallTalk(sent)
		return in.nobody(p, rest, a)
	}
	if a.also, a.left, err = in.others(p, left, hits); err != nil {
		return bot.Private{}, err
	}
	a.left = a.left || !SmallTalk(sent)
	if err := in.remember(p, hits, a); err != nil {
		return bot.Private{}, err
	}
	switch {
	case len(hits) > 1 || hits[0].Guess:
		return in.which(p, hits, rest, a)
	case date.unclear != nil:
		return in.askDay(p, hits[0].ID, a, date.unclear)
	case in.careful:
		return in.confirm(p, hits[0], a)
	}
	return in.act(ctx, p, hits[0].ID, a, false)
}

// chosen answers a person's button: id, day, extra, and the question about
// somebody new that it answers as well.
func (in Intent) chosen(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	if asked := p.Args.Part(3); asked != "" {
		if err := pendings.Delete(p.Data, seatMark(p)+asked); err != nil {
			return bot.Private{}, err
		}
	}
	return in.act(ctx, p, p.Args.Part(0), aside{day: p.Args.Part(1), extra: p.Args.Part(2)}, false)
}

// act checks whom and when once more, and does it.
func (in Intent) act(ctx context.Context, p *bot.Personal, id string, a aside, added bool) (bot.Private, error) {
	ok, err := in.allows(p, id)
	if err != nil {
		return bot.Private{}, err
	}
	if !ok {
		return bot.Whisper(goneFromBook()), nil
	}
	on, ok := a.on(prefs.Today(p))
	if in.Dated && !ok {
		return in.askDay(p, id, a, nil)
	}
	extra, replaced := events.SplitReplacing(a.extra)
	before, err := events.OfficeOf(p.Data, replaced)
	if err != nil {
		return bot.Private{}, err
	}
	if replaced != "" {
		if back, err := takeBack(p, id, replaced); err != nil || !back {
			return bot.Whisper(tooLate()), err
		}
	}
	if err := mention(p, id); err != nil {
		return bot.Private{}, err
	}
	out, err := in.Do(ctx, p, Chosen{ID: id, Day: courtesy.Day(on), Extra: extra, Left: a.left, New: added, Before: before})
	if err != nil {
		return bot.Private{}, err
	}
	return in.withOthers(p, out, id, a)
}

// withOthers adds whom else the words named, when the first was kept.
func (in Intent) withOthers(p *bot.Personal, out bot.Private, id string, a aside) (bot.Private, error) {
	var err error
	if a.also, err = in.remembered(p, id); err != nil || len(a.also) == 0 {
		return out, err
	}
	name, err := Name(p.Data, id)
	return out.Add(in.offerOthers(name, a)), err
}

// Redo asks again for one thing about an event that was kept: its day, or whom it
// was with. The event stands until the answer is there, which replaces it.
func (in Intent) Redo(p *bot.Personal, id string, e events.Event, day bool) (bot.Private, error) {
	extra := events.Replacing(e.HowCode(), id)
	if day {
		return in.askDay(p, e.Whom(), aside{extra: extra}, nil)
	}
	return in.offer(p, aside{day: e.Day.Format(DayForm), extra: extra})
}

func (in Intent) allows(p *bot.Personal, id string) (bool, error) {
	if IsOffice(id) {
		_, err := Offices.Get(p.Data, id)
		return err == nil && in.Who.Offices, store.IgnoreMissing(err)
	}
	who, err := Persons.Get(p.Data, id)
	if err != nil {
		return false, store.IgnoreMissing(err)
	}
	return (who.Staff() && in.Who.Staff) || (!who.Staff() && in.Who.Specialists), nil
}
