package bottest

import (
	"maps"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"one.txt":  "ann> hi\nbot to ann> heard: hi\n",
		"two.txt":  "with discord, telegram\nann> hi\nbot to ann> heard: hi\nann on telegram> ho\nbot to ann on telegram> heard: ho\n",
		"not.text": "no transcript",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("REFEROUT_TRANSCRIPTS", dir)
	plays := &counter{names: map[string]int{}}
	t.Run("all", func(t *testing.T) { Extra(t, plays.house()) })
	want := map[string]int{"one on 1 x": 2, "one on 1 y": 2, "two on 2 x": 1, "two on 2 y": 1}
	if !maps.Equal(plays.names, want) {
		t.Errorf("played %v, want %v", plays.names, want)
	}
}

// counter counts plays by transcript, number of platforms and engine.
type counter struct {
	mu    sync.Mutex
	names map[string]int
}

func (c *counter) house() House {
	return House{
		Platforms: []Platform{
			{"telegram", func() Network { return newEcho("telegram") }},
			{"discord", func() Network { return newEcho("discord") }},
		},
		Engines: []string{"x", "y"},
		Stage: func(t *testing.T, engine string, networks []Network, s *Script) Stage {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.names[s.Name+" on "+string(rune('0'+len(networks)))+" "+engine]++
			b := &brain{}
			for _, n := range networks {
				b.nets = append(b.nets, n.(*echoNet))
			}
			return Stage{Networks: networks, Start: b.start}
		},
	}
}
