package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"referout/bot/telegram/telegramtest"
	"referout/handlers/duty"
	"referout/handlers/events"
	"referout/handlers/people"
	"referout/store"
	"referout/store/bolt"
)

const (
	killRounds = 100
	killPeople = 100 // so many that nobody writes more often than is read
	killPairs  = 4   // of messages, at most, that come in one round
)

// TestKilled ends the program without warning, a hundred times, while people write
// to it over Telegram. What it has answered stays, nothing is there twice, and what
// it had not got round to is handled by the next one.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("takes many starts of the program")
	}
	w := newKillWorld(t)
	w.welcome()
	for round := range killRounds {
		polls := w.net.Calls("getUpdates")
		r := w.start()
		most := 100 * time.Millisecond // a start takes half of it
		if round%5 > 0 {
			w.await("poll", func() bool { return w.net.Calls("getUpdates") > polls })
			most = 80 * time.Millisecond
		}
		for range 1 + rand.IntN(killPairs) {
			w.write()
		}
		time.Sleep(rand.N(most))
		r.kill()
		w.look(false)
	}
	r := w.start()
	w.await("answer to all", func() bool { return w.waiting() == 0 })
	r.kill()
	w.look(true)
	for _, err := range w.net.Check() {
		t.Error(err)
	}
	t.Logf("%d messages; %d of %d ends left some of them without an answer", 2*len(w.written), w.cut, killRounds)
}

// killWorld is a Telegram on the loopback, who writes there, and a program's folder.
type killWorld struct {
	t       *testing.T
	net     *telegramtest.Network
	dir     string
	written []string // the names in all messages
	heard   int      // lines looked at
	added   map[string]bool
	thanked map[string]bool
	cut     int // ends that left something to do
}

func newKillWorld(t *testing.T) *killWorld {
	w := &killWorld{
		t: t, net: telegramtest.New(), dir: t.TempDir(),
		added: map[string]bool{}, thanked: map[string]bool{},
	}
	server := httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(server.Close)
	config := fmt.Sprintf("access = \"open\"\nzone = \"America/Chicago\"\ndata = \"data\"\nkey_file = \"key\"\n"+
		"[console]\nenabled = false\n[telegram]\nenabled = true\ntoken_file = \"token\"\napi_url = %q\n", server.URL)
	for name, text := range map[string]string{"config.toml": config, "token": telegramtest.Token} {
		if err := os.WriteFile(filepath.Join(w.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// serve hands a request to the network, and hangs up where that gives no answer.
func (w *killWorld) serve(out http.ResponseWriter, req *http.Request) {
	answer, err := w.net.RoundTrip(req)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer answer.Body.Close()
	out.Header().Set("Content-Type", "application/json")
	out.WriteHeader(answer.StatusCode)
	_, _ = io.Copy(out, answer.Body)
}

// life is one run of the program.
type life struct {
	w   *killWorld
	cmd *exec.Cmd
	log *bytes.Buffer
}

func (w *killWorld) start() life {
	w.t.Helper()
	r := life{w, exec.Command("referout", "run", "--config", filepath.Join(w.dir, "config.toml")), &bytes.Buffer{}}
	r.cmd.Stderr = r.log
	if err := r.cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = r.cmd.Process.Kill() }) // should the test fail
	return r
}

// kill ends the program as the system does when it has no memory left.
func (r life) kill() {
	r.w.t.Helper()
	err := r.cmd.Process.Kill()
	_ = r.cmd.Wait() // says that it was killed
	if err != nil || strings.Contains(r.log.String(), "level=ERROR") {
		r.w.t.Fatalf("%v, the program had said:\n%s", err, r.log)
	}
}

func (w *killWorld) await(what string, there func() bool) {
	w.t.Helper()
	for end := time.Now().Add(time.Minute); !there(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			w.t.Fatalf("no %s", what)
		}
	}
}

// welcome gives everybody a book.
func (w *killWorld) welcome() {
	r := w.start()
	for n := range killPeople {
		w.net.Say(whoWrites(n), "", "/start")
	}
	w.await("welcome", func() bool { return len(w.net.Heard()) >= killPeople })
	r.kill()
	w.heard = len(w.net.Heard())
}

func whoWrites(n int) string { return fmt.Sprintf("writer%d", n) }

// write lets somebody add a name that nobody else has, and say who came from there.
func (w *killWorld) write() {
	name := "Q"
	for range 5 {
		name += string("bdfgklmnprstvz"[rand.IntN(14)]) + string("aeiou"[rand.IntN(5)])
	}
	w.written = append(w.written, name)
	who := whoWrites(rand.IntN(killPeople))
	w.net.Say(who, "", "/add Dr "+name+", chiropractor, Akron")
	w.net.Say(who, "", "/received Dr "+name)
}

// listen notes which messages have been answered.
func (w *killWorld) listen() {
	lines := w.net.Heard()
	for _, l := range lines[w.heard:] {
		for _, name := range w.written {
			if !strings.Contains(l.Text, name) {
				continue
			}
			if strings.Contains(l.Text, "sent you someone") {
				w.thanked[name] = true
			} else {
				w.added[name] = true
			}
		}
	}
	w.heard = len(lines)
}

// waiting is how many messages have no answer.
func (w *killWorld) waiting() int {
	w.listen()
	return 2*len(w.written) - len(w.added) - len(w.thanked)
}

// look opens what the program has left: all that was answered must be there, once;
// at the end all that was written.
func (w *killWorld) look(end bool) {
	w.t.Helper()
	if w.waiting() > 0 {
		w.cut++
	}
	found := w.read(end)
	for _, name := range w.written {
		got := found["Dr "+name]
		if got.people > 1 || got.events > 1 || got.notes > 1 {
			w.t.Fatalf("%s is there more than once: %+v", name, got)
		}
		if (w.added[name] || end) && got.people != 1 {
			w.t.Fatalf("%s was added and is lost", name)
		}
		if (w.thanked[name] || end) && (got.events != 1 || got.notes != 1) {
			w.t.Fatalf("the referral by %s is lost: %+v", name, got)
		}
	}
}

// traces are the records about one person.
type traces struct{ people, events, notes int }

// read collects the records of all books by name, and lets the store check itself
// now and then.
func (w *killWorld) read(verify bool) map[string]traces {
	w.t.Helper()
	text, err := os.ReadFile(filepath.Join(w.dir, "key"))
	if err != nil {
		w.t.Fatal(err)
	}
	key, err := store.ParseMaster(text)
	if err != nil {
		w.t.Fatal(err)
	}
	e, err := bolt.Open(filepath.Join(w.dir, "data", bookFile), bolt.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	s, err := store.Open(w.t.Context(), e, key)
	if err != nil {
		w.t.Fatal(errors.Join(err, e.Close()))
	}
	found := map[string]traces{}
	err = s.View(w.t.Context(), func(tx *store.Tx) error { return count(tx, found) })
	if verify || len(w.written)%10 == 0 {
		err = errors.Join(err, s.Verify(w.t.Context()))
	}
	if err := errors.Join(err, s.Close()); err != nil {
		w.t.Fatal(err)
	}
	return found
}

func count(tx *store.Tx, found map[string]traces) error {
	ids, err := store.Collect(tx.Books())
	if err != nil {
		return err
	}
	for _, id := range ids {
		book, err := tx.Book(id)
		if err != nil {
			return err
		}
		if err := countBook(book, found); err != nil {
			return err
		}
	}
	return nil
}

func countBook(book store.BookTx, found map[string]traces) error {
	persons, err := store.Collect(people.Persons.All(book))
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, p := range persons {
		names[p.ID] = p.Value.Name
		of := found[p.Value.Name]
		of.people++
		found[p.Value.Name] = of
	}
	happened, err := store.Collect(events.Events.All(book))
	if err != nil {
		return err
	}
	for _, e := range happened {
		of := found[names[e.Value.Person]]
		of.events++
		found[names[e.Value.Person]] = of
	}
	owed, err := store.Collect(duty.Duties.All(book))
	for _, d := range owed {
		if d.Value.Kind == duty.Note {
			of := found[names[d.Value.Whom]]
			of.notes++
			found[names[d.Value.Whom]] = of
		}
	}
	return err
}
