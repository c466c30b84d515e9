package watch

import (
	"math"
	"os"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"referout/bot"
)

// namespace begins the name of every metric of ours.
const namespace = "referout"

// elsewhere stands for a platform that was not announced.
const elsewhere = "other"

// meter counts what the router and the store tell it.
type meter struct {
	registry      *prometheus.Registry
	known         map[string]bool // platforms
	handled       *prometheus.CounterVec
	handling      *prometheus.HistogramVec
	sends         *prometheus.CounterVec
	repeats       *prometheus.CounterVec
	lateness      *prometheus.HistogramVec
	commits       prometheus.Histogram
	failures      prometheus.Counter
	backedUp      prometheus.Gauge
	notBackedUp   prometheus.Gauge
	waiting, dead atomic.Int64
}

func (m *meter) init(o Options, h *health) {
	m.registry, m.known = prometheus.NewRegistry(), map[string]bool{}
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.handled = m.counters("messages_handled_total", "Inputs of people that were handled, by how that went.", "platform", "result")
	m.handling = m.histograms("handling_seconds", "Time from an input's arrival to the stored answer.", handlingBounds())
	m.sends = m.counters("sends_total", "Attempts to send a message, by what became of them.", "platform", "outcome")
	m.repeats = m.counters("sends_repeated_total", "Attempts to send a message that may have arrived before.", "platform")
	m.lateness = m.histograms("ping_lateness_seconds", "Time from when a ping fell due to when it was delivered.", latenessBounds())
	m.commits = prometheus.NewHistogram(prometheus.HistogramOpts{Namespace: namespace, Name: "store_commit_seconds",
		Help: "Time of a write, from asking for it to its being on the disk.", Buckets: commitBounds()})
	m.failures = prometheus.NewCounter(prometheus.CounterOpts{Namespace: namespace, Name: "store_failures_total",
		Help: "Writes that the disk or the book's file did not take."})
	m.registry.MustRegister(m.commits, m.failures)
	m.backedUp = m.gauge("backup_last_success_timestamp_seconds", "When the newest good backup was made, in Unix time; 0: none is known.")
	m.notBackedUp = m.gauge("backup_last_failure_timestamp_seconds", "When a backup last failed, in Unix time; 0: none has.")
	m.shown("outbox_waiting", "Messages that wait in the outbox.", nil, func() float64 { return float64(m.waiting.Load()) })
	m.shown("outbox_dead", "Those of the waiting messages that nobody sends unless the operator says so.", nil, func() float64 { return float64(m.dead.Load()) })
	m.shown("store_file_bytes", "Size of the book's file.", nil, func() float64 { return size(o.Book) })
	m.shown("build_info", "Always 1; the labels say which program this is.", build(), func() float64 { return 1 })
	for _, s := range h.stages {
		m.announce(s)
	}
}

// announce makes a platform's series, so that each is there before it counts.
func (m *meter) announce(s *stage) {
	name := s.platform.Name()
	m.known[name] = true
	for _, well := range []bool{true, false} {
		m.handled.WithLabelValues(name, result(well))
	}
	for o := bot.Arrived; o <= bot.BadToken; o++ {
		if label := outcome(o); label != elsewhere {
			m.sends.WithLabelValues(name, label)
		}
	}
	m.handling.WithLabelValues(name)
	m.repeats.WithLabelValues(name)
	m.lateness.WithLabelValues(name)
	m.shown("platform_up", "1: the platform has been connected to and has not stopped.", prometheus.Labels{"platform": name}, func() float64 {
		if s.up() {
			return 1
		}
		return 0
	})
}

// Handled implements bot.Meter.
func (m *meter) Handled(platform string, took time.Duration, well bool) {
	m.handled.WithLabelValues(m.platform(platform), result(well)).Inc()
	m.handling.WithLabelValues(m.platform(platform)).Observe(took.Seconds())
}

// Sent implements bot.Meter.
func (m *meter) Sent(platform string, o bot.Outcome, again bool) {
	m.sends.WithLabelValues(m.platform(platform), outcome(o)).Inc()
	if again {
		m.repeats.WithLabelValues(m.platform(platform)).Inc()
	}
}

// Pinged implements bot.Meter. Early is not late.
func (m *meter) Pinged(platform string, late time.Duration) {
	m.lateness.WithLabelValues(m.platform(platform)).Observe(max(late, 0).Seconds())
}

// Waiting implements bot.Meter.
func (m *meter) Waiting(waiting, dead int) {
	m.waiting.Store(int64(waiting))
	m.dead.Store(int64(dead))
}

// Backup is told of every backup: when it was made and, if it failed, why. Told of
// the newest one at the start, it knows its age from the first minute.
func (m *meter) Backup(at time.Time, err error) {
	if err != nil {
		m.notBackedUp.Set(float64(at.Unix()))
		return
	}
	m.backedUp.Set(float64(at.Unix()))
}

// platform is the label of a platform: only announced names become one.
func (m *meter) platform(name string) string {
	if m.known[name] {
		return name
	}
	return elsewhere
}

func result(well bool) string {
	if well {
		return "ok"
	}
	return "failed"
}

// outcome is the label of what became of an attempt.
func outcome(o bot.Outcome) string {
	switch o {
	case bot.Arrived:
		return "arrived"
	case bot.NotSent:
		return "not_sent"
	case bot.RateLimited:
		return "rate_limited"
	case bot.ServerFault:
		return "server_fault"
	case bot.Ambiguous:
		return "ambiguous"
	case bot.TargetGone:
		return "target_gone"
	case bot.Migrated:
		return "migrated"
	case bot.BadContent:
		return "bad_content"
	case bot.BadToken:
		return "bad_token"
	}
	return elsewhere
}

// size is a file's size in bytes, not a number if there is none.
func size(path string) float64 {
	info, err := os.Stat(path)
	if err != nil {
		return math.NaN()
	}
	return float64(info.Size())
}

func build() prometheus.Labels {
	labels := prometheus.Labels{"version": "unknown", "goversion": "unknown"}
	if info, ok := debug.ReadBuildInfo(); ok {
		labels["version"], labels["goversion"] = info.Main.Version, info.GoVersion
	}
	return labels
}
