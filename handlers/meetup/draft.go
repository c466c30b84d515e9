package meetup

import (
	"context"
	"errors"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/listing"
	"referout/handlers/people"
	"referout/store"
)

// draft is a meeting that somebody is describing, or what she is changing about one.
type draft struct {
	Circle  string    `cbor:"1,keyasint" json:"circle"`
	Thread  string    `cbor:"2,keyasint,omitempty" json:"thread,omitempty"`
	Meeting string    `cbor:"3,keyasint,omitempty" json:"meeting,omitempty"` // empty: a new one
	Plan    plan      `cbor:"4,keyasint,omitempty" json:"plan,omitempty"`
	Words   string    `cbor:"5,keyasint,omitempty" json:"words,omitempty"` // until the circle is known
	At      time.Time `cbor:"6,keyasint" json:"at"`
	Rules   []string  `cbor:"7,keyasint,omitempty" json:"rules,omitempty"` // one of which is meant
}

var drafts = store.Table[draft]{Name: "mtdraft", Volatile: true}

// draftDays is how long a draft can be gone on with.
const draftDays = 14

// keepDraft keeps a new draft and gives its id. It forgets old ones.
func keepDraft(p *bot.Personal, d draft) (id string, err error) {
	before := p.Now.AddDate(0, 0, -draftDays)
	old, err := store.Collect(drafts.All(p.Data))
	if err != nil {
		return "", err
	}
	for _, e := range old {
		if e.Value.At.Before(before) {
			err = errors.Join(err, drafts.Delete(p.Data, e.ID))
		}
	}
	d.At = p.Now.UTC()
	return p.Handling(), errors.Join(err, drafts.Put(p.Data, p.Handling(), d))
}

func dropDraft(p *bot.Personal, id string) error { return drafts.Delete(p.Data, id) }

// taken is a draft and what is needed to go on with it.
type taken struct {
	draft
	id     string
	circle bot.Circle
	space  store.CircleTx
	now    time.Time // on the circle's clock
	m      Meeting   // that is changed
	letter bool      // a letter is being handled: no question can be asked
}

// take opens a draft; gone says it where that is not possible.
func take(p *bot.Personal, id string) (t taken, gone *bot.Private, err error) {
	d, err := drafts.Get(p.Data, id)
	if err == nil {
		t, err = taking(p, id, d)
	}
	if errors.Is(err, store.ErrNotFound) {
		out := bot.Whisper(draftGone()).Anew()
		return t, &out, nil
	}
	return t, nil, err
}

func taking(p *bot.Personal, id string, d draft) (t taken, err error) {
	t = taken{draft: d, id: id}
	if t.circle, t.space, err = p.Circle(d.Circle); err != nil {
		return t, err
	}
	t.now = p.Now.In(zoneOf(p, t.circle))
	if t.Plan == nil { // an empty map is not stored
		t.Plan = plan{}
	}
	if d.Meeting != "" {
		t.m, err = Meetings.Get(t.space, d.Meeting)
	}
	return t, err
}

// withDraft is a handler about the draft that a button or a question names first.
func withDraft(do func(*bot.Personal, taken) (bot.Private, error)) func(context.Context, *bot.Personal) (bot.Private, error) {
	return people.OrBare(func(_ context.Context, p *bot.Personal) (bot.Private, error) {
		t, gone, err := take(p, p.Args.Part(0))
		if err != nil {
			return bot.Private{}, err
		}
		if gone != nil {
			return *gone, nil
		}
		return do(p, t)
	})
}

// inRoom answers /meetup in the group: what is planned, or the way to look at what was
// proposed before it is posted.
func inRoom(_ context.Context, s *bot.Shared) (bot.Public, error) {
	if s.Args.Words != "" && !isVerb(s.Args.Words) {
		return privatelyOr(s, draftMail, s.Chat.Thread, bot.Enclosure{}.Write("words", "", s.Args.Words), cardIsThere())
	}
	all, err := planned(s.Data)
	if err != nil {
		return bot.Public{}, err
	}
	if len(all) == 0 {
		return aside(nothingPlannedHere()), nil
	}
	t, err := count(s.Data, all[0].ID)
	if err != nil {
		return bot.Public{}, err
	}
	next := all[0].Value
	m := comingUp(next, len(all)-1, t, begins(s, next.Facts), s.Now)
	return aside(m.With(cardButtons(all[0].ID)...)), nil
}

// privately answers /meetup in the private chat.
func privately(_ context.Context, p *bot.Personal) (bot.Private, error) {
	words, parts := p.Args.Words, []string{noDraft}
	if words != "" && !isVerb(words) {
		id, err := keepDraft(p, draft{Words: words})
		if err != nil {
			return bot.Private{}, err
		}
		parts[0] = id
	}
	c, ask, err := listing.Which(p, whichAction, parts...)
	if err != nil {
		return bot.Private{}, err
	}
	if ask != nil {
		return *ask, nil
	}
	return chosen(p, parts[0], c.ID)
}

// noDraft stands in buttons where nothing was typed.
const noDraft = "0"

// which takes the circle that is meant.
func which(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return chosen(p, p.Args.Part(0), p.Args.Part(1))
}

func chosen(p *bot.Personal, id, circle string) (bot.Private, error) {
	if id == noDraft {
		return listed(p, circle)
	}
	d, err := drafts.Get(p.Data, id)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(draftGone()).Anew(), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	d.Circle = circle
	return begin(p, id, d, false)
}

// drafted takes what somebody typed in the room.
func drafted(_ context.Context, p *bot.Personal, mail bot.Mail) (bot.Private, error) {
	d := draft{Circle: mail.Circle, Thread: mail.Ref, Words: mail.What.Get("words")}
	id, err := keepDraft(p, d)
	if err != nil {
		return bot.Private{}, err
	}
	d.At = p.Now.UTC()
	return begin(p, id, d, true)
}

// begin reads the words of a draft whose circle is known.
func begin(p *bot.Personal, id string, d draft, letter bool) (bot.Private, error) {
	t, err := taking(p, id, d)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(notInIt()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	t.letter = letter
	var bad trouble
	t.Plan, bad = readLine(t.Words, t.now)
	t.Words, t.Rules = "", bad.rules
	if err := t.keep(p); err != nil {
		return bot.Private{}, err
	}
	return t.goOn(p, bad)
}

func (t taken) keep(p *bot.Personal) error { return drafts.Put(p.Data, t.id, t.draft) }

// goOn asks for what is missing, then for the circle's clock, and then shows what would
// be posted.
func (t taken) goOn(p *bot.Personal, bad trouble) (bot.Private, error) {
	f, lacks := t.lacks()
	if bad.text != "" {
		f, lacks = fieldOf(bad.field)
	}
	switch {
	case t.Meeting != "" && bad.text == "":
		return t.withClock(p, t.editing)
	case lacks && t.letter:
		return bot.Whisper(needsMore(t.Plan.lacking(), bad.text, t.Plan.without(f.name)).With(t.fillIn(f)...)), nil
	case lacks:
		return t.ask(f, bad.text), nil
	case t.circle.Zone == "" && t.Plan[zoneField] == "":
		return t.askZone(p, ""), nil
	}
	return t.withClock(p, func(p *bot.Personal) (bot.Private, error) { return t.preview(p), nil })
}

// lacks is the field that has to be asked for next, if any.
func (t taken) lacks() (field, bool) {
	if len(t.Rules) > 0 {
		return fieldOf(rulesField)
	}
	return t.Plan.lacks()
}

// fillIn are the buttons below a letter about a field, which can ask nothing itself.
func (t taken) fillIn(f field) []bot.Choice {
	drop := bot.Do(notNowLabel, dropAction, t.id)
	switch {
	case len(t.Rules) == 1:
		return []bot.Choice{bot.Do(onceLabel, fieldAction, t.id, f.name, nothing), t.ruleButtons()[0], drop}
	case len(t.Rules) > 1:
		return append(t.ruleButtons(), drop)
	case !f.required: // is not asked for by itself
		return []bot.Choice{bot.Do(fillLabel, fieldAction, t.id, f.name), drop}
	}
	return []bot.Choice{bot.Do(fillLabel, askAction, t.id), drop}
}

// askNext answers [Fill it in].
func askNext(p *bot.Personal, t taken) (bot.Private, error) { return t.goOn(p, trouble{}) }

// dropped gives a draft up.
func dropped(_ context.Context, p *bot.Personal) (bot.Private, error) {
	if _, err := drafts.Get(p.Data, p.Args.Part(0)); errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(draftGone()).Anew(), nil
	}
	return bot.Whisper(givenUp()), dropDraft(p, p.Args.Part(0))
}

// preview shows exactly what would be posted.
func (t taken) preview(p *bot.Personal) bot.Private {
	return bot.Whisper(willStand(t.circle.Name, t.hers(p)).With(bot.Do(changeLabel, otherAction, t.id), bot.Do(notNowLabel, dropAction, t.id))).Corrects(elseAction, t.id).Offering(bot.Offer{
		Label: postLabel, Style: bot.Primary, Circle: t.Circle, Kind: postMail, Ref: t.Thread, What: t.Plan.written(),
		After: sentAction, Parts: []string{postMail, t.Circle, t.id},
	})
}

// hers is when what is described begins, on her clock, if the circle's is another.
func (t taken) hers(p *bot.Personal) string {
	d, err := t.Plan.describe(t.now)
	zone := zoneOf(p, t.circle)
	if d.Zone != "" {
		zone, err = time.LoadLocation(d.Zone)
	}
	if err != nil || d.Wall.IsZero() {
		return ""
	}
	wall := when.Wall(when.Instant(d.Wall, zone).In(p.Now.Location()))
	if wall.Equal(d.Wall) {
		return ""
	}
	return bothClocks(wall.Format("Mon 15:04"), d.Wall.Format("Mon 15:04"), cityOf(zone.String()))
}

// others shows what of a new meeting can be changed before it is posted.
func others(_ *bot.Personal, t taken) (bot.Private, error) {
	return bot.Whisper(whatElse().With(t.fieldButtons()...).With(bot.Do(backLabel, askAction, t.id))).Corrects(elseAction, t.id), nil
}

// fieldButtons are the facts that can be changed, a button each.
func (t taken) fieldButtons() (out []bot.Choice) {
	for _, f := range fields() {
		if f.ask == "" || (f.name == rulesField && t.Meeting != "") {
			continue
		}
		out = append(out, bot.Do(f.label, fieldAction, t.id, f.name))
	}
	return out
}
