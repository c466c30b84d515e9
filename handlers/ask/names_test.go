package ask

import (
	"strings"
	"testing"

	"referout/handlers/scrub"
)

// Behind in, near and by stands a town, and nobody's name or family.
func TestAreaIsNobody(t *testing.T) {
	for words, want := range map[string]string{
		"PT, Smith Street 12, near Keller family":  "",
		"PT near the Keller family":                "",
		"PT in Maria":                              "",
		"PT near Sarah":                            "",
		"PT by Maria Keller":                       "",
		"PT in Florence Keller":                    "",
		"PT, where Sarah Keller lives, Northside":  "Northside",
		"PT in St. Paul":                           "St. Paul",
		"PT in Jackson":                            "Jackson",
		"PT in Charlotte":                          "Charlotte",
		"PT near Victoria":                         "Victoria",
		"PT in Madison":                            "Madison",
		"PT in Austin":                             "Austin",
		"PT near Florence":                         "Florence",
		"PT in Santa Maria":                        "Santa Maria",
		"PT in Maria Stein, OH":                    "Maria Stein, OH",
		"PT near Maria Stein, OH, evenings":        "Maria Stein, OH",
		"PT in Jackson, MI, Aetna":                 "Jackson, MI",
		"PT in Virginia Beach":                     "Virginia Beach",
		"PT in Ann Arbor":                          "Ann Arbor",
		"PT in Cuyahoga Falls":                     "Cuyahoga Falls",
		"PT Akron, my client Kent Bell, near Kent": "Akron",
	} {
		if n, _ := readWords(words, &scrub.Names{}); n.Area != want {
			t.Errorf("%q: %q, want %q", words, n.Area, want)
		}
	}
	for typed, want := range map[string]string{
		"Maria": "", "Northside, Maria": "Northside, …", "Madison": "Madison", "Maria Stein, OH": "Maria Stein, OH", "Northside, where Sarah Keller lives": "Northside, where … lives",
		"Gary, IN": "Gary, IN", "Santa Maria": "Santa Maria",
	} {
		var n Need
		d, _ := detailOf(areaField)
		if _, err := d.read(&n, typed); n.Area != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q (%v), want %q", typed, n.Area, err, want)
		}
	}
}

// Who was left out of one field is left out of all, whatever their order.
func TestNamedOnceLeftOutOfAll(t *testing.T) {
	d := draft{Need: Need{Specialty: "yoga", Area: "Northside", When: "when Sarah can", Note: "Keller only"}}
	x, _ := detailOf(approachField)
	if _, err := x.readKnowing(&d.Need, "kind to my client Sarah Keller", &d.Names); err != nil {
		t.Fatal(err)
	}
	d.forgetNames()
	if n := d.Need; n.Approach != "kind to my client …" || n.When != "when … can" || n.Note != "… only" || n.Area != "Northside" || len(d.Out) != 1 || d.Out[0] != scrub.Name {
		t.Errorf("%+v, %v", n, d.Out)
	}
	d.Need.Note = "Sarah"
	if d.forgetNames(); d.Need.Note != "" {
		t.Errorf("%q is left", d.Need.Note)
	}
	if n, _ := readWords("PT, my client Sarah Keller, Keller evenings, Sarah", &scrub.Names{}); strings.Contains(n.Area+n.When+n.Note+n.Approach, "Keller") {
		t.Errorf("%+v", n)
	}
}
