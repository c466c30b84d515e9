package meetup

import (
	"context"
	"errors"
	"strings"

	"referout/bot"
	"referout/handlers/circle"
	"referout/store"
)

// Gone forgets somebody who is in the circle no more: her answers go, her seats to who
// waits, and what she proposed is nobody's. It may be asked again about the same person.
func Gone(_ context.Context, s *bot.Shared, who bot.Account) error {
	key, err := s.Key(who)
	if err != nil {
		return err
	}
	all, err := store.Collect(Meetings.All(s.Data))
	if err != nil {
		return err
	}
	for _, e := range all {
		if err := forget(s, e.ID, e.Value, who, key); err != nil {
			return err
		}
	}
	return errors.Join(disown(s, who), hinted.Delete(s.Data, key))
}

// Staying counts the meetings to come that somebody proposed: see circle.Stays.
func Staying(space store.CircleTx, who bot.Account) (n int, err error) {
	all, err := planned(space)
	for _, e := range all {
		if e.Value.By == who {
			n++
		}
	}
	return n, err
}

func forget(s *bot.Shared, id string, m Meeting, who bot.Account, key string) error {
	if m.By == who || m.Editor == who {
		if m.By == who {
			m.By = bot.Account{}
		}
		m.Editor = bot.Account{}
		if err := Meetings.Put(s.Data, id, m); err != nil {
			return err
		}
	}
	row := id + answerMark + key
	have, err := answers.Get(s.Data, row)
	if err != nil {
		return store.IgnoreMissing(err)
	}
	if err := answers.Delete(s.Data, row); err != nil || m.State != Planned {
		return err
	}
	if have.Answer == Going {
		err = moveUp(s, id, m)
	}
	return errors.Join(err, s.RemindAt(cardAlarm, id, s.Now))
}

// disown leaves the series that somebody proposed to the others.
func disown(s *bot.Shared, who bot.Account) error {
	all, err := store.Collect(series.All(s.Data))
	if err != nil {
		return err
	}
	for _, e := range all {
		if e.Value.By != who {
			continue
		}
		e.Value.By = bot.Account{}
		if err := series.Put(s.Data, e.ID, e.Value); err != nil {
			return err
		}
	}
	return nil
}

// Kept is what of meetings a moderator may remove: those to come, which are called off
// then. The series of one ends with it.
func Kept() circle.Kept {
	return circle.Kept{Kind: "meetup", Name: keptName, List: listKept, Remove: removeKept}
}

func listKept(space store.CircleTx) (out []circle.Record, err error) {
	all, err := planned(space)
	for i := len(all) - 1; i >= 0; i-- {
		f := all[i].Value.Facts
		out = append(out, circle.Record{ID: all[i].ID, Line: strings.Join([]string{f.Wall.Format("Mon 2 Jan 15:04"), f.Topic, f.Place}, ", ")})
	}
	return out, err
}

func removeKept(_ context.Context, s *bot.Shared, id string) (circle.Removed, error) {
	m, err := Meetings.Get(s.Data, id)
	if err != nil {
		return circle.Removed{}, err
	}
	if m.State != Planned {
		return circle.Removed{}, store.ErrNotFound
	}
	room, err := cancel(s, id, m, true)
	return circle.Removed{Of: m.By, What: yourMeeting(m.Facts.Topic), Room: room}, err
}
