package bot

import (
	"context"
	"strings"

	"referout/store"
)

// Suggest completes an option from the asker's own book, in private only.
func (r *Router) Suggest(ctx context.Context, in Incoming, option, typed string) []string {
	if in.Chat != nil {
		return nil
	}
	var out []string
	for _, param := range r.commands[strings.ToLower(in.Command)].Params {
		if param.Name == option && param.Suggest != nil {
			out = r.suggest(ctx, in, param, typed)
		}
	}
	return out
}

func (r *Router) suggest(ctx context.Context, in Incoming, param Param, typed string) (out []string) {
	err := r.store.View(ctx, func(tx *store.Tx) error {
		place, found, err := tx.Find(in.From.subject())
		if err != nil || !found {
			return err
		}
		book, err := tx.Book(place.Space)
		if err != nil {
			return err
		}
		who, err := members.Get(book, place.Member)
		if err != nil {
			return err
		}
		d := &desk{router: r, tx: tx, now: r.now(), from: in.From}
		out, err = param.Suggest(ctx, &Personal{Who: who, Now: d.now.In(r.zoneOf(who)), Data: book, desk: d}, typed)
		return err
	})
	if err != nil {
		r.log.Warn("suggestions failed", "error", err)
	}
	return out
}
