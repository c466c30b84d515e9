package people

import (
	"regexp"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"referout/bot"
)

// homeRegion is where a number without a country code is taken to be.
const homeRegion = "US"

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

// normalPhone is a number as it is kept.
func normalPhone(number, extension string) (string, bool) {
	extension = strings.Join(digits.FindAllString(extension, -1), "")
	if local := digits.FindAllString(number, -1); len(local) == 7 && !strings.Contains(number, "+") {
		return withExtension(number, " ext. ", extension), true
	}
	n, err := phonenumbers.Parse(number, homeRegion)
	if err != nil || !phonenumbers.IsPossibleNumber(n) {
		return "", false
	}
	return withExtension(phonenumbers.Format(n, phonenumbers.E164), ";ext=", extension), true
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
	if !strings.HasPrefix(phone, "+") {
		return phone
	}
	n, err := phonenumbers.Parse(phone, homeRegion)
	if err != nil {
		return phone
	}
	return strings.TrimPrefix(phonenumbers.Format(n, phonenumbers.INTERNATIONAL), "+1 ")
}
