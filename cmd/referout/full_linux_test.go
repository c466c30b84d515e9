package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// TestAFullDiskLosesNothing lets people write while the disk of the book is full:
// whoever gets an answer then is told that nothing was changed, and when there is
// room again the same process handles all that was not answered, once.
func TestAFullDiskLosesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the program")
	}
	w := newKillWorld(t)
	data := filepath.Join(w.dir, "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mount("none", data, "tmpfs", 0, "size=8m,mode=700"); err != nil {
		t.Skip("no file system can be mounted here:", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(data, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	w.welcome()
	run := startLogged(t, w)
	ballast := filepath.Join(data, "ballast")
	for range 3 {
		add(w)
		w.await("answer", func() bool { return unanswered(w) == 0 })
		told := run.complaints()
		fill(t, ballast)
		w.await("complaint", func() bool { // pages that are free already are used first
			if unanswered(w) < 5 { // nobody writes more often than is read
				add(w)
			}
			return run.complaints() > told
		})
		for range 20 {
			add(w)
		}
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		w.await("answer to all", func() bool { return unanswered(w) == 0 })
	}
	run.end()
	there := w.read(true)
	saved, refused := outcomes(w)
	for name := range saved {
		if there["Dr "+name].people != 1 {
			t.Errorf("%s was acknowledged, and is there %d times", name, there["Dr "+name].people)
		}
	}
	if len(there) != len(saved) {
		t.Errorf("%d people are there, %d were acknowledged", len(there), len(saved))
	}
	t.Logf("%d messages, of which %d were told that nothing was changed", len(w.written), refused)
	for _, err := range w.net.Check() {
		t.Error(err)
	}
}

// A key that the disk had no room for leaves no file in its way, and a command that ends
// for want of room does not say that it goes on.
func TestAFullDiskKeepsNoHalfKey(t *testing.T) {
	dir := t.TempDir()
	if err := unix.Mount("none", dir, "tmpfs", 0, "size=64k,mode=700"); err != nil {
		t.Skip("no file system can be mounted here:", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	ballast := filepath.Join(dir, "ballast")
	fill(t, ballast)
	key := filepath.Join(dir, "key")
	call := func(args ...string) (int, string) {
		var told strings.Builder
		code := run(t.Context(), args, strings.NewReader(""), io.Discard, &told)
		return code, told.String()
	}
	if code, told := call("new-key", "master", key); code != exitFailed || !strings.Contains(told, "no space left") {
		t.Errorf("%d, %q", code, told)
	}
	if code, told := call("chat", "--data", filepath.Join(dir, "data"), "--key", key); code != exitFailed || !strings.Contains(told, "start it again") {
		t.Errorf("%d, %q", code, told)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if code, told := call("new-key", "master", key); code != 0 {
		t.Errorf("%d, %q", code, told)
	}
}

// add lets somebody add a name that nobody else has.
func add(w *killWorld) {
	name := fmt.Sprintf("Q%s", strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprintf("%06d", len(w.written))))
	w.written = append(w.written, name)
	w.net.Say(whoWrites(len(w.written)%killPeople), "", "/add Dr "+name+", chiropractor, Akron")
}

// outcomes are the names that were saved, by what people were told, and the number
// of those who were told that nothing was changed.
func outcomes(w *killWorld) (saved map[string]bool, refused int) {
	saved = map[string]bool{}
	for _, l := range w.net.Heard() {
		_, rest, found := strings.Cut(l.Text, "Dr Q")
		if name, _, _ := strings.Cut("Q"+rest, "\n"); found && strings.Contains(l.Text, "Specialty") {
			saved[name] = true
		}
		if strings.Contains(l.Text, "Nothing was changed") {
			refused++
		}
	}
	return saved, refused
}

func unanswered(w *killWorld) int {
	saved, refused := outcomes(w)
	return len(w.written) - len(saved) - refused
}

// logged is a run of the program that may complain.
type logged struct {
	t    *testing.T
	cmd  *exec.Cmd
	path string
}

func startLogged(t *testing.T, w *killWorld) logged {
	t.Helper()
	l := logged{t, exec.Command("referout", "run", "--config", filepath.Join(w.dir, "config.toml")), filepath.Join(w.dir, "log")}
	f, err := os.Create(l.path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	l.cmd.Stderr = f
	if err := l.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.cmd.Process.Kill() })
	return l
}

// complaints counts the lines about the full disk.
func (l logged) complaints() int {
	l.t.Helper()
	text, err := os.ReadFile(l.path)
	if err != nil {
		l.t.Fatal(err)
	}
	return strings.Count(string(text), "no room left on the disk; free some")
}

func (l logged) end() {
	l.t.Helper()
	if err := errors.Join(l.cmd.Process.Signal(syscall.SIGTERM), l.cmd.Wait()); err != nil {
		text, _ := os.ReadFile(l.path)
		l.t.Fatalf("%v\n%s", err, text)
	}
}

// fill takes what room is left.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
	if !errors.Is(err, unix.ENOSPC) {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil && !errors.Is(err, unix.ENOSPC) {
		t.Fatal(err)
	}
}
