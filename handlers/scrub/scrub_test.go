package scrub_test

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"referout/handlers/scrub"
)

// wellFormed checks what every finding and every cleaned text promises.
func wellFormed(t *testing.T, text string) {
	t.Helper()
	end := 0
	found := scrub.Find(text)
	for _, f := range found {
		if f.From < end || f.To <= f.From || f.To > len(text) || f.Text != text[f.From:f.To] {
			t.Fatalf("%q: %+v lies outside, or in another", text, f)
		}
		if utf8.ValidString(text) && !utf8.ValidString(f.Text) {
			t.Fatalf("%q: %+v parts a character", text, f)
		}
		if strings.TrimSpace(f.Text) != f.Text || f.Kind.String() == "something private" {
			t.Fatalf("%q: %+v", text, f)
		}
		end = f.To
	}
	cleaned, taken := scrub.Clean(text)
	if len(taken) != len(found) || len(found) == 0 && cleaned != text {
		t.Fatalf("%q: %d found, %d taken, left %q", text, len(found), len(taken), cleaned)
	}
	if again := scrub.Find(cleaned); len(again) != 0 {
		t.Fatalf("%q: in what is left, %q, is %+v", text, cleaned, again)
	}
	if twice, _ := scrub.Clean(cleaned); twice != cleaned {
		t.Fatalf("%q: cleaned %q, cleaned again %q", text, cleaned, twice)
	}
}

// Two findings are put together, and the sentence around them reads on.
func TestReadsOn(t *testing.T) {
	check(t, []row{
		{"Ask:  330-555-0134  , or dana@lee.com .", "Ask: …", "pe"},
		{"( 330-555-0134 )", "(…)", "p"},
		{"Call 330-555-0134! Or not?", "Call …! Or not?", "p"},
		{"Call 330-555-0134... or not", "Call … or not", "p"},
		{"client Ann Bell (42), knee", "client …, knee", "na"},
		{"client Ann Bell, a 42-year-old runner", "client …, a … runner", "na"},
		{"\n 330-555-0134 \n", "\n … \n", "p"},
		{"client Ann Bell and patient Bob Ray", "client … and patient …", "nn"},
	})
}

func TestFindings(t *testing.T) {
	text := "Für Klienten: client José Núñez, ４２ yo, call (330) 555-0134 x5."
	want := []scrub.Finding{
		{Kind: scrub.Name, Text: "José Núñez"},
		{Kind: scrub.Age, Text: "４２ yo"},
		{Kind: scrub.Phone, Text: "(330) 555-0134 x5"},
	}
	found := scrub.Find(text)
	if len(found) != len(want) {
		t.Fatalf("found %+v", found)
	}
	for i, f := range found {
		if f.Kind != want[i].Kind || f.Text != want[i].Text || f.From != strings.Index(text, f.Text) {
			t.Errorf("found %+v, want %+v", f, want[i])
		}
	}
}

// hostile are pieces that look like the beginning of something over and over.
func hostile() []string {
	return []string{
		"1 ", "12 ", "1-", "330 555 ", "a@", "a.b@c ", "a at b dot ", "client ", "client, ", "client is ", "client Ann and ", "named ", "Mrs. ", "A.", "A. B",
		"client Ann, 42, ", "42, ", "is 42 ", "(", "+", "+1 ", "…, 42", "3/14/", "March ", "one ", "member id ", "id is ", "in her ", "de la ", "Ann is my client ", "client's name is ",
	}
}

func FuzzClean(f *testing.F) {
	for _, text := range kept() {
		f.Add(text)
	}
	for _, piece := range hostile() {
		f.Add(strings.Repeat(piece, 3))
	}
	for _, text := range []string{
		"client Ann Bell, 42, 330-555-0134", "dana (at) lee (dot) com", "3/14/1980-3/20/1980", "Mrs. Bell is my client", "DOB 3/14", "(+44) 20 7946 0958 x5",
		"patients Ann Bell, Rhea Ray and Cy Young", "３３０－５５５－０１３４", "SSN 123-45-6789, member id W123456789", "in her 40s, born in 1980, a 42-year-old",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		wellFormed(t, text)
	})
}

func BenchmarkClean(b *testing.B) {
	text := strings.Repeat("My client Ann Bell, 42, needs a gentle chiropractor near Akron who takes Aetna; call 330-555-0134 or write to ann@bell.com. ", 20)[:2000]
	for b.Loop() {
		scrub.Clean(text)
	}
}

// Texts made to be slow take about as long for their length as any other:
// compare the two sizes.
func BenchmarkHostile(b *testing.B) {
	for _, piece := range hostile() {
		for _, size := range []int{2000, 16000} {
			text := strings.Repeat(piece, 1+size/len(piece))
			b.Run(strings.TrimSpace(piece)+"/"+strconv.Itoa(size), func(b *testing.B) {
				for b.Loop() {
					scrub.Clean(text)
				}
			})
		}
	}
}
