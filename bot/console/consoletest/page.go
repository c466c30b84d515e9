package consoletest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"referout/bot/bottest"
)

// page takes what the console prints.
type page struct{ network *Network }

func (p page) Write(text []byte) (int, error) {
	p.network.mu.Lock()
	defer p.network.mu.Unlock()
	p.network.read(strings.Split(strings.TrimSuffix(string(text), "\n"), "\n"))
	return len(text), nil
}

// read takes printed lines: messages, and remarks of the console itself.
func (n *Network) read(lines []string) {
	for len(lines) > 0 {
		end := 1
		for end < len(lines) && (lines[end] == "" || strings.HasPrefix(lines[end], "  ")) {
			end++
		}
		if err := n.readMessage(lines[0], lines[1:end]); err != nil {
			n.faults = append(n.faults, err)
		}
		lines = lines[end:]
	}
}

var header = regexp.MustCompile(`^Referout(?: to (\S+)| in (#\S+?)(?:, to (\S+) alone)?) #(\d+)(?: \(changed #(\d+)\))?$`)

func (n *Network) readMessage(head string, body []string) error {
	m := header.FindStringSubmatch(head)
	if m == nil {
		return fmt.Errorf("printed outside a message: %q", head)
	}
	number, _ := strconv.Atoi(m[4])
	root := number
	if m[5] != "" {
		changed, _ := strconv.Atoi(m[5])
		root = n.roots[changed]
	}
	if root == 0 {
		return fmt.Errorf("a change of #%s, which was never printed", m[5])
	}
	n.roots[number] = root
	l := bottest.Line{
		ID: strconv.Itoa(root), Person: n.name(m[1] + m[3]), Group: m[2],
		Aside: m[3] != "", Edit: m[5] != "",
	}
	if pinned := n.readBody(&l, number, body); pinned {
		n.pins = append(n.pins, pin{l.ID, l.Group})
	}
	n.page = append(n.page, l)
	return nil
}

var (
	escaped  = regexp.MustCompile(`^\\+(?:│|\[|\(pinned\))`)
	buttons  = regexp.MustCompile(`^\[\d+\] `)
	fileLine = regexp.MustCompile(`^\[file (.+?), [\d.]+ (?:bytes|KB|MB)(?:,.*)?\]$`)
)

// readBody sorts the lines of a message into text, files and buttons, and tells
// whether it is pinned.
func (n *Network) readBody(l *bottest.Line, number int, body []string) (pinned bool) {
	var text []string
	row := 0
	for _, line := range body {
		line = strings.TrimPrefix(line, "  ")
		switch file := fileLine.FindStringSubmatch(line); {
		case file != nil:
			l.Files = append(l.Files, file[1])
		case strings.HasPrefix(line, "[link] "):
		case line == "(pinned)":
			pinned = true
		case buttons.MatchString(line):
			l.Buttons = append(l.Buttons, n.readRow(line, number, row)...)
			row++
		case escaped.MatchString(line):
			text = append(text, line[1:])
		case line == "│":
			text = append(text, "")
		default:
			text = append(text, strings.TrimPrefix(line, "│ "))
		}
	}
	l.Text = strings.Join(text, "\n")
	return pinned
}

var (
	between  = regexp.MustCompile(`  (\[\d+\] )`)
	button   = regexp.MustCompile(`^\[(\d+)\] (.*)$`)
	linkedTo = regexp.MustCompile(`^(.*) <([a-z]+:\S+|/start \S+)>$`)
)

// readRow reads a row of buttons. A button's payload is how it is typed.
func (n *Network) readRow(line string, number, row int) []bottest.Button {
	var out []bottest.Button
	for _, part := range strings.Split(between.ReplaceAllString(line, "\n$1"), "\n") {
		m := button.FindStringSubmatch(part)
		b := bottest.Button{Label: m[2], Row: row, Payload: fmt.Sprintf("%d.%s", number, m[1])}
		if nth, err := strconv.Atoi(m[1]); err == nil {
			b.Carries = n.memory.Carries(number, nth)
		}
		if link := linkedTo.FindStringSubmatch(b.Label); link != nil {
			b.Label, b.URL = link[1], link[2]
		}
		out = append(out, b)
	}
	return out
}
