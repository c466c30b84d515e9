package scrub

import (
	"strings"
	"sync"
)

// words is a set of words in small letters.
type words map[string]bool

//go:noinline
func (w words) has(word string) bool { return w[word] }

// listed makes a set of the words in a list when it is first asked for.
func listed(list string) func() words {
	return sync.OnceValue(func() words {
		set := words{}
		for _, word := range strings.Fields(list) {
			set[word] = true
		}
		return set
	})
}

var (
	// honorifics stand before a client's name. Dr stands before a colleague's.
	honorifics = listed(`mr mrs ms miss mx mister missus sr sra srta señor señora señorita senor senora mme frau herr herrn doña`)

	// clients are words for a client, slips of the finger and other languages with them.
	clients = listed(`client clients clt clts cl customer customers patients clent clents cleint cleints clinet clinets cilent cliant clien clientname patientname pateint pateints patiant patinet
		paitent paitents pacient patience's klient klientin klienten klientinnen patientin patientinnen patienten kundin kunde kundinnen kunden
		cliente clientes clienta clientas paciente pacientes`)

	// colleagues are words for people who treat, and for places where they do:
	// whoever is named next is one of them.
	colleagues = listed(`dr doctor doctors md do np pa lmt dpt dc physician therapist therapists practitioner practitioners provider providers
		chiropractor chiro acupuncturist naturopath homeopath psychologist psychiatrist psychotherapist counselor counsellor nutritionist dietitian
		osteopath podiatrist surgeon specialist trainer coach nurse midwife doula teacher instructor colleague colleagues someone somebody anyone
		anybody clinic practice office studio place group team school`)

	// cutShort are words for a client that a full stop may follow.
	cutShort = listed(`pt pts pat clt cl ct`)

	// people are words for anybody who may be a client.
	people = listed(`woman man lady gentleman guy gal girl boy child kid teen teenager toddler infant baby newborn mom mum mother dad father
		son daughter wife husband spouse partner sister brother aunt uncle niece nephew grandma grandmother grandpa grandfather widow widower
		mama momma mommy she he se sie ella frau mann dame kind sohn tochter mutter vater mujer hombre señora chica chico niño niña hijo hija madre padre`)

	// kin may stand between "client's" and the name of somebody close.
	kin = listed(`mom mum mother dad father son daughter wife husband spouse partner sister brother aunt uncle niece nephew grandma grandmother
		grandpa grandfather child kid baby boyfriend girlfriend fiance fiancé fiancée caregiver cousin friend parent guardian twin`)

	// family is kin whose name goes with it: her husband John.
	family = listed(`hubby wifey bf gf mom mum mother dad father son daughter wife husband spouse sister brother aunt uncle niece nephew grandma grandmother
		grandpa grandfather boyfriend girlfriend fiance fiancé fiancée twin tochter sohn mutter vater schwester bruder hija hijo madre esposa esposo hermana hermano`)

	// theirs stand before family of somebody's.
	theirs = listed(`my our her his their whose with mein meine meinem meiner ihr ihre ihrem sein seine mi su`)

	// things are called by names that are nobody's.
	things = listed(`condition syndrome something disease disorder technique method therapy treatment exercise app drug medication medicine
		procedure program class book thing it pain test device tool stretch massage bodywork modality`)

	// calm goes before "patient" where it is a quality and no person.
	calm = listed(`is are was were am be been being very so really more most extremely super incredibly kind calm gentle warm caring friendly
		not quite too always stay stays remain how`)

	// towards goes before a colleague with a title: sent to Ms. Lee.
	towards = listed(`for to with by from see sees seeing saw seen at via ask asked dear thanks thank hi hello hey like than recommend recommended
		does did is has would could can will`)

	// greetings go before somebody who is spoken to.
	greetings = listed(`hi hello hey dear thanks thank dr doctor prof professor good morning`)

	// determiners stand between a name and "client".
	determiners = listed(`is was a my our an the this new old former longtime long-time regular dear current`)

	// particles stand inside a name.
	particles = listed(`de la las los del da das dos di du van von der den ter bin ibn al el le san st`)

	// owned follows a name that is a disease's or a place's: Bell's palsy.
	owned = listed(`disease syndrome palsy disorder thyroiditis contracture neuroma neuralgia area county side region hospital clinic center
		university township heights suburb suburbs`)

	// states are written behind the name of a city.
	states = listed(`al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx
		ut vt va wa wv wi wy dc on bc ab qc`)

	// notSecond ends a name in small letters.
	notSecond = listed(`young old will may might mark hope art bill rose said told lives works hurt hurts fell broke came comes walks runs sits wants`)

	// afterCalled follows "my client called" where it was a call.
	afterCalled = listed(`me us him her them you it today yesterday tomorrow tonight last this in on at about and to for back again off out up
		down over around the a an my his their our your with after before from because when while twice once several every earlier just now
		but who if since early late by my home here there ahead around every so then only first two three as`)
)
