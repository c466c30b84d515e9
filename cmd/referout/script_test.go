package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"referout/store"
	"referout/store/bolt"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"referout": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.Getenv("WORK")+"/home")
			e.Setenv("XDG_DATA_HOME", "")
			e.Setenv("XDG_CONFIG_HOME", "")
			e.Setenv("TZ", "America/Chicago")
			return os.Mkdir(e.Getenv("HOME"), 0o700)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"appears":   appears,
			"mode":      mode,
			"raise":     raise,
			"spoil":     spoil,
			"cut":       cut,
			"unkey":     unkey,
			"recipient": recipient,
			"newest":    newest,
			"number":    number,
		},
	})
}

// appears waits until a file exists: appears FILE.
func appears(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	for range 1000 {
		if _, err := os.Stat(path); err == nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	ts.Fatalf("%s did not appear", path)
}

// mode checks what a file's owner and others may do: mode -rw------- FILE.
func mode(ts *testscript.TestScript, _ bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[1]))
	ts.Check(err)
	if got := info.Mode().String(); got != args[0] {
		ts.Fatalf("%s is %s, want %s", args[1], got, args[0])
	}
}

// raise makes a book one of a version far ahead: raise FILE.
func raise(ts *testscript.TestScript, _ bool, args []string) {
	e, err := bolt.Open(ts.MkAbs(args[0]), bolt.Options{})
	ts.Check(err)
	err = e.Update(context.Background(), func(w store.Writer) error {
		return w.Put("meta/version", []byte("9999"))
	})
	ts.Check(err)
	ts.Check(e.Close())
}

// spoil damages the first person in a book: spoil FILE.
func spoil(ts *testscript.TestScript, _ bool, args []string) {
	e, err := bolt.Open(ts.MkAbs(args[0]), bolt.Options{})
	ts.Check(err)
	err = e.Update(context.Background(), func(w store.Writer) error {
		for p, err := range w.Scan("b", "c") {
			if err == nil && strings.Contains(p.Key, "/person/") {
				return w.Put(p.Key, append(p.Value, 'x'))
			}
		}
		return errors.New("there is nobody")
	})
	ts.Check(err)
	ts.Check(e.Close())
}

// unkey damages the wrapped key of the first book: unkey FILE.
func unkey(ts *testscript.TestScript, _ bool, args []string) {
	e, err := bolt.Open(ts.MkAbs(args[0]), bolt.Options{})
	ts.Check(err)
	err = e.Update(context.Background(), func(w store.Writer) error {
		for p, err := range w.Scan("key/b", "key/c") {
			return errors.Join(err, w.Put(p.Key, append(p.Value, 'x')))
		}
		return errors.New("there is no book")
	})
	ts.Check(err)
	ts.Check(e.Close())
}

// cut cuts a file off: cut FILE.
func cut(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.Truncate(ts.MkAbs(args[0]), 20_000))
}

// recipient writes a config with the public half of a backup key: recipient KEY CONFIG.
func recipient(ts *testscript.TestScript, _ bool, args []string) {
	line, _, _ := strings.Cut(ts.ReadFile(args[0]), "\n")
	text := fmt.Sprintf("[backup]\nrecipient = %q\nfolder = \"backups\"\n", strings.TrimPrefix(line, "# public key: "))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o600))
}

// newest copies the last file of a folder: newest FOLDER FILE.
func newest(ts *testscript.TestScript, _ bool, args []string) {
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(entries) == 0 {
		ts.Fatalf("%s is empty", args[0])
	}
	text := ts.ReadFile(filepath.Join(args[0], entries[len(entries)-1].Name()))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o600))
}

// number puts the first book's number into a variable: number LIST.json NAME.
func number(ts *testscript.TestScript, _ bool, args []string) {
	var list []struct{ Number string }
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &list))
	if len(list) == 0 {
		ts.Fatalf("there is no book in %s", args[0])
	}
	ts.Setenv(args[1], list[0].Number)
}

// atHome gives the test a home folder of its own.
func atHome(t *testing.T) {
	t.Helper()
	for _, name := range []string{"XDG_DATA_HOME", "XDG_CONFIG_HOME"} {
		t.Setenv(name, "")
	}
	t.Setenv("HOME", t.TempDir())
}

func TestChatEndsWhenItsContextDoes(t *testing.T) {
	atHome(t)
	stdin, typed := io.Pipe()
	page, stdout := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	code := make(chan int, 1)
	go func() { code <- run(ctx, []string{"chat"}, stdin, stdout, io.Discard) }()
	go func() { _, _ = io.WriteString(typed, "hello\n") }()
	first := make([]byte, len("Referout #1"))
	if _, err := io.ReadFull(page, first); err != nil || string(first) != "Referout #1" {
		t.Fatalf("printed %q, %v", first, err)
	}
	go func() { _, _ = io.Copy(io.Discard, page) }()
	cancel()
	if got := <-code; got != 0 {
		t.Errorf("exit code %d", got)
	}
}

func TestExitCodes(t *testing.T) {
	atHome(t)
	for _, test := range []struct {
		args string
		want int
		says string
	}{
		{"version", 0, ""},
		{"--help", 0, ""},
		{"chta", 2, `unknown command "chta"; did you mean chat?`},
		{"--nosuch", 2, "unknown flag"},
		{"import", 2, "referout import book.json"},
		{"import none.json", 1, "cannot be read"},
		{"run --config none.toml", 1, "there is no config file none.toml"},
	} {
		var stdout, stderr strings.Builder
		if got := run(t.Context(), strings.Fields(test.args), strings.NewReader(""), &stdout, &stderr); got != test.want {
			t.Errorf("%s: exit code %d, want %d", test.args, got, test.want)
		}
		if !strings.Contains(stderr.String(), test.says) {
			t.Errorf("%s: said %q", test.args, stderr.String())
		}
	}
}
