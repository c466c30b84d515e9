package discordtest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// spec is Discord's own description of its REST interface.
type spec struct {
	paths   map[string]map[string]any
	schemas map[string]any
}

// loadSpec reads $REFEROUT_SHARED/spec/discord-openapi.json once; nil without it.
var loadSpec = sync.OnceValue(func() *spec {
	dir := os.Getenv("REFEROUT_SHARED")
	if dir == "" {
		return nil
	}
	raw, err := os.ReadFile(filepath.Join(dir, "spec", "discord-openapi.json"))
	if err != nil {
		return nil
	}
	var d struct {
		Paths      map[string]map[string]any `json:"paths"`
		Components struct {
			Schemas map[string]any `json:"schemas"`
		} `json:"components"`
	}
	if json.Unmarshal(raw, &d) != nil {
		return nil
	}
	return &spec{d.Paths, d.Components.Schemas}
})

// checkSpec compares a call with the specification.
func (n *Network) checkSpec(r route, raw []byte) {
	if n.spec == nil {
		return
	}
	op, ok := n.spec.paths[r.template][strings.ToLower(r.method)].(map[string]any)
	if !ok {
		n.complain("the specification has no %s %s", r.method, r.template)
		return
	}
	schema := dig(op, "requestBody", "content", "application/json", "schema")
	if schema == nil {
		return
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		n.complain("%s %s: body: %w", r.method, r.template, err)
		return
	}
	if err := n.spec.check(schema, v, "body"); err != nil {
		n.complain("%s %s: %w", r.method, r.template, err)
	}
}

func dig(m map[string]any, keys ...string) map[string]any {
	for _, k := range keys {
		next, ok := m[k].(map[string]any)
		if !ok {
			return nil
		}
		m = next
	}
	return m
}

// check holds a value against a schema.
func (s *spec) check(schema map[string]any, v any, at string) error {
	if name, ok := schema["$ref"].(string); ok {
		found, ok := s.schemas[name[strings.LastIndexByte(name, '/')+1:]].(map[string]any)
		if !ok {
			return fmt.Errorf("%s: the specification lacks %s", at, name)
		}
		return s.check(found, v, at)
	}
	if err := s.checkUnions(schema, v, at); err != nil {
		return err
	}
	if err := checkValue(schema, v, at); err != nil {
		return err
	}
	switch v := v.(type) {
	case map[string]any:
		return s.checkObject(schema, v, at)
	case []any:
		return s.checkList(schema, v, at)
	case string:
		return within(schema, "minLength", "maxLength", utf8.RuneCountInString(v), at)
	}
	return nil
}

func (s *spec) checkUnions(schema map[string]any, v any, at string) error {
	for _, key := range []string{"oneOf", "anyOf"} {
		options, ok := schema[key].([]any)
		if !ok {
			continue
		}
		var first error
		fits := slices.ContainsFunc(options, func(o any) bool {
			err := s.check(o.(map[string]any), v, at)
			if first == nil {
				first = err
			}
			return err == nil
		})
		if !fits {
			return fmt.Errorf("%s fits none of its kinds, such as: %w", at, first)
		}
	}
	all, _ := schema["allOf"].([]any)
	for _, o := range all {
		if err := s.check(o.(map[string]any), v, at); err != nil {
			return err
		}
	}
	return nil
}

func checkValue(schema map[string]any, v any, at string) error {
	if c, ok := schema["const"]; ok && !reflect.DeepEqual(c, v) {
		return fmt.Errorf("%s is %v, not %v", at, v, c)
	}
	if enum, ok := schema["enum"].([]any); ok && !slices.ContainsFunc(enum, func(e any) bool { return reflect.DeepEqual(e, v) }) {
		return fmt.Errorf("%s is %v, not one of %v", at, v, enum)
	}
	switch kind := schema["type"].(type) {
	case string:
		if !isKind(kind, v) {
			return fmt.Errorf("%s is %T, not %s", at, v, kind)
		}
	case []any:
		if !slices.ContainsFunc(kind, func(k any) bool { return isKind(k.(string), v) }) {
			return fmt.Errorf("%s is %T, not one of %v", at, v, kind)
		}
	}
	return nil
}

func isKind(kind string, v any) bool {
	switch v := v.(type) {
	case nil:
		return kind == "null"
	case bool:
		return kind == "boolean"
	case string:
		return kind == "string"
	case float64:
		return kind == "number" || kind == "integer" && v == float64(int64(v))
	case map[string]any:
		return kind == "object"
	}
	return kind == "array"
}

func (s *spec) checkObject(schema map[string]any, v map[string]any, at string) error {
	required, _ := schema["required"].([]any)
	for _, k := range required {
		if _, ok := v[k.(string)]; !ok {
			return fmt.Errorf("%s lacks %v", at, k)
		}
	}
	for k, inner := range v {
		if p := dig(schema, "properties", k); p != nil {
			if err := s.check(p, inner, at+"."+k); err != nil {
				return err
			}
		} else if more, ok := schema["additionalProperties"].(map[string]any); ok {
			if err := s.check(more, inner, at+"."+k); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *spec) checkList(schema map[string]any, v []any, at string) error {
	if items := dig(schema, "items"); items != nil {
		for i, inner := range v {
			if err := s.check(items, inner, fmt.Sprintf("%s[%d]", at, i)); err != nil {
				return err
			}
		}
	}
	return within(schema, "minItems", "maxItems", len(v), at)
}

func within(schema map[string]any, least, most string, n int, at string) error {
	if lo, ok := schema[least].(float64); ok && n < int(lo) {
		return fmt.Errorf("%s has %d, fewer than %v", at, n, lo)
	}
	if hi, ok := schema[most].(float64); ok && n > int(hi) {
		return fmt.Errorf("%s has %d, more than %v", at, n, hi)
	}
	return nil
}
