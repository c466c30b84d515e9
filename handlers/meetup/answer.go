package meetup

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"referout/bot"
	"referout/store"
)

// Answer is what somebody said about coming. Stored: the numbers must never change.
type Answer uint8

// The answers.
const (
	Going    Answer = iota + 1
	NotGoing        // said so
	Waiting         // for a seat
)

// reply is one member's answer to one meeting.
type reply struct {
	Account bot.Account `cbor:"1,keyasint" json:"-"`
	Answer  Answer      `cbor:"2,keyasint" json:"answer"`
	At      string      `cbor:"3,keyasint" json:"at"` // ids of handlings: who waits longer comes first
	Said    time.Time   `cbor:"4,keyasint" json:"said"`
}

// answers has a row a meeting and member: "meeting.key".
var answers = store.Table[reply]{Name: "rsvp"}

// hint says that somebody without a private chat was told about one.
type hint struct {
	At string `cbor:"1,keyasint" json:"at"`
}

var hinted = store.Table[hint]{Name: "mthint", Volatile: true}

const answerMark = "."

// answersTo yields everybody's answers to a meeting.
func answersTo(s store.Space, id string) ([]store.Entry[reply], error) {
	return store.Collect(answers.Range(s, id+answerMark, id+"/"))
}

// tally counts the answers to a meeting.
type tally struct {
	going, waiting int
	taken          time.Time // when the newest of the seats was
}

// justNow is within what time two people wanted the same seat: neither can have seen the
// card as the other changed it.
const justNow = 3 * time.Second

func count(s store.Space, id string) (t tally, err error) {
	for e, err := range answers.Range(s, id+answerMark, id+"/") {
		if err != nil {
			return t, err
		}
		switch e.Value.Answer {
		case Going:
			t.going++
			if e.Value.Said.After(t.taken) {
				t.taken = e.Value.Said
			}
		case Waiting:
			t.waiting++
		}
	}
	return t, nil
}

// free says whether there is a seat.
func (f Facts) free(t tally) bool { return f.Seats == 0 || t.going < f.Seats }

// outcome is what became of an answer.
type outcome struct {
	Answer
	place int  // on the waiting list, from 1
	again bool // it was so before
	begun bool // the meeting has
	last  bool // somebody else has just taken the last seat, and she is the first to wait
}

// say takes somebody's answer. Said twice it is the same. Nobody gets a seat that is
// not there, and whoever gives one back gives it to who waits longest.
func say(s *bot.Shared, id string, m Meeting, who bot.Account, want Answer) (out outcome, err error) {
	key, err := s.Key(who)
	if err != nil {
		return out, err
	}
	row := id + answerMark + key
	have, err := answers.Get(s.Data, row)
	if store.IgnoreMissing(err) != nil {
		return out, err
	}
	t, err := count(s.Data, id)
	if err != nil {
		return out, err
	}
	if have.Answer == want || (have.Answer == Waiting && want == Going) {
		place, err := placeOf(s, id, have)
		return outcome{Answer: have.Answer, place: place, again: true}, err
	}
	next := reply{Account: who, Answer: want, At: s.NewID(), Said: s.Now.UTC()}
	if want == Going && !m.Facts.free(t) {
		next.Answer = Waiting
	}
	if err := answers.Put(s.Data, row, next); err != nil {
		return out, err
	}
	if have.Answer == Going {
		if err := moveUp(s, id, m); err != nil {
			return out, err
		}
	}
	place, err := placeOf(s, id, next)
	return outcome{Answer: next.Answer, place: place, last: place == 1 && s.Now.Sub(t.taken) < justNow}, err
}

// placeOf is somebody's place on the waiting list; 0: she is not on it.
func placeOf(s *bot.Shared, id string, r reply) (int, error) {
	if r.Answer != Waiting {
		return 0, nil
	}
	list, err := waiting(s.Data, id)
	return 1 + slices.IndexFunc(list, func(e store.Entry[reply]) bool { return e.Value.At == r.At }), err
}

// waiting are those who wait for a seat, the first first.
func waiting(s store.Space, id string) ([]store.Entry[reply], error) {
	all, err := answersTo(s, id)
	all = slices.DeleteFunc(all, func(e store.Entry[reply]) bool { return e.Value.Answer != Waiting })
	store.Sort(all, func(a, b store.Entry[reply]) int { return strings.Compare(a.Value.At, b.Value.At) })
	return all, err
}

// moveUp gives free seats to those who wait, and tells them. Who has left the chat is
// passed over.
func moveUp(s *bot.Shared, id string, m Meeting) error {
	list, err := waiting(s.Data, id)
	if err != nil {
		return err
	}
	t, err := count(s.Data, id)
	if err != nil || len(list) == 0 || !m.Facts.free(t) {
		return err
	}
	if list, err = stillHere(s, list); err != nil {
		return err
	}
	for _, e := range list {
		if !m.Facts.free(t) {
			return nil
		}
		e.Value.Answer = Going
		t.going++
		if err := errors.Join(answers.Put(s.Data, e.ID, e.Value), tell(s, e.Value.Account, newsMail, id, because(gotSeat))); err != nil {
			return err
		}
	}
	return nil
}

// stillHere drops the answers of those who have left the chat, and gives the others.
func stillHere(s *bot.Shared, list []store.Entry[reply]) (here []store.Entry[reply], err error) {
	accounts := make([]bot.Account, len(list))
	for i, e := range list {
		accounts[i] = e.Value.Account
	}
	present, err := s.Present(accounts)
	if err != nil {
		return nil, err
	}
	for i, e := range list {
		if present[i] {
			here = append(here, e)
		} else if err := answers.Delete(s.Data, e.ID); err != nil {
			return nil, err
		}
	}
	return here, nil
}

// sweep frees the seats of those who have left the chat, where nobody told the circle;
// changed says whether there were any.
func sweep(s *bot.Shared, id string, m Meeting) (changed bool, err error) {
	all, err := answersTo(s.Data, id)
	if err != nil {
		return false, err
	}
	all = slices.DeleteFunc(all, func(e store.Entry[reply]) bool { return e.Value.Answer == NotGoing })
	here, err := stillHere(s, all)
	if err != nil || len(here) == len(all) {
		return false, err
	}
	return true, moveUp(s, id, m)
}

// tapped answers [Going] and [Can't] on a card.
func tapped(want Answer) handler {
	return func(_ context.Context, s *bot.Shared) (bot.Public, error) {
		id := s.Args.Part(0)
		m, closed, err := open(s, id)
		if err != nil {
			return bot.Public{}, err
		}
		if closed != nil {
			return aside(*closed), nil
		}
		out, err := say(s, id, m, s.Who, want)
		if err != nil {
			return bot.Public{}, err
		}
		out.begun = !s.Now.Before(begins(s, m.Facts))
		told, err := toast(s, m, out)
		if err != nil || out.again {
			return aside(told), err
		}
		card, err := cardOf(s, id, m)
		return card.And(aside(told)), err
	}
}

// open is a meeting that one can still say something to; closed is why not.
func open(s *bot.Shared, id string) (m Meeting, closed *bot.Message, err error) {
	m, err = Meetings.Get(s.Data, id)
	var why bot.Message
	switch {
	case errors.Is(err, store.ErrNotFound):
		why = elsewhere()
	case err != nil:
		return m, nil, err
	case m.State == Cancelled:
		why = calledOff()
	case m.State == Over || !s.Now.Before(m.Facts.when(End, s.Instant)):
		why = isOver()
	default:
		return m, nil, nil
	}
	return m, &why, nil
}

// toast is the word about an answer, and once the way to a private chat for who has
// none: reminders go there.
func toast(s *bot.Shared, m Meeting, out outcome) (bot.Message, error) {
	knows, err := s.Knows(s.Who)
	if err != nil {
		return bot.Message{}, err
	}
	said := answered(out, knows)
	if knows || out.Answer == NotGoing {
		return said, nil
	}
	key, err := s.Key(s.Who)
	if err != nil {
		return said, err
	}
	_, err = hinted.Get(s.Data, key)
	if !errors.Is(err, store.ErrNotFound) {
		return said, err
	}
	way, err := s.Entrance()
	if err != nil {
		return said, err
	}
	return said.Add(way.Blocks...).With(way.Choices...), hinted.Put(s.Data, key, hint{At: s.NewID()})
}

// written takes an answer that somebody gave in her private chat.
func written(want Answer) func(context.Context, *bot.Shared, bot.Mail) (bot.Public, error) {
	return func(_ context.Context, s *bot.Shared, mail bot.Mail) (bot.Public, error) {
		m, closed, err := open(s, mail.Ref)
		if err != nil {
			return bot.Public{}, err
		}
		if closed != nil {
			return bot.Public{}, tell(s, s.Who, newsMail, mail.Ref, because(tooLate))
		}
		out, err := say(s, mail.Ref, m, s.Who, want)
		if err != nil {
			return bot.Public{}, err
		}
		if out.Answer == Waiting {
			err = tell(s, s.Who, newsMail, mail.Ref, because(onList).Write("place", "", number(out.place)))
		}
		if err != nil || out.again {
			return bot.Public{}, err
		}
		return cardOf(s, mail.Ref, m)
	}
}
