package ask

import "testing"

// A profession is named as in a listing, unless more is said of it.
func TestTradeInFull(t *testing.T) {
	for typed, want := range map[string]string{
		"PT": "Physical therapist", "pt.": "Physical therapist", "PT, gentle hands": "Physical therapist, gentle hands", "PT for hips": "PT for hips", "Breathwork guide": "Breathwork guide", "": "",
	} {
		if got := inFull(typed, 60); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}
