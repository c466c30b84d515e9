package people

import (
	"context"
	"errors"
	"slices"
	"strings"

	"referout/bot"
	"referout/store"
)

// cancelWord ends what is open; bareWords are the other words that, typed alone,
// mean their command.
const cancelWord = "cancel"

var bareWords = []string{"help", "undo", "due", "privacy", "settings", "export"}

// BareWord is the command's word that a text consists of, without its slash: "help".
func BareWord(text string) (word string, ok bool) {
	word = strings.ToLower(strings.Trim(text, " .!?"))
	return word, word == cancelWord || slices.Contains(bareWords, word)
}

// Bare does what the command of a bare word does, unless somebody of the book is
// called so; then it is ErrNoMatch.
func Bare(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	word, ok := BareWord(p.Args.Words)
	if !ok {
		return bot.Private{}, bot.ErrNoMatch
	}
	hits, _, err := Match(p, word, Filter{Specialists: true, Staff: true, Offices: true})
	if err != nil {
		return bot.Private{}, err
	}
	if slices.ContainsFunc(hits, func(h Hit) bool { return !h.Guess }) {
		return bot.Private{}, bot.ErrNoMatch
	}
	if word == cancelWord {
		return bot.Whisper(cancelled()), forgetAsked(p, func(store.Entry[pending]) bool { return true })
	}
	for _, c := range p.Commands() {
		if c.Name == word && c.Personal != nil {
			p.Args = bot.Args{}
			return c.Personal(ctx, p)
		}
	}
	return bot.Private{}, bot.ErrNoMatch
}

// OrBare lets a bare word that is typed in answer to a question mean its command.
func OrBare(answer func(context.Context, *bot.Personal) (bot.Private, error)) func(context.Context, *bot.Personal) (bot.Private, error) {
	return func(ctx context.Context, p *bot.Personal) (bot.Private, error) {
		if _, bare := BareWord(p.Args.Words); bare && !p.Args.Tapped {
			out, err := Bare(ctx, p)
			if !errors.Is(err, bot.ErrNoMatch) {
				return out, err
			}
		}
		return answer(ctx, p)
	}
}

// NotBare refuses a bare word as the answer to a field of a form.
func NotBare(answer string) error {
	switch word, bare := BareWord(answer); {
	case bare && word == cancelWord:
		return bot.Errorf("%s", tapCancel)
	case bare:
		return bot.Errorf(needsSlash, word)
	}
	return nil
}
