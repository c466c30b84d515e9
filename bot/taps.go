package bot

import (
	"time"

	"referout/store"
)

// tap is a button that saved something, remembered for as long as a second tap is
// taken for a slip of the thumb.
type tap struct {
	Message string    `cbor:"1,keyasint"`
	Payload string    `cbor:"2,keyasint"`
	At      time.Time `cbor:"3,keyasint"`
}

var taps = store.Table[tap]{Name: "tap", Volatile: true}

// slip is how long the same button of the same message counts once.
const slip = 10 * time.Minute

// slipped says whether an input is a second tap of a button that saves once.
func (r *Router) slipped(p *Personal, in Incoming) (bool, error) {
	action, _ := cut(in.Payload)
	if in.Kind != Tapped || !r.actions[action].Once {
		return false, nil
	}
	return p.tappedBefore(in)
}

// tappedBefore says whether the button has just saved something. It forgets what
// is older.
func (p *Personal) tappedBefore(in Incoming) (bool, error) {
	var old []string
	twice := false
	for e, err := range taps.All(p.Data) {
		if err != nil {
			return false, err
		}
		if p.desk.now.Sub(e.Value.At) >= slip {
			old = append(old, e.ID)
			continue
		}
		twice = twice || (e.Value.Message == in.Message && e.Value.Payload == in.Payload)
	}
	for _, id := range old {
		if err := taps.Delete(p.Data, id); err != nil {
			return false, err
		}
	}
	return twice && in.Message != "", nil
}

// noteTap remembers a button that saved something.
func (d *desk) noteTap(s store.Space, in Incoming) error {
	return taps.Put(s, d.at, tap{Message: in.Message, Payload: in.Payload, At: d.now})
}
