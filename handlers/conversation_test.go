package handlers_test

import (
	"path/filepath"
	"testing"

	"referout/bot/bottest"
	"referout/bot/console/consoletest"
	"referout/bot/discord/discordtest"
	"referout/bot/telegram/telegramtest"
)

// house is everything that a conversation is played on. The first platform and
// engine are those that -update listens to.
func house() bottest.House {
	return bottest.House{
		Platforms: []bottest.Platform{
			{Name: "telegram", New: func() bottest.Network { return telegramtest.New() }},
			{Name: "discord", New: func() bottest.Network { return discordtest.New() }},
			{Name: "console", New: func() bottest.Network { return consoletest.New() }},
		},
		Engines: []string{"memory", "bolt", "twice"},
		Stage:   stage,
	}
}

// Every transcript reads the same on every platform and every engine.
func TestConversations(t *testing.T) { bottest.Folder(t, "testdata", house()) }

// REFEROUT_TRANSCRIPTS names a further folder.
func TestFurtherConversations(t *testing.T) { bottest.Extra(t, house()) }

// Between any two lines the process may end, in good order or not, and nothing
// that is said changes.
func TestConversationsWithEndsBetween(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts (%v)", err)
	}
	h := house()
	h.Engines = h.Engines[:1]
	for _, file := range files {
		s, err := bottest.Load(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, event := range []string{"restart", "crash"} {
			shaken, err := s.Shaken(event)
			if err != nil {
				t.Fatal(err)
			}
			t.Run(shaken.Name, func(t *testing.T) { h.Play(t, shaken) })
		}
	}
}
