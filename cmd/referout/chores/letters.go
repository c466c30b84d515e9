package chores

import (
	"context"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"referout/bot"
	"referout/store"
)

func (b *Book) letters(ctx context.Context, f Form, out io.Writer) error {
	all, err := b.Router.Letters(ctx)
	if err != nil {
		return err
	}
	if f.JSON {
		if all == nil {
			all = []bot.Letter{}
		}
		return WriteJSON(out, all)
	}
	if len(all) == 0 {
		_, err := fmt.Fprintln(out, "Nothing waits.")
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "id\ton\twhat\tattempts\tsince\tnext")
	for _, l := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\t%s\n", l.ID, l.Platform, l.Kind, l.Attempts, l.Since.Local().Format(time.DateTime), next(l))
	}
	return w.Flush()
}

// next says what becomes of a letter.
func next(l bot.Letter) string {
	switch {
	case l.Dead:
		return "given up: " + l.Why
	case l.Next.IsZero():
		return "at once"
	}
	return l.Next.Local().Format(time.DateTime)
}

// LetterArgs name a letter.
type LetterArgs struct {
	Form
	ID     string `json:"id"`
	Reason string `json:"reason,omitempty"`
}

var errNoLetter = errors.New("there is no message with this id, or none any more; referout outbox list shows them")

func (b *Book) retry(ctx context.Context, a LetterArgs, out io.Writer) error {
	if err := b.Router.Retry(ctx, a.ID); err != nil {
		return noLetter(err)
	}
	return b.done(a, out, "It is sent as soon as referout runs and the platform takes it.")
}

func (b *Book) drop(ctx context.Context, a LetterArgs, out io.Writer) error {
	if err := b.Router.Drop(ctx, a.ID, a.Reason); err != nil {
		return noLetter(err)
	}
	return b.done(a, out, "Dropped. What it was about stays owed.")
}

func (b *Book) done(a LetterArgs, out io.Writer, text string) error {
	if a.JSON {
		return WriteJSON(out, a)
	}
	_, err := fmt.Fprintln(out, text)
	return err
}

func noLetter(err error) error {
	if errors.Is(err, bot.ErrNoLetter) || errors.Is(err, store.ErrNotFound) {
		return errNoLetter
	}
	return err
}
