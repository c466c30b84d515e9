package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"referout/cmd/referout/checkup"
	"referout/cmd/referout/chores"
	"referout/cmd/referout/control"
	"referout/cmd/referout/vault"
	"referout/store"
	"referout/store/bolt"
)

func (p *program) checkCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Look whether everything is as it must be, also while the bot runs",
		Args:  noArguments,
		RunE:  func(c *cobra.Command, _ []string) error { return p.check(c.Context(), asJSON) },
	}
	jsonFlag(cmd, &asJSON)
	return cmd
}

func (p *program) check(ctx context.Context, asJSON bool) error {
	var r checkup.Report
	r.Add(checkup.Fine("program", "%s for %s", built(), built().System))
	l, err := loadConfig(p.config, p.environ())
	r.Add(configLines(l, err)...)
	if err == nil {
		r.Add(p.bookLines(ctx, l)...)
		data, _ := p.dataPath(l) // told with the book
		r.Add(p.platformLines(ctx, l, data)...)
	}
	faults := r.Faults()
	print := r.Print
	if asJSON {
		print = func(out io.Writer) error { return chores.WriteJSON(out, r) }
	}
	if err := print(p.stdout); err != nil || faults == 0 {
		return err
	}
	return fmt.Errorf("%d of %d looks found something wrong; each says what to do", faults, len(r.Lines))
}

func configLines(l loaded, err error) []checkup.Line {
	const what = "config"
	switch {
	case err != nil:
		var lines []checkup.Line
		for text := range strings.SplitSeq(err.Error(), "\n") {
			lines = append(lines, checkup.Fault(what, "%s", text))
		}
		return lines
	case l.path == "":
		return []checkup.Line{checkup.Remark(what, "no config file: the defaults and the environment count; name one with --config FILE")}
	}
	return []checkup.Line{checkup.Fine(what, "%s", l.path)}
}

// bookLines look at what lies on the disk.
func (p *program) bookLines(ctx context.Context, l loaded) []checkup.Line {
	data, err := p.dataPath(l)
	if err != nil {
		return []checkup.Line{checkup.Fault("data folder", "%v", err)}
	}
	lines := []checkup.Line{checkup.Private("data folder", data)}
	if exists(data) {
		if err := bolt.CheckFolder(data); err != nil {
			lines = append(lines, checkup.Fault("file system", "%v", err))
		} else {
			lines = append(lines, checkup.Fine("file system", "fit for a book, as far as can be seen"))
		}
	}
	info, err := os.Stat(bookIn(data))
	if errors.Is(err, os.ErrNotExist) {
		lines = append(lines, checkup.Room(data, 0, chores.Bytes))
		return append(append(lines, p.noBookLines(l)...), backupLines(l, data, "", false, time.Now())...)
	}
	if err != nil {
		return append(lines, checkup.Fault("book", "it cannot be reached (%v); run this as the user who owns %s", bare(err), data))
	}
	lines = append(lines, checkup.Room(data, info.Size(), chores.Bytes))
	inside, mark := p.insideLines(ctx, l, data)
	return append(append(lines, inside...), backupLines(l, data, mark, true, time.Now())...)
}

// noBookLines look at the key that a first start would use.
func (p *program) noBookLines(l loaded) []checkup.Line {
	lines := []checkup.Line{checkup.Remark("book", "there is none yet; the first start makes it")}
	text, path, err := p.keyText(l)
	switch {
	case errors.Is(err, os.ErrNotExist) && path != "":
		return append(lines, checkup.Remark("key", "there is none yet; the first start makes it in %s", path))
	case err == nil:
		_, err = parseKey(text)
	}
	if err != nil {
		return append(lines, checkup.Fault("key", "%v", err))
	}
	return append(lines, checkup.Fine("key", "it can be read"))
}

// insideLines look at the book: through whoever has it open, or by reading it. mark
// is its backups', if it could be seen.
func (p *program) insideLines(ctx context.Context, l loaded, data string) (lines []checkup.Line, mark string) {
	m, keyErr := p.keyOf(l, data)
	var a chores.CanaryAnswer
	running := "a running referout has it open"
	err := p.askCanary(ctx, data, &a)
	var clock []checkup.Line
	if errors.Is(err, control.ErrNobody) {
		running = "nobody has it open"
		a, clock, err = p.readCanary(ctx, l, data, m)
	}
	lines = []checkup.Line{p.keyLine(l, data, keyErr, m, a)}
	switch {
	case errors.Is(err, bolt.ErrInUse):
		return append(lines, checkup.Remark("book", "another referout has it open for a moment, so it was not looked into")), ""
	case err != nil && !errors.Is(err, store.ErrWrongKey) && keyErr == nil:
		return append(lines, checkup.Fault("book", "%v", trouble(data, err))), ""
	case a.File >= advised && a.Free > a.File/2:
		lines = append(lines, checkup.Remark("book", "%s, more than half of it unused; to make it smaller, end the program and type: referout compact", chores.Bytes(a.File)))
	case err == nil:
		lines = append(lines, checkup.Fine("book", "%s, format %d; %s", chores.Bytes(a.File), a.Format, running))
	}
	lines = append(lines, clock...)
	if err == nil {
		lines = append(lines, p.readLine(ctx, l, data, a.File, m))
	}
	return lines, a.Mark
}

// mostRead is the size of the largest book that check reads from end to end, in
// bytes: some seconds' work.
const mostRead = 64 << 20

// readLine reads the whole book, through whoever has it open, unless it is large.
func (p *program) readLine(ctx context.Context, l loaded, data string, size int64, m store.Master) checkup.Line {
	const what = "content"
	if size > mostRead {
		return checkup.Remark(what, "the book is large, so it was not read from end to end; to do so, type: referout verify")
	}
	var out bytes.Buffer
	f := chores.Form{JSON: true}
	err := control.Call(ctx, data, chores.Verify, f, &out)
	if errors.Is(err, control.ErrNobody) {
		err = chores.VerifyFile(ctx, f, bookIn(data), m, tables(), &out)
	}
	var found chores.Finding
	switch broken := json.Unmarshal(out.Bytes(), &found); {
	case broken == nil && found.OK:
		return checkup.Fine(what, "read from end to end: %s", found.Holds)
	case broken == nil && len(found.Wrong) > 0:
		return checkup.Fault(what, "the book is damaged; to see where, type: referout verify")
	case errors.Is(err, bolt.ErrInUse):
		return checkup.Remark(what, "another referout has the book open for a moment, so it was not read")
	}
	return checkup.Fault(what, "the book could not be read from end to end: %v", trouble(data, err))
}

func (p *program) keyLine(l loaded, data string, err error, m store.Master, a chores.CanaryAnswer) checkup.Line {
	const what = "key"
	switch {
	case err != nil:
		return checkup.Fault(what, "%v", err)
	case a.Canary == nil:
		return checkup.Remark(what, "it can be read; whether it is the right one was not seen")
	case m.Fits(a.Canary) != nil:
		return checkup.Fault(what, "%v", p.keyTrouble(l, data, store.ErrWrongKey))
	}
	if path, isFile := p.keyFile(l); isFile && within(data, path) {
		return checkup.Fault(what, "it opens the book, but %s lies in the data folder, where every copy of the book carries its key; move it elsewhere, and name it with key_file or --key FILE", path)
	}
	return checkup.Fine(what, "it opens the book")
}

// askCanary asks whoever has the book open.
func (p *program) askCanary(ctx context.Context, data string, a *chores.CanaryAnswer) error {
	var out bytes.Buffer
	if err := control.Call(ctx, data, chores.Canary, chores.Form{}, &out); err != nil {
		return err
	}
	return json.Unmarshal(out.Bytes(), a)
}

// readCanary reads the book, which nobody has open, and compares the clock with
// its last sign of life.
func (p *program) readCanary(ctx context.Context, l loaded, data string, m store.Master) (a chores.CanaryAnswer, clock []checkup.Line, err error) {
	e, err := bolt.OpenReadOnly(bookIn(data))
	if err != nil {
		return a, nil, err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	if a.Canary, err = store.CanaryOf(ctx, e); err != nil {
		return a, nil, err
	}
	usage, err := e.Usage()
	if err != nil {
		return a, nil, err
	}
	a.File, a.Free = usage.File, usage.Free
	s, err := store.Inspect(ctx, e, m)
	if err != nil {
		return a, nil, err
	}
	if a.Format, _, err = s.Format(ctx); err != nil {
		return a, nil, err
	}
	if a.Mark, err = vault.Mark(ctx, s); err != nil {
		return a, nil, err
	}
	r, err := p.newRouter(l, s, p.newLog(io.Discard, l.Log), nil)
	if err != nil {
		return a, nil, err
	}
	if err := p.trustClock(ctx, r, time.Now()); err != nil {
		return a, []checkup.Line{checkup.Fault("clock", "%v", err)}, nil
	}
	return a, []checkup.Line{checkup.Fine("clock", "it goes on from when the book was last in use")}, nil
}
