package simtest

import (
	"time"

	"referout/bot"
)

// surnames occur in no text of the product, so that each of them tells a leak.
var surnames = [...]string{
	"Abernathy", "Bellweather", "Castellano", "Drummond", "Eriksson", "Fontaine", "Goldfarb", "Hathaway", "Ibarra", "Jankowski",
	"Kowalczyk", "Lombardi", "Marchetti", "Nakagawa", "Oyelaran", "Papadakis", "Quintero", "Rosenthal", "Sorensen", "Takahashi",
	"Ulloa", "Vandermeer", "Whitcomb", "Xiong", "Yamazaki", "Zielinski", "Okafor", "Lindqvist", "Petrovic", "Mbeki",
}

var specialties = [...]string{
	"chiropractor", "chiropractor", "physical therapist", "orthopedist", "family doctor", "trainer", "acupuncturist", "psychotherapist", "naturopath",
}

// newPro is a professional whom nobody else in this book is called like.
func (w *world) newPro(p *person) pro {
	free := p.r.Perm(len(surnames))
	taken := map[string]bool{}
	for _, have := range p.pros {
		taken[have.name] = true
	}
	one := pro{specialty: pick(p.r, specialties[:]...), city: pick(p.r, "Akron", "Kent", "Hudson", "Stow")}
	for _, i := range free {
		if one.name = "Dr " + surnames[i]; !taken[one.name] {
			break
		}
	}
	if oneIn(p.r, 2) {
		one.office = pick(p.r, "Juniper Row Clinic", "Cedar Point Practice", "Stone Oak Clinic", "Lantern Hill Clinic")
	}
	if oneIn(p.r, 2) {
		one.phone = "330-555-01" + string([]byte{'0' + byte(p.r.IntN(10)), '0' + byte(p.r.IntN(10))})
	}
	return one
}

// setupCode is the first owner's way in where people need a code.
func (w *world) setupCode(p *person) string {
	if w.plan.access == bot.Open || p != w.people[0] || w.life == nil {
		return ""
	}
	select {
	case <-w.life.made:
	default:
		return ""
	}
	if w.life.router == nil {
		return ""
	}
	code, _, err := w.life.router.SetupCode(w.life.ctx, p.seats[0].network.Name())
	if err != nil {
		return ""
	}
	return code
}

// errand is something to be done soon after something else.
type errand struct {
	at time.Time
	do func()
}

func (w *world) later(after time.Duration, do func()) {
	w.errands = append(w.errands, errand{time.Now().Add(after), do})
}

// talkInGroup types commands of the private chat where everybody reads them.
func (p *person) talkInGroup(s *seat) {
	r := p.w.room(s.network.Name(), groupName)
	p.sayIn(r, s, pick(p.r, "/due", "/help", "/privacy", "/received", "/find", "/show", "/settings", "/undo"))
}
