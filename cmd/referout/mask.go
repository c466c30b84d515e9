package main

import (
	"cmp"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// masker takes out of texts what no log may hold: secrets, ids, what people typed.
// A nil masker knows no secret.
type masker struct {
	key [sha256.Size]byte // of the marks that stand for ids

	mu       sync.RWMutex
	secrets  []string
	replacer *strings.Replacer
}

// newMasker draws the key of this run's marks: nobody can tell from a log which id
// a mark stands for, nor follow it into the log of another run.
func newMasker() *masker {
	m := &masker{}
	_, _ = rand.Read(m.key[:]) // its error is always nil
	return m
}

// shortest is how many bytes a secret has at least: less of one would take common
// words out of the log.
const shortest = 6

// hide takes a secret out of every text from now on, also as addresses spell it.
func (m *masker) hide(secret string) {
	if m == nil || len(secret) < shortest {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.secrets = append(m.secrets, secret, url.PathEscape(secret), url.QueryEscape(secret))
	slices.SortFunc(m.secrets, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	var pairs []string
	for _, s := range m.secrets {
		pairs = append(pairs, s, "***")
	}
	m.replacer = strings.NewReplacer(pairs...)
}

// A form is what a kind of secret looks like, and what is shown instead.
type form struct {
	looks *regexp.Regexp
	shown string
}

// forms are secrets that were not announced: somebody else's, an old one, one that
// was written where something else belongs.
var forms = []form{
	{regexp.MustCompile(`referout-master-key-\d+:[\w-]+`), "***"},
	{regexp.MustCompile(`AGE-SECRET-KEY-[\w-]+`), "***"},
	{regexp.MustCompile(`://[^/\s@]+@`), "://***@"},                                 // an address with a password
	{regexp.MustCompile(`/bot\d+(:|%3[Aa])[\w-]+`), "/bot***"},                      // Telegram's addresses
	{regexp.MustCompile(`\b\d{5,}(:|%3[Aa])[\w-]{16,}`), "***"},                     // Telegram's tokens
	{regexp.MustCompile(`\b[\w-]{18,}\.[\w-]{4,}\.[\w-]{20,}`), "***"},              // Discord's tokens
	{regexp.MustCompile(`(?i)\b(bot|bearer) [\w.~+-]{20,}`), "$1 ***"},              // a header
	{regexp.MustCompile(`/(interactions|webhooks)/[^/\s"?]+/[^/\s"?]+`), "/$1/***"}, // Discord's addresses
	{regexp.MustCompile(`\baW50ZXJhY3Rpb24[\w-]+`), "***"},                          // Discord's interaction tokens
}

// secretless is the text without secrets.
func (m *masker) secretless(text string) string {
	if m != nil {
		m.mu.RLock()
		if m.replacer != nil {
			text = m.replacer.Replace(text)
		}
		m.mu.RUnlock()
	}
	for _, f := range forms {
		text = f.looks.ReplaceAllString(text, f.shown)
	}
	return text
}

// quoted is what stands in quotation marks, up to the end if they are not closed.
// An apostrophe inside a word is none.
var quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*(?:"|$)|“[^”]*(?:”|$)|` + "`[^`]*(?:`|$)")

// single is what stands in single ones, up to the last of the line: what was typed
// may have apostrophes itself.
var single = regexp.MustCompile(`(^|[\s(\[{=:,])'[^\n]*'`)

// plain is the text without anything that a log may not hold.
func (m *masker) plain(text string) string {
	text = quoted.ReplaceAllString(text, `"…"`)
	text = single.ReplaceAllString(text, `$1'…'`)
	return m.marked(m.secretless(text))
}

// The numbers that may be somebody's: ids of people have nine digits and more, the
// ids of Telegram's groups are negative. Dates and counts have fewer.
var (
	long     = regexp.MustCompile(`\b\d{9,}\b`)
	negative = regexp.MustCompile(`(^|[^\w.-])(-\d{6,})\b`)
)

// marked has a mark in the place of each id.
func (m *masker) marked(text string) string {
	text = negative.ReplaceAllStringFunc(text, func(found string) string {
		before, digits, _ := strings.Cut(found, "-")
		return before + m.mark("-"+digits)
	})
	return long.ReplaceAllStringFunc(text, m.mark)
}

// mark is the same for the same id as long as the program runs: a case can be
// followed.
func (m *masker) mark(id string) string {
	if m == nil {
		return "#"
	}
	sum := hmac.New(sha256.New, m.key[:])
	sum.Write([]byte(id))
	return "#" + hex.EncodeToString(sum.Sum(nil)[:4])
}
