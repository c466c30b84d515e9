package meetup

import (
	"errors"
	"regexp"
	"strings"

	"referout/bot"
)

// What is typed below a preview: where it says nothing but a fact that is known by its form,
// that is changed; the rest is asked.

var (
	withLabel = regexp.MustCompile(`(?i)^(topic|when|where|place|speaker|how long|length|seats|repeats)\s*(?:is\s+|:\s*)(.+)$`)
	withName  = regexp.MustCompile(`(?i)^(?:with|by|presented by)\s+(.+)$`)
	atPlace   = regexp.MustCompile(`(?i)^(?:at|@)\s+(\S.*)$`)
	onlyClock = regexp.MustCompile(`(?i)^(?:at\s+)?(\d{1,2}:\d{2}(?:\s*[ap]m)?|\d{1,2}\s*[ap]m)$`)
)

// labelled are the fields of the words that people put before a colon.
func labelled(word string) string {
	switch strings.ToLower(word) {
	case "where", "place":
		return placeField
	case "how long", "length":
		return lengthField
	}
	return strings.ToLower(word)
}

// correction is what words say for sure of a meeting that is described; bad is a fact that
// they are about and that cannot be meant.
func (t taken) correction(words string) (p plan, bad trouble) {
	if m := withLabel.FindStringSubmatch(words); m != nil {
		return plan{labelled(m[1]): m[2]}, bad
	}
	switch strings.ToLower(words) {
	case "no limit", "unlimited", "no seat limit":
		return plan{seatsField: nothing}, bad
	case "no speaker":
		return plan{speakerField: nothing}, bad
	case "once", "only once", "just once":
		return plan{rulesField: nothing}, bad
	}
	if _, ok := lengthOf(words); ok || untilOnly.FindString(words) == words {
		return plan{lengthField: words}, bad
	}
	if m := withName.FindStringSubmatch(words); m != nil && isName(m[1]) {
		return plan{speakerField: m[1]}, bad
	}
	if m := atPlace.FindStringSubmatch(words); m != nil && !onlyClock.MatchString(words) {
		words = m[1]
		if onlyPlace(words) {
			return plan{placeField: words}, bad
		}
	}
	return t.dated(words)
}

// dated is a correction that may hold a day or a time of day alone: the other is as it was.
func (t taken) dated(words string) (p plan, bad trouble) {
	was, err := t.Plan.over(t.m.Facts, t.now)
	known := err == nil && !was.Wall.IsZero()
	if m := onlyClock.FindStringSubmatch(words); m != nil && known {
		words = was.Wall.Format("Mon 2 Jan 2006 ") + m[1]
	}
	p, bad = readLine(words, t.now)
	if bad.text == noClock && known {
		p, bad = readLine(words+" "+was.Wall.Format("15:04"), t.now)
	}
	if p[topicField] != "" || bad.field == topicField || bad.field == placeField {
		return nil, trouble{} // it says something else as well
	}
	return p, bad
}

// typedBelow answers what was typed below a draft: what is sure is changed and named; which
// fact the rest is about is not guessed.
func typedBelow(p *bot.Personal, t taken) (bot.Private, error) {
	said, bad := t.correction(tidy(p.Args.Words))
	var labels []string
	for _, f := range fields() {
		text, given := said[f.name]
		if !given || f.ask == "" || f.name == rulesField && t.Meeting != "" || bad.text != "" {
			continue
		}
		err := t.set(f.name, text)
		if said := (*bot.Error)(nil); errors.As(err, &said) {
			bad = trouble{field: f.name, text: said.Error()}
			continue
		}
		if err != nil {
			return bot.Private{}, err
		}
		labels = append(labels, f.label)
	}
	if f, ok := fieldOf(bad.field); ok && bad.text != "" && f.ask != "" {
		return t.ask(f, bad.text), nil
	}
	if len(labels) == 0 {
		m := cannotTell().With(t.fieldButtons()...)
		m = m.With(bot.Do(backLabel, askAction, t.id), bot.Do(notNowLabel, dropAction, t.id))
		return bot.Whisper(m).Corrects(elseAction, t.id), nil
	}
	if err := t.keep(p); err != nil {
		return bot.Private{}, err
	}
	shown, err := t.goOn(p, trouble{})
	return shown.Below(changedLines(labels)), err
}
