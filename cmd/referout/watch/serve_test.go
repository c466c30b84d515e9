package watch

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"referout/store/memory"
)

func TestLocal(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1:9464": true, "127.8.8.8:1": true, "[::1]:9464": true, "127.0.0.1:0": true,
		"0.0.0.0:9464": false, ":9464": false, "[::]:9464": false, "192.168.1.2:9464": false, "10.0.0.1:80": false,
		"localhost:9464": false, "127.0.0.1": false, "127.0.0.1:http": false, "127.0.0.1:99999": false, "": false,
		"[::ffff:127.0.0.1]:9464": true, "[::ffff:8.8.8.8]:9464": false,
	} {
		if got := Local(address); got != want {
			t.Errorf("%q is local: %v", address, got)
		}
	}
	if _, err := Listen("0.0.0.0:0"); err == nil || !strings.Contains(err.Error(), "can be reached from other machines") {
		t.Errorf("got %v", err)
	}
}

func TestATakenPortIsSaid(t *testing.T) {
	l, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, err = Listen(l.Addr().String())
	if err == nil || strings.Count(err.Error(), l.Addr().String()) != 1 || !strings.Contains(err.Error(), "choose another port") {
		t.Errorf("got %v", err)
	}
}

func TestServe(t *testing.T) {
	l, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	w := on(t)
	w.Engine(memory.New())
	stop := w.Start(ctx, l)
	base := "http://" + l.Addr().String()
	fetch(t, base+"/healthz", 200, "ok\n")
	fetch(t, base+"/readyz", 200, "ok\n")
	fetch(t, base+"/metrics", 200, "referout_build_info{")
	cancel()
	w.stopping() // cancel has it said elsewhere
	fetch(t, base+"/readyz", 503, "the program is stopping\n")
	stop()
	if c, err := net.Dial("tcp", l.Addr().String()); err == nil {
		c.Close()
		t.Error("it still listens")
	}
}

func fetch(t *testing.T, url string, status int, part string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != status || !strings.Contains(string(body), part) {
		t.Errorf("%s: %d %s, %v", url, resp.StatusCode, body, err)
	}
}

func TestNothingElseIsAnswered(t *testing.T) {
	w := on(t)
	for _, test := range []struct {
		method, path string
		want         int
	}{
		{"GET", "/", 404}, {"GET", "/debug/pprof/", 404}, {"POST", "/metrics", 405}, {"DELETE", "/healthz", 405},
		{"GET", "/metrics/x", 404}, {"HEAD", "/metrics", 200},
	} {
		if got, _ := w.ask(test.method, test.path); got != test.want {
			t.Errorf("%s %s: %d, want %d", test.method, test.path, got, test.want)
		}
	}
}

func TestEveryTimeIsLimited(t *testing.T) {
	s := on(t).server()
	for name, d := range map[string]time.Duration{
		"header": s.ReadHeaderTimeout, "read": s.ReadTimeout, "write": s.WriteTimeout, "idle": s.IdleTimeout,
	} {
		if d <= 0 || d > time.Minute {
			t.Errorf("%s: %v", name, d)
		}
	}
}
