package console

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
)

// heard is a receiver that keeps what comes in and answers as told.
type heard struct {
	got    []bot.Incoming
	answer func(bot.Incoming)
	err    error
}

func (h *heard) Commands() []bot.Command { return nil }

func (h *heard) Receive(_ context.Context, in bot.Incoming) error {
	h.got = append(h.got, in)
	if h.answer != nil {
		h.answer(in)
	}
	return h.err
}

func (*heard) Inbox(string) bot.Inbox { return nil }

func (*heard) Accounts(context.Context, string) ([]bot.Account, error) { return nil, nil }

func (h *heard) Suggest(context.Context, bot.Incoming, string, string) []string { return nil }

// words is what came in, short: who, where and what.
func (h *heard) words() []string {
	var out []string
	for _, in := range h.got {
		text := in.From.ID
		if in.Chat != nil {
			text += in.Chat.ID
		}
		if in.Command != "" {
			text += " /" + in.Command
		}
		if in.Text != "" {
			text += " " + in.Text
		}
		if in.Payload != "" {
			text += " [" + in.Payload + "]"
		}
		out = append(out, text)
	}
	return out
}

// typing runs a console over lines; show is called before anything is typed.
func typing(t *testing.T, lines string, show func(*Console)) (*heard, string) {
	t.Helper()
	var out bytes.Buffer
	c := New(Options{In: strings.NewReader(lines), Out: &out})
	if show != nil {
		show(c)
	}
	h := &heard{}
	if err := c.Run(t.Context(), h); err != nil {
		t.Fatalf("Run: %v", err)
	}
	return h, out.String()
}

func tell(t *testing.T, c *Console, to place, edit string, m bot.Message) string {
	t.Helper()
	s, err := c.show(to, m, edit, "", false)
	if err != nil {
		t.Fatal(err)
	}
	return s.ID
}

var you = place{person: "you"}

func TestWhatIsTyped(t *testing.T) {
	long := strings.Repeat("ä", 50_000)
	for name, test := range map[string]struct {
		lines string
		want  []string
	}{
		"text":                {"hello there\n", []string{"you hello there"}},
		"command":             {"/Due  now \n", []string{"you /due now"}},
		"bare command":        {"/due\n", []string{"you /due"}},
		"no command":          {"/ due\n// x\n", []string{"you / due", "you // x"}},
		"blank lines":         {"\n  \nhi\n", []string{"you hi"}},
		"no end of line":      {"hi", []string{"you hi"}},
		"windows":             {"hi\r\n", []string{"you hi"}},
		"quit":                {"a\n/quit\nb\n", []string{"you a"}},
		"somebody else":       {"/as Ann\nhi\n/as you\nho\n", []string{"ann hi", "you ho"}},
		"group":               {"/as ann in #Meetup\nhi\n", []string{"ann#meetup hi"}},
		"bad name":            {"/as the #queen\nhi\n", []string{"you hi"}},
		"number is text":      {"3\n12.1\n", []string{"you 3", "you 12.1"}},
		"long line":           {long + "\n", []string{"you " + long}},
		"goes on":             {"a\\\nb\\\\\nc\n", []string{"you a\nb\\", "you c"}},
		"invalid bytes":       {"a\xffb\n", []string{"you a\ufffdb"}},
		"a file":              {"/send x/cards.csv\n", []string{"you"}},
		"a file without path": {"/send\n", nil},
		"nothing to say":      {"/say\n", nil},
		"reply to nothing":    {"/reply yes\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			h, _ := typing(t, test.lines, nil)
			equal(t, h.words(), test.want)
		})
	}
}

func TestPressing(t *testing.T) {
	show := func(c *Console) {
		tell(t, c, you, "", bot.Compose(bot.Say("one")).With(bot.Do("Show", "show", "1"), bot.Do("Later", "later", "1")))
		tell(t, c, place{group: "#meetup"}, "", bot.Compose(bot.Say("all")).With(bot.Do("Join", "join")))
		tell(t, c, place{person: "bea"}, "", bot.Compose(bot.Say("bea")).With(bot.Do("Hers", "hers")))
		id := tell(t, c, you, "", bot.Compose(bot.Say("sure?")).With(bot.Do("Yes, add", "add"), bot.Do("Map", "")))
		tell(t, c, you, id, bot.Compose(bot.Say("sure?")).With(bot.Do("Yes, add", "add", "2"), bot.Do("No, forget", "no")))
	}
	for name, test := range map[string]struct {
		lines string
		want  []string
	}{
		"number":             {"2\n", []string{"you [no]"}},
		"twice":              {"2\n2\n", []string{"you [no]", "you [no]"}},
		"label":              {"yes, ADD\n", []string{"you [add:2]"}},
		"first words":        {"no\n", []string{"you [no]"}},
		"half a word":        {"ye\n", []string{"you ye"}},
		"label further up":   {"later\n", nil}, // told which number presses it
		"older":              {"1.1\n#1.2\n", []string{"you [show:1]", "you [later:1]"}},
		"as it was before":   {"4.1\n", []string{"you [add]"}},
		"out of range":       {"7\n5.9\n", nil},
		"somebody else's":    {"3.1\nHers\n", []string{"you 3.1", "you Hers"}},
		"in a group":         {"/as ann in #meetup\n1\n", []string{"ann#meetup [join]"}},
		"group's, from here": {"join\n", []string{"you#meetup [join]"}},
		"text all the same":  {"/say 1\n/say Later\n", []string{"you 1", "you Later"}},
		"nobody's buttons":   {"/as ann\n1\n", []string{"ann 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			h, _ := typing(t, test.lines, show)
			equal(t, h.words(), test.want)
		})
	}
}

// TestNumbersPressTheNewestMessageOnly: what stands further up may be months old
// and end the whole book.
func TestNumbersPressTheNewestMessageOnly(t *testing.T) {
	var first string
	old := func(c *Console) {
		first = tell(t, c, you, "", bot.Compose(bot.Say("sure?")).With(bot.Do("Yes", "yes"), bot.Do("No", "no")))
	}
	h, out := typing(t, "1\n2\n1.2\n/say 1\n", func(c *Console) {
		old(c)
		tell(t, c, place{person: "bea"}, "", bot.Compose(bot.Say("hers")).With(bot.Do("Hers", "hers")))
		tell(t, c, you, "", bot.Compose(bot.Say("hello")))
	})
	equal(t, h.words(), []string{"you [no]", "you 1"})
	const said = "* The newest message (#3) has no buttons, so nothing was pressed. Those of message #1 are pressed as 1.1. To send the number itself: /say 1\n"
	if !strings.HasPrefix(out[strings.Index(out, "* "):], said) {
		t.Errorf("printed %q", out)
	}
	h, _ = typing(t, "2\n1.1\n", func(c *Console) { // a second press of a button that changed its message
		old(c)
		tell(t, c, you, "", bot.Compose(bot.Say("later")).With(bot.Do("Undo", "undo")))
		tell(t, c, you, first, bot.Compose(bot.Say("forgotten")))
	})
	equal(t, h.words(), []string{"you [yes]"})
}

func TestRepliesNameTheirMessage(t *testing.T) {
	var first, second string
	h, _ := typing(t, "/reply tomorrow\n/reply #1 friday\n", func(c *Console) {
		first = tell(t, c, you, "", bot.Compose(bot.Say("one")))
		second = tell(t, c, you, "", bot.Compose(bot.Say("two")))
	})
	if len(h.got) != 2 || h.got[0].Message != second || h.got[1].Message != first || h.got[1].Text != "friday" {
		t.Errorf("got %+v", h.got)
	}
}

func TestInputsHaveIdsOfTheirOwn(t *testing.T) {
	h, _ := typing(t, "a\na\n", nil)
	if h.got[0].ID == h.got[1].ID || h.got[0].At.IsZero() || asker(h.got[0].Reply) != "you" {
		t.Errorf("got %+v", h.got)
	}
}

func TestLineOfMoreThanAMegabyteIsNotHalfRead(t *testing.T) {
	h, out := typing(t, strings.Repeat("x", longest+1)+"\nafter\n", nil)
	equal(t, h.words(), []string{"you after"})
	if !strings.HasPrefix(out, "* That line is too long") {
		t.Errorf("printed %q", out)
	}
}

func TestFailureIsSaid(t *testing.T) {
	var out bytes.Buffer
	c := New(Options{In: strings.NewReader("a\n"), Out: &out})
	if err := c.Run(t.Context(), &heard{err: io.ErrUnexpectedEOF}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "could not be saved") {
		t.Errorf("printed %q", out.String())
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	in, typed := io.Pipe()
	defer typed.Close()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- New(Options{In: in, Out: io.Discard}).Run(ctx, &heard{}) }()
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("Run: %v", err)
	}
	if _, err := typed.Write([]byte("x")); err == nil {
		t.Error("the input was left open")
	}
}

func TestGreeting(t *testing.T) {
	h := &heard{}
	c := New(Options{In: strings.NewReader(""), Out: io.Discard, Greet: true})
	if err := c.Run(t.Context(), h); err != nil {
		t.Fatal(err)
	}
	if len(h.got) != 1 || h.got[0].Kind != bot.Opened {
		t.Errorf("got %+v", h.got)
	}
}

func TestMemoryOutlivesTheProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "console")
	c := New(Options{Out: io.Discard, In: strings.NewReader(""), Memory: OpenMemory(path)})
	id := tell(t, c, you, "", bot.Compose(bot.Say("Dr Lee")).With(bot.Do("Dr Lee", "show", "7")))
	tell(t, c, place{person: "ann"}, "", bot.Compose(bot.Say("x")).With(bot.Do("Hers", "hers")))

	var out bytes.Buffer
	h := &heard{}
	c = New(Options{In: strings.NewReader("1.1\n"), Out: &out, Memory: OpenMemory(path)})
	if err := c.Run(t.Context(), h); err != nil {
		t.Fatal(err)
	}
	equal(t, h.words(), []string{"you [show:7]"})
	if h.got[0].Message != id {
		t.Errorf("message %q, want %q", h.got[0].Message, id)
	}
	tell(t, c, you, id, bot.Compose(bot.Say("done")))
	if out.String() != "Referout #2 (changed #1)\n  done\n" {
		t.Errorf("printed %q", out.String())
	}
	data, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(data), "Lee") || strings.Contains(string(data), "hers") {
		t.Errorf("the file holds %s (%v)", data, err)
	}
}

// Buttons of other people and of groups work after a restart as well, for who goes there
// again; the file names neither.
func TestMemoryOfOtherChatsOutlivesTheProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "console")
	memory := func() *Memory {
		m := OpenMemory(path)
		m.HashPlaces(func(text string) (string, error) {
			sum := sha256.Sum256([]byte("key" + text))
			return hex.EncodeToString(sum[:]), nil
		})
		return m
	}
	c := New(Options{Out: io.Discard, In: strings.NewReader(""), Memory: memory()})
	for n, to := range []place{{person: "ann"}, {group: "#meetup"}, {group: "#meetup/books"}, {"ann", "#meetup"}, {group: "#other"}} {
		tell(t, c, to, "", bot.Compose(bot.Say("x")).With(bot.Do("Press", "do", strconv.Itoa(n+1)), bot.Choice{Label: "In", Open: true, Arg: "SECRET"}))
	}

	lines := `1.1
/as ann
1
3.1
/as ann in #meetup
2.1
4.1
1.1
3.1
/as bob in #meetup/books
1
4.1
2.2
/as bob in #meetup
1.1
`
	h := &heard{}
	var out bytes.Buffer
	c = New(Options{In: strings.NewReader(lines), Out: &out, Memory: memory()})
	if err := c.Run(t.Context(), h); err != nil {
		t.Fatal(err)
	}
	equal(t, h.words(), []string{
		"ann [do:1]", "ann#meetup [do:2]", "ann#meetup [do:4]", "ann#meetup [do:1]", "bob#meetup [do:3]", "bob#meetup 4.1", "bob#meetup 1.1",
	})
	if n := strings.Count(out.String(), "go there first"); n != 3 {
		t.Errorf("%d hints in\n%s", n, out.String())
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"#meetup", "books", "ann", "SECRET", "Press"} {
		if strings.Contains(string(data), word) {
			t.Errorf("the file holds %q", word)
		}
	}
}

func equal(t *testing.T, got, want []string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") || len(got) != len(want) {
		t.Errorf("got  %.300q\nwant %.300q", got, want)
	}
}

func TestScriptsWaitForTheirAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(Options{In: strings.NewReader("/add\nYes\n/as ann in #meetup\nhi\n/help\n"), Out: io.Discard, Settle: 5 * time.Second})
		h := &heard{answer: func(in bot.Incoming) {
			if in.Command == "add" {
				time.AfterFunc(time.Second, func() {
					_, _ = c.show(you, bot.Compose(bot.Say("sure?")).With(bot.Do("Yes", "yes")), "", in.Reply, false)
				})
			}
		}}
		begun := time.Now()
		if err := c.Run(t.Context(), h); err != nil {
			t.Fatal(err)
		}
		equal(t, h.words(), []string{"you /add", "you [yes]", "ann#meetup hi", "ann#meetup /help"})
		// a second for the first answer, five for the second, which never comes,
		// none for talk in a group, one for a command there
		if took := time.Since(begun); took != 7*time.Second {
			t.Errorf("it took %v", took)
		}
	})
}
