package discord

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/bwmarrin/discordgo"

	"referout/bot"
)

// request is one REST call.
type request struct {
	method string
	path   string // below /api/v9/
	body   any
	files  []bot.File
}

// call makes one REST call and decodes its answer into into unless that is nil.
// Errors are *apiError, or the context's.
func (p *Platform) call(ctx context.Context, r request, into any) error {
	kind, body, err := encode(r)
	if err != nil {
		return err
	}
	counted := !r.exempt()
	if err := p.turn(ctx, r, counted); err != nil {
		return err
	}
	var x exchange
	// A limiter of its own for every call: nothing is kept, nothing waits in there.
	bucket := discordgo.NewRatelimiter().LockBucket("")
	answer, err := p.rest.RequestWithLockedBucket(r.method, discordgo.EndpointAPI+r.path, kind, body, bucket, 0,
		discordgo.WithContext(traced(ctx, &x)))
	p.brake.rest(r.route(), false, x.pause())
	if err == nil && into != nil && len(answer) > 0 {
		err = json.Unmarshal(answer, into)
	}
	if err != nil {
		return p.failed(r, describe(err, &x), counted)
	}
	return nil
}

// turn waits until Discord will take the call.
func (p *Platform) turn(ctx context.Context, r request, counted bool) error {
	if err := p.brake.wait(ctx, r.route(), counted); err != nil || !counted {
		return err
	}
	return p.wire.pace.Wait(ctx)
}

// failed draws the consequences of a refused call that concern more than itself.
func (p *Platform) failed(r request, e *apiError, counted bool) error {
	e.shows = r.method != http.MethodGet && r.path != openPath
	switch {
	case e.status == http.StatusTooManyRequests:
		p.brake.rest(r.route(), e.overall, e.wait())
	case e.status == http.StatusUnauthorized && counted:
		p.doubtToken()
	}
	return e
}

// exempt says whether a call answers an interaction: those Discord does not count,
// and they need no token of ours.
func (r request) exempt() bool {
	return strings.HasPrefix(r.path, "interactions/") || strings.HasPrefix(r.path, "webhooks/")
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
	p.know(app.ID, "")
	return app.ID, nil
}

// know notes who we are, as far as that is told.
func (p *Platform) know(app, me string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.app, p.me = cmp.Or(app, p.app), cmp.Or(me, p.me)
}

// self is our own user, asked for once.
func (p *Platform) self(ctx context.Context) (string, error) {
	p.mu.Lock()
	id := p.me
	p.mu.Unlock()
	if id != "" {
		return id, nil
	}
	var me user
	if err := p.call(ctx, request{method: http.MethodGet, path: "users/@me"}, &me); err != nil {
		return "", err
	}
	p.know("", me.ID)
	return me.ID, nil
}

// doubtToken asks once more whether Discord refuses the token, because one refusal
// may be an accident; a second one ends Run.
func (p *Platform) doubtToken() {
	in := p.intake.Load()
	if in == nil || in.ctx.Err() != nil || p.doubting.Swap(true) {
		return
	}
	go func() {
		defer p.doubting.Store(false)
		err := p.call(in.ctx, request{method: http.MethodGet, path: "users/@me"}, nil)
		var e *apiError
		if errors.As(err, &e) && e.status == http.StatusUnauthorized {
			in.fail(tokenRefused)
		}
	}()
}
