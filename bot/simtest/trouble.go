package simtest

import (
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// fault is what goes wrong with one call.
type fault int

const (
	nothing   fault = iota
	unsent          // it never leaves
	hangs           // it leaves, is not carried out, and no answer comes
	lost            // it is carried out and its answer lost
	broken          // 500 in the network's own format
	gateway         // 502 with a page
	limited         // 429 for one chat
	limitedBy       // 429 for everything
)

func (f fault) String() string {
	return [...]string{"goes well", "never leaves", "hangs", "is carried out, its answer lost", "is answered by 500", "is answered by a 502 page",
		"is answered by 429", "is answered by 429 for all"}[f]
}

// refused says whether the call is not carried out.
func (f fault) refused() bool { return f != nothing && f != lost }

// response is the network's answer to a call that it does not carry out.
func (f fault) response(network string, req *http.Request) *http.Response {
	var body any
	status, header := http.StatusInternalServerError, http.Header{"Content-Type": {"application/json"}}
	const seconds = 7
	switch {
	case f == gateway:
		header.Set("Content-Type", "text/html")
		return answered(req, http.StatusBadGateway, header, []byte("<html><body><h1>502 Bad Gateway</h1></body></html>"))
	case f == broken && network == "telegram":
		body = map[string]any{"ok": false, "error_code": 500, "description": "Internal Server Error"}
	case f == broken:
		body = map[string]any{"code": 0, "message": "500: Internal Server Error"}
	case network == "telegram":
		status = http.StatusTooManyRequests
		body = map[string]any{"ok": false, "error_code": 429, "description": "Too Many Requests: retry after 7", "parameters": map[string]any{"retry_after": seconds}}
	default:
		status = http.StatusTooManyRequests
		header.Set("Retry-After", "7")
		if f == limitedBy {
			header.Set("X-RateLimit-Global", "true")
		}
		body = map[string]any{"message": "You are being rate limited.", "retry_after": 7.0, "global": f == limitedBy}
	}
	text, _ := json.Marshal(body)
	return answered(req, status, header, text)
}

func answered(req *http.Request, status int, h http.Header, body []byte) *http.Response {
	return &http.Response{StatusCode: status, Status: http.StatusText(status), Header: h, Request: req, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body))}
}

// trouble decides what becomes of calls: a few in calm weather, many in a storm.
// Each kind of call to each destination has a stream of its own, so that what
// happens to it depends on how many there were, not on what runs beside it.
type trouble struct {
	mu      sync.Mutex
	seed    uint64
	calm    int // one call in so many goes wrong; 0: none
	storm   map[string]bool
	over    bool
	streams map[string]*rand.Rand
	faults  int
}

func newTrouble(seed uint64, calm int) *trouble {
	return &trouble{seed: seed, calm: calm, storm: map[string]bool{}, streams: map[string]*rand.Rand{}}
}

// stormy is how many calls go wrong in a storm: one in so many.
const stormy = 2

func (t *trouble) of(network, kind, to string) fault {
	t.mu.Lock()
	defer t.mu.Unlock()
	r := t.stream(network + " " + kind + " " + to)
	one, what := r.Float64(), r.IntN(int(limitedBy))+1
	rate := t.calm
	if t.storm[network] {
		rate = stormy
	}
	if rate == 0 || one*float64(rate) >= 1 {
		return nothing
	}
	t.faults++
	return fault(what)
}

func (t *trouble) setStorm(network string, on bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.storm[network] = on
}

func (t *trouble) stormy(network string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.storm[network]
}

// end lets nothing go wrong any more.
func (t *trouble) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.over, t.calm, t.storm = true, 0, map[string]bool{}
}

// fate is what becomes of an input before the process can have it.
type fate struct {
	dropped, twice bool
	late           time.Duration
}

// fate decides about one input: of twenty one is late, one comes twice and, where
// the network can lose inputs, every hundredth is lost.
func (t *trouble) fate(of string) (f fate) {
	t.mu.Lock()
	defer t.mu.Unlock()
	r := t.stream("fate of " + of)
	n, late := r.IntN(100), between(r, 100*time.Millisecond, 5*time.Minute)
	if t.over {
		return fate{}
	}
	switch {
	case n < 1:
		f.dropped = true
	case n < 6:
		f.twice = true
	case n < 9:
		f.late = late
	case n < 11:
		f.late, f.twice = late, true
	}
	return f
}

func (t *trouble) stream(key string) *rand.Rand {
	if t.streams[key] == nil {
		t.streams[key] = stream(t.seed, key)
	}
	return t.streams[key]
}
