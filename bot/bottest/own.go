package bottest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
)

// ownWords are the words of the product's own texts, read once.
var ownWords = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	root, err := moduleRoot()
	if err != nil {
		return out
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "texts.go") {
			return err
		}
		return literalWords(path, out)
	})
	if err != nil {
		return map[string]bool{}
	}
	return out
})

// moduleRoot is the nearest folder above the current one that holds a go.mod.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fs.ErrNotExist
		}
		dir = up
	}
}

// literalWords adds the words of a file's string literals.
func literalWords(path string, to map[string]bool) error {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if text, err := strconv.Unquote(lit.Value); err == nil {
				addWords(to, text)
			}
		}
		return true
	})
	return nil
}
