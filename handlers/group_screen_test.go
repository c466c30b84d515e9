package handlers_test

import (
	"fmt"
	"slices"
	"strings"

	"referout/bot/bottest"
)

// screen is what is shown in one place: in a private chat, or in a group.
type screen struct {
	messages []*bottest.Line // in the order of appearance, as they stand
	byID     map[string]*bottest.Line
}

func (s *screen) take(l bottest.Line) *bottest.Line {
	if old := s.byID[l.ID]; old != nil && l.Edit {
		*old = l
		return old
	}
	s.byID[l.ID] = &l
	s.messages = append(s.messages, &l)
	return &l
}

// hung is a button on a message in a group.
type hung struct {
	on *bottest.Line
	b  bottest.Button
}

// hear takes what the bot has shown.
func (g *gathering) hear(l bottest.Line) {
	g.walls.hears(l)
	for _, leak := range g.walls.leaks() {
		g.t.Errorf("after %q: %s", g.last, leak)
	}
	if strings.Contains(l.Text, "went wrong") {
		g.t.Errorf("after %q: %s", g.last, l.Text)
	}
	g.events = append(g.events, fmt.Sprintf("  to %s%s: %s", l.Person, l.Group, everyWord(l)))
	place := l.Person
	if l.Group != "" {
		place, _, _ = strings.Cut("#"+strings.TrimPrefix(l.Group, "#"), "/")
	}
	on := g.screen(place).take(l)
	if place != ourRoom {
		return
	}
	for _, b := range l.Buttons {
		same := func(h hung) bool { return h.on == on && carried(h.b) == carried(b) }
		if b.URL == "" && carried(b) != "" && !slices.ContainsFunc(g.hung, same) {
			g.hung = append(g.hung, hung{on, b})
		}
	}
}

func (g *gathering) screen(place string) *screen {
	if g.screens[place] == nil {
		g.screens[place] = &screen{byID: map[string]*bottest.Line{}}
	}
	return g.screens[place]
}

// public is the newest message in a group that everybody sees.
func (g *gathering) public(group string) *bottest.Line {
	for _, l := range slices.Backward(g.screen(group).messages) {
		if !l.Aside {
			return l
		}
	}
	g.t.Fatalf("nothing was ever said in %s", group)
	return nil
}
