package scrub_test

import (
	"strings"
	"testing"

	"referout/handlers/scrub"
)

// Names that no word for a client leads to, or one with a slip of the finger in it.
// What colleagues do for others, and verbs, hide no client.
func TestLoneBesidesEvents(t *testing.T) {
	check(t, []row{
		{"Sarah's next session", "… next session", "n"},
		{"Tom's shoulder is worse", "… shoulder is worse", "n"},
		{"carrie's shoulder", "… shoulder", "n"},
		{"ray's hip", "… hip", "n"},
		{"she has turned 42", "she has turned …", "a"},
		{"client has 42 years, jaw pain", "client has …, jaw pain", "a"},
		{"client aged 42", "client …", "a"},
		{"she is age 42", "she is …", "a"},
		{"pain from age 42", "pain from …", "a"},
	})
}

func TestLoneNames(t *testing.T) {
	check(t, []row{
		{"Mrs. Keller needs a PT", "… needs a PT", "t"},
		{"mrs keller, jaw", "…, jaw", "t"},
		{"Ms. Nguyen wants an acupuncturist", "… wants an acupuncturist", "t"},
		{"mr. keller knee replacement", "… knee replacement", "t"},
		{"PT for Mrs. Keller", "PT for …", "t"},
		{"does Ms. Lee take new clients?", "does … take new clients?", "t"},
		{"I sent my client to Mr. Ray", "I sent my client to …", "t"},
		{"a client for Ms. Lee", "a client for …", "t"},
		{"Miss Bell can't drive", "… can't drive", "t"},
		{"my 3pm Sarah needs a chiro", "my 3pm … needs a chiro", "n"},
		{"my 3 pm sarah", "my 3 pm …", "n"},
		{"my 3‑pm Sarah", "my 3‑pm …", "n"},
		{"my 10 o'clock tomorrow, sarah", "my 10 o'clock tomorrow, …", "n"},
		{"my 9:30 Keller cancelled", "my 9:30 … cancelled", "n"},
		{"my 2pm marisol has sciatica", "my 2pm … has sciatica", "n"},
		{"my tuesday sarah", "my tuesday …", "n"},
		{"my next one, Bob, limps", "my next one, …, limps", "n"},
		{"my new lady Deb", "my new lady …", "n"},
		{"my friend Sarah", "my friend …", "n"},
		{"our neighbor bob", "our neighbor …", "n"},
		{"sarah is my 3pm", "… is my 3pm", "n"},
		{"Deb, my 2:30, needs PT", "…, my 2:30, needs PT", "n"},
		{"patient's name is Bob", "patient's name is …", "n"},
		{"patients name is bob", "patients name is …", "n"},
		{"her name Sarah", "her name …", "n"},
		{"name: sarah miller", "name: …", "t"},
		{"pt name bob", "pt name …", "n"},
		{"for Jane D.", "for …", "n"},
		{"pt for jane d", "pt for …", "n"},
		{"PT for jane", "PT for …", "n"},
		{"looking 4 PT for Jane D, northside", "looking 4 PT for …, northside", "n"},
		{"lookin for a naturopath for tom", "lookin for a naturopath for …", "n"},
		{"for Zuzana K. in Akron", "for … in Akron", "n"},
		{"ask for Jane at the desk", "ask for … at the desk", "t"},
		{"client (Jane)", "client (…)", "n"},
		{"client [jane]", "client […]", "n"},
		{"pt Jane", "pt …", "n"},
		{"pt jane d 42", "pt …", "na"},
		{"pt=deb", "pt=…", "n"},
		{"new pt debbie r wed 3pm", "new pt … wed 3pm", "n"},
		{"one of mine, Deb, limps", "one of mine, …, limps", "n"},
		{"she (Sarah) limps", "she (…) limps", "n"},
		{"JD, 34F", "…", "na"},
		{"JD 34yo", "…", "na"},
		{"J.D. 34 yo", "…", "na"},
		{"JD (34F)", "…", "na"},
		{"JD dob 3/4/81", "…", "nd"},
		{"Jane, 34F", "…", "na"},
		{"Jane Doe 3/4/1981", "…", "nd"},
		{"34yo sarah", "…", "an"},
		{"42F, Jane Doe", "…", "an"},
		{"sarah 42 neck pain", "… neck pain", "na"},
		{"Sarah (42) needs a PT", "… needs a PT", "na"},
		{"Sarah Miller 34", "…", "na"},
		{"Sarah K. needs a PT", "… needs a PT", "t"},
		{"Sarah's back hurts", "… back hurts", "n"},
		{"sarahs lower back", "… lower back", "n"},
		{"Jane's insurance is Aetna", "… insurance is Aetna", "n"},
		{"Sarah Miller needs a PT", "… needs a PT", "n"},
		{"bob fell", "… fell", "n"},
		{"her hubby bob", "her hubby …", "n"},
		{"clent Sarah", "clent …", "n"},
		{"cleint sarah", "cleint …", "n"},
		{"pateint Bob", "pateint …", "n"},
		{"patiant bob limps", "patiant …", "n"},
		{"Sarah is a client", "… is a client", "n"},
		{"sarah is my client", "… is my client", "n"},
		{"client: sarah", "client: …", "n"},
		{"J o h n", "…", "n"},
		{"J o h n S m i t h needs a pt", "… needs a pt", "n"},
		{"j-o-h-n", "…", "n"},
		{"J.a.n.e D.o.e", "…", "n"},
		{"p t j a n e", "…", "n"},
		{"client S a r a h", "client …", "n"},
		{"s a r a h needs help", "… needs help", "n"},
		{"36yo postpartum mama named Kaylee", "… postpartum mama named …", "an"},
		{"client w/ Parkinsons (Harold, 71)", "client w/ Parkinsons (…)", "na"},
		{"H.B. 71M parkinsons", "… parkinsons", "na"},
		{"Her husband (Bob) will drive", "Her husband (…) will drive", "n"},
		{"daughter emma has scoliosis", "daughter … has scoliosis", "n"},
		{"Mr. & Mrs. Keller", "Mr. & …", "t"},
		{"Mrs K needs help", "… needs help", "t"},
		{"Ms M., 54", "…", "ta"},
		{"clientname Sarah Miller", "clientname …", "n"},
		{"Sarah cancelled her 3pm", "… cancelled her 3pm", "n"},
		{"my 11am (new, Lupe) needs a chiro", "my 11am (new, …) needs a chiro", "n"},
		{"my eleven o'clock, Lupe", "my eleven o'clock, …", "n"},
		{"pt. Jane D.", "pt. …", "n"},
		{"dana 330-555-0134", "…", "tp"},
	})
}

// What colleagues type in German and Spanish.
func TestAbroad(t *testing.T) {
	check(t, []row{
		{"für Frau Keller", "für …", "t"},
		{"Frau Keller sucht Physio", "… sucht Physio", "t"},
		{"Klientin Anna Keller", "Klientin …", "n"},
		{"meine klientin anna", "meine klientin …", "n"},
		{"meine Patientin Frau Schmidt", "meine Patientin …", "n"},
		{"Physio für Anna K. gesucht", "Physio für … gesucht", "n"},
		{"Kundin heißt Petra", "Kundin heißt …", "n"},
		{"mein Patient Jürgen, Knie", "mein Patient …, Knie", "n"},
		{"34 Jahre alt", "…", "a"},
		{"34-jährige Frau", "… Frau", "a"},
		{"Klientin (34) mit Kieferschmerzen", "Klientin (…) mit Kieferschmerzen", "a"},
		{"Kundin, Mitte 50, Knie", "Kundin, …, Knie", "a"},
		{"Patient, 45 J., Rücken", "Patient, …, Rücken", "a"},
		{"geb. 3.4.81", "…", "d"},
		{"geboren am 3. April 1981", "…", "d"},
		{"3. März 1981", "…", "d"},
		{"Jahrgang 1981", "…", "a"},
		{"paciente María", "paciente …", "n"},
		{"mi paciente ana lopez", "mi paciente …", "n"},
		{"mi clienta Lupe, rodilla", "mi clienta …, rodilla", "n"},
		{"fisio para ana", "fisio para …", "n"},
		{"para la señora Ruiz", "para la …", "t"},
		{"Sra. Ruiz, rodilla", "…, rodilla", "t"},
		{"se llama ana y es paciente mía", "se llama … y es paciente mía", "n"},
		{"busco acupunturista para María G.", "busco acupunturista para …", "n"},
		{"34 años", "…", "a"},
		{"mujer de 34 años", "mujer de …", "a"},
		{"tiene 67 años", "tiene …", "a"},
		{"nacida el 3 de abril de 1981", "…", "d"},
		{"nacido en 1981", "…", "a"},
		{"null eins sieben sechs eins zwei drei vier", "…", "p"},
		{"tres tres cero cinco cinco cinco cero uno", "…", "p"},
		{"ann ät mail punkt de", "…", "e"},
		{"ann arroba gmail punto com", "…", "e"},
		{"Versichertennummer A123456789", "Versichertennummer …", "i"},
		{"Pat. Anna Huber", "Pat. …", "n"},
		{"Klient M. Huber, 54 J.", "Klient …", "na"},
		{"KV-Nr A123456789", "KV-Nr …", "i"},
		{"AHV 756.1234.5678.97", "AHV …", "i"},
		{"DNI 12345678Z", "DNI …", "i"},
		{"curp LOPA810403MDFRRN09", "curp …", "i"},
		{"s.miller [ät] web [punkt] de", "…", "e"},
		{"３／４／１９８１", "…", "d"},
		{"４２歳", "…", "a"},
	})
}

// What is typed so that no machine reads it, or so hastily.
func TestDisguised(t *testing.T) {
	check(t, []row{
		{"330‑555‑0134", "…", "p"},
		{"330–555–0134", "…", "p"},
		{"３３０‑５５５‑０１３４", "…", "p"},
		{"33O-555-O134", "…", "p"},
		{"330 five five five 0134", "…", "p"},
		{"call double five five zero one three four nine", "call …", "p"},
		{"3̶3̶0̶-5̶5̶5̶-0̶1̶3̶4̶", "…", "p"},
		{"DOB 3‑14‑1980", "…", "d"},
		{"born 3–4–81", "…", "d"},
		{"dob: 3 4 81", "…", "d"},
		{"DOB3/4/81", "…", "d"},
		{"born april 81", "…", "d"},
		{"03|04|1981", "…", "d"},
		{"ann at mail dot com", "…", "e"},
		{"ann(dot)doe(at)gmail(dot)com", "…", "e"},
		{"sarahm AT outlook . com", "…", "e"},
		{"sarahm(a)gmail.com", "…", "e"},
		{"ann at gmail com", "…", "e"},
		{"ann.bell gmail.com", "…", "e"},
		{"ann@gmail。com", "…", "e"},
		{"a n n @ m a i l . c o m", "…", "e"},
		{"a n n at m a i l dot c o m", "…", "e"},
		{"j a n e @ g m a i l dot com", "…", "e"},
		{"34 f w/ tmj", "… w/ tmj", "a"},
		{"34y f", "…", "a"},
		{"34 yr male", "…", "a"},
		{"Aetna W1234 56789", "Aetna …", "i"},
		{"Aetna member 123456", "Aetna member …", "i"},
		{"aetna #w123456789", "aetna #…", "i"},
		{"Aetna id W2345", "Aetna id …", "i"},
		{"BCBS XYP123456789", "BCBS …", "i"},
		{"policy 88-1234", "policy …", "i"},
		{"ins# 12345", "ins# …", "i"},
		{"w123456789", "…", "i"},
		{"cl\u200bient Ja\u00adne Doe", "cl\u200bient …", "n"},
		{"ann\u2060@mail.com", "…", "e"},
		{"ｃｌｉｅｎｔ Ｊａｎｅ", "ｃｌｉｅｎｔ …", "n"},
		{"Ｊ ｏ ｈ ｎ", "…", "n"},
		{"3\u00a014\u00a01980", "…", "d"},
		{"DOB\u202f3/14/1980", "…", "d"},
		{"4\u200b2yo", "…", "a"},
		{"42\u00a0y/o", "…", "a"},
		{"12\u00a0Oak\u00a0Street", "…", "s"},
		{"Mrs.\u00a0Keller", "…", "t"},
		{"my 3\u202fpm Sarah", "my 3\u202fpm …", "n"},
		{"pt\u3164Jane", "pt\u3164…", "n"},
	})
}

// A colleague's name may stand where one is asked for: nothing is found in it but what
// might be a client's elsewhere.
func TestColleagues(t *testing.T) {
	for _, text := range []string{
		"Dr. Keller, acupuncture", "dr keller acupuncture akron", "Ms. Lee, PT", "Mrs. Keller, reflexology", "Frau Keller, Physio", "Sra. Ruiz, fisioterapeuta", "Sarah K., LMT", "Ann B. is great",
		"ask for Jane at the desk", "Dana Lee, pelvic floor PT, evenings", "Maria Gomez habla español", "Jordan Lee, DC", "Dr. Florence Bell", "Mr. Ray is a trainer", "does Ms. Lee take new clients?",
		"I sent my client to Mr. Ray", "Name: Dana Lee", "Thomas Myers", "Bowen work with Ms. Tate", "Dana at the Y on Main",
	} {
		if f, found := scrub.FirstBut(text, scrub.Person); found {
			t.Errorf("%q: %+v", text, f)
		}
	}
	for _, name := range strings.Fields("Ann Will Grace Jordan Rose Mark Hope Art Virginia Bill Sue Kim Ana María Bob Florence Charlotte Tom Jürgen Deb") {
		for _, text := range []string{
			"% Lee, PT, Akron, 330-555-0155", "Dr. % Bell", "Dr % Hurt, chiropractor", "% Smith LMT takes Aetna, evenings, % at smith dot com", "ask for % at the desk", "% has openings Tuesday", "% K., DC", "Ms. % Tate the Rolfer",
			"% Back, OT, 12 Oak Street, @%_back", "%'s Hip Clinic, Akron, OH 44308", "%, acupuncturist at Stone Oak", "% Ray PhD, trauma, teletherapy, $120",
		} {
			text = strings.ReplaceAll(text, "%", name)
			if f, found := scrub.FirstBut(text, scrub.Person, scrub.Phone, scrub.Email, scrub.Address, scrub.Account); found {
				t.Errorf("%q: %+v", text, f)
			}
		}
	}
}

// What is allowed stays, and what is not goes all the same.
func TestCleanBut(t *testing.T) {
	text := "Ms. Lee, 12 Oak Street, 330-555-0134, dana@lee.com, @dana_lee; saw client Jane Doe, 42"
	left, found := scrub.CleanBut(text, scrub.Person, scrub.Address, scrub.Phone, scrub.Email, scrub.Account)
	if want := "Ms. Lee, 12 Oak Street, 330-555-0134, dana@lee.com, @dana_lee; saw client …"; left != want || letters(found) != "na" {
		t.Errorf("left %q (%s)", left, letters(found))
	}
	if left, _ := scrub.CleanBut(text); left != "…; saw client …" {
		t.Errorf("left %q", left)
	}
}
