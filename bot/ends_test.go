package bot_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
)

// brief tells who asks something that is of no use two hours later.
func brief() bot.Feature {
	return bot.Feature{
		Commands: []bot.Command{{Name: "brief", Summary: "tells for two hours", Quiet: true,
			Shared: func(_ context.Context, s *bot.Shared) (bot.Public, error) {
				_, err := s.Tell(s.Who, "brief", "", nil)
				return bot.Public{}, err
			}},
			{Name: "soon", Summary: "tells in an hour", Quiet: true, Shared: func(_ context.Context, s *bot.Shared) (bot.Public, error) {
				return bot.Public{}, s.RemindAt("soon", s.Who.ID, s.Now.Add(time.Hour))
			}},
		},
		Alarms: []bot.Alarm{{Kind: "soon", Shared: func(_ context.Context, s *bot.Shared, id string) (bot.Public, error) {
			_, err := s.Tell(bot.Account{Platform: "telegram", ID: id}, "brief", "", nil)
			return bot.Public{}, err
		}}},
		Mail: []bot.Mailbox{{Kind: "brief", Personal: func(_ context.Context, p *bot.Personal, _ bot.Mail) (bot.Private, error) {
			return bot.Whisper(bot.Compose(bot.Say("begins in two hours"))).Ends(p.Now.Add(2 * time.Hour)), nil
		}}},
	}
}

// News that ends is not sent after that, whatever kept it back.
func TestNewsEnds(t *testing.T) {
	for _, trouble := range []struct {
		name  string
		until time.Duration
		comes bool
		set   func(p *hall, on bool)
	}{
		{"a line that is down too long", 3 * time.Hour, false, func(p *hall, on bool) { p.off = on }},
		{"a line that is back in time", time.Hour, true, func(p *hall, on bool) { p.off = on }},
		{"a way that is shut too long", 3 * time.Hour, false, func(p *hall, on bool) { p.shut["ann"] = on }},
		{"a way that is open in time", time.Hour, true, func(p *hall, on bool) { p.shut["ann"] = on }},
	} {
		t.Run(trouble.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h, p := place(t, bot.Open)
				h.alsoBrief(p)
				h.say("telegram", "ann", "/start")
				set := func(on bool) {
					p.mu.Lock()
					defer p.mu.Unlock()
					trouble.set(p, on)
				}
				set(true)
				h.tells("-1", "ann", "brief")
				passes(trouble.until)
				set(false)
				h.say("telegram", "ann", "/start")
				passes(2 * time.Hour)
				if came := strings.Contains(p.texts("ann"), "begins in two hours"); came != trouble.comes {
					t.Errorf("came: %v\n%s", came, p.texts("ann"))
				}
				h.close(nil)
			})
		})
	}
}

// Who cannot be reached for long hears the last news when she is back, and how many
// more there were. What has ended takes no room.
func TestMoreNewsThanIsKept(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.alsoBrief(p)
		h.say("telegram", "ann", "/start")
		shut := func(on bool) {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.shut["ann"] = on
		}
		shut(true)
		for range 30 {
			h.tells("-1", "ann", "brief") // which has ended when she is back
			passes(15 * time.Second)
		}
		passes(3 * time.Hour)
		for range 25 {
			h.tells("-1", "ann", "brief")
			passes(15 * time.Second)
		}
		shut(false)
		p.texts("ann")
		h.say("telegram", "ann", "/start")
		passes(2 * time.Minute)
		got := p.texts("ann")
		if n := strings.Count(got, "begins in two hours"); n != 20 || !strings.Contains(got, "15 older ones") {
			t.Errorf("%d news of 25\n%s", n, got)
		}
	})
}

// A circle's alarm that writes to somebody is heard at once.
func TestAnAlarmWrites(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.alsoBrief(p)
		h.say("telegram", "ann", "/start")
		h.tells("-1", "ann", "soon")
		passes(61 * time.Minute)
		expect(t, p.texts("ann"), "begins in two hours")
	})
}

// alsoBrief opens the house anew with the brief feature.
func (h *house) alsoBrief(p *hall) {
	h.close(nil)
	b := brief()
	h.feature.Commands = append(h.feature.Commands, b.Commands...)
	h.feature.Mail = append(h.feature.Mail, b.Mail...)
	h.feature.Alarms = append(h.feature.Alarms, b.Alarms...)
	h.open(p)
}
