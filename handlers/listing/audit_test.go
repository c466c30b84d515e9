package listing

import (
	"reflect"
	"testing"

	"referout/handlers/guide"
)

// A listing leaves a book as it was shown: what is known is read back as itself.
func TestListingIsReadBack(t *testing.T) {
	for _, s := range guide.Specialties() {
		l := Listing{Name: "Ann Bell", Specialty: s.Code, GoTo: []string{"jaw pain", "scars"}}
		if got := Read(l.Enclose()); !reflect.DeepEqual(got, l) {
			t.Errorf("%+v is read back as %+v", l, got)
		}
	}
	for _, p := range guide.Payers() {
		l := Listing{Name: "Ann Bell", Specialty: "chiropractor", Payers: []string{p.Code, "Some plan"}}
		if got := Read(l.Enclose()); !reflect.DeepEqual(got, l) {
			t.Errorf("%+v is read back as %+v", l, got)
		}
	}
}
