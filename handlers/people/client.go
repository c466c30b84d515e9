package people

import (
	"regexp"
	"strings"

	"referout/bot"
)

var (
	// clientPart is a part of a line that says that somebody is a client: "my client",
	// "a patient of mine".
	clientPart = regexp.MustCompile(`(?i)(?:^|[,;(]\s*)(?:(?:is|she|he|she's|he's|was|a|an|my|our|new|old|former|regular|the)\s+)*(?:client|patient|customer)(?:\s+of\s+(?:mine|ours))?\s*(?:$|[,;).])`)
	// clientSaid is a client anywhere in what was taken for a name or a place.
	clientSaid = regexp.MustCompile(`(?i)\b(?:my|our|her|his|a|an|this|new|with|the)\s+(?:\S+\s+){0,2}?(?:client|patient|customer)\b|\b(?:client|patient|customer)s?\s+(?:of\s+(?:mine|ours)|named|called)\b|^(?:client|patient|customer)$`)
	// clientName is what no professional's name holds.
	clientName = regexp.MustCompile(`(?i)\b(?:client|patient|customer)s?\b|^(?:my|our)\s`)
)

// notClient refuses what is said of a client in one field; the error is a sentence.
func notClient(text string) error {
	if clientSaid.MatchString(text) || clientPart.MatchString(text) {
		return bot.Errorf("%s", clientsStayOut)
	}
	return nil
}

// NotClient refuses a line of which some part says that it is about a client; the error
// is a sentence. What the line says that a professional does ("sees my client …") is not
// kept anyway.
func NotClient(l Line) error {
	if clientName.MatchString(l.Name) || clientPart.MatchString(l.Rest) {
		return bot.Errorf("%s", clientsStayOut)
	}
	for _, field := range []string{l.OfficeName, l.City, l.Address, strings.Join(l.Payers, ", "), l.Specialty} {
		if err := notClient(field); err != nil {
			return err
		}
	}
	return nil
}
