// Package prefs holds what a member has settled: her rhythm, whether she is
// away, whether referrals carry a tag.
package prefs

import (
	"errors"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/courtesy"
	"referout/store"
)

// Prefs is one member's settings.
type Prefs struct {
	Rhythm    courtesy.Rhythm `cbor:"1,keyasint" json:"rhythm"`
	AwayUntil time.Time       `cbor:"2,keyasint,omitempty" json:"away_until,omitzero"` // wall day she is back; zero: she is here
	NoTags    bool            `cbor:"3,keyasint,omitempty" json:"no_tags,omitempty"`
}

// Settings has a row a member, once something differs from the usual.
var Settings = store.Table[Prefs]{Name: "settings"}

// Of is the member's settings, the usual ones if none were chosen.
func Of(p *bot.Personal) (Prefs, error) {
	have, err := Settings.Get(p.Data, p.Who.ID)
	if errors.Is(err, store.ErrNotFound) {
		return Prefs{Rhythm: courtesy.Usual()}, nil
	}
	return have, err
}

// Put stores the member's settings.
func Put(p *bot.Personal, have Prefs) error { return Settings.Put(p.Data, p.Who.ID, have) }

// Now is the member's own clock reading.
func Now(p *bot.Personal) time.Time { return when.Wall(p.Now) }

// Today is the member's own day, at midnight.
func Today(p *bot.Personal) time.Time { return courtesy.Day(Now(p)) }

// Away says whether she is away now, and when what is held back arrives.
func (have Prefs) Away(now time.Time) (until time.Time, away bool) {
	if have.AwayUntil.IsZero() {
		return time.Time{}, false
	}
	until = courtesy.AwayEnds(have.AwayUntil, have.Rhythm)
	return until, now.Before(until)
}

// UndoUntil is how long what is done now can be taken back.
func (have Prefs) UndoUntil(p *bot.Personal) time.Time {
	return when.Instant(courtesy.UndoUntil(Now(p), have.Rhythm), p.Now.Location())
}

// Undoable makes this handling one that can be taken back for as long as her
// rhythm says.
func Undoable(p *bot.Personal, out bot.Private, label string) (bot.Private, error) {
	have, err := Of(p)
	return out.Undoable(label, have.UndoUntil(p)), err
}
