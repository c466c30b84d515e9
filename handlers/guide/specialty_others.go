package guide

// clinicians lists the licensed medical professions other than physicians.
func clinicians() []Specialty {
	return in(Clinicians, []Specialty{
		{Code: "nursepractitioner", Name: "Nurse practitioner", Taxonomy: "363L00000X", Also: typed("np, fnp, aprn, arnp, dnp, family nurse practitioner")},
		{Code: "physicianassistant", Name: "Physician assistant", Taxonomy: "363A00000X", Also: typed("PA, PA-C, PAC, physician's assistant, physician associate")},
		{Code: "podiatrist", Name: "Podiatrist", Taxonomy: "213E00000X", Also: typed("podiatry, dpm, foot doctor, foot and ankle, foot specialist")},
		{Code: "dentist", Name: "Dentist", Taxonomy: "122300000X", Also: typed("dds, dmd, dental, tmj dentist, tmj, tmj specialist, tmd specialist, jaw specialist, dentistry")},
		{Code: "orthodontist", Name: "Orthodontist", Taxonomy: "1223X0400X", Also: typed("orthodontics")},
		{Code: "oralsurgeon", Name: "Oral surgeon", Taxonomy: "1223S0112X", Also: typed("oral surgery, maxillofacial surgeon, oral and maxillofacial surgeon, omfs")},
		{Code: "optometrist", Name: "Optometrist", Taxonomy: "152W00000X", Also: typed("optometry, OD, eye doctor")},
		{Code: "audiologist", Name: "Audiologist", Taxonomy: "231H00000X", Also: typed("audiology, hearing specialist")},
		{Code: "speechtherapist", Name: "Speech therapist", Taxonomy: "235Z00000X", Also: typed("speech therapy, speech pathologist, speech language pathologist, speech and language therapist, slp, ccc-slp")},
		{Code: "pharmacist", Name: "Pharmacist", Taxonomy: "183500000X", Also: typed("pharmacy, pharmd, compounding pharmacist")},
	})
}

// mindCare lists those who care for mental health. Psychiatrists are physicians too
// and stand among them.
func mindCare() []Specialty {
	return in(MindCare, []Specialty{
		{Code: "psychotherapist", Name: "Psychotherapist", Taxonomy: "101YM0800X", Also: typed("psychotherapy, talk therapist, talk therapy, mental health therapist, mental-health therapist, mental health, trauma therapist, emdr therapist, emdr, grief therapist, cbt therapist")},
		{Code: "psychologist", Name: "Psychologist", Taxonomy: "103T00000X", Also: typed("psychology, psyd, psych, clinical psychologist, neuropsychologist")},
		{Code: "psychiatricnp", Name: "Psychiatric nurse practitioner", Taxonomy: "363LP0808X", Also: typed("psychiatric np, psych np, psych nurse practitioner, pmhnp, mental health nurse practitioner, mental health np")},
		{Code: "counselor", Name: "Counselor", Taxonomy: "101Y00000X", Also: typed("counsellor, counseling, counselling, licensed professional counselor, mental health counselor, professional counselor, lpc, lmhc, lcpc, lpcc, grief counselor, school counselor, pastoral counselor")},
		{Code: "familytherapist", Name: "Marriage and family therapist", Taxonomy: "106H00000X", Also: typed("lmft, mft, marriage therapist, marriage counselor, marriage counseling, marriage counselling, family therapist, family counselor, family therapy, couples therapist, couples counselor, couple's counselor, couple's counseling, couples counselling, couples therapy, couple therapist")},
		{Code: "socialworker", Name: "Clinical social worker", Taxonomy: "104100000X", Also: typed("social worker, social work, lcsw, licsw, lmsw, msw")},
		{Code: "addictioncounselor", Name: "Addiction counselor", Taxonomy: "101YA0400X", Also: typed("addiction therapist, addictions counselor, substance abuse counselor, substance use counselor, recovery counselor, ladc, lcdc")},
		{Code: "arttherapist", Name: "Art therapist", Taxonomy: "221700000X", Also: typed("art therapy")},
		{Code: "musictherapist", Name: "Music therapist", Taxonomy: "225A00000X", Also: typed("music therapy")},
		{Code: "hypnotherapist", Name: "Hypnotherapist", Also: typed("hypnotherapy, hypnotist, hypnosis")},
	})
}

// others lists nutrition, traditional medicine, birth and guidance.
func others() []Specialty {
	var all []Specialty
	all = append(all, in(Nutrition, []Specialty{
		{Code: "nutritionist", Name: "Nutritionist", Taxonomy: "133N00000X", Also: typed("nutrition, nutritionalist, clinical nutritionist, cns, nutrition coach")},
		{Code: "dietitian", Name: "Dietitian", Taxonomy: "133V00000X", Also: typed("dietician, RD, rdn, registered dietitian, registered dietician")},
	})...)
	all = append(all, in(Traditional, []Specialty{
		{Code: "acupuncturist", Name: "Acupuncturist", Taxonomy: "171100000X", Also: typed("acupuncture, accupuncture, accupuncturist, lac, dipl ac, dacm, daom, chinese medicine, traditional chinese medicine, tcm, oriental medicine, herbalist, herbal medicine")},
		{Code: "naturopath", Name: "Naturopath", Taxonomy: "175F00000X", Also: typed("nd, nmd, naturopathic, naturopathy, naturopathic doctor, naturopathic physician, naturopathic medicine")},
		{Code: "homeopath", Name: "Homeopath", Taxonomy: "175L00000X", Also: typed("homeopathy, homeopathic, homoeopath")},
		{Code: "ayurveda", Name: "Ayurvedic practitioner", Also: typed("ayurveda, ayurvedic, ayurvedic doctor")},
	})...)
	all = append(all, in(Birth, []Specialty{
		{Code: "midwife", Name: "Midwife", Taxonomy: "176B00000X", Also: typed("midwives, midwifery, cnm, cpm, nurse midwife, nurse-midwife, certified nurse midwife")},
		{Code: "doula", Name: "Doula", Taxonomy: "374J00000X", Also: typed("birth doula, postpartum doula, birth worker")},
		{Code: "lactationconsultant", Name: "Lactation consultant", Taxonomy: "174N00000X", Also: typed("lactation, ibclc, breastfeeding consultant, lactation specialist")},
	})...)
	all = append(all, in(Guidance, []Specialty{
		{Code: "healthcoach", Name: "Health coach", Taxonomy: "171400000X", Also: typed("wellness coach, health coaching, health and wellness coach, nbc-hwc")},
		{Code: "lifecoach", Name: "Life coach", Also: typed("life coaching")},
		{Code: "patientadvocate", Name: "Patient advocate", Also: typed("patient navigator, nurse navigator, health advocate")},
	})...)
	return all
}
