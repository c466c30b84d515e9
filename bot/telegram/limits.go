package telegram

import (
	"sync"
	"time"

	"referout/bot"
)

// Limits are how fast Telegram takes messages: about thirty a second in all, one
// a second in a chat with short bursts, and twenty a minute in a group, where an
// edit counts like a message (core.telegram.org/bots/faq, "My bot is hitting
// limits, how do I avoid this?"; that edits count is said by the maintainer of its
// server). How long a burst may be is not documented: five are taken in practice.
// A group's burst and what flows in a minute are twenty together, so that no
// minute has more.
func Limits() bot.Limits {
	return bot.Limits{
		Overall: 30,
		Person:  bot.Rate{Burst: 5, PerSecond: 1},
		Group:   bot.Rate{Burst: 5, PerSecond: 0.25},
	}
}

// crowding notices when the rate limit is not one chat's own: Telegram does not
// say so, but then it refuses other chats too.
type crowding struct {
	mu   sync.Mutex
	chat int64
	at   time.Time
}

// together is within what time two refused chats are taken for all of them.
const together = time.Second

// refused notes a chat that was refused, and says whether another was just before.
func (c *crowding) refused(chat int64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	crowd := c.chat != 0 && c.chat != chat && now.Sub(c.at) < together
	c.chat, c.at = chat, now
	return crowd
}
