package discord

import (
	"context"
	"net/http"

	"referout/bot"
)

// editByToken edits the message with the button through the tap itself, which
// reaches ephemeral messages too; or one that the interaction made.
func (s *sending) editByToken(ctx context.Context, p part) (string, error) {
	if !s.live() || s.next > 0 || s.edit == "" || s.hidden() && !s.x.hidden {
		return "", errElsewhere
	}
	if s.edit == s.x.tapped && s.x.state == fresh {
		if id, settled, err := s.editFirst(ctx, p); settled {
			return id, err
		}
	}
	if s.edit != s.x.original || s.x.state != waiting && s.x.state != done {
		return "", errElsewhere
	}
	err := s.p.call(ctx, request{method: http.MethodPatch, path: s.x.originalPath(), body: p.edited(), files: p.files}, nil)
	switch {
	case err == nil:
		s.x.state = done
		return s.edit, nil
	case over(err), cannotEdit(err):
		return "", errElsewhere
	}
	return "", err
}

// editFirst edits as the first response; settled is false when that turned out
// to have been given already.
func (s *sending) editFirst(ctx context.Context, p part) (id string, settled bool, err error) {
	_, err = s.respond(ctx, editedMessage, p.edited(), p.files)
	switch {
	case err == nil:
		s.x.state, s.x.original = done, s.x.tapped
		return s.edit, true, nil
	case over(err):
		s.x.state = expired
		return "", true, errElsewhere
	case !has(err, alreadyAnswered):
		return "", true, err
	case s.x.triedAnswer && !s.x.triedDefer:
		s.x.state, s.x.original = done, s.x.tapped
		return s.edit, true, nil
	}
	s.alreadyAnswered()
	return "", false, nil
}

// alreadyAnswered takes in that Discord has a first response of ours already.
func (s *sending) alreadyAnswered() {
	s.x.state = done
	if s.x.triedDefer {
		s.x.state = waiting
	}
}

// respond gives the first response, noting that it was tried.
func (s *sending) respond(ctx context.Context, kind int, b body, files []bot.File) (sentMessage, error) {
	var made struct {
		Resource struct {
			Message sentMessage `json:"message"`
		} `json:"resource"`
	}
	r := request{method: http.MethodPost, path: callbackPath(s.x.id, s.x.token) + "?with_response=true",
		body: callback{Kind: kind, Data: b}, files: files}
	err := s.p.call(ctx, r, &made)
	if unclear(err) {
		s.x.triedAnswer, s.x.triedKey = true, s.key
	}
	return made.Resource.Message, err
}

// answer sends a new message through the interaction: as its first response, as
// the message it was deferred for, or as one more.
func (s *sending) answer(ctx context.Context, p part) (string, error) {
	if !s.live() {
		return "", errElsewhere
	}
	if s.x.state == fresh {
		if id, settled, err := s.answerFirst(ctx, p); settled {
			return id, err
		}
	}
	if s.x.state == waiting && s.x.kind == commandUsed {
		if s.x.dm || s.x.toldHidden == s.hidden() {
			return s.answerDeferred(ctx, p)
		}
		if err := s.takeBack(ctx); err != nil {
			return "", err
		}
	}
	if s.x.dm {
		return "", errElsewhere // a plain message there is the same, and safe to repeat
	}
	if !s.hidden() {
		if id, found, err := s.arrived(ctx, s.x.channel, p); found || err != nil {
			return id, err
		}
	}
	return s.followUp(ctx, p)
}

func (s *sending) answerFirst(ctx context.Context, p part) (id string, settled bool, err error) {
	m, err := s.respond(ctx, answered, p.body(s.flags()), p.files)
	switch {
	case err == nil:
	case over(err):
		s.x.state = expired
		return "", true, errElsewhere
	case !has(err, alreadyAnswered):
		return "", true, err
	case !s.x.triedAnswer || s.x.triedDefer:
		s.alreadyAnswered()
		return "", false, nil
	}
	id, err = s.made(ctx, m)
	return id, true, err
}

// made notes the message that the interaction made, asking for its id if the
// response did not tell.
func (s *sending) made(ctx context.Context, m sentMessage) (string, error) {
	s.x.state = done
	if m.ID == "" {
		if err := s.p.call(ctx, request{method: http.MethodGet, path: s.x.originalPath()}, &m); err != nil {
			s.p.o.Log.Debug("discord answer has no id", "cause", s.p.plain(err))
			return "", nil
		}
	}
	s.x.original = ref(s.x.channel, m.ID)
	return s.x.original, nil
}

// answerDeferred fills the message that was promised.
func (s *sending) answerDeferred(ctx context.Context, p part) (string, error) {
	var m sentMessage
	err := s.p.call(ctx, request{method: http.MethodPatch, path: s.x.originalPath(), body: p.edited(), files: p.files}, &m)
	switch {
	case err == nil:
		return s.made(ctx, m)
	case over(err), has(err, unknownMessage):
		s.x.state = expired
		return "", errElsewhere
	}
	return "", err
}

// takeBack deletes what was promised to the wrong audience, so that something else
// may follow. What is for one person alone then goes another way, lest anything of
// the promise clings to it.
func (s *sending) takeBack(ctx context.Context) error {
	err := s.x.withdraw(ctx)
	if s.user != "" {
		s.x.state = expired
	}
	if s.x.state == expired {
		return errElsewhere
	}
	return err
}

// relieve sees to it that nobody is left waiting for the answer to a command that
// came another way. More may still follow.
func (s *sending) relieve(ctx context.Context) {
	x := s.x
	if x == nil || x.kind != commandUsed {
		return
	}
	x.served = true
	if x.state == waiting {
		_ = x.withdraw(ctx)
	}
}

// followUp sends one more message through the token.
func (s *sending) followUp(ctx context.Context, p part) (string, error) {
	var m sentMessage
	r := request{method: http.MethodPost, path: s.x.webhookPath() + "?wait=true", body: p.body(s.flags()), files: p.files}
	err := s.p.call(ctx, r, &m)
	switch {
	case err == nil:
		return ref(s.x.channel, m.ID), nil
	case over(err), has(err, followUpLimit):
		return "", errElsewhere
	}
	return "", err
}
