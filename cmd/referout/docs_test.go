package main

import (
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestReadmeHasEveryKey looks for each key of the config, with its default, in the
// table of README.md.
func TestReadmeHasEveryKey(t *testing.T) {
	readme := text(t, "../../README.md")
	example := text(t, "../../config.example.toml")
	for _, r := range rules() {
		line := strings.Split(example, "\n")[lineOf([]byte(example), r.key)-1]
		_, value, _ := strings.Cut(line, "=")
		if row := "| `" + r.key + "` | `" + strings.TrimSpace(value) + "` |"; !strings.Contains(readme, row) {
			t.Errorf("README.md has no row that begins with %s", row)
		}
	}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z_]+(?:\\.[a-z_]+)?)` \\| `").FindAllStringSubmatch(readme, -1) {
		if _, known := ruleOf(row[1]); !known {
			t.Errorf("README.md explains %s, which there is not", row[1])
		}
	}
}

func text(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestOperationsNamesEveryCommand looks for each subcommand in docs/operations.md,
// and for each that stands there in the program.
func TestOperationsNamesEveryCommand(t *testing.T) {
	operations := text(t, "../../docs/operations.md")
	root := newProgram(strings.NewReader(""), io.Discard, io.Discard).root()
	known := map[string]bool{}
	for _, c := range root.Commands() {
		known[c.Name()] = true
		if c.Name() != "help" && c.Name() != "completion" && !regexp.MustCompile("`"+c.Name()+`\b`).MatchString(operations) {
			t.Errorf("docs/operations.md does not name %s", c.Name())
		}
	}
	for _, call := range regexp.MustCompile("(?m)(?:^|`)referout ([a-z-]+)").FindAllStringSubmatch(operations, -1) {
		if !known[call[1]] {
			t.Errorf("docs/operations.md calls referout %s, which there is not", call[1])
		}
	}
}

// TestOperationsQuotesWhatIsSaid looks for the sentences of the table of troubles in
// the program's own texts.
func TestOperationsQuotesWhatIsSaid(t *testing.T) {
	operations := text(t, "../../docs/operations.md")
	var all strings.Builder
	for _, path := range []string{"open.go", "operate.go", "solitary.go", "key.go", "control/control.go", "control/server.go", "chores/chores.go", "vault/examine.go", "vault/schedule.go", "../../store/bolt/open.go", "../../store/bolt/platform_linux.go"} {
		all.WriteString(text(t, path))
	}
	rows := regexp.MustCompile(`(?m)^\| \*([^*]+)\*`).FindAllStringSubmatch(operations, -1)
	if len(rows) < 15 {
		t.Errorf("%d sentences only", len(rows))
	}
	for _, row := range rows {
		for part := range strings.SplitSeq(row[1], "…") {
			if part = strings.TrimSpace(part); part != "" && part != "is on NFS" && !strings.Contains(all.String(), part) {
				t.Errorf("nothing says %q", part)
			}
		}
	}
}
