package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Verify reads everything and returns what is wrong, joined: values that do not
// open, rows outside without their row inside and the reverse, index entries
// without a record, rows of a space that does not exist. It repairs nothing.
func (s *Store) Verify(ctx context.Context) error {
	return s.View(ctx, func(tx *Tx) error {
		v := verifier{tx: tx}
		for p, err := range tx.r.Scan("", "") {
			if err != nil {
				return err
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := v.row(p); err != nil {
				v.wrong = append(v.wrong, fmt.Errorf("%s: %w", p.Key, err))
			}
		}
		return errors.Join(v.wrong...)
	})
}

type verifier struct {
	tx    *Tx
	wrong []error
}

var (
	errNoRow    = errors.New("its row in the space is missing")
	errNoOuter  = errors.New("its row outside the space is missing")
	errNoRecord = errors.New("its record is missing")
	errStray    = errors.New("it belongs to nothing")
)

func (v verifier) row(p Pair) error {
	prefix, rest, _ := strings.Cut(p.Key, "/")
	switch prefix + "/" {
	case duePrefix:
		return v.due(p)
	case whoPrefix:
		return v.who(rest)
	case queuePrefix:
		return v.queued(rest)
	case keyPrefix:
		_, err := v.tx.dataKey(SpaceID(rest))
		return err
	case gonePrefix, "meta/":
		return nil
	}
	return v.inside(SpaceID(prefix), rest, p)
}

func (v verifier) due(p Pair) error {
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

func (v verifier) who(hash string) error {
	p, err := v.tx.place(hash)
	if err != nil {
		return err
	}
	return v.mirrored(p.Space, whoTable+"/"+hash)
}

func (v verifier) queued(rest string) error {
	parts := strings.Split(rest, "/")
	if len(parts) != 3 {
		return errStray
	}
	return v.mirrored(SpaceID(parts[2]), queueTable+parts[0]+"/"+parts[1])
}

func (v verifier) mirrored(id SpaceID, rel string) error {
	s, err := v.tx.Space(id)
	if err != nil {
		return v.gone(id, err)
	}
	if found, err := exists(v.tx.r, s.space().key(rel)); err != nil || !found {
		return errors.Join(errNoRow, err)
	}
	return nil
}

// gone excuses rows of a space that is being erased.
func (v verifier) gone(id SpaceID, err error) error {
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	if erasing, err := exists(v.tx.r, gonePrefix+string(id)); err != nil || erasing {
		return err
	}
	return errStray
}

func (v verifier) inside(id SpaceID, rel string, p Pair) error {
	s, err := v.tx.Space(id)
	if err != nil {
		return v.gone(id, err)
	}
	table, rest, _ := strings.Cut(rel, "/")
	if name, _, isIndex := strings.Cut(table, "~"); isIndex {
		_, record, _ := strings.Cut(rest, "/")
		if found, err := exists(v.tx.r, s.space().key(name+"/"+record)); err != nil || !found {
			return errors.Join(errNoRecord, err)
		}
		return nil
	}
	if err := s.space().opens(rel, p.Value); err != nil {
		return err
	}
	outer, err := outerKey(id, rel, p.Value)
	if err != nil || outer == "" {
		return err
	}
	if found, err := exists(v.tx.r, outer); err != nil || !found {
		return errors.Join(errNoOuter, err)
	}
	return nil
}

func (s *space) opens(rel string, stored []byte) error {
	var err error
	if tableOf(rel) == alarmTable {
		_, err = s.alarm(rel, stored)
	} else {
		_, err = s.open(s.key(rel), stored)
	}
	return err
}
