package bot

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"referout/store"
)

// A Form asks field by field in one conversation. The draft is stored, so a
// restart in the middle loses nothing; a command in between parks it, and its
// buttons go on working.
type Form struct {
	Name   string // stands in buttons: must never change
	Fields []Field
	// Done gets what was filled, by field name; fields skipped are absent.
	Done func(ctx context.Context, p *Personal, filled map[string]string) (Private, error)
}

// A Field is one question of a form. The prompt's first line is the Label.
type Field struct {
	Name, Label, Ask string
	Required         bool
	Options          []string // offered as buttons
	// Parse checks and tidies an answer; its error is a sentence for the person.
	Parse func(p *Personal, answer string) (string, error)
	// Spread reads more fields than this one out of an answer, by name; may be nil.
	Spread func(p *Personal, answer string) (map[string]string, error)
}

type draft struct {
	Form   string            `cbor:"1,keyasint,omitempty"`
	At     int               `cbor:"2,keyasint,omitempty"`
	Filled map[string]string `cbor:"3,keyasint,omitempty"`
}

var drafts = store.Table[draft]{Name: "draft", Volatile: true}

// StartForm opens a form with what is already known.
func (p *Personal) StartForm(name string, filled map[string]string) (Private, error) {
	if filled == nil {
		filled = map[string]string{}
	}
	return p.askField(draft{Form: name, Filled: filled}, "")
}

// askField shows the next open field, or finishes.
func (p *Personal) askField(d draft, trouble string) (Private, error) {
	form := p.desk.router.forms[d.Form]
	for d.At < len(form.Fields) && d.Filled[form.Fields[d.At].Name] != "" {
		d.At++
	}
	if d.At >= len(form.Fields) {
		return Private{}, errFormFull
	}
	if err := drafts.Put(p.Data, p.desk.seat, d); err != nil {
		return Private{}, err
	}
	return Whisper(fieldPrompt(form, d, trouble)).Asks(formAction, d.Form), nil
}

var errFormFull = errors.New("form is full")

func (p *Personal) nextField(ctx context.Context, d draft, trouble string) (Private, error) {
	out, err := p.askField(d, trouble)
	if !errors.Is(err, errFormFull) {
		return out, err
	}
	return p.finishForm(ctx, d)
}

func (p *Personal) finishForm(ctx context.Context, d draft) (Private, error) {
	if err := drafts.Delete(p.Data, p.desk.seat); err != nil {
		return Private{}, err
	}
	return p.desk.router.forms[d.Form].Done(ctx, p, d.Filled)
}

const (
	formAction = "form"
	formSkip   = "skip"
	formDone   = "done"
	formCancel = "stop"
	formOption = "pick"
)

// fillForm is the action behind a form's buttons and answers. Its parts are the
// form's name, the step and what was tapped.
func fillForm(ctx context.Context, p *Personal) (Private, error) {
	d, err := drafts.Get(p.Data, p.desk.seat)
	if errors.Is(err, store.ErrNotFound) || (err == nil && d.Form != p.Args.Part(0)) {
		return Whisper(formGone()), nil
	}
	if err != nil {
		return Private{}, err
	}
	if p.Args.Tapped {
		return p.tapForm(ctx, d)
	}
	if strings.EqualFold(strings.TrimSpace(p.Args.Words), cancelLabel) {
		return p.stopForm()
	}
	return p.answerField(ctx, d, p.Args.Words)
}

func (p *Personal) stopForm() (Private, error) {
	return Whisper(formStopped()), drafts.Delete(p.Data, p.desk.seat)
}

// StopForm ends the form whose question waited for an answer when the request came;
// stopped is false if none did.
func (p *Personal) StopForm() (out Private, stopped bool, err error) {
	if !p.desk.filling {
		return Private{}, false, nil
	}
	out, err = p.stopForm()
	return out, true, err
}

func (p *Personal) tapForm(ctx context.Context, d draft) (Private, error) {
	if p.Args.Part(2) == formCancel { // of whichever of its questions
		return p.stopForm()
	}
	if at, err := strconv.Atoi(p.Args.Part(1)); err != nil || at != d.At {
		return p.nextField(ctx, d, "")
	}
	fields := p.desk.router.forms[d.Form].Fields
	switch p.Args.Part(2) {
	case formSkip:
		d.At++
		return p.nextField(ctx, d, "")
	case formDone:
		return p.finishForm(ctx, d)
	case formOption:
		if n, err := strconv.Atoi(p.Args.Part(3)); err == nil && n >= 0 && n < len(fields[d.At].Options) {
			return p.answerField(ctx, d, fields[d.At].Options[n])
		}
	}
	return p.nextField(ctx, d, "")
}

func (p *Personal) answerField(ctx context.Context, d draft, answer string) (Private, error) {
	f := p.desk.router.forms[d.Form].Fields[d.At]
	answer = strings.TrimSpace(OneLine(answer))
	if f.Spread != nil {
		more, err := f.Spread(p, answer)
		if err != nil {
			return Private{}, err
		}
		if own := more[f.Name]; own != "" {
			answer = own
		}
		d.spread(f.Name, more)
	}
	if f.Parse != nil {
		parsed, err := f.Parse(p, answer)
		if said := (*Error)(nil); errors.As(err, &said) {
			return p.nextField(ctx, d, said.text)
		} else if err != nil {
			return Private{}, err
		}
		answer = parsed
	}
	if answer == "" {
		return p.nextField(ctx, d, formEmpty(f))
	}
	d.fill(f.Name, answer)
	d.At++
	return p.nextField(ctx, d, "")
}

// spread fills the other fields that an answer spoke of; whether it fills its own, Parse
// says.
func (d *draft) spread(own string, more map[string]string) {
	for name, value := range more {
		if name != own {
			d.fill(name, value)
		}
	}
}

func (d *draft) fill(name, value string) {
	if d.Filled == nil { // an empty map is not stored
		d.Filled = map[string]string{}
	}
	d.Filled[name] = value
}

// fieldPrompt shows the field's label first, what is known so far, the question
// and the ways on.
func fieldPrompt(form Form, d draft, trouble string) Message {
	f := form.Fields[d.At]
	m := Compose(Title("%s", f.Label))
	if trouble != "" {
		m = m.Add(Say("%s", trouble))
	}
	m = m.Add(Say("%s", f.Ask))
	step := strconv.Itoa(d.At)
	for i, o := range f.Options {
		m = m.With(Do(o, formAction, form.Name, step, formOption, strconv.Itoa(i)))
	}
	if !f.Required {
		m = m.With(Do(skipLabel, formAction, form.Name, step, formSkip))
	}
	if ready(form, d) {
		m = m.With(Do(doneLabel, formAction, form.Name, step, formDone))
	}
	return m.With(Do(cancelLabel, formAction, form.Name, step, formCancel))
}

// ready says whether every required field is filled.
func ready(form Form, d draft) bool {
	return !slices.ContainsFunc(form.Fields, func(f Field) bool { return f.Required && d.Filled[f.Name] == "" })
}
