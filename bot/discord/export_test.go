package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"time"

	"referout/bot"
)

// Outgoing is a delivery as a test writes it: for User alone or for Channel.
type Outgoing struct {
	User, Channel, Edit, Reply, Key string
	Tried                           time.Time
	Thread                          string
	Aside, Silent, Pin, Amends      bool
	Message                         bot.Message
}

// Deliver sends as Send does.
func (p *Platform) Deliver(ctx context.Context, o Outgoing) (bot.Receipt, error) {
	s := &sending{p: p, key: o.Key, silent: o.Silent, edit: o.Edit, reply: o.Reply, tried: o.Tried, aside: o.Aside,
		user: o.User, room: o.Channel, channel: cmp.Or(o.Thread, o.Channel), pin: o.Pin, amends: o.Amends}
	return s.deliver(ctx, o.Message)
}

// Braked is how many rate limits are remembered.
func (p *Platform) Braked() int {
	p.brake.mu.Lock()
	defer p.brake.mu.Unlock()
	return len(p.brake.until)
}

// Remembered is how many channels and servers are remembered.
func (p *Platform) Remembered() (channels, servers int) {
	p.channels.mu.Lock()
	defer p.channels.mu.Unlock()
	p.guilds.mu.Lock()
	defer p.guilds.mu.Unlock()
	return len(p.channels.all), len(p.guilds.all)
}

// StandingBy is what a user is in a channel by what Discord says about the server, the
// member and the channel.
func StandingBy(user, guildJSON, memberJSON, channelJSON string) (bot.Standing, error) {
	g, m, c := &guild{}, &member{}, &channel{}
	err := errors.Join(json.Unmarshal([]byte(guildJSON), g), json.Unmarshal([]byte(memberJSON), m), json.Unmarshal([]byte(channelJSON), c))
	return standingBy(g.rightsOf(user, m, c)), err
}

// Contents renders a message's text.
func Contents(m bot.Message) []string { return contents(m.Lines()) }

// FromInteraction converts an interaction's raw event.
func FromInteraction(raw []byte) (bot.Incoming, bool) {
	x, ok := decode[interaction](raw)
	if !ok {
		return bot.Incoming{}, false
	}
	return x.incoming(madeAt(x.ID, time.Unix(0, 0)))
}

// FromMessage converts a message's raw event.
func FromMessage(raw []byte) (bot.Incoming, bool) {
	m, ok := decode[message](raw)
	if !ok || !m.written() {
		return bot.Incoming{}, false
	}
	return m.incoming(madeAt(m.ID, time.Unix(0, 0))), true
}

// Refused classifies an answer with a status and a code.
func Refused(status, code int, dm bool) *bot.SendError {
	return classify(&apiError{status: status, code: code, wrote: true, shows: true}, dm)
}

// Unanswered classifies a call that got no answer.
func Unanswered(wrote bool) *bot.SendError {
	return classify(&apiError{wrote: wrote, shows: true, cause: errors.New("reset").Error()}, false)
}
