package telegram_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
	"testing/synctest"

	"referout/bot"
	"referout/bot/telegram"
	"referout/bot/telegram/telegramtest"
)

// onPipe sends one message through a real http.Transport, whose connection ends
// at serve; nil refuses it.
func onPipe(t *testing.T, serve func(net.Conn) error) (bot.Receipt, error) {
	t.Helper()
	tr := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		if serve == nil {
			return nil, errors.New("connection refused")
		}
		here, there := net.Pipe()
		go func() {
			defer there.Close()
			if err := serve(there); err != nil {
				t.Error(err)
			}
		}()
		return here, nil
	}}
	defer tr.CloseIdleConnections()
	p := telegram.New(telegram.Options{Token: telegramtest.Token, APIURL: "http://telegram.invalid/", Transport: tr})
	return p.Deliver(t.Context(), telegram.Parcel{Person: 42, Message: say("hello")})
}

// request reads a whole request.
func request(c net.Conn) (*http.Request, error) {
	r, err := http.ReadRequest(bufio.NewReader(c))
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(io.Discard, r.Body)
	return r, err
}

// answering answers every request with the given bytes and hangs up.
func answering(raw string) func(net.Conn) error {
	return func(c net.Conn) error {
		if _, err := request(c); err != nil {
			return err
		}
		_, err := io.WriteString(c, raw)
		return err
	}
}

func ok(body string) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
}

func TestHowFarACallGot(t *testing.T) {
	for name, c := range map[string]struct {
		serve func(net.Conn) error
		want  bot.Outcome // 0: sent
	}{
		"no connection":  {nil, bot.NotSent},
		"hung up after":  {answering(""), bot.Ambiguous},
		"half an answer": {answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ok\":true"), bot.Ambiguous},
		"no JSON":        {answering(ok("hi")), bot.Ambiguous},
		"sent elsewhere": {answering("HTTP/1.1 302 Found\r\nLocation: http://elsewhere.invalid/\r\nContent-Length: 0\r\n\r\n"), bot.ServerFault},
		"strange answer": {answering(ok(`{"ok":true,"result":{"message_id":5,"from":"the future"}}`)), 0},
		"plain answer":   {answering(ok(`{"ok":true,"result":{"message_id":5}}`)), 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r, err := onPipe(t, c.serve)
				var e *bot.SendError
				if c.want == 0 {
					if err != nil || r.Message != "42/5" {
						t.Errorf("receipt %v, error %v", r, err)
					}
				} else if !errors.As(err, &e) || e.Outcome != c.want {
					t.Errorf("error %v, want outcome %d", err, c.want)
				}
			})
		})
	}
}

// A body of known length can be sent again on a fresh connection, and proxies
// that take no chunks take it.
func TestBodiesHaveALength(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, err := onPipe(t, func(c net.Conn) error {
			r, err := request(c)
			if err == nil && (r.ContentLength <= 0 || len(r.TransferEncoding) > 0) {
				t.Errorf("length %d, encoding %v", r.ContentLength, r.TransferEncoding)
			}
			return err
		})
		if err == nil {
			t.Error("sent without an answer")
		}
	})
}
