package control_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"referout/cmd/referout/control"
)

// tasks are small enough to see through.
func tasks(began chan<- struct{}) map[string]control.Task {
	return map[string]control.Task{
		"repeat": func(_ context.Context, args json.RawMessage, out io.Writer) error {
			var a struct {
				Text  string
				Times int
			}
			if err := json.Unmarshal(args, &a); err != nil {
				return err
			}
			for range a.Times {
				if _, err := io.WriteString(out, a.Text); err != nil {
					return err
				}
			}
			return nil
		},
		"fail": func(_ context.Context, _ json.RawMessage, out io.Writer) error {
			_, _ = io.WriteString(out, "so far")
			return errors.New("this is why")
		},
		"panic": func(context.Context, json.RawMessage, io.Writer) error { panic("at the disco") },
		"wait": func(ctx context.Context, _ json.RawMessage, _ io.Writer) error {
			began <- struct{}{}
			<-ctx.Done()
			began <- struct{}{}
			return ctx.Err()
		},
	}
}

func listen(t *testing.T, dir string) (s *control.Server, began chan struct{}) {
	t.Helper()
	began = make(chan struct{}, 9)
	s, err := control.Listen(t.Context(), dir, tasks(began), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return s, began
}

type repeat struct {
	Text  string
	Times int
}

func TestATaskIsDoneThere(t *testing.T) {
	for name, dir := range map[string]string{
		"short": t.TempDir(),
		"long":  filepath.Join(t.TempDir(), strings.Repeat("a-long-name/", 12)),
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.MkdirAll(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			s, _ := listen(t, dir)
			var all sync.WaitGroup
			for n := range 5 {
				all.Go(func() {
					var out bytes.Buffer
					text := fmt.Sprint(n) + strings.Repeat("x", 100_000)
					err := control.Call(t.Context(), dir, "repeat", repeat{text, 25}, &out)
					if err != nil || out.String() != strings.Repeat(text, 25) {
						t.Errorf("%d bytes, %v", out.Len(), err)
					}
				})
			}
			all.Wait()
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
				t.Errorf("left: %v, %v", left, err)
			}
		})
	}
}

func TestErrorsComeBack(t *testing.T) {
	dir := t.TempDir()
	s, _ := listen(t, dir)
	defer s.Close()
	for task, want := range map[string]struct{ out, err string }{
		"fail":    {"so far", "this is why"},
		"panic":   {"", "broke down"},
		"unknown": {"", "another version"},
	} {
		var out bytes.Buffer
		err := control.Call(t.Context(), dir, task, nil, &out)
		if err == nil || !strings.Contains(err.Error(), want.err) || out.String() != want.out || strings.Contains(err.Error(), "disco") {
			t.Errorf("%s: %q, %v", task, out.String(), err)
		}
	}
}

func TestNobodyListens(t *testing.T) {
	dir := t.TempDir()
	if err := control.Call(t.Context(), dir, "fail", nil, io.Discard); !errors.Is(err, control.ErrNobody) {
		t.Errorf("an empty folder: %v", err)
	}
	if err := control.Call(t.Context(), filepath.Join(dir, "none"), "fail", nil, io.Discard); !errors.Is(err, control.ErrNobody) {
		t.Errorf("no folder: %v", err)
	}
	stale(t, dir)
	if err := control.Call(t.Context(), dir, "fail", nil, io.Discard); !errors.Is(err, control.ErrNobody) {
		t.Errorf("one that a crash left: %v", err)
	}
	s, _ := listen(t, dir)
	defer s.Close()
	if err := control.Call(t.Context(), dir, "repeat", repeat{}, io.Discard); err != nil {
		t.Errorf("one in its place: %v", err)
	}
}

// stale leaves a socket behind, as a crash does.
func stale(t *testing.T, dir string) {
	t.Helper()
	t.Chdir(dir) // for a short path
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: "control", Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	l.SetUnlinkOnClose(false)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestOnlyTheOwnerMayConnect(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes there")
	}
	dir := t.TempDir()
	s, _ := listen(t, dir)
	defer s.Close()
	info, err := os.Stat(filepath.Join(dir, "control"))
	if err != nil || info.Mode() != os.ModeSocket|0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

// TestATaskEndsWithItsCaller, and with the server.
func TestATaskEndsWithItsCaller(t *testing.T) {
	dir := t.TempDir()
	s, began := listen(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	called := make(chan error)
	go func() { called <- control.Call(ctx, dir, "wait", nil, io.Discard) }()
	<-began
	cancel()
	<-began // it has seen the end
	if err := <-called; !errors.Is(err, context.Canceled) {
		t.Errorf("the caller: %v", err)
	}
	go func() { called <- control.Call(t.Context(), dir, "wait", nil, io.Discard) }()
	<-began
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	<-began
	if err := <-called; err == nil {
		t.Error("a task that was broken off went well")
	}
}

func TestACallerWhoSaysNothingHoldsNobodyUp(t *testing.T) {
	dir := t.TempDir()
	s, _ := listen(t, dir)
	t.Chdir(dir)
	conn, err := net.Dial("unix", "control")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := control.Call(t.Context(), dir, "repeat", repeat{"a", 1}, io.Discard); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
