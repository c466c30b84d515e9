package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	tg "github.com/go-telegram/bot"

	"referout/bot"
)

// realUpdate is an update as Telegram writes it.
const realUpdate = `{"update_id":728456123,
"message":{"message_id":4711,"from":{"id":42,"is_bot":false,"first_name":"Ann","last_name":"Example","username":"ann_example","language_code":"en"},"chat":{"id":42,"first_name":"Ann","last_name":"Example","username":"ann_example","type":"private"},"date":1800000000,"text":"/find chiropractor akron aetna","entities":[{"offset":0,"length":5,"type":"bot_command"}]}}`

func BenchmarkUnderstand(b *testing.B) {
	raw := bot.Raw{ID: "728456123", Body: []byte(realUpdate), Row: "row"}
	b.ReportAllocs()
	for b.Loop() {
		if id := idOf(raw.Body); id != 728456123 {
			b.Fatal(id)
		}
		if _, ok, err := me.understand(raw, now); !ok || err != nil {
			b.Fatal(ok, err)
		}
	}
}

// What is done for every message stays cheap: by the client library alone a
// message takes 174 allocations.
func TestAllocations(t *testing.T) {
	raw, p := bot.Raw{Body: []byte(realUpdate)}, onCanned()
	for name, c := range map[string]struct {
		most float64
		do   func()
	}{
		"understand": {18, func() {
			if _, ok, err := me.understand(raw, now); !ok || err != nil {
				t.Error(ok, err)
			}
		}},
		"send": {72, func() {
			if _, err := p.deliver(t.Context(), post{chat: 42, message: found, key: "k"}); err != nil {
				t.Error(err)
			}
		}},
	} {
		if got := testing.AllocsPerRun(100, c.do); got > c.most {
			t.Errorf("%s: %.0f allocations, want at most %.0f", name, got, c.most)
		}
	}
}

// canned answers every call at once.
type canned struct{}

func (canned) RoundTrip(req *http.Request) (*http.Response, error) {
	if _, err := io.Copy(io.Discard, req.Body); err != nil {
		return nil, err
	}
	const answer = `{"ok":true,"result":{"message_id":4712,"from":{"id":1,"is_bot":true,"first_name":"Referout","username":"referout_bot"},"chat":{"id":42,"first_name":"Ann","type":"private"},"date":1800000001,"text":"Dr Lee, chiropractor, Akron"}}`
	return &http.Response{
		StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{}, Request: req,
		Body: io.NopCloser(strings.NewReader(answer)), ContentLength: int64(len(answer)),
	}, nil
}

func onCanned() *Platform { return New(Options{Token: "1:x", Transport: canned{}}) }

var found = bot.Compose(bot.Title("3 found"), bot.Say("Dr Lee, chiropractor, Akron, takes Aetna"), bot.Say("Dr Kim, chiropractor, Akron")).
	With(bot.Do("More", "more", "2"), bot.Do("Done", "done"))

// BenchmarkSend is what a message costs beside the network.
func BenchmarkSend(b *testing.B) {
	p := onCanned()
	to := post{chat: 42, message: found, key: "k"}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.deliver(b.Context(), to); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSendByLibrary is the same call by the client library alone.
func BenchmarkSendByLibrary(b *testing.B) {
	p := onCanned()
	pieces := p.pieces(b.Context(), found)
	b.ReportAllocs()
	for b.Loop() {
		_, err := p.client.SendMessage(b.Context(), &tg.SendMessageParams{
			ChatID: int64(42), Text: pieces[0].text, Entities: pieces[0].entities,
			LinkPreviewOptions: noPreview(), ReplyMarkup: pieces[0].keyboard,
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkIntake is what an input costs between the poll and the receiver.
func BenchmarkIntake(b *testing.B) {
	batch := make([]json.RawMessage, 100)
	for n := range batch {
		batch[n] = json.RawMessage(strings.ReplaceAll(strings.Replace(realUpdate, "728456123", fmt.Sprint(728456000+n), 1), `"id":42`, fmt.Sprintf(`"id":%d`, 1000+n)))
	}
	p := onCanned()
	p.me.Store(&me)
	in := p.newIntake(passing{})
	b.ReportAllocs()
	for b.Loop() {
		if err := in.take(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
		in.order.Wait()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(batch)), "ns/input")
}

// passing is a receiver and an inbox that do nothing.
type passing struct{}

func (passing) Commands() []bot.Command                     { return nil }
func (passing) Receive(context.Context, bot.Incoming) error { return nil }
func (p passing) Inbox(string) bot.Inbox                    { return p }
func (passing) Left(context.Context) ([]bot.Raw, error)     { return nil, nil }
func (passing) Drop(context.Context, string) error          { return nil }
func (passing) SetAside(context.Context, string) error      { return nil }
func (passing) Suggest(context.Context, bot.Incoming, string, string) []string {
	return nil
}

func (passing) Accounts(context.Context, string) ([]bot.Account, error) { return nil, nil }

func (passing) Keep(_ context.Context, batch []bot.Raw) ([]bot.Raw, error) {
	for n := range batch {
		batch[n].Row = batch[n].ID
	}
	return batch, nil
}
