package guide_test

import (
	"regexp"
	"strings"
	"testing"

	"referout/handlers/courtesy"
	"referout/handlers/guide"
)

func TestFindSpecialty(t *testing.T) {
	for _, test := range []struct{ words, code, phrase string }{
		{"Dana Lee, chiropractor, Stone Oak", "chiropractor", "chiropractor"},
		{"two good chiros", "chiropractor", "chiros"},
		{"Dana Lee dc", "chiropractor", "dc"},
		{"Dana Lee, D.C., Aetna", "chiropractor", "D.C."},
		{"Washington DC", "", ""},
		{"Maya Rao PT", "physicaltherapist", "PT"},
		{"Maya Rao, DPT", "physicaltherapist", "DPT"},
		{"PT, pelvic floor trained", "pelvicfloor", "pelvic floor"},
		{"Physical Therapists", "physicaltherapist", "Physical Therapists"},
		{"Ann is a talk therapist", "psychotherapist", "talk therapist"},
		{"a therapist", "psychotherapist", "therapist"},
		{"Sam, LMT, therapist", "massagetherapist", "LMT"},
		{"couple's counseling", "familytherapist", "couple's counseling"},
		{"couple’s counseling", "familytherapist", "couple’s counseling"},
		{"counsellor", "counselor", "counsellor"},
		{"Jo Hart LCSW", "socialworker", "LCSW"},
		{"Jo Hart LMFT", "familytherapist", "LMFT"},
		{"Jo Hart Psy.D.", "psychologist", "Psy.D."},
		{"Dr Lee MD", guide.Physician, "MD"},
		{"Dr Lee, M.D.", guide.Physician, "M.D."},
		{"Dr Lee, physician", guide.Physician, "physician"},
		{"Dr Lee, MD, neurologist", "neurologist", "neurologist"},
		{"Baltimore, MD 21201", "", ""},
		{"Pittsburgh, PA 15213", "", ""},
		{"Kim Ho PA", "physicianassistant", "PA"},
		{"Kim Ho, PA-C", "physicianassistant", "PA-C"},
		{"my pa said so", "", ""},
		{"Ana Cruz NP", "nursepractitioner", "NP"},
		{"nurse practitioner Ana", "nursepractitioner", "nurse practitioner"},
		{"Ana, front desk nurse", "", ""},
		{"Lee Park DO", "osteopath", "DO"},
		{"what do you do", "", ""},
		{"Iris Bell ND", "naturopath", "ND"},
		{"Jun Ito L.Ac.", "acupuncturist", "L.Ac."},
		{"Jun Ito LAc", "acupuncturist", "LAc"},
		{"Pam Orr OTR", "occupationaltherapist", "OTR"},
		{"Pam Orr RD", "dietitian", "RD"},
		{"410 Market Rd", "", ""},
		{"410 MARKET RD", "", ""},
		{"Tom Day DDS", "dentist", "DDS"},
		{"Ob/Gyn at Stone Oak", "obgyn", "Ob/Gyn"},
		{"pm&r", "physiatrist", "pm&r"},
		{"integrative medicine doctor", "integrative", "integrative medicine"},
		{"psychiatrist", "psychiatrist", "psychiatrist"},
		{"orthopaedic surgeon", "orthopedist", "orthopaedic surgeon"},
		{"ACUPUNCTURE", "acupuncturist", "ACUPUNCTURE"},
		{"Rolfing", "structuralintegration", "Rolfing"},
		{"speech therapist", "speechtherapist", "speech therapist"},
		{"coach", "lifecoach", "coach"},
		{"health coach", "healthcoach", "health coach"},
		{"é, yoga 🙂", "yoga", "yoga"},
		{"chiropractically", "", ""},
		{"", "", ""},
	} {
		code, from, to, ok := guide.FindSpecialty(test.words)
		if code != test.code || ok != (test.code != "") || test.words[from:to] != test.phrase {
			t.Errorf("%q: %q in %q, %v; want %q in %q", test.words, code, test.words[from:to], ok, test.code, test.phrase)
		}
	}
}

func TestFindSpecialties(t *testing.T) {
	text := "Dana Lee, MD, PT and yoga teacher"
	var got []string
	for _, f := range guide.FindSpecialties(text) {
		got = append(got, f.Code+"="+text[f.From:f.To])
	}
	const want = "physician=MD physicaltherapist=PT yoga=yoga teacher"
	if strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// Every name and every other way to say it leads to its own specialty, so no
// phrase has two meanings.
func TestEveryPhraseOfASpecialty(t *testing.T) {
	seen := make(map[string]bool)
	for _, s := range guide.Specialties() {
		if seen[s.Code] || !regexp.MustCompile("^[a-z]+$").MatchString(s.Code) {
			t.Errorf("code %q", s.Code)
		}
		seen[s.Code] = true
		if s.Taxonomy != "" && !regexp.MustCompile("^[0-9]{3}[0-9A-Z]{6}X$").MatchString(s.Taxonomy) {
			t.Errorf("%s: taxonomy %q", s.Code, s.Taxonomy)
		}
		for _, phrase := range append([]string{s.Name}, s.Also...) {
			if code, from, to, _ := guide.FindSpecialty(phrase); code != s.Code || from != 0 || to != len(phrase) {
				t.Errorf("%q of %s leads to %s, bytes %d to %d", phrase, s.Code, code, from, to)
			}
		}
		if s.Field == 0 || guide.SpecialtyName(s.Code) != s.Name {
			t.Errorf("%s: field %d, name %q", s.Code, s.Field, guide.SpecialtyName(s.Code))
		}
	}
	if len(seen) < 60 {
		t.Errorf("%d specialties, want 60", len(seen))
	}
}

func TestWhatASpecialtyIs(t *testing.T) {
	for _, test := range []struct {
		code                    string
		physician, mentalHealth bool
	}{
		{guide.Physician, true, false},
		{"psychiatrist", true, true},
		{"psychotherapist", false, true},
		{"psychiatricnp", false, true},
		{"neurologist", true, false},
		{"osteopath", true, false},
		{"chiropractor", false, false},
		{"naturopath", false, false},
		{"nursepractitioner", false, false},
		{"lifecoach", false, false},
	} {
		s, ok := guide.SpecialtyOf(test.code)
		if !ok || s.Physician != test.physician || s.MentalHealth != test.mentalHealth {
			t.Errorf("%s: %+v, %v", test.code, s, ok)
		}
	}
	if _, ok := guide.SpecialtyOf("witch"); ok || guide.SpecialtyName("witch") != "witch" {
		t.Error("an unknown code must stay itself")
	}
}

func TestRole(t *testing.T) {
	for _, test := range []struct {
		words  string
		role   guide.RoleCode
		phrase string
	}{
		{"Ana, practice manager at Stone Oak", guide.PracticeManager, "practice manager"},
		{"office manager Ana", guide.OfficeManager, "office manager"},
		{"Dana at the front desk", guide.FrontDesk, "front desk"},
		{"Receptionist", guide.FrontDesk, "Receptionist"},
		{"the nurses", guide.Nurse, "nurses"},
		{"Kim RN", guide.Nurse, "RN"},
		{"Kim, nurse practitioner", "", ""},
		{"nurse-midwife", "", ""},
		{"Lou, medical assistant", guide.MedicalAssistant, "medical assistant"},
		{"physician assistant", "", ""},
		{"referral coordinator", guide.ReferralCoordinator, "referral coordinator"},
		{"Pat in billing", guide.Billing, "billing"},
		{"pain management", "", ""},
		{"nobody", "", ""},
	} {
		role, from, to, ok := guide.Role(test.words)
		if role != test.role || ok != (test.role != "") || test.words[from:to] != test.phrase {
			t.Errorf("%q: %q in %q, %v", test.words, role, test.words[from:to], ok)
		}
	}
}

func TestRoles(t *testing.T) {
	for _, role := range guide.Roles() {
		name := guide.RoleName(role)
		if got, _, _, _ := guide.Role(name); got != role {
			t.Errorf("%q leads to %q, want %q", name, got, role)
		}
		if role.RunsDesk() != strings.HasSuffix(name, "manager") {
			t.Errorf("%s: RunsDesk is %v", name, role.RunsDesk())
		}
	}
	if got := guide.RoleName("pilot"); got != "pilot" {
		t.Errorf("an unknown role is %q", got)
	}
}

func TestFindPayers(t *testing.T) {
	for _, test := range []struct{ words, want string }{
		{"Aetna, BCBS and cash", "aetna bcbs cash"},
		{"Blue Cross Blue Shield of Texas", "bcbs"},
		{"anthem blue cross", "anthem"},
		{"blue cross/blue shield, UHC", "bcbs uhc"},
		{"UnitedHealthcare", "uhc"},
		{"united health care", "uhc"},
		{"Medicare Advantage, Medicare, Medicaid", "medicareadvantage medicare medicaid"},
		{"TriCare and VA", "tricare va"},
		{"Richmond, VA 23220", ""},
		{"va bene", ""},
		{"workers' comp, worker's comp, workman's comp", "workerscomp workerscomp workerscomp"},
		{"auto/PI", "auto"},
		{"sliding scale, self-pay", "sliding cash"},
		{"Kaiser", "kaiser"},
		{"Dr Oscar Molina", ""},
		{"Maggie Cigna-Humana", "cigna humana"},
		{"a chip on the shoulder", ""},
		{"nothing", ""},
	} {
		var got []string
		for _, f := range guide.FindPayers(test.words) {
			got = append(got, f.Code)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%q: %v, want %q", test.words, got, test.want)
		}
	}
}

func TestEveryPhraseOfAPayer(t *testing.T) {
	for _, p := range guide.Payers() {
		for _, phrase := range append([]string{p.Name}, p.Also...) {
			found := guide.FindPayers(phrase)
			if len(found) != 1 || found[0].Code != p.Code || found[0].To != len(phrase) {
				t.Errorf("%q of %s leads to %v", phrase, p.Code, found)
			}
		}
		if guide.PayerName(p.Code) != p.Name {
			t.Errorf("%s is named %q", p.Code, guide.PayerName(p.Code))
		}
	}
	if got := guide.PayerName("nobody"); got != "nobody" {
		t.Errorf("an unknown payer is %q", got)
	}
}

func TestFindTouch(t *testing.T) {
	for _, test := range []struct {
		words string
		want  courtesy.TouchKind
	}{
		{"Dr Lee for lunch", courtesy.Lunch},
		{"Dr Lee, lunch in a café", courtesy.Elsewhere},
		{"coffee with Dana", courtesy.Elsewhere},
		{"brought lunch to Stone Oak", courtesy.Lunch},
		{"visited Stone Oak", courtesy.Visit},
		{"I called Dana", courtesy.Call},
		{"Dana at the meetup", courtesy.Meetup},
		{"Dana", 0},
	} {
		kind, from, to, ok := guide.FindTouch(test.words)
		if kind != test.want || ok != (test.want != 0) || (ok && from == to) {
			t.Errorf("%q: %v, %v", test.words, kind, ok)
		}
	}
	for _, kind := range courtesy.TouchKinds() {
		if got, _, _, _ := guide.FindTouch(kind.String()); got != kind {
			t.Errorf("%v typed leads to %v", kind, got)
		}
	}
}
