package telegram

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A trouble is over when it is for all who are in it, and two lines that take
// turns are said loudly once each.
func TestTrouble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b strings.Builder
		tr := newTrouble(slog.New(slog.NewTextHandler(&b, nil)), slog.LevelWarn, "over")
		one, two := tr.spell(), tr.spell()
		one.ended()
		for i := range 100 {
			one.failed("a")
			two.failed(fmt.Sprint("b", i%2))
			time.Sleep(time.Minute)
		}
		one.ended()
		one.ended()
		if got := b.String(); strings.Count(got, "msg=") != 3 || strings.Contains(got, "over") {
			t.Errorf("while it lasts:\n%s", got)
		}
		two.ended()
		if got := b.String(); strings.Count(got, "msg=") != 4 || !strings.Contains(got, "msg=over lasted=1h40m0s") {
			t.Errorf("at the end:\n%s", got)
		}
		b.Reset()
		one.failed("a")
		one.ended()
		time.Sleep(repeatAfter - time.Minute)
		one.failed("a")
		one.ended()
		time.Sleep(repeatAfter)
		one.failed("a")
		one.ended()
		if got := b.String(); strings.Count(got, "msg=a") != 2 || strings.Count(got, "msg=over") != 2 {
			t.Errorf("again and again:\n%s", got)
		}
	})
}
