package bot

import (
	"errors"
	"fmt"

	"referout/store"
)

// answer stores what a handler returned: the question it asks, its undo record,
// and the messages on their way. All in the handling's own transaction.
func (d *desk) answer(p *Personal, in Incoming, j job, said Private) error {
	out := said.opened()
	if out.erase {
		return d.eraseBook(p, in, out)
	}
	kept, err := d.keepUndo(p.Data, out)
	if err != nil {
		return err
	}
	if (kept || out.sent) && j.once {
		if err := d.noteTap(p.Data, in); err != nil {
			return err
		}
	}
	m, err := d.layOffers(p.Data, d.stamp(out.Message, kept), out.offers)
	if err != nil {
		return err
	}
	if out.wait != nil {
		if err := d.keepWait(p.Data, *out.wait, out.about); err != nil {
			return err
		}
	}
	if m.silent() {
		return nil
	}
	edit := ""
	if j.edits && !out.anew {
		edit = in.Message
	}
	shownID, err := d.keepShown(p.Data, out.about)
	if err != nil {
		return err
	}
	if err := d.push(p.Data, parcel{To: &in.From, Message: m, Edit: edit, Reply: in.Reply, Shown: shownID}); err != nil {
		return err
	}
	if edit != "" {
		if err := d.editCopies(p, edit, m); err != nil {
			return err
		}
	}
	return d.pushAsides(p.Data, out.also)
}

// keepWait keeps the question that the next text answers.
func (d *desk) keepWait(book store.BookTx, w wait, about []string) error {
	w.About = about
	if w.loose {
		w.Until = d.now.Add(correctFor)
	}
	return waits.Put(book, d.seat, w)
}

// keepLoose lets the next text be about what a letter has shown, unless it answers a
// question: what was shown before is none.
func (d *desk) keepLoose(book store.BookTx, w wait) error {
	waiting, err := waits.Get(book, d.seat)
	if store.IgnoreMissing(err) != nil {
		return err
	}
	if err == nil && waiting.Until.IsZero() {
		return nil
	}
	return d.keepWait(book, w, nil)
}

// keepUndo stores the inverse of what the handler changed.
func (d *desk) keepUndo(book store.BookTx, out *answer) (bool, error) {
	if out.label == "" {
		return false, nil
	}
	if err := store.PruneUndo(book, d.now); err != nil {
		return false, fmt.Errorf("prune undo: %w", err)
	}
	return store.KeepUndo(book, d.at, out.label, out.until)
}

// UndoAction is the button that takes back the handling it was shown for.
const UndoAction = "undo"

// UndoChoice is [Undo] for the handling that shows it; the router fills in which.
func UndoChoice() Choice { return Choice{Label: "Undo", Action: UndoAction} }

// stamp fills in the handling of [Undo], or leaves the button out where nothing
// can be taken back.
func (d *desk) stamp(m Message, kept bool) Message {
	var out []Choice
	for _, c := range m.Choices {
		if c.Action == UndoAction && c.Arg == "" {
			if !kept {
				continue
			}
			c.Arg = d.at
		}
		out = append(out, c)
	}
	m.Choices = out
	return m
}

// eraseBook ends the book; the last sentence leaves through the system space.
func (d *desk) eraseBook(p *Personal, in Incoming, out *answer) error {
	if err := errors.Join(d.departAll(p.Data), d.endCodes(p.Data, anyCode), d.tx.EraseBook(p.Data.ID())); err != nil {
		return err
	}
	edit := ""
	if in.Kind == Tapped {
		edit = in.Message
	}
	return d.push(d.tx.System(), parcel{To: &in.From, Message: out.Message, Edit: edit, Reply: in.Reply})
}
