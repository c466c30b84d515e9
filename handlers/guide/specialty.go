package guide

import (
	"strings"
	"sync"
)

// Field is the broad kind of a specialty.
type Field int

// The fields of work.
const (
	Physicians Field = iota + 1
	Clinicians       // licensed medical professions other than physicians
	MindCare         // talk therapy and mental health
	Bodywork         // hands-on work
	Movement         // training, rehabilitation and teaching of movement
	Nutrition
	Traditional // traditional and natural medicine
	Birth       // pregnancy, birth and the time after
	Guidance    // coaches and other companions
)

// Specialty is a profession one refers to or is referred by.
type Specialty struct {
	Code         string   // stored, never changes; letters a to z
	Name         string   // as people read it, a singular noun
	Also         []string // what people type for it, the name left out
	Field        Field
	Physician    bool   // a doctor of medicine or osteopathy
	MentalHealth bool   // referrals to it are kept without a trace of the person
	Taxonomy     string // the NUCC taxonomy code nearest to it; empty if there is none
}

// Physician is the code for a physician whose specialty nobody has told us.
const Physician = "physician"

// Specialties lists all specialties, field by field. The slice is the caller's.
func Specialties() []Specialty {
	var all []Specialty
	for _, list := range [][]Specialty{physicians(), clinicians(), mindCare(), bodywork(), movement(), others()} {
		all = append(all, list...)
	}
	return all
}

// FindSpecialty returns the specialty that words name best, and the bytes of
// the phrase. A specialty counts more than a bare "MD" or "therapist", and a
// longer phrase more than a shorter one. ok is false if words name none.
func FindSpecialty(words string) (code string, from, to int, ok bool) {
	f, ok := specialtyPhrases().best(words)
	return f.Code, f.From, f.To, ok
}

// FindSpecialties returns every specialty and credential in words that does not
// overlap another, in the order of the text.
func FindSpecialties(words string) []Found {
	return foundIn(specialtyPhrases(), words)
}

// SpecialtyOf returns the specialty of a code. ok is false if there is none.
func SpecialtyOf(code string) (s Specialty, ok bool) {
	s, ok = specialtyByCode()[code]
	return s, ok
}

// SpecialtyName is the name of a specialty, or the code itself if it is unknown.
func SpecialtyName(code string) string {
	if s, ok := SpecialtyOf(code); ok {
		return s.Name
	}
	return code
}

var specialtyByCode = sync.OnceValue(func() map[string]Specialty {
	byCode := make(map[string]Specialty)
	for _, s := range Specialties() {
		byCode[s.Code] = s
	}
	return byCode
})

var specialtyPhrases = sync.OnceValue(func() *index {
	x := newIndex()
	x.addVague(typed("physician, md, medical doctor"), Physician)
	x.addVague(typed("therapist, therapy"), "psychotherapist")
	x.addVague(typed("coach, coaching"), "lifecoach")
	x.addVague(typed("surgery"), "surgeon")
	for _, s := range Specialties() {
		x.add(s.Name, s.Code)
		x.addAll(s.Also, s.Code)
	}
	return x
})

func foundIn(x *index, words string) []Found {
	var found []Found
	for _, m := range x.find(words) {
		found = append(found, m.Found)
	}
	return found
}

// typed splits a list of phrases at its commas.
func typed(list string) []string {
	return strings.Split(list, ", ")
}

// in puts specialties into a field.
func in(field Field, list []Specialty) []Specialty {
	for i := range list {
		list[i].Field = field
		list[i].Physician = field == Physicians || list[i].Physician
		list[i].MentalHealth = field == MindCare || list[i].MentalHealth
	}
	return list
}
