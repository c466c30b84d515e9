package sign

// onlyAName is said of a name that holds more than one.
const onlyAName = "I see %s in that. Type the name alone by which colleagues know you."
