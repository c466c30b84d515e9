package guide

import "sync"

// Payer is somebody who pays for care, or a way of paying.
type Payer struct {
	Code string   // stored, never changes; letters a to z
	Name string   // as people read it
	Also []string // what people type for it, the name left out
}

// Payers lists all payers. The slice is the caller's.
func Payers() []Payer {
	return []Payer{
		{"aetna", "Aetna", typed("etna insurance")},
		{"anthem", "Anthem", typed("anthem blue cross, anthem bcbs, elevance")},
		{"bcbs", "Blue Cross Blue Shield", typed("bcbs, bc/bs, bluecross, blue cross, blueshield, blue shield, bluecross blueshield, blue cross and blue shield, blue cross/blue shield")},
		{"highmark", "Highmark", typed("highmark blue cross, highmark bcbs")},
		{"premera", "Premera", typed("premera blue cross")},
		{"regence", "Regence", typed("regence blue shield, regence blue cross")},
		{"carefirst", "CareFirst", typed("care first, carefirst bcbs")},
		{"cigna", "Cigna", typed("cygna, evernorth, cigna healthcare")},
		{"uhc", "UnitedHealthcare", typed("uhc, united healthcare, united health care, united health, unitedhealth, optum")},
		{"humana", "Humana", typed("humana gold, humana gold plus")},
		{"kaiser", "Kaiser Permanente", typed("kaiser")},
		{"medicareadvantage", "Medicare Advantage", typed("medicare part c, medicare adv")},
		{"medicare", "Medicare", typed("medicare part b, original medicare")},
		{"medicaid", "Medicaid", typed("medi-cal, medical assistance program, medicaid plan")},
		{"chip", "CHIP", typed("children's health insurance program, children's medicaid")},
		{"tricare", "Tricare", typed("tri-care, tricare prime, tricare select")},
		{"va", "Veterans Affairs", typed("VA, va community care, va insurance, veteran affairs, veterans administration, triwest, tri west, champva")},
		{"workerscomp", "Workers' compensation", typed("workers comp, work comp, workman's comp, workmen's comp, workman's compensation, workmen's compensation, worker compensation, workcomp, WC, l&i")},
		{"auto", "Auto injury", typed("auto, auto insurance, auto pi, auto/pi, PI, personal injury, no-fault, no fault, mva, motor vehicle, car insurance, med pay, medpay, auto accident")},
		{"cash", "Cash", typed("self pay, self-pay, selfpay, private pay, out of pocket, pay cash, cash pay, cash only, cash based, cash-based, credit card")},
		{"sliding", "Sliding scale", typed("sliding, sliding fee, sliding-fee scale, reduced fee, pro bono, low cost, income based")},
		{"outofnetwork", "Out of network", typed("out-of-network, oon, superbill, super bill, no insurance")},
		{"hsa", "HSA or FSA", typed("hsa, fsa, hsa/fsa, fsa/hsa, health savings account, flexible spending")},
		{"eap", "Employee assistance program", typed("EAP, employee assistance")},
		{"oscar", "Oscar Health", typed("oscar insurance, oscar plan")},
		{"ambetter", "Ambetter", typed("ambetter health")},
		{"centene", "Centene", typed("centene health")},
		{"molina", "Molina Healthcare", typed("molina health, molina health care, molina insurance, molina medicaid")},
		{"wellcare", "WellCare", typed("well care")},
		{"caresource", "CareSource", typed("care source")},
		{"superior", "Superior HealthPlan", typed("superior health plan, superior medicaid")},
		{"amerigroup", "Amerigroup", typed("ameri group, wellpoint")},
		{"healthnet", "Health Net", typed("healthnet")},
		{"upmc", "UPMC Health Plan", typed("upmc")},
		{"geha", "GEHA", typed("geha")},
		{"multiplan", "MultiPlan", typed("multi plan, phcs")},
		{"ash", "American Specialty Health", typed("ASH, ashlink")},
		{"magellan", "Magellan", typed("magellan health")},
		{"carelon", "Carelon", typed("beacon health, carelon behavioral health")},
		{"harvardpilgrim", "Harvard Pilgrim", typed("harvard pilgrim health care, point32")},
		{"tufts", "Tufts Health Plan", typed("tufts health, tufts plan")},
		{"emblem", "EmblemHealth", typed("emblem health, emblem")},
		{"fidelis", "Fidelis Care", typed("fidelis")},
	}
}

// FindPayers returns the payers in words, in the order of the text. A payer
// named twice is returned twice, since both phrases are to be taken out.
func FindPayers(words string) []Found {
	return foundIn(payerPhrases(), words)
}

// PayerName is the name of a payer, or the code itself if it is unknown.
func PayerName(code string) string {
	if name, ok := payerNames()[code]; ok {
		return name
	}
	return code
}

var payerNames = sync.OnceValue(func() map[string]string {
	names := make(map[string]string)
	for _, p := range Payers() {
		names[p.Code] = p.Name
	}
	return names
})

var payerPhrases = sync.OnceValue(func() *index {
	x := newIndex()
	for _, p := range Payers() {
		x.addAll(p.Also, p.Code)
		x.add(p.Name, p.Code)
	}
	return x
})
