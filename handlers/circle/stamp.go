package circle

import (
	"context"
	"hash/fnv"
	"strconv"

	"referout/bot"
	"referout/handlers/listing"
)

// later answers [Not now] and the like. Below a text that the circle shows already, from a
// tap on it that came first, it says so.
func later(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id, stamp := p.Args.Part(0), p.Args.Part(1)
	if stamp == "" {
		return bot.Whisper(notNow()), nil
	}
	c, _, out, err := reading(p, id)
	if err != nil || out != nil {
		return given(out), err
	}
	l, listed, err := listing.In(p, id)
	if err == nil && listed && stampOf(l) == stamp {
		return standing(id, youShow(c.Name), l), nil
	}
	return bot.Whisper(notNow()), err
}

// stampOf tells the text of a listing from others.
func stampOf(l listing.Listing) string {
	sum := fnv.New64a()
	for _, w := range l.Enclose() {
		_, _ = sum.Write([]byte(w.Name + "\x00" + w.Value + "\x00"))
	}
	return strconv.FormatUint(sum.Sum64(), 36)
}
