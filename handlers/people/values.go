package people

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"referout/bot"
	"referout/handlers/guide"
)

// Limits of what is kept, in characters.
const (
	mostName    = 80
	mostPayers  = 12
	mostPayer   = 40
	mostTrade   = 40
	mostAddress = 200
)

// ReadName checks a name of a person. The error is a sentence.
func ReadName(text string) (string, error) {
	name := bot.OneLine(text)
	switch {
	case name == "":
		return "", bot.Errorf("%s", nameEmpty)
	case !strings.ContainsFunc(name, unicode.IsLetter):
		return "", bot.Errorf("%s", nameWithoutLetters)
	case utf8.RuneCountInString(name) > mostName:
		return "", bot.Errorf(nameTooLong, mostName)
	}
	return name, nil
}

// ReadSpecialty reads a specialty: guide's code, or what was typed if the guide
// does not know it. The error is a sentence.
func ReadSpecialty(text string) (string, error) {
	if code, _, _, ok := guide.FindSpecialty(text); ok {
		return code, nil
	}
	return readText(text, mostTrade, "specialty")
}

// ReadRole reads what somebody does on an office's staff. The error is a sentence.
func ReadRole(text string) (guide.RoleCode, error) {
	role, _, _, ok := guide.Role(text)
	if !ok {
		return "", bot.Errorf("%s", roleUnknown(Quote(text)))
	}
	return role, nil
}

// ReadPayers reads a list of payers. What the guide does not know is kept as
// typed. The error is a sentence.
func ReadPayers(text string) ([]string, error) {
	text = bot.OneLine(text)
	found := guide.FindPayers(text)
	var names []string
	rest := text
	for _, f := range slices.Backward(found) {
		rest = rest[:f.From] + "," + rest[f.To:]
	}
	for _, f := range found {
		names = append(names, guide.PayerName(f.Code))
	}
	for _, part := range partPattern.Split(rest, -1) {
		if part = trimConnectors(part); strings.ContainsFunc(part, unicode.IsLetter) && utf8.RuneCountInString(part) <= mostPayer {
			names = append(names, part)
		}
	}
	if len(names) == 0 {
		return nil, bot.Errorf("%s", payersUnread)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	return names[:min(len(names), mostPayers)], nil
}

// ReadPlace reads the name of an office or a city. The error is a sentence.
func ReadPlace(text, what string) (string, error) {
	if what == "office" || what == "city" {
		if err := notClient(text); err != nil {
			return "", err
		}
	}
	return readText(text, mostName, what)
}

// ReadAddress reads a postal address. The error is a sentence.
func ReadAddress(text string) (string, error) {
	if err := notClient(text); err != nil {
		return "", err
	}
	return readText(text, mostAddress, "address")
}

func readText(text string, most int, what string) (string, error) {
	text = bot.OneLine(text)
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return "", bot.Errorf(valueEmpty, what)
	}
	if utf8.RuneCountInString(text) > most {
		return "", bot.Errorf(valueTooLong, what, most)
	}
	return text, nil
}
