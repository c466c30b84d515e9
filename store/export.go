package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// exportFormat is raised when what Export writes could no longer be read by
// programs that know the present form.
const exportFormat = 1

// Keeper is a Table, whatever its records are.
type Keeper interface{ kind() kind }

type exported struct {
	Format int             `json:"format"`
	Kind   string          `json:"kind"`
	Tables []exportedTable `json:"tables"`
	Alarms []exportedAlarm `json:"alarms"`
}

type exportedTable struct {
	Name    string           `json:"name"`
	Records []exportedRecord `json:"records"`
}

type exportedRecord struct {
	ID    string          `json:"id"`
	Value json.RawMessage `json:"value"`
}

type exportedAlarm struct {
	Kind   string    `json:"kind"`
	ID     string    `json:"id"`
	Member string    `json:"member,omitempty"`
	Wall   time.Time `json:"wall,omitzero"`
	At     time.Time `json:"at"`
}

// Export writes everything in a space as JSON: the records of all tables that
// are not volatile, and the alarms. Every table of the space must be among the
// keepers, so that nothing is left out by mistake. Identities and queues are
// not exported. Of a damaged space it writes all that can be read, and then fails
// with a LeftOutError.
func Export(s Space, w io.Writer, keepers []Keeper) error {
	in, err := of(s)
	if err != nil {
		return err
	}
	out := exported{Format: exportFormat, Kind: in.kind(), Tables: []exportedTable{}}
	var left LeftOutError
	if out.Tables, err = in.exportTables(byName(keepers), &left); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	out.Alarms = in.exportAlarms(&left)
	e := plainJSON(w)
	e.SetIndent("", "  ")
	if err := e.Encode(out); err != nil {
		return err
	}
	return left.orNil()
}

func (s *space) exportAlarms(left *LeftOutError) []exportedAlarm {
	all := []exportedAlarm{}
	prefix := s.key(alarmTable + "/")
	for p, err := range s.tx.r.Scan(prefix, after(prefix)) {
		if err != nil {
			left.Broken = true
			break
		}
		a, err := s.alarm(strings.TrimPrefix(p.Key, s.key("")), p.Value)
		if err != nil {
			left.note(leftAlarms)
			continue
		}
		all = append(all, exportedAlarm(a))
	}
	return all
}

// plainJSON writes text as it is, not for use inside a web page.
func plainJSON(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

func (s *space) kind() string {
	switch s.id[0] {
	case bookKind:
		return "book"
	case circleKind:
		return "circle"
	}
	return "system"
}

func byName(keepers []Keeper) map[string]kind {
	named := make(map[string]kind, len(keepers))
	for _, keeper := range keepers {
		k := keeper.kind()
		named[k.name] = k
	}
	return named
}

func (s *space) exportTables(keepers map[string]kind, left *LeftOutError) ([]exportedTable, error) {
	tables := []exportedTable{}
	prefix := s.key("")
	for p, err := range s.tx.r.Scan(prefix, after(prefix)) {
		if err != nil {
			left.Broken = true
			break
		}
		name, id, _ := strings.Cut(strings.TrimPrefix(p.Key, prefix), "/")
		if strings.HasPrefix(name, ".") || strings.Contains(name, "~") {
			continue
		}
		k, ok := keepers[name]
		if !ok {
			if _, err := s.open(p.Key, p.Value); err != nil { // a name that was damaged
				left.note(leftUnknown)
				continue
			}
			return nil, fmt.Errorf("no keeper was given for table %s", name)
		}
		if k.volatile {
			continue
		}
		value, err := k.export(s, id, p.Value)
		if err != nil {
			left.note(name)
			continue
		}
		if n := len(tables); n == 0 || tables[n-1].Name != name {
			tables = append(tables, exportedTable{Name: name})
		}
		last := &tables[len(tables)-1]
		last.Records = append(last.Records, exportedRecord{id, value})
	}
	return tables, nil
}

// Import reads what Export has written into a space that holds none of these
// records and alarms. It fails with ErrNewer if a newer program has written it,
// and without leaving anything out if a table or field is unknown.
func Import(s Space, r io.Reader, keepers []Keeper) error {
	in, err := of(s)
	if err != nil {
		return err
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	got, err := readExport(data, in.kind())
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	named := byName(keepers)
	for _, t := range got.Tables {
		k, known := named[t.Name]
		if !known {
			return fmt.Errorf("import table %s: this program has no such table", t.Name)
		}
		if err := in.importTable(s, t, k); err != nil {
			return fmt.Errorf("import table %s: %w", t.Name, err)
		}
	}
	for _, a := range got.Alarms {
		if _, err := AlarmOf(s, a.Kind, a.ID); err == nil {
			return errors.New("import: the space has one of these alarms already")
		}
		if err := SetAlarm(s, Alarm(a)); err != nil {
			return fmt.Errorf("import: %w", err)
		}
	}
	return nil
}

func readExport(data []byte, kind string) (got exported, err error) {
	var head struct {
		Format int    `json:"format"`
		Kind   string `json:"kind"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return got, errors.New("this is not an export, or only a part of one")
	}
	switch {
	case head.Format < 1:
		return got, errors.New("this is not an export: it names no format")
	case head.Format > exportFormat:
		return got, fmt.Errorf("format %d is %w", head.Format, ErrNewer)
	case head.Kind != kind:
		return got, fmt.Errorf("this is the export of a %s, not of a %s", head.Kind, kind)
	}
	return got, strictly(data, &got)
}

// CheckExport looks whether data is the export of a book before anything is made for
// it: whether Import will read it, but for tables that are not among the keepers and
// what the book holds already.
func CheckExport(data []byte, keepers []Keeper) error {
	got, err := readExport(data, "book")
	if err != nil {
		return err
	}
	named := byName(keepers)
	for _, t := range got.Tables {
		for _, r := range t.Records {
			if k, known := named[t.Name]; known {
				err = errors.Join(err, k.reads(r.Value))
			}
			if err != nil {
				return fmt.Errorf("table %s: %w", t.Name, err)
			}
		}
	}
	return nil
}

// strictly decodes JSON and refuses fields that the value does not have.
func strictly(data []byte, v any) error {
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	return d.Decode(v)
}

func (s *space) importTable(to Space, t exportedTable, k kind) error {
	if k.volatile {
		return errors.New("this table is not for import")
	}
	for _, r := range t.Records {
		taken, err := exists(s.tx.r, s.key(t.Name+"/"+r.ID))
		if err != nil {
			return err
		}
		if taken {
			return errors.New("the space has one of these records already")
		}
		if err := k.restore(to, r.ID, r.Value); err != nil {
			return err
		}
	}
	return nil
}

func (k kind) export(in *space, id string, sealed []byte) (json.RawMessage, error) {
	plain, err := k.open(in, id, sealed)
	if err != nil {
		return nil, err
	}
	record := k.fresh()
	if err := decodeTo(record, plain); err != nil {
		return nil, err
	}
	var text bytes.Buffer
	if err := plainJSON(&text).Encode(record); err != nil {
		return nil, k.fail(err)
	}
	return text.Bytes(), nil
}

func (k kind) restore(s Space, id string, value json.RawMessage) error {
	record := k.fresh()
	if err := strictly(value, record); err != nil {
		return err
	}
	return k.put(s, id, record)
}

// reads says whether restore will take a value.
func (k kind) reads(value json.RawMessage) error { return strictly(value, k.fresh()) }
