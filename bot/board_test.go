package bot_test

import (
	"context"
	"errors"
	"time"

	"referout/bot"
	"referout/store"
)

// board is a feature small enough to see through: a note of a book is pinned to the
// board of a circle, and liked.
type pinned struct {
	Text  string   `cbor:"1,keyasint" json:"text"`
	Likes []string `cbor:"2,keyasint,omitempty" json:"likes"`
}

var boards = store.Table[pinned]{Name: "board"}

func board() bot.Feature {
	return bot.Feature{
		Tables: []store.Keeper{boards},
		Commands: []bot.Command{
			{Name: "start", Summary: "hello", Personal: whispers("started")},
			{Name: "circles", Summary: "lists them", Personal: listCircles},
			{Name: "meet", Summary: "writes to who asks", Quiet: true, Shared: meetHere},
			{Name: "later", Summary: "speaks in an hour", Shared: func(_ context.Context, s *bot.Shared) (bot.Public, error) {
				return bot.Announce(bot.Compose(bot.Say("will do"))), s.RemindAt("noon", "1", s.Now.Add(60*minutes))
			}},
			{Name: "tomorrow", Summary: "speaks tomorrow at noon", Shared: tomorrow},
			{Name: "twins", Summary: "names two things in an hour", Shared: func(_ context.Context, s *bot.Shared) (bot.Public, error) {
				at := s.Now.Add(60 * minutes)
				return bot.Announce(bot.Compose(bot.Say("will do"))), errors.Join(s.RemindAt("twin", "1", at), s.RemindAt("twin", "2", at))
			}},
			{Name: "wilt", Summary: "changes the note where it hangs", Shared: func(context.Context, *bot.Shared) (bot.Public, error) {
				return bot.Announce(bot.Compose(bot.Say("wilted"))).Card("board1").InPlace(), nil
			}},
			{Name: "pin", Summary: "pins", Shared: func(context.Context, *bot.Shared) (bot.Public, error) {
				return bot.Announce(bot.Compose(bot.Say("rules"))).Card("rules").Pinned(), nil
			}},
		},
		Actions: []bot.Action{
			{Name: "like", Shared: like},
			{Name: "hung", Personal: whispers("It hangs there.")},
			{Name: "unhung", Personal: func(context.Context, *bot.Personal) (bot.Private, error) {
				return bot.Whisper(bot.Compose(bot.Say("Not after all."))).Withheld(), nil
			}},
		},
		Alarms: []bot.Alarm{{Kind: "twin", Shared: func(_ context.Context, s *bot.Shared, _ string) (bot.Public, error) {
			return bot.Announce(bot.Compose(bot.Say("named %s, drew %d", s.NewID(), s.Rand.Uint64()))), nil
		}}, {Kind: "noon", Shared: func(context.Context, *bot.Shared, string) (bot.Public, error) {
			return bot.Announce(bot.Compose(bot.Say("noon"))), nil
		}}},
		Mail: []bot.Mailbox{
			{Kind: "hello", Personal: hello},
			{Kind: "board", Shared: hang},
			{Kind: bot.LeftMail, Shared: takeDown},
			{Kind: bot.EnteredMail, Shared: func(_ context.Context, s *bot.Shared, _ bot.Mail) (bot.Public, error) {
				_, err := s.Tell(s.Who, "hello", "", nil)
				return bot.Public{}, err
			}},
		},
	}
}

func listCircles(_ context.Context, p *bot.Personal) (bot.Private, error) {
	all, err := p.Circles()
	m := bot.Compose(bot.Say("%d circles", len(all)))
	for _, c := range all {
		m = m.Add(bot.Say("%s", c.Name))
	}
	return bot.Whisper(m), err
}

// tomorrow speaks at noon on the circle's clock.
func tomorrow(_ context.Context, s *bot.Shared) (bot.Public, error) {
	if err := s.SetZone("Europe/Paris"); err != nil {
		return bot.Public{}, err
	}
	noon := time.Date(s.Now.Year(), s.Now.Month(), s.Now.Day()+1, 12, 0, 0, 0, time.UTC)
	return bot.Announce(bot.Compose(bot.Say("will do"))), s.Remind("noon", "1", noon)
}

const minutes = 60_000_000_000

func whispers(text string) func(context.Context, *bot.Personal) (bot.Private, error) {
	return func(context.Context, *bot.Personal) (bot.Private, error) {
		return bot.Whisper(bot.Compose(bot.Say("%s", text))), nil
	}
}

func meetHere(_ context.Context, s *bot.Shared) (bot.Public, error) {
	told, err := s.Tell(s.Who, "hello", s.Chat.Thread, nil)
	if err != nil || told {
		return bot.Announce(bot.Compose(bot.Say("I have written to you."))), err
	}
	m, err := s.Entrance()
	return bot.Aside(m), err
}

// hello offers a note to the circle that the letter came from.
func hello(_ context.Context, _ *bot.Personal, m bot.Mail) (bot.Private, error) {
	note := bot.Enclosure{}.Write("text", "Note", "plums")
	return bot.Whisper(bot.Compose(bot.Say("Hang this?"))).Offering(
		bot.Offer{Label: "Hang", Circle: m.Circle, Kind: "board", Ref: m.Ref, What: note, After: "hung"},
		bot.Offer{Label: "Hang pears", Circle: m.Circle, Kind: "board", Ref: m.Ref, What: bot.Enclosure{}.Write("text", "Note", "pears")},
		bot.Offer{Label: "Hang figs", Circle: m.Circle, Kind: "board", Ref: m.Ref, What: bot.Enclosure{}.Write("text", "Note", "figs"), After: "unhung"}), nil
}

// hang puts a note on the board, in the thread that it was asked for in.
func hang(_ context.Context, s *bot.Shared, m bot.Mail) (bot.Public, error) {
	row := pinned{Text: m.What.Get("text")}
	return boardCard(row).In(m.Ref), boards.Put(s.Data, "1", row)
}

func boardCard(row pinned) bot.Public {
	return bot.Announce(bot.Compose(bot.Say("%s: %d likes", row.Text, len(row.Likes))).With(bot.Do("Like", "like", "1"))).Card("board1")
}

func like(_ context.Context, s *bot.Shared) (bot.Public, error) {
	row, err := boards.Get(s.Data, s.Args.Part(0))
	if err != nil {
		return bot.Aside(bot.Compose(bot.Say("not here"))), store.IgnoreMissing(err)
	}
	row.Likes = append(row.Likes, s.Who.ID)
	return boardCard(row).And(bot.Aside(bot.Compose(bot.Say("noted")))), boards.Put(s.Data, "1", row)
}

func takeDown(_ context.Context, s *bot.Shared, _ bot.Mail) (bot.Public, error) {
	if _, err := boards.Get(s.Data, "1"); err != nil {
		return bot.Public{}, store.IgnoreMissing(err)
	}
	return bot.Announce(bot.Compose(bot.Say("taken down"))).Card("board1"), boards.Delete(s.Data, "1")
}
