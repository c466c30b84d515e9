package ask

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"referout/bot"
	"referout/store"
)

// What would be posted, and its changes.

// preview shows exactly what the room would see. What was left out is told once.
func preview(p *bot.Personal, id string, d draft, c bot.Circle) (bot.Private, error) {
	m := leftOut(d.Out, thisIsPosted(c.Name))
	if d.Need.Area == "" && slices.Contains(d.Out, notSure) {
		m = m.With(bot.Do("Add the area", fieldAction, id, areaField))
	}
	d.Out = nil
	if err := drafts.Put(p.Data, id, d); err != nil {
		return bot.Private{}, err
	}
	m = m.With(bot.Do("Change", changeAction, id), bot.Do("Not now", notNowAction, id))
	return bot.Whisper(m).Corrects(wordsAction, id).Offering(bot.Offer{
		Label: "Post it", Style: bot.Primary, Circle: c.ID, Kind: postMail, Ref: d.Thread, What: d.Need.Enclosure(),
		After: postedAction, Parts: []string{id, d.Need.stamp()},
	}), nil
}

// openDraft is the draft of a button with its circle; not is why it cannot be gone on with.
func openDraft(p *bot.Personal) (id string, d draft, c bot.Circle, not *bot.Message, err error) {
	id = p.Args.Part(0)
	d, err = drafts.Get(p.Data, id)
	if errors.Is(err, store.ErrNotFound) {
		m := tooOld()
		return id, d, c, &m, nil
	}
	if err != nil {
		return id, d, c, nil, err
	}
	if d.Posted {
		m := postedBefore()
		return id, d, c, &m, nil
	}
	c, not, err = mayAsk(p, d.Circle)
	return id, d, c, not, err
}

// change asks which field is to be different.
func change(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id, d, _, not, err := openDraft(p)
	if err != nil || not != nil {
		return said(not), err
	}
	return whichField(id, d, whatElse()), nil
}

// corrected takes what was typed below what would be posted: where it says something that
// is known, that is changed. A line for her book changes nothing, whomever it names.
func corrected(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id, d, c, not, err := openDraft(p)
	if err == nil && not != nil && !p.Args.Tapped {
		return bot.Private{}, bot.ErrNoMatch
	}
	if err != nil || not != nil {
		return said(not), err
	}
	n, out := readWords(bot.OneLine(p.Args.Words), &d.Names)
	var labels []string
	if !tellsOfWork(p.Args.Words) {
		labels = d.Need.overwrite(n)
	}
	if len(labels) == 0 {
		return whichField(id, d, cannotTell()).Add(bot.Compose().With(bot.Do("Not now", notNowAction, id))), nil
	}
	d.Out.Add(out...)
	d.forgetNames()
	shown, err := preview(p, id, d, c)
	return shown.Below(changedLines(labels)), err
}

// overwrite takes over what is sure of a guess, and names it: the words that are left are
// an area only beside something that is known.
func (n *Need) overwrite(guess Need) (labels []string) {
	known := guess.Specialty != "" || len(guess.Payers) > 0 || guess.Format != 0 || guess.When != ""
	for _, x := range details() {
		if x.name == approachField || x.name == noteField {
			continue
		}
		if text := x.show(guess); known && text != "" && x.take(n, text) == nil {
			labels = append(labels, x.label)
		}
	}
	return labels
}

// whichField asks below a text which field is to be different.
func whichField(id string, d draft, m bot.Message) bot.Private {
	if len(d.Need.Enclosure()) > 0 {
		m = m.Add(d.Need.Enclosure().Facts())
	}
	for _, x := range details() {
		m = m.With(bot.Do(x.label, fieldAction, id, x.name))
	}
	return bot.Whisper(m).Corrects(wordsAction, id)
}

// leaveOut stands in the button that empties a field.
const leaveOut = "x"

// changeField asks for a field, and takes the answer: a button or what was typed.
func changeField(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	id, d, c, not, err := openDraft(p)
	if err != nil || not != nil {
		return said(not), err
	}
	x, known := detailOf(p.Args.Part(1))
	if !known {
		return change(ctx, p)
	}
	answer := p.Args.Words
	if p.Args.Tapped {
		if p.Args.Part(2) == leaveOut && x.name != specialtyField {
			_ = x.take(&d.Need, "") // which empties it
			return preview(p, id, d, c)
		}
		at, err := strconv.Atoi(p.Args.Part(2))
		if err != nil || at < 0 || at >= len(x.options) {
			return askField(id, x, d.Need, ""), nil
		}
		answer = x.options[at]
	}
	next := d.Need
	next.Payers = slices.Clone(d.Need.Payers)
	out, err := x.readKnowing(&next, answer, &d.Names)
	if trouble := (*bot.Error)(nil); errors.As(err, &trouble) {
		return askField(id, x, d.Need, trouble.Error()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	d.Need = next
	d.Out.Add(out...)
	d.forgetNames()
	return preview(p, id, d, c)
}

// askField asks for one field anew.
func askField(id string, x detail, n Need, trouble string) bot.Private {
	m := askAgain(x, trouble)
	for i, o := range x.options {
		m = m.With(bot.Do(o, fieldAction, id, x.name, strconv.Itoa(i)))
	}
	if x.name != specialtyField && x.show(n) != "" {
		m = m.With(bot.Do("Leave it out", fieldAction, id, x.name, leaveOut))
	}
	return bot.Whisper(m).Asks(fieldAction, id, x.name)
}

func notNow(_ context.Context, p *bot.Personal) (bot.Private, error) {
	d, err := drafts.Get(p.Data, p.Args.Part(0))
	switch {
	case errors.Is(err, store.ErrNotFound):
		return bot.Whisper(tooOld()).Anew(), nil
	case err != nil:
		return bot.Private{}, err
	case d.Posted:
		return bot.Whisper(postedBefore()).Anew(), nil
	}
	return bot.Whisper(notPosted()), drafts.Delete(p.Data, p.Args.Part(0))
}

// noTip answers [Not now] of who was about to answer somebody else's ask.
func noTip(context.Context, *bot.Personal) (bot.Private, error) {
	return bot.Whisper(notPosted()), nil
}

// posted answers [Post it]: the ask is on its way to the room. Below an older text than the
// newest that is shown instead, and nothing leaves; nor does what was posted or given up.
func posted(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id := p.Args.Part(0)
	d, err := drafts.Get(p.Data, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return bot.Whisper(tooOld()).Anew().Withheld(), nil
	case err != nil:
		return bot.Private{}, err
	case d.Posted:
		return bot.Whisper(postedBefore()).Anew().Withheld(), nil
	case d.Need.stamp() != p.Args.Part(1):
		return changedSince(p, id, d)
	}
	name, err := p.CircleName(d.Circle, theGroup)
	if err != nil {
		return bot.Private{}, err
	}
	return bot.Whisper(onItsWay(name, d.Need)), drafts.Put(p.Data, id, draft{Circle: d.Circle, At: d.At, Posted: true})
}

// changedSince shows the newest text of an ask where an older one was to be posted.
func changedSince(p *bot.Personal, id string, d draft) (bot.Private, error) {
	c, not, err := mayAsk(p, d.Circle)
	if err != nil || not != nil {
		return said(not).Withheld(), err
	}
	shown, err := preview(p, id, d, c)
	return shown.Below(newerText()).Withheld(), err
}
