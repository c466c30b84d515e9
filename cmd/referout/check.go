package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
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
		r.Add(p.platformLines(ctx, l)...)
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
	var size int64
	if info, err := os.Stat(bookIn(data)); err == nil {
		size = info.Size()
	}
	lines = append(lines, checkup.Room(data, size, chores.Bytes))
	if size == 0 {
		lines = append(lines, p.noBookLines(l)...)
	} else {
		lines = append(lines, p.insideLines(ctx, l, data)...)
	}
	return append(lines, backupLines(l, data, time.Now())...)
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

// insideLines look at the book: through whoever has it open, or by reading it.
func (p *program) insideLines(ctx context.Context, l loaded, data string) []checkup.Line {
	m, keyErr := p.keyOf(l, data)
	var a chores.CanaryAnswer
	running := "a running referout has it open"
	err := p.askCanary(ctx, data, &a)
	var clock []checkup.Line
	if errors.Is(err, control.ErrNobody) {
		running = "nobody has it open"
		a, clock, err = p.readCanary(ctx, l, data, m)
	}
	lines := []checkup.Line{p.keyLine(l, data, keyErr, m, a)}
	switch {
	case errors.Is(err, bolt.ErrInUse):
		return append(lines, checkup.Remark("book", "another referout has it open for a moment, so it was not looked into"))
	case err != nil && !errors.Is(err, store.ErrWrongKey) && keyErr == nil:
		return append(lines, checkup.Fault("book", "%v", trouble(data, err)))
	case a.File >= advised && a.Free > a.File/2:
		lines = append(lines, checkup.Remark("book", "%s, more than half of it unused; to make it smaller, end the program and type: referout compact", chores.Bytes(a.File)))
	case err == nil:
		lines = append(lines, checkup.Fine("book", "%s, format %d; %s", chores.Bytes(a.File), a.Format, running))
	}
	return append(lines, clock...)
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
	r, err := p.newRouter(l, s, p.newLog(io.Discard, l.Log), nil)
	if err != nil {
		return a, nil, err
	}
	if err := p.trustClock(ctx, r, time.Now()); err != nil {
		return a, []checkup.Line{checkup.Fault("clock", "%v", err)}, nil
	}
	return a, []checkup.Line{checkup.Fine("clock", "it goes on from when the book was last in use")}, nil
}

// late is how old the newest backup may be where one is made every day.
const late = 26 * time.Hour

func backupLines(l loaded, data string, now time.Time) []checkup.Line {
	const what = "backups"
	s := l.backup(data)
	at, found := vault.Newest(s.Folder)
	age := now.Sub(at).Round(time.Hour)
	switch {
	case s.Recipient == "":
		return []checkup.Line{checkup.Remark(what, "none are made; see [backup] in the config file, and: referout new-key backup FILE, on another machine")}
	case found && l.Backup.At != "" && age > late:
		return []checkup.Line{checkup.Fault(what, "the newest is %v old, although one is to be made every day; look into the log, or type: referout backup", age)}
	case !found && l.Backup.At == "":
		return []checkup.Line{checkup.Writable("backup folder", s.Folder), checkup.Remark(what, "there is none yet, and none is made by itself: backup.at is empty")}
	case !found:
		return []checkup.Line{checkup.Writable("backup folder", s.Folder), checkup.Remark(what, "there is none yet")}
	}
	return []checkup.Line{checkup.Writable("backup folder", s.Folder), checkup.Fine(what, "the newest is %v old", age)}
}

// platformLines ask the platforms that are on.
func (p *program) platformLines(ctx context.Context, l loaded) (lines []checkup.Line) {
	n := checkup.Network{Client: &http.Client{}, Now: time.Now}
	for _, one := range []struct {
		name, file, api string
		on              bool
		ask             func(context.Context, string, string) []checkup.Line
	}{
		{"telegram", l.Telegram.TokenFile, l.Telegram.APIURL, l.Telegram.Enabled, n.Telegram},
		{"discord", l.Discord.TokenFile, l.Discord.APIURL, l.Discord.Enabled, n.Discord},
	} {
		if !one.on {
			continue
		}
		token, err := p.token(l, one.name, one.file)
		if err != nil {
			lines = append(lines, checkup.Fault(one.name, "%v", err))
			continue
		}
		lines = append(lines, one.ask(ctx, one.api, token)...)
	}
	if len(lines) == 0 && !l.Console.Enabled {
		return []checkup.Line{checkup.Fault("platforms", "none is on; write enabled = true under [console], [telegram] or [discord] in the config file")}
	}
	return lines
}
