package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"testing/slogtest"
	"time"

	"referout/bot"
)

const (
	telegramLike    = "123456789:AAHk_this-is-no-real-token0123456789"
	discordLike     = "MTAwMDAwMDAwMDAwMDAwMDAx.GxYz01.this_is_no_real-token_0123456789abcd"
	interactionLike = "aW50ZXJhY3Rpb246MTAwMDAwMDAwMDAwMDAwMDAxOnRoaXMtaXMtbm8tcmVhbC10b2tlbg"
	masterKey       = "referout-master-key-1:CNLz0c4JEmQKWAowdHlwZS5nb29nbGVhcGlzLmNvbQ"
	oddSecret       = "correct horse/battery+staple"
	anID            = "987654321"
	aSnowflake      = "300000000000000042"
	aGroupID        = "-1009876543210"
)

// notForLogs must never stand in a log.
func notForLogs() []string {
	return []string{
		telegramLike, url.QueryEscape(telegramLike), "AAHk_this", discordLike, "this_is_no_real", interactionLike,
		masterKey, "CNLz0c4J", anID, aSnowflake, aGroupID, "9876543210", "hunter2", "Zebedee",
		"battery", "QQQQ",
	}
}

// logger is a log in a format, at the lowest level, and what it writes.
func logger(t *testing.T, format string) (*program, *slog.Logger, *pages) {
	t.Helper()
	p, out := newProgram(nil, nil, nil), newPages()
	p.mask.hide("hunter2-secret")
	p.mask.hide(oddSecret)
	return p, p.newLog(out, logConfig{Level: "debug", Format: format}), out
}

type stringer struct{ text string }

func (s stringer) String() string { return s.text }

// resolved is a value that tells what it is only when a line is written.
type resolved struct{ v slog.Value }

func (r resolved) LogValue() slog.Value { return r.v }

// silent is an error that panics with what it knows.
type silent struct{ text string }

func (s silent) Error() string { panic(s.text) }

// marshals is a value that says all it knows in JSON and as text.
type marshals struct{ Text string }

func (m marshals) MarshalJSON() ([]byte, error) { return json.Marshal(m.Text) }

type tells struct{ text string }

func (s tells) MarshalText() ([]byte, error) { return []byte(s.text), nil }

type id int64

// hiding are all places in a line where a text can hide.
func hiding(text string) map[string]func(*slog.Logger) {
	wrapped := fmt.Errorf("send: %w", &url.Error{Op: "Post", URL: text, Err: errors.New(text)})
	attr := func(v any) func(*slog.Logger) { return func(l *slog.Logger) { l.Debug("x", "v", v) } }
	return map[string]func(*slog.Logger){
		"message": func(l *slog.Logger) {
			_ = l.Handler().Handle(context.Background(), slog.NewRecord(time.Now(), slog.LevelInfo, "it is "+text, 0))
		},
		"key":           func(l *slog.Logger) { l.Debug("x", text, 1) },
		"string":        attr(text),
		"error":         attr(errors.New(text)),
		"wrapped error": attr(wrapped),
		"joined errors": attr(errors.Join(errors.New("a"), wrapped)),
		"path error":    attr(&fs.PathError{Op: "open", Path: text, Err: errors.New("b")}),
		"send error":    attr(&bot.SendError{Err: errors.New(text), To: text}),
		"stringer":      attr(stringer{text}),
		"pointer":       attr(&stringer{text}),
		"struct":        attr(struct{ A, B string }{text, text}),
		"unexported":    attr(struct{ a string }{text}),
		"map":           attr(map[string]string{text: text}),
		"slice":         attr([]string{text}),
		"errors":        attr([]error{errors.New(text)}),
		"bytes":         attr([]byte(text)),
		"any":           attr([]any{text}),
		"pointer to it": attr(&text),
		"marshals JSON": attr(marshals{text}),
		"marshals text": attr(tells{text}),
		"panics":        attr(silent{text}),
		"resolved":      attr(resolved{slog.AnyValue(wrapped)}),
		"resolved twice": attr(resolved{slog.AnyValue(resolved{slog.GroupValue(slog.String("a", text),
			slog.Any("b", resolved{slog.StringValue(text)}))})}),
		"group":          func(l *slog.Logger) { l.Debug("x", slog.Group("g", "a", text, slog.Group("h", "b", wrapped))) },
		"group's name":   func(l *slog.Logger) { l.Debug("x", slog.Group(text, "a", 1)) },
		"with":           func(l *slog.Logger) { l.With("a", text, "b", wrapped).Debug("x") },
		"with group":     func(l *slog.Logger) { l.WithGroup(text).Debug("x", "a", 1) },
		"with in group":  func(l *slog.Logger) { l.WithGroup("g").With("a", text).Debug("x", "b", text) },
		"library":        func(*slog.Logger) { log.Printf("response: %s", text) },
		"library's lost": func(*slog.Logger) { log.Print("a\nb " + text + "\nc") },
		"default log":    func(*slog.Logger) { slog.Info("x", "v", wrapped) },
		"server": func(l *slog.Logger) {
			slog.NewLogLogger(l.Handler(), slog.LevelWarn).Printf("http: panic serving 127.0.0.1:1: %s", text)
		},
	}
}

func TestNothingHidesInALine(t *testing.T) {
	texts := []string{
		telegramLike,
		"https://api.telegram.org/bot" + telegramLike + "/sendMessage",
		"https://api.telegram.org/bot1:short/getMe hunter2-secret",
		"/file/bot" + url.QueryEscape(telegramLike) + "/x",
		"Authorization: Bot " + discordLike, discordLike,
		"https://discord.com/api/v9/webhooks/" + aSnowflake + "/" + interactionLike + "/messages/@original",
		"/interactions/" + aSnowflake + "/hunter2-abc/callback", interactionLike,
		"key " + masterKey + "\n", "chat " + aGroupID, "chat_id=" + aGroupID, "user" + ": " + anID + ", " + aSnowflake,
		`parsing "Zebedee": invalid syntax`, `button url 'https://t.me/Zebedee's' is invalid`, "no such name “Zebedee”", `the tail of "Zebedee`,
		oddSecret, "/" + url.PathEscape(oddSecret) + "/", "?q=" + url.QueryEscape(oddSecret), "proxy-authorization: bearer hunter2hunter2hunter2",
		"AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQ", "AGE-SECRET-KEY-PQ-1QQQQQQQQ", "`Zebedee`", "http://user:hunter2@proxy.example:3128",
	}
	for _, format := range []string{"text", "json"} {
		for _, text := range texts {
			for where, write := range hiding(text) {
				_, l, out := logger(t, format)
				restore := hearLibraries(l)
				write(l)
				restore()
				said := out.String()
				if said == "" {
					t.Errorf("%s: nothing was logged", where)
				}
				for _, bad := range notForLogs() {
					if strings.Contains(said, bad) {
						t.Errorf("%s, %s: %q is in %s", format, where, bad, said)
					}
				}
			}
		}
	}
}

func TestNumbersThatMayBeIDs(t *testing.T) {
	_, l, out := logger(t, "text")
	for _, v := range []any{
		987654321, int64(-1009876543210), uint64(300000000000000042), id(987654321), float64(987654321), -876543,
		slog.Int64Value(987654321), []int64{987654321},
	} {
		l.Info("x", "chat", v)
	}
	for _, bad := range []string{"987654321", "9876543210", "300000000000000042", "876543"} {
		if strings.Contains(out.String(), bad) {
			t.Errorf("%s is in\n%s", bad, out)
		}
	}
	_, l, out = logger(t, "text")
	l.Info("x", "count", 12345678, "bytes", 4_000_000_000, "share", 0.123456789, "took", 123456789*time.Nanosecond,
		"address", "127.0.0.1:9464", "day", "2026-11-25", "file", "book-20261125.age", "minus", -12)
	for _, want := range []string{"count=12345678", "bytes=4000000000", "share=0.123456789", "took=123.456789ms", "127.0.0.1:9464", "2026-11-25", "book-20261125.age", "minus=-12"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is not in %s", want, out)
		}
	}
}

func TestACaseCanBeFollowed(t *testing.T) {
	_, l, out := logger(t, "text")
	l.Info("x", "chat", aGroupID)
	l.Info("x", "chat", int64(-1009876543210))
	l.Info("x", "error", errors.New("chat "+aGroupID+" is gone"))
	mark := out.find(`chat=(#[0-9a-f]{8})\n`)
	if strings.Count(out.String(), mark) != 3 {
		t.Errorf("one id has several marks:\n%s", out)
	}
	_, l, out = logger(t, "text")
	l.Info("x", "chat", aGroupID)
	if strings.Contains(out.String(), mark) {
		t.Error("another run makes the same mark of an id")
	}
}

func TestWhatIsNoSecretStays(t *testing.T) {
	_, l, out := logger(t, "text")
	for _, text := range []string{
		"a book's alarms failed, tried again in a minute",
		"dial tcp 149.154.167.220:443: connect: connection refused",
		"getUpdates: unexpected EOF", "discord answered 400, code 50035",
		"/srv/referout/book.db", "can't parse entities", "2026-11-25T09:00:00Z",
		"referout/bot.(*Router).receivePersonal(0xc000123456, {0x1234567, 0xc000987654})",
	} {
		l.Info("x", "text", text)
		if !strings.Contains(out.String(), text) {
			t.Errorf("%q is not in\n%s", text, out)
		}
	}
}

func TestEnvironmentOfMasking(t *testing.T) {
	var none *masker
	none.hide("hunter2")
	if got := none.secretless("a hunter2 " + masterKey); got != "a hunter2 ***" {
		t.Errorf("got %q", got)
	}
	m := newMasker()
	m.hide("abc")
	m.hide("hunter2")
	m.hide("hunter2-and-more")
	if got := m.secretless("abc hunter2 hunter2-and-more"); got != "abc *** ***" {
		t.Errorf("got %q", got)
	}
}

func TestHandlerKeepsItsPromises(t *testing.T) {
	var out bytes.Buffer
	slogtest.Run(t, func(*testing.T) slog.Handler {
		out.Reset()
		return discreet{slog.NewJSONHandler(&out, nil), newMasker()}
	}, func(t *testing.T) map[string]any {
		var line map[string]any
		if err := json.Unmarshal(out.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		return line
	})
}

func TestLibrariesAreHeardAsLongAsTheProgramServes(t *testing.T) {
	_, l, out := logger(t, "text")
	was := log.Writer()
	restore := hearLibraries(l)
	log.Printf("Unsolicited response received on idle HTTP channel starting with %q; err=<nil>", "Zebedee")
	restore()
	if want := `msg="Unsolicited response received on idle HTTP channel starting with \"…\"; err=<nil>"`; !strings.Contains(out.String(), want) {
		t.Errorf("%s is not in %s", want, out)
	}
	if log.Writer() != was {
		t.Error("the standard logger still writes to the log")
	}
}
