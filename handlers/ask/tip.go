package ask

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"referout/bot"
	"referout/handlers/guide"
	"referout/handlers/listing"
	"referout/handlers/people"
	"referout/handlers/scrub"
	"referout/store"
)

// Whom somebody knows for an ask.

// mostOffered is how many people of her book are offered as buttons.
const mostOffered = 4

// unasked stands where a text was typed below a recommendation, or without [Type a name].
const unasked = "more"

// mostTip is how many characters a recommendation has.
const mostTip = 200

// whomYouKnow asks whom, and offers those of her book who may be meant.
func whomYouKnow(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	need, _ := readNeed(l.What)
	hits, err := people.Find(p, guide.SpecialtyName(need.Specialty))
	if err != nil {
		return bot.Private{}, err
	}
	m := whomFor(need)
	for _, h := range offered(hits) {
		m = m.With(bot.Do(h.Label(hits), pickAction, l.Circle, l.Ref, h.ID))
	}
	m = m.With(bot.Do("Type a name", whoAction, l.Circle, l.Ref))
	return bot.Whisper(m).Corrects(whoAction, l.Circle, l.Ref, unasked), nil
}

// offered is the first people of a search, no offices and no guesses.
func offered(hits []people.Hit) (out []people.Hit) {
	for _, h := range hits {
		if !h.Guess && !people.IsOffice(h.ID) && len(out) < mostOffered {
			out = append(out, h)
		}
	}
	return out
}

// whom asks whom, and takes what was typed: somebody of her book, or words as they are.
func whom(_ context.Context, p *bot.Personal) (bot.Private, error) {
	circle, id := p.Args.Part(0), p.Args.Part(1)
	_, not, err := openAsk(p, circle, id)
	if err == nil && !p.Args.Tapped && p.Args.Part(2) == unasked && (not != nil || tellsOfWork(p.Args.Words)) {
		return bot.Private{}, bot.ErrNoMatch
	}
	if err != nil || not != nil {
		return said(not), err
	}
	if p.Args.Tapped || isTitle(p.Args.Words) {
		return bot.Whisper(typeWhom()).Asks(whoAction, circle, id), nil
	}
	if _, err := short(p.Args.Words, mostTip); err != nil {
		var trouble *bot.Error
		if errors.As(err, &trouble) {
			return bot.Whisper(bot.Compose(bot.Say("%s", trouble.Error()))).Asks(whoAction, circle, id), nil
		}
		return bot.Private{}, err
	}
	hits, err := people.Find(p, p.Args.Words)
	if err != nil {
		return bot.Private{}, err
	}
	hits = offered(hits)
	if len(hits) == 0 && p.Args.Part(2) == unasked && namesNobody(p.Args.Words) {
		m := nobodyInThat().With(bot.Do("Type a name", whoAction, circle, id), bot.Do("Not now", noTipAction))
		return bot.Whisper(m).Corrects(whoAction, circle, id, unasked), nil
	}
	t, err := keepTip(p, circle, id)
	if err != nil {
		return bot.Private{}, err
	}
	if len(hits) == 0 {
		return asTypedOf(p, p.Handling(), t)
	}
	m := whichOne(len(hits))
	for _, h := range hits {
		m = m.With(bot.Do(h.Label(hits), pickAction, circle, id, h.ID))
	}
	m = m.With(bot.Do("As I typed it", typedAction, p.Handling()))
	return bot.Whisper(m).Corrects(whoAction, circle, id, unasked), nil
}

// namesNobody says whether words that nobody asked for tell of nobody: everyday words, or
// one small word.
func namesNobody(words string) bool {
	words = strings.Trim(words, " .,!?…")
	return people.SmallTalk(words) || utf8.RuneCountInString(words) < 3
}

// isTitle says whether words hold no name: nothing at all, or a title alone.
func isTitle(words string) bool {
	switch strings.ToLower(strings.Trim(words, " .,")) {
	case "", "dr", "doctor", "mr", "mrs", "ms", "miss", "prof", "professor":
		return true
	}
	return false
}

// keepTip keeps what was typed until it is sent.
func keepTip(p *bot.Personal, circle, id string) (tip, error) {
	if err := prune(tips, p.Data, p.Now.Add(-kept), func(t tip) time.Time { return t.At }); err != nil {
		return tip{}, err
	}
	t := tip{Circle: circle, Ask: id, At: p.Now.UTC()}
	t.Words, t.Out = colleague(p.Args.Words)
	return t, tips.Put(p.Data, p.Handling(), t)
}

// picked shows exactly what would be told of somebody in her book.
func picked(_ context.Context, p *bot.Personal) (bot.Private, error) {
	circle, id, person := p.Args.Part(0), p.Args.Part(1), p.Args.Part(2)
	who, err := people.Persons.Get(p.Data, person)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(notInBook()).Anew(), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	office, err := people.Offices.Get(p.Data, who.Office)
	if store.IgnoreMissing(err) != nil {
		return bot.Private{}, err
	}
	trade := guide.SpecialtyName(who.Specialty)
	if who.Staff() {
		trade = guide.RoleName(who.Role)
	}
	phone := who.Phone
	if phone == "" {
		phone = office.Phone
	}
	what := bot.Enclosure{}.Write(nameLine, nameLabel, who.Name).Write(tradeLine, tradeLabel, trade).
		Write(officeLine, officeLabel, office.Name).Write(areaLine, areaLabel, office.City).
		Write(contactLine, contactLabel, people.ShowPhone(phone))
	return offerTip(p, circle, id, what, nil)
}

func asTyped(_ context.Context, p *bot.Personal) (bot.Private, error) {
	t, err := tips.Get(p.Data, p.Args.Part(0))
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(tooOld()).Anew(), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	return asTypedOf(p, p.Args.Part(0), t)
}

func asTypedOf(p *bot.Personal, id string, t tip) (bot.Private, error) {
	if t.Words == "" {
		return bot.Whisper(keptBack(t.Out, typeWhom())).Asks(whoAction, t.Circle, t.Ask), tips.Delete(p.Data, id)
	}
	return offerTip(p, t.Circle, t.Ask, bot.Enclosure{}.Write(wordsLine, tipLabel, t.Words), t.Out)
}

// offerTip shows exactly what would be told, with the name that stands in her listing.
func offerTip(p *bot.Personal, circle, id string, what bot.Enclosure, out scrub.Kinds) (bot.Private, error) {
	_, not, err := openAsk(p, circle, id)
	if err != nil || not != nil {
		return said(not), err
	}
	mine, listed, err := listing.In(p, circle)
	if err != nil {
		return bot.Private{}, err
	}
	what = what.Write(fromLine, fromLabel, mine.Name)
	m := keptBack(out, thisIsTip(listed)).With(bot.Do("Somebody else", whoAction, circle, id), bot.Do("Not now", noTipAction))
	shown := bot.Whisper(m).Corrects(whoAction, circle, id, unasked)
	if !p.Args.Tapped && p.Args.Part(2) == unasked {
		shown = shown.Below(takenAsTip())
	}
	return shown.Offering(bot.Offer{
		Label: "Send it", Style: bot.Primary, Circle: circle, Kind: tipMail, Ref: id, What: what, After: tipSentAction,
	}), nil
}

func tipSent(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return bot.Whisper(tipOnItsWay()), nil
}
