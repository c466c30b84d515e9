package scrub

// LeftOut stands in a cleaned text for whatever was taken out.
const LeftOut = "…"

// String is the kind in words that fit a sentence: "I left out a phone number."
func (k Kind) String() string {
	switch k {
	case Phone:
		return "a phone number"
	case Email:
		return "an e-mail address"
	case Age:
		return "an age"
	case Date:
		return "a full date"
	case Name:
		return "a name"
	case ID:
		return "an ID number"
	case Address:
		return "an address"
	case Account:
		return "a social media account"
	case Person:
		return "a name"
	}
	return "something private"
}
