package bot_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
)

// An answer that fills several fields, and that its own field refuses, is asked for again
// with the sentence that says why.
func TestARefusedAnswerThatFillsMoreIsAskedForAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.feature.Forms = append(h.feature.Forms, bot.Form{
			Name: "who",
			Fields: []bot.Field{
				{
					Name: "name", Label: "Name", Ask: "Which name?", Required: true,
					Spread: func(_ *bot.Personal, answer string) (map[string]string, error) {
						name, city, _ := strings.Cut(answer, ", ")
						return map[string]string{"name": name, "city": city}, nil
					},
					Parse: func(_ *bot.Personal, answer string) (string, error) {
						if answer == "Nobody" {
							return "", bot.Errorf("Nobody is no name.")
						}
						return strings.ToUpper(answer), nil
					},
				},
				{Name: "city", Label: "City", Ask: "Which city?"},
			},
			Done: func(_ context.Context, _ *bot.Personal, filled map[string]string) (bot.Private, error) {
				return bot.Whisper(bot.Compose(bot.Say("%s of %s", filled["name"], filled["city"]))), nil
			},
		})
		h.feature.Commands = append(h.feature.Commands, bot.Command{Name: "form", Summary: "asks",
			Personal: func(_ context.Context, p *bot.Personal) (bot.Private, error) { return p.StartForm("who", nil) }})
		h.open(p)
		h.say("telegram", "ann", "/start")
		h.say("telegram", "ann", "/form")
		p.texts()
		h.say("telegram", "ann", "Nobody, Akron")
		passes(time.Second)
		expect(t, p.texts(), "ann: Name\nNobody is no name.\nWhich name?")
		h.say("telegram", "ann", "Lee, Kent")
		passes(time.Second)
		expect(t, p.texts(), "ann: LEE of Kent")
		h.close(nil)
	})
}
