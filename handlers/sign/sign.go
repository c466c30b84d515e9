// Package sign is by what name a member is known to her colleagues: a name alone, with
// what she is, and nothing that the scrubber finds, but that it may be "Ms. Lee".
package sign

import (
	"context"
	"regexp"

	"referout/bot"
	"referout/handlers/listing"
	"referout/handlers/people"
	"referout/handlers/scrub"
	"referout/store"
)

// signature is the name that a member typed once.
type signature struct {
	Name string `cbor:"1,keyasint,omitempty" json:"name"`
}

// signatures has a row a member.
var signatures = store.Table[signature]{Name: "signature"}

// Tables lists everything kept here, for export.
func Tables() []store.Keeper { return []store.Keeper{signatures} }

// Name is how she signs in a circle: as her listing there says, else as another listing
// of hers says, else as she typed once; "" if nothing says it.
func Name(_ context.Context, p *bot.Personal, circle string) (string, error) {
	all, err := p.Circles()
	if err != nil {
		return "", err
	}
	ids := []string{circle}
	for _, c := range all {
		ids = append(ids, c.ID)
	}
	for _, id := range ids {
		l, listed, err := listing.In(p, id)
		if store.IgnoreMissing(err) != nil {
			return "", err
		}
		if err == nil && listed {
			return l.Name, nil
		}
	}
	typed, err := signatures.Get(p.Data, p.Who.ID)
	return typed.Name, store.IgnoreMissing(err)
}

// noName is what stands in no name: a number, or what was done for whom.
var noName = regexp.MustCompile(`(?i)\d|\b(?:helped|treated|saw|sees|clients?|patients?|for|with|my|who)\b`)

// Keep keeps a name that she typed. The error of one that is none is a sentence.
func Keep(p *bot.Personal, typed string) (string, error) {
	name, err := Read(typed)
	if err != nil {
		return "", err
	}
	return name, signatures.Put(p.Data, p.Who.ID, signature{name})
}

// Read is a name as a colleague may be shown it: "Ann Bell, LMT", "Ms. Lee", and nothing
// besides. The error of one that is none is a sentence.
func Read(typed string) (string, error) {
	name, err := people.ReadName(typed)
	if err != nil {
		return "", err
	}
	if f, found := scrub.FirstBut(name, scrub.Person); found {
		return "", bot.Errorf(onlyAName, f.Kind)
	}
	if noName.MatchString(name) {
		return "", bot.Errorf("%s", nameAlone)
	}
	return name, nil
}
