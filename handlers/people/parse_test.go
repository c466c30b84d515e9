package people

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"referout/bot"
	"referout/handlers/guide"
)

func TestReadLine(t *testing.T) {
	known := Known{Offices: []string{"Harbor Point"}, Cities: []string{"Cuyahoga Falls", "Kent"}}
	tests := []struct {
		text string
		want Line
	}{
		{"Dr Lee", Line{Name: "Dr Lee"}},
		{"Dr Lee, chiropractor, Akron, 330-555-0134, Aetna", Line{Name: "Dr Lee", Specialty: "chiropractor", City: "Akron", Phone: "+13305550134", Payers: []string{"Aetna"}}},
		{"Dr Lee chiropractor Akron 330-555-0134 Aetna", Line{Name: "Dr Lee", Specialty: "chiropractor", City: "Akron", Phone: "+13305550134", Payers: []string{"Aetna"}}},
		{"Dr. Dana Lee, DC", Line{Name: "Dr. Dana Lee", Specialty: "chiropractor"}},
		{"Dana Lee DC", Line{Name: "Dana Lee", Specialty: "chiropractor"}},
		{"Dana Lee, MD, cardiologist", Line{Name: "Dana Lee", Specialty: "cardiologist"}},
		{"Dana Lee, MD", Line{Name: "Dana Lee", Specialty: "physician"}},
		{"Dana Lee, DC, chiropractor", Line{Name: "Dana Lee", Specialty: "chiropractor"}},
		{"Dana Lee PhD, psychologist", Line{Name: "Dana Lee", Specialty: "psychologist", Rest: "PhD"}},
		{"chiropractor Dana Lee", Line{Name: "Dana Lee", Specialty: "chiropractor"}},
		{"330-555-0134, Dr Lee, chiro", Line{Name: "Dr Lee", Specialty: "chiropractor", Phone: "+13305550134"}},
		{"Aetna, chiropractor, Dr Lee, Akron", Line{Name: "Dr Lee", Specialty: "chiropractor", City: "Akron", Payers: []string{"Aetna"}}},
		{"Dr Lee\nchiropractor\nAkron\n330-555-0134", Line{Name: "Dr Lee", Specialty: "chiropractor", City: "Akron", Phone: "+13305550134"}},
		{"Ana, practice manager, Stone Oak Family, 210-555-0100", Line{Name: "Ana", Role: guide.PracticeManager, OfficeName: "Stone Oak Family", Phone: "+12105550100"}},
		{"Ana at Stone Oak front desk", Line{Name: "Ana", Role: guide.FrontDesk, OfficeName: "Stone Oak"}},
		{"Ana, front desk at Stone Oak Family Practice", Line{Name: "Ana", Role: guide.FrontDesk, OfficeName: "Stone Oak Family Practice"}},
		{"Ana practice manager Stone Oak Family 210-555-0100", Line{Name: "Ana", Role: guide.PracticeManager, OfficeName: "Stone Oak Family", Phone: "+12105550100"}},
		{"Ana, practice manager, Stone Oak Family Practice, San Antonio", Line{Name: "Ana", Role: guide.PracticeManager, OfficeName: "Stone Oak Family Practice", City: "San Antonio"}},
		{"Ana, nurse", Line{Name: "Ana", Role: guide.Nurse}},
		{"Kim Vo, nurse practitioner, Kent", Line{Name: "Kim Vo", Specialty: "nursepractitioner", City: "Kent"}},
		{"Dr Priya Shah, family medicine, Stone Oak Family Practice, 410 Market St Suite 12, San Antonio, TX 78258, 210-555-0100, BCBS and Medicare",
			Line{Name: "Dr Priya Shah", Specialty: "familymedicine", OfficeName: "Stone Oak Family Practice", City: "San Antonio", Address: "410 Market St Suite 12, San Antonio, TX 78258", Phone: "+12105550100", Payers: []string{"Blue Cross Blue Shield", "Medicare"}}},
		{"Dr Lee, chiropractor, 410 Market St, Suite 12, Akron", Line{Name: "Dr Lee", Specialty: "chiropractor", City: "Akron", Address: "410 Market St, Suite 12"}},
		{"Dr Lee chiropractor 410 Market St Suite 12 Akron OH 44308", Line{Name: "Dr Lee", Specialty: "chiropractor", City: "Akron", Address: "410 Market St Suite 12, Akron, OH 44308"}},
		{"Dr Lee, chiropractor, PO Box 9, Akron", Line{Name: "Dr Lee", Specialty: "chiropractor", City: "Akron", Address: "PO Box 9"}},
		{"Dr Lee, chiropractor, 1200 Broadway, Akron, OH", Line{Name: "Dr Lee", Specialty: "chiropractor", City: "Akron", Address: "1200 Broadway, Akron, OH"}},
		{"Dr Lee, chiropractor, Akron OH", Line{Name: "Dr Lee", Specialty: "chiropractor", City: "Akron", Address: "Akron, OH"}},
		{"Dana Lee, Pittsburgh, PA, chiropractor", Line{Name: "Dana Lee", Specialty: "chiropractor", City: "Pittsburgh", Address: "Pittsburgh, PA"}},
		{"Dana Lee, PA, Pittsburgh", Line{Name: "Dana Lee", Specialty: "physicianassistant", City: "Pittsburgh"}},
		{"Sam Ortiz, PT, Lake Physical Therapy, Kent", Line{Name: "Sam Ortiz", Specialty: "physicaltherapist", OfficeName: "Lake Physical Therapy", City: "Kent"}},
		{"Dana Lee, Akron Chiropractic", Line{Name: "Dana Lee", Specialty: "chiropractor", OfficeName: "Akron Chiropractic"}},
		{"Dana Lee chiropractor Stone Oak Family Practice Akron 330-555-0134", Line{Name: "Dana Lee", Specialty: "chiropractor", OfficeName: "Stone Oak Family Practice", City: "Akron", Phone: "+13305550134"}},
		{"Dr Lee, family practice", Line{Name: "Dr Lee", Specialty: "familymedicine"}},
		{"Dana Lee, chiropractor at Harbor Point", Line{Name: "Dana Lee", Specialty: "chiropractor", OfficeName: "Harbor Point"}},
		{"Dana Lee chiropractor Harbor Point Akron", Line{Name: "Dana Lee", Specialty: "chiropractor", OfficeName: "Harbor Point", City: "Akron"}},
		{"Dana Lee cuyahoga falls chiropractor", Line{Name: "Dana Lee", Specialty: "chiropractor", City: "cuyahoga falls"}},
		{"Dana Lee, chiropractor in Akron, takes Aetna and Cigna", Line{Name: "Dana Lee", Specialty: "chiropractor", City: "Akron", Payers: []string{"Aetna", "Cigna"}}},
		{"Dr Lee, chiropractor, Mercy, Akron", Line{Name: "Dr Lee", Specialty: "chiropractor", OfficeName: "Mercy", City: "Akron"}},
		{"Dr Cash, psychiatrist", Line{Name: "Dr Cash", Specialty: "psychiatrist"}},
		{"Ana Cash, yoga", Line{Name: "Ana Cash", Specialty: "yoga"}},
		{"Dr Lee, 330 555 0134 ext. 12", Line{Name: "Dr Lee", Phone: "+13305550134;ext=12"}},
		{"Dr Lee, (330) 555-0134 x5", Line{Name: "Dr Lee", Phone: "+13305550134;ext=5"}},
		{"Dr Lee, +44 20 7946 0958", Line{Name: "Dr Lee", Phone: "+44 20 7946 0958"}},
		{"Dr Lee, tel 330.555.0134, fax 330.555.0135", Line{Name: "Dr Lee", Phone: "+13305550134", Rest: "fax 330.555.0135"}},
		{"Dr Lee, 330-555-0134, 330-555-0135", Line{Name: "Dr Lee", Phone: "+13305550134", Rest: "330-555-0135"}},
		{"Dr Lee, dana@lee.example, www.lee.example, chiropractor", Line{Name: "Dr Lee", Specialty: "chiropractor", Rest: "dana@lee.example, www.lee.example"}},
		{"Dr Lee, chiropractor, she sent me Bob for his knee", Line{Name: "Dr Lee", Specialty: "chiropractor", Rest: "sent me Bob for his knee"}},
		{"Name: Dana Lee; Specialty: PT; Office: Blue Door; City: Akron; Phone: 330-555-0134; Address: 12 Elm", Line{Name: "Dana Lee", Specialty: "physicaltherapist", OfficeName: "Blue Door", City: "Akron", Phone: "+13305550134", Address: "12 Elm"}},
		{"José Muñoz – acupuncturist – Kent", Line{Name: "José Muñoz", Specialty: "acupuncturist", City: "Kent"}},
		{"\u202eDr Lee\u202c, chiropractor", Line{Name: "Dr Lee", Specialty: "chiropractor"}},
		{"@everyone, chiropractor", Line{Name: "@everyone", Specialty: "chiropractor"}},
		{"<b>Dana</b> Lee, chiropractor", Line{Name: "<b>Dana</b> Lee", Specialty: "chiropractor"}},
		{"_Dana_ *Lee* ~x~, chiropractor", Line{Name: "_Dana_ *Lee* ~x~", Specialty: "chiropractor"}},
		{"Dana Lee, chiropractor, sliding scale, cash", Line{Name: "Dana Lee", Specialty: "chiropractor", Payers: []string{"Sliding scale", "Cash"}}},
		{"Coach Kim, personal trainer, CrossFit Akron Gym", Line{Name: "Kim", Specialty: "trainer", OfficeName: "CrossFit Akron Gym"}},
		{"Stone Oak Family Practice, 410 Market St, Akron", Line{OfficeName: "Stone Oak Family Practice", Specialty: "familymedicine", City: "Akron", Address: "410 Market St"}},
		{"", Line{}},
		{"🙂🙂", Line{Name: "🙂🙂"}},
		{",,,", Line{}},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, known.ReadLine(tt.text)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestReadPhone(t *testing.T) {
	tests := []struct{ typed, kept, shown string }{
		{"330-555-0134", "+13305550134", "330-555-0134"},
		{"(330) 555 0134", "+13305550134", "330-555-0134"},
		{"1 330 555 0134", "+13305550134", "330-555-0134"},
		{"phone: 330-555-0134, ext 12", "+13305550134;ext=12", "330-555-0134 ext. 12"},
		{"+44 20 7946 0958", "+44 20 7946 0958", "+44 20 7946 0958"},
		{"555-0134", "555-0134", "555-0134"},
	}
	for _, tt := range tests {
		got, err := ReadPhone(tt.typed)
		if err != nil || got != tt.kept || ShowPhone(got) != tt.shown {
			t.Errorf("ReadPhone(%q) = %q, %v, shown %q; want %q, %q", tt.typed, got, err, ShowPhone(got), tt.kept, tt.shown)
		}
	}
	for _, bad := range []string{"", "none", "12", "330-555-0134 or 5 more", "9999999999999999999999", "🙂"} {
		if got, err := ReadPhone(bad); err == nil {
			t.Errorf("ReadPhone(%q) = %q, want a sentence", bad, got)
		}
	}
}

// FuzzReadLine checks that reading never panics and invents nothing.
func FuzzReadLine(f *testing.F) {
	for _, seed := range []string{
		"Dr Lee, chiropractor, Akron, 330-555-0134, Aetna", "Ana at Stone Oak front desk", "é, ß@x.y ext 5 +1 \u202e",
		"Akron, OH 44308, PO Box 9, at at at in", "'s’s..'", "Dr Do, DO, PA 15222",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 8000 {
			return
		}
		line := Known{Offices: []string{"Stone Oak"}, Cities: []string{"Kent"}}.ReadLine(text)
		input := flat(text)
		for _, field := range []string{line.Name, line.OfficeName, line.City, line.Address, line.Rest} {
			for _, word := range strings.FieldsFunc(field, func(r rune) bool { return r == ' ' || r == ',' }) {
				if !strings.Contains(input, word) {
					t.Errorf("%q is not in %q", word, input)
				}
			}
			if bot.OneLine(field) != field {
				t.Errorf("%q is not one clean line", field)
			}
		}
	})
}
