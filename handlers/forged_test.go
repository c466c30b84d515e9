package handlers_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"referout/bot"
	"referout/handlers"
)

var recordID = regexp.MustCompile(`"id": "([a-z0-9.]+)"`)

func ids(books ...string) (out []string) {
	for _, b := range books {
		for _, m := range recordID.FindAllStringSubmatch(b, -1) {
			out = append(out, m[1])
		}
	}
	return out
}

// actions are the names of every action that a payload can have.
func actions() []string {
	names := []string{"form", "show", "undo", "keepother"}
	for _, f := range handlers.All() {
		for _, a := range f.Actions {
			names = append(names, a.Name)
		}
	}
	return names
}

// Buttons that nobody made do no harm: nothing panics, nothing fails in silence,
// another's book stays to the letter, and her own is still whole.
func TestForgedPayloads(t *testing.T) {
	c := newCounter(t)
	c.practise("ann", "Lee")
	c.practise("bob", "Kim")
	before := c.book("bob")
	f := forger{c: c, rnd: rand.New(rand.NewPCG(7, 7)), foreign: ids(before)}
	for round := range 40 {
		if round%5 == 0 {
			c.practise("ann", fmt.Sprintf("Lee%c", 'a'+round/5))
			f.own = ids(c.book("ann"))
		}
		for _, name := range actions() {
			f.tap(name)
		}
	}
	if after := c.book("bob"); after != before {
		t.Error("another's book has changed")
	}
	mine := c.book("ann")
	if err := c.Import(t.Context(), account("cyd"), func() (io.Reader, error) { return strings.NewReader(mine), nil }); err != nil {
		t.Errorf("her own book cannot be read again: %v", err)
	}
	c.tap("ann", "forgetall:"+f.foreign[0])
	c.tap("ann", "forgetall:"+strconv.FormatInt(time.Now().Unix(), 36))
	c.tap("ann", "card:"+f.foreign[0])
	if after := c.book("bob"); after != before {
		t.Error("another's book has changed with hers")
	}
}

// forger taps what nobody offered: actions with parts of all kinds, and buttons
// that were offered with one part exchanged.
type forger struct {
	c            *counter
	rnd          *rand.Rand
	own, foreign []string
}

func (f *forger) tap(action string) {
	parts := []string{action}
	for range f.rnd.IntN(5) {
		parts = append(parts, f.part())
	}
	if f.rnd.IntN(2) == 0 {
		parts = strings.Split(f.c.ears.button(f.rnd), ":")
		if i := f.rnd.IntN(len(parts) + 1); i < len(parts) && i > 0 {
			parts[i] = f.part()
		}
	}
	if parts[0] == "forgetall" {
		return
	}
	f.c.tap("ann", strings.Join(parts, ":"))
	texts := []string{"Dr Lee", "yesterday", "30 February", "tue 3pm", "Kim Doe, nurse", "", "🙂", "330-555-0199", "<b>", "410 Market St, Akron", "none"}
	if f.rnd.IntN(3) == 0 {
		f.c.say("ann", "", texts[f.rnd.IntN(len(texts))])
	}
}

func (f *forger) part() string {
	junk := []string{"", "0", "1", "2", "9", "-1", "99999999999999999999", "20260230", "20310101", "00010101", "ask", "start", "desk", "visit",
		"digest", "07.00", "99.99", "UTC", "Local", "../../etc/passwd", "America/New_York", "add", "pick", "skip", "done", "stop", "name", "phone",
		"office", "role", "p", "o", "e", "\x00", "‮", "<b>", "💥", "1.0", "%s", strings.Repeat("x", 70)}
	from := [][]string{f.own, f.own, f.foreign, junk}[f.rnd.IntN(4)]
	return from[f.rnd.IntN(len(from))]
}

// Two people who press the same button in a group each get the pointer, and
// nothing of either's book changes.
func TestSameButtonInAGroup(t *testing.T) {
	c := newCounter(t)
	c.practise("ann", "Lee")
	c.practise("bob", "Kim")
	ann, bob := c.book("ann"), c.book("bob")
	for _, name := range actions() {
		for _, who := range []string{"ann", "bob"} {
			for _, id := range ids(ann)[:3] {
				c.give(bot.Incoming{Kind: bot.Tapped, From: account(who), Chat: &bot.Chat{Platform: "deaf", ID: "meetup"}, Payload: name + ":" + id, Message: "g1"})
			}
		}
	}
	if c.book("ann") != ann || c.book("bob") != bob {
		t.Error("a button in a group changed a private book")
	}
}

// mostFile is what a bot may upload to Discord, the smaller of the two limits.
const mostFile = 10 << 20

// A book of 5,000 specialists is exported whole, in one file that both platforms
// take, and read again.
func TestExportOfABigBook(t *testing.T) {
	c := newCounter(t)
	c.practise("ann", "Lee")
	var all map[string]any
	if err := json.Unmarshal([]byte(c.book("ann")), &all); err != nil {
		t.Fatal(err)
	}
	for _, table := range all["tables"].([]any) {
		multiply(table.(map[string]any), 5000)
	}
	big, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Import(t.Context(), account("big"), func() (io.Reader, error) { return bytes.NewReader(big), nil }); err != nil {
		t.Fatal(err)
	}
	out := c.book("big")
	if n := strings.Count(out, `"specialty": "chiropractor"`); n != 5000 || len(out) > mostFile {
		t.Errorf("%d specialists in %d bytes", n, len(out))
	}
	c.say("big", "export", "")
	c.say("big", "find", "Lee4711")
	c.say("big", "received", "Dr Lee4711")
	deadline := time.Now().Add(2 * time.Minute)
	for c.ears.heard("Everything in your book") == 0 || c.ears.heard("Dr Lee4711 sent you someone") == 0 {
		if time.Now().After(deadline) {
			t.Fatal("no export was sent")
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// multiply makes many specialists of the one in a table, each with an office of
// their own.
func multiply(table map[string]any, n int) {
	name, records := table["name"].(string), table["records"].([]any)
	if name != "person" && name != "office" {
		return
	}
	one := records[slices.IndexFunc(records, func(r any) bool { v := r.(map[string]any)["value"].(map[string]any); return v["role"] == nil })]
	text, err := json.Marshal(one)
	if err != nil {
		return
	}
	for i := 1; i < n; i++ {
		id := one.(map[string]any)["id"].(string)
		another := strings.ReplaceAll(string(text), id, fmt.Sprintf("%s%04d", id[:1], i))
		another = strings.ReplaceAll(another, "Lee", fmt.Sprintf("Lee%d", i))
		var r any
		if json.Unmarshal([]byte(another), &r) == nil {
			if v := r.(map[string]any)["value"].(map[string]any); name == "person" {
				v["office"] = fmt.Sprintf("o%04d", i)
			}
			records = append(records, r)
		}
	}
	table["records"] = records
}

// What is far too long is not read, behind any command, and the answer says so.
func TestTenThousandCharacters(t *testing.T) {
	c := newCounter(t)
	c.practise("ann", "Lee")
	before := c.book("ann")
	long := strings.Repeat("Lee knee 🙂 ", 1000)
	asked := 0
	for _, f := range handlers.All() {
		for _, command := range f.Commands {
			c.say("ann", command.Name, long)
			asked++
		}
	}
	c.say("ann", "", long)
	for deadline := time.Now().Add(2 * time.Minute); c.ears.heard("I read up to") < asked+1; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d of %d were answered", c.ears.heard("I read up to"), asked+1)
		}
	}
	if c.book("ann") != before {
		t.Error("something of it was kept")
	}
}
