package guide

// TagWords are the words of the two places of a tag.
func TagWords() (first, second []string) {
	return tagWords().first, tagWords().second
}
