package vault_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot/when"
	"referout/cmd/referout/vault"
)

// diary is a schedule that writes down when it made backups.
type diary struct {
	vault.Daily
	made, reported []string
	fails          int // how many attempts still fail
	log            strings.Builder
}

const minutes = "01-02 15:04"

func newDiary(t *testing.T, at, zone string) *diary {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	d := &diary{}
	d.Daily = vault.Daily{
		At: at, Zone: loc, Resolve: when.Instant,
		Last: func() (time.Time, bool) { return time.Now(), true },
		Backup: func(_ context.Context, now time.Time) (vault.Made, error) {
			d.made = append(d.made, now.In(loc).Format(minutes))
			if d.fails--; d.fails >= 0 {
				return vault.Made{}, errors.New("the disk is on fire")
			}
			return vault.Made{Bytes: 5}, nil
		},
		Report: func(at time.Time, err error) {
			text := "good"
			if err != nil {
				text = "bad"
			}
			d.reported = append(d.reported, text)
		},
	}
	d.Log = slog.New(slog.NewTextHandler(&d.log, nil))
	return d
}

// live lets the schedule run from an instant on; a bubble begins in 2000.
func (d *diary) live(t *testing.T, from time.Time, long time.Duration) {
	t.Helper()
	time.Sleep(time.Until(from))
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { d.Run(ctx); close(done) }()
	time.Sleep(long)
	cancel()
	<-done
}

func TestABackupADay(t *testing.T) {
	for name, test := range map[string]struct {
		at, zone, from string
		want           []string
	}{
		"every day":            {"03:30", "America/Chicago", "2000-02-01T12:00:00Z", []string{"02-02 03:30", "02-03 03:30", "02-04 03:30"}},
		"in the gap":           {"02:30", "America/Chicago", "2000-04-01T00:00:00-06:00", []string{"04-01 02:30", "04-02 03:30", "04-03 02:30"}},
		"the hour comes twice": {"01:30", "America/Chicago", "2000-10-28T00:00:00-05:00", []string{"10-28 01:30", "10-29 01:30", "10-30 01:30"}},
		"midnight":             {"00:00", "Europe/Berlin", "2000-12-30T12:00:00+01:00", []string{"12-31 00:00", "01-01 00:00", "01-02 00:00"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				from, err := time.Parse(time.RFC3339, test.from)
				if err != nil {
					t.Fatal(err)
				}
				d := newDiary(t, test.at, test.zone)
				d.live(t, from, 71*time.Hour+30*time.Minute)
				if !slices.Equal(d.made, test.want) {
					t.Errorf("made %v, want %v", d.made, test.want)
				}
			})
		})
	}
}

func TestABackupThatFailsIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDiary(t, "03:30", "UTC")
		d.fails = 2
		d.live(t, time.Date(2000, 2, 1, 0, 0, 0, 0, time.UTC), 48*time.Hour)
		if want := []string{"02-01 03:30", "02-01 04:30", "02-01 05:30", "02-02 03:30"}; !slices.Equal(d.made, want) {
			t.Errorf("made %v, want %v", d.made, want)
		}
		if want := []string{"bad", "bad", "good", "good"}; !slices.Equal(d.reported, want) {
			t.Errorf("reported %v", d.reported)
		}
		if log := d.log.String(); strings.Count(log, "level=ERROR") != 2 || !strings.Contains(log, "tried again in an hour") || !strings.Contains(log, "disk is on fire") {
			t.Errorf("logged\n%s", log)
		}
	})
}

func TestAMissedBackupIsMadeUpFor(t *testing.T) {
	for name, test := range map[string]struct {
		last string
		want []string
	}{
		"none ever":          {"", []string{"02-10 12:01", "02-11 03:30"}},
		"missed last night":  {"2000-02-09T03:30:10Z", []string{"02-10 12:01", "02-11 03:30"}},
		"made last night":    {"2000-02-10T03:30:10Z", []string{"02-11 03:30"}},
		"made by hand since": {"2000-02-10T11:00:00Z", []string{"02-11 03:30"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDiary(t, "03:30", "UTC")
				d.Last = func() (time.Time, bool) {
					at, err := time.Parse(time.RFC3339, test.last)
					return at, err == nil
				}
				d.live(t, time.Date(2000, 2, 10, 12, 0, 0, 0, time.UTC), 24*time.Hour)
				if !slices.Equal(d.made, test.want) {
					t.Errorf("made %v, want %v", d.made, test.want)
				}
			})
		})
	}
}

func TestTimesOfDay(t *testing.T) {
	for text, want := range map[string]bool{"03:30": true, "00:00": true, "23:59": true, "24:00": false, "3:30": false, "03:30:00": false, "": false, "noon": false} {
		if got := vault.ValidTime(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
