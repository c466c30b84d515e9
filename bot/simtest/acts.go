package simtest

import (
	"fmt"
	"time"
)

// act does one thing.
func (p *person) act(s *seat) {
	if s.book == nil {
		if p.w.plan.circle && s == p.seats[0] && oneIn(p.r, 2) {
			p.stray(s)
			return
		}
		p.comeIn(s)
		return
	}
	if p.answerQuestion(s) {
		return
	}
	if p.w.plan.circle && oneIn(p.r, 2) {
		p.mingle(s)
		return
	}
	n := p.r.IntN(100)
	switch {
	case len(p.pros) < 2 || n < 6 && len(p.pros) < 12:
		p.addSomebody(s)
	case n < 45 && p.r.IntN(10) < p.diligent:
		p.answerPing(s)
	case n < 62:
		p.tell(s)
	case n < 66:
		p.say(s, "/due")
	case n < 70:
		p.say(s, "/show "+p.somebody())
	case n < 76:
		p.tapAnything(s)
	case n < 79:
		p.say(s, "/undo")
	case n < 82:
		p.say(s, pick(p.r, "hello?", "ok thanks", "what is the weather like", "friday", "plum harbor", "in 2 hours", "🙂", "/nonsense", "mrs smith has a sore knee"))
	case n < 86:
		p.talkInGroup(s)
	case n < 91:
		p.changeSettings(s)
	case n < 93:
		p.say(s, "/forget "+p.somebody())
	case n < 94:
		p.say(s, pick(p.r, "/help", "/privacy", "/export", "/find chiropractor", "/settings"))
	case n < 96 && len(p.seats) > 1 && p.seats[1].book == nil:
		p.comeIn(p.seats[1])
	case n < 98:
		p.replyToPing(s)
	case p.w.plan.blocks:
		p.reach(s, false)
	default:
		p.answerPing(s)
	}
}

// comeIn begins a book, or joins the one of her other account.
func (p *person) comeIn(s *seat) {
	if last, asked := p.asked[s]; asked && time.Since(last) < time.Hour {
		return
	}
	p.asked[s] = time.Now()
	if s != p.seats[0] {
		p.passOn(p, "/link", s)
		return
	}
	if code := p.w.setupCode(p); code != "" {
		p.say(s, "/start "+code)
		return
	}
	if p.w.plan.access == "open" {
		p.say(s, "/start")
		return
	}
	p.passOn(p.w.people[0], "/invite", s)
}

// passOn lets somebody with a book ask for a code, which is then typed elsewhere.
func (p *person) passOn(host *person, command string, to *seat) {
	from := host.seats[0]
	if from.book == nil || from.shut {
		return
	}
	host.say(from, command)
	p.w.later(20*time.Second, func() {
		if code := host.ledger.codes[command]; code != "" && to.book == nil {
			delete(host.ledger.codes, command)
			p.say(to, "/start "+code)
		}
	})
}

// answerQuestion goes on with what the bot has just asked, most of the time.
func (p *person) answerQuestion(s *seat) bool {
	n := len(s.screen.messages)
	if n == 0 || oneIn(p.r, 5) {
		return false
	}
	m := s.screen.messages[n-1]
	for _, action := range []string{"zone", "there", "rcvyes", "refyes", "metyes", "at", "erase", "addother"} {
		if _, ok := buttonOf(m, action); ok {
			var same []int
			for i, c := range m.Buttons {
				if name, _ := actionOf(c.Payload); name == action {
					same = append(same, i)
				}
			}
			p.tap(s, m, m.Buttons[pick(p.r, same...)])
			if action == "zone" { // it stays, with its buttons, until the answer comes
				s.screen.messages = s.screen.messages[:n-1]
			}
			return true
		}
	}
	return p.goesOn(s, m)
}

// addSomebody tells the bot about a professional.
func (p *person) addSomebody(s *seat) {
	one := p.w.newPro(p)
	p.pros = append(p.pros, one)
	p.say(s, "/add "+one.line())
}

func (p *person) somebody() string {
	one := pick(p.r, p.pros...)
	if one.office != "" && oneIn(p.r, 6) {
		return one.office
	}
	return one.name
}

// tell tells the bot what happened.
func (p *person) tell(s *seat) {
	who := pick(p.r, p.pros...)
	day := pick(p.r, "", "", "", " yesterday", " 3 days ago", " 20 days ago")
	switch p.r.IntN(8) {
	case 0, 1, 2:
		p.say(s, "/received "+who.name+day)
	case 3, 4:
		p.say(s, "/refer "+who.name+day)
	case 5, 6:
		p.say(s, "/met "+p.somebody()+pick(p.r, "", " visit", " lunch", " elsewhere", " call", " meetup")+day)
	default:
		p.say(s, fmt.Sprintf(pick(p.r, "%s sent me someone%s", "met %s for lunch%s", "I sent someone to %s%s"), who.name, day))
	}
}

// answerPing opens the newest ping, and answers what stands in it.
func (p *person) answerPing(s *seat) {
	if m, b, ok := s.screen.newest("show"); ok && oneIn(p.r, 2) {
		p.tap(s, m, b)
		return
	}
	action := pick(p.r, "sent", "sent", "sent", "wrote", "skip", "later", "been", "been", "booked", "went", "went", "notyet", "nonews", "novisit", "duty")
	if action == "novisit" && !oneIn(p.r, 4) {
		action = "been"
	}
	if m, b, ok := s.screen.newest(action); ok {
		p.tap(s, m, b)
		return
	}
	p.say(s, "/due")
}

// replyToPing snoozes by answering a message.
func (p *person) replyToPing(s *seat) {
	if m, _, ok := s.screen.newest("show"); ok {
		p.reply(s, m, pick(p.r, "friday", "snooze till monday", "in 3 hours", "tomorrow 9am", "in 2 weeks"))
	}
}

// tapAnything presses some button, a late one more often than an old one.
func (p *person) tapAnything(s *seat) {
	n := len(s.screen.messages)
	if n == 0 {
		return
	}
	back := p.r.IntN(n)
	if p.r.IntN(20) >= p.clumsy {
		back = min(back, p.r.IntN(6))
	}
	m := s.screen.messages[n-1-back]
	if len(m.Buttons) > 0 {
		p.tap(s, m, pick(p.r, m.Buttons...))
	}
}

func (p *person) changeSettings(s *seat) {
	if m, b, ok := s.screen.newest("back"); ok && oneIn(p.r, 2) {
		p.tap(s, m, b)
		return
	}
	action := pick(p.r, "setzone", "days", "hour", "away", "tags", "back", "pingshere")
	m, b, ok := s.screen.newest(action)
	if !ok {
		p.say(s, "/settings")
		return
	}
	p.tap(s, m, b)
	p.w.later(3*time.Second, func() {
		switch action {
		case "away":
			p.say(s, pick(p.r, "in 2 weeks", "monday", "in 10 days", "tomorrow"))
		case "setzone":
			p.say(s, pick(p.r, "Denver", "New York", "Chicago", "London", "Sydney", "Phoenix"))
		case "hour":
			p.say(s, pick(p.r, "18:15", "16:00", "9:30", "12:00"))
		}
	})
}
