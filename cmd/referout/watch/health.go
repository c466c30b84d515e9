package watch

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"

	"referout/bot"
	"referout/store"
)

const (
	// answersWithin is how long the store may take to answer.
	answersWithin = 5 * time.Second
	// writesWithin is how long no write may come to an end while some are asked for.
	writesWithin = 2 * time.Minute
	// beatsWithin is how long a loop of the router may be silent; it goes round once
	// a minute at least.
	beatsWithin = 5 * time.Minute
)

// health is what the program shows of itself while it runs.
type health struct {
	stages []*stage
	begun  chan struct{} // closed when every platform runs
	asking singleflight.Group
	writes writes
	ending atomic.Bool

	mu     sync.Mutex
	engine store.Engine
	beats  map[string]time.Time
}

func (h *health) init(platforms []bot.Platform) {
	h.begun, h.beats = make(chan struct{}), map[string]time.Time{}
	h.writes.began = time.Now()
	for _, p := range platforms {
		h.stages = append(h.stages, &stage{platform: p})
	}
}

func (h *health) opened(e store.Engine) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.engine = e
}

func (h *health) beat(loop string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.beats[loop] = time.Now()
}

// well is nil, or the sentences about what stands still.
func (h *health) well(ctx context.Context) error {
	problems := []error{h.storeAnswers(ctx)}
	if still := h.writes.still(); still >= writesWithin {
		problems = append(problems, fmt.Errorf("no write to the store has ended for %v", still.Round(time.Second)))
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, loop := range slices.Sorted(maps.Keys(h.beats)) {
		if silent := time.Since(h.beats[loop]); silent >= beatsWithin {
			problems = append(problems, fmt.Errorf("%s has stood still for %v", loop, silent.Round(time.Second)))
		}
	}
	return errors.Join(problems...)
}

var (
	errNotOpen = errors.New("the store is not open yet")
	errSilent  = errors.New("the store does not answer")
	errRefuses = errors.New("the store cannot be read")
)

// storeAnswers asks the store something. However many want to know while it does
// not answer, one question waits inside it.
func (h *health) storeAnswers(ctx context.Context) error {
	h.mu.Lock()
	e := h.engine
	h.mu.Unlock()
	if e == nil {
		return errNotOpen
	}
	ctx, cancel := context.WithTimeout(ctx, answersWithin)
	defer cancel()
	answer := h.asking.DoChan("store", func() (any, error) { return nil, asked(context.WithoutCancel(ctx), e) })
	select {
	case <-ctx.Done():
		return errSilent
	case a := <-answer:
		return a.Err
	}
}

// asked reads something from the store, which may hold anything, or nothing.
func asked(ctx context.Context, e store.Engine) (err error) {
	defer func() {
		if recover() != nil {
			err = errRefuses
		}
	}()
	if _, err := store.Initialised(ctx, e); err != nil {
		return errRefuses
	}
	return nil
}

// ready is nil, or the sentences about what is missing until people are served.
func (h *health) ready() error {
	h.mu.Lock()
	open := h.engine != nil
	h.mu.Unlock()
	if h.ending.Load() {
		return errors.New("the program is stopping")
	}
	var problems []error
	if !open {
		problems = append(problems, errNotOpen)
	}
	for _, s := range h.stages {
		problems = append(problems, s.ready())
	}
	return errors.Join(problems...)
}
