package recur_test

import (
	"strings"
	"testing"

	"referout/handlers/recur"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct{ words, want string }{
		{"every first Tuesday", "every first Tuesday"},
		{"first Tuesday of the month", "every first Tuesday"},
		{"the first Tuesday of every month", "every first Tuesday"},
		{"1st tue monthly", "every first Tuesday"},
		{"1st Tuesdays", "every first Tuesday"},
		{"Monthly, first tuesday", "every first Tuesday"},
		{"every month on the first Tues.", "every first Tuesday"},
		{"FIRST TUESDAY EACH MONTH", "every first Tuesday"},
		{"third wed", "every third Wednesday"},
		{"every 3rd Weds", "every third Wednesday"},
		{"4th Fri of the month", "every fourth Friday"},
		{"second Tuesday", "every second Tuesday of the month"},
		{"every second Tuesday of the month", "every second Tuesday of the month"},
		{"2nd tuesday every month", "every second Tuesday of the month"},
		{"last Thursday", "every last Thursday"},
		{"every last thu", "every last Thursday"},
		{"last thurs of each month", "every last Thursday"},
		{"every Tuesday", "every Tuesday"},
		{"each tuesday", "every Tuesday"},
		{"Tuesdays", "every Tuesday"},
		{"on tuesdays", "every Tuesday"},
		{"weekly on Tuesday", "every Tuesday"},
		{"every week on tue", "every Tuesday"},
		{"sunday weekly", "every Sunday"},
		{"every other Tuesday", "every other Tuesday"},
		{"every-other tuesday", "every other Tuesday"},
		{"alternate Tuesdays", "every other Tuesday"},
		{"every other week on Tuesday", "every other Tuesday"},
		{"every second week on Tuesday", "every other Tuesday"},
		{"Tuesdays every 2nd week", "every other Tuesday"},
		{"every two weeks on Tuesday", "every other Tuesday"},
		{"Tuesday every 2 weeks", "every other Tuesday"},
		{"bi-weekly on tuesday", "every other Tuesday"},
		{"biweekly tuesdays", "every other Tuesday"},
		{"fortnightly on Tuesday", "every other Tuesday"},
		{"every fortnight, Tuesday", "every other Tuesday"},
		{"monthly on the 14th", "every month on the 14th"},
		{"every month on the 31st", "every month on the 31st"},
		{"14th of every month", "every month on the 14th"},
		{"on the 14 of each month", "every month on the 14th"},
		{"monthly on the 2nd", "every month on the 2nd"},
		{"every 14th", "every month on the 14th"},
		{"the first of the month", "every month on the 1st"},
		{"first day of every month", "every month on the 1st"},
		{"the twenty-first of each month", "every month on the 21st"},
		{"monthly on the twenty third", "every month on the 23rd"},
		{"last day of the month", "every month on the 31st"},
		{"monthly at the end", "every month on the 31st"},
		{"end of the month", "every month on the 31st"},

		{"", ""}, {"tuesday", ""}, {"tues", ""}, {"weekly", ""}, {"monthly", ""}, {"every", ""}, {"every month", ""},
		{"every day", ""}, {"daily", ""}, {"every weekday", ""}, {"never", ""}, {"once", ""},
		{"every second Tuesday", ""}, {"every 2nd tue", ""},
		{"fifth Tuesday", ""}, {"every 5th tuesday", ""},
		{"first and third Tuesday", ""}, {"second, fourth Tuesday", ""}, {"Tuesdays and Thursdays", ""}, {"Tuesday Thursday weekly", ""},
		{"every 3 weeks on Tuesday", ""}, {"every third week on tuesday", ""}, {"every 2 months on the 14th", ""},
		{"every second month", ""}, {"every other month on the 14th", ""}, {"bimonthly on the 14th", ""}, {"every other Tuesday of the month", ""},
		{"last month", ""}, {"the 14th", ""}, {"monthly on the 32nd", ""}, {"monthly on the 0", ""}, {"every second", ""},
		{"monthly on Tuesday", ""}, {"monthly on tuesday the 2nd", ""}, {"weekly on the first tuesday", ""},
		{"first Tuesday of January", ""}, {"every tuesday at 7pm", ""}, {"every 2 Tuesdays", ""}, {"last", ""}, {"last day", ""},
		{"biweekly on the 14th", ""}, {"weekly on the 14th", ""}, {"1th2 tuesday", ""}, {"sts tuesday", ""},
	} {
		r, ok := recur.Parse(tt.words)
		if ok != (tt.want != "") || r.String() != tt.want {
			t.Errorf("%q is %q, %v; want %q", tt.words, r, ok, tt.want)
		}
	}
}

func TestReadings(t *testing.T) {
	for _, tt := range []struct {
		words string
		want  []string
	}{
		{"every second Tuesday", []string{"every second Tuesday of the month", "every other Tuesday"}},
		{"each 2nd tue", []string{"every second Tuesday of the month", "every other Tuesday"}},
		{"second tuesday", []string{"every second Tuesday of the month"}},
		{"every day", nil},
	} {
		var got []string
		for _, r := range recur.Readings(tt.words) {
			got = append(got, r.String())
		}
		if strings.Join(got, "; ") != strings.Join(tt.want, "; ") {
			t.Errorf("%q may mean %q, want %q", tt.words, got, tt.want)
		}
	}
}

func TestEveryRuleReadsBack(t *testing.T) {
	for _, r := range everyRule() {
		for _, text := range []string{r.String(), strings.ToUpper(r.String())} {
			if back, ok := recur.Parse(text); !ok || back != r {
				t.Errorf("%q is read as %#v, %v", text, back, ok)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("every first Tuesday")
	f.Add("14th of every month, \xff 2nd")
	f.Fuzz(func(t *testing.T, words string) {
		for _, r := range recur.Readings(words) {
			if back, ok := recur.Parse(r.String()); !ok || back != r {
				t.Errorf("%q: %#v is read back as %#v", words, r, back)
			}
		}
	})
}
