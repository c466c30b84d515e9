// Package ledger is what a book owes its owner: to take back, to show everything,
// to forget, to explain itself.
package ledger

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"referout/bot"
	"referout/handlers/duty"
	"referout/handlers/people"
	"referout/handlers/show"
	"referout/store"
)

// Feature is /undo, /export, /forget, /privacy and /help.
func Feature() bot.Feature {
	return bot.Feature{
		Commands: []bot.Command{
			{Name: "undo", Summary: "Take back the last thing", Personal: undoLast},
			{Name: "export", Summary: "Everything in your book, as a file", Personal: export},
			{Name: "forget", Summary: "Remove somebody, or everything", Drastic: true, Personal: forget,
				Params: []bot.Param{{Name: "who", Summary: "A name, or: everything", Suggest: people.SuggestNames}}},
			{Name: "privacy", Summary: "What is kept, and where", Quiet: true, Personal: ownPrivacy, Shared: announce(privacyInGroups)},
			{Name: "help", Summary: "What I can do", Quiet: true, Personal: help, Shared: sharedHelp},
		},
		Actions: append(whomToForget().Actions(),
			bot.Action{Name: bot.UndoAction, Edits: true, Personal: undoOne},
			bot.Action{Name: "forgetall", Edits: true, Personal: forgetAll},
			bot.Action{Name: "forgetsay", Personal: people.OrBare(forgetSaid)},
			bot.Action{Name: "forgetno", Edits: true, Personal: whisper(kept)},
		),
	}
}

// ownPrivacy names the book's number, too.
func ownPrivacy(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return bot.Whisper(privacy(string(p.Data.ID()))), nil
}

func whisper(text func() bot.Message) func(context.Context, *bot.Personal) (bot.Private, error) {
	return func(context.Context, *bot.Personal) (bot.Private, error) { return bot.Whisper(text()), nil }
}

func announce(text func() bot.Message) func(context.Context, *bot.Shared) (bot.Public, error) {
	return func(context.Context, *bot.Shared) (bot.Public, error) { return bot.Announce(text()), nil }
}

// undoLast stops the form that is being filled in, or takes back the newest handling
// that can be.
func undoLast(_ context.Context, p *bot.Personal) (bot.Private, error) {
	if out, stopped, err := p.StopForm(); err != nil || stopped {
		return out, err
	}
	id, label, err := p.LastUndo()
	sent, more := p.LastSent()
	if store.IgnoreMissing(err) != nil || more != nil {
		return bot.Private{}, errors.Join(store.IgnoreMissing(err), more)
	}
	if err == nil && sent > id { // she may well mean that, which nobody can take back
		return bot.Whisper(sentSince(label).With(bot.Choice{Label: "Take that back", Action: bot.UndoAction, Arg: id})), nil
	}
	if err != nil {
		return bot.Whisper(nothingToUndo()), nil
	}
	out, err := undo(p, id)
	if errors.Is(err, store.ErrExpired) {
		return bot.Whisper(nothingToUndo()), nil
	}
	return out, err
}

// undoOne takes back the handling of its button.
func undoOne(_ context.Context, p *bot.Personal) (bot.Private, error) {
	out, err := undo(p, p.Args.Part(0))
	if errors.Is(err, store.ErrExpired) {
		return bot.Whisper(undoTooLate()), nil
	}
	return out, err
}

func undo(p *bot.Personal, id string) (bot.Private, error) {
	label, err := p.Undo(id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return bot.Whisper(undoneBefore()), nil
	case errors.Is(err, store.ErrChanged):
		return bot.Whisper(undoBuiltOn()), nil
	case err != nil:
		return bot.Private{}, err
	}
	if stranded, err := duty.Stranded(p); err != nil || stranded {
		return bot.Private{}, errors.Join(err, builtOn(stranded)) // which takes the undo back
	}
	if err := duty.Restore(p); err != nil {
		return bot.Private{}, err
	}
	out, err := duty.TakenBack(p, undone(label))
	if err != nil {
		return bot.Private{}, err
	}
	return withdrawn(p, out)
}

func builtOn(stranded bool) error {
	if !stranded {
		return nil
	}
	return bot.Errorf("%s", undoBuiltOnText)
}

// pingMemory is how far back pings are edited when their duties are taken back.
const pingMemory = 7 * 24 * time.Hour

// withdrawn edits the pings of which nothing is left.
func withdrawn(p *bot.Personal, out bot.Private) (bot.Private, error) {
	pings, err := p.Pings(p.Now.Add(-pingMemory))
	if err != nil {
		return bot.Private{}, err
	}
	for _, ping := range pings {
		left, err := anyLeft(p, ping.Duties)
		if err != nil {
			return bot.Private{}, err
		}
		if !left {
			out = out.AlsoEdits(ping.ID, pingWithdrawn())
		}
	}
	return out, nil
}

func anyLeft(p *bot.Personal, duties []string) (bool, error) {
	for _, id := range duties {
		_, err := duty.Duties.Get(p.Data, id)
		if !errors.Is(err, store.ErrNotFound) {
			return true, err
		}
	}
	return false, nil
}

func export(_ context.Context, p *bot.Personal) (bot.Private, error) {
	all, missing, err := p.Export()
	if err != nil {
		return bot.Private{}, err
	}
	m := exported()
	if missing != nil {
		m = exportedInPart(missing.Tables, missing.Broken)
	}
	m.Files = []bot.File{{Name: "referout-" + p.Now.Format("2006-01-02") + ".json", MIME: "application/json", Bytes: all}}
	return bot.Whisper(m), nil
}

// forget offers to remove somebody; only "everything" ends the book.
func forget(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	words := strings.Trim(p.Args.Words, " .!")
	if strings.EqualFold(words, "everything") {
		return askForgetAll(p, forgetEverything())
	}
	out, err := whomToForget().Begin(ctx, p, words)
	if words == "" {
		out = out.Add(orEverything())
	}
	return out, err
}

// whomToForget finds out who is to be removed; that is asked about once more.
func whomToForget() people.Intent {
	return people.Intent{
		Name: "fgt", Who: people.Filter{Specialists: true, Staff: true, Offices: true}, Question: whomForget, Nobody: forgetNobody,
		Do: func(_ context.Context, p *bot.Personal, c people.Chosen) (bot.Private, error) {
			return show.AskRemove(p, c.ID)
		},
	}
}

// askForgetAll puts the last question below a message. Its [Yes] carries when it was
// asked, and nobody is taken at their word later than that.
func askForgetAll(p *bot.Personal, m bot.Message) (bot.Private, error) {
	circles, err := p.Circles()
	if err != nil {
		return bot.Private{}, err
	}
	if len(circles) > 0 {
		m = m.Add(staysInGroups())
	}
	yes := bot.Do(endLabel, "forgetall", strconv.FormatInt(p.Now.Unix(), 36))
	yes.Style = bot.Danger
	return bot.Whisper(m.With(yes, bot.Do(keepLabel, "forgetno"))).Asks("forgetsay"), nil
}

// forgetSaid answers words typed below the last question: "no" keeps the book, a sentence
// of its own leaves the question, and nothing typed ends a book.
func forgetSaid(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	if saysNo(p.Args.Words) {
		return bot.Whisper(kept()), nil
	}
	out, err := p.Sentence(ctx)
	if errors.Is(err, bot.ErrNoMatch) {
		return askForgetAll(p, forgetByButton())
	}
	return out, err
}

func saysNo(text string) bool {
	switch strings.ToLower(strings.Trim(text, " .!")) {
	case "no", "n", "nope", "keep it", "stop":
		return true
	}
	return false
}

// forgetAllFor is how long the [Yes] that ends a book holds: further up in a chat it
// is pressed by mistake.
const forgetAllFor = 10 * time.Minute

// forgetAll ends the book, or asks again where it was asked long ago.
func forgetAll(_ context.Context, p *bot.Personal) (bot.Private, error) {
	asked, err := strconv.ParseInt(p.Args.Part(0), 36, 64)
	ago := p.Now.Unix() - asked
	if err != nil || ago < 0 || ago > int64(forgetAllFor/time.Second) {
		return askForgetAll(p, forgetEverythingAgain())
	}
	return bot.Whisper(allForgotten()).Erasing(), nil
}

func help(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return bot.Whisper(helpText(p.Commands())), nil
}

func sharedHelp(_ context.Context, s *bot.Shared) (bot.Public, error) {
	return bot.Announce(groupHelp(s.Commands())), nil
}
