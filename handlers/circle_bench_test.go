package handlers_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers"
	"referout/handlers/guide"
	"referout/handlers/listing"
	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

const (
	benchMembers  = 500 // of a circle
	benchListings = 200
)

// crowd is a platform whose messages arrive at once, and that knows at once who is in
// its groups.
type crowd struct{ deaf }

// Standing implements bot.Doorkeeper.
func (crowd) Standing(context.Context, bot.Chat, bot.Account) (bot.Standing, error) {
	return bot.Inside, nil
}

var benchRoom = bot.Chat{Platform: "deaf", ID: "meetup"}

// BenchmarkCircleFind is "/find" in a circle of 500 members who show 200 listings and
// vouch for each other, through the router: the command handled, who is still there
// asked of a platform that answers at once, the answer stored and sent meanwhile.
func BenchmarkCircleFind(b *testing.B) {
	book, err := store.Open(b.Context(), memory.New(), storetest.Master(b))
	if err != nil {
		b.Fatal(err)
	}
	r, err := bot.NewRouter(bot.Config{
		Store: book, Log: slog.New(slog.DiscardHandler), Features: handlers.All(),
		Platforms: []bot.Platform{crowd{}}, Access: bot.Open, Home: "deaf", Zone: "America/Chicago",
		Resolve: when.Instant, Grace: time.Second, Pulse: quiet,
	})
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- r.Run(ctx) }()
	b.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			b.Error(err)
		}
		if err := book.Close(); err != nil {
			b.Error(err)
		}
	})
	ask(b, r, "first", "help", "")
	fillRoom(b, book)
	for _, bb := range []struct{ name, words string }{
		{"name", benchName(7)},
		{"trade", guide.SpecialtyName(shownBy(40).Specialty) + " " + shownBy(40).Area},
		{"pages", "therapist"},
		{"typos", "therapst hadaches"},
		{"nobody", "astronaut"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			n, cpu := 0, cpuTime()
			for b.Loop() {
				n++
				ask(b, r, fmt.Sprint(bb.name, b.N, ".", n), "find", bb.words)
			}
			b.ReportMetric((cpuTime()-cpu).Seconds()*1e6/float64(n), "cpu-us/op")
		})
	}
}

// ask types a command in the room.
func ask(b *testing.B, r *bot.Router, id, command, text string) {
	b.Helper()
	in := bot.Incoming{Kind: bot.Said, ID: id, From: bot.Account{Platform: "deaf", ID: "m0"}, Chat: &benchRoom, At: time.Now(), Command: command, Text: text, Named: true}
	if err := r.Receive(b.Context(), in); err != nil {
		b.Fatal(err)
	}
}

// fillRoom lets members show what they do, and the others vouch for them.
func fillRoom(b *testing.B, book *store.Store) {
	b.Helper()
	err := book.Update(b.Context(), func(tx *store.Tx) error {
		place, found, err := tx.Find("chat/deaf/meetup")
		if err != nil || !found {
			return fmt.Errorf("no room: %w", err)
		}
		circle, err := tx.Circle(place.Space)
		if err != nil {
			return err
		}
		keys := make([]string, benchMembers)
		for i := range keys {
			if keys[i], err = tx.Hash(fmt.Sprint("account/deaf/m", i)); err != nil {
				return err
			}
		}
		for i, key := range keys {
			if i < benchListings {
				err = listing.Listings.Put(circle, key, shownBy(i))
			}
			v := listing.Vouch{For: keys[i%benchListings], By: keys[(i+1)%benchMembers], Kind: listing.VouchKinds()[i%3]}
			if err := listing.SetVouch(circle, v, true); err != nil {
				return err
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// shownBy is what the nth member shows.
func shownBy(n int) listing.Listing {
	specialties, payers := guide.Specialties(), guide.Payers()
	towns := []string{"Akron", "Kent", "Stow", "Hudson"}
	return listing.Listing{
		Account: bot.Account{Platform: "deaf", ID: fmt.Sprint("m", n)}, Name: benchName(n) + " " + benchName(n/3),
		Specialty: specialties[n%len(specialties)].Code, Area: towns[n/2%len(towns)], Accepting: n%5 > 0,
		Payers: []string{payers[n%len(payers)].Code, "cash"}, GoTo: []string{"jaw pain", "headaches", benchName(n + 9)}, Contact: fmt.Sprintf("330-555-%04d", n),
		Shown: time.Unix(int64(n), 0), Since: time.Unix(int64(n), 0),
	}
}
