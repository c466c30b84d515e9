package telegramtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// spec is a machine-readable description of the Bot API.
type spec struct {
	Methods map[string]struct{ Fields []specField }
	Types   map[string]specType
}

type specType struct {
	Fields   []specField
	Subtypes []string
}

type specField struct {
	Name     string
	Types    []string
	Required bool
}

// theSpec reads the description once; nil without REFEROUT_SHARED.
var theSpec = sync.OnceValues(func() (*spec, error) {
	dir := os.Getenv("REFEROUT_SHARED")
	if dir == "" {
		return nil, nil
	}
	data, err := os.ReadFile(filepath.Join(dir, "spec", "telegram-bot-api.json"))
	if err != nil {
		return nil, fmt.Errorf("REFEROUT_SHARED: %w", err)
	}
	s := new(spec)
	return s, json.Unmarshal(data, s)
})

// check reports what the description does not allow about a call.
func (s *spec) check(c call) []error {
	m, ok := s.Methods[c.method]
	if !ok {
		return []error{fmt.Errorf("%s: no such method", c.method)}
	}
	var out []error
	for name, f := range c.fields {
		i := slices.IndexFunc(m.Fields, func(f specField) bool { return f.Name == name })
		if i < 0 {
			out = append(out, fmt.Errorf("%s: no parameter %s", c.method, name))
		} else if err := s.checkField(m.Fields[i].Types, f); err != nil {
			out = append(out, fmt.Errorf("%s: %s: %w", c.method, name, err))
		}
	}
	for _, f := range m.Fields {
		if f.Required && !c.has(f.Name) {
			out = append(out, fmt.Errorf("%s: parameter %s is missing", c.method, f.Name))
		}
	}
	return out
}

var errType = errors.New("wrong type")

// checkField takes a form's text for whatever scalar the types say.
func (s *spec) checkField(types []string, f field) error {
	if f.file {
		if slices.Contains(types, "InputFile") {
			return nil
		}
		return errType
	}
	var v any
	if json.Unmarshal([]byte(f.text), &v) == nil && s.any(types, v) == nil {
		return nil
	}
	if !f.json && slices.Contains(types, "String") {
		return nil
	}
	return s.any(types, v)
}

// any is nil if the value is of one of the types.
func (s *spec) any(types []string, v any) error {
	err := errType
	for _, t := range types {
		if err = s.is(t, v); err == nil {
			return nil
		}
	}
	return err
}

func (s *spec) is(typ string, v any) error {
	if inner, ok := strings.CutPrefix(typ, "Array of "); ok {
		return s.isArray(inner, v)
	}
	var ok bool
	switch typ {
	case "String":
		_, ok = v.(string)
	case "Integer":
		n, isNumber := v.(float64)
		ok = isNumber && n == float64(int64(n))
	case "Float":
		_, ok = v.(float64)
	case "Boolean":
		_, ok = v.(bool)
	case "True":
		ok = v == true
	default:
		return s.isObject(typ, v)
	}
	if !ok {
		return fmt.Errorf("%w: not %s", errType, typ)
	}
	return nil
}

func (s *spec) isArray(inner string, v any) error {
	list, ok := v.([]any)
	if !ok {
		return fmt.Errorf("%w: not an array", errType)
	}
	for i, e := range list {
		if err := s.is(inner, e); err != nil {
			return fmt.Errorf("%s: %w", strconv.Itoa(i), err)
		}
	}
	return nil
}

func (s *spec) isObject(typ string, v any) error {
	t, known := s.Types[typ]
	object, ok := v.(map[string]any)
	if !known || !ok {
		return fmt.Errorf("%w: not %s", errType, typ)
	}
	if len(t.Subtypes) > 0 {
		return s.any(t.Subtypes, v)
	}
	for _, f := range t.Fields {
		value, there := object[f.Name]
		if !there && f.Required {
			return fmt.Errorf("%s: %s is missing", typ, f.Name)
		}
		if err := s.any(f.Types, value); there && err != nil {
			return fmt.Errorf("%s: %s: %w", typ, f.Name, err)
		}
	}
	for name := range object {
		if !slices.ContainsFunc(t.Fields, func(f specField) bool { return f.Name == name }) {
			return fmt.Errorf("%s has no %s", typ, name)
		}
	}
	return nil
}
