package bolt

import (
	"bytes"
	"errors"
)

// element is one entry of a page.
type element struct {
	key, value     []byte
	child          uint64
	branch, bucket bool
}

var (
	errLong  = errors.New("an entry reaches beyond its end")
	errOrder = errors.New("its keys are not in order")
)

// readElements reads the entries of a branch or leaf page.
func readElements(b []byte, keys bounds) ([]element, error) {
	count := int(wordOrder.Uint16(b[10:]))
	branch := wordOrder.Uint16(b[8:]) == branchFlag
	if headerLen+count*elementLen > len(b) {
		return nil, errLong
	}
	elements := make([]element, count)
	for n := range elements {
		at := headerLen + n*elementLen
		e, ok := readElement(b[at:], branch)
		if !ok {
			return nil, errLong
		}
		low := keys.low
		if n > 0 {
			low = elements[n-1].key
		}
		if c := bytes.Compare(low, e.key); c > 0 || (n > 0 && c == 0) || (keys.high != nil && bytes.Compare(e.key, keys.high) >= 0) {
			return nil, errOrder
		}
		elements[n] = e
	}
	return elements, nil
}

// readElement reads the entry whose head b begins with; what it holds lies behind.
func readElement(b []byte, branch bool) (e element, ok bool) {
	word := func(n int) uint64 { return uint64(wordOrder.Uint32(b[n:])) }
	pos, keyLen, valueLen := word(4), word(8), word(12)
	if branch {
		pos, keyLen, valueLen = word(0), word(4), 0
		e.branch, e.child = true, wordOrder.Uint64(b[8:])
	} else {
		e.bucket = word(0)&bucketFlag != 0
	}
	if pos < elementLen || pos+keyLen+valueLen > uint64(len(b)) || keyLen == 0 {
		return e, false
	}
	e.key, e.value = b[pos:pos+keyLen], b[pos+keyLen:pos+keyLen+valueLen]
	return e, true
}
