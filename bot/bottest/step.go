package bottest

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

const (
	aName      = `([\pL][\pL\d_]*)`
	aWordOf    = `[\pL\d_-]+`
	aGroup     = `(#` + aWordOf + `)`
	aTopic     = `#` + aWordOf + `(?:/` + aWordOf + `)?`
	aPlace     = `((?: (?:on [a-z]+|in ` + aTopic + `))*)`
	onPlatform = `((?: on [a-z]+)?)`
)

var (
	condition = regexp.MustCompile(`^\[(!?[a-z]+)\] +(.*)$`)
	telling   = regexp.MustCompile(`^bot( edits)?(?: to ` + aName + `)?` + aPlace + `>(?: (.*))?$`)
	saying    = regexp.MustCompile(`^` + aName + aPlace + `>(?: (.*))?$`)
	doing     = regexp.MustCompile(`^` + aName + aPlace + ` (replies|taps|fills|sends) +(.*)$`)
	together  = regexp.MustCompile(`^` + aName + `((?: and ` + aName + `)+)` + aPlace + ` tap +(.*)$`)
	scoped    = regexp.MustCompile(`^(.+?) in (` + aTopic + `|private)( again)?$`)
	forging   = regexp.MustCompile(`^` + aName + aPlace + ` forges ` + aName + `'s +(.*)$`)
	hushing   = regexp.MustCompile(`^nothing(?: to ` + aName + `)?` + aPlace + `$`)
	breaking  = regexp.MustCompile(`^([a-z]+) is (down|back)$`)
	reaching  = regexp.MustCompile(`^(no )?direct messages to ` + aName + aPlace + `( again)?$`)
)

// parseStep reads one entry of the body: a line and those that continue it.
func parseStep(raw []string, zone *time.Location) (step, error) {
	line, more := strings.TrimRight(raw[0], " \t"), raw[1:]
	if blank(line) || isComment(line) {
		return step{}, nil
	}
	only := ""
	if m := condition.FindStringSubmatch(line); m != nil {
		only, line = m[1], m[2]
	}
	st, err := firstThat(line, zone)
	if err != nil {
		return step{}, err
	}
	st.only = only
	return st, st.takeMore(more)
}

// firstThat tries the forms of a line one after another.
func firstThat(line string, zone *time.Location) (step, error) {
	for _, form := range []func(string, *time.Location) (step, error){
		parseTelling, parsePinning, parseSaying, parseDoing, parseTogether, parseForging,
		parseCrowd, parseHushing, parseReaching, parseBreaking, parseTrouble,
	} {
		st, err := form(line, zone)
		if !errors.Is(err, errOther) {
			return st, err
		}
	}
	return step{}, fmt.Errorf("no such line: %q", line)
}

// errOther: the line has another form.
var errOther = errors.New("another form of line")

func parsePlace(person, rest string) place {
	p := place{person: person}
	words := strings.Fields(rest)
	for i := 0; i+1 < len(words); i += 2 {
		if words[i] == "on" {
			p.platform = words[i+1]
		} else {
			p.group = words[i+1]
		}
	}
	return p
}

func parseTelling(line string, _ *time.Location) (step, error) {
	m := telling.FindStringSubmatch(line)
	if m == nil {
		return step{}, errOther
	}
	st := step{kind: expects, edit: m[1] != "", who: parsePlace(m[2], m[3]), text: m[4]}
	if st.who.person == "" && st.who.group == "" {
		return st, errors.New("to whom does the bot say it?")
	}
	return st, st.takePattern()
}

// takePattern reads the mark of a regular expression.
func (st *step) takePattern() (err error) {
	if st.text, st.pattern = strings.CutPrefix(st.text, "~ "); st.pattern {
		_, err = regexp.Compile(st.text)
	}
	return err
}

func parseSaying(line string, _ *time.Location) (step, error) {
	m := saying.FindStringSubmatch(line)
	if m == nil {
		return step{}, errOther
	}
	return step{kind: says, who: parsePlace(m[1], m[2]), text: m[3]}, nil
}

func parseDoing(line string, _ *time.Location) (st step, err error) {
	m := doing.FindStringSubmatch(line)
	if m == nil {
		return step{}, errOther
	}
	st.who, st.text = parsePlace(m[1], m[2]), m[4]
	switch m[3] {
	case "replies":
		st.kind = replies
	case "taps":
		st.kind = taps
		err = st.takeScope()
	case "sends":
		st.kind = sends
	default:
		st.kind = fills
		st.fields, err = parseFields(m[4])
	}
	return st, err
}

func parseTogether(line string, _ *time.Location) (step, error) {
	m := together.FindStringSubmatch(line)
	if m == nil {
		return step{}, errOther
	}
	others := strings.Split(strings.TrimPrefix(m[2], " and "), " and ")
	st := step{kind: taps, who: parsePlace(m[1], m[4]), others: others, text: m[5]}
	return st, st.takeScope()
}

// takeScope reads where the button is that is tapped.
func (st *step) takeScope() error {
	m := scoped.FindStringSubmatch(st.text)
	if m == nil {
		return nil
	}
	if st.who.group != "" {
		return errors.New("the place of a tap is named once")
	}
	st.text = m[1] + m[3]
	if st.private = m[2] == "private"; !st.private {
		st.who.group = m[2]
	}
	return nil
}

func parseForging(line string, _ *time.Location) (step, error) {
	m := forging.FindStringSubmatch(line)
	if m == nil {
		return step{}, errOther
	}
	return step{kind: forges, who: parsePlace(m[1], m[2]), whose: m[3], text: m[4]}, nil
}

func parseFields(text string) ([]field, error) {
	var out []field
	for part := range strings.SplitSeq(text, "|") {
		name, value, ok := strings.Cut(part, ":")
		if !ok {
			return nil, fmt.Errorf("a field is filled as Field: value, not %q", strings.TrimSpace(part))
		}
		out = append(out, field{strings.TrimSpace(name), strings.TrimSpace(value)})
	}
	return out, nil
}

func parseHushing(line string, _ *time.Location) (step, error) {
	m := hushing.FindStringSubmatch(line)
	if m == nil {
		return step{}, errOther
	}
	return step{kind: silence, who: parsePlace(m[1], m[2])}, nil
}

func parseReaching(line string, _ *time.Location) (step, error) {
	m := reaching.FindStringSubmatch(line)
	if m == nil || (m[1] == "") == (m[4] == "") {
		return step{}, errOther
	}
	return step{kind: reaches, open: m[1] == "", who: parsePlace(m[2], m[3])}, nil
}

func parseBreaking(line string, _ *time.Location) (step, error) {
	m := breaking.FindStringSubmatch(line)
	if m == nil {
		return step{}, errOther
	}
	return step{kind: breaks, open: m[2] == "back", who: place{platform: m[1]}}, nil
}

// parseTrouble reads the lines in which no person acts.
func parseTrouble(line string, zone *time.Location) (st step, err error) {
	verb, rest, _ := strings.Cut(line, " ")
	switch {
	case line == "...":
		st.kind = anything
	case line == "restart":
		st.kind = restarts
	case line == "crash":
		st.kind = crashes
	case verb == "wait":
		st.kind, st.clock = waits, zone
		st.wait, err = parseWait(rest)
	case verb == "offline":
		st.kind, st.clock = goesOffline, zone
		st.wait, err = parseSpan(rest)
	case verb == "start", verb == "with", setting.MatchString(line):
		err = fmt.Errorf("%q belongs before the first event", line)
	default:
		err = errOther
	}
	return st, err
}

// takeMore adds the lines that continue a text.
func (st *step) takeMore(more []string) error {
	if len(more) == 0 {
		return nil
	}
	several := st.kind == says || st.kind == replies || st.kind == expects || st.kind == pinned && st.open
	if st.pattern || !several {
		return errors.New("only a text goes on in indented lines")
	}
	for i, line := range more {
		line = strings.TrimPrefix(line, indent)
		if i == 0 && st.text == "" {
			st.text = line
		} else {
			st.text += "\n" + line
		}
	}
	return nil
}
