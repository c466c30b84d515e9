package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"referout/cmd/referout/checkup"
	"referout/cmd/referout/chores"
	"referout/cmd/referout/control"
	"referout/cmd/referout/vault"
)

// late is how old the newest backup may be where one is made every day.
const late = 26 * time.Hour

// backupLines look at the backups of the book with a mark; none if it is not known.
func backupLines(l loaded, data, mark string, made bool, now time.Time) []checkup.Line {
	const what = "backups"
	s := l.backup(data)
	at, found := vault.Newest(s.Folder, mark)
	age := now.Sub(at)
	switch {
	case s.Recipient == "":
		return []checkup.Line{checkup.Remark(what, "none are made; see [backup] in the config file, and: referout new-key backup FILE, on another machine")}
	case made && mark == "":
		return []checkup.Line{checkup.Writable("backup folder", s.Folder), checkup.Remark(what, "whether there are any of this book could not be seen, as it was not looked into")}
	case found && l.Backup.At != "" && age > late:
		return []checkup.Line{checkup.Fault(what, "the newest of this book is %s old, although one is to be made every day; look into the log, or type: referout backup", words(age))}
	case !found && l.Backup.At == "":
		return []checkup.Line{checkup.Writable("backup folder", s.Folder), checkup.Remark(what, "there is none of this book yet, and none is made by itself, as backup.at is empty; to make one, type: referout backup")}
	case !found:
		return []checkup.Line{checkup.Writable("backup folder", s.Folder), checkup.Remark(what, "there is none of this book yet")}
	}
	return []checkup.Line{checkup.Writable("backup folder", s.Folder), checkup.Fine(what, "the newest of this book is %s old", words(age))}
}

// words are an age as people say it.
func words(age time.Duration) string {
	for _, unit := range []struct {
		name        string
		size, least time.Duration
	}{{"day", 24 * time.Hour, 48 * time.Hour}, {"hour", time.Hour, 2 * time.Hour}, {"minute", time.Minute, 2 * time.Minute}} {
		if age >= unit.least {
			return fmt.Sprintf("%d %ss", age/unit.size, unit.name)
		}
	}
	if age >= time.Minute {
		return "1 minute"
	}
	return "less than a minute"
}

// platformLines ask the platforms that are on. A token that only the running program
// has, as a credential of its service, is looked at there, if data is given.
func (p *program) platformLines(ctx context.Context, l loaded, data string) (lines []checkup.Line) {
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
		if errors.Is(err, errNoSecret) && data != "" {
			if there, running := p.linesThere(ctx, data, one.name); running {
				lines = append(lines, there...)
				continue
			}
		}
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

// linesThere are what the program that has the book open finds of a platform with
// its own token; false: there is no such program.
func (p *program) linesThere(ctx context.Context, data, platform string) (lines []checkup.Line, running bool) {
	var out bytes.Buffer
	err := control.Call(ctx, data, chores.Looks, chores.Form{}, &out)
	if errors.Is(err, control.ErrNobody) {
		return nil, false
	}
	var all []checkup.Line
	if err == nil {
		err = json.Unmarshal(out.Bytes(), &all)
	}
	if err != nil {
		return []checkup.Line{checkup.Remark(platform, "its token is the running program's own, which could not be asked: %v", err)}, true
	}
	for _, l := range all {
		if l.What == platform || strings.HasPrefix(l.What, platform+" ") {
			l.Text += " (looked at by the running program)"
			lines = append(lines, l)
		}
	}
	if len(lines) == 0 {
		lines = []checkup.Line{checkup.Remark(platform, "it is on here, but not in the program that runs; start that again if it should be")}
	}
	return lines, true
}
