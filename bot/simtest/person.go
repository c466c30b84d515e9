package simtest

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"referout/bot/bottest"
	"referout/bot/discord/discordtest"
	"referout/bot/telegram/telegramtest"
)

// person is somebody with a book, and a temper of her own.
type person struct {
	w     *world
	name  string
	r     *rand.Rand
	seats []*seat // her accounts; the second one waits for a link code
	next  time.Time

	pace     time.Duration // between two sittings, on average
	diligent int           // of ten pings she answers so many
	clumsy   int           // of twenty taps so many are doubled, old, or beside the point
	pros     []pro         // whom she has told the bot about, or tried to
	ledger   *ledger
	lines    []time.Time         // when she was shown something
	asked    map[*seat]time.Time // when an account last asked to be let in
	self     self                // what she shows of herself
	decided  map[string]int      // how often she went on with a message, by its id
}

// pro is a professional whom a person knows.
type pro struct{ name, specialty, office, city, phone string }

func (p pro) line() string {
	parts := []string{p.name, p.specialty}
	for _, s := range []string{p.office, p.city, p.phone} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// seat is one account of a person.
type seat struct {
	of      *person
	network bottest.Network
	account string
	screen  *screen
	book    *book // that the account opens; nil: none yet

	shut    bool      // nothing of the bot reaches it
	until   time.Time // while shut: when that ends
	unheard bool      // it was shut, and the bot cannot know yet that it is open again
	opened  time.Time // when it was opened last
	calm    time.Duration
}

func (s *seat) String() string { return s.of.name + " on " + s.network.Name() }

func (w *world) newPerson(i int) *person {
	name := [...]string{"ann", "bea", "cyd", "dot", "eve", "fay", "gil", "hal"}[i]
	r := stream(w.seed, "person "+name)
	p := &person{
		w: w, name: name, r: r, ledger: newLedger(), asked: map[*seat]time.Time{}, decided: map[string]int{},
		pace: between(r, 12*time.Hour, 9*24*time.Hour), diligent: 2 + r.IntN(9), clumsy: r.IntN(8),
	}
	p.pace /= time.Duration(max(1, w.plan.busy))
	p.next = time.Now().Add(between(r, time.Minute, 10*24*time.Hour))
	p.self = p.newSelf(i)
	first := r.IntN(len(w.networks))
	p.seats = append(p.seats, p.newSeat(w.networks[first]))
	if len(w.networks) > 1 && oneIn(r, 3) {
		p.seats = append(p.seats, p.newSeat(w.networks[1-first]))
	}
	return p
}

func (p *person) newSeat(n bottest.Network) *seat {
	s := &seat{of: p, network: n, screen: newScreen()}
	switch n := n.(type) {
	case *telegramtest.Network:
		s.account = strconv.FormatInt(telegramtest.PersonID(p.name), 10)
	case *discordtest.Network:
		s.account = n.UserID(p.name)
	}
	return s
}

// sit is one sitting with the phone: a few things, one after another, sometimes
// faster than the bot answers.
func (p *person) sit() {
	s := p.hand()
	if s == nil {
		p.next = time.Now().Add(about(p.r, p.pace))
		return
	}
	p.act(s)
	switch {
	case !oneIn(p.r, 3):
		p.next = time.Now().Add(between(p.r, 300*time.Millisecond, 40*time.Second))
	case oneIn(p.r, 25):
		p.next = time.Now().Add(between(p.r, 14*24*time.Hour, 60*24*time.Hour)) // weeks of silence
	default:
		p.next = time.Now().Add(about(p.r, p.pace))
	}
	p.next = p.awake(p.next)
}

// awake is the time itself, or the next morning if it is in the night; few people
// are up then.
func (p *person) awake(at time.Time) time.Time {
	hour := p.w.local(p, at).Hour()
	if hour >= 7 && hour < 22 || oneIn(p.r, 10) {
		return at
	}
	return at.Add(between(p.r, 7*time.Hour, 10*time.Hour))
}

// hand is the account that she takes up; nil while it is shut.
func (p *person) hand() *seat {
	s := p.seats[0]
	if len(p.seats) > 1 && p.seats[0].book != nil && oneIn(p.r, 3) {
		s = p.seats[1]
	}
	if s.shut && time.Now().Before(s.until) {
		return nil
	}
	if s.shut {
		p.reach(s, true)
	}
	return s
}

// reach opens or shuts the way to an account.
func (p *person) reach(s *seat, open bool) {
	s.shut = !open
	if !open {
		s.until, s.unheard = time.Now().Add(between(p.r, 2*time.Hour, 40*24*time.Hour)), true
		p.next = s.until
	}
	p.w.note("%s: the way is open: %v", s, open)
	s.network.Reach(p.name, open)
	s.opened, s.calm = time.Now(), p.w.calm[s.network.Name()]
}

func (p *person) say(s *seat, text string) {
	p.w.note("%s> %s", s, text)
	p.ledger.add(&input{seat: s, text: text}, p.w)
	p.w.leaks.said(s, "", text)
	s.network.Say(p.name, "", text)
}

func (p *person) reply(s *seat, to *bottest.Line, text string) {
	p.w.note("%s replies> %s", s, text)
	p.ledger.add(&input{seat: s, text: text, message: to.ID}, p.w)
	p.w.leaks.said(s, "", text)
	s.network.Reply(p.name, text, *to)
}

// tap presses a button, now and then twice.
func (p *person) tap(s *seat, on *bottest.Line, b bottest.Button) {
	if action, _ := actionOf(b.Payload); b.Payload == "" || action == "forgetall" {
		return
	}
	if on.Group != "" { // what she alone sees there
		p.tapIn(p.w.room(s.network.Name(), on.Group), s, on, b)
		return
	}
	times := 1
	if p.r.IntN(60) < p.clumsy {
		times = 2
	}
	for range times {
		p.w.note("%s taps [%s] %s", s, b.Label, b.Payload)
		p.ledger.add(&input{seat: s, payload: b.Payload, label: b.Label, shown: on.Text, message: on.ID}, p.w)
		p.w.leaks.tapped(p, on, b)
		s.network.Tap(p.name, *on, b)
	}
}
