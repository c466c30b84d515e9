package discord

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"net/http"

	"github.com/bwmarrin/discordgo"

	"referout/bot"
)

// request is one REST call.
type request struct {
	method string
	path   string // below /api/v9/
	body   any
	files  []bot.File
	bucket string // of rate limits; empty: one of the pool, for what answers interactions
}

// call makes one REST call and decodes its answer into into unless that is nil.
// Errors are *apiError, or the context's.
func (p *Platform) call(ctx context.Context, r request, into any) error {
	bucket, release, err := p.bucket(ctx, r)
	if err != nil {
		return err
	}
	defer release()
	kind, body, err := encode(r)
	if err != nil {
		return err
	}
	var x exchange
	answer, err := p.rest.RequestRaw(r.method, discordgo.EndpointAPI+r.path, kind, body, bucket, 0,
		discordgo.WithContext(traced(ctx, &x)))
	if err != nil {
		return describe(err, &x)
	}
	if into == nil || len(answer) == 0 {
		return nil
	}
	if err := json.Unmarshal(answer, into); err != nil {
		return describe(err, &x)
	}
	return nil
}

// bucket waits for the call's turn and names its rate limit bucket. discordgo keeps every bucket for
// ever and holds its lock for as long as the call takes, so what answers
// interactions, whose addresses are all different, takes turns with a fixed number.
func (p *Platform) bucket(ctx context.Context, r request) (name string, release func(), err error) {
	if !exempt("/" + r.path) {
		return cmp.Or(r.bucket, r.path), func() {}, p.wire.pace.Wait(ctx)
	}
	select {
	case name = <-p.buckets:
		return name, func() { p.buckets <- name }, nil
	case <-ctx.Done():
		return "", nil, ctx.Err()
	}
}

func encode(r request) (kind string, body []byte, err error) {
	if r.body == nil {
		return "", nil, nil
	}
	if len(r.files) == 0 {
		body, err = json.Marshal(r.body)
		return "application/json", body, err
	}
	files := make([]*discordgo.File, len(r.files))
	for i, f := range r.files {
		files[i] = &discordgo.File{Name: bot.OneLine(f.Name), ContentType: f.MIME, Reader: bytes.NewReader(f.Bytes)}
	}
	return discordgo.MultipartBodyWithJSON(r.body, files)
}

// application is our application's id, asked for once.
func (p *Platform) application(ctx context.Context) (string, error) {
	p.mu.Lock()
	id := p.app
	p.mu.Unlock()
	if id != "" {
		return id, nil
	}
	var app struct {
		ID string `json:"id"`
	}
	if err := p.call(ctx, request{method: http.MethodGet, path: "oauth2/applications/@me"}, &app); err != nil {
		return "", err
	}
	p.learnApplication(app.ID)
	return app.ID, nil
}

func (p *Platform) learnApplication(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.app = id
}
