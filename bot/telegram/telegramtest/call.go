package telegramtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/url"
	"strconv"
	"strings"
)

// call is one call of the bot, decoded from whichever form it came in.
type call struct {
	method string
	fields map[string]field
}

// field is a parameter: a file, JSON from a JSON body, or text from a form.
type field struct {
	text string
	json bool // text is JSON of its own type
	file bool // text is the file's bytes
	name string
}

func (c call) has(name string) bool { _, ok := c.fields[name]; return ok }

// texts is all fields but files.
func (c call) texts() map[string]string {
	out := make(map[string]string)
	for name, f := range c.fields {
		if !f.file {
			out[name] = f.text
		}
	}
	return out
}

// text is a parameter that is a string.
func (c call) text(name string) string {
	f := c.fields[name]
	if !f.json {
		return f.text
	}
	var s string
	if json.Unmarshal([]byte(f.text), &s) != nil {
		return f.text
	}
	return s
}

// number is a parameter that is an integer; 0 if it is missing or none.
func (c call) number(name string) int64 {
	v, err := strconv.ParseInt(c.text(name), 10, 64)
	if err != nil {
		return 0
	}
	return v
}

// object decodes a parameter that is an object or an array, if it is there.
func (c call) object(name string, to any) error {
	if !c.has(name) {
		return nil
	}
	return json.Unmarshal([]byte(c.fields[name].text), to)
}

// raw is an object or array parameter as compact JSON.
func (c call) raw(name string) string {
	var b bytes.Buffer
	if json.Compact(&b, []byte(c.fields[name].text)) != nil {
		return c.fields[name].text
	}
	return b.String()
}

func (c call) limit() int {
	if n := int(c.number("limit")); n >= 1 && n <= 100 {
		return n
	}
	return 100
}

// decodeFields reads a JSON, a form or a multipart body.
func decodeFields(contentType string, body []byte) (map[string]field, error) {
	if len(body) == 0 {
		return map[string]field{}, nil
	}
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return nil, fmt.Errorf("content type: %w", err)
	}
	switch kind {
	case "application/json":
		return jsonFields(body)
	case "application/x-www-form-urlencoded":
		return formFields(body)
	case "multipart/form-data":
		return multipartFields(body, params["boundary"])
	}
	return nil, fmt.Errorf("content type %s", kind)
}

func jsonFields(body []byte) (map[string]field, error) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(body, &raw); err != nil {
		return nil, err
	}
	out := make(map[string]field)
	for k, v := range raw {
		out[k] = field{text: string(v), json: true}
	}
	return out, nil
}

func formFields(body []byte) (map[string]field, error) {
	values, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	out := make(map[string]field)
	for k := range values {
		out[k] = field{text: values.Get(k)}
	}
	return out, nil
}

func multipartFields(body []byte, boundary string) (map[string]field, error) {
	out := make(map[string]field)
	r := multipart.NewReader(bytes.NewReader(body), boundary)
	for {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return nil, err
		}
		out[part.FormName()] = field{text: string(data), file: part.FileName() != "", name: part.FileName()}
	}
}

// refusal is a negative answer, or no answer at all.
type refusal struct {
	code       int
	text       string
	retryAfter int
	migrateTo  int64
	html       bool
	err        error // no answer: the connection broke or the caller gave up
}

func bad(text string) *refusal { return &refusal{code: 400, text: "Bad Request: " + text} }

func forbidden(text string) *refusal { return &refusal{code: 403, text: "Forbidden: " + text} }

// answer is the body and the status of a response.
func answer(result any, no *refusal) (int, []byte) {
	if no != nil && no.html {
		return no.code, []byte("<html><body><h1>" + strconv.Itoa(no.code) + " " + no.text + "</h1></body></html>")
	}
	out, status := map[string]any{"ok": true, "result": result}, 200
	if no != nil {
		out, status = map[string]any{"ok": false, "error_code": no.code, "description": no.text}, no.code
		if p := no.parameters(); len(p) > 0 {
			out["parameters"] = p
		}
	}
	body, err := json.Marshal(out)
	if err != nil {
		return 500, []byte(err.Error())
	}
	return status, body
}

func (r *refusal) parameters() map[string]any {
	p := map[string]any{}
	if r.retryAfter > 0 {
		p["retry_after"] = r.retryAfter
	}
	if r.migrateTo != 0 {
		p["migrate_to_chat_id"] = r.migrateTo
	}
	return p
}

func splitPath(path string) (token, method string, ok bool) {
	rest, ok := strings.CutPrefix(path, "/bot")
	if !ok {
		return "", "", false
	}
	return strings.Cut(rest, "/")
}
