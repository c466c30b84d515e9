package guide

import "sync"

// RoleCode is what somebody does on the staff of an office. It is stored and
// never changes. Staff are met and thanked, and never offered for a referral.
type RoleCode string

// The roles, in the order in which they are offered.
const (
	PracticeManager     RoleCode = "manager"
	OfficeManager       RoleCode = "officemanager"
	FrontDesk           RoleCode = "desk"
	Nurse               RoleCode = "nurse"
	MedicalAssistant    RoleCode = "assistant"
	ReferralCoordinator RoleCode = "referrals"
	Billing             RoleCode = "billing"
)

// Roles lists all roles in the order in which they are offered.
func Roles() []RoleCode {
	return []RoleCode{PracticeManager, OfficeManager, FrontDesk, Nurse, MedicalAssistant, ReferralCoordinator, Billing}
}

// Role returns the role that words name best, and the bytes of the phrase. A
// nurse practitioner is a specialist and no role.
func Role(words string) (role RoleCode, from, to int, ok bool) {
	f, ok := rolePhrases().best(words)
	return RoleCode(f.Code), f.From, f.To, ok
}

// RoleName is the role as people read it, or the code itself if it is unknown.
func RoleName(role RoleCode) string {
	switch role {
	case PracticeManager:
		return "Practice manager"
	case OfficeManager:
		return "Office manager"
	case FrontDesk:
		return "Front desk"
	case Nurse:
		return "Nurse"
	case MedicalAssistant:
		return "Medical assistant"
	case ReferralCoordinator:
		return "Referral coordinator"
	case Billing:
		return "Billing"
	}
	return string(role)
}

// RunsDesk reports whether visits to the office are arranged with this role.
func (r RoleCode) RunsDesk() bool {
	return r == PracticeManager || r == OfficeManager
}

var rolePhrases = sync.OnceValue(func() *index {
	x := newIndex()
	for role, also := range map[RoleCode]string{
		PracticeManager:     "practice manager, practice mgr, practice administrator, practice director, clinic manager, clinic director, clinic administrator, manager, mgr",
		OfficeManager:       "office manager, office mgr, office administrator, office director",
		FrontDesk:           "front desk, frontdesk, front office, reception, receptionist, reception desk, front desk manager, secretary, scheduler, scheduling, office assistant, office staff, front desk staff, patient coordinator, intake coordinator, desk",
		Nurse:               "nurse, registered nurse, head nurse, charge nurse, nurse manager, rn, lpn, lvn, bsn",
		MedicalAssistant:    "medical assistant, medical asst, med assistant, clinical assistant, cma, rma",
		ReferralCoordinator: "referral coordinator, referrals coordinator, referral specialist, referral desk, referral manager, referrals, care coordinator, case manager",
		Billing:             "billing, biller, billing manager, billing specialist, billing department, insurance coordinator",
	} {
		x.addAll(typed(also), string(role))
	}
	x.addAll(typed(specialists), "")
	return x
})

// specialists are the phrases that hold the word of a role and are none.
const specialists = "nurse practitioner, family nurse practitioner, nurse midwife, certified nurse midwife, nurse navigator, nurse anesthetist, " +
	"mental health nurse practitioner, psychiatric nurse practitioner, psych nurse practitioner, " +
	"nurse np, pain management, standing desk"
