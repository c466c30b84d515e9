package watch

import (
	"errors"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"referout/bot"
)

// scrape reads the metrics with the parser of the format.
func (w *Watch) scrape(t *testing.T) map[string]*dto.MetricFamily {
	t.Helper()
	status, body := w.get("/metrics")
	if status != 200 {
		t.Fatalf("status %d: %s", status, body)
	}
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(body))
	if err != nil {
		t.Fatalf("not in the format: %v\n%s", err, body)
	}
	return families
}

// value is what a series shows, of a histogram how much it has counted; labels are
// given as name, value, …
func (w *Watch) value(t *testing.T, name string, labels ...string) float64 {
	t.Helper()
	for _, m := range w.scrape(t)[name].GetMetric() {
		var got []string
		for _, l := range m.GetLabel() {
			got = append(got, l.GetName(), l.GetValue())
		}
		if slices.Equal(got, labels) {
			return m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())
		}
	}
	t.Fatalf("there is no %s %v", name, labels)
	return 0
}

// busy is a watch that has been told of everything, some of it by a router that
// tells more than it may.
func busy(t *testing.T) *Watch {
	w := on(t, newPlace("telegram"), newPlace("console"))
	for _, platform := range []string{"telegram", "console", "telegram/123456789", "ann", ""} {
		w.Handled(platform, 3*time.Millisecond, true)
		w.Handled(platform, time.Hour, false)
		w.Pinged(platform, 90*time.Second)
		w.Pinged(platform, -time.Second)
		for o := range bot.Outcome(50) {
			w.Sent(platform, o, o%2 == 0)
		}
	}
	w.Waiting(7, 2)
	return w
}

func TestMeter(t *testing.T) {
	w := busy(t)
	for name, test := range map[string]struct {
		labels []string
		want   float64
	}{
		"referout_messages_handled_total": {[]string{"platform", "telegram", "result", "failed"}, 1},
		"referout_handling_seconds":       {[]string{"platform", "console"}, 2},
		"referout_sends_total":            {[]string{"outcome", "target_gone", "platform", "telegram"}, 1},
		"referout_sends_repeated_total":   {[]string{"platform", "other"}, 3 * 25},
		"referout_ping_lateness_seconds":  {[]string{"platform", "telegram"}, 2},
		"referout_outbox_waiting":         {nil, 7},
		"referout_outbox_dead":            {nil, 2},
		"referout_platform_up":            {[]string{"platform", "telegram"}, 0},
	} {
		if got := w.value(t, name, test.labels...); got != test.want {
			t.Errorf("%s is %v, want %v", name, got, test.want)
		}
	}
}

func TestLatenessIsNeverNegative(t *testing.T) {
	w := on(t, newPlace("telegram"))
	w.Pinged("telegram", -time.Hour)
	for _, m := range w.scrape(t)["referout_ping_lateness_seconds"].GetMetric() {
		if sum := m.GetHistogram().GetSampleSum(); sum != 0 {
			t.Errorf("pings that were early are late by %v s", sum)
		}
	}
}

func TestSeriesAreThereBeforeTheyCount(t *testing.T) {
	w := on(t, newPlace("discord"))
	if got := w.value(t, "referout_sends_total", "outcome", "bad_token", "platform", "discord"); got != 0 {
		t.Errorf("got %v", got)
	}
	if got := w.value(t, "referout_messages_handled_total", "platform", "discord", "result", "failed"); got != 0 {
		t.Errorf("got %v", got)
	}
}

func TestBackups(t *testing.T) {
	const good, bad = "referout_backup_last_success_timestamp_seconds", "referout_backup_last_failure_timestamp_seconds"
	w := on(t)
	if w.value(t, good) != 0 || w.value(t, bad) != 0 {
		t.Error("a backup is known that nobody has told of")
	}
	at := time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)
	w.Backup(at, nil)
	w.Backup(at.Add(24*time.Hour), errors.New("no space left on device"))
	if got := w.value(t, good); got != float64(at.Unix()) {
		t.Errorf("the newest backup is of %v", got)
	}
	if got := w.value(t, bad); got != float64(at.Unix()+24*60*60) {
		t.Errorf("the failure is of %v", got)
	}
}

func TestFileSize(t *testing.T) {
	w := on(t)
	if got := w.value(t, "referout_store_file_bytes"); !math.IsNaN(got) {
		t.Errorf("there is no file, its size is %v", got)
	}
	path := t.TempDir() + "/book"
	if err := os.WriteFile(path, make([]byte, 4321), 0o600); err != nil {
		t.Fatal(err)
	}
	w = New(Options{Book: path})
	if got := w.value(t, "referout_store_file_bytes"); got != 4321 {
		t.Errorf("the size is %v", got)
	}
}

// labels are all that a label may be called and say. Nothing on this list can tell
// anybody apart.
func labels() map[string]*regexp.Regexp {
	one := func(values ...string) *regexp.Regexp {
		return regexp.MustCompile("^(" + strings.Join(values, "|") + ")$")
	}
	return map[string]*regexp.Regexp{
		"platform":  one("telegram", "discord", "console", "other"),
		"result":    one("ok", "failed"),
		"outcome":   one("arrived", "not_sent", "rate_limited", "server_fault", "ambiguous", "target_gone", "migrated", "bad_content", "bad_token", "other"),
		"version":   one("unknown", `\(devel\)`, "", `go1\.[0-9.]+.*`, `v[0-9]+\.[0-9]+\.[0-9]+.*`),
		"goversion": one("unknown", `go1\.[0-9.]+.*`),
	}
}

func TestNoLabelIsPersonal(t *testing.T) {
	families, err := busy(t).registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	allowed := labels()
	seen := map[string]bool{}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			for _, l := range m.GetLabel() {
				seen[l.GetName()] = true
				if form := allowed[l.GetName()]; form == nil || !form.MatchString(l.GetValue()) {
					t.Errorf("%s{%s=%q}", f.GetName(), l.GetName(), l.GetValue())
				}
			}
		}
	}
	if len(seen) != len(allowed) {
		t.Errorf("labels %v were seen, want all of the list", seen)
	}
}

// Whoever reads the metrics can rely on every name that docs/observing.md lists.
func TestNamesAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../../../docs/observing.md")
	if err != nil {
		t.Fatal(err)
	}
	for name := range busy(t).scrape(t) {
		if strings.HasPrefix(name, namespace) && !strings.Contains(string(text), "`"+name+"`") {
			t.Errorf("%s is not in docs/observing.md", name)
		}
	}
	for _, name := range regexp.MustCompile("`(referout_[a-z_]+)`").FindAllStringSubmatch(string(text), -1) {
		if busy(t).scrape(t)[name[1]] == nil {
			t.Errorf("docs/observing.md lists %s, which there is not", name[1])
		}
	}
}

func TestMetricsAreWellMade(t *testing.T) {
	families, err := busy(t).registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	problems, err := promlint.NewWithMetricFamilies(families).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}
