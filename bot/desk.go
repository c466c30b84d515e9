package bot

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"math/rand/v2"
	"strconv"
	"time"

	"referout/store"
)

// desk is what stands behind a handler's request: the transaction and the
// router. Handlers reach it only through the methods below.
type desk struct {
	router  *Router
	tx      *store.Tx
	seat    string // member and account: whose question waits where
	at      string // id of this handling, sorts by time
	now     time.Time
	seed    [32]byte // drawn before the transaction, so that every run of it is the same
	from    Account
	silent  bool // the input gets no answer
	filling bool // a form's question waited when the input came

	standings map[seatIn]Standing // what the platforms said
	wanted    []seatIn            // whom to ask about before the handling can be done
	rounds    int                 // of asking
	outside   []letter            // who was found to have left which circle's chat
}

// Remind sets an alarm at a wall clock reading of the member: it stays at that
// reading when her zone changes. It replaces an alarm of the same kind and id.
func (p *Personal) Remind(kind, id string, wall time.Time) error {
	at := p.desk.router.config.Resolve(wall, p.Now.Location())
	return store.SetAlarm(p.Data, store.Alarm{Kind: kind, ID: id, Member: p.Who.ID, Wall: wall, At: at})
}

// RemindAt sets an alarm at an instant ("in an hour").
func (p *Personal) RemindAt(kind, id string, at time.Time) error {
	return store.SetAlarm(p.Data, store.Alarm{Kind: kind, ID: id, Member: p.Who.ID, At: at})
}

// Hush clears an alarm, if there is one.
func (p *Personal) Hush(kind, id string) error {
	return store.ClearAlarm(p.Data, kind, id)
}

// SetZone moves the member: floating alarms keep their clock reading there.
func (p *Personal) SetZone(name string) error {
	p.Who.Zone, p.Who.Set = name, true
	p.Now = p.Now.In(p.desk.router.zoneOf(p.Who))
	if err := members.Put(p.Data, p.Who.ID, p.Who); err != nil {
		return err
	}
	if err := p.desk.knowZone(name); err != nil {
		return err
	}
	return p.desk.router.refloat(p.Data, p.Who)
}

// Handling is the id of what is being done now; [Undo] buttons carry it.
func (p *Personal) Handling() string { return p.desk.at }

// ringsAgain is how long after [Undo] a reminder rings whose time passed while it was
// away: she has the answer before her eyes now.
const ringsAgain = 10 * time.Minute

// Undo takes back one handling. See store.Undo for its errors. Reminders that come back
// keep their clock reading in the zone she is in now; one whose time has passed rings
// soon.
func (p *Personal) Undo(id string) (label string, err error) {
	return store.Undo(p.Data, id, p.desk.now, func(a store.Alarm) store.Alarm {
		if !a.Wall.IsZero() && a.Member == p.Who.ID {
			a.At = p.desk.router.config.Resolve(a.Wall, p.Now.Location())
		}
		if !a.At.After(p.desk.now) {
			a.Wall, a.At = time.Time{}, p.desk.now.Add(ringsAgain)
		}
		return a
	})
}

// LastUndo is the handling that /undo would take back.
func (p *Personal) LastUndo() (id, label string, err error) { return store.LastUndo(p.Data) }

// Accounts lists the member's chat accounts.
func (p *Personal) Accounts() ([]Account, error) {
	w, err := pathways.Get(p.Data, p.Who.ID)
	return w.Accounts, err
}

// Seat names the member's chat account within the book: whose draft or question
// something is.
func (p *Personal) Seat() string { return p.desk.seat }

// From is the account that is asking.
func (p *Personal) From() Account { return p.desk.from }

// Forget erases unfinished questions and drafts of this account.
func (p *Personal) Forget() error {
	return errors.Join(drafts.Delete(p.Data, p.desk.seat), waits.Delete(p.Data, p.desk.seat))
}

// Export is everything in the book as JSON; of a damaged one all that can be read, and
// what is missing: nil if nothing is.
func (p *Personal) Export() (all []byte, missing *store.LeftOutError, err error) {
	var b bytes.Buffer
	err = store.Export(p.Data, &b, p.desk.router.allKeepers())
	if errors.As(err, &missing) {
		p.desk.router.log.Error("a book is damaged: what was handed out of it is not all", "error", missing)
		err = nil
	}
	return b.Bytes(), missing, err
}

// Commands lists what the bot can do, in the order of help.
func (p *Personal) Commands() []Command { return p.desk.router.listed }

// Commands lists what the bot can do, in the order of help.
func (s *Shared) Commands() []Command { return s.desk.router.listed }

// seatAt notes which member and account the handling is for.
func (d *desk) seatAt(member string, account int) { d.seat = member + "." + strconv.Itoa(account) }

// random gives the same numbers to every run of the same handling.
func (d *desk) random() *rand.Rand { return rand.New(d.entropyFor("handler")) }

// entropyFor is a stream of unpredictable bytes of its own for each purpose.
func (d *desk) entropyFor(purpose string) *rand.ChaCha8 {
	return rand.NewChaCha8(sha256.Sum256(append(d.seed[:], purpose...)))
}

// hash is the keyed hash that stands for chat identities and codes in keys.
func (d *desk) hash(text string) (string, error) { return d.tx.Hash(text) }
