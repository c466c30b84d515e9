package people

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"referout/bot"
)

// shown is every office of the book with its people.
func (l *library) shown() map[string][]string {
	out := map[string][]string{}
	l.view(func(p *bot.Personal) error {
		for e, err := range Offices.All(p.Data) {
			if err != nil {
				return err
			}
			team, err := ByOffice(p.Data, e.ID)
			if err != nil {
				return err
			}
			name := e.Value.Name + "/" + e.Value.City
			for _, who := range team {
				out[name] = append(out[name], who.Value.Line())
			}
		}
		return nil
	})
	return out
}

func TestSaveSharesOffices(t *testing.T) {
	l := newLibrary(t)
	l.add(
		"Ana, front desk, Stone Oak Clinic, Akron",
		"Dr Shah, dentist, STONE OAK clinic",
		"Dr Vo, dentist, Stone Oak Clinic, Kent",
		"Dr Lee, chiropractor, Kent",
	)
	want := map[string][]string{
		"Stone Oak Clinic/Akron": {"Dr Shah (dentist)", "Ana (front desk)"},
		"Stone Oak Clinic/Kent":  {"Dr Vo (dentist)"},
		"/Kent":                  {"Dr Lee (chiropractor)"},
	}
	if diff := cmp.Diff(want, l.shown()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestMerge(t *testing.T) {
	tests := []struct {
		name, line string
		want       map[string][]string
		left       bool
	}{
		{"a city is the own office's", "Dr Lee, Hudson", map[string][]string{"/Hudson": {"Dr Lee (chiropractor)"}, "Oak Clinic/Akron": {"Ana (front desk)"}}, false},
		{"a new name names the own office", "Dr Lee, Blue Door Clinic", map[string][]string{"Blue Door Clinic/Kent": {"Dr Lee (chiropractor)"}, "Oak Clinic/Akron": {"Ana (front desk)"}}, false},
		{"an office of the book is moved to", "Dr Lee, Oak Clinic", map[string][]string{"Oak Clinic/Akron": {"Dr Lee (chiropractor)", "Ana (front desk)"}}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := newLibrary(t)
			l.add("Ana, front desk, Oak Clinic, Akron", "Dr Lee, chiropractor, Kent")
			l.change(func(p *bot.Personal) error {
				hits, _, err := Match(p, "Dr Lee", Filter{Specialists: true})
				if err != nil {
					return err
				}
				left, err := Merge(p, hits[0].ID, ReadLine(tt.line))
				if (left != "") != tt.left {
					t.Errorf("left office %q, want one: %t", left, tt.left)
				}
				return err
			})
			if diff := cmp.Diff(tt.want, l.shown()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestSame(t *testing.T) {
	l := newLibrary(t)
	l.add("Dr. Dana Lee, chiropractor, 330-555-0134", "Ana, nurse, Oak Clinic")
	for line, want := range map[string]int{
		"dana lee": 1, "Ms Dana Lee, DC": 1, "Dr Lee": 0, "Kim, 330-555-0134": 1, "Ána": 1, "Kim": 0,
	} {
		l.view(func(p *bot.Personal) error {
			got, err := Same(p.Data, ReadLine(line))
			if len(got) != want {
				t.Errorf("%q: %d of the book, want %d", line, len(got), want)
			}
			return err
		})
	}
}

func TestReadPayers(t *testing.T) {
	got, err := ReadPayers("bcbs, aetna and Green Valley Co-op, Aetna")
	if diff := cmp.Diff([]string{"Aetna", "Blue Cross Blue Shield", "Green Valley Co-op"}, got); diff != "" || err != nil {
		t.Errorf("%v; -want +got\n%s", err, diff)
	}
	if got, err := ReadPayers("🙂 12"); err == nil {
		t.Errorf("got %q, want a sentence", got)
	}
}
