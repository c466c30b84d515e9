package store

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// legible is a key as it may be printed: damage can make anything of one.
func legible(key string) string {
	const most = 200
	if len(key) <= most && strings.IndexFunc(key, func(r rune) bool { return r == utf8.RuneError || !unicode.IsPrint(r) }) < 0 {
		return key
	}
	if len(key) > most {
		key = key[:most]
	}
	return strconv.QuoteToASCII(key)
}
