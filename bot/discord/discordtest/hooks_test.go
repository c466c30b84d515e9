package discordtest

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// ask makes a call as the adapter would.
func ask(ctx context.Context, n *Network, method, path, body string) (status int, answer []byte, header http.Header, err error) {
	req, err := http.NewRequestWithContext(ctx, method, "https://discord.test/api/v9/"+path, strings.NewReader(body))
	if err != nil {
		return 0, nil, nil, err
	}
	req.Header.Set("Authorization", "Bot "+Token)
	req.Header.Set("User-Agent", "DiscordBot (x, 1)")
	resp, err := api{n}.RoundTrip(req)
	if err != nil {
		return 0, nil, nil, err
	}
	defer resp.Body.Close()
	answer, err = io.ReadAll(resp.Body)
	return resp.StatusCode, answer, resp.Header, err
}

func post(t *testing.T, n *Network, text, nonce string) (status int, answer string, header http.Header, err error) {
	t.Helper()
	n.ChannelID("#a")
	status, raw, header, err := ask(t.Context(), n, "POST", "channels/500000000000000000/messages",
		`{"content":"`+text+`","nonce":"`+nonce+`","enforce_nonce":true,"allowed_mentions":{"parse":[]}}`)
	return status, string(raw), header, err
}

func TestOnCall(t *testing.T) {
	cut := errors.New("cut")
	tests := map[string]struct {
		fails  func(Call) error
		status int
		err    error
		shown  int
	}{
		"before": {func(c Call) error {
			if !c.Done {
				return cut
			}
			return nil
		}, 0, cut, 0},
		"after": {func(c Call) error {
			if c.Done {
				return cut
			}
			return nil
		}, 0, cut, 1},
		"refused before": {func(c Call) error {
			if !c.Done {
				return Refusal{Status: 503}
			}
			return nil
		}, 503, nil, 0},
		"refused after": {func(c Call) error {
			if c.Done {
				return Refusal{Status: 502, Page: true}
			}
			return nil
		}, 502, nil, 1},
		"not at all": {func(Call) error { return nil }, 200, nil, 1},
	}
	for name, test := range tests {
		n := New()
		var seen []Call
		n.OnCall(func(c Call) error { seen = append(seen, c); return test.fails(c) })
		status, _, _, err := post(t, n, "hi", "1")
		if status != test.status || !errors.Is(err, test.err) || len(n.Heard()) != test.shown {
			t.Errorf("%s: %d, %v, shown %d times", name, status, err, len(n.Heard()))
		}
		if seen[0].Method != http.MethodPost || seen[0].Path != "channels/500000000000000000/messages" {
			t.Errorf("%s: told of %+v", name, seen)
		}
	}
	n := New()
	ctx, kill := context.WithCancel(t.Context())
	n.OnCall(func(Call) error { kill(); return nil })
	if _, _, _, err := ask(ctx, n, "GET", "gateway", ""); !errors.Is(err, context.Canceled) || len(n.Calls()) != 0 {
		t.Errorf("killed before the call: %v, %v", err, n.Calls())
	}
}

func TestStrict(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := New()
		n.Strict(true)
		for i := range mostRoute {
			status, _, header, err := post(t, n, "hi", strconv.Itoa(i))
			if status != 200 || err != nil || header.Get("X-RateLimit-Remaining") != strconv.Itoa(mostRoute-1-i) {
				t.Errorf("%d: %d, %v, %v", i, status, header, err)
			}
		}
		status, answer, header, err := post(t, n, "hi", "x")
		if status != 429 || err != nil || header.Get("Retry-After") != "5" || header.Get("X-RateLimit-Global") != "" || !strings.Contains(answer, `"global":false`) {
			t.Errorf("%d, %s, %v, %v", status, answer, header, err)
		}
		for range mostOverall {
			status, answer, header, err := ask(t.Context(), n, "GET", "users/@me", "")
			if err != nil || status != 200 && (status != 429 || header.Get("X-RateLimit-Global") != "true" || !strings.Contains(string(answer), `"global":true`)) {
				t.Errorf("%d, %s, %v, %v", status, answer, header, err)
			}
		}
		if chats, overall := n.Limited(); chats != 1 || overall != mostRoute+1 {
			t.Errorf("counted %d and %d", chats, overall)
		}
		time.Sleep(routeSpan)
		if status, _, _, err := post(t, n, "hi", "y"); status != 200 || err != nil {
			t.Errorf("afterwards: %d, %v", status, err)
		}
	})
}

func TestHistory(t *testing.T) {
	n := New()
	var ids []string
	for i := range 7 {
		_, answer, _, err := post(t, n, strconv.Itoa(i), "n"+strconv.Itoa(i))
		var m struct{ ID, Nonce string }
		if err != nil || json.Unmarshal([]byte(answer), &m) != nil || m.Nonce != "n"+strconv.Itoa(i) {
			t.Fatalf("%v: %s", err, answer)
		}
		ids = append(ids, m.ID)
	}
	for query, want := range map[string]string{
		"":                           "6543210",
		"?limit=2":                   "65",
		"?limit=2&before=" + ids[4]:  "32",
		"?limit=2&after=" + ids[1]:   "32",
		"?limit=100&after=" + ids[4]: "65",
	} {
		_, answer, _, err := ask(t.Context(), n, "GET", "channels/500000000000000000/messages"+query, "")
		var page []struct{ Content string }
		if err != nil || json.Unmarshal(answer, &page) != nil || strings.Contains(string(answer), "nonce") {
			t.Errorf("%s: %v: %s", query, err, answer)
		}
		got := ""
		for _, m := range page {
			got += m.Content
		}
		if got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}
