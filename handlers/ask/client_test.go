package ask

import (
	"strings"
	"testing"

	"referout/handlers/scrub"
)

// What is typed of a client becomes no field, and it is said that something was left out.
func TestNothingOfAClientIsRead(t *testing.T) {
	for words, want := range map[string]string{
		"PT for Jane Doe, 42, 512-555-9999, pelvic floor, Northside, within two weeks":      "specialty=Pelvic floor physical therapist|area=Northside|when=within two weeks",
		"psychotherapist for John, Southside, Medicaid":                                     "specialty=Psychotherapist|area=Southside|payers=Medicaid",
		"Need a good trauma-informed therapist for a 16yo girl named Emma who was raped":    "specialty=Psychotherapist|approach=trauma-informed",
		"45 y/o woman with MS needs a PT downtown":                                          "specialty=Physical therapist|area=downtown",
		"my client Tom Baker (tom@x.com) needs acupuncturist near Tremont next Monday":      "specialty=Acupuncturist|area=Tremont|when=next Monday",
		"chiropractor for my husband":                                                       "specialty=Chiropractor",
		"physio, Northside, patient Maria":                                                  "specialty=Physical therapist|area=Northside",
		"acupuncturist someone nice":                                                        "specialty=Acupuncturist",
		"PT for a guy who fell off a roof, Akron":                                           "specialty=Physical therapist",
		"PT in Akron for a guy who fell off a roof":                                         "specialty=Physical therapist|area=Akron",
		"Priyanka needs a psychotherapist in Cuyahoga Falls":                                "specialty=Psychotherapist|area=Cuyahoga Falls",
		"massage for Mrs Patel, breast cancer, Stone Oak":                                   "specialty=Massage therapist|area=Stone Oak",
		"chiro near Stow for John's neck, he lost his job":                                  "specialty=Chiropractor|area=Stow",
		"PT in pain after a car crash":                                                      "specialty=Physical therapist",
		"yoga for Rosa in Lincoln Elementary School":                                        "specialty=Yoga teacher",
		"acupuncturist, pregnant, Kim":                                                      "specialty=Acupuncturist",
		"acupuncturist infertility divorce":                                                 "specialty=Acupuncturist",
		"PT sciatica":                                                                       "specialty=Physical therapist",
		"psychotherapist PTSD":                                                              "specialty=Psychotherapist",
		"psychotherapist Aetna alcoholic father":                                            "specialty=Psychotherapist|payers=Aetna",
		"PT near Jane":                                                                      "specialty=Physical therapist",
		"massage at Tom's house":                                                            "specialty=Massage therapist",
		"chiropractor because she was beaten, Northside":                                    "specialty=Chiropractor|area=Northside",
		"naturopath - Maria Lopez - gentle - Westside":                                      "specialty=Naturopath|area=Westside|approach=gentle",
		"Tom Baker PT Akron":                                                                "specialty=Physical therapist|area=Akron",
		"PT Akron, suicidal, lives alone":                                                   "specialty=Physical therapist|area=Akron",
		"does anybody know a chiropractor in Akron with evening hours for our pastor Bill?": "specialty=Chiropractor|area=Akron|when=evening",
		"acupuncturist whose fees Linda can pay, near Tremont":                              "specialty=Acupuncturist|area=Tremont",
		"massage therapist named Lee":                                                       "specialty=Massage therapist",
		"PT, J. Doe, 4/5/1980":                                                              "specialty=Physical therapist",
	} {
		n, out := readWords(words, &scrub.Names{})
		var got []string
		for _, w := range n.Enclosure() {
			got = append(got, w.Name+"="+w.Value)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q\n got %s\nwant %s", words, strings.Join(got, "|"), want)
		}
		if len(out) == 0 {
			t.Errorf("%q: nothing is said of what was left out", words)
		}
	}
}
