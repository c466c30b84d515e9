package reading

import (
	"errors"

	"referout/bot"
)

// forgetNames leaves out of every line who was named in any. A line of which nothing is left
// is asked for again.
func (d *draft) forgetNames() error {
	for _, x := range details() {
		typed := *x.of(&d.Text)
		*x.of(&d.Text) = ""
		out, err := x.readKnowing(&d.Text, typed, &d.Names)
		if said := (*bot.Error)(nil); err != nil && !errors.As(err, &said) {
			return err
		}
		d.Out.Add(out...)
	}
	return nil
}

// lacks is the first line that is to be asked for again.
func (d *draft) lacks() (x detail, lacks bool) {
	for _, x := range details() {
		if *x.of(&d.Text) == "" {
			return x, true
		}
	}
	return x, false
}
