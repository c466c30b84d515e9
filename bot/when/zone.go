package when

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Zone is a time zone: its IANA name, and a place in it that people know.
type Zone struct{ Name, City string }

// offered is how many zones are offered to choose from.
const offered = 6

// city is a city of the table, with its names folded.
type city struct {
	zone, shown, region string
	names               []string
	regions             []string // its region's names, folded
}

// FindZone returns the zones that a person may have meant by a city ("chicago",
// "Portland, OR"), a state or country, an IANA name ("US/Central") or a nickname
// ("est", "pacific time"). One zone was named, or is the only one near to what
// was typed ("berln"); of several, up to six, the person must choose. It is empty
// when nothing is near. The error is a zone that cannot be loaded.
func FindZone(text string) (best []Zone, err error) {
	best, _, err = GuessZone(text)
	return best, err
}

// GuessZone is FindZone; near says that nothing is called as it was typed, and these are
// what is near to it.
func GuessZone(text string) (best []Zone, near bool, err error) {
	name := strings.TrimSpace(text)
	typed := fold(name)
	if typed == "" || len(text) > looked {
		return nil, false, nil
	}
	cities := zoneTable()
	for _, search := range []func() []Zone{
		func() []Zone { return byNickname(typed, cities) },
		func() []Zone { return byCity(typed, cities) },
		func() []Zone { return byName(name) },
		func() []Zone { return byRegion(typed, name, cities) },
		func() []Zone { return byPrefix(typed, cities) },
	} {
		if best = offer(search()); len(best) > 0 {
			break
		}
	}
	if len(best) == 0 {
		best, near = offer(byTypo(typed, cities)), true
	}
	for _, z := range best {
		if _, err := time.LoadLocation(z.Name); err != nil {
			return nil, false, fmt.Errorf("load zone %s: %w", z.Name, err)
		}
	}
	return best, near, nil
}

// Common returns up to six zones to offer before anything was typed: those of
// the United States from east to west, then of Europe, no two of which show the
// same time at now.
func Common(now time.Time) []Zone {
	var out []Zone
	readings := map[string]bool{}
	for _, z := range []Zone{
		{"America/New_York", "New York"}, {"America/Chicago", "Chicago"}, {"America/Denver", "Denver"},
		{"America/Los_Angeles", "Los Angeles"}, {"America/Anchorage", "Anchorage"}, {"Pacific/Honolulu", "Honolulu"},
		{"America/Phoenix", "Phoenix"}, {"Europe/London", "London"}, {"Europe/Berlin", "Berlin"},
	} {
		loc, err := time.LoadLocation(z.Name)
		if err != nil || len(out) == offered {
			continue
		}
		if reading := now.In(loc).Format("2 15:04"); !readings[reading] {
			readings[reading] = true
			out = append(out, z)
		}
	}
	return out
}

// zoneTable reads the table of cities.
func zoneTable() (out []city) {
	full := regionNames()
	for line := range strings.Lines(strings.TrimSpace(zoneCities)) {
		head, list, _ := strings.Cut(strings.TrimSpace(line), ": ")
		zone, region, _ := strings.Cut(head, " ")
		regions := append([]string{fold(region)}, full[region]...)
		for entry := range strings.SplitSeq(list, ", ") {
			names := strings.Split(entry, "/")
			c := city{zone: zone, shown: names[0], region: region, regions: regions}
			for _, n := range names {
				c.names = append(c.names, fold(n))
			}
			out = append(out, c)
		}
	}
	return out
}

// regionNames maps a region to its further names, folded.
func regionNames() map[string][]string {
	out := map[string][]string{}
	for entry := range strings.SplitSeq(zoneRegions, ",") {
		code, names, _ := strings.Cut(strings.TrimSpace(entry), " ")
		for n := range strings.SplitSeq(names, "/") {
			out[code] = append(out[code], fold(n))
		}
	}
	return out
}

// fold makes the spellings of a place equal: case, accents, "Saint", "US" and
// the word "time" do not matter.
func fold(s string) string {
	s = strings.Map(foldRune, strings.ReplaceAll(strings.ToLower(s), "ß", "ss"))
	words := strings.Fields(s)
	if len(words) > 1 {
		words = slices.DeleteFunc(words, func(w string) bool {
			return oneOf(w, "time timezone zone standard daylight us usa")
		})
	}
	for i, w := range words {
		switch w {
		case "saint":
			words[i] = "st"
		case "ft":
			words[i] = "fort"
		}
	}
	return strings.Join(words, " ")
}

// offer keeps the first of each zone, and at most six.
func offer(zones []Zone) (out []Zone) {
	for _, z := range zones {
		if len(out) < offered && !slices.ContainsFunc(out, func(o Zone) bool { return o.Name == z.Name }) {
			out = append(out, z)
		}
	}
	return out
}

// foldRune drops accents and full stops, and makes other marks spaces.
func foldRune(r rune) rune {
	switch {
	case strings.ContainsRune("äáàãâå", r):
		return 'a'
	case strings.ContainsRune("éèê", r):
		return 'e'
	case strings.ContainsRune("íî", r):
		return 'i'
	case strings.ContainsRune("öóôø", r):
		return 'o'
	case strings.ContainsRune("üú", r):
		return 'u'
	case strings.ContainsRune(",_-()", r):
		return ' '
	case strings.ContainsRune(".'’", r), unicode.Is(unicode.Mn, r):
		return -1
	}
	if i := strings.IndexRune("ñçłńšć", r); i >= 0 {
		return rune("nclnsc"[i/2]) // each of them is two bytes
	}
	return r
}
