package scrub_test

import (
	"strings"
	"testing"

	"referout/handlers/scrub"
)

// row is a text as typed, what is left of it, and of what kind the findings are,
// in the order of the text.
type row struct{ text, want, kinds string }

// letters stands for the kinds in a row: p for a phone, and so on.
func letters(found []scrub.Finding) string {
	var b strings.Builder
	for _, f := range found {
		b.WriteByte(map[scrub.Kind]byte{
			scrub.Phone: 'p', scrub.Email: 'e', scrub.Age: 'a', scrub.Date: 'd', scrub.Name: 'n', scrub.ID: 'i',
			scrub.Address: 's', scrub.Account: 'h', scrub.Person: 't',
		}[f.Kind])
	}
	return b.String()
}

func check(t *testing.T, rows []row) {
	t.Helper()
	for _, r := range rows {
		cleaned, found := scrub.Clean(r.text)
		if cleaned != r.want || letters(found) != r.kinds {
			t.Errorf("%q\n got %q (%s)\nwant %q (%s)", r.text, cleaned, letters(found), r.want, r.kinds)
		}
		wellFormed(t, r.text)
	}
}

func TestPhones(t *testing.T) {
	check(t, []row{
		{"call 330 555 0134", "call …", "p"},
		{"330-555-0134", "…", "p"},
		{"Call (330) 555-0134.", "Call …", "p"},
		{"her number is 330.555.0134, thanks", "her number is …, thanks", "p"},
		{"3305550134", "…", "p"},
		{"text 330/555-0134 anytime", "text … anytime", "p"},
		{"(330)555-0134 or (330) 555-0199", "…", "pp"},
		{"1-330-555-0134", "…", "p"},
		{"1 330 555 0134", "…", "p"},
		{"13305550134", "…", "p"},
		{"+1 330 555 0134", "…", "p"},
		{"+1 (330) 555-0134 x12", "…", "p"},
		{"+1.330.555.0134", "…", "p"},
		{"330-555-0134 ext. 12, ask for me", "…, ask for me", "p"},
		{"330 555 0134 extension 7", "…", "p"},
		{"330-555-0134x204", "…", "p"},
		{"330 - 555 - 0134", "…", "p"},
		{"330–555–0134", "…", "p"},
		{"330—555—0134", "…", "p"},
		{"330‑555‑0134", "…", "p"},
		{"330_555_0134", "…", "p"},
		{"330*555*0134", "…", "p"},
		{"330|555|0134", "…", "p"},
		{"330 . 555 . 0134", "…", "p"},
		{"330·555·0134", "…", "p"},
		{"330-5550134", "…", "p"},
		{"330 5550134", "…", "p"},
		{"3 3 0 5 5 5 0 1 3 4", "…", "p"},
		{"3-3-0-5-5-5-0-1-3-4", "…", "p"},
		{"330 555 01 34", "…", "p"},
		{"330\u200b555\u200b0134", "…", "p"},
		{"３３０－５５５－０１３４", "…", "p"},
		{"call ３３０ 555 ０１３４ now", "call … now", "p"},
		{"٣٣٠-٥٥٥-٠١٣٤", "…", "p"},
		{"𝟑𝟑𝟎-𝟓𝟓𝟓-𝟎𝟏𝟑𝟒", "…", "p"},
		{"③③⓪-⑤⑤⑤-⓪①③④", "…", "p"},
		{"3️⃣3️⃣0️⃣ 5️⃣5️⃣5️⃣ 0️⃣1️⃣3️⃣4️⃣", "…", "p"},
		{"330\u00a0555\u00a00134", "…", "p"},
		{"330   555   0134", "…", "p"},
		{"[330] 555-0134", "…", "p"},
		{"my cell (330-555-0134)", "my cell (…)", "p"},
		{"tel:330-555-0134", "tel:…", "p"},
		{"cell3305550134", "cell…", "p"},
		{"555-0134", "…", "p"},
		{"call 555 0134", "call …", "p"},
		{"call me at 555.0134 please", "call me at … please", "p"},
		{"5550134", "…", "p"},
		{"555-0134 ext 3", "…", "p"},
		{"ph. 555 01 34", "ph. …", "p"},
		{"+44 20 7946 0958", "…", "p"},
		{"+44 (0)20 7946 0958", "…", "p"},
		{"(+44) 20 7946 0958", "…", "p"},
		{"0044 20 7946 0958", "…", "p"},
		{"011 44 20 7946 0958", "…", "p"},
		{"020 7946 0958", "…", "p"},
		{"07700 900123", "…", "p"},
		{"+49 30 1234567", "…", "p"},
		{"030/1234567", "…", "p"},
		{"+33 1 23 45 67 89", "…", "p"},
		{"01 23 45 67 89", "…", "p"},
		{"+61 412 345 678", "…", "p"},
		{"+52-55-1234-5678", "…", "p"},
		{"Whatsapp 98765 43210", "Whatsapp …", "p"},
		{"three three zero five five five oh one three four", "…", "p"},
		{"call three-three-zero, five five five, 0134 5", "call …", "p"},
		{"1-800-FLOWERS", "…", "p"},
		{"call 330-555-HELP today", "call … today", "p"},
		{"330-555-0134 and 330-555-0199, evenings", "…, evenings", "pp"},
		{"Akron 44308, 330-555-0134", "Akron 44308, …", "p"},
		{"call\n330-555-0134", "call\n…", "p"},
		{"330 555-0134/0135", "…", "p"},
		{"ring 0330 555 0134", "ring …", "p"},
		{"https://maps.example/?q=330-555-0134", "https://maps.example/?q=…", "p"},
	})
}

func TestEmails(t *testing.T) {
	check(t, []row{
		{"dana@lee.com", "…", "e"},
		{"Write to dana.lee+pt@mail.lee-clinic.co.uk, please.", "Write to …, please.", "e"},
		{"<dana@lee.com>", "<…>", "e"},
		{"mailto:dana@lee.com", "mailto:…", "e"},
		{"dana @ lee.com", "…", "e"},
		{"dana @ lee . com", "…", "e"},
		{"dana＠lee．com", "…", "e"},
		{"dana@lee,com", "…", "e"},
		{"dana@gmail", "…", "e"},
		{"dana@lee dot com", "…", "e"},
		{"dana at lee dot com", "…", "e"},
		{"dana (at) lee (dot) com", "…", "e"},
		{"dana[at]lee[dot]com", "…", "e"},
		{"dana (at) lee.com", "…", "e"},
		{"dana_at_lee.com", "…", "e"},
		{"dana.lee at gmail", "…", "e"},
		{"dana.lee at gmail.com", "…", "e"},
		{"ann dot bell at gmail dot com or call", "… or call", "e"},
		{"ann underscore bell at yahoo dot com", "…", "e"},
		{"ANN@LEE.COM", "…", "e"},
		{"jörg@bücher.de", "…", "e"},
		{"dana . lee @ gmail . com", "…", "e"},
		{"dana.lee@gmail. com", "…", "e"},
		{"ann@lee.com, bob@ray.org", "…", "ee"},
		{"ann@lee.com 330-555-0134", "…", "ep"},
	})
}

func TestDates(t *testing.T) {
	check(t, []row{
		{"seen 3/14/1980", "seen …", "d"},
		{"3-14-1980", "…", "d"},
		{"3.14.1980", "…", "d"},
		{"03/14/80", "…", "d"},
		{"14.3.80", "…", "d"},
		{"14.03.1980", "…", "d"},
		{"3 / 14 / 1980", "…", "d"},
		{"03 14 1980", "…", "d"},
		{"1980-03-14", "…", "d"},
		{"1980/3/14", "…", "d"},
		{"1980-03-14T09:30:00Z", "…", "d"},
		{"19800314", "…", "d"},
		{"03141980", "…", "d"},
		{"14 March 1980", "…", "d"},
		{"14th of March, 1980", "…", "d"},
		{"the 14th of March 1980", "the …", "d"},
		{"March 14, 1980", "…", "d"},
		{"March 14th, 2026 at noon", "… at noon", "d"},
		{"March 14 1980", "…", "d"},
		{"mar 14 1980", "…", "d"},
		{"Mar. 14, 1980", "…", "d"},
		{"Sept 3 1980", "…", "d"},
		{"14-Mar-1980", "…", "d"},
		{"14-Mar-80", "…", "d"},
		{"14Mar1980", "…", "d"},
		{"March 14 '80", "…", "d"},
		{"March the 14th 1980", "…", "d"},
		{"1980 March 14", "…", "d"},
		{"3/14/1980-3/20/1980", "…", "dd"},
		{"DOB 3/14/1980", "…", "d"},
		{"DOB: 3/14", "…", "d"},
		{"D.O.B. 14 March 1980", "…", "d"},
		{"date of birth is March 14", "…", "d"},
		{"her birthday is March 14th", "her …", "d"},
		{"bday 3/14", "…", "d"},
		{"born on March 14, 1980", "…", "d"},
		{"born 3/14/80 in Akron", "… in Akron", "d"},
		{"born in March 1980", "…", "d"},
		{"dob 1980", "…", "d"},
		{"３／１４／１９８０", "…", "d"},
	})
}

func TestIDs(t *testing.T) {
	check(t, []row{
		{"123-45-6789", "…", "i"},
		{"SSN 123-45-6789", "SSN …", "i"},
		{"ssn: 123456789", "ssn: …", "i"},
		{"social security number is 123 45 6789", "social security number is …", "i"},
		{"last four of her SSN are 6789", "last four of her SSN are …", "i"},
		{"XXX-XX-6789", "…", "i"},
		{"member id W123456789", "member id …", "i"},
		{"Member ID: XYZ-123-4567, Aetna", "Member ID: …, Aetna", "i"},
		{"policy number 88-1234", "policy number …", "i"},
		{"policy no. AB12345", "policy no. …", "i"},
		{"group #12345", "group #…", "i"},
		{"claim number 22-33451", "claim number …", "i"},
		{"MRN 0045512", "MRN …", "i"},
		{"MRN0045512", "…", "i"},
		{"chart # 5512", "chart # …", "i"},
		{"patient id 88231", "patient id …", "i"},
		{"client #1042", "client #…", "i"},
		{"ID# 88231", "ID# …", "i"},
		{"her id is 882314", "her id is …", "i"},
		{"medicare number 1EG4-TE5-MK73", "medicare number …", "i"},
		{"1EG4TE5MK73", "…", "i"},
		{"4111 1111 1111 1111", "…", "i"},
		{"4111111111111111", "…", "i"},
		{"123456789", "…", "i"},
		{"driver's license RX123456", "driver's license …", "i"},
		{"W123456789", "…", "i"},
	})
}
