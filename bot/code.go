package bot

import (
	"context"
	"encoding/base32"
	"errors"
	"regexp"
	"strings"
	"time"

	"referout/store"
)

// CodeKind says what a code opens. Stored: the numbers must never change.
type CodeKind uint8

// The kinds of code.
const (
	anyCode      CodeKind = iota
	SetupCode             // the first owner on a platform: a new book
	InviteCode            // a new book
	LinkCode              // a further account of a member
	RecoveryCode          // the same, for a lost account, on paper
	CircleCode            // a private chat, for the people of a circle; it works for all of them
)

// How long codes are valid; a recovery code stays until it is used or replaced.
const (
	inviteLife = 24 * time.Hour
	linkLife   = time.Hour
	circleLife = 24 * time.Hour
)

// code is what a code opens. Codes are stored as keyed hashes only.
type code struct {
	Kind     CodeKind      `cbor:"1,keyasint,omitempty"`
	Space    store.SpaceID `cbor:"2,keyasint,omitempty"`
	Member   string        `cbor:"3,keyasint,omitempty"`
	Until    time.Time     `cbor:"4,keyasint,omitempty"` // zero: for ever
	Platform string        `cbor:"5,keyasint,omitempty"` // SetupCode: where it counts
}

var (
	codes = store.Table[code]{Name: "code", Volatile: true}
	// ownCodes is a book's mirror of the codes it made, so that they go with it.
	ownCodes = store.Table[bool]{Name: "owncode", Volatile: true}
)

// codeAlphabet has no letter or digit that can be mistaken for another.
var codeAlphabet = base32.NewEncoding("ABCDEFGHJKLMNPQRSTUVWXYZ23456789").WithPadding(base32.NoPadding)

const codeDigits = "23456789"

var codeShape = regexp.MustCompile(`^[A-HJ-NP-Z2-9]{4}[- ]?[A-HJ-NP-Z2-9]{4}$`)

// looksLikeCode says whether a text could be a code, and gives it in one form.
func looksLikeCode(text string) (string, bool) {
	text = strings.ToUpper(strings.TrimSpace(text))
	if !codeShape.MatchString(text) {
		return "", false
	}
	return strings.NewReplacer("-", "", " ", "").Replace(text), true
}

// NewCode makes a code for the asking member: a new book's (InviteCode), or
// another way to this one (LinkCode, RecoveryCode). A new recovery code ends the
// one before.
func (p *Personal) NewCode(kind CodeKind) (string, error) {
	c := code{Kind: kind, Space: p.Data.ID(), Member: p.Who.ID}
	switch kind {
	case InviteCode:
		c.Until = p.desk.now.Add(inviteLife)
	case LinkCode:
		c.Until = p.desk.now.Add(linkLife)
	case RecoveryCode:
		if err := p.desk.endCodes(p.Data, RecoveryCode); err != nil {
			return "", err
		}
	}
	return p.desk.newCode(c, p.Data)
}

func (d *desk) newCode(c code, owner store.Space) (string, error) {
	var raw [5]byte
	if _, err := d.entropyFor("code").Read(raw[:]); err != nil {
		return "", err
	}
	text := codeAlphabet.EncodeToString(raw[:])
	if !strings.ContainsAny(text, codeDigits) { // so that no word is taken for one
		text = text[:7] + codeDigits[raw[0]%8:][:1]
	}
	id, err := d.hash("code/" + text)
	if err != nil {
		return "", err
	}
	if err := codes.Put(d.tx.System(), id, c); err != nil {
		return "", err
	}
	if owner != nil {
		if err := ownCodes.Put(owner, id, true); err != nil {
			return "", err
		}
	}
	return text[:4] + "-" + text[4:], nil
}

// endCodes ends a book's codes of a kind, or all.
func (d *desk) endCodes(book store.Space, kind CodeKind) error {
	var ids []string
	for e, err := range ownCodes.All(book) {
		if err != nil {
			return err
		}
		c, err := codes.Get(d.tx.System(), e.ID)
		if err == nil && (kind == anyCode || c.Kind == kind) {
			ids = append(ids, e.ID)
		}
	}
	for _, id := range ids {
		if err := errors.Join(codes.Delete(d.tx.System(), id), ownCodes.Delete(book, id)); err != nil {
			return err
		}
	}
	return nil
}

// redeem takes a code: it works once.
func (d *desk) redeem(text string, from Account) (code, error) {
	c, id, err := d.peek(text)
	if err != nil {
		return code{}, err
	}
	if c.Platform != "" && c.Platform != from.Platform {
		return code{}, errWrongCode
	}
	if c.Kind == CircleCode {
		_, err := d.fromCircle(c, from)
		return c, err
	}
	if c.Space != "" {
		book, err := d.tx.Book(c.Space)
		if err != nil {
			return code{}, errWrongCode
		}
		if err := ownCodes.Delete(book, id); err != nil {
			return code{}, err
		}
	}
	return c, codes.Delete(d.tx.System(), id)
}

// peek reads what a code opens without taking it.
func (d *desk) peek(text string) (c code, id string, err error) {
	if id, err = d.hash("code/" + text); err != nil {
		return code{}, "", err
	}
	c, err = codes.Get(d.tx.System(), id)
	if errors.Is(err, store.ErrNotFound) || (err == nil && !c.Until.IsZero() && d.now.After(c.Until)) {
		return code{}, "", errWrongCode
	}
	return c, id, err
}

var errWrongCode = errors.New("wrong code")

// visitor is what is remembered of an account without a book, for a day.
type visitor struct {
	Day    string `cbor:"1,keyasint,omitempty"`
	Tries  int    `cbor:"2,keyasint,omitempty"`
	Greets int    `cbor:"3,keyasint,omitempty"`
}

var visitors = store.Table[visitor]{Name: "visitor", Volatile: true}

// mostTries is how many codes one account may try on one day.
const mostTries = 10

// visit reads the day's counts of an account and stores what change makes of them.
func (d *desk) visit(a Account, change func(*visitor)) error {
	id, err := d.hash("visitor/" + a.subject())
	if err != nil {
		return err
	}
	v, err := visitors.Get(d.tx.System(), id)
	if store.IgnoreMissing(err) != nil {
		return err
	}
	if day := markDay(d.now, 0); v.Day != day {
		v = visitor{Day: day}
	}
	change(&v)
	return visitors.Put(d.tx.System(), id, v)
}

// tidyCodes forgets codes that open nothing any more, and who knocked on another day.
func (r *Router) tidyCodes(ctx context.Context, now time.Time) error {
	today := markDay(now, 0)
	return r.store.Update(ctx, func(tx *store.Tx) error {
		for e, err := range codes.All(tx.System()) {
			if err != nil || e.Value.Until.IsZero() || !now.After(e.Value.Until) {
				continue
			}
			if err := forgetCode(tx, e); err != nil {
				return err
			}
		}
		for e, err := range visitors.All(tx.System()) {
			if err != nil || e.Value.Day >= today {
				continue
			}
			if err := visitors.Delete(tx.System(), e.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// forgetCode removes a code and the mirror that its book has of it.
func forgetCode(tx *store.Tx, e store.Entry[code]) error {
	if owner, err := tx.Space(e.Value.Space); err == nil {
		if err := ownCodes.Delete(owner, e.ID); err != nil {
			return err
		}
	}
	return codes.Delete(tx.System(), e.ID)
}
