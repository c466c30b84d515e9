package duty

import (
	"context"
	"errors"
	"slices"

	"referout/bot"
	"referout/handlers/guide"
	"referout/handlers/people"
	"referout/store"
)

// open answers [Show] of one duty in a list or on a card.
func open(_ context.Context, p *bot.Personal) (bot.Private, error) {
	k, err := at(p)
	if err != nil {
		return bot.Private{}, err
	}
	return k.page(p.Args.Part(0))
}

// page shows one duty whole: what for, how, and its buttons.
func (k desk) page(id string) (bot.Private, error) {
	d, err := k.get(id)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(goneDuty()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	if !d.Live() {
		m, err := k.closedPage(id, d, name)
		return bot.Whisper(m), err
	}
	if d.ahead(k.now) {
		return bot.Whisper(aheadPage(d, name, k.spoken(d.From), k.today())), nil
	}
	m, err := k.livePage(id, d)
	return bot.Whisper(m).About(id), err
}

// livePage is a duty that is owed, with its buttons.
func (k desk) livePage(id string, d Duty) (bot.Message, error) {
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Message{}, err
	}
	switch d.Kind {
	case Note:
		return k.notePage(id, d, name)
	case Visit:
		return k.visitPage(id, d, name)
	}
	return followUpPage(d, name, k.today()).With(choices(id, d, false)...), nil
}

// closedPage says how a duty ended, and what follows from it.
func (k desk) closedPage(id string, d Duty, name string) (bot.Message, error) {
	if d.Kind == FollowUp {
		note, about, found, err := k.noteAbout(d.Whom, d.Lines[0].Event)
		if err != nil {
			return bot.Message{}, err
		}
		next, waits, err := k.next(note)
		if err != nil {
			return bot.Message{}, err
		}
		if found && waits && about.State == Open {
			return noteOwed(name, k.spoken(next), k.today()), nil
		}
	}
	more, err := k.thanks(id, d)
	return bot.Compose(bot.Para(closedLine(d, name)...)).With(more...), err
}

func (k desk) name(whom string) (string, error) {
	name, err := people.Name(k.Data, whom)
	if errors.Is(err, store.ErrNotFound) {
		return "somebody removed", nil
	}
	if errors.Is(err, store.ErrDamaged) {
		return unreadName, nil
	}
	return name, err
}

func (k desk) notePage(id string, d Duty, name string) (bot.Message, error) {
	address, err := k.address(d.Whom)
	if err != nil {
		return bot.Message{}, err
	}
	variant, err := k.variant(d.Whom)
	if err != nil {
		return bot.Message{}, err
	}
	occasions := make([]guide.Occasion, len(d.Lines))
	for i, l := range d.Lines {
		occasions[i] = l.Occasion
	}
	to := name
	if people.IsOffice(d.Whom) {
		to = everyoneAt(name)
	}
	m := notePage(d, name, guide.Draft(to, occasions, variant), address, k.today()).With(choices(id, d, false)...)
	if address == "" {
		m = m.With(addAddress(ref(id, d)))
	}
	return m, nil
}

// variant counts the notes to somebody, so that nobody gets the same words twice
// in a row.
func (k desk) variant(whom string) (n int, err error) {
	for e, err := range Duties.By(k.Data, "whom", whom) {
		if err != nil {
			return 0, err
		}
		if e.Value.Kind == Note && !e.Value.Live() {
			n++
		}
	}
	return n, nil
}

// address is where a note goes, as lines to copy; empty if none is known.
func (k desk) address(whom string) (string, error) {
	office, err := people.OfficeOf(k.Data, whom)
	if err != nil {
		return "", store.IgnoreMissing(err)
	}
	o, err := people.Offices.Get(k.Data, office)
	if err != nil || o.Address == "" {
		return "", store.IgnoreMissing(err)
	}
	name, err := k.name(whom)
	if err != nil {
		return "", err
	}
	return addressLines(name, o), nil
}

func (k desk) visitPage(id string, d Duty, name string) (bot.Message, error) {
	_, who, known, err := people.Manager(k.Data, d.Whom)
	if err != nil {
		return bot.Message{}, err
	}
	if known = known && runsDesk(who.Role); !known {
		who = people.Person{}
	}
	phone, err := k.deskPhone(d.Whom, who)
	if err != nil {
		return bot.Message{}, err
	}
	last, err := lastThere(k.Data, d.Whom)
	if err != nil {
		return bot.Message{}, err
	}
	m := visitPage(d, name, who, known, phone, last, k.today()).With(choices(id, d, false)...)
	if d.Booked.IsZero() {
		m = m.With(noVisits(ref(id, d)))
	}
	if !known {
		m = m.With(whoRuns(ref(id, d)))
	}
	return m, nil
}

// runsDesk says whether a role arranges visits: a nurse does not.
func runsDesk(role guide.RoleCode) bool {
	return role == guide.PracticeManager || role == guide.OfficeManager || role == guide.FrontDesk
}

// deskPhone is the number to ring: the manager's own, the office's, or that of a
// specialist there.
func (k desk) deskPhone(office string, manager people.Person) (string, error) {
	if manager.Phone != "" {
		return manager.Phone, nil
	}
	o, err := people.Offices.Get(k.Data, office)
	if err != nil || o.Phone != "" {
		return o.Phone, store.IgnoreMissing(err)
	}
	for e, err := range people.Persons.By(k.Data, "office", office) {
		if err != nil || e.Value.Phone != "" {
			return e.Value.Phone, err
		}
	}
	return "", nil
}

// inbound says whether a note thanks for somebody they sent: two cards go in.
func (d Duty) inbound() bool {
	return slices.ContainsFunc(d.Lines, func(l Line) bool { return l.Occasion == guide.InboundReferral })
}
