package handlers_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"referout/bot"
	"referout/handlers"
)

// byLetter are the tables and the kinds of alarm of the features that take letters:
// what somebody does in a group may reach another's book in no other way.
func byLetter() map[string]bool {
	out := map[string]bool{}
	for _, f := range handlers.All() {
		if !slices.ContainsFunc(f.Mail, func(m bot.Mailbox) bool { return m.Personal != nil }) {
			continue
		}
		for _, t := range f.Tables {
			out[reflect.ValueOf(t).FieldByName("Name").String()] = true
		}
		for _, a := range f.Alarms {
			out["alarm "+a.Kind] = true
		}
	}
	return out
}

// tablesOf are the tables of an exported book and the kinds of its alarms.
func tablesOf(exported string) map[string]string {
	var book struct {
		Tables []struct {
			Name    string
			Records json.RawMessage
		}
		Alarms []json.RawMessage
	}
	out := map[string]string{}
	if err := json.Unmarshal([]byte(exported), &book); err != nil {
		return map[string]string{"unreadable: " + err.Error(): exported}
	}
	for _, t := range book.Tables {
		out[t.Name] = string(t.Records)
	}
	for _, raw := range book.Alarms {
		var a struct{ Kind string }
		_ = json.Unmarshal(raw, &a) // it was part of what could be read
		out["alarm "+a.Kind] += string(raw)
	}
	return out
}

// rang says whether an alarm of an exported book has come due by now.
func rang(exported string, now time.Time) bool {
	var book struct{ Alarms []struct{ At time.Time } }
	err := json.Unmarshal([]byte(exported), &book)
	return err == nil && slices.ContainsFunc(book.Alarms, func(a struct{ At time.Time }) bool { return !a.At.After(now) })
}

// differing are the tables and kinds of alarm in which two exports differ.
func differing(one, other string) (out []string) {
	a, b := tablesOf(one), tablesOf(other)
	for name := range a {
		if a[name] != b[name] {
			out = append(out, name)
		}
	}
	for name := range b {
		if _, both := a[name]; !both {
			out = append(out, name)
		}
	}
	return out
}

func TestWhatDiffersBetweenBooks(t *testing.T) {
	book := func(person, alarm, at string) string {
		return fmt.Sprintf(`{"tables": [{"name": "person", "records": [%q]}], "alarms": [{"kind": %q, "at": %q}]}`, person, alarm, at)
	}
	noon, later := "2026-03-02T12:00:00Z", "2026-03-02T13:00:00Z"
	one := book("Lee", "duty", noon)
	for _, tt := range []struct {
		other string
		want  []string
	}{
		{one, nil},
		{book("Kim", "duty", noon), []string{"person"}},
		{book("Lee", "duty", later), []string{"alarm duty"}},
		{book("Lee", "digest", noon), []string{"alarm digest", "alarm duty"}},
	} {
		got := differing(one, tt.other)
		slices.Sort(got)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.other, got, tt.want)
		}
	}
	at := time.Date(2026, 3, 2, 12, 30, 0, 0, time.UTC)
	if !rang(one, at) || rang(book("Lee", "duty", later), at) {
		t.Error("an alarm that was due did not ring, or one that was not did")
	}
}
