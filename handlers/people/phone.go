package people

import (
	"regexp"
	"strings"

	"referout/bot"
)

// Numbers as people type them: in the form of North America, with a country
// code, or the last seven digits alone; an extension may follow.
var (
	phonePattern = regexp.MustCompile(`(?i)(?:(?:\b(?:phone|telephone|tel|cell|mobile|direct|ph)\b[.:]?\s*)?)` +
		`((?:\+?\b1[-. ]?)?(?:\(\d{3}\)|\b\d{3})[-. ]{0,3}\d{3}[-. ]?\d{4}\b|\+\d[\d ().-]{6,18}\d\b|\b\d{3}[-.]\d{4}\b)` +
		`((?:[ ,]*(?:x|ext|extension)\b\.?:? *#?\d{1,6}\b| ?x\d{1,6}\b)?)`)
	faxPattern = regexp.MustCompile(`(?i)\bfax\b[.:]?\s*(?:number|no\.?|#)?\s*[+(]?\d[\d ().-]{5,18}\d`)
	digits     = regexp.MustCompile(`\d`)
)

// ReadPhone reads a text that is nothing but a telephone number. It is kept with
// its country code (E.164, an extension as ";ext=12"), or as typed if it has
// only the seven digits of a local call. The error is a sentence.
func ReadPhone(text string) (string, error) {
	text = bot.OneLine(text)
	span := phonePattern.FindStringSubmatchIndex(text)
	if span == nil || digits.MatchString(text[:span[0]]+text[span[1]:]) {
		return "", notAPhone(text)
	}
	phone, ok := normalPhone(text[span[2]:span[3]], text[span[4]:span[5]])
	if !ok {
		return "", notAPhone(text)
	}
	return phone, nil
}

// normalPhone is a number as it is kept. Numbers of North America (ten digits,
// neither the area nor the exchange beginning with 0 or 1) get their country
// code; those of other countries (8 to 15 digits behind a plus) keep the groups
// they were typed in.
func normalPhone(number, extension string) (string, bool) {
	extension = strings.Join(digits.FindAllString(extension, -1), "")
	all := strings.Join(digits.FindAllString(number, -1), "")
	abroad := strings.Contains(number, "+") && !strings.HasPrefix(all, "1")
	switch home := strings.TrimPrefix(all, "1"); {
	case abroad && len(all) >= 8 && len(all) <= 15:
		return withExtension("+"+groups(number), ";ext=", extension), true
	case abroad:
		return "", false
	case len(all) == 7:
		return withExtension(number, " ext. ", extension), true
	case len(home) == 10 && home[0] > '1' && home[3] > '1':
		return withExtension(homeCode+home, ";ext=", extension), true
	}
	return "", false
}

// homeCode is the country code of a number that has none.
const homeCode = "+1"

func groups(number string) string {
	return strings.Join(strings.FieldsFunc(number, func(r rune) bool { return r < '0' || r > '9' }), " ")
}

func withExtension(number, mark, extension string) string {
	if extension == "" {
		return number
	}
	return number + mark + extension
}

// ShowPhone is a kept number as it is printed and dialled at home: 330-555-0134,
// with the country code where that is another one.
func ShowPhone(phone string) string {
	number, extension, _ := strings.Cut(phone, ";ext=")
	if home, ok := strings.CutPrefix(number, homeCode); ok && len(home) == 10 {
		number = home[:3] + "-" + home[3:6] + "-" + home[6:]
	}
	return withExtension(number, " ext. ", extension)
}
