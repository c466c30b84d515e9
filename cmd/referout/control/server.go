package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

// Server listens in a data folder and does tasks.
type Server struct {
	dir      string
	listener *net.UnixListener
	tasks    map[string]Task
	log      *slog.Logger
	end      context.CancelFunc
	running  sync.WaitGroup
}

// Listen begins to do tasks in dir, whose book the caller has open. The context's
// values are the tasks'; they end with Close.
func Listen(ctx context.Context, dir string, tasks map[string]Task, log *slog.Logger) (*Server, error) {
	listener, err := listen(dir)
	if err != nil {
		return nil, fmt.Errorf("listen for the operator's tasks: %w", err)
	}
	ctx, end := context.WithCancel(context.WithoutCancel(ctx))
	s := &Server{dir: dir, listener: listener, tasks: tasks, log: log, end: end}
	s.running.Go(func() { s.accept(ctx) })
	return s, nil
}

// listen makes the socket under another name and lets it take its own at the end,
// so that nobody can reach it before its rights are set.
func listen(dir string) (*net.UnixListener, error) {
	name := ".control-" + strconv.Itoa(os.Getpid())
	path, forget, err := short(dir, name)
	if err != nil {
		return nil, err
	}
	defer forget()
	made := filepath.Join(dir, name)
	if err := os.Remove(made); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, err
	}
	l.SetUnlinkOnClose(false)
	err = os.Chmod(made, 0o600)
	if err == nil {
		err = os.Rename(made, filepath.Join(dir, socketName))
	}
	if err != nil {
		return nil, errors.Join(err, l.Close(), os.Remove(made))
	}
	return l, nil
}

// Close ends the tasks that are running, waits for them, and takes the socket away.
// The book must still be open, so that the socket is nobody else's.
func (s *Server) Close() error {
	s.end()
	err := errors.Join(os.Remove(filepath.Join(s.dir, socketName)), s.listener.Close())
	s.running.Wait()
	return err
}

func (s *Server) accept(ctx context.Context) {
	for {
		conn, err := s.listener.Accept()
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil: // too many open files: others end
			s.log.Warn("an operator's call was not taken", "error", err)
			select {
			case <-ctx.Done():
			case <-time.After(time.Second):
			}
			continue
		}
		s.running.Go(func() { s.serve(ctx, conn) })
	}
}

// serve does what one caller wants.
func (s *Server) serve(ctx context.Context, conn net.Conn) {
	defer conn.Close()
	ctx, gone := context.WithCancel(ctx)
	defer gone()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	answer := &answer{lines: json.NewEncoder(conn)}
	_ = conn.SetReadDeadline(time.Now().Add(patience))
	var r request
	if err := json.NewDecoder(io.LimitReader(conn, mostRequest)).Decode(&r); err != nil {
		return // a caller that says nothing has gone, or is none of ours
	}
	_ = conn.SetReadDeadline(time.Time{})
	go func() { // nothing more is said: what ends is the caller
		_, _ = io.Copy(io.Discard, conn)
		gone()
	}()
	answer.end(s.do(ctx, r, answer))
}

func (s *Server) do(ctx context.Context, r request, out io.Writer) (err error) {
	defer func() {
		if recover() != nil {
			s.log.Error("a task broke down", "task", r.Task)
			err = errors.New("this broke down inside the running referout; see its log")
		}
	}()
	task, known := s.tasks[r.Task]
	if !known || r.Protocol != protocol {
		return errors.New("the running referout is of another version and cannot do this; start it again with the version that you call")
	}
	s.log.Info("doing a task for the operator", "task", r.Task)
	return task(ctx, r.Args, out)
}

// answer sends what a task writes.
type answer struct {
	mu    sync.Mutex
	lines *json.Encoder
}

// mostOut is how much of an answer one line carries, in bytes.
const mostOut = 1 << 20

func (a *answer) Write(b []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for n := 0; n < len(b); n += mostOut {
		if err := a.lines.Encode(frame{Out: b[n:min(n+mostOut, len(b))]}); err != nil {
			return n, err
		}
	}
	return len(b), nil
}

func (a *answer) end(err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	last := frame{End: true}
	if err != nil {
		last.Error = err.Error()
	}
	_ = a.lines.Encode(last) // the caller may have gone
}
