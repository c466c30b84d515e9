package bot

import (
	"errors"
	"testing"
	"time"

	"referout/store"
)

// Codes that have expired and strangers of other days are forgotten; what holds stays.
func TestTidyCodes(t *testing.T) {
	r := bareRouter(t, &counter{name: "telegram"})
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	err := r.store.Update(t.Context(), func(tx *store.Tx) error {
		s := tx.System()
		return errors.Join(
			codes.Put(s, "old", code{Kind: LinkCode, Until: now.Add(-time.Second)}), codes.Put(s, "new", code{Kind: LinkCode, Until: now.Add(time.Hour)}),
			codes.Put(s, "paper", code{Kind: RecoveryCode}),
			visitors.Put(s, "yesterday", visitor{Day: "20260301", Tries: 3}), visitors.Put(s, "today", visitor{Day: "20260302", Tries: 3}))
	})
	if err = errors.Join(err, r.tidyCodes(t.Context(), now)); err != nil {
		t.Fatal(err)
	}
	err = r.store.View(t.Context(), func(tx *store.Tx) error {
		left, err := store.Collect(codes.All(tx.System()))
		seen, more := store.Collect(visitors.All(tx.System()))
		if len(left) != 2 || len(seen) != 1 || seen[0].ID != "today" {
			t.Errorf("left: %v, %v", left, seen)
		}
		return errors.Join(err, more)
	})
	if err != nil {
		t.Error(err)
	}
}
