//go:build linux

package bolt_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"referout/store"
	"referout/store/bolt"
)

// narrow is a place with little room: fill takes what is left, release gives it
// back.
type narrow struct {
	dir           string
	fill, release func() error
}

// small mounts a file system of a few megabytes, which takes an administrator.
func small(t *testing.T) narrow {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("none", dir, "tmpfs", 0, "size=4m"); err != nil {
		t.Skip("no file system can be mounted here:", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	ballast := filepath.Join(dir, "ballast")
	return narrow{dir, func() error {
		f, err := os.Create(ballast)
		if err != nil {
			return err
		}
		for err == nil {
			_, err = f.Write(make([]byte, 4096))
		}
		if errors.Is(err, unix.ENOSPC) {
			err = nil
		}
		return errors.Join(err, f.Close())
	}, func() error { return os.Remove(ballast) }}
}

// TestAFullDisk writes until there is no room: what was acknowledged is there, what
// was refused is not, reading goes on, and so does writing when there is room.
func TestAFullDisk(t *testing.T) { survives(t, small(t)) }

// limited lets this process write no file beyond what the book takes now.
func limited(t *testing.T) narrow {
	t.Helper()
	dir := t.TempDir()
	var whole unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &whole); err != nil {
		t.Fatal(err)
	}
	release := func() error { return unix.Setrlimit(unix.RLIMIT_FSIZE, &whole) }
	t.Cleanup(func() {
		if err := release(); err != nil {
			t.Error(err)
		}
	})
	return narrow{dir, func() error {
		info, err := os.Stat(filepath.Join(dir, "book.db"))
		if err != nil {
			return err
		}
		return unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: uint64(info.Size()) + 100_000, Max: whole.Max})
	}, release}
}

const limitedRun = "REFEROUT_TEST_LIMIT"

// TestAFileSizeLimit does so with a limit of the process, in one of its own.
func TestAFileSizeLimit(t *testing.T) {
	if os.Getenv(limitedRun) != "" {
		survives(t, limited(t))
		return
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestAFileSizeLimit$", "-test.v")
	cmd.Env = append(os.Environ(), limitedRun+"=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// diary writes entries and remembers what was acknowledged.
type diary struct {
	*testing.T
	store.Engine
	n            int
	acknowledged map[string]string
}

func (d *diary) write() error {
	d.n++
	key, value := fmt.Sprintf("k%05d", d.n), string(bytes.Repeat([]byte{byte(d.n)}, 5000))
	err := d.Update(d.Context(), func(w store.Writer) error { return w.Put(key, []byte(value)) })
	if err == nil {
		d.acknowledged[key] = value
	}
	return err
}

func (d *diary) writes(times int) {
	d.Helper()
	for range times {
		if err := d.write(); err != nil {
			d.Fatal(err)
		}
	}
}

// overflow writes until there is no room, and some more.
func (d *diary) overflow() {
	d.Helper()
	refused := 0
	for range 600 {
		if err := d.write(); errors.Is(err, bolt.ErrFull) {
			refused++
		} else if err != nil {
			d.Fatalf("refused with %v", err)
		}
		if refused > 20 {
			return
		}
	}
	d.Fatalf("only %d writes were refused", refused)
}

// forget makes room for another round.
func (d *diary) forget() {
	d.Helper()
	for key := range d.acknowledged {
		if err := d.Update(d.Context(), func(w store.Writer) error { return w.Delete(key) }); err != nil {
			d.Fatal(err)
		}
		delete(d.acknowledged, key)
	}
}

func survives(t *testing.T, place narrow) {
	t.Helper()
	path := filepath.Join(place.dir, "book.db")
	e, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	d := &diary{T: t, Engine: e, acknowledged: map[string]string{}}
	for range 3 {
		d.writes(20)
		if err := place.fill(); err != nil {
			t.Fatal(err)
		}
		d.overflow()
		same(t, e, d.acknowledged)
		if err := place.release(); err != nil {
			t.Fatal(err)
		}
		d.writes(1)
		same(t, e, d.acknowledged)
		d.forget()
	}
	d.writes(20)
	if err := errors.Join(e.Close(), bolt.Check(t.Context(), path)); err != nil {
		t.Fatal(err)
	}
	again, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	same(t, again, d.acknowledged)
}

func same(t *testing.T, e store.Engine, want map[string]string) {
	t.Helper()
	got := content(t, e)
	if len(got) != len(want) {
		t.Errorf("%d keys, want %d", len(got), len(want))
	}
	for key, value := range want {
		if got[key] != value {
			t.Errorf("%s is not what was acknowledged", key)
		}
	}
}

// TestACopyWithoutRoom leaves nothing behind, and the store as it was.
func TestACopyWithoutRoom(t *testing.T) {
	place := small(t)
	path := filepath.Join(place.dir, "book.db")
	e, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := &diary{T: t, Engine: e, acknowledged: map[string]string{}}
	d.writes(150)
	if err := place.fill(); err != nil {
		t.Fatal(err)
	}
	if err := e.CopyTo(t.Context(), filepath.Join(place.dir, "copy")); !errors.Is(err, bolt.ErrFull) {
		t.Errorf("copied: %v", err)
	}
	same(t, e, d.acknowledged)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := bolt.Compact(t.Context(), path); !errors.Is(err, bolt.ErrFull) {
		t.Errorf("compacted: %v", err)
	}
	if left, err := os.ReadDir(place.dir); err != nil || len(left) != 2 {
		t.Errorf("left: %v, %v", left, err)
	}
}

// TestAFullDiskAtTheStart makes no half of a store.
func TestAFullDiskAtTheStart(t *testing.T) {
	place := small(t)
	if err := place.fill(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(place.dir, "book.db")
	if _, err := bolt.Open(path, bolt.Options{}); !errors.Is(err, bolt.ErrFull) {
		t.Errorf("got %v", err)
	}
	if left, err := os.ReadDir(place.dir); err != nil || len(left) != 1 {
		t.Errorf("left: %v, %v", left, err)
	}
	if err := place.release(); err != nil {
		t.Fatal(err)
	}
	e, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Close(); err != nil {
		t.Error(err)
	}
}

// TestAReadOnlyPlace is refused with what the system says, and leaves the file as
// it is.
func TestAReadOnlyPlace(t *testing.T) {
	place := small(t)
	path := filepath.Join(place.dir, "book.db")
	e, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	put(t, e, "key", []byte("value"))
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mount("none", place.dir, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Skip("it cannot be made read-only:", err)
	}
	if _, err := bolt.Open(path, bolt.Options{}); !errors.Is(err, unix.EROFS) {
		t.Errorf("the file: %v", err)
	}
	if _, err := bolt.Open(filepath.Join(place.dir, "new.db"), bolt.Options{}); !errors.Is(err, unix.EROFS) {
		t.Errorf("a new one: %v", err)
	}
	if err := bolt.Check(t.Context(), path); err != nil {
		t.Errorf("a check, which only reads: %v", err)
	}
}
