package main_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"referout/store"
	"referout/store/bolt"
)

// manyAlarms is how many alarms stand in the book that the program starts on.
const manyAlarms = 100_000

// alarmChunk is how many of them one transaction sets.
const alarmChunk = 10_000

// installed is a program with a book.
type installed struct{ program, data, key string }

// install makes a program whose own book holds manyAlarms alarms, none of them
// due in this century.
func install(b *testing.B) installed {
	b.Helper()
	dir := b.TempDir()
	at := installed{program: build(b), data: filepath.Join(dir, "data"), key: filepath.Join(dir, "key")}
	r := at.start(b)
	r.ask(b)
	r.stop(b)
	at.fill(b)
	return at
}

// fill sets the alarms through the store.
func (at installed) fill(b *testing.B) {
	b.Helper()
	text, err := os.ReadFile(at.key)
	if err != nil {
		b.Fatal(err)
	}
	master, err := store.ParseMaster(text)
	if err != nil {
		b.Fatal(err)
	}
	engine, err := bolt.Open(filepath.Join(at.data, "book.db"), bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	s, err := store.Open(b.Context(), engine, master)
	if err != nil {
		b.Fatal(errors.Join(err, engine.Close()))
	}
	for from := 0; from < manyAlarms && err == nil; from += alarmChunk {
		err = s.Update(b.Context(), func(tx *store.Tx) error { return setAlarms(tx, from, alarmChunk) })
	}
	if err := errors.Join(err, s.Close()); err != nil {
		b.Fatal(err)
	}
}

// setAlarms sets count alarms, a minute apart, in the only book.
func setAlarms(tx *store.Tx, from, count int) error {
	book, err := onlyBook(tx)
	if err != nil {
		return err
	}
	for n := from; n < from+count; n++ {
		at := time.Date(2100, 3, 1, 9, n, 0, 0, time.UTC)
		a := store.Alarm{Kind: "benchmark", ID: fmt.Sprintf("%08d", n), Member: "1", Wall: at, At: at}
		if err := store.SetAlarm(book, a); err != nil {
			return err
		}
	}
	return nil
}

func onlyBook(tx *store.Tx) (store.BookTx, error) {
	for id, err := range tx.Books() {
		if err != nil {
			return store.BookTx{}, err
		}
		return tx.Book(id)
	}
	return store.BookTx{}, errors.New("there is no book")
}

// running is a program with somebody at its console.
type running struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	out   *bufio.Reader
	noise *bytes.Buffer
}

func (at installed) start(b *testing.B) running {
	b.Helper()
	cmd := exec.CommandContext(context.Background(), at.program, "--data", at.data, "--key", at.key)
	r := running{cmd: cmd, noise: &bytes.Buffer{}}
	cmd.Stderr = r.noise
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	r.in, r.out = in, bufio.NewReader(out)
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	return r
}

// ask says something and waits for the first line of the answer: the program is
// ready, its book open and in use.
func (r running) ask(b *testing.B) {
	b.Helper()
	if _, err := io.WriteString(r.in, "/due\n"); err != nil {
		b.Fatal(err)
	}
	if _, err := r.out.ReadString('\n'); err != nil {
		b.Fatalf("no answer: %v\n%s", err, r.noise)
	}
}

// stop ends the input and waits for the program.
func (r running) stop(b *testing.B) {
	b.Helper()
	if err := r.in.Close(); err != nil {
		b.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, r.out); err != nil {
		b.Fatal(err)
	}
	if err := r.cmd.Wait(); err != nil {
		b.Fatalf("%v\n%s", err, r.noise)
	}
}

// BenchmarkStart is the time from the start of the process to its first answer,
// on a book with 100,000 alarms.
func BenchmarkStart(b *testing.B) {
	at := install(b)
	for b.Loop() {
		r := at.start(b)
		r.ask(b)
		b.StopTimer()
		r.stop(b)
		b.StartTimer()
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/start")
}

// settled is when a program that has answered counts as idle.
const settled = time.Second

// BenchmarkIdle is the memory of an idle program, as the system counts it, on a
// book with 100,000 alarms. The time it takes says nothing.
func BenchmarkIdle(b *testing.B) {
	if _, err := os.Stat("/proc/self/status"); err != nil {
		b.Skip("the system does not say what is resident")
	}
	at := install(b)
	var resident, own float64
	for b.Loop() {
		r := at.start(b)
		r.ask(b)
		time.Sleep(settled)
		resident += status(b, r.cmd.Process.Pid, "VmRSS")
		own += status(b, r.cmd.Process.Pid, "RssAnon")
		r.stop(b)
	}
	b.ReportMetric(resident/float64(b.N), "resident-MB")
	b.ReportMetric(own/float64(b.N), "own-MB")
}

// status reads a size of a process, in MB of a million bytes. RssAnon leaves
// out the pages of files, which the system takes back when it needs them.
func status(b *testing.B, pid int, name string) float64 {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		var kib float64
		if _, err := fmt.Sscanf(line, name+": %f kB", &kib); err == nil {
			return kib * 1024 / 1e6
		}
	}
	b.Fatalf("the system does not say %s", name)
	return 0
}
