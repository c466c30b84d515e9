package circle_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"referout/bot"
	"referout/handlers/listing"
	"referout/store"
)

// leaves lets somebody leave the chat, and everything that follows be said.
func (s *stage) leaves(id string) {
	s.t.Helper()
	s.n++
	in := bot.Incoming{Kind: bot.Left, ID: fmt.Sprint(s.n), From: bot.Account{Platform: "room", ID: id}, Chat: &bot.Chat{Platform: "room", ID: "1"}, At: time.Now()}
	if err := s.bot.Receive(s.t.Context(), in); err != nil {
		s.t.Fatal(err)
	}
	time.Sleep(time.Hour)
	synctest.Wait()
}

// stands counts the messages in the room that hold some words.
func (s *stage) stands(words string) (n int) {
	s.room.mu.Lock()
	defer s.room.mu.Unlock()
	for _, text := range s.room.texts {
		if strings.Contains(text, words) {
			n++
		}
	}
	return n
}

// The newest fifty lists follow who leaves; each is one edit, and the others stay.
func TestFiftyListsFollow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		defer s.stop()
		s.lists(3, trade)
		for range 60 {
			s.say("find", "Nm01")
		}
		s.say("roster", "")
		messages := len(s.room.order)
		s.leaves("m1")
		if got := s.stands("Nobody on this list"); got != 49 {
			t.Errorf("%d lists of one are empty, want 49", got)
		}
		if got := s.stands("2 listings"); got != 1 {
			t.Errorf("%d rosters are without her", got)
		}
		if got := s.stands("Nm01"); got != 11 {
			t.Errorf("she stands on %d lists, want the 11 that are too old", got)
		}
		if len(s.room.order) != messages {
			t.Error("something was said anew")
		}
	})
}

// A page is one message on every platform, however long the names are; what does not fit
// is on the next.
func TestAPageIsOneMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		defer s.stop()
		s.lists(20, func(n int) string { return fmt.Sprintf("%s %02d", strings.Repeat("x", 36), n) })
		s.inside(func(tx *store.Tx, c store.CircleTx) error {
			d, err := listing.DirectoryOf(c)
			if err != nil {
				return err
			}
			for _, e := range d.Entries {
				e.Name += strings.Repeat("y", 55)
				if err := listing.Listings.Put(c, e.Key, e.Listing); err != nil {
					return err
				}
			}
			return nil
		})
		text := s.say("roster", "")
		seen := strings.Count(text, "Nm")
		for range 4 {
			if n := utf8.RuneCountInString(text); n > 1900 {
				t.Fatalf("%d characters: %s", n, text)
			}
			if seen == 20 {
				return
			}
			text = s.tap("More")
			seen += strings.Count(text, "Nm")
		}
		t.Errorf("%d of 20 names on five pages", seen)
	})
}

// Nor is a list that follows longer than that when what stands on it has grown.
func TestAListThatGrowsIsOneMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		defer s.stop()
		s.lists(20, func(n int) string { return fmt.Sprintf("%s %02d", strings.Repeat("x", 36), n) })
		s.say("roster", "")
		list := s.room.last
		s.inside(func(tx *store.Tx, c store.CircleTx) error {
			d, err := listing.DirectoryOf(c)
			if err != nil {
				return err
			}
			for _, e := range d.Entries {
				e.Name += strings.Repeat("y", 55)
				if err := listing.Listings.Put(c, e.Key, e.Listing); err != nil {
					return err
				}
			}
			return nil
		})
		s.leaves("m1")
		s.room.mu.Lock()
		text, messages := s.room.texts[list], len(s.room.order)
		s.room.mu.Unlock()
		if n := utf8.RuneCountInString(text); n > 1900 || !strings.Contains(text, "19 listings") {
			t.Errorf("%d characters: %s", n, text)
		}
		if seen := strings.Count(text, "Nm") + strings.Count(s.tap("More"), "Nm"); seen != 19 {
			t.Errorf("%d of 19 names on two pages", seen)
		}
		if len(s.room.order) != messages {
			t.Error("a page is a message of its own")
		}
	})
}
