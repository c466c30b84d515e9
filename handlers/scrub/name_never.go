package scrub

// never are words that are no name behind "client", though a sentence may give
// them a capital there: small words, days, languages, illnesses.
var never = listed(`
	a about above across after again against ago all almost along already also although always am among an and another any anybody anyone anything
	are around as asap ask asked asking asks at attn available away back be because been before being below beside besides between beyond but by can
	cannot certain certainly come comes coming could currently daily did different do does doctor doctors doing done down dr during each easily eight either else
	elsewhere especially etc even evening ever every everybody everyone everything ex except few first five for former formerly four from full
	further generally get gets getting go goes going gone got had happy has have having he hello help helped helping helps hence her here hers
	herself hey hi him himself his how however i if in including indeed initially instead interested into is issue issues it its itself just keep
	keeps knows largely last lately later least less lets likely little look looking lot lots mainly many maybe me meanwhile meet more morning most
	mostly much must my myself near nearby nearly necessary need needed needing needs neither never new next night nine no nobody non none nor
	normally not nothing now o'clock obviously occasionally of off often oh ok okay on once one ones only onto open or ordinarily other others
	otherwise our ours out outside over overall own partly per perhaps please plus possibly prefer preferably preferred preferring prefers previous
	previously primarily probably prof professor quick quickly quite rarely rather really recent recently referred refers regarding regular regularly said same saw
	say saying says see seeing seek seeking seeks seem seems seen sees sent seven several she should similar since six slowly so some somebody
	somehow someone something sometimes somewhat somewhere soon sorry spoke started starting starts stopped such suddenly super take taken takes
	taking tell ten than thank thanks that the their theirs them themselves then there therefore these they thing things think this those though
	three through thru thus till time times to today together told tomorrow tonight too took total toward towards treated treating treats tried
	tries try trying turned two type typically under unfortunately unless unlike until up upon urgent urgently us use used uses using usually
	various versus very via vs want wanted wanting wants was way we weekend weekly went were what whatever when whenever where wherever whether
	which while who whoever whole whom whose why with within without won't working works would yes yesterday yet you your yours zero

	accepts allergic asks complains diagnosed experienced experiencing postop post-op presented presenting presents reported reports requested
	requesting requires required suffered suffering suffers

	monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday saturdays sunday sundays mon tue tues wed weds
	thu thur thurs fri sat sun january february march july september october november december feb sept oct nov dec spring summer fall winter
	christmas easter thanksgiving

	north south east west northern southern eastern western northeast northwest southeast southwest downtown midtown uptown

	spanish english french german italian portuguese russian polish chinese mandarin cantonese japanese korean vietnamese arabic hindi urdu tagalog
	hebrew greek turkish ukrainian amish american african asian latino latina latinx hispanic caucasian native european indian mexican jewish muslim
	catholic hindu buddhist deaf trans transgender nonbinary lgbt lgbtq lesbian queer female

	parkinson crohn alzheimer lyme hashimoto ehlers raynaud sjogren sjögren marfan tourette asperger hodgkin addison cushing dupuytren covid ptsd
	mit ohne und oder sucht braucht hat ist für fur aus nach seit wegen über die der das den dem eine einen einer mein meine unsere ende anfang mitte
	con sin que necesita busca tiene dolor quiere está esta para desde por una los las

	adhd hipaa medicare medicaid zoom google facebook instagram telegram discord yelp aka appt approx asd bcbs cbt cpt ct dob emr ehr hmo hsa icd ms
	mri mva otc pcp pip ppo rom rsvp tbi tmd tos va wc`)

// headings are words that follow "Client" in a heading or on a form, and "client"
// in small letters. With a capital of their own in the middle of a sentence they
// are names: client Price, client Long.
var headings = listed(`
	withheld redacted optional pending ability abuse accepting access account accounts acupuncture acute addiction admin adult adults advice advocacy advocate advocates
	afternoon age aged ages allergies allergy ankle anonymous anxiety anxious appointment appointments area arm arthritis assessment assistance
	assistant athlete athletes athletic attorney autism availability awareness balance base based behavior benefits best better big bilingual
	billing birth black body bodywork book booked booking bookings both breathing briefly budget burnout busy calendar call calls canceled
	cancellation cancelled cancer card cards care caregiver caregivers cares case caseload cases cause center centered centred centric charge chart
	charting charts chat check child children choice choices chronic clinic clinical clinics comfort comfortable committed communication community
	complaint complaints compliance concern concerns concussion condition conditions confidential confidentiality consent consult
	consultation consults contact contacts coordination coordinator cost costs count counts coverage covered crisis current database day days
	demographics dental depressed depression details diabetes diabetic diagnosis directory disabilities disability disabled discharge
	discount discounts document documents drive driven driver drivers dry early education elbow elderly email emails emergency
	employee engagement evaluation evenings exam examination exercise expectations experience experiences expert facing families family
	fee feedback fees fibromyalgia file files find finds flow focused follow followup foot form forms friend friendly friends front frozen gay
	gentle gift give given gives goal goals good great group groups half hand handling handout hands head headache headaches health healthcare
	healthy heart herniated high hip history home hope hoping hospital hours id ids impressions income info information injured injuries injury
	input instructions insurance insured intake interaction international intolerant jaw job joint kids kind kindly knee late law lead leads left
	leg let level like liked likes limited list lists live lives load local location long longer looks love loved loves low lower lumbar lymphedema
	made make makes making male management manager marketing massage mean means med medical medication medications medicine meds men menopause
	mental mid might migraine migraines military mine mobile mobility money mother movement multiple muscle name named names navigator neck nerve
	neurological nice note notes number numbers nurse nutrition office old older oncology online opinion opinions options order orders oriented
	outcome outcomes outreach overweight package packages pain panel parent parents parking part parts payer payers payment payments pays pediatric
	pelvic people percentage person personal phone phones physical physician plenty population portal portals positive possible post postop
	postpartum postural posture practice preference preferences pregnancy pregnant premium prenatal prep price prices
	pricing privacy private problem problems process profile profiles program progress protection protocol provider providers
	question questions ratio ready record records recovery referral referrals registration rehab relations relationship relationships release
	reminder reminders report request requests required requirement research resource resources
	response results retention retreat review reviews right rights risk room rotator safety satisfaction schedule scheduled schedules scheduling
	school sciatica scoliosis screening senior seniors sensitive service services session sessions severe sex sexual share sheet short shoulder side
	sleep software spa space special specialist specialists specific spine sport sports stable staff status still stories story stress stroke
	student students stuff success support supported sure surgery survey surveys survivor survivors symptom symptoms team
	technique teen teens testimonial testimonials text texts therapist therapists therapy tight tip tips tissue tmj tolerance traffic transfer
	transfers transport transportation trauma traumatic treatment treatments trust underserved uninsured unknown upper value values vestibular
	veteran veterans virtual visit visits volume waiting waitlist walk-ins week weeks welcome welcomes well wellness wheelchair whiplash white
	window woman women word work worked workers workload workshop workshops wrist year years`)
