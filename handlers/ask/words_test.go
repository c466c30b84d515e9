package ask

import (
	"strings"
	"testing"

	"referout/handlers/scrub"
)

// A line typed behind /ask is taken apart as people mean it.
func TestReadWords(t *testing.T) {
	for words, want := range map[string]string{
		"PT Northside pelvic floor Aetna within two weeks": "specialty=Pelvic floor physical therapist|area=Northside|payers=Aetna|when=within two weeks",
		"chiro evenings near Stow Medicare home visits":    "specialty=Chiropractor|area=Stow|payers=Medicare|format=Home visits|when=evenings",
		"massage Kent": "specialty=Massage therapist|area=Kent",
		"looking for an acupuncturist in Cuyahoga Falls, online, gentle": "specialty=Acupuncturist|area=Cuyahoga Falls|format=Online|approach=gentle",
		"anybody know a psychotherapist who takes Aetna or cash?":        "specialty=Psychotherapist|payers=Aetna, Cash",
		"pt akron":                                  "specialty=Physical therapist",
		"pt near akron":                             "specialty=Physical therapist",
		"pt downtown":                               "specialty=Physical therapist|area=downtown",
		"PT dry needling":                           "specialty=Physical therapist|approach=dry needling",
		"PT Akron dry needling":                     "specialty=Physical therapist|area=Akron|approach=dry needling",
		"PT in person by friday":                    "specialty=Physical therapist|format=In person|when=by friday",
		"telehealth naturopath asap":                "specialty=Naturopath|format=Online|when=asap",
		"yoga":                                      "specialty=Yoga teacher",
		"Northside Aetna":                           "area=Northside|payers=Aetna",
		"PT Akron for my client Jo, 42":             "specialty=Physical therapist|area=Akron",
		"PT, speaks Spanish, this week":             "specialty=Physical therapist|approach=speaks Spanish|when=this week",
		"chiro that takes Medicare, Kent":           "specialty=Chiropractor|area=Kent|payers=Medicare",
		"chiropractor, Southside, tomorrow":         "specialty=Chiropractor|area=Southside|when=tomorrow",
		"chiro Kent on Monday":                      "specialty=Chiropractor|area=Kent|when=on Monday",
		"PT, today after 5 pm, Kent":                "specialty=Physical therapist|area=Kent|when=today after 5 pm",
		"PT in Kent tomorrow morning":               "specialty=Physical therapist|area=Kent|when=tomorrow morning",
		"PT, Kent, Saturday at 9:30":                "specialty=Physical therapist|area=Kent|when=Saturday at 9:30",
		"PT, Kent, tonight or Friday":               "specialty=Physical therapist|area=Kent|when=tonight or Friday",
		"PT, Kent, after 5pm":                       "specialty=Physical therapist|area=Kent|when=after 5pm",
		"PT, Kent, this evening":                    "specialty=Physical therapist|area=Kent|when=this evening",
		"PT Kent for my client who fell on Monday":  "specialty=Physical therapist|area=Kent",
		"PT, Kent, my client had surgery yesterday": "specialty=Physical therapist|area=Kent",
		"":       "",
		"  , ; ": "",
	} {
		n, _ := readWords(words, &scrub.Names{})
		var got []string
		for _, w := range n.Enclosure() {
			got = append(got, w.Name+"="+w.Value)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q\n got %s\nwant %s", words, strings.Join(got, "|"), want)
		}
	}
}

// Whatever is typed, nothing that the scrubber knows comes out of it, and it can be read
// again from a letter as it is.
func FuzzReadWords(f *testing.F) {
	f.Add("PT Northside pelvic floor Aetna within two weeks")
	f.Add("call 330-555-0199, my client Jane Doe, 42 years old, dob 3/4/1980")
	f.Add("in in in, at @ home visits online zoom")
	f.Fuzz(func(t *testing.T, words string) {
		n, _ := readWords(words, &scrub.Names{})
		for _, w := range n.Enclosure() {
			if d, _ := detailOf(w.Name); d.most > 0 && len(scrub.Find(w.Value)) > 0 {
				t.Errorf("%q: %s is %q", words, w.Name, w.Value)
			}
		}
		if n.Specialty == "" {
			return
		}
		again, ok := readNeed(n.Enclosure())
		if !ok || again.Specialty != n.Specialty {
			t.Errorf("%q is read again as %+v", words, again)
		}
	})
}

// Every free text of a need goes through the scrubber, also when it comes by letter.
func TestEveryFreeTextIsScrubbed(t *testing.T) {
	free := 0
	for _, d := range details() {
		if d.most == 0 {
			continue
		}
		free++
		var n Need
		out, err := d.read(&n, "kind, call 330-555-0199")
		if err != nil || len(out) != 1 || d.show(n) != "kind, call "+scrub.LeftOut {
			t.Errorf("%s: %q, %v, %v", d.name, d.show(n), out, err)
		}
		if _, err := d.read(&n, "330-555-0199"); err == nil {
			t.Errorf("%s takes a phone number alone", d.name)
		}
		if _, err := d.read(&n, strings.Repeat("w", d.most+1)); err == nil {
			t.Errorf("%s takes more than %d characters", d.name, d.most)
		}
		what := Need{Specialty: "yoga"}.Enclosure().Write(d.name, "anything", "kind, call 330-555-0199")
		if got, ok := readNeed(what); !ok || d.show(got) != "kind, call "+scrub.LeftOut {
			t.Errorf("%s by letter: %q", d.name, d.show(got))
		}
	}
	if free != 4 {
		t.Errorf("%d free texts", free)
	}
}

// What is chosen from lists cannot be written by hand.
func TestNothingElseIsChosen(t *testing.T) {
	what := Need{Specialty: "yoga"}.Enclosure().Write("payers", "Payer", "Jane Doe").Write("format", "Format", "at 4 Elm St").Write("secret", "Secret", "plums")
	n, ok := readNeed(what)
	if !ok || len(n.Enclosure()) != 1 {
		t.Errorf("read %+v", n)
	}
	if _, ok := readNeed(nil); ok {
		t.Error("an ask without a specialty is read")
	}
	if n, ok := readNeed((Need{}).Enclosure().Write("specialty", "Looking for", "Jane Doe")); ok {
		t.Errorf("a name is read as %+v", n)
	}
}
