package circle

import (
	"errors"
	"strings"
	"testing"

	"referout/bot"
	"referout/handlers/listing"
)

// What is typed into the form is read, or refused with a sentence.
func TestFields(t *testing.T) {
	for _, tt := range []struct{ field, typed, want string }{
		{"name", "  Ann   Bell, LMT ", "Name: Ann Bell, LMT"},
		{"name", "!!!", "I need a name with letters"},
		{"name", strings.Repeat("Ann ", 16), "too long. Please send at most 60"},
		{"name", "Ms. Lee, LMT", "Name: Ms. Lee, LMT"},
		{"name", "Ann Bell 330-555-0134", "I see a phone number in that"},
		{"name", "Ann Bell, ann@bell.example", "I see an e-mail address in that"},
		{"name", "Ann Bell, client Jane Doe", "I see a name in that"},
		{"name", "Ann Bell, helped Jane Doe", "the name alone"},
		{"name", "Ann Bell 42", "in that"},
		{"discipline", "LMT", "Discipline: Massage therapist"},
		{"discipline", "massge therapist", "Discipline: Massage therapist"},
		{"discipline", "I am a sports massage therapist", "Discipline: Massage therapist"},
		{"discipline", "acupunturist", "Discipline: Acupuncturist"},
		{"discipline", "physical theraphist", "Discipline: Physical therapist"},
		{"discipline", "Ann Bell", "looks like a name"},
		{"discipline", "breathwork guide", "Discipline: breathwork guide"},
		{"discipline", strings.Repeat("breath", 7), "too long. Please send at most 40"},
		{"area", "Northside, Akron", "Area: Northside, Akron"},
		{"area", "??", "letters or digits for the area"},
		{"payers", "aetna and cash, Summa", "Payers: Aetna, Cash, Summa"},
		{"payers", "a1, b2, c3, d4, e5, f6, g7", "more than 6"},
		{"payers", "massage therapist", "is a discipline"},
		{"goto", "jaw pain, Jaw pain", "Go-to for: jaw pain"},
		{"contact", "call me any time", "a phone number, an e-mail"},
		{"contact", "Southside", "a phone number, an e-mail"},
		{"contact", "ann@annbell.example 330-555-7777", "Contact: ann@annbell.example 330-555-7777"},
		{"contact", "@annbell", "Contact: @annbell"},
		{"contact", "annbell.com/book", "Contact: annbell.com/book"},
		{"payers", "...", "no payer"},
		{"new", "Yes!", "Accepting new: Yes"},
		{"new", "nope", "Accepting new: No"},
		{"new", "sometimes", "a yes or a no"},
		{"goto", " jaw pain ;headaches,, necks.", "Go-to for: jaw pain, headaches, necks"},
		{"goto", "a, b, c, d", "more than 3"},
		{"goto", ",;,", "at least one"},
		{"goto", "jaw pain, client Mary Smith", "may tell who somebody is"},
		{"goto", "jaw pain, Jane Doe", "may tell who somebody is"},
		{"goto", "John Barnes", "Go-to for: John Barnes"},
		{"area", "Jane Doe", "reads like somebody's name. If a place is called so, type “Jane Doe area”."},
		{"area", "Perry Hall area", "Area: Perry Hall area"},
		{"area", "Craig Ranch", "Area: Craig Ranch"},
		{"area", "Jim Thorpe", "Area: Jim Thorpe"},
		{"goto", "pediatrics 0-5, newborns to age 5", "Go-to for: pediatrics 0-5, newborns to age 5"},
		{"area", "Virginia Beach", "Area: Virginia Beach"},
		{"goto", "client, Jane Doe", "may tell who somebody is"},
		{"goto", "330, 555, 0134", "may tell who somebody is"},
		{"goto", "Graston, Bowen, Feldenkrais", "Go-to for: Graston, Bowen, Feldenkrais"},
		{"payers", "Aetna, member 123456", "leave out an ID number"},
		{"area", "12 Oak Street, Akron, OH 44308", "Area: 12 Oak Street, Akron, OH 44308"},
		{"area", "near Mrs. Keller", "leave out a name"},
		{"area", "Maria", "leave out a name"},
		{"area", "Northside, Jane Doe", "leave out a name"},
		{"area", "Northside, where Sarah Keller lives", "leave out a name"},
		{"area", "near the Keller family", "leave out a name"},
		{"area", "Maria Stein, OH", "Area: Maria Stein, OH"},
		{"area", "Madison", "Area: Madison"},
		{"area", "St. Paul", "Area: St. Paul"},
		{"contact", "ask for Ms. Lee, ann@bell.example", "Contact: ask for Ms. Lee, ann@bell.example"},
		{"contact", "instagram.com/annbell", "Contact: instagram.com/annbell"},
		{"contact", "330-555-0134, client Jane Doe", "Contact: 330-555-0134"},
		{"contact", "ann@bell.example, client Jane Doe", "leave out a name"},
		{"goto", "call 330-555-0188", "may tell who somebody is"},
		{"goto", strings.Repeat("x", 31), "to 30 characters"},
		{"contact", "(330) 555 0177", "Contact: 330-555-0177"},
		{"contact", "ann@bell.example", "Contact: ann@bell.example"},
		{"contact", strings.Repeat("x", 61), "at most 60"},
	} {
		d, ok := detailOf(tt.field)
		if !ok {
			t.Fatalf("no field %q", tt.field)
		}
		l := listing.Listing{}
		var got string
		if said := (*bot.Error)(nil); errors.As(d.read(tt.typed, &l), &said) {
			got = said.Error()
		} else {
			got = bot.Compose(l.Facts()).PlainText()
		}
		if !strings.Contains(got, tt.want) {
			t.Errorf("%s %q: %q, want %q", tt.field, tt.typed, got, tt.want)
		}
	}
}

// The questions state the limits that are kept.
func TestLimitsAreStated(t *testing.T) {
	for code, limits := range map[string][]string{"name": {"60"}, "discipline": {"40"}, "area": {"40"}, "payers": {"6"}, "goto": {"3", "30"}, "contact": {"60"}} {
		d, _ := detailOf(code)
		for _, n := range limits {
			if !strings.Contains(d.ask, n) {
				t.Errorf("%s does not say %s: %s", code, n, d.ask)
			}
		}
	}
}

func TestMissing(t *testing.T) {
	all := []listing.Entry{{Listing: listing.Listing{Specialty: "pelvicfloor"}}, {Listing: listing.Listing{Specialty: "counselor"}}, {Listing: listing.Listing{Specialty: "breathwork guide"}}}
	got := strings.Join(missing(all), ", ")
	want := "family physician, chiropractor, massage therapist, acupuncturist, nutritionist, naturopath, personal trainer, yoga teacher, health coach, doula"
	if got != want {
		t.Errorf("missing %q, want %q", got, want)
	}
	if got := missing(nil); len(got) != len(team()) {
		t.Errorf("of nobody %v are missing", got)
	}
	for _, alike := range team() {
		for _, code := range alike {
			if unknown(code) {
				t.Errorf("guide has no specialty %q", code)
			}
		}
	}
}
