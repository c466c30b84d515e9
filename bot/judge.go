package bot

import (
	"errors"
	"time"

	"referout/store"
)

// fate is what happens to a message after an attempt.
type fate uint8

const (
	arrived  fate = iota // remove it
	later                // try again
	bared                // try again without any style
	refused              // the way to this person or chat is shut
	stranded             // the platform is not to be used: another one, or later
	moved                // the chat has a new id
	buried               // nobody sends it unless the operator says so
)

// verdict is the fate and what belongs to it.
type verdict struct {
	fate    fate
	outcome Outcome
	wait    time.Duration // of the chat's lane
	overall bool          // of the whole platform
	mark    store.Mark    // later, bared, stranded, moved: what to note
	to      string        // moved
	why     string        // buried: for the operator
}

// passing says whether the trouble is the platform's or the line's, not the message's.
func (v verdict) passing() bool { return v.fate == later || v.fate == stranded }

const (
	// answerLife is how long a message that is no ping is tried.
	answerLife = time.Hour
	// noteLife is how long an aside to a tap is.
	noteLife = time.Minute
	// doubtful is how long after an attempt of unknown outcome the next one is made;
	// twice as long after each further one, up to an hour.
	doubtful = time.Minute
	// mostDoubts is how often an answer is sent without knowing whether it arrived.
	mostDoubts = 2
	// refusedPause is how long a platform that refuses the bot is left alone.
	refusedPause = 5 * time.Minute
)

// judge decides by the outcome of an attempt that began a while ago: the one table for
// all platforms. A ping and a card are never given up for trouble that may pass.
func judge(c claimed, cause error, began, now time.Time) verdict {
	if cause == nil {
		return verdict{fate: arrived}
	}
	failed := &SendError{Outcome: Ambiguous}
	errors.As(cause, &failed)
	v := verdict{fate: later, outcome: failed.Outcome,
		mark: store.Mark{Attempts: c.mark.Attempts + 1, Tried: c.mark.Tried, Faint: c.mark.Faint}}
	switch failed.Outcome {
	case RateLimited:
		v.mark.Attempts--
		v.wait, v.overall = min(failed.After, mostPause)+time.Second, failed.Overall
	case NotSent, ServerFault:
		if failed.Outcome == ServerFault && v.mark.Tried.IsZero() {
			v.mark.Tried, v.mark.Faint = began, true
		}
		v.wait = backoff(c.mark.Attempts)
		v.buryAfter(c, now, "the platform could not be reached for an hour")
	case Ambiguous:
		v.doubt(c, began, now)
	case TargetGone:
		v.fate = refused
	case Migrated:
		v.fate, v.to, v.wait = moved, failed.To, time.Millisecond
		if c.parcel.Chat == nil || failed.To == "" {
			v.fate = refused
		}
	case BadContent:
		v.fate, v.wait, v.why = bared, time.Millisecond, "the platform refuses the message"
		if c.parcel.Bare {
			v.fate = buried
		}
	case BadToken:
		v.fate, v.wait = stranded, refusedPause
		if errors.Is(cause, errStopped) {
			v.wait = mostWait
		}
		v.buryAfter(c, now, "the platform refused the bot for an hour")
	}
	if v.fate == buried && c.parcel.Note {
		v.fate = refused // nobody looks for it any more, the operator neither
	}
	if v.fate == refused || v.fate == buried {
		v.wait = 0
	}
	if v.wait > 0 {
		v.mark.Until = now.Add(v.wait)
	}
	return v
}

// doubt judges an attempt that may have arrived. To repeat an edit does no harm.
func (v *verdict) doubt(c claimed, began, now time.Time) {
	if v.mark.Tried.IsZero() {
		v.mark.Tried = began
	}
	v.mark.Faint = false
	v.wait = min(doubtful<<min(c.mark.Attempts, 6), mostWait)
	if c.parcel.lasts() {
		return
	}
	v.wait = min(v.wait, 10*time.Second<<min(c.mark.Attempts, 6))
	v.buryAfter(c, now, "it may have arrived; nobody knows")
	if c.parcel.Edit == "" && v.mark.Attempts >= mostDoubts {
		v.fate, v.why = buried, "it may have arrived; nobody knows"
	}
}

// buryAfter gives up what is no ping once it was tried for so long that it is of no use.
// The time in which nobody could try does not count.
func (v *verdict) buryAfter(c claimed, now time.Time, why string) {
	since := c.parcel.Since
	if c.row.at.After(since) {
		since = c.row.at.Round(0)
	}
	life := answerLife
	if c.parcel.Note {
		life = noteLife
	}
	if !c.parcel.lasts() && now.Sub(since) > life {
		v.fate, v.why = buried, why
	}
}
