package bottest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A House is everything a transcript can be played on.
type House struct {
	// Platforms makes networks, in order; a transcript with no platforms of its own
	// is played once on each.
	Platforms []Platform
	// Engines are the names of storage engines.
	Engines []string
	// Stage builds what a play needs, inside its bubble.
	Stage func(t *testing.T, engine string, networks []Network, s *Script) Stage
}

// A Platform makes a network in memory.
type Platform struct {
	Name string
	New  func() Network
}

// Folder plays every *.txt of a folder, as subtests name/platform/engine, in
// parallel. A folder without transcripts fails.
func Folder(t *testing.T, dir string, h House) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts in %s (%v)", dir, err)
	}
	for _, file := range files {
		s, err := Load(file)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		t.Run(s.Name, func(t *testing.T) { h.Play(t, s) })
	}
}

// Extra plays the folder that the environment variable REFEROUT_TRANSCRIPTS
// names, if it is set.
func Extra(t *testing.T, h House) {
	t.Helper()
	dir := os.Getenv("REFEROUT_TRANSCRIPTS")
	if dir == "" {
		t.Skip("REFEROUT_TRANSCRIPTS is not set")
	}
	Folder(t, dir, h)
}

// Play plays one transcript on every platform and engine, as subtests
// platform/engine, in parallel with other tests. With -update only the first of
// them is played.
func (h House) Play(t *testing.T, s *Script) {
	t.Helper()
	t.Parallel()
	for _, cast := range h.casts(t, s) {
		t.Run(called(cast), func(t *testing.T) {
			for _, engine := range h.Engines {
				t.Run(engine, func(t *testing.T) {
					t.Parallel()
					Play(t, s, func(t *testing.T) Stage { return h.Stage(t, engine, networks(cast), s) })
				})
				if *update {
					break
				}
			}
		})
		if *update {
			break
		}
	}
}

// casts are the sets of platforms that a transcript is played on.
func (h House) casts(t *testing.T, s *Script) [][]Platform {
	t.Helper()
	var out [][]Platform
	if len(s.With) == 0 {
		for _, p := range h.Platforms {
			out = append(out, []Platform{p})
		}
		return out
	}
	var cast []Platform
	for _, name := range s.With {
		i := slices.IndexFunc(h.Platforms, func(p Platform) bool { return p.Name == name })
		if i < 0 {
			t.Fatalf("%s: no platform %q", s.Name, name)
		}
		cast = append(cast, h.Platforms[i])
	}
	return [][]Platform{cast}
}

// called joins the names of the platforms.
func called(cast []Platform) string {
	var names []string
	for _, p := range cast {
		names = append(names, p.Name)
	}
	return strings.Join(names, "+")
}

func networks(cast []Platform) []Network {
	var out []Network
	for _, p := range cast {
		out = append(out, p.New())
	}
	return out
}
