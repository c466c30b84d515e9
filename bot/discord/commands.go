package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"referout/bot"
)

// Kinds and places of a command.
const (
	slashCommand = 1
	stringOption = 3
	mostChoices  = 25
	mostOptions  = 25
	mostSummary  = 100
)

// definition is a command as Discord knows it.
type definition struct {
	Kind              int               `json:"type"`
	Name              string            `json:"name"`
	Names             map[string]string `json:"name_localizations,omitempty"` // by locale
	Description       string            `json:"description"`
	Descriptions      map[string]string `json:"description_localizations,omitempty"`
	Options           []definedOption   `json:"options,omitempty"`
	Contexts          []int             `json:"contexts"`
	InstallationTypes []int             `json:"integration_types"`
}

type definedOption struct {
	Kind         int               `json:"type"`
	Name         string            `json:"name"`
	Names        map[string]string `json:"name_localizations,omitempty"`
	Description  string            `json:"description"`
	Descriptions map[string]string `json:"description_localizations,omitempty"`
	Autocomplete bool              `json:"autocomplete,omitempty"`
	Choices      []suggestion      `json:"choices,omitempty"`
}

// define makes the definitions of all commands that are in the menu, by name.
// They are offered in guilds, in the private chat and, where a person installed
// the bot for herself, in group conversations: what is personal answers there
// with a pointer that only she sees.
func define(commands []bot.Command) []definition {
	var out []definition
	for _, c := range commands {
		if c.Hidden {
			continue
		}
		out = append(out, definition{
			Kind: slashCommand, Name: c.Name, Description: summary(c.Summary, c.Name),
			Options: defineOptions(c.Params), Contexts: []int{0, 1, 2}, InstallationTypes: []int{0, 1},
		})
	}
	slices.SortStableFunc(out, func(a, b definition) int { return strings.Compare(a.Name, b.Name) })
	return out
}

func defineOptions(params []bot.Param) []definedOption {
	var out []definedOption
	for _, p := range params[:min(len(params), mostOptions)] {
		o := definedOption{Kind: stringOption, Name: p.Name, Description: summary(p.Summary, p.Name)}
		if o.Autocomplete = p.Suggest != nil; !o.Autocomplete {
			for _, c := range p.Choices[:min(len(p.Choices), mostChoices)] {
				o.Choices = append(o.Choices, suggestion{Name: c, Value: c})
			}
		}
		out = append(out, o)
	}
	return out
}

func summary(text, name string) string {
	if text = bot.OneLine(text); text == "" {
		text = name
	}
	return cutRunes(text, mostSummary)
}

// offer makes Discord's menu the same as the commands, writing only what
// changed: new definitions are limited to 200 a day. It tries until it succeeds;
// an error means that Discord refuses the token.
func (p *Platform) offer(ctx context.Context, commands []bot.Command) error {
	pause, trouble := p.newPause(), p.newTrouble("discord commands not offered", "discord commands offered after all")
	for {
		err := p.offerOnce(ctx, define(commands))
		switch {
		case err == nil:
			trouble.ended()
			return nil
		case ctx.Err() != nil:
			return nil
		}
		if classify(err, false).Outcome == bot.BadToken {
			return tokenRefused
		}
		trouble.began(err)
		if pause.wait(ctx) != nil {
			return nil
		}
	}
}

func (p *Platform) offerOnce(ctx context.Context, want []definition) error {
	app, err := p.application(ctx)
	if err != nil {
		return err
	}
	path := "applications/" + app + "/commands"
	var have []definition
	if err := p.call(ctx, request{method: http.MethodGet, path: path + "?with_localizations=true"}, &have); err != nil {
		return err
	}
	if sameDefinitions(have, want) {
		return nil
	}
	if err := p.call(ctx, request{method: http.MethodPut, path: path, body: want}, nil); err != nil {
		return err
	}
	p.o.Log.Info("discord commands offered", "count", len(want))
	return nil
}

// sameDefinitions compares what Discord has with the sorted list that we want.
func sameDefinitions(have, want []definition) bool {
	slices.SortStableFunc(have, func(a, b definition) int { return strings.Compare(a.Name, b.Name) })
	for _, d := range have {
		slices.Sort(d.Contexts)
		slices.Sort(d.InstallationTypes)
	}
	a, errA := json.Marshal(have)
	b, errB := json.Marshal(want)
	return errA == nil && errB == nil && len(have) == len(want) && bytes.Equal(a, b)
}
