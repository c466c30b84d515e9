package console

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"unicode/utf8"

	"golang.org/x/term"
)

// A screen is where lines come from and messages go.
type screen interface {
	open() error
	close()
	prompt(text string)
	// readLine blocks; errLong for a line that was dropped as too long.
	readLine() (string, error)
	print(text string) error
	style() style
}

func newScreen(o Options) screen {
	in, okIn := o.In.(*os.File)
	out, okOut := o.Out.(*os.File)
	if o.TTY && okIn && okOut {
		return &terminal{in: in, out: out}
	}
	return &pipe{in: newLineReader(o.In), closer: closerOf(o.In), out: o.Out}
}

// closerOf is what ends a blocked read; files of the process are left alone.
func closerOf(in io.Reader) io.Closer {
	if _, isFile := in.(*os.File); isFile {
		return nil
	}
	c, _ := in.(io.Closer)
	return c
}

// pipe reads and prints plain lines.
type pipe struct {
	in     *lineReader
	closer io.Closer
	out    io.Writer
}

func (p *pipe) open() error { return nil }

func (p *pipe) close() {
	if p.closer != nil {
		_ = p.closer.Close()
	}
}

func (p *pipe) prompt(string)             {}
func (p *pipe) readLine() (string, error) { return p.in.line() }
func (p *pipe) style() style              { return style{} }

func (p *pipe) print(text string) error {
	_, err := io.WriteString(p.out, text)
	return err
}

// terminal edits lines; what is printed while somebody types leaves her line
// intact. Outside open and close it prints plainly.
type terminal struct {
	in, out *os.File

	mu    sync.Mutex
	raw   *term.State
	lines *term.Terminal
}

func (t *terminal) open() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	state, err := term.MakeRaw(int(t.in.Fd()))
	if err != nil {
		return fmt.Errorf("terminal: %w", err)
	}
	t.raw = state
	t.lines = term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{t.in, t.out}, "> ")
	t.lines.SetBracketedPasteMode(true)
	return nil
}

func (t *terminal) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.raw == nil {
		return
	}
	t.lines.SetBracketedPasteMode(false)
	_ = term.Restore(int(t.in.Fd()), t.raw)
	t.raw = nil
	_, _ = io.WriteString(t.out, "\n")
}

func (t *terminal) prompt(text string) { t.lines.SetPrompt(text) }

// longestTyped is where the line editor stops taking typed characters.
const longestTyped = 4096

func (t *terminal) readLine() (string, error) {
	line, err := t.lines.ReadLine()
	if errors.Is(err, term.ErrPasteIndicator) {
		err = nil
	}
	if err == nil && utf8.RuneCountInString(line) == longestTyped {
		return "", errLong
	}
	return line, err
}

func (t *terminal) print(text string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.raw == nil {
		_, err := io.WriteString(t.out, text)
		return err
	}
	width, height := t.size()
	_ = t.lines.SetSize(width, height)
	_, err := t.lines.Write([]byte(text))
	return err
}

func (t *terminal) style() style {
	width, _ := t.size()
	return style{ansi: os.Getenv("NO_COLOR") == "", width: width}
}

func (t *terminal) size() (width, height int) {
	width, height, err := term.GetSize(int(t.out.Fd()))
	if err != nil || width < 20 {
		return 80, 24
	}
	return width, height
}
