package scrub_test

import (
	"testing"

	"referout/handlers/scrub"
)

// kept are texts in which nothing is private: what people say of practitioners,
// hours, fees and needs.
func kept() []string {
	return []string{
		"", " ", "…", "well… maybe", "no  double  space touched",
		// No phones.
		"Akron, OH", "44308", "near 44308", "$1,250,000 raised", "$120 to $150 a session", "fees 120-150", "since 2019", "2019-2026",
		"9:00-17:00", "9:30 - 5:30", "Mon 9-12, 2-6", "0900-1700", "900-1700", "open 830-1630", "24/7", "2-3 weeks", "4 to 6 sessions",
		"within 2 weeks", "in 10-14 days", "100-1000 mg", "L4-5 and C5-6", "S1 12 mm", "BP 120/80", "BP 120/80 then 130/85", "CPT 97140 and 97124",
		"97140, 97112, 97530", "ICD M54.5", "41.0814, -81.5190", "Market St, Suite 300", "Route 8 exit 12", "10, 20, 30, 40 minutes", "levels 1 2 3 4 5 6 7",
		"3x10, 3x12, 3x15", "60/90/120 min", "8,000,000", "1000000 steps", "NPI 1234567893", "room 204, floor 2", "pain 7/10", "50%", "10-15-20 min",
		"between 900-1200 words", "09:00-12:00, 13:00-17:00", "4-7-8 breathing", "I-77 exit 137", "1000-1200 kcal", "60 min $90, 90 min $120", "version 1.10.25.3", "half past 5", "one two three", "one or two visits, three at most",
		// No e-mail addresses.
		"dana on Telegram", "meet at home", "see me at lee.com", "we meet at live events", "Tues @ noon. Call first", "yoga @ 9", "at Akron Wellness", "look at the dot plot",
		// No ages.
		"20 years of experience", "20+ years experience", "15 years in practice", "within 3 days", "30 min", "30m", "8 month waitlist", "pain for 8 months", "18 months ago",
		"a 20-year-old practice", "a 2-year-old shoulder injury", "6 weeks post-op", "she is 20 minutes away", "he is 6 ft tall", "they are 2 blocks away", "client is 3 weeks post-op",
		"client is 12 weeks pregnant", "kids ages 5-12", "ages 5 to 12", "age 65+", "ages 18 and up", "6 to 12 year olds", "18 years or older", "adults over 65", "under 18",
		"mother of two", "mom of 3", "wife of 20 years", "a group of 42", "M 9-5, F 10-2", "M/W/F 9-12", "F 9:30", "10 F", "open M, W, F 8 am", "98.6F", "5M people", "$42M", "3 female therapists",
		"music of the 80s", "temps in the 70s", "in the 1980s", "stage 4", "page 42", "Main St", "all ages 24/7", "she is 1 of 3", "he's 100% sure", "who is free 2 or 3 days",
		"turn 2 corners", "client needs 2 visits", "born in Akron", "middle-aged", "elderly", "a teen", "who are 65 and older", "women over 40", "men 50+", "girl, 4 visits", "mother and 2 kids", "15 yrs in Akron", "turns 360 degrees", "3 yr old practice", "3 to 5 year plan", "2 or 3 year olds", "call at 8 or 9",
		// No full dates.
		"next Tuesday", "March", "in March", "March or April", "May 2026", "Mondays 9-12", "Tuesday the 14th", "March 14", "3/14", "1/2 hour", "the 14th", "by May 20 at 10", "March 14 10 am",
		"1-2-3", "2026", "summer 2026", "may be 20 minutes", "15 may 20 or so", "5-10-15 lbs", "31/31/1980", "13-13-13",
		// No ID numbers.
		"group of 12345 members", "member since 2019", "case by case", "policy: 24 hours notice", "group no more than 100 sq ft", "account manager", "Boise, ID", "B12 and D3", "insurance 2026", "C3-C4", "HSA/FSA", "10000000",
		// No names.
		"client needs a PT", "Client needs a PT", "my client has jaw pain", "patient with back pain", "Patient and calm approach", "She is patient, kind and calm", "very patient Dana Lee",
		"client-centred", "patient-centered care", "client-facing", "patients on Medicare", "client BCBS", "clients PPO or HMO", "client Medicare", "patient Medicare Advantage", "client Blue Cross", "client Aetna PPO",
		"my client United Healthcare", "clients HSA/FSA", "patient TMJ", "client MS", "patient MVA", "client Pilates background", "client Massage history", "client Chiropractor says no", "Client Care Coordinator",
		"Patient Portal", "Client Intake Form", "Clients Welcome", "Patients Only", "clients Monday to Friday", "patients Mondays", "client Spanish-speaking", "my client speaks Spanish", "client French or English",
		"client Parkinson's", "patient Crohn's disease", "client Bell's palsy", "client Ehlers-Danlos", "client Lyme", "a client I see weekly", "a client I'd send on", "client called me", "client called yesterday",
		"the client called and asked", "client called crying", "my client called Tuesday", "patient called about her jaw", "client says Dr Lee helped", "client Dr Lee sent me", "for a client. Must take Aetna", "for a client. Ann would know",
		"for a client\nMust take Aetna", "who sees patients? Dana Lee", "PT Dana Lee", "pelvic floor pt Dana Lee", "a good pt Dana Lee knows",
		"a PT called Dana Lee", "a practice called Akron Wellness", "a client with a condition called POTS", "my client needs someone called Dana Lee", "clients miss appointments", "client base", "client Zoom session", "impatient Ann", "outpatient Akron",
		"Reiki is a client favorite", "Aetna is my client's plan", "Dana Lee is a patient advocate", "Thanks Dana, a client of mine needs help", "Hi Ann, my client is sore", "client is in Akron", "client is looking for a PT", "client isn't driving", "client who's sore",
		"client X", "client A and client B", "Client anxiety", "clients Aetna, Cigna and Humana", "patient COVID long-hauler", "client: needs a PT", "client: Looking for a PT", "my client of ten years", "new clients this week", "a client of Dr Lee",
		"client West Akron", "client Akron area", "For client, Akron, OH", "Clients: Athletes, Dancers", "clients love Dana Lee", "client saw Dana Lee", "patient of Dr. Smith", "client from Dana Lee",
		"client Requires access", "Client Just had surgery", "patient No-shows", "pts w/ CRPS", "patient Requires wheelchair access", "Does PT help? Patient thinks so", "woman called yesterday", "client name on request",
		// Methods, payers, days, places.
		"does dry needling, graston and cupping", "Graston technique near me", "looking for Bowen therapy", "someone for Rolfing", "looking for a Trager practitioner", "Feldenkrais lessons for Parkinsons",
		"somebody for Alexander technique", "for Reiki in Akron", "in March or April", "in march, tues after 5", "Tuesday after 5", "tues after 5 pm", "Mon Wed Fri 9-12", "m/w/f mornings", "M T W 9-5", "m t w f evenings",
		"takes Blue Cross, Aetna and UHC", "Blue Cross 2026 plan", "takes medicare part B", "needs vitamin D testing", "60 minutes", "60 and 90 minute sessions", "$95 for 60 min", "97140 97124",
		"10 minute drive from downtown", "4 weeks in a row", "2 trigger point sessions", "20 years on the road", "15 min drive from Stone Oak", "2 blocks from Main St", "within 5 miles of Oak Street", "5 star reviews",
		"St. Joseph hospital area", "near St Mary's", "2 way street", "Hauptstraße nearby", "Broadway area", "Highway 281 and 1604", "I-10 and Loop 410", "exit 12 off Loop 1604", "room 5 at the plaza", "Spring 2026", "bring 3",
		"for Medicaid", "for Plan B", "for Part B", "for Virginia Beach", "for San Antonio", "for Austin area", "for Florence or Madison", "my Tuesday yoga", "my new Graston tools", "my 3pm Pilates class", "my evening Feldenkrais class", "our Monday group",
		"my friend is a PT", "call for availability", "ask for me", "E.M.D.R. trained", "L.M.T., N.D.", "a.m. or p.m.", "P.T. or O.T.", "A B C D", "B.C.B.S.", "p.r.n.", "John Barnes myofascial release", "the Ida Rolf ten series",
		"Thomas Myers' anatomy trains", "Travell & Simons", "John F. Barnes approach", "Bell's palsy and Tourette's", "client with ms needs help", "Sr. Physical Therapist", "I miss Dana", "CT scan", "ct scan",
		"speaks Spanish", "habla español", "20 años de experiencia", "niños de 5 a 12 años", "desde hace 20 años", "Deutsch und Englisch", "Mitte März", "Ende April 10 Uhr", "ab 18 Jahren", "20 Jahre Erfahrung", "seit 20 Jahren",
		"whatsapp ok", "telegram is fine", "facebook group", "instagram as well", "yoga @ 9", "tues @noon", "@home visits", "insurance 2026", "claim your spot", "Medicare 65+", "ins. 100-150", "Aetna PPO 2026", "Aetna 97140", "Cigna $30 copay",
		"Madison 53703", "Charlotte 10 miles", "Jordan 3 times", "Dana 30 min", "Audrey 60 and 90 min", "OT, 42 visits", "TMJ, 42 visits", "MVA 3/4", "one on one", "two three times a week", "dos o tres veces", "PMC1234567", "npi1234567893",
		"We randomized 120 adults (mean age 42.3, 64% female) to massage or usual care.", "PMID 31103119", "ClinicalTrials.gov NCT01234567", "she has 20 years of experience", "between 18 and 65 years of age", "Smith et al. 2019 found that 12 sessions over 10 weeks reduced VAS from 6.5 to 3.1.", "J Bodyw Mov Ther. 2019;23(3):12-20",
		"In a trial of 42 people aged 18 to 65, massage eased pain (p = 0.03, n = 42).", "Women aged 30 to 50 were recruited from March 2018 to May 2019.", "doi 10.1016/j.jbmt.2019.05.001",
		"PT who takes BCBS PPO, near 281 and 1604, pelvic floor, female pls", "gentle chiro for older folks, no cracking, NE side", "acupuncturist for fertility, accepts hsa, weekends", "pediatric OT sensory stuff, Medicaid, north central",
		"DC who does webster technique for pregnancy", "cash ok, up to $150/session", "off Broadway and Hildebrand", "evenings after 6 or Sat am", "Mon/Wed/Fri 8-12 or Tue 1-5", "can see someone by March 14", "2-3x week for 6 weeks", "CLT-LANA certified",
		"CranioSacral (Upledger)", "Lymph drainage with Vodder method", "Case night (no names)", "TMJ and the neck: 3 cases", "the pelvic floor, part 2", "Stone Oak Clinic, 2nd floor, room 204", "Tom Ray PT, evenings and Saturdays, cash $90",

		// Ages that somebody treats, hours before a street, what sounds like a name of hers.
		"newborns to age 5", "birth to age 3", "up to age 18", "kids from age 3 on", "children up to 12 years old", "ages 3 to teen", "under age 5", "min age 16", "age 18 minimum",
		"Mon 9-5 Main Street", "open 9-5, Main St", "until 7 Main Street", "10 to 2 Oak Hill Rd", "exit 12 Main St", "2 openings Oak Street office", "home visits 77005", "will do home visits in 77005",
		"who carries insurance", "carries shoulder tension", "recent X rays hip", "Tom's shoulder workshop", "Kim's next class", "Sarah's case night",

		"lives at 20 minutes from here", "a pt. who sees kids", "Pat knows a PT", "as a mama of two", "my two regular days", "sister clinic", "at one o'clock", "Insurance: 100.50",

		"looking for a chiropractor who takes Aetna and is gentle with older clients, Akron or Stow, evenings, soon",
		"Somebody for jaw pain after dental work, must take BCBS, within 20 minutes of Stone Oak, 4 to 6 sessions, $90-120",
	}
}

func TestKept(t *testing.T) {
	for _, text := range kept() {
		if cleaned, found := scrub.Clean(text); len(found) > 0 || cleaned != text {
			t.Errorf("%q: %v, left %q", text, found, cleaned)
		}
	}
}

// What is no text at all becomes one.
func TestValid(t *testing.T) {
	for text, want := range map[string]string{"\xff\xfe": "\ufffd\ufffd", "ok\xc3": "ok\ufffd", "client Ann\xff Bell": "client …\ufffd Bell"} {
		if cleaned, _ := scrub.Clean(text); cleaned != want {
			t.Errorf("%q: left %q", text, cleaned)
		}
	}
}

func TestKinds(t *testing.T) {
	for kind, want := range map[scrub.Kind]string{
		scrub.Phone: "a phone number", scrub.Email: "an e-mail address", scrub.Age: "an age",
		scrub.Date: "a full date", scrub.Name: "a name", scrub.ID: "an ID number",
		scrub.Address: "an address", scrub.Account: "a social media account", scrub.Person: "a name", 0: "something private",
	} {
		if kind.String() != want {
			t.Errorf("%d is %q", kind, kind)
		}
	}
}
