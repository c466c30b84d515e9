package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"referout/bot"
)

// pseudo opens a terminal: keys and screen in one, and what a program gets.
func pseudo(t *testing.T) (outside, inside *os.File) {
	t.Helper()
	outside, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo terminals here: %v", err)
	}
	t.Cleanup(func() { outside.Close() })
	fd := int(outside.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Skipf("no pseudo terminals here: %v", err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Skipf("no pseudo terminals here: %v", err)
	}
	inside, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo terminals here: %v", err)
	}
	t.Cleanup(func() { inside.Close() })
	return outside, inside
}

// page collects what appears on a terminal.
type page struct {
	mu   sync.Mutex
	text strings.Builder
}

func (p *page) watch(from io.Reader) {
	buf := make([]byte, 4096)
	for {
		n, err := from.Read(buf)
		p.mu.Lock()
		p.text.Write(buf[:n])
		p.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// until waits for a text to appear.
func (p *page) until(t *testing.T, text string) string {
	t.Helper()
	for range 2000 {
		p.mu.Lock()
		all := p.text.String()
		p.mu.Unlock()
		if strings.Contains(all, text) {
			return all
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("%q did not appear in %q", text, p.text.String())
	return ""
}

func TestTerminal(t *testing.T) {
	outside, inside := pseudo(t)
	before, err := unix.IoctlGetTermios(int(inside.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	var p page
	go p.watch(outside)
	c := New(Options{In: inside, Out: inside, TTY: true})
	said := make(chan bot.Incoming, 10)
	ended := make(chan error, 1)
	go func() {
		ended <- c.Run(context.Background(), &heard{answer: func(in bot.Incoming) { said <- in }})
	}()

	p.until(t, "/quit ends")
	keys := func(text string) {
		if _, err := outside.WriteString(text); err != nil {
			t.Fatal(err)
		}
	}
	keys("half a li")
	p.until(t, "half a li")
	tell(t, c, you, "", bot.Compose(bot.Title("Due")).With(bot.Do("Show", "show", "1")))
	if all := p.until(t, "[1] Show\r\n"); !strings.Contains(all, "Referout #1") {
		t.Errorf("the screen holds %q", all)
	}
	keys("ne\r")
	if in := <-said; in.Text != "half a line" {
		t.Errorf("got %q", in.Text)
	}
	keys("\x1b[200~" + strings.Repeat("x", 5000) + "\x1b[201~\r")
	if in := <-said; len(in.Text) != 5000 {
		t.Errorf("got %d characters", len(in.Text))
	}
	keys("1\r")
	if in := <-said; in.Payload != "show:1" {
		t.Errorf("got %+v", in)
	}
	keys("\x03")
	if err := <-ended; err != nil {
		t.Errorf("Run: %v", err)
	}
	after, err := unix.IoctlGetTermios(int(inside.Fd()), unix.TCGETS)
	if err != nil || *after != *before {
		t.Errorf("the terminal was left changed: %+v, %v", after, err)
	}
	tell(t, c, you, "", bot.Compose(bot.Say("the last word")))
	p.until(t, "the last word")
}

func TestTerminalIsRestoredWhenTheContextEnds(t *testing.T) {
	outside, inside := pseudo(t)
	before, err := unix.IoctlGetTermios(int(inside.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	var p page
	go p.watch(outside)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- New(Options{In: inside, Out: inside, TTY: true}).Run(ctx, &heard{}) }()
	p.until(t, "/quit ends")
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("Run: %v", err)
	}
	after, err := unix.IoctlGetTermios(int(inside.Fd()), unix.TCGETS)
	if err != nil || *after != *before {
		t.Errorf("the terminal was left changed: %+v, %v", after, err)
	}
}
