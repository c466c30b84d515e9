package bolt

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"slices"
)

// A file that was damaged can bring bbolt down: it trusts numbers in pages, reads
// through a map of the file, and checks pages on a goroutine of its own, where a
// fault cannot be caught. So what it trusts is looked at here first, with plain
// reads.

// pageFile is a file as bbolt writes it.
type pageFile struct {
	file  io.ReaderAt
	size  int64
	page  int64  // length of a page, in bytes
	root  uint64 // page of the root bucket
	free  uint64 // page of the free list
	high  uint64 // all pages are below it
	state []pageState
}

type pageState uint8

const (
	unknown pageState = iota
	unused            // in the free list
	reached
)

// The format of a file, which is fixed: magic number, version, and the flags of
// pages and elements.
const (
	magic         = 0xED0CDAED
	formatVersion = 2
	branchFlag    = 0x01
	leafFlag      = 0x02
	freelistFlag  = 0x10
	bucketFlag    = 0x01
	headerLen     = 16
	metaLen       = 64
	elementLen    = 16
	bucketLen     = 16
	noFreelist    = 0xffffffffffffffff
	mostDepth     = 64
	mostOverflow  = 1 << 20 // pages; a value has no more
)

var wordOrder = binary.NativeEndian

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w ("+format+")", append([]any{ErrDamaged}, args...)...)
}

// CheckPages reads all pages of a file that nobody writes and fails with
// ErrDamaged unless every page is either in use, in one place, or free, and keys
// are in order.
func CheckPages(ctx context.Context, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	p, err := readPages(f)
	if err != nil {
		return err
	}
	return p.walk(ctx)
}

// readPages reads the meta pages and the list of free pages.
func readPages(f *os.File) (*pageFile, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	p := &pageFile{file: f, size: info.Size()}
	if err := p.readMeta(); err != nil {
		return nil, err
	}
	return p, p.readFreelist()
}

// readMeta finds the newest valid meta page. The second one lies behind the first,
// whose length only a valid one tells.
func (p *pageFile) readMeta() error {
	var newest uint64
	consider := func(at int64) {
		b := make([]byte, headerLen+metaLen)
		if _, err := p.file.ReadAt(b, at); err != nil {
			return
		}
		m := b[headerLen:]
		sum := fnv.New64a()
		sum.Write(m[:metaLen-8])
		word := func(n int) uint64 { return wordOrder.Uint64(m[n:]) }
		txid := word(48)
		if wordOrder.Uint32(m) != magic || wordOrder.Uint32(m[4:]) != formatVersion || sum.Sum64() != word(56) || txid < newest {
			return
		}
		newest = txid
		p.page, p.root, p.free, p.high = int64(wordOrder.Uint32(m[8:])), word(16), word(32), word(40)
	}
	consider(0)
	for at := int64(1 << 10); at <= 16<<20; at <<= 1 {
		consider(at)
	}
	switch {
	case p.page < 1<<10 || p.page > 64<<10:
		return damaged("no valid beginning")
	case p.size < int64(p.high)*p.page || p.high > 1<<40:
		return damaged("%d of %d bytes are left", p.size, int64(p.high)*p.page)
	case p.root < 2 || p.root >= p.high:
		return damaged("its root is missing")
	}
	p.state = make([]pageState, p.high)
	return nil
}

// content reads a page with all that belongs to it.
func (p *pageFile) content(id uint64, flags ...uint16) ([]byte, error) {
	if id < 2 || id >= p.high {
		return nil, damaged("page %d does not exist", id)
	}
	head := make([]byte, headerLen)
	if _, err := p.file.ReadAt(head, int64(id)*p.page); err != nil {
		return nil, damaged("page %d: %w", id, err)
	}
	overflow := uint64(wordOrder.Uint32(head[12:]))
	known := slices.Contains(flags, wordOrder.Uint16(head[8:]))
	if wordOrder.Uint64(head) != id || !known || overflow > mostOverflow || id+overflow >= p.high {
		return nil, damaged("page %d is another one", id)
	}
	for n := id; n <= id+overflow; n++ {
		if p.state[n] != unknown {
			return nil, damaged("page %d is used twice", n)
		}
		p.state[n] = reached
	}
	b := make([]byte, int64(overflow+1)*p.page)
	if _, err := p.file.ReadAt(b, int64(id)*p.page); err != nil {
		return nil, damaged("page %d: %w", id, err)
	}
	return b, nil
}

func (p *pageFile) readFreelist() error {
	if p.free == noFreelist {
		return nil
	}
	b, err := p.content(p.free, freelistFlag)
	if err != nil {
		return err
	}
	count, at := uint64(wordOrder.Uint16(b[10:])), headerLen
	if count == 0xffff {
		count, at = wordOrder.Uint64(b[headerLen:]), headerLen+8
	}
	if count > uint64(len(b)-at)/8 {
		return damaged("the list of free pages is too long")
	}
	for n := range count {
		id := wordOrder.Uint64(b[at+int(n)*8:])
		if id < 2 || id >= p.high || p.state[id] != unknown {
			return damaged("page %d cannot be free", id)
		}
		p.state[id] = unused
	}
	return nil
}

// walk follows the trees of all buckets.
func (p *pageFile) walk(ctx context.Context) error {
	if err := p.tree(ctx, p.root, bounds{}, 0); err != nil {
		return err
	}
	for id := uint64(2); id < p.high; id++ {
		if p.state[id] == unknown && p.free != noFreelist {
			return damaged("page %d belongs to nothing", id)
		}
	}
	return nil
}

// bounds are what the keys of a page must be: not below low, below high; nil for
// no bound.
type bounds struct{ low, high []byte }

func (p *pageFile) tree(ctx context.Context, id uint64, keys bounds, depth int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if depth > mostDepth {
		return damaged("page %d lies too deep", id)
	}
	b, err := p.content(id, branchFlag, leafFlag)
	if err != nil {
		return err
	}
	elements, err := readElements(b, keys)
	if err != nil {
		return damaged("page %d: %w", id, err)
	}
	for n, e := range elements {
		switch {
		case e.branch:
			below := bounds{e.key, keys.high}
			if n+1 < len(elements) {
				below.high = elements[n+1].key
			}
			err = p.tree(ctx, e.child, below, depth+1)
		case e.bucket:
			err = p.bucket(ctx, e.value, depth)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// bucket follows a bucket that is a value of a page: it has a tree of its own, or
// is a page within the value.
func (p *pageFile) bucket(ctx context.Context, value []byte, depth int) error {
	if len(value) < bucketLen {
		return damaged("a bucket is too short")
	}
	if root := wordOrder.Uint64(value); root != 0 {
		return p.tree(ctx, root, bounds{}, depth+1)
	}
	inline := value[bucketLen:]
	if len(inline) < headerLen || wordOrder.Uint16(inline[8:]) != leafFlag {
		return damaged("a bucket is no bucket")
	}
	if _, err := readElements(inline, bounds{}); err != nil {
		return damaged("a bucket: %w", err)
	}
	return nil
}
