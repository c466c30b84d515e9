package pairs

// waitsOf is how long somebody waits after a month: no longer if she had somebody, nor
// if she has met everybody there was.
func waitsOf(before int, left bool, unmet int) int {
	if !left || unmet == 0 {
		return 0
	}
	return before + 1
}
