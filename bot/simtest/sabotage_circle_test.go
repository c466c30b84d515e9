package simtest

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"referout/bot"
	"referout/store"
)

// What goes wrong in circles is found as well.
func TestFlawsOfCirclesAreNoticed(t *testing.T) {
	for _, test := range []struct {
		name string
		sabotage
		want string
	}{
		{"a letter is opened twice", sabotage{keeps: letters(9)}, `came of nothing, or of a letter that was opened before|was in its bag`},
		{"a letter gets lost", sabotage{drops: letters(9)}, `and no letter did|nobody was told|was not reminded|not sound`},
		{"a letter says more than was shown", sabotage{features: gossiping}, `is not what was shown to it|leak: `},
		{"a listing stays when its member leaves", sabotage{keeps: some(1, "/listing/")}, `came of nothing, or was taken down before`},
		{"a listing is not kept", sabotage{drops: some(4, "/listing/")}, `nobody has taken it down`},
		{"a seat is given twice", sabotage{features: overselling}, `seats, and`},
		{"a reply is not kept", sabotage{drops: some(5, "/rsvp/")}, `was told . of meeting`},
		{"a private word stands in a card", sabotage{features: whispering}, `leak: `},
		{"a card is forgotten", sabotage{drops: some(1, "/card/")}, `was sent again`},
		{"a card is not changed", sabotage{answers: swallowEdits()}, `the card of`}, //nolint:bodyclose // the adapter closes it
		{"an ask stays open", sabotage{features: lasting}, `is over, and has not been`},
		{"an answer is not told", sabotage{answers: swallowAnswers()}, `was not told of answer`}, //nolint:bodyclose // the adapter closes it
		{"a tap counts in another group", sabotage{features: reaching}, `which is not there`},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := plan{engine: "memory", networks: []string{"telegram"}, people: 6, length: 150 * aDay, access: bot.Open, kills: 10, circle: true, busy: 8, leaves: true, sabotage: &test.sabotage}
			all := ""
			for p.seed = 11; p.seed < 15; p.seed++ { // not in every world a meeting is full
				_, wrong, _ := run(t, p)
				if all = strings.Join(wrong, "\n"); all != "" {
					break
				}
			}
			if !regexp.MustCompile(test.want).MatchString(all) {
				t.Errorf("want a failure like %q, got %q", test.want, all)
			}
		})
	}
}

// letters picks one in so many letters, in its bag and in the order of all, once.
func letters(every int) func(string) bool {
	ids, left := map[string]bool{}, map[string]int{}
	return func(key string) bool {
		if !strings.Contains(key, "mail/") {
			return false
		}
		_, id, _ := strings.Cut(key, "mail/")
		id, _, _ = strings.Cut(id, "/")
		if !ids[id] {
			ids[id] = true
			if len(ids)%every == 0 {
				left[id] = 2 // rows
			}
		}
		if left[id] == 0 {
			return false
		}
		left[id]--
		return true
	}
}

// withTap changes what a button in a group does.
func withTap(all []bot.Feature, name string, change func(context.Context, *bot.Shared, bot.Public) (bot.Public, error)) []bot.Feature {
	for i := range all {
		for j, a := range all[i].Actions {
			if a.Name != name {
				continue
			}
			all[i].Actions[j].Shared = func(ctx context.Context, s *bot.Shared) (bot.Public, error) {
				out, err := a.Shared(ctx, s)
				if err != nil {
					return out, err
				}
				return change(ctx, s, out)
			}
		}
	}
	return all
}

// overselling lets everybody go who wants to.
func overselling(_ *world, all []bot.Feature) []bot.Feature {
	return withTap(all, "mtgo", func(_ context.Context, s *bot.Shared, out bot.Public) (bot.Public, error) {
		key, err := s.Key(s.Who)
		if err != nil {
			return out, err
		}
		id := s.Args.Part(0) + "." + key
		row, err := replyTable.Get(s.Data, id)
		if err != nil || row.Answer != isWaiting {
			return out, nil //nolint:nilerr // there is nothing to oversell
		}
		row.Answer = isGoing
		return out, replyTable.Put(s.Data, id, row)
	})
}

// whispering says a name out of somebody's book below a card.
func whispering(w *world, all []bot.Feature) []bot.Feature {
	return withTap(all, "mtgo", func(_ context.Context, _ *bot.Shared, out bot.Public) (bot.Public, error) {
		for _, p := range w.people {
			if len(p.pros) > 0 {
				return out.And(bot.Announce(bot.Compose(bot.Say("%s comes, too.", p.pros[0].name)))), nil
			}
		}
		return out, nil
	})
}

// withMail changes what comes of the letters of a kind to a circle.
func withMail(all []bot.Feature, kind string, change func(*bot.Shared, bot.Mail) bot.Mail) []bot.Feature {
	for i := range all {
		for j, box := range all[i].Mail {
			if box.Kind == kind && box.Shared != nil {
				all[i].Mail[j].Shared = func(ctx context.Context, s *bot.Shared, m bot.Mail) (bot.Public, error) {
					return box.Shared(ctx, s, change(s, m))
				}
			}
		}
	}
	return all
}

// gossiping shows another contact in a listing than the one that was seen.
func gossiping(_ *world, all []bot.Feature) []bot.Feature {
	return withMail(all, "list", func(_ *bot.Shared, m bot.Mail) bot.Mail {
		m.What = m.What.Write("contact", "Contact", "330-555-0999")
		for i, line := range m.What {
			if line.Name == "area" {
				m.What[i].Value = "Elsewhere"
			}
		}
		return m
	})
}

// lasting lets asks ring that are over, and stay open.
func lasting(_ *world, all []bot.Feature) []bot.Feature {
	for i := range all {
		for j, a := range all[i].Alarms {
			if a.Kind == "askend" {
				all[i].Alarms[j].Shared = func(context.Context, *bot.Shared, string) (bot.Public, error) { return bot.Public{}, nil }
			}
		}
	}
	return all
}

// reaching lets taps about a meeting count though it is another group's.
func reaching(_ *world, all []bot.Feature) []bot.Feature {
	for _, name := range []string{"mtgo", "mtcant", "mtcal", "mtchg"} {
		all = withTap(all, name, func(_ context.Context, s *bot.Shared, out bot.Public) (bot.Public, error) {
			if _, err := meetingTable.Get(s.Data, s.Args.Part(0)); !errors.Is(err, store.ErrNotFound) {
				return out, err
			}
			key, err := s.Key(s.Who)
			if err != nil {
				return out, err
			}
			return out, replyTable.Put(s.Data, s.Args.Part(0)+"."+key, replyRow{Account: s.Who, Answer: isGoing, At: s.NewID()})
		})
	}
	return all
}

// swallowEdits answers that cards were changed and changes none.
func swallowEdits() func(*http.Request, []byte) *http.Response {
	return func(req *http.Request, body []byte) *http.Response {
		if callKind(req) != "editMessageText" || !bytes.Contains(body, []byte("mtgo:")) && !bytes.Contains(body, []byte("It is over")) {
			return nil
		}
		return answered(req, http.StatusOK, http.Header{"Content-Type": {"application/json"}}, []byte(`{"ok":true,"result":true}`))
	}
}

// swallowAnswers answers that answers to asks were sent and sends none.
func swallowAnswers() func(*http.Request, []byte) *http.Response {
	return func(req *http.Request, body []byte) *http.Response {
		if callKind(req) != "sendMessage" || !bytes.Contains(body, []byte("asksave:")) {
			return nil
		}
		return answered(req, http.StatusOK, http.Header{"Content-Type": {"application/json"}},
			[]byte(`{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"}}}`))
	}
}
