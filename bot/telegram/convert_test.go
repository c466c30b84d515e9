package telegram

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"referout/bot"
)

var (
	me  = self{ID: 1, Username: "Referout_Bot"}
	ann = bot.Account{Platform: "telegram", ID: "42"}
	now = time.Unix(1_800_000_000, 0)
)

const (
	fromAnn   = `"from":{"id":42,"is_bot":false,"first_name":"Ann"},"date":1700000000`
	atHome    = `"chat":{"id":42,"type":"private"}`
	inMeetup  = `"chat":{"id":-1005,"type":"supergroup","title":"Meetup"}`
	inChannel = `"chat":{"id":-1006,"type":"channel"}`
	toBot     = `"reply_to_message":{"message_id":3,"from":{"id":1,"is_bot":true,"first_name":"R"}}`
)

func said(parts ...string) string {
	return `{"update_id":7,"message":{"message_id":9,` + strings.Join(parts, ",") + `}}`
}

func text(s string) string { return `"text":` + quoted(s) }

func quoted(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

func meetup(thread string) *bot.Chat {
	return &bot.Chat{Platform: "telegram", ID: "-1005", Thread: thread}
}

func private(in bot.Incoming) bot.Incoming {
	in.Kind, in.ID, in.From, in.At, in.Reply = bot.Said, "7", ann, time.Unix(1700000000, 0), "m42/9"
	return in
}

func inGroup(in bot.Incoming, thread string) bot.Incoming {
	in = private(in)
	in.Chat, in.Reply, in.Title = meetup(thread), "m-1005/9", "Meetup"
	return in
}

func became(old, id, title string) bot.Incoming {
	return bot.Incoming{
		Kind: bot.Moved, ID: "7", At: time.Unix(1700000000, 0), Title: title,
		Chat: &bot.Chat{Platform: "telegram", ID: old}, MovedTo: id,
	}
}

func file() bot.Incoming {
	in := private(bot.Incoming{})
	in.Kind = bot.SentFile
	return in
}

func TestIncomingMessages(t *testing.T) {
	for name, c := range map[string]struct {
		update string
		want   bot.Incoming // zero: dropped
	}{
		"plain text":         {said(fromAnn, atHome, text("Dr Lee sent me someone")), private(bot.Incoming{Text: "Dr Lee sent me someone"})},
		"command":            {said(fromAnn, atHome, text("/Received Dr Lee")), private(bot.Incoming{Command: "received", Text: "Dr Lee"})},
		"start with code":    {said(fromAnn, atHome, text("/start plum")), private(bot.Incoming{Command: "start", Text: "plum"})},
		"own name":           {said(fromAnn, atHome, text("/due@referout_bot")), private(bot.Incoming{Command: "due"})},
		"another bot":        {said(fromAnn, atHome, text("/due@other_bot")), bot.Incoming{}},
		"reply":              {said(fromAnn, atHome, text("friday"), toBot), private(bot.Incoming{Text: "friday", Message: "42/3"})},
		"document":           {said(fromAnn, atHome, `"document":{"file_id":"x"}`, `"caption":"a client"`), file()},
		"contact":            {said(fromAnn, atHome, `"contact":{"phone_number":"1"}`), file()},
		"photo":              {said(fromAnn, atHome, `"photo":[{"file_id":"x"}]`), file()},
		"voice":              {said(fromAnn, atHome, `"voice":{"file_id":"x"}`), file()},
		"nothing readable":   {said(fromAnn, atHome, `"pinned_message":{"message_id":1}`), bot.Incoming{}},
		"group words":        {said(fromAnn, inMeetup, text("hello all")), bot.Incoming{}},
		"group command":      {said(fromAnn, inMeetup, text("/help")), inGroup(bot.Incoming{Command: "help"}, "")},
		"group named":        {said(fromAnn, inMeetup, text("/due@referout_BOT now")), inGroup(bot.Incoming{Command: "due", Text: "now", Named: true}, "")},
		"group other bot":    {said(fromAnn, inMeetup, text("/due@else_bot")), bot.Incoming{}},
		"group reply":        {said(fromAnn, inMeetup, text("yes"), toBot), inGroup(bot.Incoming{Text: "yes", Message: "-1005/3"}, "")},
		"group file":         {said(fromAnn, inMeetup, `"document":{"file_id":"x"}`, toBot), bot.Incoming{}},
		"topic":              {said(fromAnn, inMeetup, text("/help"), `"is_topic_message":true,"message_thread_id":12`), inGroup(bot.Incoming{Command: "help"}, "12")},
		"general topic":      {said(fromAnn, inMeetup, text("/help"), `"is_topic_message":true,"message_thread_id":1`), inGroup(bot.Incoming{Command: "help"}, "")},
		"bogus thread":       {said(fromAnn, inMeetup, text("/help"), `"message_thread_id":12`), inGroup(bot.Incoming{Command: "help"}, "")},
		"channel":            {said(fromAnn, inChannel, text("/help")), bot.Incoming{}},
		"anonymous admin":    {said(strings.Replace(fromAnn, "42", "1087968824", 1), inMeetup, text("/help")), bot.Incoming{}},
		"channel identity":   {said(strings.Replace(fromAnn, "42", "136817688", 1), inMeetup, text("/help")), bot.Incoming{}},
		"linked channel":     {said(strings.Replace(fromAnn, "42", "777000", 1), inMeetup, text("/help")), bot.Incoming{}},
		"sender chat":        {said(fromAnn, inMeetup, text("/help"), `"sender_chat":{"id":-1005,"type":"supergroup"}`), bot.Incoming{}},
		"no sender":          {said(inMeetup, text("/help")), bot.Incoming{}},
		"a bot":              {said(strings.Replace(fromAnn, "false", "true", 1), inMeetup, text("/help")), bot.Incoming{}},
		"business":           {said(fromAnn, atHome, text("hi"), `"business_connection_id":"b"`), bot.Incoming{}},
		"edited":             {`{"update_id":7,"edited_message":{"message_id":9,` + fromAnn + `,` + atHome + `,"text":"/due"}}`, bot.Incoming{}},
		"became another":     {said(`"from":{"id":1087968824,"is_bot":true},"date":1700000000`, `"chat":{"id":-5,"type":"group"}`, `"migrate_to_chat_id":-1005`), became("-5", "-1005", "")},
		"was another":        {said(`"from":{"id":1087968824,"is_bot":true},"date":1700000000`, inMeetup, `"sender_chat":{"id":-1005}`, `"migrate_from_chat_id":-5`), became("-5", "-1005", "Meetup")},
		"became itself":      {said(inMeetup, `"date":1700000000`, `"migrate_to_chat_id":-1005`), bot.Incoming{}},
		"became a person":    {said(inMeetup, `"date":1700000000`, `"migrate_to_chat_id":42`), bot.Incoming{}},
		"a person became":    {said(fromAnn, atHome, `"migrate_to_chat_id":-1005`), bot.Incoming{}},
		"unknown parts":      {said(fromAnn, atHome, text("hi"), `"forward_origin":{"type":"from_the_future"}`), private(bot.Incoming{Text: "hi"})},
		"nothing":            {`{"update_id":7}`, bot.Incoming{}},
		"private of another": {said(fromAnn, `"chat":{"id":43,"type":"private"}`, text("secret")), bot.Incoming{}},
	} {
		t.Run(name, func(t *testing.T) { expect(t, c.update, c.want) })
	}
}

func expect(t *testing.T, raw string, want bot.Incoming) {
	t.Helper()
	in, ok := read(t, raw)
	if !ok {
		in = bot.Incoming{}
	}
	if diff := cmp.Diff(want, in); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

// read understands an update that is readable.
func read(t *testing.T, raw string) (bot.Incoming, bool) {
	t.Helper()
	if id := idOf([]byte(raw)); id != 7 {
		t.Fatalf("id %d", id)
	}
	in, ok, err := me.understand(bot.Raw{Body: []byte(raw)}, now)
	if err != nil {
		t.Fatal(err)
	}
	return in, ok
}

// A private chat that is not the sender's own is a group, whatever it is called.
func TestOnlyTheOwnChatIsPrivate(t *testing.T) {
	for _, chat := range []string{
		`{"id":43,"type":"private"}`, `{"id":42,"type":"group"}`, `{"id":42,"type":""}`,
		`{"id":42}`, `{"id":42,"type":"from_the_future"}`, `{"id":-42,"type":"supergroup"}`,
	} {
		if in, ok := read(t, said(fromAnn, `"chat":`+chat, text("/due"))); ok && in.Chat == nil {
			t.Errorf("%s is taken as private", chat)
		}
	}
}

func TestIncomingTaps(t *testing.T) {
	tap := func(from, message string) string {
		return `{"update_id":7,"callback_query":{"id":"q1","data":"note:1","from":{"id":` + from + `},"message":` + message + `}}`
	}
	want := bot.Incoming{Kind: bot.Tapped, ID: "7", From: ann, At: now, Payload: "note:1", Message: "42/5", Reply: "qq1"}
	group := want
	group.Chat, group.Message, group.Title = meetup(""), "-1005/5", "Meetup"
	for name, c := range map[string]struct {
		update string
		want   bot.Incoming
	}{
		"private":      {tap("42", `{"message_id":5,"date":1,`+atHome+`,"text":"x"}`), want},
		"inaccessible": {tap("42", `{"message_id":5,"date":0,`+atHome+`}`), want},
		"group":        {tap("42", `{"message_id":5,"date":1,`+inMeetup+`}`), group},
		"anonymous":    {tap("1087968824", `{"message_id":5,"date":1,`+inMeetup+`}`), bot.Incoming{}},
		"inline":       {`{"update_id":7,"callback_query":{"id":"q1","data":"x","from":{"id":42},"inline_message_id":"i"}}`, bot.Incoming{}},
		"a game":       {`{"update_id":7,"callback_query":{"id":"q1","from":{"id":42},"message":{"message_id":5,` + atHome + `}}}`, bot.Incoming{}},
	} {
		t.Run(name, func(t *testing.T) { expect(t, c.update, c.want) })
	}
}

func TestIncomingReach(t *testing.T) {
	change := func(chat, old, new string) string {
		return `{"update_id":7,"my_chat_member":{` + chat + `,` + fromAnn +
			`,"old_chat_member":{"status":"` + old + `"},"new_chat_member":{"status":"` + new + `"}}}`
	}
	at := func(k bot.Kind) bot.Incoming {
		return bot.Incoming{Kind: k, ID: "7", From: ann, At: time.Unix(1700000000, 0)}
	}
	for name, c := range map[string]struct {
		update string
		want   bot.Incoming
	}{
		"blocked":          {change(atHome, "member", "kicked"), at(bot.Blocked)},
		"unblocked":        {change(atHome, "kicked", "member"), at(bot.Opened)},
		"first start":      {change(atHome, "left", "member"), bot.Incoming{}},
		"unknown status":   {change(atHome, "member", "hovering"), bot.Incoming{}},
		"added to group":   {change(inMeetup, "left", "member"), bot.Incoming{}},
		"kicked from it":   {change(inMeetup, "member", "kicked"), bot.Incoming{}},
		"status is absent": {`{"update_id":7,"my_chat_member":{` + atHome + `,` + fromAnn + `}}`, bot.Incoming{}},
	} {
		t.Run(name, func(t *testing.T) { expect(t, c.update, c.want) })
	}
}

func FuzzIncoming(f *testing.F) {
	f.Add([]byte(said(fromAnn, atHome, text("/due@x"))))
	f.Add([]byte(said(fromAnn, inMeetup, text("hi"), toBot)))
	f.Add([]byte(`{"update_id":7,"callback_query":{"id":"q","data":"x","from":{"id":42},"message":{}}}`))
	f.Add([]byte(`{"update_id":7,"message":{"text":5}}`))
	f.Add([]byte(said(theGroup, inMeetup, annLeft)))
	f.Fuzz(func(t *testing.T, raw []byte) {
		in, ok, err := me.understand(bot.Raw{Body: raw, Row: "row"}, now)
		if err != nil {
			return
		}
		from := in.From.ID != "" && in.From.ID != "0" || in.Kind == bot.Moved && in.Chat != nil && in.MovedTo != ""
		if ok && in.Kind == bot.Left && (in.Chat == nil || !strings.HasPrefix(in.Chat.ID, "-")) {
			t.Errorf("%s: left what is no group: %+v", raw, in)
		}
		if ok && (in.Kind == 0 || in.ID == "" || !from || in.Kept != "row") {
			t.Errorf("%s: %+v", raw, in)
		}
	})
}

// The id is found in front, where Telegram writes it, and anywhere else.
func TestUpdateIDs(t *testing.T) {
	for raw, want := range map[string]int64{
		`{"update_id":7,"message":{}}`:                  7,
		`{"update_id":7}`:                               7,
		`{"update_id": 7 , "message":{}}`:               7,
		`{"message":{"update_id":5},"update_id":7}`:     7,
		`{"update_id":7,"message":{"text":5}}`:          7,
		`{"update_id":7,"message":"no object"}`:         7,
		`{"update_id":9223372036854775807,"message":1}`: 9223372036854775807,
		`{"update_id":99999999999999999999}`:            0,
		`{"update_id":"7"}`:                             0,
		`{"update_id":-7}`:                              0,
		`{"update_id":0}`:                               0,
		`{"message":{"update_id":7}}`:                   0,
		`{}`:                                            0,
		`[]`:                                            0,
		`"x"`:                                           0,
		``:                                              0,
	} {
		if got := idOf([]byte(raw)); got != want {
			t.Errorf("idOf(%s) = %d, want %d", raw, got, want)
		}
	}
}

func TestReferences(t *testing.T) {
	for _, id := range []string{"", "5", "a/b", "1/", "/1", "m1/2", "99999999999999999999/1"} {
		if chat, m := parseMessageID(id); chat != 0 || m != 0 {
			t.Errorf("parseMessageID(%q) = %d, %d", id, chat, m)
		}
	}
	if chat, m := parseMessageID(messageID(-100123, 7)); chat != -100123 || m != 7 {
		t.Errorf("message id: %d, %d", chat, m)
	}
	if chat, m := messageOf(messageReply(42, 9)); chat != 42 || m != 9 {
		t.Errorf("reply: %d, %d", chat, m)
	}
	if q := tapOf(tapReply("x/y")); q != "x/y" {
		t.Errorf("tap: %q", q)
	}
	if q := tapOf(messageReply(42, 9)); q != "" {
		t.Errorf("a message is taken as a tap: %q", q)
	}
	if chat, m := messageOf(tapReply("1/2")); chat != 0 || m != 0 {
		t.Errorf("a tap is taken as a message: %d, %d", chat, m)
	}
}
