package people

import (
	mathrand "math/rand/v2"
	"slices"
	"sort"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"referout/bot"
)

func (l *library) found(words string) (names []string, guess bool) {
	l.t.Helper()
	l.view(func(p *bot.Personal) error {
		hits, err := Find(p, words)
		for _, h := range hits {
			names = append(names, h.Name)
			guess = guess || h.Guess
		}
		return err
	})
	return names, guess
}

func TestFind(t *testing.T) {
	l := newLibrary(t)
	l.add(
		"Dr Dana Lee, chiropractor, Akron, Aetna",
		"Dana Ortiz, physical therapist, Lake Physical Therapy, Kent, BCBS",
		"Dr José Núñez, psychiatrist, Kent, sliding scale",
		"Łukasz Strauß, acupuncturist, Cuyahoga Falls",
		"Ana, front desk, Stone Oak Family Practice, Akron",
		"Dr Priya Shah, family medicine, Stone Oak Family Practice, Akron, Medicare",
	)
	tests := []struct {
		words string
		want  []string
		guess bool
	}{
		{"Lee", []string{"Dr Dana Lee"}, false},
		{"dana", []string{"Dana Ortiz", "Dr Dana Lee"}, false},
		{"chiro akron", []string{"Dr Dana Lee"}, false},
		{"who takes blue cross", []string{"Dana Ortiz"}, false},
		{"pt kent", []string{"Dana Ortiz"}, false},
		{"nunez", []string{"Dr José Núñez"}, false},
		{"lukasz strauss", []string{"Łukasz Strauß"}, false},
		{"chiropracter", []string{"Dr Dana Lee"}, false}, // the guide knows this spelling
		{"Lukas Straus", []string{"Łukasz Strauß"}, false},
		{"Priya Shsh", []string{"Dr Priya Shah"}, true},
		{"stone oak", []string{"Dr Priya Shah", "Ana", "Stone Oak Family Practice"}, false},
		{"akron", []string{"Dr Priya Shah", "Dr Dana Lee", "Ana", "Stone Oak Family Practice"}, false},
		{"doctor", []string{"Dr Priya Shah", "Dr José Núñez", "Dana Ortiz", "Dr Dana Lee"}, false}, // of medicine, of physical therapy, of chiropractic
		{"Dr", nil, false},
		{"", nil, false},
		{"???", nil, false},
		{"Li", nil, false},
		{"Lee Kent", nil, false},
		{"knee pain", nil, false},
	}
	for _, tt := range tests {
		t.Run(tt.words, func(t *testing.T) {
			got, guess := l.found(tt.words)
			if diff := cmp.Diff(tt.want, got); diff != "" || guess != tt.guess {
				t.Errorf("guess %t, want %t; -want +got\n%s", guess, tt.guess, diff)
			}
		})
	}
}

func TestMatch(t *testing.T) {
	l := newLibrary(t)
	l.add(
		"Dr Dana Lee, chiropractor, Akron",
		"Dana Ortiz, PT, Lake Physical Therapy",
		"Dr Will Long, dentist",
		"Ana, front desk, Stone Oak Family Practice",
		"Ana Lopez, nurse, Stone Oak Family Practice",
		"Dr Robert Christopherson, dentist",
		"An Vo, acupuncturist",
	)
	everyone := Filter{Specialists: true, Staff: true, Offices: true}
	tests := []struct {
		words string
		who   Filter
		want  []string
		rest  string
		guess bool
	}{
		{"Dr Lee", everyone, []string{"Dr Dana Lee"}, "", false},
		{"Dr. Lee knee pain", everyone, []string{"Dr Dana Lee"}, "knee pain", false},
		{"Dana Lee, DC yesterday", everyone, []string{"Dr Dana Lee"}, "yesterday", false},
		{"Dr Lee sent me someone", everyone, []string{"Dr Dana Lee"}, "sent me someone", false},
		{"I sent someone to Dr Lee today", everyone, []string{"Dr Dana Lee"}, "I sent someone today", false},
		{"lunch with dana ortiz", everyone, []string{"Dana Ortiz"}, "lunch", false},
		{"what do you know of Dana Lee?", everyone, []string{"Dr Dana Lee"}, "what do you know of", false},
		{"Dana", everyone, []string{"Dana Ortiz", "Dr Dana Lee"}, "", false},
		{"Dr Li", everyone, nil, "Dr Li", false},
		{"Dr Le", everyone, nil, "Dr Le", false},
		{"Dr Leee", everyone, []string{"Dr Dana Lee"}, "", true},
		{"Dana Oritz", everyone, []string{"Dana Ortiz"}, "", true},
		{"Christoph", everyone, []string{"Dr Robert Christopherson"}, "", true},
		{"Ana", everyone, []string{"Ana"}, "", false},
		{"Ana Lopez", everyone, []string{"Ana Lopez"}, "", false},
		{"Ana", Filter{Specialists: true}, nil, "Ana", false},
		{"Stone Oak", everyone, []string{"Stone Oak Family Practice"}, "", false},
		{"family", everyone, nil, "family", false},
		{"Dr Lee will call", everyone, []string{"Dr Dana Lee"}, "will call", false},
		{"an appointment with Dr Lee", everyone, []string{"Dr Dana Lee"}, "an appointment", false},
		{"my client Lee hurts", everyone, nil, "my client Lee hurts", false},
		{"", everyone, nil, "", false},
		{"🙂", everyone, nil, "🙂", false},
	}
	for _, tt := range tests {
		t.Run(tt.words, func(t *testing.T) {
			l.view(func(p *bot.Personal) error {
				hits, rest, err := Match(p, tt.words, tt.who)
				var names []string
				guess := false
				for _, h := range hits {
					names, guess = append(names, h.Name), guess || h.Guess
				}
				if diff := cmp.Diff(tt.want, names); diff != "" || rest != tt.rest || guess != tt.guess {
					t.Errorf("rest %q, guess %t, want %q, %t; -want +got\n%s", rest, guess, tt.rest, tt.guess, diff)
				}
				return err
			})
		})
	}
}

func TestSuggestNames(t *testing.T) {
	l := newLibrary(t)
	l.add("Dr Dana Lee, chiropractor, Akron", "Dana Ortiz, PT, Kent", "Kim Vo, dentist")
	for typed, want := range map[string][]string{
		"":     {"Kim Vo", "Dana Ortiz", "Dr Dana Lee"},
		"da":   {"Dana Ortiz", "Dr Dana Lee"},
		"d l":  {"Dr Dana Lee"},
		"kent": {"Dana Ortiz"},
		"zzz":  nil,
	} {
		l.view(func(p *bot.Personal) error {
			got, err := SuggestNames(t.Context(), p, typed)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%q: -want +got\n%s", typed, diff)
			}
			return err
		})
	}
}

// Searches with a slip in the name, a city and a payer nearly always put the one
// who was meant first.
func TestFindForgivesSlips(t *testing.T) {
	l := newLibrary(t)
	l.fill(1000)
	r := synthetic{mathrand.New(mathrand.NewPCG(9, 9))}
	const tries = 300
	first, among := 0, 0
	l.view(func(p *bot.Personal) error {
		d, err := directories.Of(p.Data)
		if err != nil {
			return err
		}
		for range tries {
			words, id := r.question(d)
			hits, err := Find(p, words)
			if err != nil {
				return err
			}
			at := slices.IndexFunc(hits, func(h Hit) bool { return h.ID == id })
			if at == 0 {
				first++
			}
			if at >= 0 {
				among++
			}
		}
		return nil
	})
	if first < tries*95/100 || among < tries*98/100 {
		t.Errorf("of %d searches %d put the right person first, %d had them at all", tries, first, among)
	}
}

func TestNear(t *testing.T) {
	tests := []struct {
		a, b string
		most int
		want bool
	}{
		{"ortiz", "ortiz", 0, true}, {"ortiz", "oritz", 1, true}, {"ortiz", "ortz", 1, true}, {"ortiz", "ortixz", 1, true},
		{"ortiz", "orxtixz", 1, false}, {"ortiz", "orxtixz", 2, true}, {"", "ab", 2, true}, {"", "abc", 2, false},
	}
	for _, tt := range tests {
		if got := near(tt.a, tt.b, tt.most); got != tt.want || near(tt.b, tt.a, tt.most) != got {
			t.Errorf("near(%q, %q, %d) = %t, want %t both ways", tt.a, tt.b, tt.most, got, tt.want)
		}
	}
}

// FuzzMatch checks that rest is made of the words and that nothing panics.
func FuzzMatch(f *testing.F) {
	for _, seed := range []string{"Dr Lee sent me someone", "with with Dr Dr Lee, DC", "é’s dana.ortiz to Ana", "\xff Lee"} {
		f.Add(seed)
	}
	l := newLibrary(f)
	l.add("Dr Dana Lee, chiropractor, Akron", "Dana Ortiz, PT, Lake Physical Therapy")
	f.Fuzz(func(t *testing.T, words string) {
		here := *l
		here.t = t
		here.view(func(p *bot.Personal) error {
			hits, rest, err := Match(p, words, Filter{Specialists: true, Staff: true, Offices: true})
			if len(hits) == 0 && rest != words {
				t.Errorf("nobody is named, and %q became %q", words, rest)
			}
			if len(bot.OneLine(rest)) > len(bot.OneLine(words)) {
				t.Errorf("%q grew to %q", words, rest)
			}
			return err
		})
	})
}

// BenchmarkFind searches 5,000 specialists for a name with a slip, a city and a
// payer; p99 is in microseconds.
func BenchmarkFind(b *testing.B) {
	l := newLibrary(b)
	l.fill(5000)
	l.view(func(p *bot.Personal) error {
		begun := time.Now()
		d, size, err := buildDirectory(p.Data)
		if err != nil {
			return err
		}
		built := time.Since(begun)
		if _, err := directories.Of(p.Data); err != nil {
			return err
		}
		r := synthetic{mathrand.New(mathrand.NewPCG(3, 3))}
		questions := make([]string, 512)
		for i := range questions {
			questions[i], _ = r.question(d)
		}
		took := make([]time.Duration, 0, 1<<16)
		b.ResetTimer()
		for i := 0; b.Loop(); i++ {
			begun := time.Now()
			if _, err := Find(p, questions[i%len(questions)]); err != nil {
				return err
			}
			took = append(took, time.Since(begun))
		}
		sort.Slice(took, func(i, j int) bool { return took[i] < took[j] })
		b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds())/1000, "p99-µs")
		b.ReportMetric(float64(built.Microseconds())/1000, "build-ms")
		b.ReportMetric(float64(size)/5000, "bytes/specialist")
		return nil
	})
}
