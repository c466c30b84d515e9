package main_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"referout/store"
	"referout/store/bolt"
)

// full asks for the large sizes, which take minutes to make.
func full() bool { return os.Getenv("REFEROUT_BENCH_FULL") != "" }

// BenchmarkPractices is the program on a file of many books of 100 specialists,
// 1,000 referrals and 100 alarms each: from the start of the process to the first
// answer, what an idle one takes of the memory, and the size of the file. With
// REFEROUT_BENCH_FULL set it goes on to 10,000 books.
func BenchmarkPractices(b *testing.B) {
	sizes := []int{0, 10}
	if full() {
		sizes = []int{0, 10, 100, 1000, 10_000}
	}
	program := build(b)
	for _, size := range sizes {
		b.Run(fmt.Sprint(size), func(b *testing.B) { startOn(b, program, size, fullPractice) })
	}
}

func startOn(b *testing.B, program string, size int, p practice) {
	dir := b.TempDir()
	at := installed{program: program, data: filepath.Join(dir, "data"), key: filepath.Join(dir, "key")}
	r := at.start(b)
	r.ask(b)
	time.Sleep(settled) // what a new file needs once is done before there are books
	r.stop(b)
	made := time.Now()
	s := openStore(b, at.data, at.master(b), bolt.Options{NoSync: true})
	settleIn(b, s, "telegram", size, p)
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	b.Logf("made in %v", time.Since(made).Round(time.Millisecond))
	info, err := os.Stat(filepath.Join(at.data, "book.db"))
	if err != nil {
		b.Fatal(err)
	}
	var resident, own float64
	for b.Loop() {
		r := at.start(b)
		r.ask(b)
		b.StopTimer()
		time.Sleep(settled)
		resident += status(b, r.cmd.Process.Pid, "VmRSS")
		own += status(b, r.cmd.Process.Pid, "RssAnon")
		r.stop(b)
		b.StartTimer()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/1e3/float64(b.N), "ms/start")
	b.ReportMetric(resident/float64(b.N), "resident-MB")
	b.ReportMetric(own/float64(b.N), "own-MB")
	b.ReportMetric(float64(info.Size())/1e6, "file-MB")
	b.ReportMetric(0, "ns/op")
}

// master reads the key that the program has made.
func (at installed) master(b *testing.B) store.Master {
	b.Helper()
	text, err := os.ReadFile(at.key)
	if err != nil {
		b.Fatal(err)
	}
	m, err := store.ParseMaster(text)
	if err != nil {
		b.Fatal(err)
	}
	return m
}
