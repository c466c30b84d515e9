package watch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/prometheus/common/expfmt"
)

// Local says whether an address is one that this machine alone can reach, with a
// port: nothing here asks who is looking.
func Local(address string) bool {
	at, err := netip.ParseAddrPort(address)
	return err == nil && at.Addr().IsLoopback()
}

// Listen opens an address that is Local. Its errors are sentences.
func Listen(address string) (net.Listener, error) {
	if !Local(address) {
		return nil, fmt.Errorf("%s can be reached from other machines; choose an address such as 127.0.0.1:9464", address)
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be listened on, for another program does or it may not be used (%w); choose another port", address, cause(err))
	}
	return l, nil
}

// cause is an error of the network without the address, which has been said.
func cause(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err
	}
	return err
}

// Limits of a request, so that nobody who connects and says nothing stays.
const (
	headerWithin = 5 * time.Second
	readWithin   = 10 * time.Second
	answerWithin = 30 * time.Second
	idleFor      = time.Minute
	mostHeader   = 8 << 10
	closeWithin  = 2 * time.Second
)

func (w *Watch) server() *http.Server {
	return &http.Server{
		Handler:           w.handler(),
		ReadHeaderTimeout: headerWithin,
		ReadTimeout:       readWithin,
		WriteTimeout:      answerWithin,
		IdleTimeout:       idleFor,
		MaxHeaderBytes:    mostHeader,
		ErrorLog:          slog.NewLogLogger(w.log.Handler(), slog.LevelWarn),
	}
}

func (w *Watch) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(out http.ResponseWriter, r *http.Request) { say(out, w.health.well(r.Context())) })
	mux.HandleFunc("GET /readyz", func(out http.ResponseWriter, _ *http.Request) { say(out, w.health.ready()) })
	mux.Handle("GET /metrics", http.TimeoutHandler(http.HandlerFunc(w.metrics), readWithin, "the counters do not answer\n"))
	return mux
}

// metrics answers with all that is counted, in the text format. The library's own
// handler brings the other formats and a compressor along, for a reader on the same
// machine.
func (w *Watch) metrics(out http.ResponseWriter, _ *http.Request) {
	families, err := w.registry.Gather()
	var text bytes.Buffer
	for _, f := range families {
		_, bad := expfmt.MetricFamilyToText(&text, f)
		err = errors.Join(err, bad)
	}
	if err != nil {
		w.log.Warn("metrics cannot be gathered", "error", err)
		http.Error(out, "the counters cannot be read", http.StatusInternalServerError)
		return
	}
	out.Header().Set("Content-Type", string(expfmt.NewFormat(expfmt.TypeTextPlain)))
	_, _ = text.WriteTo(out)
}

// say answers with a line for each problem, or with ok.
func say(out http.ResponseWriter, problems error) {
	out.Header().Set("Content-Type", "text/plain; charset=utf-8")
	out.Header().Set("Cache-Control", "no-store")
	text := "ok"
	if problems != nil {
		out.WriteHeader(http.StatusServiceUnavailable)
		text = problems.Error()
	}
	_, _ = io.WriteString(out, text+"\n")
}

// answer serves until ctx ends.
func (w *Watch) answer(ctx context.Context, l net.Listener) {
	s := w.server()
	closed := make(chan struct{})
	unheard := context.AfterFunc(ctx, func() {
		defer close(closed)
		within, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeWithin)
		defer cancel()
		if s.Shutdown(within) != nil {
			_ = s.Close()
		}
	})
	err := s.Serve(l)
	if unheard() { // it ended by itself
		w.log.Error("health and metrics are no longer shown", "error", err)
		return
	}
	<-closed
}
