// Package guide is what a well-read colleague knows by heart: the professions
// one sends people to and what they are called, the people who run an office,
// the payers, the words of a tag, and how to begin a note of thanks.
//
// Everything is a pure function of its arguments. The phrase finders look at
// text as people type it: capital letters, full stops in abbreviations and
// plurals do not matter, and a phrase is always whole words. They return byte
// offsets, so that the caller can take a phrase out of the text it came from.
//
// # Stored names
//
// The codes of specialties, roles and payers, the two lists of tag words, and
// the numbers of the occasions are stored: they may be added to, but never
// changed or given a second meaning.
//
// # Privacy
//
// Nothing here describes a client. A draft names only the colleague it is
// addressed to, and says nothing of anybody's sex, age, or reason to be seen.
package guide
