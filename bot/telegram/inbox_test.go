package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"referout/bot"
)

// drawer is an inbox that outlives the adapter, as a store does.
type drawer struct {
	mu    sync.Mutex
	n     int
	rows  []bot.Raw
	seen  map[string]bool
	ended []string              // how rows ended that were not handled: "drop", "aside"
	fail  func(op string) error // of "keep", "left", "drop", "aside"; after it was done: "kept"
}

var errFull = errors.New("disk full")

func (d *drawer) trouble(op string) error {
	if d.fail == nil {
		return nil
	}
	return d.fail(op)
}

func (d *drawer) Keep(ctx context.Context, batch []bot.Raw) (fresh []bot.Raw, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := errors.Join(ctx.Err(), d.trouble("keep")); err != nil {
		return nil, err
	}
	for _, raw := range batch {
		if d.seen[raw.ID] {
			continue
		}
		if d.seen == nil {
			d.seen = make(map[string]bool)
		}
		d.seen[raw.ID] = true
		d.n++
		raw.Row = fmt.Sprintf("row%d", d.n)
		raw.Body = append([]byte(nil), raw.Body...)
		d.rows, fresh = append(d.rows, raw), append(fresh, raw)
	}
	return fresh, d.trouble("kept")
}

func (d *drawer) Left(context.Context) ([]bot.Raw, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]bot.Raw(nil), d.rows...), d.trouble("left")
}

func (d *drawer) Drop(_ context.Context, row string) error     { return d.end("drop", row) }
func (d *drawer) SetAside(_ context.Context, row string) error { return d.end("aside", row) }

func (d *drawer) end(how, row string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.trouble(how); err != nil {
		return err
	}
	if d.take(row) {
		d.ended = append(d.ended, how)
	}
	return nil
}

// take removes a row; false: there is none.
func (d *drawer) take(row string) bool {
	for n, raw := range d.rows {
		if raw.Row == row {
			d.rows = append(d.rows[:n:n], d.rows[n+1:]...)
			return true
		}
	}
	return false
}

// handled is what a receiver does in the transaction of an input's effect.
func (d *drawer) handled(row string) (fresh bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.take(row)
}

func (d *drawer) failing(how func(op string) error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fail = how
}

// state is how many rows there are, and how the others ended.
func (d *drawer) state() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return strings.TrimSpace(fmt.Sprintf("%d %s", len(d.rows), strings.Join(d.ended, " ")))
}
