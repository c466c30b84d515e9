package chores

import (
	"context"
	"errors"
	"fmt"
	"io"

	"referout/cmd/referout/checkup"
	"referout/cmd/referout/vault"
	"referout/store"
)

// Resealed is the answer of a sweep.
type Resealed struct {
	Spaces int `json:"spaces"` // books, groups and the system
	Values int `json:"values"` // that were sealed anew
}

// reseal seals everything under the newest data keys and drops older ones.
func (b *Book) reseal(ctx context.Context, f Form, out io.Writer) error {
	ids, err := b.Store.Spaces(ctx)
	if err != nil {
		return err
	}
	var done Resealed
	for _, id := range ids {
		n, err := b.Store.Reseal(ctx, id)
		if errors.Is(err, store.ErrNotFound) {
			continue // erased meanwhile
		}
		if err != nil {
			return fmt.Errorf("%d values are sealed anew, then it broke off; call it again to go on: %w", done.Values, err)
		}
		done.Spaces++
		done.Values += n
	}
	if f.JSON {
		return WriteJSON(out, done)
	}
	_, err = fmt.Fprintf(out, "Values sealed anew: %d. Older keys are gone. Unused parts of the file still hold values under these: referout compact removes them.\n", done.Values)
	return err
}

// CanaryAnswer is what shows whether a master key is the one of the open book.
type CanaryAnswer struct {
	Canary []byte `json:"canary"`
	Mark   string `json:"mark"` // of its backups
	Format int    `json:"format"`
	File   int64  `json:"file"` // bytes
	Free   int64  `json:"free"` // bytes of it that hold nothing
}

func (b *Book) canary(ctx context.Context, _ Form, out io.Writer) error {
	var a CanaryAnswer
	var err error
	if a.Canary, err = b.Store.Canary(ctx); err != nil {
		return err
	}
	if a.Mark, err = vault.Mark(ctx, b.Store); err != nil {
		return err
	}
	if a.Format, _, err = b.Store.Format(ctx); err != nil {
		return err
	}
	usage, err := b.Engine.Usage()
	if err != nil {
		return err
	}
	a.File, a.Free = usage.File, usage.Free
	return WriteJSON(out, a)
}

// platforms looks at them with the tokens that this program has.
func (b *Book) platforms(ctx context.Context, _ Form, out io.Writer) error {
	lines := []checkup.Line{}
	if b.Platforms != nil {
		lines = append(lines, b.Platforms(ctx)...)
	}
	return WriteJSON(out, lines)
}
