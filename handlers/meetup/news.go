package meetup

import (
	"context"
	"errors"
	"strings"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/store"
)

// Why a letter about a meeting is written. Stored: never to change.
const (
	weekAhead    = "week"
	dayAhead     = "day"
	hoursAhead   = "hours"
	hasChanged   = "changed"
	wasCalledOff = "off"
	gotSeat      = "seat"
	onList       = "list"
	tooLate      = "late"
	notYours     = "notyours"
	refused      = "refused"
	wasPast      = "past"
	tooMany      = "many"
	isTwice      = "twice"
)

// because is the enclosure of a letter that tells why it is written. It is the circle's
// own word and shown to nobody as it stands.
func because(why string) bot.Enclosure { return bot.Enclosure{}.Write("why", "", why) }

func reminderOf(step Step) string {
	switch step {
	case Week:
		return weekAhead
	case Day:
		return dayAhead
	}
	return hoursAhead
}

func stepOf(why string) Step {
	switch why {
	case weekAhead:
		return Week
	case dayAhead:
		return Day
	}
	return Hours
}

// differences are the facts that those going have to know, by name.
func differences(a, b Facts) string {
	var out []string
	for _, f := range fields() {
		if f.name != seatsField && f.show(described{Facts: a}) != f.show(described{Facts: b}) {
			out = append(out, f.name)
		}
	}
	return strings.Join(out, ",")
}

// view is a meeting as somebody sees it in her private chat.
type view struct {
	circle bot.Circle
	space  store.CircleTx
	id     string
	Meeting
	answer reply
	zone   *time.Location // the circle's
}

// look reads a meeting of a circle of hers. store.ErrNotFound if there is none, or she is
// not in that circle any more.
func look(p *bot.Personal, circle, id string) (v view, err error) {
	v.id = id
	if v.circle, v.space, err = p.Circle(circle); err != nil {
		return v, err
	}
	if v.Meeting, err = Meetings.Get(v.space, id); err != nil {
		return v, err
	}
	key, err := p.Key(v.circle.Mine)
	if err != nil {
		return v, err
	}
	v.answer, err = answers.Get(v.space, id+answerMark+key)
	v.zone = zoneOf(p, v.circle)
	return v, store.IgnoreMissing(err)
}

// zoneOf is a circle's zone; hers as long as nobody has said.
func zoneOf(p *bot.Personal, c bot.Circle) *time.Location {
	if loc, err := time.LoadLocation(c.Zone); err == nil && c.Zone != "" {
		return loc
	}
	return p.Now.Location()
}

func (v view) instant(wall time.Time) time.Time { return when.Instant(wall, v.zone) }

func (v view) begins() time.Time { return v.instant(v.Facts.Wall) }

// mine says whether she proposed the meeting.
func (v view) mine() bool { return v.By == v.circle.Mine }

// news tells somebody about a meeting.
func news(_ context.Context, p *bot.Personal, mail bot.Mail) (bot.Private, error) {
	why := mail.What.Get("why")
	v, err := look(p, mail.Circle, mail.Ref)
	if errors.Is(err, store.ErrNotFound) {
		return unseen(why), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	switch why {
	case weekAhead, dayAhead, hoursAhead:
		return v.reminder(p, stepOf(why)), nil
	case hasChanged:
		return v.withButtons(hasChangedText(strings.Split(mail.What.Get("what"), ","), v.Facts.Topic).Add(v.rows(p))).Ends(v.begins()), nil
	case wasCalledOff:
		return v.off(p)
	case gotSeat:
		return v.withButtons(seatIsYours(v.Facts.Topic).Add(v.rows(p))).Ends(v.begins()), nil
	case onList:
		return v.withButtons(onTheList(mail.What.Get("place"), v.Facts.Topic)), nil
	case tooLate:
		return bot.Whisper(tooLateFor(v.Facts.Topic, v.State == Cancelled)), nil
	case notYours:
		return bot.Whisper(notYoursToChange(v.Facts.Topic)), nil
	}
	return unseen(why), nil
}

// unseen answers what is about no meeting that she can see.
func unseen(why string) bot.Private {
	switch why {
	case wasPast:
		return bot.Whisper(isPast())
	case tooMany:
		return bot.Whisper(tooManyPlanned(mostPlanned))
	case isTwice:
		return bot.Whisper(plannedBefore())
	case refused:
		return bot.Whisper(notPosted())
	case tooLate:
		return bot.Whisper(meetingGone())
	}
	return bot.Private{}
}

// reminder tells who is going that a meeting comes up, unless that is stale.
func (v view) reminder(p *bot.Personal, step Step) bot.Private {
	ends := v.Facts.ends(step, v.instant)
	if v.State != Planned || v.answer.Answer != Going || !p.Now.Before(ends) {
		return bot.Private{}
	}
	return v.withButtons(comesUp(step, v.Facts.Topic).Add(v.rows(p))).Ends(ends)
}

// off tells who was going that a meeting does not take place, and when the next one of
// a series is.
func (v view) off(p *bot.Personal) (bot.Private, error) {
	v.Facts = v.Told // what she knew of it
	ends := v.Facts.when(End, v.instant)
	m := wasCalledOffText(v.Facts.Topic, v.span(p))
	if v.Series != "" {
		sr, err := series.Get(v.space, v.Series)
		if err != nil {
			return bot.Private{}, err
		}
		if next := sr.next(v.Date); !sr.Ended {
			m = m.Add(nextOne(next.Format("Mon 2 Jan 15:04")))
		}
	}
	return bot.Whisper(m.With(bot.Do(calendarLabel, calendarAction, v.circle.ID, v.id))).Ends(ends), nil
}

// withButtons offers what she can answer to a meeting.
func (v view) withButtons(m bot.Message) bot.Private {
	m = m.With(bot.Do(calendarLabel, calendarAction, v.circle.ID, v.id))
	offer := bot.Offer{Label: cantLabelLong, Circle: v.circle.ID, Kind: cantMail, Ref: v.id, After: sentAction, Parts: []string{cantMail, v.circle.ID, v.id}}
	if v.answer.Answer != Going && v.answer.Answer != Waiting {
		offer.Label, offer.Kind, offer.Parts[0] = goingLabelLong, goMail, goMail
	}
	return bot.Whisper(m).Offering(offer)
}

// rows are the facts of a meeting for her, on her clock.
func (v view) rows(p *bot.Personal) bot.Block {
	return bot.Facts(factRows(v.Facts, v.span(p))...)
}

// span is when a meeting is, for her: on the circle's clock too where that shows
// another time. What is written may come late: no "tomorrow".
func (v view) span(p *bot.Personal) bot.Line {
	at := v.begins()
	hers := when.Wall(at.In(p.Now.Location()))
	text := roomTime(hers, p.Now)
	if !hers.Equal(v.Facts.Wall) {
		text = bothClocks(text, v.Facts.Wall.Format("Mon 15:04"), cityOf(v.zone.String()))
	}
	return bot.Line{{Kind: bot.TimeSpan, Text: text, At: at}}
}

func cityOf(zone string) string {
	parts := strings.Split(zone, "/")
	return strings.ReplaceAll(parts[len(parts)-1], "_", " ")
}
