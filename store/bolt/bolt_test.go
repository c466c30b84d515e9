package bolt_test

import (
	"path/filepath"
	"testing"
	"testing/synctest"

	"referout/store"
	"referout/store/bolt"
	"referout/store/storetest"
)

func open(t *testing.T) store.Engine {
	t.Helper()
	e, err := bolt.Open(filepath.Join(t.TempDir(), "book.db"), bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

func TestEngine(t *testing.T) { storetest.Run(t, open) }

func TestEngineTwice(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Engine { return storetest.Twice(open(t)) })
}

func TestEngineInABubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := storetest.Store(t, open(t))
		if err := s.Verify(t.Context()); err != nil {
			t.Error(err)
		}
	})
}
