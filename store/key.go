package store

import (
	"encoding/base32"
	"fmt"
	"io"
	"strings"
	"time"
)

const (
	metaVersion  = "meta/version"
	metaRun      = "meta/run"
	metaIdentity = "meta/identity"
	keyPrefix    = "key/"
	gonePrefix   = "gone/"
	duePrefix    = "due/"
	whoPrefix    = "who/"
	queuePrefix  = "queue/"

	alarmTable = ".alarm"
	undoTable  = ".undo"
	whoTable   = ".who"
	queueTable = ".queue." // and the queue's name
)

// SpaceID is the random id of a space: a letter for its kind, b for a book, c
// for a circle, s for the one system space, and 16 more characters.
type SpaceID string

const (
	bookKind    = 'b'
	circleKind  = 'c'
	systemSpace = SpaceID("s0000000000000000")
	spaceLen    = len(systemSpace)
)

// ordered is base 32 in an alphabet whose order is that of the bytes encoded.
var ordered = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

func newSpaceID(kind byte, random io.Reader) (SpaceID, error) {
	var b [10]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("draw a space id: %w", err)
	}
	return SpaceID(string(kind) + ordered.EncodeToString(b[:])), nil
}

// shortID is how many characters of a space's id tell it from all others but by
// an accident of one in a trillion pairs.
const shortID = 9

// Short is the beginning of the id that people are shown, and type.
func (id SpaceID) Short() string { return string(id[:min(len(id), shortID)]) }

func (id SpaceID) is(kind byte) bool { return len(id) == spaceLen && id[0] == kind }

// after returns the first key behind all that begin with prefix, which ends in
// a slash.
func after(prefix string) string { return prefix[:len(prefix)-1] + string('/'+1) }

var (
	escaping   = strings.NewReplacer("%", "%25", "/", "%2F")
	unescaping = strings.NewReplacer("%25", "%", "%2F", "/")
)

func escape(segment string) string   { return escaping.Replace(segment) }
func unescape(segment string) string { return unescaping.Replace(segment) }

// stampForm writes times in a fixed width, so that their order is bytewise.
const (
	stampForm = "20060102T150405.000000000"
	stampLen  = len(stampForm)
)

func stamp(t time.Time) (string, error) {
	t = t.UTC()
	if t.Year() < 0 || t.Year() > 9999 {
		return "", fmt.Errorf("time %v is outside the years 0 to 9999", t)
	}
	return t.Format(stampForm), nil
}

func parseStamp(s string) (time.Time, error) {
	t, err := time.Parse(stampForm, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("damaged time in a key: %w", err)
	}
	return t, nil
}
