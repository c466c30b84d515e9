package scrub

// Words around names that have no word for a client beside them.
var (
	// hourWords and slots may stand between "my" and a client's name: my 3 pm, my next one.
	hourWords = listed(`am pm o'clock uhr noon appointment appt appointments session slot booking termin cita cancellation`)
	slots     = listed(`monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun today tomorrow tonight
		yesterday morning afternoon evening night lunch lunchtime next last first second third new newest old older longtime long-time
		regular favorite favourite weekly biweekly monthly sweet poor dear lovely elderly lady guy gal girl boy dude woman man one person friend
		neighbor neighbour coworker co-worker boss roommate buddy teacher's runner dancer golfer cyclist gardener bride mama momma mommy
		two three four five six seven eight nine ten eleven twelve thirty fifteen
		at of on a the this o clock w with for half past quarter to after before
		freundin freund nachbarin nachbar amiga amigo vecina vecino señora`)

	// does follows a name and neither an hour nor a class; suffers, of a client.
	does    = listed(`she he has needs wants who is was can't cant cannot says said told asked asks`)
	suffers = listed(`needs need wants suffers hurts fell struggles complains limps cries hurt can't cant cannot cancelled canceled rescheduled braucht sucht necesita busca tiene`)

	// asks stand before "for" where somebody is asked for at the desk.
	asks = listed(`ask asks asked asking call text look looks looking thanks`)

	// numbered go before a letter that is no initial: plan B, vitamin D.
	numbered = listed(`plan vitamin vit part medicare medicaid hep hepatitis grade level type group room suite ste building bldg tier class stage step phase unit
		appendix section option version series model category cat schedule factor strep omega wing gate floor lot route`)

	// places are first names that are places, too.
	places = listed(`florence charlotte virginia madison orlando troy eugene jordan victoria milton warren marshall lawrence nelson regina
		augusta helena glen chester clyde logan tyler chelsea sydney irving ross homer israel`)

	// placeEnds end the name of a place that begins as a first name does.
	placeEnds = listed(`area areas heights beach hills hill falls springs ridge lake lakes oaks park city village valley creek grove harbor square street st avenue
		ave road county island township university point plaza mesa vista bay harbour terrace arbor stream depot keynes town station hole
		alabama arizona california carolina colorado florida georgia illinois indiana iowa jersey kansas kentucky louisiana massachusetts michigan minnesota
		missouri nevada ohio oklahoma oregon pennsylvania tennessee texas utah washington wisconsin york hospital clinic center school church elementary gardens meadows`)

	// noSurname ends what begins as a name in full and is a road, a place or a method.
	noSurname = listed(`parkway pkwy highway hwy tollway freeway expressway boulevard blvd circle trail loop corridor ranch junction butte afb mall crossing commons estates
		landing district alaska arkansas connecticut delaware georgia hawaii idaho maine maryland mississippi montana nebraska hampshire jersey mexico dakota vermont
		wisconsin wyoming ontario alberta anatomy mobility fascia polyvagal mfr cst`)

	// namedPlaces are called as somebody was, in full.
	namedPlaces = listed(`martin-luther-king jim-thorpe joshua-tree ben-lomond lee-vining jean-lafitte john-muir cesar-chavez rosa-parks sam-houston sam-rayburn`)

	// methods are called by the names of those who taught them, or sound like names.
	methods = listed(`graston bowen rolfing rolf trager feldenkrais alexander hellerwork reiki thai shiatsu watsu swedish lomi ashiatsu barnes pilates mckenzie maitland mulligan
		epley cyriax upledger vodder gottman schroth bobath vojta kneipp hakomi somatics yoga zumba crossfit ayurveda`)
	methodEnds = listed(`technique techniques method methods therapy release manual bodywork massage work lessons lesson training trained certified certification style approach maneuver`)

	// hers is what is spoken of as somebody's own: Sarah's knee.
	hers = listed(`back neck shoulder shoulders knee knees hip hips jaw pain pains migraine migraines headache headaches sciatica injury surgery pelvis pelvic foot feet
		ankle wrist elbow hand hands arm arms leg legs scar scars spine posture condition diagnosis case chart file insurance appointment appt session next
		husband wife mom mother dad father son daughter sister brother baby pregnancy doctor symptoms recovery rehab fall accident concussion vertigo`)
	// shown is what a colleague does for others: Tom's shoulder workshop.
	shown = listed(`workshop workshops class classes course talk talks lecture night seminar demo webinar studio`)
	// verbs look like a name of which something is spoken, and x rays.
	verbs = listed(`rays carries nicks barbs`)
	sides = listed(`left right lower upper low bad sore stiff frozen chronic neck back lumbar`)

	// shorthand is short words in capitals that are nobody's initials.
	shorthand = listed(`pt ot dc md do np pa rn pta otr lmt cmt lac nd ms tmj tmd mva wc rom adl hx dx tx rx sx cc hr bp acl mcl pcl ac si it lbp cts tos ra oa mri ct usa uk
		us eu am pm hsa ppo hmo epo sw lpc csw cst mfr dpt atc cht cbt dbt ifs iso new fyi asap poc tbi als ibs sob gad ocd add mma spd fai itb fm ptsd adhd
		ok no yes hi cp ap la nyc sf dfw va dob age sex for and the with her his she man guy mom dad kid son wife f m fem male`)
)
