// Package control lets the process that has the book open do tasks for other
// processes of the same owner: only one process can have the book open, and a
// backup must not stop the bot.
//
// # Contract
//
// Whoever has the book open may listen in the data folder; whoever finds the book
// in use calls there. A task is a function that is given its arguments as JSON,
// writes its answer to a stream, and returns an error that is a sentence for the
// operator; all of that reaches the caller as if it had run there itself. A task
// ends when its caller goes away, or the server is closed.
//
// # Who may
//
// The socket lies in the data folder, which only its owner may enter, and only its
// owner may connect to it (0600). It is made under another name and takes its own
// when its rights are set, in place of one that a crash left behind. Nothing else
// is asked: who can enter that folder could read and replace the book as well.
package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

const (
	// socketName is the socket in the data folder.
	socketName = "control"
	// protocol is raised when a caller and a server of different versions would no
	// longer understand each other.
	protocol = 1
	// mostPath is how long a socket's path may be, in bytes; systems differ little.
	mostPath = 100
	// mostRequest is how long a request may be, in bytes: an import carries its file.
	mostRequest = 256 << 20
	// patience is how long a caller may take to say what it wants.
	patience = 10 * time.Second
)

// A Task does something with the open book. Its answer goes to out, which must not
// be written to inside a transaction.
type Task func(ctx context.Context, args json.RawMessage, out io.Writer) error

// ErrNobody means that no process listens in this folder.
var ErrNobody = errors.New("no running referout listens there")

// request is what a caller sends, as one line.
type request struct {
	Protocol int             `json:"protocol"`
	Task     string          `json:"task"`
	Args     json.RawMessage `json:"args,omitempty"`
}

// frame is one line of what comes back: output, or the end.
type frame struct {
	Out   []byte `json:"out,omitempty"`
	End   bool   `json:"end,omitempty"`
	Error string `json:"error,omitempty"`
}

// Call lets the process that listens in dir do a task, and copies its answer to
// out. It fails with ErrNobody if there is none.
func Call(ctx context.Context, dir, task string, args any, out io.Writer) error {
	conn, err := dial(ctx, dir)
	if err != nil {
		return err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	encoded, err := json.Marshal(args)
	if err != nil {
		return err
	}
	if err := json.NewEncoder(conn).Encode(request{protocol, task, encoded}); err != nil {
		return broken(ctx, err)
	}
	for lines := json.NewDecoder(conn); ; {
		var f frame
		if err := lines.Decode(&f); err != nil {
			return broken(ctx, err)
		}
		if _, err := out.Write(f.Out); err != nil {
			return err
		}
		if f.Error != "" {
			return errors.New(f.Error)
		}
		if f.End {
			return nil
		}
	}
}

func broken(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("the running referout ended before this was done; see its log, and try again (%w)", err)
}

func dial(ctx context.Context, dir string) (net.Conn, error) {
	path, forget, err := short(dir, socketName)
	if err != nil {
		return nil, err
	}
	defer forget()
	conn, err := new(net.Dialer).DialContext(ctx, "unix", path)
	switch {
	case errors.Is(err, os.ErrNotExist), errors.Is(err, syscall.ECONNREFUSED):
		return nil, ErrNobody
	case errors.Is(err, os.ErrPermission):
		return nil, fmt.Errorf("only the owner of %s may do this; run it as that user", dir)
	case err != nil:
		if _, statErr := os.Lstat(filepath.Join(dir, socketName)); errors.Is(statErr, os.ErrNotExist) {
			return nil, ErrNobody
		}
	}
	return conn, err
}

// short returns a path to a name in dir that a socket can have: through a link if
// the folder's own is too long. forget takes the link away.
func short(dir, name string) (path string, forget func(), err error) {
	path = filepath.Join(dir, name)
	if len(path) <= mostPath {
		return path, func() {}, nil
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", nil, err
	}
	tmp, err := os.MkdirTemp("", "ref")
	if err != nil {
		return "", nil, err
	}
	forget = func() { os.RemoveAll(tmp) }
	link := filepath.Join(tmp, "d")
	if err := os.Symlink(abs, link); err != nil {
		forget()
		return "", nil, err
	}
	return filepath.Join(link, name), forget, nil
}
