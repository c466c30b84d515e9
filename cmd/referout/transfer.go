package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"referout/bot"
)

// importFile reads an export into this machine's own book, which must be empty.
func (p *program) importFile(ctx context.Context, path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("the export cannot be read: %w", err)
	}
	read := func() (io.Reader, error) { return bytes.NewReader(data), nil }
	err = p.withRouter(ctx, func(r *bot.Router) error { return r.Import(ctx, home(), read) })
	if errors.Is(err, bot.ErrHasBook) {
		return errors.New("there is something in this book already, so nothing was read into it; choose a new folder with --data DIR")
	}
	if err != nil {
		return fmt.Errorf("nothing was read into the book: %w", err)
	}
	return p.printTables(data)
}

// printTables says how many records of each kind an export holds.
func (p *program) printTables(data []byte) error {
	var export struct {
		Tables []struct {
			Name    string            `json:"name"`
			Records []json.RawMessage `json:"records"`
		} `json:"tables"`
		Alarms []json.RawMessage `json:"alarms"`
	}
	if err := json.Unmarshal(data, &export); err != nil {
		return err
	}
	fmt.Fprintln(p.stdout, "Read into the book of this machine:")
	for _, t := range export.Tables {
		fmt.Fprintf(p.stdout, "%6d %s\n", len(t.Records), t.Name)
	}
	_, err := fmt.Fprintf(p.stdout, "%6d reminders\n", len(export.Alarms))
	return err
}

// export writes everything in this machine's own book, or nothing.
func (p *program) export(ctx context.Context) error {
	var all bytes.Buffer
	if err := p.withRouter(ctx, func(r *bot.Router) error { return r.Export(ctx, home(), &all) }); err != nil {
		return err
	}
	_, err := all.WriteTo(p.stdout)
	return err
}
