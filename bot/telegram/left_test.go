package telegram

import (
	"cmp"
	"testing"
	"time"

	"referout/bot"
)

func wentOut() bot.Incoming {
	return bot.Incoming{Kind: bot.Left, ID: "7", From: ann, Chat: meetup(""), At: time.Unix(1700000000, 0), Title: "Meetup"}
}

const (
	theAdmin   = `"from":{"id":50,"is_bot":false,"first_name":"Max"},"date":1700000000`
	theGroup   = `"from":{"id":1087968824,"is_bot":true,"first_name":"Group"},"sender_chat":{"id":-1005,"type":"supergroup"},"date":1700000000`
	annLeft    = `"left_chat_member":{"id":42,"is_bot":false,"first_name":"Ann"}`
	inASmall   = `"chat":{"id":-5,"type":"group","title":"Meetup"}`
	fromATopic = `"is_topic_message":true,"message_thread_id":12`
)

func TestIncomingLeft(t *testing.T) {
	small := wentOut()
	small.Chat = &bot.Chat{Platform: "telegram", ID: "-5"}
	for name, c := range map[string]struct {
		update string
		want   bot.Incoming
	}{
		"by herself":          {said(fromAnn, inMeetup, annLeft), wentOut()},
		"removed":             {said(theAdmin, inMeetup, annLeft), wentOut()},
		"removed anonymously": {said(theGroup, inMeetup, annLeft), wentOut()},
		"a small group":       {said(fromAnn, inASmall, annLeft), small},
		"told in a topic":     {said(fromAnn, inMeetup, annLeft, fromATopic), wentOut()},
		"a bot":               {said(theAdmin, inMeetup, `"left_chat_member":{"id":9,"is_bot":true}`), bot.Incoming{}},
		"this bot":            {said(theAdmin, inMeetup, `"left_chat_member":{"id":1,"is_bot":true}`), bot.Incoming{}},
		"nobody":              {said(theAdmin, inMeetup, `"left_chat_member":{}`), bot.Incoming{}},
		"a channel":           {said(theAdmin, inChannel, annLeft), bot.Incoming{}},
		"a private chat":      {said(fromAnn, atHome, annLeft), bot.Incoming{}},
		"another's":           {said(theAdmin, `"chat":{"id":43,"type":"private"}`, annLeft), bot.Incoming{}},
	} {
		t.Run(name, func(t *testing.T) { expect(t, c.update, c.want) })
	}
}

// Administrators are told who comes and goes; only who goes is of interest.
func TestIncomingMemberChanges(t *testing.T) {
	const muted, mutedOut = `"status":"restricted","is_member":true`, `"status":"restricted","is_member":false`
	for name, c := range map[string]struct {
		chat, old, new string
		who            string
		want           bot.Incoming
	}{
		"left":             {old: `"status":"member"`, new: `"status":"left"`, want: wentOut()},
		"removed":          {old: `"status":"member"`, new: `"status":"kicked"`, want: wentOut()},
		"muted and out":    {old: `"status":"member"`, new: mutedOut, want: wentOut()},
		"muted, then left": {old: muted, new: mutedOut, want: wentOut()},
		"administrator":    {old: `"status":"administrator"`, new: `"status":"left"`, want: wentOut()},
		"owner":            {old: `"status":"creator"`, new: `"status":"left"`, want: wentOut()},
		"muted":            {old: `"status":"member"`, new: muted},
		"promoted":         {old: `"status":"member"`, new: `"status":"administrator"`},
		"came":             {old: `"status":"left"`, new: `"status":"member"`},
		"banned outside":   {old: `"status":"left"`, new: `"status":"kicked"`},
		"unknown":          {old: `"status":"member"`, new: `"status":"hovering"`},
		"was unknown":      {old: `"status":"hovering"`, new: `"status":"left"`},
		"a bot":            {old: `"status":"member"`, new: `"status":"left"`, who: `{"id":42,"is_bot":true}`},
		"nobody":           {old: `"status":"member"`, new: `"status":"left"`, who: `{}`},
		"a channel":        {chat: inChannel, old: `"status":"member"`, new: `"status":"left"`},
	} {
		t.Run(name, func(t *testing.T) {
			chat, who := cmp.Or(c.chat, inMeetup), cmp.Or(c.who, `{"id":42,"is_bot":false}`)
			expect(t, `{"update_id":7,"chat_member":{`+chat+`,`+theAdmin+`,"old_chat_member":{`+c.old+`,"user":`+who+
				`},"new_chat_member":{`+c.new+`,"user":`+who+`}}}`, c.want)
		})
	}
}
