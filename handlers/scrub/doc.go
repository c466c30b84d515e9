// Package scrub finds in free text what may tell who a client is, before the
// text is shown to a group: phones, e-mail addresses, ages, full dates, numbers
// of cards and charts, and a name after "client" or "patient".
//
// # What it is, and what not
//
// It is the first scrubber, not the last word. It knows English as colleagues
// type it on a phone, and finds the plain cases; a name without a word before it
// that says whose it is, a street, a rare diagnosis pass. The person who posts
// sees the exact text first and stays the judge. It is meant to grow: each kind
// has a file and a table in the tests, and a miss is a row there.
//
// Where a phrase may be private or not, what is left out costs a word and what
// is let through costs a promise, so doubt counts as private. Still, what
// describes a practitioner stays: years of experience, hours, fees, payers, ages
// as a range of practice ("kids 5 to 12"), the date of a day without its year.
//
// # Forms
//
// A text is compared in a folded form: full-width and other scripts' digits are
// digits, all dashes and spaces are one, and characters without width are not
// there at all. Findings are bytes of the text as it was typed.
//
// # Reading on
//
// What is left out becomes [LeftOut], a single ellipsis, for everything alike:
// it fits a sentence wherever it stands ("my client … needs a PT", "a … woman",
// "call …"), shows the reader that something is missing, and does not tell what.
// Words that say nothing alone go with it ("aged 42", "born in 1980"), words
// that carry the sentence stay ("call", "named", "member id").
package scrub
