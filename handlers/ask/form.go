package ask

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

const needFormName = "ask"

// draftKey is the hidden value of a form that names the draft.
const draftKey = "draft"

// outKey is the hidden value that says what was left out of a field.
func outKey(field string) string { return "out " + field }

// namesKey is the hidden value that says who was left out of a field.
func namesKey(field string) string { return "names " + field }

// ask opens the form in the private chat, with what the words say.
func ask(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id, err := keepWords(p, "", "", p.Args.Words)
	if err != nil {
		return bot.Private{}, err
	}
	c, which, err := listing.Which(p, circleAction, id)
	if err != nil {
		return bot.Private{}, err
	}
	if which != nil {
		return *which, nil
	}
	return openIn(p, id, c.ID)
}

// openByLetter goes on with an /ask that was typed in the group.
func openByLetter(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	id, err := keepWords(p, l.Circle, l.Ref, l.What.Get("words"))
	if err != nil {
		return bot.Private{}, err
	}
	c, full, err := mayAsk(p, l.Circle)
	if err != nil || full != nil {
		return said(full), err
	}
	d, err := drafts.Get(p.Data, id)
	if err != nil {
		return bot.Private{}, err
	}
	if d.Need.Specialty == "" {
		return bot.Whisper(leftOut(d.Out, shallWe(c.Name, d.Need)).With(bot.Do("Begin", beginAction, id), bot.Do("Not now", notNowAction, id))), nil
	}
	return preview(p, id, d, c)
}

// keepWords begins a draft with what a line says of it.
func keepWords(p *bot.Personal, circle, thread, words string) (id string, err error) {
	if err := prune(drafts, p.Data, p.Now.Add(-kept), func(d draft) time.Time { return d.At }); err != nil {
		return "", err
	}
	d := draft{Circle: circle, Thread: thread, At: p.Now.UTC()}
	d.Need, d.Out = readWords(bot.OneLine(words), &d.Names)
	id = p.Handling()
	return id, drafts.Put(p.Data, id, d)
}

// inCircle answers the button of a circle.
func inCircle(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return openIn(p, p.Args.Part(0), p.Args.Part(1))
}

func begin(_ context.Context, p *bot.Personal) (bot.Private, error) {
	d, err := drafts.Get(p.Data, p.Args.Part(0))
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(tooOld()).Anew(), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	if d.Posted {
		return bot.Whisper(postedBefore()).Anew(), nil
	}
	return openIn(p, p.Args.Part(0), d.Circle)
}

// openIn shows what would be posted to a circle, or asks for it.
func openIn(p *bot.Personal, id, circle string) (bot.Private, error) {
	c, full, err := mayAsk(p, circle)
	if err != nil || full != nil {
		return said(full), err
	}
	d, err := drafts.Get(p.Data, id)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(tooOld()).Anew(), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	if d.Posted {
		return bot.Whisper(postedBefore()).Anew(), nil
	}
	if d.Circle = circle; d.Need.Specialty != "" {
		return preview(p, id, d, c)
	}
	filled := map[string]string{draftKey: id}
	for _, w := range d.Need.Enclosure() {
		filled[w.Name] = w.Value
	}
	if err := drafts.Put(p.Data, id, d); err != nil {
		return bot.Private{}, err
	}
	return p.StartForm(needFormName, filled)
}

func said(m *bot.Message) bot.Private {
	if m == nil {
		return bot.Private{}
	}
	return bot.Whisper(*m).Anew()
}

// mayAsk opens a circle of hers, and says why she cannot ask there now.
func mayAsk(p *bot.Personal, circle string) (c bot.Circle, not *bot.Message, err error) {
	c, space, err := p.Circle(circle)
	if errors.Is(err, store.ErrNotFound) {
		m := notInIt()
		return c, &m, nil
	}
	if err != nil {
		return c, nil, err
	}
	open, err := openBy(p, c, space)
	if err == nil && len(open) >= mostOpen {
		m := enough(c.Name)
		return c, &m, nil
	}
	return c, nil, err
}

// openBy is her open asks in a circle.
func openBy(p *bot.Personal, c bot.Circle, space store.CircleTx) ([]store.Entry[Ask], error) {
	key, err := p.Key(c.Mine)
	if err != nil {
		return nil, err
	}
	return store.Collect(Asks.By(space, "open", key))
}

// needForm asks for the fields one by one; everything but the specialty can be skipped.
func needForm() bot.Form {
	f := bot.Form{Name: needFormName, Done: filled}
	for _, d := range details() {
		f.Fields = append(f.Fields, bot.Field{
			Name: d.name, Label: d.label, Ask: d.ask, Required: d.name == specialtyField, Options: d.options,
			Parse: func(_ *bot.Personal, answer string) (string, error) {
				if err := people.NotBare(answer); err != nil {
					return "", err
				}
				var n Need
				_, err := d.read(&n, answer)
				return d.show(n), err
			},
			Spread: func(_ *bot.Personal, answer string) (map[string]string, error) { return d.spread(answer), nil },
		})
	}
	return f
}

// spread notes what is left out of a free text, and reads a whole line that was typed
// where only the specialty was asked for.
func (d detail) spread(answer string) map[string]string {
	more := map[string]string{}
	switch {
	case d.name == specialtyField:
		var names scrub.Names
		n, out := readWords(answer, &names)
		if n.Specialty == "" {
			return nil
		}
		for _, w := range n.Enclosure() {
			more[w.Name] = w.Value
		}
		more[outKey(d.name)], more[namesKey(d.name)] = out.Code(), names.Code()
	case d.most > 0:
		var names scrub.Names
		out, _ := d.readKnowing(&Need{}, answer, &names) // a sentence is said by Parse
		more[outKey(d.name)], more[namesKey(d.name)] = out.Code(), names.Code()
	}
	return more
}

// forgetNames leaves out of every field who was named in any; a field of which nothing is
// left is empty.
func (d *draft) forgetNames() {
	for _, x := range details() {
		typed := x.show(d.Need)
		if x.most == 0 || typed == "" {
			continue
		}
		out, err := x.readKnowing(&d.Need, typed, &d.Names)
		if d.Out.Add(out...); err != nil {
			_ = x.take(&d.Need, "") // which empties it
		}
	}
}

// filled shows what the form was filled with.
func filled(_ context.Context, p *bot.Personal, answers map[string]string) (bot.Private, error) {
	id := answers[draftKey]
	d, err := drafts.Get(p.Data, id)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(tooOld()).Anew(), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	if d.Posted {
		return bot.Whisper(postedBefore()).Anew(), nil
	}
	d.Need = Need{}
	for _, x := range details() {
		if answers[x.name] == "" {
			continue
		}
		out, err := x.read(&d.Need, answers[x.name])
		if err != nil {
			return bot.Private{}, err
		}
		d.Out.Add(out...)
		d.Out.AddCode(answers[outKey(x.name)])
	}
	for _, x := range details() {
		d.Names.AddCode(answers[namesKey(x.name)])
	}
	d.forgetNames()
	c, not, err := mayAsk(p, d.Circle)
	if err != nil || not != nil {
		return said(not), err
	}
	return preview(p, id, d, c)
}
