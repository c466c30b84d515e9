package ask

import "testing"

// What somebody did for a client is no word of a recommendation.
func TestColleagueTellsNoClient(t *testing.T) {
	for words, want := range map[string]string{
		"Lena Ortiz, PT, great with my client Sarah Miller 34":     "Lena Ortiz, PT",
		"Bob, helped Jane Doe 42":                                  "Bob",
		"Dr Kim, treated my mother's cancer, 330-555-0134":         "Dr Kim, 330-555-0134",
		"Dr Osei, pelvic floor PT at Fairlawn, 330-555-0166":       "Dr Osei, pelvic floor PT at Fairlawn, 330-555-0166",
		"Maya, kind, takes new clients, maya@cole.example":         "Maya, kind, takes new clients, maya@cole.example",
		"Tom Ray was wonderful for a patient who was beaten, Kent": "Tom Ray, Kent",
	} {
		got, out := colleague(words)
		if got != want {
			t.Errorf("%q\n got %q\nwant %q", words, got, want)
		}
		if (got != words) != (len(out) > 0) {
			t.Errorf("%q: %v", words, out)
		}
	}
}
