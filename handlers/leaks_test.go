package handlers_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every file in testdata/leaks tries to bring something private out. It must not
// compile: each line marked // want "regexp" fails with a message that matches,
// and no other line fails.
func TestLeaksDoNotCompile(t *testing.T) {
	files, err := filepath.Glob("testdata/leaks/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no leaks to try (%v)", err)
	}
	fset := token.NewFileSet()
	from := importer.ForCompiler(fset, "gc", exports(t, "referout/bot", "referout/store"))
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".go"), func(t *testing.T) {
			file, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, wants(t, fset, file), failures(fset, file, from))
		})
	}
}

// exports finds the compiled form of packages and of all that they import.
func exports(t *testing.T, packages ...string) func(path string) (io.ReadCloser, error) {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-export", "-deps", "-json=ImportPath,Export"}, packages...)...)
	var problems bytes.Buffer
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, &problems)
	}
	compiled := map[string]string{}
	for list := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct{ ImportPath, Export string }
		if err := list.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		compiled[p.ImportPath] = p.Export
	}
	return func(path string) (io.ReadCloser, error) {
		if compiled[path] == "" {
			return nil, fmt.Errorf("%s is not compiled", path)
		}
		return os.Open(compiled[path])
	}
}

// failures are the compiler's messages by line.
func failures(fset *token.FileSet, file *ast.File, from types.Importer) map[int][]string {
	out := map[int][]string{}
	conf := types.Config{Importer: from, Error: func(err error) {
		if e := (types.Error{}); errors.As(err, &e) && !strings.HasPrefix(e.Msg, "\t") {
			line := fset.Position(e.Pos).Line
			out[line] = append(out[line], e.Msg)
		}
	}}
	if _, err := conf.Check("leaks", fset, []*ast.File{file}, nil); err == nil {
		return nil
	}
	return out
}

var quoted = regexp.MustCompile(`"[^"]*"`)

// wants are the expected messages by line.
func wants(t *testing.T, fset *token.FileSet, file *ast.File) map[int][]*regexp.Regexp {
	t.Helper()
	out := map[int][]*regexp.Regexp{}
	for _, group := range file.Comments {
		for _, c := range group.List {
			text, ok := strings.CutPrefix(c.Text, "// want ")
			if !ok {
				continue
			}
			line := fset.Position(c.Pos()).Line
			for _, q := range quoted.FindAllString(text, -1) {
				pattern, err := strconv.Unquote(q)
				if err != nil {
					t.Fatal(err)
				}
				out[line] = append(out[line], regexp.MustCompile(pattern))
			}
		}
	}
	return out
}

func compare(t *testing.T, want map[int][]*regexp.Regexp, got map[int][]string) {
	t.Helper()
	if len(want) == 0 {
		t.Error("no line is marked")
	}
	for line, patterns := range want {
		for _, p := range patterns {
			if !slices.ContainsFunc(got[line], p.MatchString) {
				t.Errorf("line %d: want %q, got %q", line, p, got[line])
			}
		}
	}
	for line, messages := range got {
		if len(want[line]) == 0 {
			t.Errorf("line %d: %q", line, messages)
		}
	}
}
