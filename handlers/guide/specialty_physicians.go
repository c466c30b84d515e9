package guide

// physicians lists the doctors of medicine and osteopathy.
func physicians() []Specialty {
	return in(Physicians, []Specialty{
		{Code: "physician", Name: "Physician", Taxonomy: "208D00000X", Also: typed("general practitioner, general practice, gp")},
		{Code: "familymedicine", Name: "Family physician", Taxonomy: "207Q00000X", Also: typed("family medicine, family doctor, family practice, family md, primary care, primary care physician, primary care doctor, pcp")},
		{Code: "internist", Name: "Internist", Taxonomy: "207R00000X", Also: typed("internal medicine, internal medicine doctor, internal medicine physician")},
		{Code: "pediatrician", Name: "Pediatrician", Taxonomy: "208000000X", Also: typed("paediatrician, pediatrics, paediatrics, pediatric, children's doctor")},
		{Code: "geriatrician", Name: "Geriatrician", Taxonomy: "207RG0300X", Also: typed("geriatrics, geriatric medicine, geriatric")},
		{Code: "orthopedist", Name: "Orthopedist", Taxonomy: "207X00000X", Also: typed("orthopaedist, orthopedic, orthopaedic, orthopedics, orthopaedics, orthopod, ortho, orthopedic surgeon, orthopaedic surgeon, orthopedic surgery, spine surgeon, hand surgeon, bone doctor")},
		{Code: "neurologist", Name: "Neurologist", Taxonomy: "2084N0400X", Also: typed("neurology, neuro, headache specialist, headache doctor, migraine specialist")},
		{Code: "neurosurgeon", Name: "Neurosurgeon", Taxonomy: "207T00000X", Also: typed("neurosurgery, brain surgeon, neurological surgeon")},
		{Code: "physiatrist", Name: "Physiatrist", Taxonomy: "208100000X", Also: typed("pm&r, pmr, pm and r, physical medicine and rehabilitation, physical medicine, physiatry, rehab medicine, rehabilitation medicine, rehab doctor")},
		{Code: "sportsmedicine", Name: "Sports medicine physician", Taxonomy: "207QS0010X", Also: typed("sports medicine, sports doctor, sports med, sport medicine")},
		{Code: "painmedicine", Name: "Pain management physician", Taxonomy: "208VP0000X", Also: typed("pain management, pain medicine, pain specialist, pain doctor, pain clinic, interventional pain")},
		{Code: "integrative", Name: "Integrative physician", Taxonomy: "202D00000X", Also: typed("integrative medicine, integrative doctor, integrative md, functional medicine, functional medicine doctor, holistic doctor, holistic physician")},
		{Code: "osteopath", Name: "Osteopathic physician", Taxonomy: "204D00000X", Also: typed("osteopath, osteopathy, osteopathic, DO, osteopathic manipulation, omm, omt, doctor of osteopathy")},
		{Code: "psychiatrist", Name: "Psychiatrist", Taxonomy: "2084P0800X", MentalHealth: true, Also: typed("psychiatry")},
		{Code: "rheumatologist", Name: "Rheumatologist", Taxonomy: "207RR0500X", Also: typed("rheumatology, rheum, arthritis doctor")},
		{Code: "oncologist", Name: "Oncologist", Taxonomy: "207RX0202X", Also: typed("oncology, cancer doctor, cancer specialist, hematologist, haematologist")},
		{Code: "cardiologist", Name: "Cardiologist", Taxonomy: "207RC0000X", Also: typed("cardiology, heart doctor, heart specialist")},
		{Code: "dermatologist", Name: "Dermatologist", Taxonomy: "207N00000X", Also: typed("dermatology, derm, skin doctor, skin specialist")},
		{Code: "endocrinologist", Name: "Endocrinologist", Taxonomy: "207RE0101X", Also: typed("endocrinology, hormone doctor, diabetes doctor, thyroid doctor")},
		{Code: "gastroenterologist", Name: "Gastroenterologist", Taxonomy: "207RG0100X", Also: typed("gastroenterology, gastro, GI, gi doctor, stomach doctor")},
		{Code: "pulmonologist", Name: "Pulmonologist", Taxonomy: "207RP1001X", Also: typed("pulmonology, lung doctor, lung specialist")},
		{Code: "nephrologist", Name: "Nephrologist", Taxonomy: "207RN0300X", Also: typed("nephrology, kidney doctor, kidney specialist")},
		{Code: "urologist", Name: "Urologist", Taxonomy: "208800000X", Also: typed("urology, urogynecologist, urogynecology")},
		{Code: "entdoctor", Name: "Ear, nose and throat physician", Taxonomy: "207Y00000X", Also: typed("ear nose throat, ear nose and throat, ent, otolaryngologist, otolaryngology")},
		{Code: "ophthalmologist", Name: "Ophthalmologist", Taxonomy: "207W00000X", Also: typed("ophthalmology, opthamologist, eye surgeon")},
		{Code: "allergist", Name: "Allergist", Taxonomy: "207K00000X", Also: typed("allergy, allergy doctor, allergy specialist, immunologist, allergy and immunology")},
		{Code: "sleepmedicine", Name: "Sleep physician", Taxonomy: "207RS0012X", Also: typed("sleep medicine, sleep doctor, sleep specialist, sleep clinic")},
		{Code: "obgyn", Name: "OB/GYN", Taxonomy: "207V00000X", Also: typed("obgyn, ob-gyn, obstetrician, obstetrics, gynecologist, gynaecologist, gynecology, gynaecology, gyn, gyno, women's health doctor, women's doctor")},
		{Code: "surgeon", Name: "Surgeon", Taxonomy: "208600000X", Also: typed("general surgeon, general surgery")},
		{Code: "plasticsurgeon", Name: "Plastic surgeon", Taxonomy: "208200000X", Also: typed("plastic surgery, reconstructive surgeon, cosmetic surgeon")},
		{Code: "vascularsurgeon", Name: "Vascular surgeon", Taxonomy: "2086S0129X", Also: typed("vascular surgery, vascular specialist, vein specialist, vein doctor")},
		{Code: "palliative", Name: "Palliative care physician", Taxonomy: "207RH0002X", Also: typed("palliative care, palliative medicine, palliative, hospice, hospice doctor")},
	})
}
