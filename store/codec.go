package store

import (
	"fmt"
	"reflect"

	"github.com/fxamacker/cbor/v2"
)

// codec turns records into bytes and back: CBOR with deterministic order,
// times in UTC to the nanosecond, types with a text form as that text.
type codec struct {
	cbor.EncMode
	cbor.DecMode
}

// records is the one form of all stored values.
var records = newCodec()

func newCodec() codec {
	encode := cbor.CoreDetEncOptions()
	encode.Time = cbor.TimeRFC3339NanoUTC
	encode.TextMarshaler = cbor.TextMarshalerTextString
	enc, err := encode.EncMode()
	if err != nil {
		panic(err) // the options above contradict each other
	}
	dec, err := cbor.DecOptions{
		DupMapKey:       cbor.DupMapKeyEnforcedAPF,
		TextUnmarshaler: cbor.TextUnmarshalerTextString,
	}.DecMode()
	if err != nil {
		panic(err)
	}
	return codec{enc, dec}
}

// encode and decode wrap errors without the value.
func encode(v any) ([]byte, error) {
	b, err := records.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	return b, nil
}

func decode[T any](b []byte) (v T, err error) {
	err = decodeTo(&v, b)
	return v, err
}

// decodeTo fills what v points to.
func decodeTo(v any, b []byte) error {
	if err := records.Unmarshal(b, v); err != nil {
		return fmt.Errorf("decode %v: %w", reflect.TypeOf(v).Elem(), err)
	}
	return nil
}
