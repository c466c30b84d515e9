package bottest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A Script is a transcript that has been read; see the package comment.
type Script struct {
	Name     string            // of the file, without folder and ending
	Path     string            // of the file; empty if there is none
	Start    time.Time         // in the transcript's zone
	With     []string          // platforms needed at once; empty: played on each alone
	Settings map[string]string // key = value lines of the header

	dir    string // of the file
	header []string
	steps  []step
}

// kind says what a line of a transcript does.
type kind uint8

const (
	remark kind = iota // comments, empty lines, lines for another platform
	says
	replies
	taps
	fills
	sends
	waits
	restarts
	crashes
	goesOffline
	reaches
	breaks
	forges
	leaves
	moderates
	moves
	allows
	closes
	expects
	pinned
	silence
	anything
)

// played reports whether the kind makes something happen; the others look at
// what came of it.
func (k kind) played() bool { return k >= says && k <= closes }

// ofCrowd reports whether the kind changes something about a group and who is in it.
func (k kind) ofCrowd() bool { return k >= leaves && k <= closes }

// place is where something is said: on a platform (empty: the first), to or by a
// person, in a group or a topic of it ("#meetup/questions").
type place struct{ platform, person, group string }

// step is one line of a transcript with the lines that continue it.
type step struct {
	kind    kind
	line    int // 1-based
	raw     []string
	only    string // condition: a platform's name, "!" in front negates
	who     place
	text    string
	edit    bool           // expects: an edit
	pattern bool           // expects: text is a regular expression
	open    bool           // reaches: the way is open; breaks: the connection is back; leaves: of her own will; moderates, allows: so it is; pinned: something is
	others  []string       // taps: who does so in the same instant
	private bool           // taps: in the private chat
	whose   string         // forges: who sees the button
	wait    span           // waits, goesOffline
	fields  []field        // fills
	clock   *time.Location // waits
}

// field is one value for a form.
type field struct{ name, value string }

// A ParseError says where a transcript cannot be read.
type ParseError struct {
	Name string
	Line int
	Err  error
}

func (e *ParseError) Error() string { return fmt.Sprintf("%s:%d: %v", e.Name, e.Line, e.Err) }

// Unwrap gives the cause.
func (e *ParseError) Unwrap() error { return e.Err }

// Load reads a transcript from a file.
func Load(path string) (*Script, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("load transcript: %w", err)
	}
	s, err := Parse(path, string(text))
	if err == nil {
		s.Path, s.dir = path, filepath.Dir(path)
	}
	return s, err
}

// Parse reads a transcript. The name is used in messages; its errors are
// *ParseError.
func Parse(name, text string) (*Script, error) {
	s := &Script{
		Name:     strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)),
		Settings: map[string]string{},
	}
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), "\n")
	n, err := s.readHeader(lines)
	if err == nil {
		err = s.defaultStart()
	}
	for err == nil && n < len(lines) {
		from := n
		n = continued(lines, n)
		err = s.add(lines[from:n], from+1)
		if err != nil {
			n = from
		}
	}
	if err != nil {
		return nil, &ParseError{Name: name, Line: n + 1, Err: err}
	}
	return s, nil
}

// continued is the line behind the entry that begins at n: indented lines belong
// to it, and empty ones if an indented one follows.
func continued(lines []string, n int) int {
	end := n + 1
	if blank(lines[n]) || isComment(lines[n]) {
		return end
	}
	for i := end; i < len(lines); i++ {
		if strings.HasPrefix(lines[i], indent) {
			end = i + 1
		} else if !blank(lines[i]) {
			break
		}
	}
	return end
}

const indent = "    "

func blank(line string) bool { return strings.TrimSpace(line) == "" }

// isComment reports whether a line is one. A mark with a name right behind it is a
// group.
func isComment(line string) bool {
	rest, ok := strings.CutPrefix(line, "#")
	first, _ := utf8.DecodeRuneInString(rest)
	return ok && !unicode.IsLetter(first) && !unicode.IsDigit(first)
}

var setting = regexp.MustCompile(`^([a-z_]+) = (.*)$`)

// readHeader takes the lines up to the first event and returns its number.
func (s *Script) readHeader(lines []string) (int, error) {
	for n, line := range lines {
		if err := s.headerLine(strings.TrimSpace(line)); errors.Is(err, errNotHeader) {
			s.header = lines[:n]
			return n, nil
		} else if err != nil {
			return n, err
		}
	}
	s.header = lines
	return len(lines), nil
}

func (s *Script) headerLine(line string) (err error) {
	verb, rest, _ := strings.Cut(line, " ")
	pair := setting.FindStringSubmatch(line)
	switch {
	case line == "" || isComment(line):
	case verb == "start":
		s.Start, err = readStart(rest)
	case verb == "with":
		for name := range strings.SplitSeq(rest, ",") {
			s.With = append(s.With, strings.TrimSpace(name))
		}
	case pair != nil:
		s.Settings[pair[1]], err = unquoted(pair[2])
	default:
		err = errNotHeader
	}
	return err
}

var errNotHeader = fmt.Errorf("not a line of the header")

func unquoted(value string) (string, error) {
	if !strings.HasPrefix(value, `"`) {
		return value, nil
	}
	return strconv.Unquote(value)
}

func (s *Script) defaultStart() (err error) {
	if s.Start.IsZero() {
		s.Start, err = readStart("2026-03-02 09:00 America/Chicago")
	}
	return err
}

func readStart(text string) (time.Time, error) {
	cut := strings.LastIndexByte(text, ' ')
	if cut < 0 {
		return time.Time{}, fmt.Errorf("start needs a date, a time and a zone, not %q", text)
	}
	zone, err := time.LoadLocation(text[cut+1:])
	if err != nil {
		return time.Time{}, err
	}
	at, err := time.ParseInLocation(stamp, text[:cut], zone)
	if err == nil && at.Year() <= 2000 {
		err = fmt.Errorf("start lies before 2001, where virtual time begins")
	}
	return at, err
}

const stamp = "2006-01-02 15:04"

func (s *Script) add(raw []string, line int) error {
	st, err := parseStep(raw, s.Start.Location())
	if err != nil {
		return err
	}
	st.raw, st.line = raw, line
	s.steps = append(s.steps, st)
	return nil
}

// Shaken is the same transcript with the given event, "restart" or "crash",
// before each of its own: nothing that is expected may change by it.
func (s *Script) Shaken(event string) (*Script, error) {
	shock, err := parseStep([]string{event}, s.Start.Location())
	if err != nil {
		return nil, err
	}
	out := *s
	out.Path, out.Name, out.steps = "", s.Name+"+"+event, nil
	down := false
	for _, st := range s.steps {
		if st.kind.played() && !down {
			shock.line, shock.raw = st.line, []string{event}
			out.steps = append(out.steps, shock)
		}
		down = st.kind == goesOffline || down && whileDown(st.kind)
		out.steps = append(out.steps, st)
	}
	return &out, nil
}

// whileDown reports whether a line behind "offline" happens before its end.
func whileDown(k kind) bool {
	return k == says || k == replies || k == sends || k == remark || k.ofCrowd()
}

// stepsFor are the steps on the given platforms: lines under a condition that does
// not hold are remarks, and where no platform is named the first one is meant
// ("nothing" then means all).
func (s *Script) stepsFor(platforms []string) []step {
	out := slices.Clone(s.steps)
	for i := range out {
		name, not := strings.CutPrefix(out[i].only, "!")
		if out[i].only != "" && slices.Contains(platforms, name) == not {
			out[i].kind = remark
		}
		if out[i].who.platform == "" && out[i].kind != silence {
			out[i].who.platform = platforms[0]
		}
	}
	return out
}
