package scrub_test

import (
	"testing"

	"referout/handlers/scrub"
)

// What is told of a client, and where she is at home, says whose name it is.
func TestWhose(t *testing.T) {
	check(t, []row{
		{"Sarah Keller's case", "… case", "n"},
		{"Sarah Keller's Case", "… Case", "n"},
		{"sarah keller's shoulder", "… shoulder", "n"},
		{"Sarah's session", "… session", "n"},
		{"Sarah Keller's Shoulder", "… Shoulder", "n"},
		{"Zuzana Keller's shoulder", "… shoulder", "n"},
		{"Keller's case", "… case", "n"},
		{"Keller's recovery, part 2", "… recovery, part 2", "n"},
		{"James' frozen shoulder", "…' frozen shoulder", "n"},
		{"Anna's story", "… story", "n"},
		{"Anna's treatment", "… treatment", "n"},
		{"about Maria Lopez's chronic pain", "about … chronic pain", "n"},
		{"case of Sarah Keller", "case of …", "n"},
		{"the story of Anna", "the story of …", "n"},
		{"Case: Sarah", "Case: …", "n"},
		{"Northside, where Sarah Keller lives", "Northside, where … lives", "n"},
		{"where keller lives", "where keller lives", ""},
		{"where Keller lives", "where … lives", "n"},
		{"near Keller family", "near … family", "n"},
		{"by the Sarah Keller family", "by the … family", "n"},
	})
}

// Whose things are no client's, and what is no person, stays.
func TestWhoseElse(t *testing.T) {
	for _, text := range []string{
		"Dr Lee's case: jaw pain", "Dr. Sarah Lee's session", "swimmer's shoulder", "Runner's knee", "Golfer's elbow and tennis elbow", "Little Leaguer's Shoulder", "Today's case", "Tuesday's session",
		"a therapist's story", "Parkinson's treatment", "Crohn's pain", "Bell's palsy", "women's pain", "Ann Bell's session on jaw pain", "Anna's Hip Clinic", "McKenzie's treatment",
		"case of whiplash", "Case of Thoracic Outlet", "history of Florence", "the story of Charlotte", "Akron family practice", "near Akron Family Practice", "near Wooster family medicine", "where people live", "where Medicare patients live",
		"Case night (no names)", "TMJ and the neck: 3 cases", "everybody's case", "the physician's recovery", "Graston treatment", "St. Paul", "Children's recovery",
	} {
		if found := scrub.Find(text); len(found) > 0 {
			t.Errorf("%q: %+v", text, found)
		}
	}
}

// Where a place is to stand, a first name is a person's unless a town is called so.
func TestSomebody(t *testing.T) {
	for text, want := range map[string]bool{
		"Maria": true, "sarah": true, "Maria Keller": true, "Sarah Keller": true, "Florence Keller": true, "Ann": true, "Bob Ray": true,
		"Jackson": false, "Charlotte": false, "Victoria": false, "Madison": false, "Austin": false, "Florence": false, "Santa Maria": false, "St. Paul": false, "Maria Stein, OH": false, "Maria Stein OH": false,
		"Virginia Beach": false, "Ann Arbor": false, "Allen": false, "Gary": false, "Akron": false, "": false, "Leon Valley": false,
	} {
		if got := scrub.Somebody(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
		if got := scrub.SomebodyIn("Northside, " + text); got != want {
			t.Errorf("Northside, %q: %v", text, got)
		}
	}
}
