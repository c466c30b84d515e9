package when

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// byNickname finds "est", "pacific time"; two zones may share one.
func byNickname(typed string, cities []city) (out []Zone) {
	for line := range strings.Lines(strings.TrimSpace(zoneNicknames)) {
		zone, list, _ := strings.Cut(strings.TrimSpace(line), ": ")
		if slices.Contains(strings.Split(list, ", "), typed) {
			out = append(out, Zone{zone, zoneCity(zone, cities)})
		}
	}
	return out
}

// byCity finds a city by its whole name, with or without its region.
func byCity(typed string, cities []city) (out []Zone) {
	var hits []city
	for _, c := range cities {
		if slices.ContainsFunc(c.names, func(n string) bool {
			return typed == n || slices.ContainsFunc(c.regions, func(r string) bool { return typed == n+" "+r })
		}) {
			hits = append(hits, c)
		}
	}
	return asZones(hits)
}

// byName finds an IANA name, whole or by its last part, in any case.
func byName(name string) []Zone {
	if strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz/_- +0123456789") != "" || strings.EqualFold(name, "local") {
		return nil
	}
	proper := properName(name)
	for _, prefix := range strings.Fields("- America Europe Asia Australia Africa Pacific Atlantic Indian Antarctica") {
		tried := proper
		if prefix != "-" {
			tried = prefix + "/" + proper
		} else if !strings.Contains(name, "/") {
			continue
		}
		if _, err := time.LoadLocation(tried); err == nil {
			return []Zone{{usZone(tried), zoneCity(usZone(tried), zoneTable())}}
		}
	}
	return nil
}

// properName writes an IANA name with its capitals: "america/new york" is
// "America/New_York".
func properName(name string) string {
	b := []byte(strings.ReplaceAll(strings.ToLower(name), " ", "_"))
	for i := range b {
		if (i == 0 || b[i-1] == '/' || b[i-1] == '_') && b[i] >= 'a' && b[i] <= 'z' {
			b[i] -= 'a' - 'A'
		}
	}
	proper := strings.NewReplacer("_Of_", "_of_", "_Es_", "_es_").Replace(string(b))
	for from, to := range map[string]string{"Us/": "US/", "Etc/Utc": "Etc/UTC", "Etc/Gmt": "Etc/GMT"} {
		if rest, ok := strings.CutPrefix(proper, from); ok {
			return to + rest
		}
	}
	return proper
}

// usZone is the usual name of a zone that has an older one.
func usZone(name string) string {
	switch name {
	case "US/Eastern":
		return "America/New_York"
	case "US/Central":
		return "America/Chicago"
	case "US/Mountain":
		return "America/Denver"
	case "US/Pacific":
		return "America/Los_Angeles"
	case "US/Arizona":
		return "America/Phoenix"
	case "US/Alaska":
		return "America/Anchorage"
	case "US/Hawaii":
		return "Pacific/Honolulu"
	}
	return name
}

// byRegion finds the zones of a state or country, alone or after a city that is
// not in the table. Codes of two letters are words too ("hi", "count me in"), so
// they must be capitals or follow a comma.
func byRegion(typed, name string, cities []city) (out []Zone) {
	place, after, comma := strings.Cut(name, ",")
	words := strings.Fields(name)
	written := words[len(words)-1]
	coded := comma && place != "" && len(strings.TrimSpace(after)) == 2 || written == strings.ToUpper(written) && written != "OK"
	for _, c := range cities {
		if slices.ContainsFunc(c.regions, func(r string) bool {
			return (len(r) > 2 || coded) && (typed == r || strings.HasSuffix(typed, " "+r))
		}) {
			out = append(out, Zone{c.zone, c.shown})
		}
	}
	return out
}

// byPrefix finds cities that begin with at least three typed letters.
func byPrefix(typed string, cities []city) []Zone {
	var hits []city
	for _, c := range cities {
		if len(typed) >= 3 && slices.ContainsFunc(c.names, func(n string) bool { return strings.HasPrefix(n, typed) }) {
			hits = append(hits, c)
		}
	}
	return asZones(hits)
}

// byTypo finds the cities nearest to what was typed, at most one slip away, two
// in a long name.
func byTypo(typed string, cities []city) []Zone {
	var hits []city
	best := 2
	if len(typed) < 4 {
		return nil
	}
	if len(typed) >= 7 {
		best = 3
	}
	for _, c := range cities {
		for _, n := range append(c.names, c.names[0]+" "+c.regions[0]) {
			switch d := distance(typed, n); {
			case d < best:
				best, hits = d, []city{c}
			case d == best && len(hits) > 0:
				hits = append(hits, c)
			}
		}
	}
	return asZones(hits)
}

// asZones shows cities, with their region where the same name comes twice.
func asZones(cities []city) (out []Zone) {
	for _, c := range cities {
		z := Zone{c.zone, c.shown}
		if slices.ContainsFunc(cities, func(o city) bool { return o.shown == c.shown && o.zone != c.zone }) {
			z.City += ", " + c.region
		}
		out = append(out, z)
	}
	return out
}

// zoneCity is the best-known city of a zone.
func zoneCity(zone string, cities []city) string {
	named := strings.ReplaceAll(zone[strings.LastIndex(zone, "/")+1:], "_", " ")
	first := ""
	for _, c := range cities {
		if c.zone == zone && slices.Contains(c.names, fold(named)) {
			return c.shown
		}
		if c.zone == zone && first == "" {
			first = c.shown
		}
	}
	return cmp.Or(first, named)
}
