// Package pass tells a colleague that someone may call, and who sent them; never who
// they are.
//
// # Privacy
//
// There is no word about the client anywhere, and no field that one could be typed into.
// Two things are typed at all: words that a colleague is found by, which go nowhere, and
// once the sender's own name, which holds nothing besides (see package sign).
// Nothing goes before the sender has tapped that they agreed to it. What comes back is
// one of three words, said by a tap of the colleague: called, booked, no contact. For
// mental health nothing comes back, and the referral is kept without a trace of the
// person, as by /refer.
//
// # Two books
//
// A referral is logged in both books, by the rules of /refer and /received. The letter
// goes through the circle, which passes it on only while both are in its chat.
//
// # Stored names
//
// Names of tables, actions and kinds of letters.
package pass
