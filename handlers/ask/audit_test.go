package ask

import (
	"testing"

	"referout/handlers/guide"
)

// What is shown before it is posted is what is posted: every specialty, payer and format
// that can be chosen is read back from its own words as itself.
func TestNeedIsReadBack(t *testing.T) {
	for _, s := range guide.Specialties() {
		n := Need{Specialty: s.Code}
		if got, _ := readNeed(n.Enclosure()); got.Specialty != s.Code {
			t.Errorf("specialty %s is read back as %s", s.Code, got.Specialty)
		}
	}
	for _, p := range guide.Payers() {
		n := Need{Specialty: "chiropractor", Payers: []string{p.Code}}
		if got, _ := readNeed(n.Enclosure()); len(got.Payers) != 1 || got.Payers[0] != p.Code {
			t.Errorf("payer %s is read back as %v", p.Code, got.Payers)
		}
	}
	for f := InPerson; f <= HomeVisits; f++ {
		n := Need{Specialty: "chiropractor", Format: f}
		if got, _ := readNeed(n.Enclosure()); got.Format != f {
			t.Errorf("format %d is read back as %d", f, got.Format)
		}
	}
}
