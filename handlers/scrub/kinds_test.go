package scrub_test

import (
	"slices"
	"testing"

	"referout/handlers/scrub"
)

func TestKindsThroughAForm(t *testing.T) {
	var out, again scrub.Kinds
	out.Add(scrub.Age, scrub.Name)
	out.Add(scrub.Name, scrub.Phone)
	if want := (scrub.Kinds{scrub.Age, scrub.Name, scrub.Phone}); !slices.Equal(out, want) {
		t.Errorf("kinds %v, want %v", out, want)
	}
	again.AddCode(out.Code() + " x " + out.Code())
	if !slices.Equal(again, out) {
		t.Errorf("%q is read as %v", out.Code(), again)
	}
}
