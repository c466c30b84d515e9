package watch

import (
	"context"
	"errors"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/sys/unix"

	"referout/store/memory"
)

// manager is the socket on which systemd listens.
type manager struct {
	*testing.T
	conn *net.UnixConn
}

func newManager(t *testing.T, watchdog string) manager {
	t.Helper()
	path := filepath.Join(t.TempDir(), "notify")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	t.Setenv("NOTIFY_SOCKET", path)
	t.Setenv("WATCHDOG_USEC", watchdog)
	t.Setenv("WATCHDOG_PID", "")
	return manager{t, conn}
}

// hears compares what has been said since it last listened. It takes what lies in
// the socket and waits for nothing.
func (m manager) hears(want ...string) {
	m.Helper()
	var got []string
	raw, err := m.conn.SyscallConn()
	if err != nil {
		m.Fatal(err)
	}
	buf := make([]byte, 4096)
	for n := 1; n > 0; {
		err := raw.Read(func(fd uintptr) bool {
			if n, _, err = unix.Recvfrom(int(fd), buf, unix.MSG_DONTWAIT); err == nil {
				got = append(got, strings.ReplaceAll(string(buf[:n]), "\n", " "))
			}
			return true
		})
		if err != nil {
			m.Fatal(err)
		}
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		m.Errorf("systemd heard\n%q, want\n%q", got, want)
	}
}

func TestSystemd(t *testing.T) {
	m := newManager(t, "20000000") // 20 s
	synctest.Test(t, func(t *testing.T) {
		w := on(t, newPlace("console"), newPlace("telegram"))
		ctx, cancel := context.WithCancel(t.Context())
		stop := w.Start(ctx, nil)
		w.Engine(memory.New())
		time.Sleep(time.Minute)
		m.hears() // no platform runs yet
		w.Waiting(3, 0)
		wait := w.run(ctx)
		synctest.Wait()
		m.hears("READY=1 STATUS=Messages that wait: 3.")
		w.Waiting(2, 1)
		time.Sleep(21 * time.Second)
		m.hears("WATCHDOG=1 STATUS=Messages that wait: 2. For the operator: 1.", "WATCHDOG=1 STATUS=Messages that wait: 2. For the operator: 1.")
		cancel()
		wait()
		synctest.Wait()
		m.hears("STOPPING=1 STATUS=Stopping.")
		time.Sleep(time.Minute) // what is stored is still sent
		stop()
		m.hears()
	})
}

func TestAWedgedProgramFallsSilent(t *testing.T) {
	m := newManager(t, "20000000")
	synctest.Test(t, func(t *testing.T) {
		w := on(t, newPlace("console"))
		ctx, cancel := context.WithCancel(t.Context())
		s := &stuck{gate: make(chan struct{})}
		w.Engine(s)
		stop := w.Start(ctx, nil)
		wait := w.run(ctx)
		time.Sleep(26 * time.Second) // asked after 10 s and 20 s, and waited for
		m.hears("READY=1 STATUS=Messages that wait: 0.", "STATUS=Not well: the store does not answer", "STATUS=Not well: the store does not answer")
		close(s.gate)
		time.Sleep(5 * time.Second)
		m.hears("WATCHDOG=1 STATUS=Messages that wait: 0.")
		cancel()
		wait()
		stop()
		m.hears("STOPPING=1 STATUS=Stopping.")
	})
}

func TestStatusNamesAPlatformThatHasStopped(t *testing.T) {
	m := newManager(t, "")
	synctest.Test(t, func(t *testing.T) {
		discord := newPlace("discord")
		w := on(t, discord, newPlace("console"))
		w.Engine(memory.New())
		ctx, cancel := context.WithCancel(t.Context())
		stop := w.Start(ctx, nil)
		wait := w.run(ctx)
		synctest.Wait()
		discord.end <- errors.New("refused 123456:token")
		time.Sleep(lookEvery + time.Second)
		m.hears("READY=1 STATUS=Messages that wait: 0.", "WATCHDOG=1 STATUS=discord has stopped; the log says why")
		cancel()
		wait()
		stop()
		m.hears("STOPPING=1 STATUS=Stopping.")
	})
}

func TestOutsideSystemdNothingIsSaid(t *testing.T) {
	m := newManager(t, "20000000")
	t.Setenv("NOTIFY_SOCKET", "")
	synctest.Test(t, func(t *testing.T) {
		w := on(t, newPlace("console"))
		ctx, cancel := context.WithCancel(t.Context())
		stop := w.Start(ctx, nil)
		wait := w.run(ctx)
		time.Sleep(time.Hour)
		cancel()
		wait()
		stop()
		m.hears()
	})
}
