package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Census counts what a store holds.
type Census struct {
	Books      int `json:"books"`
	Circles    int `json:"circles"`
	Erasing    int `json:"erasing"` // erased, with rows still to be removed
	Records    int `json:"records"` // of all tables, in all spaces
	Alarms     int `json:"alarms"`
	Queued     int `json:"queued"` // rows of all queues
	Identities int `json:"identities"`
}

// Verify reads everything and returns what is wrong, joined, or nil; see Survey.
func (s *Store) Verify(ctx context.Context, tables ...Keeper) error {
	_, err := s.Survey(ctx, tables, nil)
	return err
}

// Survey reads everything, counts it, and returns what is wrong, joined: values
// that do not open, rows outside without their row inside and the reverse, index
// entries without a record, rows of a space that does not exist. Of the tables
// named it also decodes every record, and compares its index entries with those
// that it ought to have, in both directions. It repairs nothing.
//
// It reads in pieces, each in a transaction of its own, so that it may run beside
// writers without holding back what they free; each row is compared with others
// of the same moment. progress, if not nil, is told now and then how many rows
// have been read.
func (s *Store) Survey(ctx context.Context, tables []Keeper, progress func(rows int)) (Census, error) {
	v := &verifier{keepers: byName(tables)}
	for more := true; more; {
		err := s.View(ctx, func(tx *Tx) (err error) {
			v.tx = tx
			more, err = v.piece(ctx)
			return err
		})
		if err != nil {
			return v.census, errors.Join(v.damage(), err)
		}
		if progress != nil {
			progress(v.rows)
		}
	}
	return v.census, v.damage()
}

const (
	// verifyPiece is how many rows one transaction of Survey reads.
	verifyPiece = 5_000
	// mostWrong bounds what is told of a store in which much is wrong.
	mostWrong = 100
)

type verifier struct {
	tx      *Tx
	keepers map[string]kind
	from    string // the next piece begins here
	rows    int
	wrong   []error
	untold  int
	census  Census
}

var (
	errNoRow    = errors.New("its row in the space is missing")
	errNoOuter  = errors.New("its row outside the space is missing")
	errNoRecord = errors.New("its record is missing")
	errStale    = errors.New("its record does not belong there")
	errNoEntry  = errors.New("an index entry of this record is missing")
	errStray    = errors.New("it belongs to nothing")
)

// piece checks the next rows, and reports whether there may be more.
func (v *verifier) piece(ctx context.Context) (more bool, err error) {
	left := verifyPiece
	for p, err := range v.tx.r.Scan(v.from, "") {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return false, err
		}
		if left--; left < 0 {
			v.from = p.Key
			return true, nil
		}
		v.rows++
		if err := v.row(p); err != nil {
			v.note(fmt.Errorf("%s: %w", legible(p.Key), err))
		}
	}
	return false, nil
}

func (v *verifier) note(err error) {
	if len(v.wrong) == mostWrong {
		v.untold++
		return
	}
	v.wrong = append(v.wrong, err)
}

func (v *verifier) damage() error {
	err := errors.Join(v.wrong...)
	if v.untold > 0 {
		err = errors.Join(err, fmt.Errorf("and %d more", v.untold))
	}
	return err
}

func (v *verifier) row(p Pair) error {
	prefix, rest, _ := strings.Cut(p.Key, "/")
	switch prefix + "/" {
	case duePrefix:
		return v.due(p)
	case whoPrefix:
		v.census.Identities++
		return v.who(rest)
	case queuePrefix:
		return v.queued(rest, p.Value)
	case keyPrefix:
		return v.key(SpaceID(rest))
	case gonePrefix:
		v.census.Erasing++
		return nil
	case "meta/":
		return nil
	}
	return v.inside(SpaceID(prefix), rest, p)
}

func (v *verifier) key(id SpaceID) error {
	switch {
	case id.is(bookKind):
		v.census.Books++
	case id.is(circleKind):
		v.census.Circles++
	}
	_, err := v.tx.dataKey(id)
	return err
}

func (v *verifier) due(p Pair) error {
	d, err := parseDue(p.Key)
	if err != nil {
		return err
	}
	in, err := v.tx.Space(d.Space)
	if err != nil {
		return v.gone(d.Space, err)
	}
	a, err := AlarmOf(in, d.Kind, d.ID)
	if errors.Is(err, ErrNotFound) || (err == nil && !a.At.Equal(d.At)) {
		return errNoRow
	}
	return err
}

func (v *verifier) who(hash string) error {
	p, err := v.tx.place(hash)
	if err != nil {
		return err
	}
	return v.mirrored(p.Space, whoTable+"/"+hash)
}

func (v *verifier) queued(rest string, mark []byte) error {
	parts := strings.Split(rest, "/")
	if len(parts) != 3 {
		return errStray
	}
	if len(mark) > 0 {
		if _, err := decode[Mark](mark); err != nil {
			return err
		}
	}
	return v.mirrored(SpaceID(parts[2]), queueTable+parts[0]+"/"+parts[1])
}

func (v *verifier) mirrored(id SpaceID, rel string) error {
	s, err := v.tx.Space(id)
	if err != nil {
		return v.gone(id, err)
	}
	return v.present(s.space().key(rel), errNoRow)
}

// present fails with missing if nothing stands under a key.
func (v *verifier) present(key string, missing error) error {
	if found, err := exists(v.tx.r, key); err != nil || !found {
		return errors.Join(missing, err)
	}
	return nil
}

// gone excuses rows of a space that is being erased.
func (v *verifier) gone(id SpaceID, err error) error {
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	if erasing, err := exists(v.tx.r, gonePrefix+string(id)); err != nil || erasing {
		return err
	}
	return errStray
}

func (v *verifier) inside(id SpaceID, rel string, p Pair) error {
	s, err := v.tx.Space(id)
	if err != nil {
		return v.gone(id, err)
	}
	in := s.space()
	table, rest, _ := strings.Cut(rel, "/")
	name, _, isIndex := strings.Cut(table, "~")
	switch {
	case isIndex:
		return v.indexed(in, name, rel, rest)
	case table == alarmTable:
		v.census.Alarms++
		if _, err := in.alarm(rel, p.Value); err != nil {
			return err
		}
	default:
		plain, err := in.open(p.Key, p.Value)
		if err != nil {
			return err
		}
		if !strings.HasPrefix(table, ".") {
			v.census.Records++
			return v.record(in, name, rest, plain)
		}
		if strings.HasPrefix(table, queueTable) {
			v.census.Queued++
		}
	}
	outer, err := outerKey(id, rel, p.Value)
	if err != nil || outer == "" {
		return err
	}
	return v.present(outer, errNoOuter)
}

// record compares the index entries of a record with those that it has.
func (v *verifier) record(in *space, table, id string, plain []byte) error {
	k, known := v.keepers[table]
	if !known {
		return nil
	}
	entries, err := k.indexed(id, plain)
	if err != nil {
		return err
	}
	for _, rel := range entries {
		if err := v.present(in.key(rel), errNoEntry); err != nil {
			return err
		}
	}
	return nil
}

// indexed looks whether an index entry's record has it.
func (v *verifier) indexed(in *space, table, rel, rest string) error {
	_, id, _ := strings.Cut(rest, "/")
	plain, err := in.get(table + "/" + id)
	if errors.Is(err, ErrNotFound) {
		return errNoRecord
	}
	k, known := v.keepers[table]
	if err != nil || !known {
		return nil // a record that does not open is told at its own row
	}
	entries, err := k.indexed(id, plain)
	if err == nil && !slices.Contains(entries, rel) {
		return errStale
	}
	return err
}
