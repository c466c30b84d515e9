package discord

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// What was written while nobody listened stands in the private chat's history. All
// of its last day is handed in again, in order: the bot's own messages prove
// nothing, because a process may end between an answer and the next message, and
// what was handled before is known by its id.
const (
	historyAge   = 24 * time.Hour // older messages are over, as on Telegram
	historyPage  = 100            // messages, the most that Discord gives at once
	historyPages = 10             // so the newest thousand of the day are read, of both sides
)

// missed are the messages that people wrote in a private chat within the last day,
// oldest first; whole is false if there were more than are read.
func (p *Platform) missed(ctx context.Context, channel string) (out []*message, whole bool, err error) {
	oldest := time.Now().Add(-historyAge)
	query := ""
	for range historyPages {
		page, full, err := p.history(ctx, channel, query)
		if err != nil {
			return nil, false, err
		}
		for _, m := range page {
			if whole = p.ours(madeAt(m.ID, time.Time{})).Before(oldest); whole {
				break
			}
			if m.written() {
				out = append(out, m)
			}
		}
		if whole = whole || !full || len(page) == 0; whole {
			break
		}
		query = "&before=" + page[len(page)-1].ID
	}
	slices.Reverse(out)
	return out, whole, nil
}

// history is one page of a channel's history, newest first; full says that there
// may be more. A message that cannot be read is left out.
func (p *Platform) history(ctx context.Context, channel, query string) (page []*message, full bool, err error) {
	path := "channels/" + channel + "/messages?limit=" + strconv.Itoa(historyPage) + query
	var raw []json.RawMessage
	if err := p.call(ctx, request{method: http.MethodGet, path: path}, &raw); err != nil {
		return nil, false, err
	}
	for _, r := range raw {
		if m, ok := decode[message](r); ok && m.ID != "" {
			page = append(page, m)
		}
	}
	return page, len(raw) == historyPage, nil
}

// olderID compares ids, which are numbers that grow with time.
func olderID(a, b string) bool { return len(a) < len(b) || len(a) == len(b) && a < b }

// discordEpoch is the first of January 2015, from which ids count milliseconds.
const discordEpoch = 1420070400000

// idAt is the smallest id of an instant of Discord's clock.
func idAt(t time.Time) string {
	return strconv.FormatInt(max(0, t.UnixMilli()-discordEpoch)<<22, 10)
}
