package discord

import (
	"context"
	"net/http"
	"slices"
	"time"
)

// What was written while nobody listened stands in the private chat's history.
// It is looked at when a private chat is met for the first time in this run, and
// again when Discord began a new session; what was handled before is handed in
// again and known by its id.
const (
	historyAge  = 24 * time.Hour // older messages are over, as on Telegram
	historyRead = "20"
	historyMost = 10
)

// missed are the messages of a private chat that stand behind the bot's last one
// and are older than the one with the given id (empty: all), oldest first.
func (p *Platform) missed(ctx context.Context, channel string, before string) ([]*message, error) {
	var newest []*message
	path := "channels/" + channel + "/messages"
	r := request{method: http.MethodGet, path: path + "?limit=" + historyRead, bucket: "history/" + channel}
	if err := p.call(ctx, r, &newest); err != nil {
		return nil, err
	}
	var out []*message
	oldest := time.Now().Add(-historyAge)
	for _, m := range newest {
		made := p.ours(madeAt(m.ID, time.Time{}))
		if m.Author.Bot || made.Before(oldest) || len(out) == historyMost {
			break
		}
		if m.written() && (before == "" || olderID(m.ID, before)) {
			out = append(out, m)
		}
	}
	slices.Reverse(out)
	return out, nil
}

// olderID compares ids, which are numbers that grow with time.
func olderID(a, b string) bool { return len(a) < len(b) || len(a) == len(b) && a < b }

// catchUp hands in what was missed in the private chat with user before the
// input with the given id. It belongs into the chat's queue.
func (in *intake) catchUp(channel, user string, before string) {
	in.handAll(in.missed(channel, before), user)
}

func (in *intake) handAll(missed []*message, user string) {
	for _, m := range missed {
		if m.Author.ID == user {
			in.hand(m.incoming(in.p.ours(madeAt(m.ID, time.Now()))))
		}
	}
}

func (in *intake) missed(channel string, before string) []*message {
	out, err := in.p.missed(in.ctx, channel, before)
	if err != nil {
		in.p.o.Log.Debug("discord history not read", "cause", in.p.plain(err))
	}
	return out
}

// met is told of a private chat that a message is about to be sent to for the
// first time: afterwards it would hide what was missed.
func (in *intake) met(channel, user string) {
	if missed := in.missed(channel, ""); len(missed) > 0 && in.ctx.Err() == nil {
		in.order.Do(channel, func() { in.safely(func() { in.handAll(missed, user) }) })
	}
}

// ready is told of every new session; all but the first have left a gap.
func (in *intake) ready() {
	if !in.begun.Swap(true) {
		return
	}
	for channel, user := range in.p.places.all() {
		in.order.Do(channel, func() { in.safely(func() { in.catchUp(channel, user, "") }) })
	}
}
