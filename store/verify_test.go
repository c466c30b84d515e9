package store_test

import (
	"reflect"
	"strings"
	"testing"

	"referout/store"
)

// TestVerifyFindsWhatIsMissing takes one row away at a time. Only records and
// what holds no row outside may be missed unnoticed.
func TestVerifyFindsWhatIsMissing(t *testing.T) {
	each(t, func(f fixture) {
		f.fill(2)
		unnoticed := func(key string) bool {
			return strings.Contains(key, "~") || strings.Contains(key, "/.undo/") || strings.HasPrefix(key, "meta/") ||
				key == string(f.book)+"/note/gone"
		}
		for _, p := range dump(f.T, f.engine) {
			if unnoticed(p.Key) {
				continue
			}
			f.set(p.Key, nil)
			if err := f.Verify(f.Context()); err == nil {
				f.Errorf("without %q nothing was found", p.Key)
			}
			f.set(p.Key, p.Value)
		}
	})
}

func TestVerifyFindsStrayRows(t *testing.T) {
	each(t, func(f fixture) {
		for _, key := range []string{
			"b0000000000000009/note/1", "nonsense", "due/20260302T090000.000000000/" + string(f.book) + "/1/ping",
			"due/x", "who/x", "queue/outbox/1/" + string(f.book), "queue/outbox", "key/b0000000000000009",
			string(f.book) + "/note/x", string(f.book) + "/note~person/ann/x", string(f.book) + "/.alarm/x/y",
		} {
			f.set(key, []byte("x"))
			if err := f.Verify(f.Context()); err == nil || !strings.Contains(err.Error(), key) {
				f.Errorf("%q: %v", key, err)
			}
			f.set(key, nil)
		}
	})
}

// set writes to the engine past the store, nil to delete.
func (f fixture) set(key string, value []byte) {
	f.Helper()
	err := f.engine.Update(f.Context(), func(w store.Writer) error {
		if value == nil {
			return w.Delete(key)
		}
		return w.Put(key, value)
	})
	if err != nil {
		f.Fatal(err)
	}
}

func TestSpacesDoNotConvert(t *testing.T) {
	spaces := []reflect.Type{reflect.TypeFor[store.BookTx](), reflect.TypeFor[store.CircleTx](), reflect.TypeFor[store.SystemTx]()}
	for _, from := range spaces {
		for _, to := range spaces {
			if from != to && from.ConvertibleTo(to) {
				t.Errorf("%v converts to %v", from, to)
			}
		}
	}
}
