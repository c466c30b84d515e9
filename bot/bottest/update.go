package bottest

import (
	"flag"
	"os"
	"slices"
	"strings"
)

var update = flag.Bool("update", false, "rewrite the expectations of transcripts that were not met")

// updater writes a transcript anew while it is played.
type updater struct {
	on     bool
	script *Script
	out    []string
}

func newUpdater(s *Script) *updater {
	return &updater{on: *update && s.Path != "", script: s, out: append([]string(nil), s.header...)}
}

// add writes an event and what was heard behind it. Expectations that were met
// stay as they are. It returns the variables known now.
func (u *updater) add(event *step, after []step, got trial, ok, several bool) vars {
	if event != nil {
		u.out = append(u.out, event.raw...)
	}
	if ok {
		for _, st := range after {
			u.out = append(u.out, st.raw...)
		}
		return got.known
	}
	return u.rewrite(after, got, several)
}

// rewrite aligns what was heard with what was expected: a line that meets an
// expectation keeps it, "..." covers the lines at its place, any other line takes
// the place of an expectation that nothing meets.
func (u *updater) rewrite(after []step, t trial, several bool) vars {
	for i, h := range t.lines {
		later := t.lines[i+1:]
		m := nextMet(after, h, t.known)
		if covers(after, later, t.known) && (m < 0 || meetsAny(after[m], later, t.known)) {
			continue
		}
		if m >= 0 {
			u.keep(after[:m], t)
			t.known, _ = after[m].met(h, t.known)
			u.out = append(u.out, after[m].raw...)
			after = after[m+1:]
			continue
		}
		if m = slices.IndexFunc(after, func(st step) bool { return st.kind == expects }); m >= 0 && !meetsAny(after[m], later, t.known) {
			u.keep(after[:m], t)
			after = after[m+1:]
		}
		u.out = append(u.out, u.named(h.transcript(several), t.known))
	}
	u.keep(after, t)
	return t.known
}

func meetsAny(st step, lines []heard, known vars) bool {
	return slices.ContainsFunc(lines, func(h heard) bool {
		_, ok := st.met(h, known)
		return ok
	})
}

// nextMet is the first expectation that the line meets, or -1.
func nextMet(after []step, h heard, known vars) int {
	for i, st := range after {
		if st.kind == expects {
			if _, ok := st.met(h, known); ok {
				return i
			}
		}
	}
	return -1
}

// covers reports whether a "..." stands before the next expectation that one of
// the lines meets.
func covers(after []step, lines []heard, known vars) bool {
	end := len(after)
	for _, h := range lines {
		if m := nextMet(after, h, known); m >= 0 {
			end = min(end, m)
		}
	}
	return slices.ContainsFunc(after[:end], func(st step) bool { return st.kind == anything })
}

// keep writes what is no expectation of a line: comments, "...", "nothing" if it is
// true, and what is pinned, as it is.
func (u *updater) keep(after []step, t trial) {
	for _, st := range after {
		if st.kind == pinned {
			u.keepPin(st, t)
			continue
		}
		if st.kind == remark || st.kind == anything || st.kind == silence && !t.broken(st) {
			u.out = append(u.out, st.raw...)
		}
	}
}

func (u *updater) keepPin(st step, t trial) {
	if _, ok := t.pinMet(st); ok {
		u.out = append(u.out, st.raw...)
		return
	}
	texts, _ := t.pins(st.who)
	u.out = append(u.out, st.pinLine(texts))
}

// named writes the values of variables as their names.
func (u *updater) named(text string, known vars) string {
	for name, value := range known {
		if len(value) >= 4 {
			text = strings.ReplaceAll(text, value, "$"+name)
		}
	}
	return text
}

// save writes the file if it has changed.
func (u *updater) save() error {
	if !u.on {
		return nil
	}
	text := strings.Join(u.out, "\n") + "\n"
	old, err := os.ReadFile(u.script.Path)
	if err != nil || string(old) == text {
		return err
	}
	return os.WriteFile(u.script.Path, []byte(text), 0o644)
}
