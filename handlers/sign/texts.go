package sign

const nameAlone = "Type the name alone by which colleagues know you."

// onlyAName is said of a name that holds more than one.
const onlyAName = "I see %s in that. Type the name alone by which colleagues know you."
