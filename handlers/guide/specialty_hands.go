package guide

// bodywork lists those who work with their hands.
func bodywork() []Specialty {
	return in(Bodywork, []Specialty{
		{Code: "chiropractor", Name: "Chiropractor", Taxonomy: "111N00000X", Also: typed("chiro, dc, chiropractic, chiropracter, chiropractic physician, doctor of chiropractic")},
		{Code: "massagetherapist", Name: "Massage therapist", Taxonomy: "225700000X", Also: typed("massage, lmt, cmt, rmt, lmbt, bodyworker, bodywork, masseuse, masseur, medical massage, massage therapy, lymphatic massage, manual lymph drainage, lymph drainage")},
		{Code: "reflexologist", Name: "Reflexologist", Taxonomy: "173C00000X", Also: typed("reflexology")},
		{Code: "structuralintegration", Name: "Structural integration practitioner", Taxonomy: "225700000X", Also: typed("structural integration, rolfer, rolfing, structural integrator")},
		{Code: "craniosacral", Name: "Craniosacral therapist", Taxonomy: "225700000X", Also: typed("craniosacral, craniosacral therapy, cranio sacral, cranial sacral, cst")},
		{Code: "naprapath", Name: "Naprapath", Taxonomy: "172P00000X", Also: typed("naprapathy")},
		{Code: "energywork", Name: "Energy worker", Also: typed("reiki, reiki master, reiki practitioner, energy work, energy healer, polarity therapist, healing touch")},
	})
}

// movement lists those who restore or teach movement.
func movement() []Specialty {
	return in(Movement, []Specialty{
		{Code: "physicaltherapist", Name: "Physical therapist", Taxonomy: "225100000X", Also: typed("pt, dpt, physical therapy, physiotherapist, physiotherapy, physio, doctor of physical therapy, orthopedic physical therapist, sports physical therapist, vestibular therapist, vestibular pt")},
		{Code: "pelvicfloor", Name: "Pelvic floor physical therapist", Taxonomy: "225100000X", Also: typed("pelvic floor, pelvic floor pt, pelvic pt, pelvic health, pelvic floor therapist, pelvic floor therapy, pelvic physical therapist, pelvic health pt, pelvic therapist, women's health pt, women's health physical therapist")},
		{Code: "occupationaltherapist", Name: "Occupational therapist", Taxonomy: "225X00000X", Also: typed("occupational therapy, ot, otr, otr/l, otd")},
		{Code: "handtherapist", Name: "Hand therapist", Taxonomy: "225XH1200X", Also: typed("hand therapy, cht, certified hand therapist")},
		{Code: "athletictrainer", Name: "Athletic trainer", Taxonomy: "2255A2300X", Also: typed("atc, athletic training")},
		{Code: "trainer", Name: "Personal trainer", Also: typed("trainer, personal training, fitness trainer, fitness coach, strength coach, strength trainer, strength and conditioning, cscs, gym trainer, fitness instructor")},
		{Code: "exercisephysiologist", Name: "Exercise physiologist", Taxonomy: "224Y00000X", Also: typed("exercise physiology, kinesiologist, kinesiology")},
		{Code: "yoga", Name: "Yoga teacher", Also: typed("yoga, yoga therapist, yoga therapy, yoga instructor, ryt")},
		{Code: "pilates", Name: "Pilates teacher", Also: typed("pilates, pilates instructor, pilates trainer")},
		{Code: "feldenkrais", Name: "Feldenkrais practitioner", Also: typed("feldenkrais, feldenkrais teacher")},
		{Code: "alexandertechnique", Name: "Alexander technique teacher", Also: typed("alexander technique, alexander teacher")},
		{Code: "taichi", Name: "Tai chi teacher", Also: typed("tai chi, taichi, qigong, qi gong, chi gong, tai chi instructor")},
	})
}
