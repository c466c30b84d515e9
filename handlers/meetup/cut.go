package meetup

import (
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

// What is taken out of a line before its dates are looked for.

const weekdays = `(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)`

var (
	someLink   = regexp.MustCompile(`(?i)\bhttps?://[^\s<>"]+`)
	linkEnd    = ".,;:!?)"
	someSpeech = regexp.MustCompile(`(?i)[,;]?\s*\bspeaker:?\s+([^:,;]+)`)
	// Every fifth Friday: not every month has one.
	noWeekday = regexp.MustCompile(`(?i)\b(?:every|each|monthly(?: on)?(?: the)?)\s+(?:[5-9]th|\d\d(?:st|nd|rd|th)|fifth|sixth)\s+` + weekdays + `s?\b`)
	// The 24th of December, as it is written in Europe.
	dotted = regexp.MustCompile(`(^|\s)(\d{1,2})\.(\d{1,2})\.(\s|$)`)
	// Tuesday: jaw pain 18:30.
	dayFirst = regexp.MustCompile(`(?i)^((?:on |next |this )?` + weekdays + `)\s*:\s*(.*)$`)
	oneClock = regexp.MustCompile(`(?i)(?:\bat\s+)?\b(\d{1,2}:\d{2}(?:\s*[ap]m)?|\d{1,2}\s*[ap]m)\b`)
	// What says that a rhythm is one: "first Tuesday" may be a day.
	often = regexp.MustCompile(`(?i)every|each|month|week|night|\b\w+days\b`)
	// Where people meet, if nothing else is said.
	placeWord = regexp.MustCompile(`(?i)\b(?:cafe|coffee|library|zoom|teams|skype|online|room|restaurant|bar|pub|park|hall|studio|clinic|cent(?:er|re)|church|school|hotel|museum|gym|street|st|avenue|ave|road|rd)\b|café`)
	whoseCase = regexp.MustCompile(`(?i)\b(?:cases?|story)(?: study| report| history)?(?: of|:)\s+(.+)$`)
)

// cutLink takes a link out of a text: it is where one meets.
func cutLink(text string) (rest, link string) {
	at := someLink.FindStringIndex(text)
	if at == nil {
		return text, ""
	}
	link = strings.TrimRight(text[at[0]:at[1]], linkEnd)
	return text[:at[0]] + " " + text[at[0]+len(link):], link
}

// cutSpeaker takes who speaks out of a text, where it says "speaker".
func (p plan) cutSpeaker(text string, now time.Time) string {
	m := someSpeech.FindStringSubmatchIndex(text)
	if m == nil || !isName(text[m[2]:m[3]]) || p.set(speakerField, tidy(text[m[2]:m[3]]), now, Facts{}) != nil {
		return text
	}
	return text[:m[0]] + " " + text[m[1]:]
}

// dayWithClock puts the time of day behind the day that a line begins with.
func dayWithClock(text string) string {
	m := dayFirst.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	at := oneClock.FindStringSubmatchIndex(m[2])
	if at == nil {
		return m[1] + " " + m[2]
	}
	return m[1] + " " + m[2][at[2]:at[3]] + " " + m[2][:at[0]] + " " + m[2][at[1]:]
}

// undotted writes a date such as "24.12." as one that is read; unclear is what may be
// meant by it, if that is two days.
func undotted(text string, now time.Time) (rest string, unclear *when.Unclear) {
	m := dotted.FindStringSubmatchIndex(text)
	if m == nil {
		return text, nil
	}
	a, _ := strconv.Atoi(text[m[4]:m[5]]) // digits only
	b, _ := strconv.Atoi(text[m[6]:m[7]])
	dayOf := func(month, day int) time.Time {
		return time.Date(now.Year(), time.Month(month), day, 0, 0, 0, 0, time.UTC)
	}
	before, behind := text[:m[2]]+" ", " "+text[m[9]:]
	switch {
	case a < 1 || b < 1 || a > 31 || b > 31 || a > 12 && b > 12:
		return text, nil
	case b > 12:
		a, b = b, a
	case a <= 12 && a != b:
		return before + behind, &when.Unclear{Phrase: text[m[4] : m[7]+1], Reason: when.TwoReadings, Options: []time.Time{dayOf(b, a), dayOf(a, b)}}
	}
	return before + dayOf(b, a).Format("Jan 2") + behind, nil
}

// onlyPlace says whether words are a place and no topic: "Cafe Luz".
func onlyPlace(text string) bool {
	small := slices.ContainsFunc(strings.Fields(text), func(word string) bool { return strings.IndexFunc(word, unicode.IsLower) == 0 })
	return placeWord.MatchString(text) && (!small || !strings.Contains(text, " "))
}

// colon is where a line goes on to its topic: not inside a clock or a link. -1: nowhere.
func colon(text string) int {
	for i, c := range text {
		if c == ':' && !strings.HasPrefix(text[i:], "://") && !(i > 0 && i+1 < len(text) && isDigit(text[i-1]) && isDigit(text[i+1])) {
			return i
		}
	}
	return -1
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isOnce says whether the words of a rule may name one day as well.
func isOnce(words string, r recur.Rule) bool {
	return r.Kind == recur.MonthlyOnAWeek && !often.MatchString(words)
}

// isVerb says whether somebody wants to do something about what is planned.
func isVerb(words string) bool {
	switch strings.ToLower(strings.Trim(words, " .!?")) {
	case "cancel", "call off", "call it off", "change", "edit", "delete", "remove", "move", "stop", "list", "show", "next", "help":
		return true
	}
	return false
}

// caseName says whether a topic tells whose case it is.
func caseName(topic string) error {
	m := whoseCase.FindStringSubmatch(topic)
	if m == nil {
		return nil
	}
	_, err := readText("Client "+m[1], mostTopic+len("Client "))
	if err == nil {
		return nil
	}
	return bot.Errorf("%s", leaveOut("whose case it is"))
}
