package bot

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"

	"referout/store"
)

// Who is in a chat is asked of the platform, which no transaction can wait for: a
// handling that needs to know is rolled back, the platform is asked, and the handling
// runs again with the answers.

// seatIn is an account in a chat.
type seatIn struct {
	chat Chat
	of   Account
}

const (
	// mostAsked is how many people one handling may ask about; of the others nothing
	// is known.
	mostAsked = 24
	// mostRounds is how often a handling may find that it needs to know more.
	mostRounds = 4
	// askLimit is how long all questions of one round may take together.
	askLimit = 5 * time.Second
	// askAbreast is how many questions are asked at a time.
	askAbreast = 8
)

var errStandingWanted = errors.New("who is in the chat is to be asked first")

// standing is what is known of somebody in a chat. What is not known yet fails the
// handling, which is then run again.
func (d *desk) standing(chat Chat, of Account) (Standing, error) {
	seat := seatIn{Chat{Platform: chat.Platform, ID: chat.ID}, of}
	if known, asked := d.standings[seat]; asked || d.rounds >= mostRounds || len(d.standings)+len(d.wanted) >= mostAsked {
		return known, nil
	}
	if _, can := d.router.platforms[chat.Platform].(Doorkeeper); !can || of.Platform != chat.Platform {
		return Unknown, nil
	}
	d.wanted = append(d.wanted, seat)
	return Unknown, errStandingWanted
}

// update runs the transaction of a handling, again for as long as it finds that it
// needs to know who is in a chat.
func (d *desk) update(ctx context.Context, run func() error) error {
	for {
		err := d.router.store.Update(ctx, func(tx *store.Tx) error { return d.attempt(tx, run) })
		if len(d.wanted) == 0 || ctx.Err() != nil {
			return err
		}
		d.ask(ctx)
	}
}

// attempt runs a handling in a transaction, as if for the first time. Whatever it made
// of it, it is to be undone if it needs to know who is in a chat.
func (d *desk) attempt(tx *store.Tx, run func() error) error {
	d.tx, d.wanted, d.outside, d.silent = tx, nil, nil, false
	err := run()
	if len(d.wanted) > 0 {
		return errStandingWanted
	}
	return err
}

// ask asks the platforms. Who cannot be asked about is unknown.
func (d *desk) ask(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	answers := make([]Standing, len(d.wanted))
	var all errgroup.Group
	all.SetLimit(askAbreast)
	for i, seat := range d.wanted {
		all.Go(func() error {
			answers[i] = d.router.standingOf(ctx, seat)
			return nil
		})
	}
	_ = all.Wait() // it has no error
	if d.standings == nil {
		d.standings = map[seatIn]Standing{}
	}
	for i, seat := range d.wanted {
		d.standings[seat] = answers[i]
	}
	d.rounds++
	d.wanted = nil
}

func (r *Router) standingOf(ctx context.Context, seat seatIn) Standing {
	p, can := r.platforms[seat.chat.Platform].(Doorkeeper)
	if !can {
		return Unknown
	}
	standing, err := p.Standing(ctx, seat.chat, seat.of)
	if err != nil {
		r.log.Debug("who is in a chat cannot be asked", "platform", seat.chat.Platform, "error", err)
	}
	return standing
}

// Standing is what somebody is in this chat now.
func (s *Shared) Standing(of Account) (Standing, error) { return s.desk.standing(s.Chat, of) }

// Present is which of these people are not known to have left, in their order. It
// asks about at most a page of them.
func (s *Shared) Present(of []Account) ([]bool, error) { return s.desk.present(s.Chat, of) }

func (d *desk) present(chat Chat, of []Account) ([]bool, error) {
	here, wanted := make([]bool, len(of)), false
	for i, a := range of {
		standing, err := d.standing(chat, a)
		if err != nil && !errors.Is(err, errStandingWanted) {
			return nil, err
		}
		wanted = wanted || err != nil
		here[i] = standing != Outside
	}
	if wanted {
		return nil, errStandingWanted
	}
	return here, nil
}

// Moderates says whether who asks may administer the chat.
func (s *Shared) Moderates() (bool, error) {
	standing, err := s.Standing(s.Who)
	return standing == Moderator, err
}
