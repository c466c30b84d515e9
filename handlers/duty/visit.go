package duty

import (
	"errors"
	"time"

	"referout/bot"
	"referout/handlers/courtesy"
	"referout/handlers/events"
	"referout/store"
)

// visitID is the one visit duty of an office.
func visitID(office string) string { return "v" + office }

// Reckon brings the visits of offices into line with what is known: the last touch
// in person there, else the first referral. Any newer touch moves them; what has not
// changed keeps its booking and its Later.
func Reckon(p *bot.Personal, offices ...string) error {
	k, err := at(p)
	if err != nil {
		return err
	}
	for _, office := range offices {
		if office == "" {
			continue
		}
		if err := k.reckon(office); err != nil {
			return err
		}
	}
	return nil
}

func (k desk) reckon(office string) error {
	id := visitID(office)
	d, err := k.get(id)
	if store.IgnoreMissing(err) != nil {
		return err
	}
	if d.State == Ended {
		return k.ensureDigest()
	}
	due, first, known, err := k.visitDue(office, d.Skip)
	if err != nil {
		return err
	}
	if first && courtesy.VisitDue(due).Before(k.today()) { // told long after it happened
		if due = courtesy.FirstVisitDue(k.now); d.Live() && d.First {
			due = d.Due
		}
	}
	if !known || (d.Live() && d.Due.Equal(due) && d.First == first) {
		return k.ensureDigest()
	}
	return k.begin(id, d, office, due, first)
}

// begin starts a new round of an office's visit.
func (k desk) begin(id string, d Duty, office string, due time.Time, first bool) error {
	one, _ := courtesy.VisitPings(k.now, due, first, k.prefs.Rhythm)
	d.Kind, d.Whom, d.By = Visit, office, k.Who.ID
	d.Due, d.First, d.From = due, first, one
	if !due.After(k.today()) {
		d.From = k.now // overdue: on the list at once, though the ping keeps its hour
	}
	d.Booked = time.Time{}
	if err := errors.Join(k.fresh(id), k.save(id, d, Open)); err != nil {
		return err
	}
	return k.remind(id, one)
}

// visitDue is the day by which an office is to be visited; known is false where
// nothing has started the rhythm.
func (k desk) visitDue(office string, skipped time.Time) (due time.Time, first, known bool, err error) {
	last, err := events.LastInPerson(k.Data, office)
	if err != nil {
		return time.Time{}, false, false, err
	}
	if !skipped.IsZero() && !last.After(skipped) {
		return courtesy.VisitDueAfterSkip(skipped), false, true, nil
	}
	if !last.IsZero() {
		return courtesy.VisitDue(last), false, true, nil
	}
	referred, err := events.FirstReferral(k.Data, office)
	if err != nil || referred.IsZero() {
		return time.Time{}, false, false, err
	}
	return courtesy.FirstVisitDue(referred), true, true, nil
}

// VisitBy is the day by which an office is to be visited, if its rhythm runs.
func VisitBy(p *bot.Personal, office string) (due time.Time, ok bool, err error) {
	d, err := Duties.Get(p.Data, visitID(office))
	if errors.Is(err, store.ErrNotFound) {
		return time.Time{}, false, nil
	}
	return d.Due, err == nil && d.Live(), err
}

// asked remembers the offices that were asked about once.
var asked = store.Table[wasAsked]{Name: "asked"}

type wasAsked struct {
	On time.Time `cbor:"1,keyasint" json:"on"`
}

// ThereAsked says whether "when were you last there?" was asked or is answered.
func ThereAsked(p *bot.Personal, office string) (bool, error) {
	if _, err := asked.Get(p.Data, office); !errors.Is(err, store.ErrNotFound) {
		return err == nil, err
	}
	last, err := events.LastInPerson(p.Data, office)
	return !last.IsZero(), err
}

// MarkAsked notes that the question was asked.
func MarkAsked(p *bot.Personal, office string) error {
	return asked.Put(p.Data, office, wasAsked{On: p.Now.UTC()})
}

// LastThere starts an office's rhythm with what was answered. It owes no note.
func LastThere(p *bot.Personal, office string, answer courtesy.LastThere) error {
	k, err := at(p)
	if err != nil {
		return err
	}
	day, was := answer.Day(k.now)
	if was {
		if _, err := events.Add(p, events.Event{Kind: events.WasThere, Office: office, Day: day}); err != nil {
			return err
		}
	}
	return Reckon(p, office)
}
