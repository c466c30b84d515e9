package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strconv"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"referout/bot"
)

// post is a delivery, addressed.
type post struct {
	chat    int64
	thread  int // 0: none
	message bot.Message
	edit    int    // message to change; 0: a new one
	answers int    // message that a group sees this under; 0: none
	tap     string // of a button in a group that this answers; empty: none
	aside   bool   // for the asker's eyes
	pin     bool
	amends  bool // edit is changed, or nothing
	silent  bool
	key     string
}

// Send delivers a message: texts first, the buttons below the last of them, then
// each file as a document. The receipt names the message with the buttons. A
// repeated attempt goes on behind the parts that have arrived. An aside that answers
// a tap is no message: see answerAside.
func (p *Platform) Send(ctx context.Context, d bot.Delivery) (bot.Receipt, error) {
	if p.client == nil {
		return bot.Receipt{}, &bot.SendError{Outcome: bot.BadToken, Err: errNoToken}
	}
	to, err := address(d)
	if err != nil {
		return bot.Receipt{}, &bot.SendError{Outcome: bot.BadContent, Err: err}
	}
	p.typing.stop(to.chat)
	return p.deliver(ctx, to)
}

func address(d bot.Delivery) (post, error) {
	person, _ := d.Account()
	var group *bot.Chat
	if c, ok := d.Chat(); ok {
		group = &c
	}
	to := post{message: d.Message(), aside: d.Aside(), pin: d.Pin(), amends: d.Amends(), silent: d.Silent(), key: d.Key()}
	return to.to(person, group, d.Edit(), d.Reply())
}

// to addresses a post. An edit of a message in another chat becomes a new one;
// only a group sees what an answer belongs to.
func (p post) to(person bot.Account, group *bot.Chat, edit, reply string) (post, error) {
	var err error
	if p.chat, p.thread, err = destination(person, group); err != nil {
		return post{}, err
	}
	if chat, id := parseMessageID(edit); chat == p.chat {
		p.edit = id
	}
	if group == nil {
		return p, nil
	}
	p.tap, p.silent = tapOf(reply), p.silent || p.aside
	if chat, id := messageOf(reply); chat == p.chat {
		p.answers = id
	}
	return p, nil
}

var errAddress = errors.New("not an address on telegram")

// destination is the chat to write to: the group if there is one, else the
// person's private chat, which has the person's id.
func destination(person bot.Account, group *bot.Chat) (chat int64, thread int, err error) {
	platform, id, topic := person.Platform, person.ID, ""
	if group != nil {
		platform, id, topic = group.Platform, group.ID, group.Thread
	}
	chat, err = strconv.ParseInt(id, 10, 64)
	if err != nil || platform != platformName || chat == 0 {
		return 0, 0, errAddress
	}
	if topic != "" {
		if thread, err = strconv.Atoi(topic); err != nil {
			return 0, 0, errAddress
		}
	}
	return chat, thread, nil
}

func (p *Platform) deliver(ctx context.Context, to post) (bot.Receipt, error) {
	if to.aside && to.tap != "" {
		return bot.Receipt{}, p.answerAside(ctx, to)
	}
	pieces := p.pieces(ctx, to.message)
	if len(pieces) == 0 {
		return bot.Receipt{}, &bot.SendError{Outcome: bot.BadContent, Err: errors.New("empty message")}
	}
	ids, err := p.putAll(ctx, to, pieces)
	if err != nil {
		p.progress.keep(to.key, ids)
		return bot.Receipt{}, p.limited(to.chat, err)
	}
	p.progress.done(to.key)
	p.taps.hurry(to.tap, aftermath)
	shown := ids[buttoned(pieces)]
	fresh := shown != messageID(to.chat, to.edit)
	return bot.Receipt{Message: shown, Unpinned: to.pin && fresh && !p.pin(ctx, shown)}, nil
}

// putAll goes on behind the pieces that have arrived, and gives their messages.
func (p *Platform) putAll(ctx context.Context, to post, pieces []piece) ([]string, error) {
	ids := append([]string(nil), p.progress.of(to.key)...)
	for len(ids) < len(pieces) {
		n := len(ids)
		if n > 0 {
			to.edit, to.answers, to.amends = 0, 0, false
		}
		id, err := p.put(ctx, to, pieces[n])
		if err != nil {
			return ids, err
		}
		ids = append(ids, messageID(to.chat, id))
	}
	return ids, nil
}

// limited says of a rate limit whether it is about more than this chat.
func (p *Platform) limited(chat int64, err error) error {
	var e *bot.SendError
	if errors.As(err, &e) && e.Outcome == bot.RateLimited && p.crowding.refused(chat) {
		e.Overall = true
	}
	return err
}

// put sends a piece, or changes a message into it. What cannot be changed any
// more is sent anew.
func (p *Platform) put(ctx context.Context, to post, what piece) (int, error) {
	switch {
	case what.file != nil:
		return p.inTopic(to, func(to post) (int, error) { return p.sendFile(ctx, to, what) })
	case to.edit != 0:
		err := p.editText(ctx, to, what)
		if err == nil || saysOneOf(err, "message is not modified") {
			return to.edit, nil
		}
		if !saysOneOf(err, uneditable[:]...) {
			return 0, err
		}
		if to.amends {
			return to.edit, nil
		}
	}
	return p.inTopic(to, func(to post) (int, error) { return p.sendText(ctx, to, what) })
}

// uneditable are the descriptions of edits that will never work.
var uneditable = [...]string{
	"message to edit not found", "message can't be edited", "message_id_invalid",
	"there is no text in the message to edit",
}

// inTopic sends once more under no message if the one that it answers is gone: in a
// topic Telegram does not do so by itself. It sends outside the topic if that is gone,
// and there under no message either, which would lead back into the topic.
func (p *Platform) inTopic(to post, send func(post) (int, error)) (int, error) {
	id, err := send(to)
	if err != nil && to.answers != 0 && saysOneOf(err, unanswerable[:]...) {
		to.answers = 0
		id, err = send(to)
	}
	if err != nil && to.thread != 0 && saysOneOf(err, topicless[:]...) {
		to.thread, to.answers = 0, 0
		id, err = send(to)
	}
	return id, err
}

var (
	unanswerable = [...]string{"message to be replied not found", "replied message not found", "reply message not found"}
	topicless    = [...]string{"message thread not found", "topic_closed", "topic_deleted"}
)

func (p *Platform) sendText(ctx context.Context, to post, what piece) (int, error) {
	params := &tg.SendMessageParams{
		ChatID: to.chat, MessageThreadID: to.thread, DisableNotification: to.silent,
		Text: what.text, Entities: what.entities, LinkPreviewOptions: noPreview(),
		ReplyParameters: answering(to),
	}
	if what.keyboard != nil {
		params.ReplyMarkup = what.keyboard
	}
	return p.postMessage(ctx, "sendMessage", params)
}

// sendFile uploads a file; in a group that makes no sound.
func (p *Platform) sendFile(ctx context.Context, to post, what piece) (int, error) {
	params := &tg.SendDocumentParams{
		ChatID: to.chat, MessageThreadID: to.thread, DisableNotification: to.silent || to.chat < 0,
		Document:                    &models.InputFileUpload{Filename: what.file.Name, Data: bytes.NewReader(what.file.Bytes)},
		DisableContentTypeDetection: true,
		ReplyParameters:             answering(to),
	}
	if what.keyboard != nil {
		params.ReplyMarkup = what.keyboard
	}
	return p.sentFile(ctx, params)
}

// editText changes a message; without a keyboard, the old one goes.
func (p *Platform) editText(ctx context.Context, to post, what piece) error {
	params := &tg.EditMessageTextParams{
		ChatID: to.chat, MessageID: to.edit,
		Text: what.text, Entities: what.entities, LinkPreviewOptions: noPreview(),
	}
	if what.keyboard != nil {
		params.ReplyMarkup = what.keyboard
	}
	return p.post(ctx, "editMessageText", new(attempt), params, nil)
}

func noPreview() *models.LinkPreviewOptions {
	return &models.LinkPreviewOptions{IsDisabled: tg.True()}
}

func answering(to post) *models.ReplyParameters {
	if to.answers == 0 {
		return nil
	}
	return &models.ReplyParameters{MessageID: to.answers, AllowSendingWithoutReply: true}
}

// result is what is read of a message that was sent.
type result struct {
	ID int `json:"message_id"`
}

// sentFront is how Telegram begins its answer to a message.
const sentFront = `{"ok":true,"result":{"message_id":`

// quick reads an answer that begins so: of the rest nothing is wanted.
func (m *result) quick(answer []byte) bool {
	m.ID = int(numberAfter(sentFront, answer))
	return m.ID > 0
}

var errNoMessageID = errors.New("no message id")

// postMessage makes a call that gives a message.
func (p *Platform) postMessage(ctx context.Context, method string, params any) (int, error) {
	a, m := new(attempt), result{}
	if err := p.post(ctx, method, a, params, &m); err != nil {
		return 0, err
	}
	if m.ID == 0 {
		return 0, p.failed(method, errNoMessageID, a)
	}
	return m.ID, nil
}

// sentFile uploads a file with the client library. A message that Telegram has
// taken, but describes in a way the library cannot read, counts as sent.
func (p *Platform) sentFile(ctx context.Context, params *tg.SendDocumentParams) (int, error) {
	a, id := new(attempt), 0
	err := guarded(func() error {
		m, err := p.client.SendDocument(withAttempt(ctx, a), params)
		if err == nil && m != nil {
			id = m.ID
		}
		return err
	})
	if err == nil {
		return id, nil
	}
	if id := takenAs(a.body); id != 0 {
		return id, nil
	}
	return 0, p.failed("sendDocument", err, a)
}

// takenAs is the id in a positive answer; 0 if it is not one.
func takenAs(body []byte) int {
	var m result
	answer := envelope{Result: &m}
	if json.Unmarshal(body, &answer) != nil || !answer.OK {
		return 0
	}
	return m.ID
}
