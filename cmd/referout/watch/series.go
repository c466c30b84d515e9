package watch

import "github.com/prometheus/client_golang/prometheus"

// Upper bounds of the histograms' buckets, in seconds. What people notice begins
// at a second; a commit of a good disk takes milliseconds; a ping is late by hours
// only after downtime.
func handlingBounds() []float64 {
	return []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}
}
func commitBounds() []float64 {
	return []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5}
}
func latenessBounds() []float64 {
	const minute, hour = 60, 60 * 60
	return []float64{1, 5, 15, minute, 5 * minute, 15 * minute, hour, 4 * hour, 24 * hour, 7 * 24 * hour}
}

func (m *meter) counters(name, help string, labels ...string) *prometheus.CounterVec {
	c := prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: namespace, Name: name, Help: help}, labels)
	m.registry.MustRegister(c)
	return c
}

func (m *meter) histograms(name, help string, bounds []float64) *prometheus.HistogramVec {
	h := prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: namespace, Name: name, Help: help, Buckets: bounds}, []string{"platform"})
	m.registry.MustRegister(h)
	return h
}

func (m *meter) gauge(name, help string) prometheus.Gauge {
	g := prometheus.NewGauge(prometheus.GaugeOpts{Namespace: namespace, Name: name, Help: help})
	m.registry.MustRegister(g)
	return g
}

// shown is a gauge that is read when somebody looks.
func (m *meter) shown(name, help string, labels prometheus.Labels, read func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(
		prometheus.GaugeOpts{Namespace: namespace, Name: name, Help: help, ConstLabels: labels}, read))
}
