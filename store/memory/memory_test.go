package memory_test

import (
	"fmt"
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

// TestReopenDuringAnUpdate ends the program, as it were, in the middle of one.
func TestReopenDuringAnUpdate(t *testing.T) {
	e := memory.New()
	put := func(e *memory.Engine, key, value string, during func()) {
		t.Helper()
		err := e.Update(t.Context(), func(w store.Writer) error {
			during()
			return w.Put(key, []byte(value))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for n := range 1000 {
		put(e, fmt.Sprintf("%04d", n), "old", func() {})
	}
	var again *memory.Engine
	put(e, "0500", "lost", func() { again = e.Reopen() })
	put(again, "0501", "new", func() {})
	want := map[string]string{"0499": "old", "0500": "old", "0501": "new", "0502": "old"}
	err := again.View(t.Context(), func(r store.Reader) error {
		for key, value := range want {
			if got, err := r.Get(key); err != nil || string(got) != value {
				t.Errorf("%s is %q, %v; want %q", key, got, err, value)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
