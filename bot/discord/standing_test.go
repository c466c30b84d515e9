package discord_test

import (
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/discord"
	"referout/bot/discord/discordtest"
)

// stands asks what a person is in a group, or in the room of a thread.
func (s *stage) stands(name, group string) (bot.Standing, error) {
	return s.p.Standing(s.t.Context(), bot.Chat{Platform: discord.Name, ID: s.net.ChannelID(group)},
		bot.Account{Platform: discord.Name, ID: s.net.UserID(name)})
}

func TestStanding(t *testing.T) {
	tests := map[string]struct {
		before func(*discordtest.Network)
		want   bot.Standing
	}{
		"spoke there":         {func(*discordtest.Network) {}, bot.Inside},
		"left":                {func(n *discordtest.Network) { n.Leave("ann", "#meetup") }, bot.Outside},
		"removed":             {func(n *discordtest.Network) { n.Remove("ann", "#meetup") }, bot.Outside},
		"came back":           {func(n *discordtest.Network) { n.Leave("ann", "#meetup"); n.Say("ann", "#meetup", "/due") }, bot.Inside},
		"moderator":           {func(n *discordtest.Network) { n.Promote("ann", "#meetup", true) }, bot.Moderator},
		"no longer":           {func(n *discordtest.Network) { n.Promote("ann", "#meetup", true); n.Promote("ann", "#meetup", false) }, bot.Inside},
		"moderator who left":  {func(n *discordtest.Network) { n.Promote("ann", "#meetup", true); n.Leave("ann", "#meetup") }, bot.Outside},
		"owner":               {func(n *discordtest.Network) { n.Own("ann", "#meetup") }, bot.Moderator},
		"may not see it":      {func(n *discordtest.Network) { n.Blind("ann", "#meetup", true) }, bot.Outside},
		"moderator who is so": {func(n *discordtest.Network) { n.Promote("ann", "#meetup", true); n.Blind("ann", "#meetup", true) }, bot.Outside},
	}
	for name, test := range tests {
		for _, asked := range []string{"#meetup", "#meetup/questions"} {
			t.Run(name+" "+asked, func(t *testing.T) {
				play(t, func(s *stage) {
					s.net.Say("ann", "#meetup", "/due")
					test.before(s.net)
					if got, err := s.stands("ann", asked); got != test.want || err != nil {
						t.Errorf("got %v, %v; want %v", got, err, test.want)
					}
				})
			})
		}
	}
}

func TestNobodysStanding(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Say("ann", "#meetup", "/due")
		s.net.Say("bob", "#other", "/due")
		if got, err := s.stands("bob", "#meetup"); got != bot.Outside || err != nil {
			t.Errorf("who is elsewhere: %v, %v", got, err)
		}
		room := bot.Chat{Platform: discord.Name, ID: s.net.ChannelID("#meetup")}
		if got, err := s.p.Standing(s.t.Context(), room, bot.Account{Platform: discord.Name, ID: "12345"}); got != bot.Outside || err != nil {
			t.Errorf("who does not exist: %v, %v", got, err)
		}
		if got, err := s.p.Standing(s.t.Context(), room, bot.Account{Platform: "telegram", ID: "12345"}); got != bot.Unknown || err != nil {
			t.Errorf("who is on another platform: %v, %v", got, err)
		}
	})
}

// What is asked often is asked once a minute; who is a member is asked every time.
func TestStandingIsCheap(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Say("ann", "#meetup", "/due")
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if got, err := s.stands("ann", "#meetup"); got != bot.Inside || err != nil {
					t.Errorf("got %v, %v", got, err)
				}
			})
		}
		all.Wait()
		room := "GET channels/" + s.net.ChannelID("#meetup")
		if a, b := s.called(room), s.called("GET guilds/"); a != 1 || b != 1+8 {
			t.Errorf("the channel was asked for %d times, the server and members %d times", a, b)
		}
		s.net.Leave("ann", "#meetup")
		if got, err := s.stands("ann", "#meetup"); got != bot.Outside || err != nil {
			t.Errorf("after she left: %v, %v", got, err)
		}
		passes(2 * time.Minute)
		s.net.Say("ann", "#meetup", "/due")
		s.net.Blind("ann", "#meetup", true)
		if got, err := s.stands("ann", "#meetup"); got != bot.Outside || err != nil || s.called(room) != 2 {
			t.Errorf("two minutes later: %v, %v, asked %d times", got, err, s.called(room))
		}
	})
}

func TestStandingIsForgotten(t *testing.T) {
	play(t, func(s *stage) {
		for i := range 1100 {
			group := "#g" + strconv.Itoa(i)
			s.net.Say("ann", group, "/due")
			if got, err := s.stands("ann", group); got != bot.Inside || err != nil {
				t.Fatalf("got %v, %v", got, err)
			}
			if channels, servers := s.p.Remembered(); channels > 1024 || servers > 1024 {
				t.Fatalf("%d channels and %d servers are remembered", channels, servers)
			}
			if i%100 == 0 {
				passes(time.Second)
			}
		}
	})
}

// What cannot be told is unknown: nobody is put out because Discord is in trouble.
func TestStandingUnknown(t *testing.T) {
	tests := map[string]struct {
		fault discordtest.Fault
		group string
	}{
		"server trouble":       {discordtest.Fault{Path: "members", Status: 503}, "#meetup"},
		"not on the server":    {discordtest.Fault{Path: "members", Status: 403, Code: 50001}, "#meetup"},
		"no such server":       {discordtest.Fault{Path: "members", Status: 404, Code: 10004}, "#meetup"},
		"no such channel":      {discordtest.Fault{Path: "channels", Status: 404, Code: 10003}, "#meetup"},
		"channel not seen":     {discordtest.Fault{Path: "channels", Status: 403, Code: 50001}, "#meetup"},
		"channel obfuscated":   {discordtest.Fault{Path: "channels", Status: 200, Body: `{"id":"1","type":0,"guild_id":"2","flags":131072}`}, "#meetup"},
		"group conversation":   {discordtest.Fault{Path: "channels", Status: 200, Body: `{"id":"1","type":3}`}, "#meetup"},
		"parent not seen":      {discordtest.Fault{Path: "channels/50", Status: 403, Code: 50001}, "#meetup/questions"},
		"unreadable":           {discordtest.Fault{Path: "channels", Status: 200, Body: `<html>`}, "#meetup"},
		"too much is asked":    {discordtest.Fault{Path: "channels", Status: 429, Header: http.Header{"Retry-After": {"60"}}}, "#meetup"},
		"no answer":            {discordtest.Fault{Path: "members", Delay: time.Minute}, "#meetup"},
		"cannot be reached":    {discordtest.Fault{Path: "members", Unsent: true}, "#meetup"},
		"unreadable timed out": {discordtest.Fault{Path: "members", Status: 200, Body: `{"roles":[],"communication_disabled_until":"soon"}`}, "#meetup"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				s.net.Say("ann", "#meetup", "/due")
				synctest.Wait()
				s.net.Fail(test.fault)
				began := time.Now()
				got, err := s.stands("ann", test.group)
				if got != bot.Unknown || err == nil || time.Since(began) > 6*time.Second {
					t.Errorf("got %v, %v after %v", got, err, time.Since(began))
				}
			})
		})
	}
}

// A server whose roles are not told tells nothing.
func TestStandingWithoutRoles(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Say("ann", "#meetup", "/due")
		synctest.Wait()
		s.net.Fail(discordtest.Fault{Path: "guilds"}) // the member
		s.net.Fail(discordtest.Fault{Path: "guilds", Status: 200, Body: `{"id":"400000000000000000","roles":[{"id":"1","permissions":"8"}]}`})
		if got, err := s.stands("ann", "#meetup"); got != bot.Unknown || err == nil {
			t.Errorf("got %v, %v", got, err)
		}
		if got, err := s.stands("ann", "#meetup"); got != bot.Inside || err != nil {
			t.Errorf("got %v, %v", got, err)
		}
	})
}

func TestStandingInPrivate(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Say("ann", "", "hello")
		got, err := s.p.Standing(s.t.Context(), bot.Chat{Platform: discord.Name, ID: "300000000000000000"},
			bot.Account{Platform: discord.Name, ID: s.net.UserID("ann")})
		if got != bot.Unknown || err == nil {
			t.Errorf("got %v, %v", got, err)
		}
	})
}

// Rights are combined as Discord's documentation says.
func TestRights(t *testing.T) {
	const (
		server = `{"id":"1","owner_id":"9","roles":[{"id":"1","permissions":"1024"},{"id":"2","permissions":"8"},` +
			`{"id":"3","permissions":"32"},{"id":"4","permissions":"0"},{"id":"5","permissions":"36893488147419103248"}]}`
		closed  = `{"permission_overwrites":[{"id":"1","allow":"0","deny":"1024"}]}`
		forRole = `{"permission_overwrites":[{"id":"4","allow":"1024","deny":"0"},{"id":"1","allow":"0","deny":"1024"}]}`
		never   = "2999-01-01T00:00:00+00:00"
	)
	tests := map[string]struct {
		user, member, channel string
		want                  bot.Standing
	}{
		"everybody":                   {"7", `{}`, `{}`, bot.Inside},
		"closed":                      {"7", `{}`, closed, bot.Outside},
		"closed, the owner":           {"9", `{}`, closed, bot.Moderator},
		"closed, an administrator":    {"7", `{"roles":["2"]}`, closed, bot.Moderator},
		"closed, the server's keeper": {"7", `{"roles":["3"]}`, closed, bot.Outside},
		"open to a role":              {"7", `{"roles":["4"]}`, forRole, bot.Inside},
		"open to another role":        {"7", `{"roles":["3"]}`, forRole, bot.Outside},
		"shut to one role, open to another": {"7", `{"roles":["3","4"]}`,
			`{"permission_overwrites":[{"id":"4","allow":"1024","deny":"0"},{"id":"3","allow":"0","deny":"1024"}]}`, bot.Moderator},
		"shut to her": {"7", `{"roles":["4"]}`,
			`{"permission_overwrites":[{"id":"7","allow":"0","deny":"1024"},{"id":"4","allow":"1024","deny":"0"}]}`, bot.Outside},
		"open to her":               {"7", `{}`, `{"permission_overwrites":[{"id":"7","allow":"1024","deny":"0"},{"id":"1","allow":"0","deny":"1024"}]}`, bot.Inside},
		"keeper of the channel":     {"7", `{}`, `{"permission_overwrites":[{"id":"7","allow":"16","deny":"0"}]}`, bot.Moderator},
		"keeper of another":         {"7", `{}`, `{"permission_overwrites":[{"id":"8","allow":"16","deny":"0"}]}`, bot.Inside},
		"the server's keeper":       {"7", `{"roles":["3"]}`, `{}`, bot.Moderator},
		"a role that is gone":       {"7", `{"roles":["77"]}`, `{}`, bot.Inside},
		"timed out":                 {"7", `{"roles":["3"],"communication_disabled_until":"` + never + `"}`, `{}`, bot.Inside},
		"timed out before":          {"7", `{"roles":["3"],"communication_disabled_until":"2020-01-01T00:00:00+00:00"}`, `{}`, bot.Moderator},
		"not timed out":             {"7", `{"roles":["3"],"communication_disabled_until":null}`, `{}`, bot.Moderator},
		"administrator, timed out":  {"7", `{"roles":["2"],"communication_disabled_until":"` + never + `"}`, `{}`, bot.Moderator},
		"permissions of the future": {"7", `{"roles":["5"]}`, `{}`, bot.Moderator},
	}
	for name, test := range tests {
		if got, err := discord.StandingBy(test.user, server, test.member, test.channel); got != test.want || err != nil {
			t.Errorf("%s: got %v, %v; want %v", name, got, err, test.want)
		}
	}
	for _, bad := range []string{`{"permission_overwrites":[{"id":"1","allow":"x"}]}`, `{"permission_overwrites":[{"id":"1","deny":"-1"}]}`} {
		if _, err := discord.StandingBy("7", server, `{}`, bad); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
}
