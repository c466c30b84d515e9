package checkup_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"referout/cmd/referout/checkup"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// answers is a network without wires: the last part of an address says what comes
// back.
type answers map[string]string

func (a answers) RoundTrip(req *http.Request) (*http.Response, error) {
	name := req.URL.Path[strings.LastIndex(req.URL.Path, "/")+1:]
	text, ok := a[name]
	if !ok {
		return nil, fmt.Errorf("dial %s: %w", req.URL, errors.New("connection refused"))
	}
	status, body, _ := strings.Cut(text, " ")
	code := 0
	if _, err := fmt.Sscan(status, &code); err != nil {
		return nil, &net.DNSError{Name: req.URL.Host, IsNotFound: true}
	}
	date := a["date"]
	if date == "" {
		date = noon.Format(http.TimeFormat)
	}
	return &http.Response{StatusCode: code, Header: http.Header{"Date": {date}}, Body: io.NopCloser(strings.NewReader(body)), Request: req}, nil
}

const token = "123456:hunter2"

func lines(all []checkup.Line) string {
	r := checkup.Report{Lines: all}
	var b bytes.Buffer
	_ = r.Print(&b)
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestPlatforms(t *testing.T) {
	late := noon.Add(-time.Hour).Format(http.TimeFormat)
	for name, test := range map[string]struct {
		answers answers
		discord bool
		want    string
	}{
		"telegram":         {answers{"getMe": `200 {"ok":true,"result":{"username":"a_bot"}}`}, false, "ok telegram the token is @a_bot's ok clock as telegram's, to 1s"},
		"telegram refuses": {answers{"getMe": `401 {"ok":false}`}, false, "wrong telegram the token is refused; ask @BotFather"},
		"telegram, no bot": {answers{"getMe": `404 {"ok":false}`}, false, "wrong telegram the token is refused"},
		"telegram broken":  {answers{"getMe": `502 <html>`}, false, "wrong telegram answered with status 502"},
		"a captive portal": {answers{"getMe": `200 <html>`}, false, "wrong telegram answered with status 200, and not with who the bot is"},
		"telegram away":    {answers{}, false, "wrong telegram it cannot be reached: dial https://platform.test/bot[token]/getMe: connection refused; look at this machine's network"},
		"no names":         {answers{"getMe": "dns"}, false, "wrong telegram the name platform.test is not known here"},
		"the clock":        {answers{"getMe": `200 {"ok":true,"result":{"username":"a_bot"}}`, "date": late}, false, "wrong clock it is 1h0m0s ahead of telegram's; set it"},
		"discord": {answers{"@me": `200 {"username":"a-bot"}`, "bot": `200 {"url":"wss://gateway","session_start_limit":{"total":1000,"remaining":998}}`}, true,
			"ok discord the token is a-bot's ok clock as discord's, to 1s ok discord gateway wss://gateway; 998 of 1000 connections"},
		"discord refuses": {answers{"@me": `401 {}`}, true, "wrong discord the token is refused; reset it"},
		"discord broken":  {answers{"@me": `500 {}`}, true, "wrong discord answered with status 500"},
		"no gateway":      {answers{"@me": `200 {"username":"a-bot"}`, "bot": "503 x"}, true, "wrong discord gateway answered with status 503"},
		"no more sessions": {answers{"@me": `200 {"username":"a-bot"}`, "bot": `200 {"url":"wss://gateway","session_start_limit":{"total":1000,"remaining":0,"reset_after":3600000}}`}, true,
			"wrong discord gateway no more connections may be begun for 1h0m0s"},
	} {
		t.Run(name, func(t *testing.T) {
			n := checkup.Network{Client: &http.Client{Transport: test.answers}, Now: func() time.Time { return noon }}
			ask := n.Telegram
			if test.discord {
				ask = n.Discord
			}
			got := lines(ask(t.Context(), "https://platform.test/", token))
			if !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q in it", got, test.want)
			}
			if strings.Contains(got, "hunter2") {
				t.Errorf("the token is shown: %q", got)
			}
		})
	}
}

// slow answers when its caller has lost patience.
type slow struct{}

func (slow) RoundTrip(req *http.Request) (*http.Response, error) {
	return nil, fmt.Errorf("post %s: %w", req.URL, context.DeadlineExceeded)
}

func TestNoAnswerInTime(t *testing.T) {
	n := checkup.Network{Client: &http.Client{Transport: slow{}}, Now: time.Now}
	if got := lines(n.Telegram(t.Context(), "https://platform.test", token)); !strings.Contains(got, "no answer within 10s") || strings.Contains(got, "hunter2") {
		t.Errorf("got %q", got)
	}
}

func TestFolders(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	expect := func(l checkup.Line, state checkup.State, text string) {
		t.Helper()
		if l.State != state || !strings.Contains(l.Text, text) {
			t.Errorf("got %+v, want %s and %q", l, state, text)
		}
	}
	expect(checkup.Private("data", dir), checkup.Note, "does not exist yet")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	expect(checkup.Private("data", dir), checkup.OK, "can be written")
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left: %v, %v", left, err)
	}
	if runtime.GOOS != "windows" {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		expect(checkup.Private("data", dir), checkup.Wrong, "chmod 700 "+dir)
		expect(checkup.Writable("data", dir), checkup.OK, "can be written")
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	expect(checkup.Writable("data", file), checkup.Wrong, "is no folder")
}

func TestRoom(t *testing.T) {
	size := func(n int64) string { return fmt.Sprint(n) }
	if l := checkup.Room(filepath.Join(t.TempDir(), "not", "yet"), 1000, size); l.State == checkup.Wrong {
		t.Errorf("a small book: %+v", l)
	}
	if l := checkup.Room(t.TempDir(), 1<<60, size); l.State == checkup.OK {
		t.Errorf("a book as large as the world: %+v", l)
	}
}

func TestReport(t *testing.T) {
	var r checkup.Report
	r.Add(checkup.Fine("a", "b"), checkup.Remark("c", "d"))
	if r.Faults() != 0 || !r.Well {
		t.Errorf("%+v", r)
	}
	r.Add(checkup.Fault("e", "f %d", 1))
	if r.Faults() != 1 || r.Well {
		t.Errorf("%+v", r)
	}
	var b bytes.Buffer
	if err := r.Print(&b); err != nil || b.String() != "ok     a  b\nnote   c  d\nwrong  e  f 1\n" {
		t.Errorf("%q, %v", b.String(), err)
	}
}
