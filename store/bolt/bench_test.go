package bolt_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"referout/store"
	"referout/store/bolt"
	"referout/store/storetest"
)

var dueMillion = flag.Bool("due.million", false, "also run BenchmarkNextDue over 1,000,000 alarms")

// referral is a record of the size and shape that features store.
type referral struct {
	Specialist string    `cbor:"1,keyasint"`
	Office     string    `cbor:"2,keyasint"`
	Member     string    `cbor:"3,keyasint"`
	Tag        string    `cbor:"4,keyasint"`
	Reason     string    `cbor:"5,keyasint"`
	Direction  int       `cbor:"6,keyasint"`
	State      int       `cbor:"7,keyasint"`
	At         time.Time `cbor:"8,keyasint"`
	Made       time.Time `cbor:"9,keyasint"`
	Codes      []string  `cbor:"10,keyasint"`
	Note       string    `cbor:"11,keyasint"`
}

var referrals = store.Table[referral]{
	Name: "referral",
	Indexes: []store.Index[referral]{
		{Name: "specialist", Of: func(r referral) []string { return []string{r.Specialist} }},
		{Name: "office", Of: func(r referral) []string { return []string{r.Office} }},
		{Name: "month", Of: func(r referral) []string { return []string{r.At.Format("2006-01")} }},
	},
}

var start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func sample(n int) referral {
	at := start.Add(time.Duration(n) * time.Minute)
	return referral{
		Specialist: fmt.Sprintf("s%07d", n%97), Office: fmt.Sprintf("o%07d", n%31), Member: "m0000001",
		Tag: "plum-harbor", Reason: "neck", Direction: 1, State: 2, At: at, Made: at,
		Codes: []string{"lmt", "neck", "aetna"}, Note: "asked for an evening, prefers a call before the first visit",
	}
}

// record is what recording one referral writes: a record with three index
// entries, and two alarms.
func record(b store.BookTx, n int) error {
	id := fmt.Sprintf("%010d", n)
	if err := referrals.Put(b, id, sample(n)); err != nil {
		return err
	}
	for days, kind := range map[int]string{1: "note", 14: "follow-up"} {
		at := start.AddDate(0, 0, days).Add(time.Duration(n) * time.Second)
		if err := store.SetAlarm(b, store.Alarm{Kind: kind, ID: id, Member: "m0000001", Wall: at, At: at}); err != nil {
			return err
		}
	}
	return nil
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func openBook(b *testing.B) (*bolt.Engine, *store.Store, store.SpaceID) {
	b.Helper()
	e, err := bolt.Open(filepath.Join(b.TempDir(), "book.db"), bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	s := storetest.Store(b, e)
	var id store.SpaceID
	err = s.Update(b.Context(), func(tx *store.Tx) error {
		book, err := tx.NewBook(zeros{})
		id = book.ID()
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return e, s, id
}

func openPlain(b *testing.B) *bbolt.DB {
	b.Helper()
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "plain.db"), 0o600, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	err = db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket([]byte("data"))
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return db
}

func update(s *store.Store, id store.SpaceID, n int) error {
	return s.Update(context.Background(), func(tx *store.Tx) error {
		book, err := tx.Book(id)
		if err != nil {
			return err
		}
		return record(book, n)
	})
}

// BenchmarkBareCommit is the yardstick of one caller: one value of 330 bytes.
func BenchmarkBareCommit(b *testing.B) {
	db, value := openPlain(b), make([]byte, 330)
	n := 0
	for b.Loop() {
		n++
		err := db.Update(func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("data")).Put(fmt.Appendf(nil, "%010d", n), value)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	stats := db.Stats()
	b.ReportMetric(float64(stats.TxStats.GetWrite())/float64(n), "pages/op")
}

// BenchmarkRecordReferral is one caller who records referrals, sealed.
func BenchmarkRecordReferral(b *testing.B) {
	e, s, id := openBook(b)
	before, n := e.PagesWritten(), 0
	for b.Loop() {
		n++
		if err := update(s, id, n); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(e.PagesWritten()-before)/float64(n), "pages/op")
}

// crowd runs fn by 64 callers.
func crowd(b *testing.B, fn func(n int) error) {
	b.SetParallelism(64 / 2)
	var count atomic.Int64
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := fn(int(count.Add(1))); err != nil {
				b.Error(err)
				return
			}
		}
	})
}

// BenchmarkRecordReferral64 is BenchmarkRecordReferral with 64 callers.
func BenchmarkRecordReferral64(b *testing.B) {
	e, s, id := openBook(b)
	before := e.PagesWritten()
	crowd(b, func(n int) error { return update(s, id, n) })
	b.ReportMetric(float64(e.PagesWritten()-before)/float64(b.N), "pages/op")
}

// BenchmarkPlainUpdate64 is the yardstick of 64 callers: the same keys and
// values of the same sizes, a transaction of bbolt each.
func BenchmarkPlainUpdate64(b *testing.B) {
	db := openPlain(b)
	err := db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket([]byte("due"))
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	crowd(b, func(n int) error { return db.Update(func(tx *bbolt.Tx) error { return plain(tx, n) }) })
	stats := db.Stats()
	b.ReportMetric(float64(stats.TxStats.GetWrite())/float64(b.N), "pages/op")
}

// plain writes what record leads to, without sealing and without looking first.
func plain(tx *bbolt.Tx, n int) error {
	const space = "b0000000000000000"
	r, id := sample(n), fmt.Sprintf("%010d", n)
	data, due := tx.Bucket([]byte("data")), tx.Bucket([]byte("due"))
	err := errors.Join(
		data.Put([]byte(space+"/referral/"+id), make([]byte, 245)),
		data.Put([]byte(space+"/referral~specialist/"+r.Specialist+"/"+id), nil),
		data.Put([]byte(space+"/referral~office/"+r.Office+"/"+id), nil),
		data.Put([]byte(space+"/referral~month/"+r.At.Format("2006-01")+"/"+id), nil),
	)
	for days, kind := range map[int]string{1: "note", 14: "follow-up"} {
		at := start.AddDate(0, 0, days).Add(time.Duration(n) * time.Second).Format("20060102T150405.000000000")
		err = errors.Join(err,
			data.Put([]byte(space+"/.alarm/"+id+"/"+kind), make([]byte, 92)),
			due.Put([]byte(at+"/"+space+"/"+id+"/"+kind), nil),
		)
	}
	return err
}

// BenchmarkNextDue asks for the earliest of many alarms.
func BenchmarkNextDue(b *testing.B) {
	sizes := []int{10_000, 100_000}
	if *dueMillion {
		sizes = append(sizes, 1_000_000)
	}
	for _, size := range sizes {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			s := withAlarms(b, size)
			for b.Loop() {
				if err := s.View(b.Context(), nextDue); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func nextDue(tx *store.Tx) error {
	_, ok, err := tx.NextDue()
	if err == nil && !ok {
		return errors.New("nothing is due")
	}
	return err
}

func withAlarms(b *testing.B, size int) *store.Store {
	b.Helper()
	_, s, id := openBook(b)
	for from := 0; from < size; from += 5000 {
		err := s.Update(b.Context(), func(tx *store.Tx) error {
			book, err := tx.Book(id)
			for n := from; err == nil && n < min(from+5000, size); n++ {
				at := start.Add(time.Duration(n) * time.Second)
				err = store.SetAlarm(book, store.Alarm{Kind: "note", ID: fmt.Sprintf("%010d", n), Member: "m0000001", Wall: at, At: at})
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return s
}
