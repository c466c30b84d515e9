package store

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// masterMark begins the text of a master key, so that people and programs
// recognise the file.
const masterMark = "referout-master-key-1:"

// Master is the key that wraps the data keys of all spaces. Whoever has it and
// the store can read everything; without it nothing can be read by anyone. It
// prints as [master key] under every verb of fmt.
type Master struct {
	handle *keyset.Handle
	aead   tink.AEAD
}

// NewMaster draws a new master key.
func NewMaster() (Master, error) {
	h, err := keyset.NewHandle(aead.XAES256GCM192BitNonceKeyTemplate())
	if err != nil {
		return Master{}, fmt.Errorf("draw a master key: %w", err)
	}
	return newMaster(h)
}

// ParseMaster reads what Text has written; white space around it is ignored.
// Its errors never repeat any of the text.
func ParseMaster(text []byte) (Master, error) {
	body, ok := strings.CutPrefix(strings.TrimSpace(string(text)), masterMark)
	if !ok {
		return Master{}, fmt.Errorf("read the master key: it does not begin with %q", masterMark)
	}
	raw, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return Master{}, fmt.Errorf("read the master key: it is incomplete or has been changed")
	}
	h, err := insecurecleartextkeyset.Read(keyset.NewBinaryReader(bytes.NewReader(raw)))
	if err != nil {
		return Master{}, fmt.Errorf("read the master key: it is incomplete or has been changed")
	}
	return newMaster(h)
}

func newMaster(h *keyset.Handle) (Master, error) {
	a, err := aead.New(h)
	if err != nil {
		return Master{}, fmt.Errorf("use the master key: %w", err)
	}
	return Master{handle: h, aead: a}, nil
}

// Text returns the key as one line, for a file that only its owner can read.
func (m Master) Text() ([]byte, error) {
	if m.handle == nil {
		return nil, ErrNoKey
	}
	var raw bytes.Buffer
	if err := insecurecleartextkeyset.Write(m.handle, keyset.NewBinaryWriter(&raw)); err != nil {
		return nil, fmt.Errorf("write the master key: %w", err)
	}
	return []byte(masterMark + base64.RawURLEncoding.EncodeToString(raw.Bytes()) + "\n"), nil
}

// Format implements fmt.Formatter: a master key is never printed.
func (m Master) Format(f fmt.State, _ rune) { io.WriteString(f, "[master key]") }

// wrap seals a keyset for the key it is stored under.
func (m Master) wrap(h *keyset.Handle, key string) ([]byte, error) {
	var sealed bytes.Buffer
	err := h.WriteWithAssociatedData(keyset.NewBinaryWriter(&sealed), m.aead, []byte(key))
	if err != nil {
		return nil, fmt.Errorf("wrap a data key: %w", err)
	}
	return sealed.Bytes(), nil
}

// unwrap is the inverse of wrap. Nothing but the system key shows whether this is
// the right master key: it is opened first, and what does not open after it is
// damaged.
func (m Master) unwrap(sealed []byte, key string) (*keyset.Handle, error) {
	h, err := keyset.ReadWithAssociatedData(keyset.NewBinaryReader(bytes.NewReader(sealed)), m.aead, []byte(key))
	switch {
	case err == nil:
		return h, nil
	case key == keyPrefix+string(systemSpace):
		return nil, fmt.Errorf("unwrap the system key: %w", ErrWrongKey)
	}
	return nil, fmt.Errorf("unwrap a data key: %w", ErrDamaged)
}
