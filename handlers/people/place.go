package people

import (
	"regexp"
	"strings"
)

// Addresses of the United States as people type them.
var (
	streetPattern = regexp.MustCompile(`(?i)\b\d{1,6}[a-z]?(?:-\d{1,5})?\s+(?:[\p{L}\d.'’-]+\s+){1,4}?` +
		`(?:street|st|avenue|ave|av|road|rd|boulevard|blvd|drive|dr|lane|ln|court|ct|place|pl|parkway|pkwy|highway|hwy|way|terrace|ter|circle|cir|square|sq|trail|trl|pike|loop|plaza|row|walk|broadway|freeway|fwy|alley|crossing|commons)\b\.?` +
		`(?:\s+(?:ne|nw|se|sw|[nsew])\b\.?)?` + unitPattern + `*`)
	// streetFirst has its number behind it: Oak St 12, Hauptstr. 5.
	streetFirst = regexp.MustCompile(`(?i)^(?:(?:[\p{L}.'’-]+\s+){1,3}(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|lane|ln|parkway|pkwy)\b\.?|[\p{L}-]+(?:straße|strasse|str\.?|weg))\s+\d{1,6}[a-z]?` + unitPattern + `*$`)
	boxPattern  = regexp.MustCompile(`(?i)\bp\.?\s*o\.?\s*box\s+#?\d[\w-]*`)
	unitOnly    = regexp.MustCompile(`(?i)^` + unitPattern + `+$`)
	housePart   = regexp.MustCompile(`^\d{1,6}[A-Za-z]?\s+\p{L}[\p{L}\d .'’-]*` + unitPattern + `*$`)
	zipPattern  = regexp.MustCompile(`\b\d{5}(?:-\d{4})?\b`)
	statePlace  = regexp.MustCompile(`\b([A-Za-z]{2})\b\.?,?\s+(\d{5}(?:-\d{4})?)\b`)
	stateBehind = regexp.MustCompile(`^(.*\S)\s+([A-Z]{2})\.?$`)
)

const unitPattern = `(?:\s*\b(?:suite|ste|unit|apt|apartment|bldg|building|floor|fl|room|rm)\b\.?\s*#?\s*[A-Za-z]?\d*[\w-]*|\s*#\s*\w[\w-]*)`

// states are the codes and names of the states; doubtful codes mean something
// else in this line of work.
const (
	states = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MI MN MS MO MT NE NV NH NJ NM NY NC OH OK OR RI SC SD TN TX UT VT WA WV WI WY"

	doubtfulStates = "DC MA MD ND PA VA"

	stateNames = "|alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming|usa|united states|"
)

func hasWord(list, word string) bool {
	return len(word) == 2 && strings.Contains(" "+list+" ", " "+word+" ")
}

// isState takes a code in capitals, or the name of a state.
func isState(text string) bool {
	text = strings.TrimSuffix(text, ".")
	return hasWord(states, text) || strings.Contains(stateNames, "|"+key(text)+"|")
}

// anyState takes the code of any state, in small letters too unless that is a
// word of its own.
func anyState(code string) bool {
	if hasWord("in or me hi ok la ma pa de al", code) {
		return false
	}
	return hasWord(states+" "+doubtfulStates, strings.ToUpper(code))
}

// streetIn finds the part of a text that is an address: a street with its
// number, or a box.
func streetIn(text string) (from, to int, ok bool) {
	for _, pattern := range []*regexp.Regexp{boxPattern, streetPattern} {
		if span := pattern.FindStringIndex(text); span != nil {
			return span[0], span[1], true
		}
	}
	return 0, 0, false
}

// wholeAddress says whether a part of a line is an address as a whole.
func wholeAddress(part string) bool {
	return unitOnly.MatchString(part) || housePart.MatchString(part) || streetFirst.MatchString(part)
}
