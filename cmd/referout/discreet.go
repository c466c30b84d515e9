package main

import (
	"context"
	"encoding"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"reflect"
	"strconv"
)

// discreet is what every line of the log passes through: it lets out no secret, no
// id and nothing that was quoted, in whichever attribute it stands. Of values whose
// text nobody has thought about only the type is told.
type discreet struct {
	next slog.Handler
	mask *masker
}

// Enabled implements slog.Handler.
func (h discreet) Enabled(ctx context.Context, level slog.Level) bool {
	return h.next.Enabled(ctx, level)
}

// Handle implements slog.Handler.
func (h discreet) Handle(ctx context.Context, r slog.Record) error {
	out := slog.NewRecord(r.Time, r.Level, h.mask.plain(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		out.AddAttrs(h.attr(a))
		return true
	})
	return h.next.Handle(ctx, out)
}

// WithAttrs implements slog.Handler.
func (h discreet) WithAttrs(attrs []slog.Attr) slog.Handler {
	return discreet{h.next.WithAttrs(h.attrs(attrs)), h.mask}
}

// WithGroup implements slog.Handler.
func (h discreet) WithGroup(name string) slog.Handler {
	return discreet{h.next.WithGroup(h.mask.plain(name)), h.mask}
}

func (h discreet) attrs(attrs []slog.Attr) []slog.Attr {
	out := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		out[i] = h.attr(a)
	}
	return out
}

// sizeKey is the key of a size in bytes, which is no id however large it is.
const sizeKey = "bytes"

func (h discreet) attr(a slog.Attr) slog.Attr {
	if a.Equal(slog.Attr{}) || a.Key == sizeKey && a.Value.Kind() == slog.KindInt64 {
		return a
	}
	return slog.Attr{Key: h.mask.plain(a.Key), Value: h.value(a.Value.Resolve())}
}

func (h discreet) value(v slog.Value) slog.Value {
	switch v.Kind() {
	case slog.KindBool, slog.KindTime:
		return v
	case slog.KindDuration: // in JSON it would be a number that looks like an id
		return slog.StringValue(v.Duration().String())
	case slog.KindInt64, slog.KindUint64, slog.KindFloat64:
		return h.number(v)
	case slog.KindString:
		return slog.StringValue(h.mask.plain(v.String()))
	case slog.KindGroup:
		return slog.GroupValue(h.attrs(v.Group())...)
	}
	return h.any(v.Any())
}

// number is a number, or the mark of one that may be an id.
func (h discreet) number(v slog.Value) slog.Value {
	text := v.String()
	if v.Kind() == slog.KindFloat64 {
		text = strconv.FormatFloat(v.Float64(), 'f', 0, 64)
	}
	if marked := h.mask.marked(text); marked != text {
		return slog.StringValue(marked)
	}
	return v
}

// any is the text of a value that says by itself what may be said of it.
func (h discreet) any(v any) slog.Value {
	if list, ok := v.([]string); ok {
		out := make([]string, len(list))
		for i, s := range list {
			out[i] = h.mask.plain(s)
		}
		return slog.AnyValue(out)
	}
	text, err := told(v)
	if err != nil {
		text = fmt.Sprintf("[%T]", v)
	}
	return slog.StringValue(h.mask.plain(text))
}

var errUntold = errors.New("it does not tell")

// told is what a value tells about itself, however it does.
func told(v any) (text string, err error) {
	defer func() {
		if recover() != nil {
			err = errUntold
		}
	}()
	switch v := v.(type) {
	case nil:
		return "<nil>", nil
	case error:
		return v.Error(), nil
	case fmt.Formatter:
		return fmt.Sprint(v), nil
	case fmt.Stringer:
		return v.String(), nil
	case encoding.TextMarshaler:
		b, err := v.MarshalText()
		return string(b), err
	case []byte:
		return string(v), nil
	}
	if kind := reflect.TypeOf(v).Kind(); kind <= reflect.Complex128 || kind == reflect.String {
		return fmt.Sprint(v), nil
	}
	return "", errUntold
}

// hearLibraries sends what libraries say on the standard logger through the log,
// until the returned function is called.
func hearLibraries(to *slog.Logger) (restore func()) {
	was, writer, flags := slog.Default(), log.Writer(), log.Flags()
	slog.SetDefault(to)
	return func() {
		slog.SetDefault(was)
		log.SetOutput(writer)
		log.SetFlags(flags)
	}
}
