package telegram_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/telegram"
	"referout/bot/telegram/telegramtest"
)

// lineID is another message of the chat that a line is in.
func lineID(l bottest.Line, message string) string {
	chat, _, _ := strings.Cut(l.ID, "/")
	return chat + "/" + message
}

// asked is what ann asks in a place.
func (w *world) asked(place string) bot.Incoming {
	w.Helper()
	w.net.Say("ann", place, "/help")
	synctest.Wait()
	return w.ear.got[len(w.ear.got)-1]
}

func (w *world) last() bottest.Line {
	w.Helper()
	lines := w.lines()
	if len(lines) == 0 {
		w.Fatal("nothing was heard")
	}
	return lines[len(lines)-1]
}

func answerTo(in bot.Incoming, m bot.Message) telegram.Parcel {
	return telegram.Parcel{Group: in.Chat, Message: m, Reply: in.Reply}
}

// Answers, edits, files, taps and pins stay in their topic.
func TestTopics(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		in := w.asked("meetup/questions")
		if in.Chat.Thread == "" || in.Chat.ID != group(telegramtest.GroupID("meetup")).ID {
			w.Fatalf("asked in %+v", in.Chat)
		}
		m := say("Who knows?").With(bot.Do("Me", "me"))
		m.Files = []bot.File{{Name: "need.txt", Bytes: []byte("x")}}
		d := answerTo(in, m)
		d.Pin = true
		if r := w.sent(d); r.Unpinned {
			t.Errorf("%+v", r)
		}
		l := w.last()
		if l.Group != "meetup/questions" || len(l.Files) != 1 || w.net.Last("sendDocument")["message_thread_id"] != in.Chat.Thread {
			t.Errorf("heard %+v", l)
		}
		if got := w.net.Last("sendDocument")["disable_notification"]; got != "true" {
			t.Errorf("a file makes a sound: %q", got)
		}
		if got := w.net.Last("sendMessage")["disable_notification"]; got == "true" {
			t.Error("a message makes no sound")
		}
		if w.net.Pinned("meetup/other") != nil || len(w.net.Pinned("meetup/questions")) != 1 {
			t.Errorf("pinned %q", w.net.Pinned("meetup"))
		}
		w.answering(say("Thanks"), 0)
		w.net.Tap("bob", l, l.Buttons[0])
		synctest.Wait()
		if tap := w.ear.got[1]; *tap.Chat != *in.Chat || tap.Message != l.ID {
			t.Errorf("tapped %+v in %+v", tap.Message, tap.Chat)
		}
		if aside := w.last(); !aside.Aside || aside.Group != "meetup/questions" || aside.Person != "bob" {
			t.Errorf("heard %+v", aside)
		}
		w.ear.handling(nil)
		w.net.Reply("bob", "/help me", l)
		synctest.Wait()
		if reply := w.ear.got[2]; *reply.Chat != *in.Chat || reply.Message != l.ID {
			t.Errorf("replied to %q in %+v", reply.Message, reply.Chat)
		}
		edit := answerTo(in, say("Closed"))
		edit.Edit = l.ID
		w.sent(edit)
		if l := w.last(); !l.Edit || l.Group != "meetup/questions" {
			t.Errorf("heard %+v", l)
		}
		passes(time.Minute)
	})
}

// A reply outside topics names a thread that leads nowhere.
func TestRepliesOutsideTopics(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		in, l := w.card()
		w.net.Reply("bob", "/help", l)
		synctest.Wait()
		reply := w.ear.got[1]
		if *reply.Chat != in {
			t.Errorf("replied in %+v", reply.Chat)
		}
		w.sent(answerTo(reply, say("Here")))
		if l := w.last(); l.Group != "meetup" {
			t.Errorf("heard %+v", l)
		}
	})
}

// What is for a topic that is gone, or takes nothing, is said outside of it: texts,
// files and answers.
func TestTopicGone(t *testing.T) {
	for name, end := range map[string]func(n *telegramtest.Network){
		"closed":  func(n *telegramtest.Network) { n.CloseTopic("meetup", "questions") },
		"deleted": func(n *telegramtest.Network) { n.DeleteTopic("meetup", "questions") },
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(w *world) {
				w.connect()
				in := w.asked("meetup/questions")
				end(w.net)
				m := say("Here it is")
				m.Files = []bot.File{{Name: "a.ics", Bytes: []byte("x")}}
				d := answerTo(in, m)
				d.Pin = true
				r := w.sent(d)
				if l := w.last(); l.Group != "meetup" || l.Text != "Here it is" || len(l.Files) != 1 || l.ID != r.Message || r.Unpinned {
					t.Errorf("heard %+v, %+v", l, r)
				}
				d.Message = bot.Message{Files: m.Files} // heard with what was said before
				w.sent(d)
				if l := w.last(); l.Group != "meetup" || len(l.Files) != 2 {
					t.Errorf("heard %+v", l)
				}
			})
		})
	}
}

// In a topic Telegram sends nothing under a message that is gone.
func TestAnswerToWhatIsGone(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		in := w.asked("meetup/questions")
		in.Reply = "m" + in.Chat.ID + "/99999"
		w.sent(answerTo(in, say("Still here")))
		if l := w.last(); l.Group != "meetup/questions" || l.Text != "Still here" {
			t.Errorf("heard %+v", l)
		}
	})
}

// A group with topics that has moved begins anew; what is for an old topic is said
// in the group.
func TestTopicAfterAMove(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		in := w.asked("meetup/questions")
		w.net.Migrate("meetup")
		d := answerTo(in, say("Late"))
		e := w.fails(d, bot.Migrated)
		d.Group = &bot.Chat{Platform: "telegram", ID: e.To, Thread: in.Chat.Thread}
		w.sent(d)
		if l := w.last(); l.Group != "meetup" || l.Text != "Late" {
			t.Errorf("heard %+v", l)
		}
		again := w.asked("meetup/questions")
		if again.Chat.ID != e.To || again.Chat.Thread == in.Chat.Thread {
			t.Errorf("asked in %+v", again.Chat)
		}
		w.sent(answerTo(again, say("New")))
		if l := w.last(); l.Group != "meetup/questions" {
			t.Errorf("heard %+v", l)
		}
	})
}
