package store_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"referout/store"
)

var keepers = []store.Keeper{notes, drafts}

func (f fixture) export(id store.SpaceID) string {
	f.Helper()
	var out bytes.Buffer
	err := f.View(f.Context(), func(tx *store.Tx) error {
		b, err := tx.Book(id)
		if err != nil {
			return err
		}
		return store.Export(b, &out, keepers)
	})
	if err != nil {
		f.Fatal(err)
	}
	return out.String()
}

// load imports into a new book.
func (f fixture) load(data string) (id store.SpaceID, err error) {
	f.Helper()
	err = f.Update(f.Context(), func(tx *store.Tx) error {
		b, err := tx.NewBook(f.random)
		id = b.ID()
		return errors.Join(err, store.Import(b, strings.NewReader(data), keepers))
	})
	return id, err
}

func TestExportComesBackTheSame(t *testing.T) {
	each(t, func(f fixture) {
		f.fill(3)
		f.in(func(b store.BookTx) error {
			return errors.Join(
				drafts.Put(b, "1", note{Text: "volatile"}),
				notes.Put(b, "a/b", note{Text: "<b>Zoë</b> & \x01", Person: "ann", Codes: []string{"x"}, At: monday.Add(time.Nanosecond)}),
				store.SetAlarm(b, store.Alarm{Kind: "ping", ID: "floating", Member: "m", Wall: monday, At: monday.Add(time.Hour)}))
		})
		first := f.export(f.book)
		if strings.Contains(first, "volatile") || !strings.Contains(first, "<b>Zoë</b> &") {
			f.Errorf("exported: %s", first)
		}
		id, err := f.load(first)
		if err != nil {
			f.Fatal(err)
		}
		if second := f.export(id); second != first {
			f.Errorf("came back as %s, was %s", second, first)
		}
		f.update(func(tx *store.Tx) error {
			b, err := tx.Book(id)
			if err != nil {
				return err
			}
			if got := ids(f.T, notes.By(b, "code", "x")); len(got) != 2 {
				f.Errorf("found by index: %q", got)
			}
			return nil
		})
	})
}

func TestImportRefuses(t *testing.T) {
	each(t, func(f fixture) {
		for name, test := range map[string]struct {
			data string
			want error // nil: any
		}{
			"nothing":          {"", nil},
			"other JSON":       {`{"a": 1}`, nil},
			"a newer format":   {`{"format": 2, "kind": "book", "new": true}`, store.ErrNewer},
			"another kind":     {`{"format": 1, "kind": "circle", "tables": [], "alarms": []}`, nil},
			"an unknown table": {`{"format": 1, "kind": "book", "tables": [{"name": "x", "records": []}], "alarms": []}`, nil},
			"a volatile table": {`{"format": 1, "kind": "book", "tables": [{"name": "draft", "records": []}], "alarms": []}`, nil},
			"an unknown field": {`{"format": 1, "kind": "book", "tables": [{"name": "note", "records": [{"id": "1", "value": {"x": 1}}]}], "alarms": []}`, nil},
			"a record twice":   {`{"format": 1, "kind": "book", "tables": [{"name": "note", "records": [{"id": "1", "value": {}}, {"id": "1", "value": {}}]}], "alarms": []}`, nil},
			"an alarm twice":   {`{"format": 1, "kind": "book", "tables": [], "alarms": [{"kind": "k", "id": "1", "at": "2026-03-02T09:00:00Z"}, {"kind": "k", "id": "1", "at": "2026-03-02T09:00:00Z"}]}`, nil},
			"half of it":       {f.export(f.book)[:40], nil},
		} {
			before := dump(f.T, f.engine)
			inHand := store.CheckExport([]byte(test.data), keepers)
			if passes := strings.HasSuffix(name, "table") || strings.HasSuffix(name, "twice"); (inHand == nil) != passes {
				f.Errorf("%s, in hand: %v", name, inHand)
			}
			if _, err := f.load(test.data); err == nil || (test.want != nil && !errors.Is(err, test.want)) {
				f.Errorf("%s: %v", name, err)
			}
			sameDump(f.T, before, dump(f.T, f.engine))
		}
	})
}

func TestExportLeavesNoTableOut(t *testing.T) {
	each(t, func(f fixture) {
		f.in(func(b store.BookTx) error {
			if err := notes.Put(b, "1", note{}); err != nil {
				return err
			}
			if err := store.Export(b, &bytes.Buffer{}, []store.Keeper{drafts}); err == nil {
				f.Error("a table was left out")
			}
			return nil
		})
	})
}

// TestExportOfADamagedBook writes all that can be read, and counts the rest.
func TestExportOfADamagedBook(t *testing.T) {
	each(t, func(f fixture) {
		f.fill(5)
		whole := f.export(f.book)
		rows := dump(f.T, f.engine)
		spoil := func(part string) {
			for _, p := range rows {
				if strings.HasPrefix(p.Key, string(f.book)+part) {
					f.set(p.Key, append(bytes.Clone(p.Value), 'x'))
					return
				}
			}
			f.Fatalf("there is no %s", part)
		}
		spoil("/note/000001")
		spoil("/note/000003")
		spoil("/.alarm/")
		f.set(string(f.book)+"/>undo/1", []byte("x"))
		var out bytes.Buffer
		err := f.View(f.Context(), func(tx *store.Tx) error {
			b, err := tx.Book(f.book)
			if err != nil {
				return err
			}
			return store.Export(b, &out, keepers)
		})
		var left *store.LeftOutError
		if !errors.As(err, &left) || !errors.Is(err, store.ErrDamaged) || err.Error() != "what cannot be read: note: 2, reminder: 1, unknown table: 1" {
			f.Fatalf("failed with %v", err)
		}
		if got, want := strings.Count(out.String(), `"id"`), strings.Count(whole, `"id"`)-3; got != want {
			f.Errorf("%d rows are written, want %d", got, want)
		}
		if _, err := f.load(out.String()); err != nil {
			f.Errorf("it does not read back: %v", err)
		}
		for _, p := range rows {
			f.set(p.Key, p.Value)
		}
		f.set(string(f.book)+"/>undo/1", nil)
	})
}
