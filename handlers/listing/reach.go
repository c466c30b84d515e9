package listing

import (
	"regexp"
	"slices"

	"referout/handlers/scrub"
)

// linkPattern is a web address, or a handle.
var linkPattern = regexp.MustCompile(`(?i)https?://\S|\bwww\.\S|\b[\pL\d-]{2,}\.(?:com|net|org|info|care|health|clinic|co|io|me|us|ca|uk|eu|de|example)\b|(?:^|\s)@[\pL\d_.]{3,}`)

// Reaches says whether a text tells how to reach somebody: a phone number, an e-mail
// address, a link or a handle.
func Reaches(text string) bool {
	return linkPattern.MatchString(text) || slices.ContainsFunc(scrub.Find(text), func(f scrub.Finding) bool {
		return f.Kind == scrub.Phone || f.Kind == scrub.Email || f.Kind == scrub.Account
	})
}

// NoReach is what to say to a contact that reaches nobody.
const NoReach = "I need a phone number, an e-mail address or a link there."
