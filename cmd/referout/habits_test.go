package main_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// source is a package read with its types.
type source struct {
	path  string
	files []*ast.File
	info  *types.Info
}

// sources reads all our packages without their tests. A package whose imports do
// not compile is read as far as its types are known.
func sources(t *testing.T) (*token.FileSet, []source) {
	t.Helper()
	fset := token.NewFileSet()
	from := importer.ForCompiler(fset, "gc", compiled(t))
	var out []source
	for path, p := range packages(t) {
		s := source{path: path, info: &types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}}
		for _, name := range p.GoFiles {
			file, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			s.files = append(s.files, file)
		}
		conf := types.Config{Importer: from, Error: func(error) {}}
		if _, err := conf.Check(p.ImportPath, fset, s.files, s.info); err != nil {
			t.Logf("%s: %v", path, err)
		}
		out = append(out, s)
	}
	return fset, out
}

// compiled opens the compiled form of any package that ours import.
func compiled(t *testing.T) func(path string) (io.ReadCloser, error) {
	t.Helper()
	list, err := golist("-e", "-deps", "-export", "referout/...")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, p := range list {
		files[p.ImportPath] = p.Export
	}
	return func(path string) (io.ReadCloser, error) {
		if files[path] == "" {
			return nil, fmt.Errorf("%s is not compiled", path)
		}
		return os.Open(files[path])
	}
}

func TestNoInit(t *testing.T) {
	fset, all := sources(t)
	for _, s := range all {
		for _, file := range s.files {
			for _, d := range file.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
					t.Errorf("%s: init()", fset.Position(f.Pos()))
				}
			}
		}
	}
}

// The clock is read in the conversation core, its platforms and the program;
// below them time is an argument. Handlers draw no chance of their own either.
func TestClockAndChanceAreArguments(t *testing.T) {
	fset, all := sources(t)
	for _, s := range all {
		for id, used := range s.info.Uses {
			f, ok := used.(*types.Func)
			if !ok || f.Pkg() == nil || f.Signature().Recv() != nil {
				continue
			}
			name := f.Pkg().Path() + "." + f.Name()
			if readsClock(name) && !forTests(s.path) && (within(s.path, "store") || within(s.path, "handlers")) {
				t.Errorf("%s: %s", fset.Position(id.Pos()), name)
			}
			if within(s.path, "handlers") && strings.HasPrefix(name, "math/rand") && !strings.HasPrefix(f.Name(), "New") {
				t.Errorf("%s: %s", fset.Position(id.Pos()), name)
			}
		}
	}
}

// Every log passes through the handler that keeps secrets and people out of it:
// what writes lines is made in one place, and nobody writes beside it.
func TestLogsAreMadeInOnePlace(t *testing.T) {
	fset, all := sources(t)
	for _, s := range all {
		if forTests(s.path) {
			continue
		}
		for id, used := range s.info.Uses {
			f, ok := used.(*types.Func)
			if !ok || f.Pkg() == nil || f.Signature().Recv() != nil {
				continue
			}
			at := fset.Position(id.Pos())
			place := s.path + "/" + filepath.Base(at.Filename)
			if home := speaks(f.Pkg().Path(), f.Name()); home != "" && home != place {
				t.Errorf("%s: %s.%s", at, f.Pkg().Path(), f.Name())
			}
		}
	}
}

// speaks is the only file that may call a function which writes where it likes.
func speaks(pkg, name string) (home string) {
	switch {
	case pkg == "log/slog" && (name == "NewTextHandler" || name == "NewJSONHandler"):
		return "cmd/referout/log.go"
	case pkg == "log":
		return "cmd/referout/discreet.go"
	case pkg == "fmt" && strings.HasPrefix(name, "Print"):
		return "nowhere"
	}
	return ""
}

func readsClock(name string) bool {
	return name == "time.Now" || name == "time.Since" || name == "time.Until"
}

// Package variables are declarations: nothing assigns to them, takes from them or
// changes what they hold, and none is made to be changed.
func TestPackageVariablesDoNotChange(t *testing.T) {
	fset, all := sources(t)
	for _, s := range all {
		for _, problem := range s.changed(fset) {
			t.Error(problem)
		}
	}
}

// The test above finds what it looks for.
func TestChangesAreFound(t *testing.T) {
	const text = `package p
import "sync"
var ( a int; b = map[string]int{}; c struct{ d []int }; e sync.Mutex; f chan int; g = &struct{ m sync.Mutex }{}; fine = map[string]int{"x": 1} )
func change() {
	a++
	a = 1
	b["x"] = 2
	delete(b, "x")
	c.d[0] = 3
	_ = &c
	a := 1
	a++
	_ = fine["x"] + a
}`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", text, 0)
	if err != nil {
		t.Fatal(err)
	}
	s := source{files: []*ast.File{file}, info: &types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	if _, err := conf.Check("referout/p", fset, s.files, s.info); err != nil {
		t.Fatal(err)
	}
	if got := s.changed(fset); len(got) != 9 {
		t.Errorf("found %d, want 9:\n%s", len(got), strings.Join(got, "\n"))
	}
}

// changed are the places where a package variable changes or is made to.
func (s source) changed(fset *token.FileSet) []string {
	var out []string
	for _, file := range s.files {
		ast.Inspect(file, func(n ast.Node) bool {
			for _, e := range changedBy(n) {
				if v := s.packageVar(e); v != nil {
					out = append(out, fmt.Sprintf("%s: package variable %s is changed", fset.Position(n.Pos()), v.Name()))
				}
			}
			return true
		})
	}
	for id, d := range s.info.Defs {
		if v, ok := d.(*types.Var); ok && isPackageVar(v) && changes(v.Type()) {
			out = append(out, fmt.Sprintf("%s: package variable %s of type %s", fset.Position(id.Pos()), v.Name(), v.Type()))
		}
	}
	return out
}

// changedBy are the expressions that a statement changes, or lets others change.
func changedBy(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			return n.Lhs
		}
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			return []ast.Expr{n.X}
		}
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			return []ast.Expr{n.Key, n.Value}
		}
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.Ident); ok && len(n.Args) > 0 && (f.Name == "delete" || f.Name == "clear" || f.Name == "copy") {
			return n.Args[:1]
		}
	}
	return nil
}

// packageVar is the package variable that the expression is, or is part of.
func (s source) packageVar(e ast.Expr) *types.Var {
	switch x := e.(type) {
	case *ast.Ident:
		if v, ok := s.info.Uses[x].(*types.Var); ok && isPackageVar(v) {
			return v
		}
	case *ast.SelectorExpr:
		if v := s.packageVar(x.X); v != nil {
			return v
		}
		return s.packageVar(x.Sel)
	case *ast.IndexExpr:
		return s.packageVar(x.X)
	case *ast.StarExpr:
		return s.packageVar(x.X)
	case *ast.ParenExpr:
		return s.packageVar(x.X)
	}
	return nil
}

func isPackageVar(v *types.Var) bool {
	return !v.IsField() && v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
}

// changes reports whether a type is made to be changed: channels, locks,
// counters, and what is built of them, or a pointer to one.
func changes(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	switch u := t.Underlying().(type) {
	case *types.Chan:
		return true
	case *types.Array:
		return changes(u.Elem())
	case *types.Struct:
		if n, ok := t.(*types.Named); ok && n.Obj().Pkg() != nil && within(n.Obj().Pkg().Path(), "sync") {
			return true
		}
		for f := range u.Fields() {
			if _, far := f.Type().Underlying().(*types.Pointer); !far && isOurs(f) && changes(f.Type()) {
				return true
			}
		}
	}
	return false
}

// isOurs reports whether a field is declared in this module: what a library keeps
// inside is its own affair.
func isOurs(f *types.Var) bool { return f.Pkg() != nil && within(f.Pkg().Path(), "referout") }
