package bolt_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"referout/store"
	"referout/store/bolt"
)

const page = 8192

// spoilt is a way to damage a file of some pages.
type spoilt struct {
	name  string
	spoil func(random *rand.Rand, b []byte)
	faint bool // it may all hit values, which bbolt does not look at
}

// spoiling are ways to damage what bbolt trusts.
func spoiling() []spoilt {
	anywhere := func(random *rand.Rand, b []byte, low, high int) {
		for range 1 + random.IntN(40) {
			b[low+random.IntN(high-low)] ^= byte(1 + random.IntN(255))
		}
	}
	pages := func(b []byte, flag uint16) (found []int) {
		for at := 2 * page; at+page <= len(b); at += page {
			if binary.NativeEndian.Uint16(b[at+8:]) == flag {
				found = append(found, at)
			}
		}
		return found
	}
	heads := func(flag uint16) func(*rand.Rand, []byte) {
		return func(random *rand.Rand, b []byte) {
			all := pages(b, flag)
			at := all[random.IntN(len(all))]
			anywhere(random, b, at, at+64)
		}
	}
	return []spoilt{
		{name: "anywhere", spoil: func(random *rand.Rand, b []byte) { anywhere(random, b, 0, len(b)) }},
		{name: "one byte", spoil: func(random *rand.Rand, b []byte) { b[random.IntN(len(b))] ^= 1 << random.IntN(8) }, faint: true},
		{name: "metas", spoil: func(random *rand.Rand, b []byte) { at := random.IntN(2) * page; anywhere(random, b, at, at+80) }},
		{name: "both metas", spoil: func(random *rand.Rand, b []byte) { anywhere(random, b, 0, 80); anywhere(random, b, page, page+80) }},
		{name: "free list", spoil: heads(0x10)},
		{name: "branches", spoil: heads(0x01)},
		{name: "leaves", spoil: heads(0x02)},
		{name: "a page zeroed", spoil: func(random *rand.Rand, b []byte) { at := random.IntN(len(b)/page) * page; clear(b[at : at+page]) }},
		{name: "a page doubled", spoil: func(random *rand.Rand, b []byte) {
			from, to := random.IntN(len(b)/page)*page, random.IntN(len(b)/page)*page
			copy(b[to:to+page], b[from:from+page])
		}},
	}
}

// branched returns the content of a file that has branch pages and free ones.
func branched(t *testing.T) (path string, content []byte) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "book.db")
	e, err := bolt.Open(path, bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 20 {
		err = errors.Join(err, e.Update(t.Context(), func(w store.Writer) error {
			for m := range 50 {
				if err := w.Put(fmt.Sprintf("%02d/%02d", n, m), bytes.Repeat([]byte("v"), 100)); err != nil {
					return err
				}
				if err := w.Put(fmt.Sprintf("due/%02d/%02d", n, m), nil); err != nil {
					return err
				}
			}
			return w.Put("large", bytes.Repeat([]byte("v"), 20_000))
		}))
	}
	if err := errors.Join(err, e.Close()); err != nil {
		t.Fatal(err)
	}
	content, err = os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return path, content[:used(content)]
}

// newest is the newer meta page of a file.
func newest(b []byte) []byte {
	if binary.NativeEndian.Uint64(b[page+16+48:]) > binary.NativeEndian.Uint64(b[16+48:]) {
		return b[page:]
	}
	return b
}

// used is how much of a file its pages take, without what is set aside.
func used(b []byte) int { return int(binary.NativeEndian.Uint64(newest(b)[16+40:])) * page }

// TestDamageNeverCrashes reads, writes, copies, checks and compacts files that were
// spoilt: each may fail, or go well, but not bring the program down or hang.
func TestDamageNeverCrashes(t *testing.T) {
	path, whole := branched(t)
	if err := useAll(t, path); err != nil {
		t.Fatal("the whole file: ", err)
	}
	for _, s := range spoiling() {
		t.Run(s.name, func(t *testing.T) {
			random, failed := rand.New(rand.NewPCG(3, 4)), 0
			const rounds = 12
			for range rounds {
				content := bytes.Clone(whole)
				s.spoil(random, content)
				if err := os.WriteFile(path, content, 0o600); err != nil {
					t.Fatal(err)
				}
				if err := useAll(t, path); err != nil {
					failed++
				}
			}
			if failed == 0 && !s.faint {
				t.Error("no damage was noticed")
			}
			t.Logf("%d of %d noticed", failed, rounds)
		})
	}
}

// useAll does with a file whatever the program may do.
func useAll(t *testing.T, path string) error {
	defer removeCopies(t, path)
	checked := bolt.Check(t.Context(), path)
	err := errors.Join(checked, readAll(t, path))
	e, openErr := bolt.Open(path, bolt.Options{NoSync: true})
	if openErr != nil {
		return errors.Join(err, openErr)
	}
	for n := range 10 {
		err = errors.Join(err, e.Update(t.Context(), func(w store.Writer) error {
			return errors.Join(w.Put(fmt.Sprintf("%02d/new", n), bytes.Repeat([]byte("n"), 3000)), w.Delete(fmt.Sprintf("due/%02d/00", n)))
		}))
	}
	err = errors.Join(err, e.CopyTo(t.Context(), path+".copy"))
	if checked == nil { // copying a file is no promise that the copy is whole
		err = errors.Join(err, bolt.Check(t.Context(), path+".copy"))
	}
	err = errors.Join(err, e.Close())
	_, _, compactErr := bolt.Compact(t.Context(), path)
	return errors.Join(err, compactErr)
}

func removeCopies(t *testing.T, path string) {
	t.Helper()
	if err := os.RemoveAll(path + ".copy"); err != nil {
		t.Error(err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".new-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

// TestCheckFindsDamage spoils pages that are in use, where every change counts.
func TestCheckFindsDamage(t *testing.T) {
	path, whole := branched(t)
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := bolt.Check(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func([]byte) bool{
		"a branch leads elsewhere": func(b []byte) bool { return at(b, 0x01, 16+8, 1) },
		"a page has another type":  func(b []byte) bool { return at(b, 0x02, 8, 0x10) },
		"a page has another name":  func(b []byte) bool { return at(b, 0x02, 0, 1) },
		"an entry is too long":     func(b []byte) bool { return at(b, 0x02, 16+4+3, 0x7f) },
		"keys change places":       func(b []byte) bool { return at(b, 0x02, 16+4, 32) },
		"a page in use is free":    freePageInUse,
	} {
		content := bytes.Clone(whole)
		if !change(content) {
			t.Errorf("%s: there is no such page", name)
			continue
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := bolt.Check(t.Context(), path); !errors.Is(err, bolt.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// at changes a byte of every page with this flag: some of them are free, and which
// differs from file to file.
func at(b []byte, flag uint16, offset int, change byte) (found bool) {
	for p := len(b) - page; p >= 2*page; p -= page {
		if binary.NativeEndian.Uint16(b[p+8:]) == flag && binary.NativeEndian.Uint64(b[p:]) == uint64(p/page) {
			b[p+offset] ^= change
			found = true
		}
	}
	return found
}

// freePageInUse puts the root page on the list of free ones.
func freePageInUse(b []byte) bool {
	meta := newest(b)
	root, free := binary.NativeEndian.Uint64(meta[16+16:]), binary.NativeEndian.Uint64(meta[16+32:])
	list := b[free*page:]
	if binary.NativeEndian.Uint16(list[10:]) == 0 {
		return false
	}
	binary.NativeEndian.PutUint64(list[16:], root)
	return true
}
