package bot

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"referout/store"
)

// waits holds the question each account is being asked.
var waits = store.Table[wait]{Name: "wait", Volatile: true}

// job is what one input will run.
type job struct {
	run   func(context.Context, *Personal) (Private, error)
	edits bool // answers in place of the tapped message
	once  bool // a second tap of the same button changes nothing
}

// understand finds what an input means: a command, a button, the answer to a
// waiting question, a sentence. It ends a wait that the input does not answer.
func (r *Router) understand(p *Personal, in Incoming) (job, error) {
	if n := utf8.RuneCountInString(in.Text); n > MostRunes {
		return fixed(tooLong(n)), nil
	}
	if in.Kind == SentFile {
		return fixed(noFiles()), nil
	}
	twice, err := r.slipped(p, in)
	if err != nil || twice {
		p.desk.silent = true
		return fixed(Message{}), err
	}
	question, err := p.takeWait(in)
	if err != nil {
		return job{}, err
	}
	p.desk.filling = question != nil && question.Action == formAction
	p.Args.Words = strings.TrimSpace(Clean(in.Text))
	if in.Message != "" {
		if p.Args.About, err = p.dutiesOf(in.Message); err != nil {
			return job{}, err
		}
	}
	switch {
	case in.Kind == Tapped:
		return r.tapped(p, in)
	case in.Kind == Opened:
		return r.opened(in)
	case in.Command != "":
		return r.commandJob(in.Command)
	case question != nil && !p.repliesElsewhere(*question):
		p.Args.Parts = question.Parts
		run := r.actions[question.Action].Personal
		if !question.Until.IsZero() {
			run = r.orSentence(run)
		}
		return job{run: run}, nil
	}
	return job{run: r.sentence}, nil
}

// repliesElsewhere says whether the text replies to a message about other duties
// than the waiting question: then it is no answer to the question.
func (p *Personal) repliesElsewhere(question wait) bool {
	return len(p.Args.About) > 0 && !slices.Equal(p.Args.About, question.About)
}

// takeWait removes the waiting question; only plain text answers it.
func (p *Personal) takeWait(in Incoming) (*wait, error) {
	if in.Kind == Opened || strings.HasPrefix(in.Payload, keepAction+":") {
		return nil, nil
	}
	w, err := waits.Get(p.Data, p.desk.seat)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if err := waits.Delete(p.Data, p.desk.seat); err != nil || w.over(p.desk.now) {
		return nil, err
	}
	return &w, nil
}

// over says whether a text is not about what was shown any more.
func (w wait) over(now time.Time) bool { return !w.Until.IsZero() && !now.Before(w.Until) }

// opened greets whoever opens the machine owner's own chat. On the platforms it
// means that the way is open again, and what was held says so.
func (r *Router) opened(in Incoming) (job, error) {
	if in.From.Platform != r.config.Home {
		return fixed(Message{}), nil
	}
	return r.commandJob("start")
}

func fixed(m Message) job {
	return job{run: func(context.Context, *Personal) (Private, error) { return Whisper(m), nil }}
}

func (r *Router) commandJob(name string) (job, error) {
	c, found := r.commands[name]
	if !found {
		return fixed(unknownCommand(name, r.nearest(name, func(c Command) bool { return c.Personal != nil }))), nil
	}
	if c.Personal == nil {
		return fixed(groupOnly(c.Name)), nil
	}
	return job{run: c.Personal}, nil
}

// nearest is a declared command that fits and that name begins like, for a typo; never one
// that destroys something.
func (r *Router) nearest(name string, fits func(Command) bool) string {
	for n := len(name); n >= 2; n-- {
		for _, c := range r.listed {
			if !c.Hidden && fits(c) && !c.Drastic && strings.HasPrefix(c.Name, name[:n]) {
				return c.Name
			}
		}
	}
	return ""
}

// tapped opens a button's payload. Payloads can be forged and can be years old:
// anything that is not a declared action gets a friendly sentence. What the
// parts name is looked up in the sender's own book only.
func (r *Router) tapped(p *Personal, in Incoming) (job, error) {
	action, parts := cut(in.Payload)
	a, found := r.actions[action]
	if !found || a.Personal == nil || len(in.Payload) > 64 {
		return fixed(oldButton()), nil
	}
	p.Args.Parts, p.Args.Words, p.Args.Tapped = parts, "", true
	return job{run: a.Personal, edits: a.Edits, once: a.Once}, nil
}

// orSentence takes a text about what was shown before, or for a sentence if that is gone.
func (r *Router) orSentence(correct func(context.Context, *Personal) (Private, error)) func(context.Context, *Personal) (Private, error) {
	return func(ctx context.Context, p *Personal) (Private, error) {
		out, err := correct(ctx, p)
		if errors.Is(err, ErrNoMatch) {
			p.Args.Parts = nil
			return r.sentence(ctx, p)
		}
		return out, err
	}
}

// sentence lets the phrases try in turn.
func (r *Router) sentence(ctx context.Context, p *Personal) (Private, error) {
	out, err := p.Sentence(ctx)
	if errors.Is(err, ErrNoMatch) {
		return Whisper(notUnderstood()), nil
	}
	return out, err
}

// Sentence reads the words of the request as a sentence of their own, where they answer
// no question; ErrNoMatch if none understands them.
func (p *Personal) Sentence(ctx context.Context) (Private, error) {
	for _, ph := range p.desk.router.phrases {
		if !ph.Match(p.Args.Words) {
			continue
		}
		out, err := ph.Personal(ctx, p)
		if !errors.Is(err, ErrNoMatch) {
			return out, err
		}
	}
	return Private{}, ErrNoMatch
}
