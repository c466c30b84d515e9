package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"

	"referout/store/bolt"
)

// pages is what a program writes, for whoever waits for a part of it.
type pages struct {
	mu   sync.Mutex
	more sync.Cond
	text strings.Builder
}

func newPages() *pages {
	p := &pages{}
	p.more.L = &p.mu
	return p
}

func (p *pages) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	defer p.more.Broadcast()
	return p.text.Write(b)
}

func (p *pages) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

// find waits until the pattern is there and returns its first group.
func (p *pages) find(pattern string) string {
	form := regexp.MustCompile(pattern)
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		if found := form.FindStringSubmatch(p.text.String()); found != nil {
			return found[len(found)-1]
		}
		p.more.Wait()
	}
}

// configFile writes a config into a folder of its own.
func configFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRunShowsHowItDoes(t *testing.T) {
	atHome(t)
	stdin, typed := io.Pipe()
	stdout, stderr := newPages(), newPages()
	ctx, cancel := context.WithCancel(t.Context())
	code := make(chan int, 1)
	path := configFile(t, "[watch]\nlisten = \"127.0.0.1:0\"\n")
	go func() { code <- run(ctx, []string{"run", "--config", path}, stdin, stdout, stderr) }()
	go func() { _, _ = io.WriteString(typed, "hello\nhello\n") }()
	stdout.find("Referout #2") // what became of the first is counted by then
	address := stderr.find(`address=(\S+)`)
	base := "http://" + address
	for path, want := range map[string]string{
		"/healthz": "^ok\n$",
		"/readyz":  "^ok\n$",
		"/metrics": `(?s)referout_messages_handled_total\{platform="console",result="ok"\} [12]\n.*referout_platform_up\{platform="console"\} 1\n.*referout_sends_total\{outcome="arrived",platform="console"\} [12]\n.*referout_store_commit_seconds_count [1-9].*referout_store_file_bytes [1-9]`,
	} {
		status, body := fetch(t, base+path)
		if status != http.StatusOK || !regexp.MustCompile(want).MatchString(body) {
			t.Errorf("%s: %d\n%s", path, status, body)
		}
	}
	log.Print("what a library says")
	if !strings.Contains(stderr.String(), `msg="what a library says"`) {
		t.Errorf("a library is not heard:\n%s", stderr)
	}
	cancel()
	if got := <-code; got != 0 {
		t.Errorf("exit code %d\n%s", got, stderr)
	}
	if c, err := net.Dial("tcp", address); err == nil {
		c.Close()
		t.Error("it still listens")
	}
}

func fetch(t *testing.T, url string) (status int, body string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

func TestATakenPortEndsTheProgram(t *testing.T) {
	atHome(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	path := configFile(t, fmt.Sprintf("[watch]\nlisten = %q\n", l.Addr()))
	var stdout, stderr strings.Builder
	if got := run(t.Context(), []string{"run", "--config", path}, strings.NewReader("/due\n"), &stdout, &stderr); got != exitFailed {
		t.Errorf("exit code %d", got)
	}
	want := path + " line 2: watch.listen: " + l.Addr().String() + " cannot be listened on"
	if !strings.Contains(stderr.String(), want) || stdout.Len() > 0 {
		t.Errorf("said %q and %q", stderr.String(), stdout.String())
	}
}

// A chat beside a service does not fight it for its port.
func TestChatListensNowhere(t *testing.T) {
	atHome(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	t.Setenv("REFEROUT_WATCH_LISTEN", l.Addr().String())
	var stdout, stderr strings.Builder
	if got := run(t.Context(), []string{"chat"}, strings.NewReader("/due\n"), &stdout, &stderr); got != 0 || stdout.Len() == 0 {
		t.Errorf("exit code %d, said %q", got, stderr.String())
	}
}

func TestSystemdHearsOfBeginningAndEnd(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no systemd")
	}
	atHome(t)
	socket := filepath.Join(t.TempDir(), "s")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	t.Setenv("NOTIFY_SOCKET", socket)
	stdin, _ := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	code := make(chan int, 1)
	go func() { code <- run(ctx, []string{"chat"}, stdin, io.Discard, io.Discard) }()
	for _, want := range []string{"READY=1\n", "STOPPING=1\n"} {
		said := make([]byte, 1024)
		n, err := conn.Read(said)
		if err != nil || !strings.HasPrefix(string(said[:n]), want) {
			t.Errorf("heard %q, %v, want %q", said[:n], err, want)
		}
		cancel()
	}
	if got := <-code; got != 0 {
		t.Errorf("exit code %d", got)
	}
}

// TestTwoProgramsAtOnceAreToldOfTheBook has the port taken by whoever has the book.
func TestTwoProgramsAtOnceAreToldOfTheBook(t *testing.T) {
	p, l := standing(t)
	data, err := p.dataFolder(l)
	if err != nil {
		t.Fatal(err)
	}
	port, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer port.Close()
	l.Watch.Listen = port.Addr().String()
	log := slog.New(slog.DiscardHandler)
	if err := p.serve(t.Context(), l, data, log); err == nil || !strings.Contains(err.Error(), "watch.listen") {
		t.Errorf("the port alone is taken: %v", err)
	}
	e, err := bolt.Open(bookIn(data), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if err := p.serve(t.Context(), l, data, log); err == nil || !strings.Contains(err.Error(), "another referout is using") {
		t.Errorf("the book as well: %v", err)
	}
}

// TestARefusedTokenHasAnExitCode of its own, so that no service manager tries again.
func TestARefusedTokenHasAnExitCode(t *testing.T) {
	atHome(t)
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"ok":false,"error_code":401,"description":"Unauthorized"}`)
	}))
	defer refusing.Close()
	t.Setenv("REFEROUT_TELEGRAM_TOKEN", "123456:hunter2hunter2")
	path := configFile(t, fmt.Sprintf("[console]\nenabled = false\n[telegram]\nenabled = true\napi_url = %q\n", refusing.URL))
	var stderr strings.Builder
	if code := run(t.Context(), []string{"run", "--config", path}, strings.NewReader(""), io.Discard, &stderr); code != exitClosed {
		t.Errorf("exit code %d", code)
	}
	if !strings.Contains(stderr.String(), "refuses the token") {
		t.Errorf("said %q", stderr.String())
	}
	unit := text(t, "../../docs/referout.service")
	if !strings.Contains(unit, fmt.Sprintf("RestartPreventExitStatus=%d %d\n", exitUsage, exitClosed)) {
		t.Error("the unit starts it again")
	}
}
