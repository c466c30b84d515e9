package reading

import (
	"context"
	"errors"
	"time"

	"referout/bot"
	"referout/handlers/listing"
	"referout/handlers/people"
	"referout/handlers/scrub"
	"referout/store"
)

const formName = "read"

// What a form carries besides its fields.
const (
	circleKey = "circle"
	threadKey = "thread"
)

// refMark stands between the draft and the thread in the reference of a letter, and
// draftKey names the draft in one that comes back. Stored: never to change.
const (
	refMark  = ":"
	draftKey = "draft"
)

// outKey is where a form carries what was left out of a field.
func outKey(field string) string { return "out " + field }

// namesKey is where a form carries who was left out of a field.
func namesKey(field string) string { return "names " + field }

// kept is how long what was begun can be gone on with.
const kept = 30 * 24 * time.Hour

// privately answers /read in the private chat.
func privately(_ context.Context, p *bot.Personal) (bot.Private, error) {
	c, ask, err := listing.Which(p, circleAction)
	if err != nil {
		return bot.Private{}, err
	}
	if ask != nil {
		return *ask, nil
	}
	return propose(p, c.ID, "")
}

func inCircle(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return propose(p, p.Args.Part(0), "")
}

// opened goes on with a /read that was typed in the room.
func opened(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	return propose(p, l.Circle, l.Ref)
}

// propose says what a reading round is, or which one is open.
func propose(p *bot.Personal, id, thread string) (bot.Private, error) {
	c, out, err := free(p, id)
	if err != nil || out != nil {
		return given(out), err
	}
	return bot.Whisper(whatItIs(c.Name).With(bot.Do(beginLabel, beginAction, id, thread), bot.Do(notNowLabel, notNowAction))), nil
}

func given(out *bot.Private) bot.Private {
	if out == nil {
		return bot.Private{}
	}
	return *out
}

// free opens a circle of hers in which no round is open; out says it instead.
func free(p *bot.Personal, id string) (c bot.Circle, out *bot.Private, err error) {
	c, space, err := p.Circle(id)
	if errors.Is(err, store.ErrNotFound) {
		m := bot.Whisper(notInIt())
		return c, &m, nil
	}
	if err != nil {
		return c, nil, err
	}
	round, r, open, err := openIn(space)
	if err != nil || !open {
		return c, nil, err
	}
	m := bot.Whisper(openThere(c.Name, r.Title, r.Until.In(p.Now.Location()), r.By == c.Mine))
	if r.By == c.Mine {
		m = m.Offering(bot.Offer{Label: closeLabel, Circle: id, Kind: closeMail, Ref: round, After: closedAction, Parts: []string{id}})
	}
	return c, &m, nil
}

func begin(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id := p.Args.Part(0)
	if _, out, err := free(p, id); err != nil || out != nil {
		return given(out), err
	}
	return p.StartForm(formName, map[string]string{circleKey: id, threadKey: p.Args.Part(1)})
}

// form is a text, line by line.
func form() bot.Form {
	f := bot.Form{Name: formName, Done: filled}
	for _, d := range details() {
		f.Fields = append(f.Fields, bot.Field{
			Name: d.name, Label: d.label, Ask: d.ask, Required: true,
			Parse: func(_ *bot.Personal, answer string) (string, error) {
				if err := people.NotBare(answer); err != nil {
					return "", err
				}
				var t Text
				_, err := d.read(&t, answer)
				return *d.of(&t), err
			},
			Spread: func(_ *bot.Personal, answer string) (map[string]string, error) {
				var names scrub.Names
				out, err := d.readKnowing(&Text{}, answer, &names)
				if said := (*bot.Error)(nil); err != nil && !errors.As(err, &said) {
					return nil, err
				}
				return map[string]string{outKey(d.name): out.Code(), namesKey(d.name): names.Code()}, nil // a sentence is said by Parse
			},
		})
	}
	return f
}

// filled keeps what the form was filled with, for her alone, and shows what the room
// would see. Whoever was named in one line is left out of all.
func filled(_ context.Context, p *bot.Personal, answers map[string]string) (bot.Private, error) {
	d := draft{Circle: answers[circleKey], Thread: answers[threadKey], At: p.Now.UTC()}
	for _, x := range details() {
		*x.of(&d.Text) = answers[x.name]
		d.Out.AddCode(answers[outKey(x.name)])
		d.Names.AddCode(answers[namesKey(x.name)])
	}
	if err := d.forgetNames(); err != nil {
		return bot.Private{}, err
	}
	if err := prune(p); err != nil {
		return bot.Private{}, err
	}
	return preview(p, p.Handling(), d)
}

// prune forgets what was begun and never ended.
func prune(p *bot.Personal) error {
	all, err := store.Collect(drafts.All(p.Data))
	if err != nil {
		return err
	}
	for _, e := range all {
		if e.Value.At.Before(p.Now.Add(-kept)) {
			err = errors.Join(err, drafts.Delete(p.Data, e.ID))
		}
	}
	return err
}

// preview shows exactly what the room would see. What was left out is told once.
func preview(p *bot.Personal, id string, d draft) (bot.Private, error) {
	c, out, err := free(p, d.Circle)
	if err != nil {
		return bot.Private{}, err
	}
	x, lacks := d.lacks()
	told := d.Out
	if !lacks {
		d.Out = nil
	}
	if err := drafts.Put(p.Data, id, d); err != nil {
		return bot.Private{}, err
	}
	switch {
	case out != nil && c.ID == "":
		return *out, nil
	case out != nil: // hers waits until the open one is closed
		return out.Add(bot.Compose().With(bot.Do(lookLabel, previewAction, id))), nil
	}
	if lacks {
		return askField(id, x, onlyThat(scrub.Kinds{scrub.Name})).Add(bot.Compose().With(bot.Do(notNowLabel, notNowAction, id))), nil
	}
	m := thisIsPosted(c.Name, told).With(bot.Do(changeLabel, changeAction, id), bot.Do(notNowLabel, notNowAction, id))
	return bot.Whisper(m).Corrects(changeAction, id).Offering(bot.Offer{
		Label: postLabel, Style: bot.Primary, Circle: d.Circle, Kind: postMail, Ref: id + refMark + d.Thread, What: d.Text.Enclosure(),
		After: postedAction, Parts: []string{id},
	}), nil
}

// draftOf is the draft of a button; gone says that it is too old, or was posted.
func draftOf(p *bot.Personal) (id string, d draft, gone *bot.Private, err error) {
	id = p.Args.Part(0)
	d, err = drafts.Get(p.Data, id)
	if errors.Is(err, store.ErrNotFound) {
		m := bot.Whisper(tooOld()).Anew()
		return id, d, &m, nil
	}
	if d.Sent {
		m := bot.Whisper(postedBefore(d.Text.Title)).Anew()
		return id, d, &m, err
	}
	return id, d, nil, err
}

// change asks which line is to be different.
func change(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id, _, gone, err := draftOf(p)
	if err == nil && gone != nil && !p.Args.Tapped {
		return bot.Private{}, bot.ErrNoMatch
	}
	if err != nil || gone != nil {
		return given(gone), err
	}
	m := whatElse()
	if !p.Args.Tapped { // it was typed below what would be posted
		m = cannotTell()
	}
	for _, x := range details() {
		m = m.With(bot.Do(x.label, fieldAction, id, x.name))
	}
	m = m.With(bot.Do(backLabel, previewAction, id))
	if !p.Args.Tapped {
		m = m.With(bot.Do(notNowLabel, notNowAction, id))
	}
	return bot.Whisper(m).Corrects(changeAction, id), nil
}

func again(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id, d, gone, err := draftOf(p)
	if err != nil || gone != nil {
		return given(gone), err
	}
	return preview(p, id, d)
}

// changeField asks for a line, and takes what was typed.
func changeField(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	id, d, gone, err := draftOf(p)
	if err != nil || gone != nil {
		return given(gone), err
	}
	x, known := detailOf(p.Args.Part(1))
	switch {
	case !known:
		return change(ctx, p)
	case p.Args.Tapped:
		return askField(id, x, ""), nil
	}
	out, err := x.readKnowing(&d.Text, p.Args.Words, &d.Names)
	if trouble := (*bot.Error)(nil); errors.As(err, &trouble) {
		return askField(id, x, trouble.Error()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	d.Out.Add(out...)
	if err := d.forgetNames(); err != nil {
		return bot.Private{}, err
	}
	return preview(p, id, d)
}

func askField(id string, x detail, trouble string) bot.Private {
	return bot.Whisper(askAgain(x, trouble).With(bot.Do(backLabel, previewAction, id))).Asks(fieldAction, id, x.name)
}

func notNow(_ context.Context, p *bot.Personal) (bot.Private, error) {
	if p.Args.Part(0) == "" { // nothing was begun
		return bot.Whisper(notPosted()), nil
	}
	id, _, gone, err := draftOf(p)
	if err != nil || gone != nil {
		return given(gone), err
	}
	return bot.Whisper(notPosted()), drafts.Delete(p.Data, id)
}
