package circle

// What the form of a listing asks and says. The limits are those of form.go.
const (
	nameLabel       = "Name"
	disciplineLabel = "Discipline"
	areaLabel       = "Area"
	payersLabel     = "Payers"
	acceptingLabel  = "Accepting new"
	goToLabel       = "Go-to for"
	contactLabel    = "Contact"

	askName       = "By which name do colleagues know you? Up to 60 characters, such as “Ann Bell, LMT”."
	askDiscipline = "What are you? One discipline, up to 40 characters, such as “massage therapist” or “chiropractor”."
	askArea       = "Where do you work? A part of town or a city, up to 40 characters."
	askPayers     = "Which payers do you take? Up to 6, such as “Aetna, auto injury, cash”."
	askAccepting  = "Do you take new people now?"
	askGoTo       = "What should colleagues come to you for? Up to 3 things, commas between, each up to 30 characters, such as “jaw pain, headaches”. No stories and no clients."
	askContact    = "How may colleagues reach you? A phone or an e-mail of your practice, up to 60 characters. Everybody in the group can read it."

	yes = "Yes"
	no  = "No"

	yesOrNo       = "I need a yes or a no there."
	tooLong       = "That %s is too long. Please send at most %d characters."
	leaveOut      = "Everybody in the group can read this. Please leave out %s; I need your %s alone."
	maybeName     = "“%s” reads like somebody's name. If a place is called so, type “%s area”."
	tooManyPayers = "Those are more than %d payers. Please send the ones that matter most."
	noPayer       = "“%s” is a discipline. Type payers, such as “Aetna, cash”, or skip this."
	looksLikeName = "That looks like a name. What is your discipline, such as “massage therapist”?"
	goToTooLong   = "“%s” is too long. Please keep each to %d characters."
	goToTooMany   = "Those are more than %d. Please send those that you are best at."
	goToSomebody  = "One of those may tell who somebody is, so I kept none of it. Say what you are good at, such as “jaw pain, headaches”."
	goToEmpty     = "I need at least one thing, such as “jaw pain”."
)
