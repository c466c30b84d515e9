package people

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// unmarked are letters that Unicode does not take apart into a base letter and
// a mark, though people type them without it, and the one whose large form is two.
var unmarked = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "ð", "d", "ħ", "h", "ı", "i", "æ", "ae", "œ", "oe", "ß", "ss")

// Fold is text as it is compared: small letters without accents, in compatible
// forms. Texts that differ in nothing else fold to the same.
func Fold(text string) string {
	if isASCII(text) {
		return strings.ToLower(text)
	}
	return unmarked.Replace(strings.Map(folded, norm.NFKD.String(text)))
}

// folded is the one small letter for a letter in all its forms, such as both of the
// small sigmas, and nothing for a mark.
func folded(r rune) rune {
	if unicode.Is(unicode.Mn, r) {
		return -1
	}
	return unicode.ToLower(unicode.ToUpper(unicode.ToLower(r)))
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// token is a word of a text, folded, and the bytes it covers there.
type token struct {
	text     string
	from, to int
}

// tokens are the words of a text: runs of letters and digits. Full stops and
// apostrophes inside a word belong to it and are left out of its folded form,
// and so is the ending of a possessive.
func tokens(text string) []token {
	var out []token
	for from := 0; from < len(text); {
		n := wordLen(text[from:])
		if n == 0 {
			_, size := utf8.DecodeRuneInString(text[from:])
			from += size
			continue
		}
		out = append(out, token{text: foldWord(text[from : from+n]), from: from, to: from + n})
		from += n
	}
	return out
}

// wordLen is the number of bytes of the word that text begins with.
func wordLen(text string) int {
	end := 0
	for i, r := range text {
		switch {
		case wordRune(r):
			end = i + utf8.RuneLen(r)
		case i > 0 && i == end && strings.ContainsRune(".'’", r):
			next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			if !unicode.IsLetter(next) {
				return end
			}
		default:
			return end
		}
	}
	return end
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r))
}

var joints = strings.NewReplacer(".", "", "'", "", "’", "")

func foldWord(word string) string {
	for _, ending := range []string{"'s", "’s", "'S", "’S"} {
		word = strings.TrimSuffix(word, ending)
	}
	if strings.ContainsAny(word, ".'’") {
		word = joints.Replace(word)
	}
	return Fold(word)
}

// key is how names of offices and cities are told apart: their words, folded.
func key(text string) string {
	words := tokens(text)
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.text
	}
	return strings.Join(out, " ")
}

// isTitle says whether a folded word is a form of address. It names nobody.
func isTitle(word string) bool {
	switch word {
	case "dr", "doctor", "doc", "mr", "mrs", "ms", "miss", "mx", "prof", "professor":
		return true
	}
	return false
}

// isCredential says whether a folded word behind a name is an examination or a
// licence.
func isCredential(word string) bool {
	switch word {
	case "md", "do", "dc", "nd", "np", "pa", "pac", "pt", "dpt", "ot", "otr", "phd", "psyd", "lcsw", "lmft", "lpc",
		"lmt", "lac", "rn", "rd", "rdn", "dds", "dmd", "dpm", "fnp", "aprn", "dnp", "mph", "msw", "cscs", "faans", "facp", "esq":
		return true
	}
	return false
}
