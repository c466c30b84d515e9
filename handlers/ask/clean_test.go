package ask

import "testing"

// A name in full stands in no field that describes a practitioner.
func TestNoFullName(t *testing.T) {
	for _, c := range []struct{ field, typed, want string }{
		{areaField, "Jane Doe", ""},
		{areaField, "Northside, Jane Doe", "Northside, …"},
		{areaField, "Virginia Beach", "Virginia Beach"},
		{areaField, "Madison Heights", "Madison Heights"},
		{areaField, "Charlotte NC", "Charlotte NC"},
		{areaField, "Dana Point", "Dana Point"},
		{areaField, "Allen Parkway", "Allen Parkway"},
		{areaField, "Martin Luther King Blvd", "Martin Luther King Blvd"},
		{areaField, "Perry Hall area", "Perry Hall area"},
		{approachField, "home visits 77005", "home visits 77005"},
		{whenField, "jane doe", ""},
		{whenField, "Tuesday after 5", "Tuesday after 5"},
		{noteField, "jane doe; evening hours", "…; evening hours"},
		{noteField, "Maria Lopez", ""},
		{noteField, "female, Spanish", "female, Spanish"},
		{approachField, "John Barnes", "John Barnes"},
	} {
		d, _ := detailOf(c.field)
		var n Need
		out, err := d.read(&n, c.typed)
		if got := d.show(n); got != c.want || (err == nil) != (c.want != "") || (len(out) > 0) != (c.want != c.typed) {
			t.Errorf("%s %q: %q (%v, %v), want %q", c.field, c.typed, got, out, err, c.want)
		}
		if again, _ := d.read(&n, d.show(n)); len(again) > 0 {
			t.Errorf("%s %q: read again, %v is left out", c.field, c.typed, again)
		}
	}
}

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
