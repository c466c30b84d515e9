package guide_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"referout/handlers/guide"
)

var occasions = []guide.Occasion{
	guide.InboundReferral, guide.OutboundReferral, guide.TheyWent, guide.MetVisit, guide.MetLunch,
	guide.MetElsewhere, guide.MetMeetup, guide.Called, guide.OfficeMet,
}

func TestDraft(t *testing.T) {
	const want = `Dear Dr Lee,

Thank you for thinking of me and passing on my name. Your trust means a lot.
Thank you for sharing your lunch hour with me. I enjoyed the talk and learned a lot.
I have put two business cards in with this note.
If I can ever help you or your team, just call.

Warmly,`
	got := guide.Draft(" Dr \n Lee", []guide.Occasion{guide.InboundReferral, guide.MetLunch}, 0)
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if got := guide.Draft("", nil, 0); !strings.HasPrefix(got, "Hello,\n") {
		t.Errorf("nobody in particular is greeted with %q", got)
	}
}

// The cards go into an envelope that thanks for somebody sent, and only there.
func TestDraftMentionsCards(t *testing.T) {
	for _, o := range occasions {
		for v := range guide.Variants {
			got := guide.Draft("Ana", []guide.Occasion{o, o}, v)
			if n := strings.Count(strings.ToLower(got), "two business cards"); (n == 1) != (o == guide.InboundReferral) || n > 1 {
				t.Errorf("occasion %d, variant %d mentions cards %d times:\n%s", o, v, n, got)
			}
		}
	}
}

// Two notes in a row share no line but the greeting, whatever the number.
func TestDraftVaries(t *testing.T) {
	for _, o := range occasions {
		for _, again := range []int{1, 2} {
			events := []guide.Occasion{o, o}[:again]
			for v := -5; v < 5; v++ {
				one, two := lines(guide.Draft("Ana", events, v)), lines(guide.Draft("Ana", events, v+1))
				for line := range one {
					if two[line] {
						t.Errorf("occasion %d: %q stands in variants %d and %d", o, line, v, v+1)
					}
				}
			}
			if guide.Draft("Ana", events, 1) != guide.Draft("Ana", events, 1+guide.Variants) {
				t.Errorf("occasion %d: more than %d variants", o, guide.Variants)
			}
		}
	}
}

// lines are the lines of a draft below its greeting.
func lines(draft string) map[string]bool {
	set := make(map[string]bool)
	for _, line := range strings.Split(draft, "\n")[1:] {
		if line != "" {
			set[line] = true
		}
	}
	return set
}

func TestDraftHasOneLineAnOccasion(t *testing.T) {
	twice := guide.Draft("Ana", []guide.Occasion{guide.InboundReferral, guide.MetVisit, guide.InboundReferral}, 2)
	if n := len(lines(twice)); n != 5 { // two occasions, the cards, the closing, the signature
		t.Errorf("%d lines:\n%s", n, twice)
	}
	once := guide.Draft("Ana", []guide.Occasion{guide.InboundReferral}, 2)
	if strings.Split(once, "\n")[2] == strings.Split(twice, "\n")[2] {
		t.Error("two people sent must not read like one")
	}
}

// A draft says nothing of a client's sex or state, and promises nothing back.
func TestDraftIsDiscreet(t *testing.T) {
	never := regexp.MustCompile(`(?i)\b(he|she|him|her|his|hers|man|woman|client|patient|pain|injury|referral|referrals|refer|return the favou?r|pay|gift|discount)\b`)
	for _, o := range append(occasions, 0, 99) {
		for _, events := range [][]guide.Occasion{{o}, {o, o}} {
			for v := range guide.Variants {
				got := guide.Draft("Ana", events, v)
				if word := never.FindString(got); word != "" {
					t.Errorf("occasion %d, variant %d says %q:\n%s", o, v, word, got)
				}
				for line := range strings.Lines(got) {
					if len(line) > 110 {
						t.Errorf("occasion %d, variant %d has a long line: %q", o, v, line)
					}
				}
			}
		}
	}
}

func ExampleDraft() {
	fmt.Println(guide.Draft("everyone at Stone Oak", []guide.Occasion{guide.OfficeMet}, 3))
	// Output:
	// Dear everyone at Stone Oak,
	//
	// Your office is a friendly place to walk into. Thank you, all of you.
	// I wish you a good week and a little time to put your feet up.
	//
	// Gratefully,
}
