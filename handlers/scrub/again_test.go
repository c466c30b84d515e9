package scrub_test

import (
	"testing"

	"referout/handlers/scrub"
)

// Whoever was found once is found again in the same text: by the first name, the surname,
// an owner's ending.
func TestAgain(t *testing.T) {
	check(t, []row{
		{"my client Sarah has pain. What about Sarah?", "my client … has pain. What about …?", "nn"},
		{"My client Sarah Keller limps; Keller came, sarahs way", "My client … limps; … came, … way", "nnn"},
		{"Sarah's shoulder. Sarah Keller came with pain, and Keller's doctor", "… shoulder. … came with pain, and … doctor", "nnn"},
		{"client sarah keller, then keller again", "client …, then … again", "nn"},
		{"client Madison, a PT in Madison", "client …, a PT in Madison", "n"},
		{"client Madison, a PT for Madison", "client …, a PT for …", "nn"},
		{"client Bell with Bell's palsy", "client … with Bell's palsy", "n"},
		{"client Price, Price $90", "client …, Price $90", "n"},
		{"my client Kim wants what Sarah K. had; Kim K. too", "my client … wants what … had; … too", "ntn"},
	})
}

// What was found in one text is left out of another; nothing that is kept tells who it was.
func TestKnowing(t *testing.T) {
	var known, again scrub.Names
	known.Add(scrub.Find("My client Sarah Keller, 42"))
	again.AddCode(known.Code() + " x! ")
	for text, want := range map[string]string{
		"What about Sarah?":          "What about …?",
		"Keller's knee got better":   "… knee got better",
		"sarahs knee":                "… knee",
		"Anna Keller asked":          "… asked",
		"How soon do you see change": "How soon do you see change",
		"the cellar of a keller":     "the cellar of a keller",
		"Sarah-Keller":               "…",
	} {
		if got, _ := scrub.CleanKnowing(text, again); got != want {
			t.Errorf("%q is left as %q", text, got)
		}
	}
	if len(again) != len(known) || len(known) != 2 {
		t.Errorf("%d of %d names are kept", len(again), len(known))
	}
}
