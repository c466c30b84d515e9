package meetup

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/recur"
)

var (
	someSeats = regexp.MustCompile(`(?i)[,;]?\s*\b(?:max(?:imum)?\.?\s*)?\d{1,5}\s*(?:seats?|places?|people|persons?|spots?)\b|[,;]?\s*\bmax(?:imum)?\.?\s*\d{1,5}\b`)
	someHours = regexp.MustCompile(`(?i)[,;]?\s*\bfor\s+(?:about\s+)?(?:\d{1,2}(?:[.,]5)?\s*h(?:ours?|rs?)?(?:\s*(?:and\s+)?\d{1,3}\s*(?:m(?:in(?:ute)?s?)?)?)?|\d{1,3}\s*m(?:in(?:ute)?s?)?)\b`)
	fromTo    = regexp.MustCompile(`(?i)\b(\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?)\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b)\s*(\d{1,2}[:.]\d{2}\s*(?:am|pm)?|\d{1,2}\s*(?:am|pm))`)
	untilOnly = regexp.MustCompile(`(?i)[,;]?\s*\b(?:until|till)\s+(\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?)\b`)
	speaking  = regexp.MustCompile(`(?i)^(.+?)[\s,;]+(?:with|by|speaker:?|presented by)\s+(.+)$`)
	placed    = regexp.MustCompile(`(?i)^(.*?)[\s,;]+(?:at|@)\s+(.+)$`)
	placeHead = regexp.MustCompile(`(?i)^(?:at|@|in)\s+([^,;]+)[,;]\s*(.*)$`)
)

// trouble is what a line says of a field and cannot be understood: a sentence.
type trouble struct {
	field, text string
	rules       []string // that may be meant
}

// readLine reads a line about a meeting: when, where, what about, with whom, for how
// many. What it does not say is missing in the plan. now is on the circle's clock.
func readLine(text string, now time.Time) (p plan, bad trouble) {
	p = plan{}
	text = bot.OneLine(text)
	text = p.cut(text, someSeats, seatsField, now)
	text = p.cut(text, someHours, lengthField, now)
	until := ""
	if m := fromTo.FindStringSubmatchIndex(text); m != nil {
		until = text[m[4]:m[5]]
		text = text[:m[3]] + " " + text[m[1]:]
	} else if m := untilOnly.FindStringSubmatchIndex(text); m != nil {
		until = text[m[2]:m[3]]
		text = text[:m[0]] + " " + text[m[1]:]
	}
	rest, rules := cutRule(text)
	if len(rules) == 2 {
		bad = trouble{rulesField, twoRules(rules[0].String(), rules[1].String()), []string{rules[0].String(), rules[1].String()}}
	} else if len(rules) == 1 {
		p[rulesField] = rules[0].String()
	}
	rest, unread := p.date(rest, rules, now)
	if bad.text == "" {
		bad = trouble{field: whenField, text: unread}
	}
	if until != "" && p[whenField] != "" {
		_ = p.set(lengthField, "until "+until, now, Facts{}) // what is no length is left out: the preview shows it
	}
	if unread := p.words(rest, now); bad.text == "" {
		bad = unread
	}
	return p, bad
}

// cut takes what a pattern finds out of a text and into a field.
func (p plan) cut(text string, pattern *regexp.Regexp, name string, now time.Time) string {
	at := pattern.FindStringIndex(text)
	if at == nil || p.set(name, strings.Trim(text[at[0]:at[1]], " ,;"), now, Facts{}) != nil {
		return text
	}
	return text[:at[0]] + " " + text[at[1]:]
}

// date takes the date out of a line. A rule with a time of day says which day is the
// first.
func (p plan) date(text string, rules []recur.Rule, now time.Time) (rest, unread string) {
	from := now
	if len(rules) > 0 { // the time of day alone is no question then
		from = time.Date(now.Year(), now.Month(), now.Day(), 0, -1, 0, 0, now.Location())
	}
	found, ok, err := findDate(text, from)
	if unclear := (*when.Unclear)(nil); errors.As(err, &unclear) {
		return text[:unclear.From] + " " + text[unclear.To:], unclearDate(unclear)
	}
	if !ok {
		return text, ""
	}
	rest = text[:found.From] + " " + text[found.To:]
	if len(rules) == 1 && found.Clock && !found.Elapsed {
		p[whenField] = firstOf(rules[0], found.Wall, now).Format(stamp)
		return rest, ""
	}
	wall, err := ahead(found, now)
	if said := (*bot.Error)(nil); errors.As(err, &said) {
		return rest, said.Error()
	}
	p[whenField] = wall.Format(stamp)
	return rest, ""
}

// findDate looks for a date also where a name might be meant: "Tue Cafe Luz".
func findDate(text string, now time.Time) (when.Found, bool, error) {
	found, ok, err := when.Find(text, now, when.Future)
	if lower := strings.ToLower(text); !ok && err == nil && len(lower) == len(text) {
		return when.Find(lower, now, when.Future)
	}
	return found, ok, err
}

// firstOf is the day that was named, if it fits the rule and lies ahead, else the first
// day of the rule from now on, at the time of day of a wall time.
func firstOf(r recur.Rule, wall, now time.Time) time.Time {
	today := when.Wall(now)
	if wall.After(today) && r.Fits(wall, wall) {
		return wall
	}
	day := r.Next(time.Time{}, today, nil)
	if !day.Add(sinceMidnight(wall)).After(today) {
		day = r.Next(day, today.AddDate(0, 0, 1), nil)
	}
	return day.Add(sinceMidnight(wall))
}

// cutRule takes the words that say how often a meeting is held out of a line: the
// longest that are a rule.
func cutRule(text string) (rest string, rules []recur.Rule) {
	words := strings.Fields(text)
	for n := min(len(words), mostRule); n > 0; n-- {
		for i := 0; i+n <= len(words); i++ {
			if rules := recur.Readings(strings.Trim(strings.Join(words[i:i+n], " "), " ,;:")); len(rules) > 0 {
				return strings.Join(slices.Delete(words, i, i+n), " "), rules
			}
		}
	}
	return text, nil
}

// mostRule is how many words a rule may have: "on the second Tuesday of every month".
const mostRule = 7

// words reads what is left once dates and numbers are out: "Cafe Luz: jaw pain with Dr
// Lee", "jaw pain at Cafe Luz". unread is the first of them that cannot be read, and why.
func (p plan) words(text string, now time.Time) (unread trouble) {
	text = tidy(text)
	place, topic, two := strings.Cut(text, ":")
	if !two {
		place, topic = "", text
		if m := placeHead.FindStringSubmatch(text); m != nil {
			place, topic = m[1], m[2]
		} else if m := placed.FindStringSubmatch(text); m != nil {
			topic, place = m[1], m[2]
		}
	}
	speaker := ""
	if m := speaking.FindStringSubmatch(tidy(topic)); m != nil && isName(m[2]) {
		topic, speaker = m[1], m[2]
	}
	place = strings.TrimPrefix(strings.TrimPrefix(tidy(place), "at "), "@ ")
	for _, f := range []trouble{{field: topicField, text: topic}, {field: placeField, text: place}, {field: speakerField, text: speaker}} {
		if said := p.try(f.field, tidy(f.text), now); said != "" && unread.text == "" {
			unread = trouble{field: f.field, text: said}
		}
	}
	return unread
}

// try sets a field where it can be read; unread is why it cannot.
func (p plan) try(name, text string, now time.Time) (unread string) {
	said := (*bot.Error)(nil)
	if text != "" && errors.As(p.set(name, text, now, Facts{}), &said) {
		return said.Error()
	}
	return ""
}

func tidy(text string) string { return strings.Trim(bot.OneLine(text), " ,;:-–—.") }

// isName says whether words look like somebody's name: "Dr Lee", "dr lee", "Dana Kim".
func isName(text string) bool {
	lower := strings.ToLower(text)
	for _, title := range []string{"dr ", "dr.", "prof", "mr", "ms"} {
		if strings.HasPrefix(lower, title) {
			return true
		}
	}
	return strings.IndexFunc(text, unicode.IsUpper) == 0
}

func sinceMidnight(wall time.Time) time.Duration { return wall.Sub(wall.Truncate(24 * time.Hour)) }

func number(n int) string { return strconv.Itoa(n) }
