// Package scrub finds in free text what may tell who a client is, before the
// text is shown to a group: phones, e-mail and street addresses, accounts of
// networks, ages, full dates, numbers of cards and charts, and names where
// clients are named.
//
// # What it is, and what not
//
// It is the first scrubber, not the last word. It knows English as colleagues
// type it on a phone, with bits of German and Spanish in it; a full name without
// a word around it that says whose it is, a rare diagnosis pass. The person who
// posts sees the exact text first and stays the judge. It is meant to grow: each
// kind has a file and a table in the tests, and a miss is a row there. Where a town
// or an hour is asked for, [FullName] tells a name in full from it.
//
// Where a phrase may be private or not, what is left out costs a word and what
// is let through costs a promise, so doubt counts as private. Still, what
// describes a practitioner stays: years of experience, hours, fees, payers, ages
// as a range of practice ("kids 5 to 12"), the date of a day without its year,
// methods with somebody's name ("Bowen"), a town, a postal code all alone.
//
// # Colleagues
//
// Some fields name a colleague or a place on purpose, and say so by the kinds
// that they allow ([FirstBut], [CleanBut]): how to reach them ([Phone], [Email],
// [Address], [Account]), and [Person], a name of which nobody can tell whose it
// is: "Ms. Lee", "Sarah K.", "ask for Jane". A [Name], which the words around
// make a client's, is allowed nowhere.
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
