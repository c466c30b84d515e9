package console

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
)

// longest is how much of one line is read, in bytes.
const longest = 1 << 20

var errLong = errors.New("the line is too long")

// lineReader reads lines of any length and drops those over the limit whole.
type lineReader struct{ in *bufio.Reader }

func newLineReader(in io.Reader) *lineReader { return &lineReader{bufio.NewReader(in)} }

// line is the next line without its end; io.EOF behind the last. A last line
// without an end counts.
func (r *lineReader) line() (string, error) {
	var line []byte
	long := false
	for {
		part, err := r.in.ReadSlice('\n')
		if long = long || len(line)+len(part) > longest; !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case long:
			return "", errLong
		case err != nil && len(line) == 0:
			return "", err
		}
		return strings.TrimRight(strings.ToValidUTF8(string(line), "\ufffd"), "\r\n"), nil
	}
}

// typedLines hands over one line at a time, read only when asked for, so that
// waiting for one can end with the context.
type typedLines struct {
	ask   chan<- struct{}
	lines <-chan typedLine
}

type typedLine struct {
	text string
	err  error
}

// read starts reading from the screen. Its goroutine ends with ctx, except while
// the system holds it in a read that nothing can end.
func (c *Console) read(ctx context.Context) typedLines {
	ask, lines := make(chan struct{}), make(chan typedLine, 1)
	go func() {
		for {
			select {
			case <-ask:
			case <-ctx.Done():
				return
			}
			text, err := c.screen.readLine()
			lines <- typedLine{text, err}
		}
	}()
	return typedLines{ask, lines}
}

// next is one input: a line, and those behind it while it ends in a backslash. At
// the end of a line two backslashes stand for one that is meant.
func (l typedLines) next(ctx context.Context) (string, error) {
	var text strings.Builder
	for {
		line, err := l.one(ctx)
		if err != nil {
			return "", err
		}
		body, goesOn := continued(line)
		if text.Len()+len(body) > longest {
			return "", errLong
		}
		text.WriteString(body)
		if !goesOn {
			return text.String(), nil
		}
		text.WriteByte('\n')
	}
}

func continued(line string) (body string, goesOn bool) {
	body = strings.TrimRight(line, `\`)
	n := len(line) - len(body)
	return body + line[len(body):len(body)+n/2], n%2 == 1
}

func (l typedLines) one(ctx context.Context) (string, error) {
	select {
	case l.ask <- struct{}{}:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	select {
	case line := <-l.lines:
		return line.text, line.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
