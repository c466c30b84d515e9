package discord

import (
	"context"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"referout/bot"
)

// How soon chats that could not be read back are tried again.
const (
	firstLook  = time.Minute
	rarestLook = 10 * time.Minute
	lookWithin = 5 * time.Second // what is said in the chat meanwhile waits for it
	onceMore   = 300 * time.Millisecond
)

// lookBack reads back the private chats of everybody known, a few a second,
// whenever a new session has begun: what was written before it was not delivered.
// What fails is tried again until it succeeds.
func (in *intake) lookBack() {
	gate := rate.NewLimiter(readingBack, 1)
	trouble := in.p.newTrouble("discord history not read", "discord history read")
	pause := firstLook
	var later <-chan time.Time // nil: nothing is to be tried again
	for {
		select {
		case <-in.ctx.Done():
			return
		case <-in.begun:
			pause = firstLook
		case <-in.again:
			if later == nil {
				later = time.After(pause)
			}
			continue
		case <-later:
		}
		later = nil
		err := in.sweep(gate)
		switch {
		case in.ctx.Err() != nil:
			return
		case err == nil:
			trouble.ended()
			pause = firstLook
		default:
			trouble.began(err)
			later = time.After(pause)
			pause = min(2*pause, rarestLook)
		}
	}
}

// sweep reads back every chat that was not in this session. It returns the last
// failure that time may heal.
func (in *intake) sweep(gate *rate.Limiter) (failed error) {
	accounts, err := in.r.Accounts(in.ctx, Name)
	if err != nil {
		failed = err
	}
	users := in.p.places.users()
	for _, a := range accounts {
		users = append(users, a.ID)
	}
	slices.Sort(users)
	var reading sync.WaitGroup
	for _, user := range slices.Compact(users) {
		if in.ctx.Err() != nil {
			break
		}
		if err := in.look(gate, user, &reading); err != nil {
			failed = err
		}
	}
	reading.Wait()
	if err := in.unlooked.take(); err != nil {
		failed = err
	}
	return failed
}

// look has one person's chat read back, in the chat's own queue, unless nothing
// was written there of late.
func (in *intake) look(gate *rate.Limiter, user string, reading *sync.WaitGroup) error {
	session := in.p.session.Load()
	channel, known := in.p.places.channel(user)
	if known && in.p.places.readIn(channel, session) || in.shut[user] == session {
		return nil
	}
	if err := gate.Wait(in.ctx); err != nil {
		return err
	}
	if !known {
		opened, last, err := in.p.open(in.ctx, user)
		if err != nil {
			return in.notOpened(user, session, err)
		}
		channel = opened
		if last == "" || in.p.ours(madeAt(last, time.Now())).Before(time.Now().Add(-historyAge)) {
			in.p.places.noteRead(channel, session)
			return nil
		}
	}
	reading.Add(1)
	in.order.Do(channel, func() {
		defer reading.Done()
		in.safely(func() { in.among(channel, user, "", nil) })
	})
	return nil
}

// notOpened rests when Discord wants that, and gives up on whom it does not know.
func (in *intake) notOpened(user string, session int64, err error) error {
	failed := classify(err, true)
	switch failed.Outcome {
	case bot.TargetGone, bot.BadContent:
		in.shut[user] = session
		return nil
	case bot.RateLimited:
		sleep(in.ctx, failed.After)
	}
	return err
}

// among hands in what was missed in a private chat, if that was not yet read in
// this session, and an input with its id in its place among it. It belongs into
// the chat's queue.
func (in *intake) among(channel, user, id string, hand func()) {
	missed := in.unread(channel, user)
	behind := slices.IndexFunc(missed, func(m *message) bool { return olderID(id, m.ID) })
	if behind < 0 || hand == nil {
		behind = len(missed)
	}
	in.handAll(missed[:behind])
	if hand != nil {
		hand()
	}
	in.handAll(missed[behind:])
}

// unread are the person's messages that this session may have missed.
func (in *intake) unread(channel, user string) []*message {
	session := in.p.session.Load()
	if in.p.places.readIn(channel, session) {
		return nil
	}
	ctx, cancel := context.WithTimeout(in.ctx, lookWithin)
	defer cancel()
	found, whole, err := in.p.missed(ctx, channel)
	if err != nil && classify(err, true).Outcome != bot.RateLimited {
		sleep(ctx, onceMore)
		found, whole, err = in.p.missed(ctx, channel)
	}
	switch {
	case err == nil && !whole:
		in.p.o.Log.Warn("discord history read in part: more than a thousand messages in a day")
	case err != nil && classify(err, true).Outcome == bot.TargetGone:
	case err != nil:
		in.unlooked.put(err)
		in.lookAgain()
		return nil
	}
	in.p.places.noteRead(channel, session)
	return slices.DeleteFunc(found, func(m *message) bool { return m.Author.ID != user || in.live.has(m.ID) })
}

func (in *intake) handAll(missed []*message) {
	for _, m := range missed {
		in.hand(m.Channel, m.incoming(in.p.ours(madeAt(m.ID, time.Now()))))
	}
}

// lookAgain has the unread chats read in a while.
func (in *intake) lookAgain() {
	select {
	case in.again <- struct{}{}:
	default:
	}
}

// ready is told of every new session.
func (in *intake) ready() {
	in.p.session.Add(1)
	select {
	case in.begun <- struct{}{}:
	default:
	}
}

// failure holds the last error of several goroutines.
type failure struct {
	mu  sync.Mutex
	err error
}

func (f *failure) put(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.err = err
}

// take gives the error once.
func (f *failure) take() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	err := f.err
	f.err = nil
	return err
}

// sleep waits, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
