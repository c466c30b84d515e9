package watch

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
)

// lookEvery is how often systemd hears how the program does if it sets no watchdog.
const lookEvery = time.Minute

// notify tells systemd something. Outside systemd it does nothing.
func (w *Watch) notify(state string) {
	if _, err := daemon.SdNotify(false, state); err != nil {
		w.log.Warn("systemd was not told", "error", err)
	}
}

// inform tells systemd that the program is ready once every platform runs, then,
// twice in the time that the watchdog allows, that it is well. A program that is
// not says nothing, and is restarted. It returns when ctx ends.
func (w *Watch) inform(ctx context.Context) {
	if os.Getenv("NOTIFY_SOCKET") == "" {
		return
	}
	allowed, err := daemon.SdWatchdogEnabled(false)
	if err != nil {
		w.log.Warn("the watchdog of systemd is not understood", "error", err)
	}
	every := lookEvery
	if allowed > 0 {
		every = allowed / 2
	}
	select {
	case <-ctx.Done():
		return
	case <-w.health.begun:
	}
	w.notify("READY=1\nSTATUS=" + w.status())
	tick := time.NewTicker(every)
	defer tick.Stop()
	for was := error(nil); ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if w.health.ending.Load() {
			return // from here on systemd counts the time to stop
		}
		was = w.watchdog(ctx, was)
	}
}

// watchdog looks once, and says so when what it finds has changed.
func (w *Watch) watchdog(ctx context.Context, was error) error {
	now := w.health.well(ctx)
	switch {
	case now == nil && was != nil:
		w.log.Info("the program is well again")
	case now != nil && was == nil && ctx.Err() == nil:
		w.log.Error("the program is not well", "error", now)
	}
	if now != nil {
		w.notify("STATUS=Not well: " + strings.ReplaceAll(now.Error(), "\n", "; "))
		return now
	}
	w.notify("WATCHDOG=1\nSTATUS=" + w.status())
	return nil
}

// status is a line for systemctl status.
func (w *Watch) status() string {
	if err := w.health.ready(); err != nil {
		return strings.ReplaceAll(err.Error(), "\n", "; ")
	}
	line := fmt.Sprintf("Messages that wait: %d.", w.waiting.Load())
	if dead := w.dead.Load(); dead > 0 {
		line += fmt.Sprintf(" For the operator: %d.", dead)
	}
	return line
}
