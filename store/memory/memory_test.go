package memory_test

import (
	"testing"

	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

func TestEngine(t *testing.T) {
	storetest.Run(t, func(*testing.T) store.Engine { return memory.New() })
}

func TestEngineTwice(t *testing.T) {
	storetest.Run(t, func(*testing.T) store.Engine { return storetest.Twice(memory.New()) })
}

func TestReopenKeepsWhatWasCommitted(t *testing.T) {
	e := memory.New()
	if err := e.Update(t.Context(), func(w store.Writer) error { return w.Put("a", []byte("1")) }); err != nil {
		t.Fatal(err)
	}
	again := e.Reopen()
	if err := e.Update(t.Context(), func(w store.Writer) error { return w.Put("a", []byte("2")) }); err == nil {
		t.Error("the engine that was reopened still writes")
	}
	err := again.View(t.Context(), func(r store.Reader) error {
		v, err := r.Get("a")
		if string(v) != "1" {
			t.Errorf("got %q", v)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
