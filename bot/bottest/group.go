package bottest

import "strings"

// groupName has the mark in front, as in transcripts.
func groupName(name string) string {
	if strings.HasPrefix(name, "#") {
		return name
	}
	return "#" + name
}

// wholeGroup is the group that a topic ("#meetup/questions") belongs to; a group
// is its own.
func wholeGroup(name string) string {
	group, _, _ := strings.Cut(groupName(name), "/")
	return group
}

// belongs reports whether a group is the other one, or a topic of it.
func belongs(name, to string) bool {
	return groupName(name) == groupName(to) || wholeGroup(name) == groupName(to)
}
