package console

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// mostShown is how many printed messages are remembered.
const mostShown = 200

// A Memory knows what a console has shown: which number means which message, and
// what its buttons do. It may be handed to the next console, so that a button
// pressed after a restart still does what it says. It is safe for concurrent use.
type Memory struct {
	mu    sync.Mutex
	path  string // "": not on disk
	hash  func(string) (string, error)
	crowd crowd
	stamp string // part of every id, so that none returns in a later run
	count int    // inputs so far
	last  int    // the highest number printed
	shown []shown
}

// shown is one printed message, or one printed change of it.
type shown struct {
	N       int      `json:"n"`
	ID      string   `json:"id"`
	Buttons []button `json:"b,omitempty"`
	Old     bool     `json:"o,omitempty"` // changed since
	Place   string   `json:"t,omitempty"` // the hash of a place that is not the keyboard's own
	was     int      // the number it changes
	pinned  bool
	to      place // zero: of an earlier run, and its place was not named again yet
}

// A button's label is kept in memory only, as it may hold a name, and so is where it
// leads.
type button struct {
	label   string
	row     int
	url     string
	start   string // what is said in the private chat
	Payload string `json:"p,omitempty"`
}

// NewMemory is a memory that ends with the program.
func NewMemory() *Memory {
	return &Memory{stamp: strconv.FormatInt(time.Now().UnixNano(), 36), crowd: crowd{}}
}

// OpenMemory is a memory kept in a file. The file holds the numbers of messages and
// what their buttons do, as record ids: no text, no label, no name. Those printed for
// others than the person at the keyboard are kept once HashPlaces was called. A file
// that cannot be read is begun anew.
func OpenMemory(path string) *Memory {
	m := NewMemory()
	m.path = path
	data, err := os.ReadFile(path)
	if err != nil {
		return m
	}
	if json.Unmarshal(data, &m.shown) != nil {
		m.shown = nil
	}
	for _, s := range m.shown {
		m.last = max(m.last, s.N)
	}
	return m
}

// HashPlaces keeps the messages of other people and of groups in the file as well,
// under what hash makes of where they stand: who types there again can press their
// buttons. The hash should be keyed, as names are few.
func (m *Memory) HashPlaces(hash func(string) (string, error)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.hash = hash
}

// hashOf is what stands for a place in the file; empty: nothing does.
func (m *Memory) hashOf(p place) string {
	if m.hash == nil {
		return ""
	}
	sum, err := m.hash("console/" + p.person + " " + p.group)
	if err != nil {
		return ""
	}
	return sum
}

// enter finds the messages of earlier runs that stand where somebody types now.
func (m *Memory) enter(p place) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !slices.ContainsFunc(m.shown, shown.lost) {
		return
	}
	for _, q := range []place{{person: p.person}, {group: p.group}, {group: groupOf(p.group)}, p, {p.person, groupOf(p.group)}} {
		sum := m.hashOf(q)
		for i := range m.shown {
			if s := &m.shown[i]; s.lost() && s.Place == sum {
				s.to = q
			}
		}
	}
}

// lost says that nobody has named yet where the message stands.
func (s shown) lost() bool { return s.to == (place{}) }

// isLost says whether there is such a message, which stands nobody knows where.
func (m *Memory) isLost(n int) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.ContainsFunc(m.shown, func(s shown) bool { return s.N == n && s.lost() })
}

// own makes the messages read from a file those of the person at the keyboard.
func (m *Memory) own(me string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.shown {
		if m.shown[i].lost() && m.shown[i].Place == "" {
			m.shown[i].to = place{person: me}
		}
	}
}

func (m *Memory) nextID(prefix string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.count++
	return fmt.Sprintf("%s%s-%d", prefix, m.stamp, m.count)
}

// add numbers a message that is about to be printed. A change of a message that
// is not remembered becomes a new one; in a group it stays in its topic.
func (m *Memory) add(to place, edit string, buttons []button, me string) shown {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last++
	s := shown{N: m.last, ID: fmt.Sprintf("m%s-%d", m.stamp, m.last), Buttons: buttons, to: to}
	for i := range m.shown {
		if old := &m.shown[i]; edit != "" && old.ID == edit {
			s.ID, s.was, old.Old = edit, old.N, true
			if to.group != "" && groupOf(old.to.group) == groupOf(to.group) {
				s.to.group = old.to.group
			}
		}
	}
	if s.to != (place{person: me}) {
		s.Place = m.hashOf(s.to)
	}
	m.shown = append(m.shown, s)
	if len(m.shown) > mostShown {
		m.shown = append([]shown(nil), m.shown[len(m.shown)-mostShown:]...)
	}
	m.save(me)
	return s
}

// save writes what was shown. Losing it costs late
// presses of old buttons, nothing else, so a failure is not an error.
func (m *Memory) save(me string) {
	if m.path == "" {
		return
	}
	var mine []shown
	for _, s := range m.shown {
		if s.to == (place{person: me}) || s.Place != "" {
			mine = append(mine, s)
		}
	}
	data, err := json.Marshal(mine)
	if err != nil || os.MkdirAll(filepath.Dir(m.path), 0o700) != nil {
		return
	}
	if os.WriteFile(m.path+".new", data, 0o600) == nil {
		_ = os.Rename(m.path+".new", m.path)
	}
}

// newest is the last message that somebody at p can see and that ok accepts,
// those of the chat p types in before all others.
func (m *Memory) newest(p place, ok func(shown) bool) (shown, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, sees := range []func(place) bool{p.near, p.sees} {
		for i := len(m.shown) - 1; i >= 0; i-- {
			if s := m.shown[i]; sees(s.to) && ok(s) {
				return s, true
			}
		}
	}
	return shown{}, false
}

// holds reports whether a message is remembered.
func (m *Memory) holds(id string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.ContainsFunc(m.shown, func(s shown) bool { return s.ID == id })
}

func (m *Memory) numbered(p place, n int) (shown, bool) {
	return m.newest(p, func(s shown) bool { return s.N == n })
}

// Carries is what the nth button of message n carries, or "": what the page does not
// show, and tests ask for.
func (m *Memory) Carries(n, nth int) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.shown {
		if s.N == n && nth >= 1 && nth <= len(s.Buttons) {
			return s.Buttons[nth-1].Payload
		}
	}
	return ""
}

// labelled finds a button by its label: exactly in the newest message that has
// it, else by its first words in the newest message with buttons, if only one
// begins so.
func (m *Memory) labelled(p place, text string) (shown, button, bool) {
	var found button
	exact := func(s shown) bool {
		for _, b := range s.Buttons {
			if !s.Old && strings.EqualFold(b.label, text) {
				found = b
				return true
			}
		}
		return false
	}
	if s, ok := m.newest(p, exact); ok {
		return s, found, true
	}
	s, ok := m.newest(p, shown.pressable)
	if !ok {
		return shown{}, button{}, false
	}
	b, ok := s.begins(text)
	return s, b, ok
}

// pressable reports whether the message, as it stands, has buttons.
func (s shown) pressable() bool { return len(s.Buttons) > 0 && !s.Old }

// begins is the only button whose label's first words are text.
func (s shown) begins(text string) (button, bool) {
	var found []button
	for _, b := range s.Buttons {
		label := strings.ToLower(b.label)
		rest, ok := strings.CutPrefix(label, strings.ToLower(text))
		if ok && rest != "" && strings.ContainsAny(rest[:1], " ,.:…") {
			found = append(found, b)
		}
	}
	if len(found) != 1 {
		return button{}, false
	}
	return found[0], true
}
