package simtest

import (
	"bytes"
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"referout/bot"
	"referout/handlers/duty"
)

// The simulation proves only what it would notice: each of these flaws is built into
// the product, and found.
func TestFlawsAreNoticed(t *testing.T) {
	for _, test := range []struct {
		name string
		sabotage
		want string
	}{
		{"a ping is taken for delivered", sabotage{answers: swallowPings()}, `was not heard within|nothing was said of`}, //nolint:bodyclose // the adapter closes it
		{"a ping is sent twice", sabotage{twice: everyPing(9)}, `was sent again`},
		{"an alarm gets lost", sabotage{drops: some(30, "/.alarm/")}, `nothing will ever say so|was not heard within|not sound`},
		{"what happened is not kept", sabotage{drops: some(12, "/event/")}, `it is not in her book|handling failed`},
		{"a commit is not kept", sabotage{forgets: some(12, "/event/")}, `it is not in her book|handled before`},
		{"what was sent is not noted", sabotage{keeps: some(5, "queue/out/")}, `was sent again|not sound`},
		{"a duty gets lost", sabotage{drops: some(20, "/duty/")}, `has answered it|owes a note and has none|want at most one|and there: false|is due|not sound`},
		{"a ping closes its duty", sabotage{features: closing}, `nobody has answered it`},
		{"a duty is spoken of again and again", sabotage{features: repeating}, `once too often`},
		{"a group hears of somebody", sabotage{features: telling}, `leak: `},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := plan{seed: 7, engine: "memory", networks: []string{"telegram"}, people: 3, length: 300 * aDay, access: bot.Open, kills: 30, sabotage: &test.sabotage}
			_, wrong, _ := run(t, p)
			if all := strings.Join(wrong, "\n"); !regexp.MustCompile(test.want).MatchString(all) {
				t.Errorf("want a failure like %q, got %q", test.want, all)
			}
		})
	}
}

// some drops one in so many writes of keys that have a part.
func some(every int, part string) func(string) bool {
	n := 0
	return func(key string) bool {
		if !strings.Contains(key, part) {
			return false
		}
		n++
		return n%every == 0
	}
}

func everyPing(nth int) func([]byte) bool {
	n := 0
	return func(body []byte) bool {
		if !showPing.Match(body) {
			return false
		}
		n++
		return n%nth == 0
	}
}

// swallowPings answers that a ping was sent and sends none.
func swallowPings() func(*http.Request, []byte) *http.Response {
	nth := everyPing(5)
	return func(req *http.Request, body []byte) *http.Response {
		if callKind(req) != "sendMessage" || !bytes.Contains(body, []byte("show:")) || !nth(body) {
			return nil
		}
		return answered(req, http.StatusOK, http.Header{"Content-Type": {"application/json"}},
			[]byte(`{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"}}}`))
	}
}

// withAlarm changes what the alarm of a duty does.
func withAlarm(all []bot.Feature, change func(bot.Alarm) bot.Alarm) []bot.Feature {
	for i := range all {
		for j, a := range all[i].Alarms {
			if a.Kind == "duty" {
				all[i].Alarms[j] = change(a)
			}
		}
	}
	return all
}

func closing(_ *world, all []bot.Feature) []bot.Feature {
	return withAlarm(all, func(a bot.Alarm) bot.Alarm {
		ring := a.Personal
		a.Personal = func(ctx context.Context, p *bot.Personal, id string) ([]bot.Nudge, error) {
			said, err := ring(ctx, p, id)
			if d, gone := duty.Duties.Get(p.Data, id); gone == nil && d.Kind == duty.FollowUp {
				d.State = duty.Done
				return said, duty.Duties.Put(p.Data, id, d)
			}
			return said, err
		}
		return a
	})
}

// repeating lets every alarm speak of all that is owed.
func repeating(_ *world, all []bot.Feature) []bot.Feature {
	return withAlarm(all, func(a bot.Alarm) bot.Alarm {
		ring := a.Personal
		a.Personal = func(ctx context.Context, p *bot.Personal, id string) ([]bot.Nudge, error) {
			said, err := ring(ctx, p, id)
			if err != nil || len(said) == 0 {
				return said, err
			}
			for d, err := range duty.Duties.By(p.Data, "live", "1") {
				if err != nil {
					return nil, err
				}
				said = append(said, bot.Nudge{Duty: d.ID, One: said[0].One, Many: said[0].Many})
			}
			return said, nil
		}
		return a
	})
}

func telling(w *world, all []bot.Feature) []bot.Feature {
	for i := range all {
		for j, c := range all[i].Commands {
			if c.Name == "help" {
				all[i].Commands[j].Shared = func(context.Context, *bot.Shared) (bot.Public, error) {
					name := "nobody"
					for _, p := range w.people {
						if len(p.pros) > 0 {
							name = p.pros[0].name
						}
					}
					return bot.Announce(bot.Compose(bot.Say("Ask %s.", name))), nil
				}
			}
		}
	}
	return all
}
