package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// mostBinary is how large the program may be without its debug information, in
// bytes.
const mostBinary = 20_000_000

// build makes the program as it is handed out, but for -trimpath: without it what
// the tests were compiled from is used again, and nothing but the linking is left.
func build(tb testing.TB) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "referout.exe")
	cmd := exec.CommandContext(tb.Context(), "go", "build", "-buildvcs=false", "-ldflags=-s -w", "-o", path, "referout/cmd/referout")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		tb.Fatalf("%v\n%s", err, out)
	}
	return path
}

func TestSize(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the whole program")
	}
	info, err := os.Stat(build(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%.1f MB", float64(info.Size())/1e6)
	if info.Size() >= mostBinary {
		t.Errorf("the program has %d bytes, want fewer than %d", info.Size(), mostBinary)
	}
}
