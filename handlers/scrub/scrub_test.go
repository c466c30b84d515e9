package scrub_test

import (
	"slices"
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
	if len(taken) != len(found) || len(found) == 0 && cleaned != string([]rune(text)) {
		t.Fatalf("%q: %d found, %d taken, left %q", text, len(found), len(taken), cleaned)
	}
	if !utf8.ValidString(cleaned) {
		t.Fatalf("%q: left %q", text, cleaned)
	}
	if !within(cleaned, string([]rune(text))) {
		t.Fatalf("%q: in what is left, %q, is what was not there", text, cleaned)
	}
	if again := scrub.Find(cleaned); len(again) != 0 {
		t.Fatalf("%q: in what is left, %q, is %+v", text, cleaned, again)
	}
	if twice, _ := scrub.Clean(cleaned); twice != cleaned {
		t.Fatalf("%q: cleaned %q, cleaned again %q", text, cleaned, twice)
	}
}

// toColleagues checks the same of a text in which a colleague may be named.
func toColleagues(t *testing.T, text string) {
	t.Helper()
	allowed := []scrub.Kind{scrub.Phone, scrub.Email, scrub.Address, scrub.Account, scrub.Person}
	left, _ := scrub.CleanBut(text, allowed...)
	if f, found := scrub.FirstBut(left, allowed...); found {
		t.Fatalf("%q: in what is left, %q, is %+v", text, left, f)
	}
	if twice, _ := scrub.CleanBut(left, allowed...); twice != left {
		t.Fatalf("%q: cleaned %q, cleaned again %q", text, left, twice)
	}
}

// within reports whether what is left is made of what was there, in its order: ellipses
// and spaces apart, nothing comes back or moves.
func within(left, text string) bool {
	rest := []rune(text)
	for _, r := range left {
		if r == '…' || r == ' ' {
			continue
		}
		at := slices.Index(rest, r)
		if at < 0 {
			return false
		}
		rest = rest[at+1:]
	}
	return true
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
		"12 Oak ", "12 oak st ", "zip ", "OH 44308 ", "calle a ", "Hauptstr ", "lives on a b ", "J o ", "j-", "a n n @ ", "a b at c ", "gmail ", "my 3pm ", "my new ", "for Jane ", "for Abc ", "name: ",
		"sarah ", "sarah's ", "sarah 42 ", "JD, 34F ", "@a", "insta ", "instagram.com/", "Aetna ", "Aetna 1 ", "policy 1-", "330 five ", "34 años ", "Klientin ", "Frau ", "3. April ", "\u0336", "\u200b1", "\xff",
	}
}

// What looks like the beginning of something over and over holds what every text does.
func TestHostile(t *testing.T) {
	for _, piece := range hostile() {
		text := strings.Repeat(piece, 1+200/len(piece))
		wellFormed(t, text)
		toColleagues(t, text)
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
		"patients Ann Bell, Rhea Ray and Cy Young", "３３０－５５５－０１３４", "SSN 123-45-6789, member id W123456789",
		"12 Oak Street, Akron, OH 44308-1234", "my 3pm Sarah, for Jane D., JD, 34F", "J o h n at g m a i l dot com", "@ann_b ig: ann instagram.com/ann", "Mrs. Keller, Sarah K. 42", "Klientin Anna, 34 Jahre alt, geb. 3. April 1981", "Aetna W1234 56789", "in her 40s, born in 1980, a 42-year-old",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		wellFormed(t, text)
		toColleagues(t, text)
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
