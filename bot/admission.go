package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"referout/store"
)

// Admission is the third lane: what happens where there is no book yet.

// admit handles a private input of an account without a book.
func (r *Router) admit(ctx context.Context, d *desk, in Incoming) error {
	if in.Kind == Blocked {
		return nil
	}
	if text, given := offeredCode(in); given {
		done, err := r.enter(ctx, d, in, text)
		if done || err != nil {
			return err
		}
	}
	if in.Kind == Tapped {
		return d.pushSystem(in, bookGone())
	}
	if !r.open(in.From) {
		return d.greetStranger(in)
	}
	return r.openBook(ctx, d, in)
}

// open says whether somebody may start a book without a code.
func (r *Router) open(a Account) bool { return r.config.Access == Open || a.Platform == r.config.Home }

// offeredCode finds a code in "/start CODE", "/link CODE", a bare "CODE" or behind
// [Begin].
func offeredCode(in Incoming) (string, bool) {
	if action, parts := cut(in.Payload); in.Kind == Tapped && action == enterAction && len(parts) == 1 {
		return looksLikeCode(parts[0])
	}
	if in.Kind != Said || (in.Command != "" && in.Command != "start" && in.Command != "link") {
		return "", false
	}
	text, shaped := looksLikeCode(in.Text)
	return text, shaped && (in.Command != "" || strings.ContainsAny(text, codeDigits))
}

// enter redeems a code for an account without a book. Where anybody may start a
// book, a text that only looks like a code is a text like any other.
func (r *Router) enter(ctx context.Context, d *desk, in Incoming, text string) (done bool, err error) {
	left, err := d.try(in.From)
	if err != nil {
		return false, err
	}
	if left < 0 {
		return true, d.pushSystem(in, tooManyTries())
	}
	c, err := d.redeem(text, in.From)
	switch {
	case errors.Is(err, errWrongCode) && in.Kind == Said && in.Command == "" && r.open(in.From):
		return false, nil
	case errors.Is(err, errWrongCode):
		return true, d.pushSystem(in, wrongCode(left))
	case err != nil:
		return false, err
	case c.Kind == LinkCode || c.Kind == RecoveryCode:
		return true, r.join(d, in, c)
	}
	if c.Kind == CircleCode {
		circle, err := d.fromCircle(c, in.From)
		if err != nil {
			return true, err
		}
		if err := d.enterFrom(circle, in.From); err != nil {
			return true, err
		}
	}
	in.Kind, in.Command, in.Text, in.Options = Said, "start", "", nil
	return true, r.openBook(ctx, d, in)
}

// try counts a code that was tried and says how many are left today; negative:
// none was.
func (d *desk) try(a Account) (left int, err error) {
	err = d.visit(a, func(v *visitor) { v.Tries++; left = mostTries - v.Tries })
	return left, err
}

func (d *desk) pushSystem(in Incoming, m Message) error {
	return d.push(d.tx.System(), parcel{To: &in.From, Message: m, Reply: in.Reply})
}

// greetStranger says one polite line a day.
func (d *desk) greetStranger(in Incoming) error {
	greets := 0
	if err := d.visit(in.From, func(v *visitor) { v.Greets++; greets = v.Greets }); err != nil {
		return err
	}
	if d.silent = greets > 1; d.silent {
		return nil
	}
	return d.pushSystem(in, stranger())
}

// openBook makes a new book owned by the account, and serves the input in it.
func (r *Router) openBook(ctx context.Context, d *desk, in Incoming) error {
	book, err := d.tx.NewBook(d.entropyFor("book"))
	if err != nil {
		return fmt.Errorf("new book: %w", err)
	}
	who := Member{ID: firstMember, Role: Owner, Zone: r.config.Zone}
	if err := errors.Join(members.Put(book, who.ID, who), d.knowZone(who.Zone)); err != nil {
		return err
	}
	if err := d.bind(book, who.ID, in.From); err != nil {
		return err
	}
	var hello Message
	if in.Command != "start" && in.Kind != Opened {
		hello = greeting()
	}
	return r.serve(ctx, d, book, who.ID, in, hello)
}

// bind makes an account one of a member's ways in.
func (d *desk) bind(book store.BookTx, member string, a Account) error {
	if err := d.tx.Bind(a.subject(), store.Place{Space: book.ID(), Member: member}); err != nil {
		return err
	}
	w, err := pathways.Get(book, member)
	if store.IgnoreMissing(err) != nil {
		return err
	}
	if w.index(a) < 0 {
		w.Accounts = append(w.Accounts, a)
	}
	w.Last = w.index(a)
	return pathways.Put(book, member, w)
}

// join adds an account to the book that a code was made in.
func (r *Router) join(d *desk, in Incoming, c code) error {
	book, err := d.tx.Book(c.Space)
	if err != nil {
		return err
	}
	if err := d.bind(book, c.Member, in.From); err != nil {
		return err
	}
	if err := d.push(book, parcel{To: &in.From, Message: joined(in.From.Platform), Reply: in.Reply}); err != nil {
		return err
	}
	return errors.Join(d.follow(book, c.Member, in.From), d.releaseHeld(book, c.Member, in.From))
}

// joinElsewhere lets an account that already has a book join another one by a
// code, if its own book is still empty; then that one is given up.
func (r *Router) joinElsewhere(d *desk, book store.BookTx, place store.Place, in Incoming) (bool, error) {
	text, given := offeredCode(in)
	if !given {
		return false, nil
	}
	answer := func(m Message) (bool, error) {
		return true, d.push(book, parcel{To: &in.From, Message: m, Reply: in.Reply})
	}
	left, err := d.try(in.From)
	if err != nil {
		return true, err
	}
	c, _, err := d.peek(text)
	switch {
	case errors.Is(err, errWrongCode) && in.Command == "":
		return false, nil
	case left < 0:
		return answer(tooManyTries())
	case errors.Is(err, errWrongCode):
		return answer(wrongCode(left))
	case err != nil:
		return false, err
	case c.Kind == CircleCode:
		circle, err := d.fromCircle(c, in.From)
		if errors.Is(err, errWrongCode) {
			return answer(wrongCode(left))
		}
		if err != nil {
			return true, err
		}
		if _, err := d.moveRouteOf(book, place.Member, in); err != nil {
			return true, err
		}
		d.silent = true
		return true, d.enterFrom(circle, in.From)
	case c.Space == place.Space && c.Kind != InviteCode:
		return answer(sameBook())
	case c.Kind == SetupCode || c.Kind == InviteCode:
		return answer(alreadyOwner())
	}
	return r.changeBook(d, book, place, in, text)
}

// changeBook gives up an empty book for the one that a code opens.
func (r *Router) changeBook(d *desk, book store.BookTx, place store.Place, in Incoming, text string) (bool, error) {
	kept, err := store.Holds(book, r.keepers)
	if err != nil {
		return true, err
	}
	if kept {
		return true, d.push(book, parcel{To: &in.From, Message: bookInTheWay(), Reply: in.Reply})
	}
	c, err := d.redeem(text, in.From)
	if err != nil {
		return true, err
	}
	if err := errors.Join(d.endCodes(book, anyCode), d.tx.EraseBook(place.Space)); err != nil {
		return true, err
	}
	return true, r.join(d, in, c)
}

// SetupCode makes a fresh code for the first owner on a platform; needed is false
// when somebody there owns a book already. Codes made before it end.
func (r *Router) SetupCode(ctx context.Context, platform string) (text string, needed bool, err error) {
	d, err := r.newDesk(Account{}, r.now())
	if err != nil {
		return "", false, err
	}
	err = r.store.Update(ctx, func(tx *store.Tx) error {
		d.tx = tx
		text, needed = "", true
		if owned, err := d.owned(platform); err != nil || owned {
			needed = false
			return err
		}
		if err := d.endSetupCodes(platform); err != nil {
			return err
		}
		text, err = d.newCode(code{Kind: SetupCode, Platform: platform}, nil)
		return err
	})
	return text, needed, err
}

func (d *desk) owned(platform string) (bool, error) {
	for id, err := range d.tx.Books() {
		if err != nil {
			return false, err
		}
		book, err := d.tx.Book(id)
		if err != nil {
			return false, err
		}
		w, err := pathways.Get(book, firstMember)
		if store.IgnoreMissing(err) != nil {
			return false, err
		}
		for _, a := range w.Accounts {
			if a.Platform == platform {
				return true, nil
			}
		}
	}
	return false, nil
}

func (d *desk) endSetupCodes(platform string) error {
	var old []string
	for e, err := range codes.All(d.tx.System()) {
		if err != nil {
			return err
		}
		if e.Value.Kind == SetupCode && e.Value.Platform == platform {
			old = append(old, e.ID)
		}
	}
	for _, id := range old {
		if err := codes.Delete(d.tx.System(), id); err != nil {
			return err
		}
	}
	return nil
}
