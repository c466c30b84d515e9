package checkup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	// patience is how long a platform may take to answer.
	patience = 10 * time.Second
	// mostAnswer is how much of its answer is read, in bytes.
	mostAnswer = 64 << 10
	// mostSkew is how far the clock may be from a platform's: what is more is wrong.
	mostSkew = 2 * time.Minute
)

// Network asks platforms.
type Network struct {
	Client *http.Client
	Now    func() time.Time
}

// reply is what a platform answered.
type reply struct {
	status int
	body   []byte
	date   time.Time // by its own clock; zero: it did not say
	asked  time.Time // by ours
}

// get asks a platform. Its errors hold neither address nor token.
func (n Network) get(ctx context.Context, address, authorization string) (reply, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return reply{}, errors.New("its address cannot be used")
	}
	if authorization != "" {
		req.Header.Set("Authorization", authorization)
	}
	req.Header.Set("User-Agent", "DiscordBot (referout, 0)")
	answer, err := n.Client.Do(req)
	if err != nil {
		return reply{}, unreachable(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, mostAnswer))
	if err != nil {
		return reply{}, unreachable(err)
	}
	date, _ := http.ParseTime(answer.Header.Get("Date"))
	return reply{answer.StatusCode, body, date, n.Now()}, nil
}

// unreachable says why a platform did not answer, without the address, in which
// Telegram wants the token.
func unreachable(err error) error {
	var outer *url.Error
	if errors.As(err, &outer) {
		err = outer.Err
	}
	var lookup *net.DNSError
	switch {
	case errors.As(err, &lookup):
		return fmt.Errorf("the name %s is not known here; look at this machine's network and DNS", lookup.Name)
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("no answer within %v; look at this machine's network and firewall", patience)
	}
	return fmt.Errorf("it cannot be reached: %w; look at this machine's network and firewall", err)
}

// Telegram asks who the bot of a token is.
func (n Network) Telegram(ctx context.Context, api, token string) []Line {
	return without(token, n.telegram(ctx, api, token))
}

// without keeps a token out of what is told, wherever a platform or a proxy may have
// put it.
func without(token string, lines []Line) []Line {
	for i := range lines {
		lines[i].Text = strings.ReplaceAll(lines[i].Text, token, "[token]")
	}
	return lines
}

func (n Network) telegram(ctx context.Context, api, token string) []Line {
	const what = "telegram"
	r, err := n.get(ctx, strings.TrimSuffix(api, "/")+"/bot"+token+"/getMe", "")
	if err != nil {
		return []Line{Fault(what, "%v", err)}
	}
	var me struct {
		OK     bool `json:"ok"`
		Result struct {
			Username string `json:"username"`
		} `json:"result"`
	}
	broken := json.Unmarshal(r.body, &me)
	switch {
	case r.status == http.StatusUnauthorized || r.status == http.StatusNotFound:
		return n.lines(r, Fault(what, "the token is refused; ask @BotFather for a new one (/token) and put that into telegram.token_file"))
	case r.status != http.StatusOK || broken != nil || !me.OK:
		return n.lines(r, Fault(what, "answered with status %d, and not with who the bot is; try again later, or look at telegram.api_url", r.status))
	}
	return n.lines(r, Fine(what, "the token is @%s's", me.Result.Username))
}

// Discord asks who the bot of a token is, and where it is to connect.
func (n Network) Discord(ctx context.Context, api, token string) []Line {
	return without(token, n.discord(ctx, api, token))
}

func (n Network) discord(ctx context.Context, api, token string) []Line {
	const what = "discord"
	base := strings.TrimSuffix(api, "/") + "/api/v9"
	r, err := n.get(ctx, base+"/users/@me", "Bot "+token)
	if err != nil {
		return []Line{Fault(what, "%v", err)}
	}
	var me struct {
		Username string `json:"username"`
	}
	broken := json.Unmarshal(r.body, &me)
	switch {
	case r.status == http.StatusUnauthorized:
		return n.lines(r, Fault(what, "the token is refused; reset it on the page Bot of the developer portal and put the new one into discord.token_file"))
	case r.status != http.StatusOK || broken != nil || me.Username == "":
		return n.lines(r, Fault(what, "answered with status %d, and not with who the bot is; try again later, or look at discord.api_url", r.status))
	}
	return append(n.lines(r, Fine(what, "the token is %s's", me.Username)), n.gateway(ctx, base, token))
}

// gateway asks where connections go, and how many may still be begun today.
func (n Network) gateway(ctx context.Context, base, token string) Line {
	const what = "discord gateway"
	r, err := n.get(ctx, base+"/gateway/bot", "Bot "+token)
	if err != nil {
		return Fault(what, "%v", err)
	}
	var g struct {
		URL   string `json:"url"`
		Limit struct {
			Total     int   `json:"total"`
			Remaining int   `json:"remaining"`
			Reset     int64 `json:"reset_after"` // milliseconds
		} `json:"session_start_limit"`
	}
	broken := json.Unmarshal(r.body, &g)
	switch {
	case r.status != http.StatusOK || broken != nil || g.URL == "":
		return Fault(what, "answered with status %d, and not with an address; try again later", r.status)
	case g.Limit.Total > 0 && g.Limit.Remaining == 0:
		return Fault(what, "no more connections may be begun for %v; leave a bot that is connected alone", (time.Duration(g.Limit.Reset) * time.Millisecond).Round(time.Minute))
	}
	return Fine(what, "%s; %d of %d connections may still be begun today", g.URL, g.Limit.Remaining, g.Limit.Total)
}

// lines adds a look at the clock to another.
func (n Network) lines(r reply, l Line) []Line {
	if r.date.IsZero() {
		return []Line{l}
	}
	return []Line{l, skew(l.What, r.asked.Sub(r.date))}
}

// skew judges how far the clock is from a platform's, which tells seconds only.
func skew(platform string, off time.Duration) Line {
	const what = "clock"
	off = off.Round(time.Second)
	switch {
	case off.Abs() > mostSkew && off > 0:
		return Fault(what, "it is %v ahead of %s's; set it, or have it set (timedatectl set-ntp true)", off, platform)
	case off.Abs() > mostSkew:
		return Fault(what, "it is %v behind %s's; set it, or have it set (timedatectl set-ntp true)", -off, platform)
	}
	return Fine(what, "as %s's, to %v", platform, max(off.Abs(), time.Second))
}
