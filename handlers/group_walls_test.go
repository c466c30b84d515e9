package handlers_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"referout/bot/bottest"
	"referout/handlers/guide"
)

// walls stand around every person and every group. For each of them there is a
// listener to whom whatever others say and are told is private, and who knows what is
// said where she is: so nothing of ann's may come to bob either.
type walls struct {
	network string
	rooms   map[string]*bottest.Listener // by person, and by "#group"
	in      map[string][]string          // the people of a group
	told    map[string]int               // leaks that were reported
}

func newWalls(network string, people []string, in map[string][]string) *walls {
	w := &walls{network: network, rooms: map[string]*bottest.Listener{}, in: in, told: map[string]int{}}
	words := append(declared(), professions()...)
	for group := range in {
		w.rooms[group] = bottest.NewListener(words)
	}
	words = append(words, slices.Concat(literals(), tagWords(), anybodys(), plausible(), rubbish())...)
	for _, who := range people {
		w.rooms[who] = bottest.NewListener(words)
	}
	return w
}

// professions are the words of the product that stand in no texts.go.
func professions() (out []string) {
	for _, s := range guide.Specialties() {
		out = append(append(out, s.Name), s.Also...)
	}
	for _, p := range guide.Payers() {
		out = append(append(out, p.Name), p.Also...)
	}
	for _, r := range guide.Roles() {
		out = append(out, guide.RoleName(r))
	}
	return out
}

// tagWords are what tags are made of. One word of a tag says nothing about whose it
// is; the two together are not among them.
var tagWords = sync.OnceValue(func() []string {
	r, words := rand.New(rand.NewPCG(1, 1)), map[string]bool{}
	for range 1 << 13 {
		first, second, _ := strings.Cut(guide.Tag(r), "-")
		words[first], words[second] = true, true
	}
	return slices.Collect(maps.Keys(words))
})

// literals are all strings of the product: what a person alone is shown is not from
// texts.go only.
var literals = sync.OnceValue(func() (out []string) {
	for _, dir := range []string{".", "../bot"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					text, _ := strconv.Unquote(lit.Value) // what is parsed can be unquoted
					out = append(out, text)
				}
				return true
			})
			return nil
		})
		if err != nil {
			return nil
		}
	}
	return out
})

// hear says whether what is said in a group is heard by an audience.
func (w *walls) hear(audience, group string) bool {
	group, _, _ = strings.Cut("#"+strings.TrimPrefix(group, "#"), "/")
	if audience == group {
		return true
	}
	for _, who := range w.in[group] {
		if who == audience {
			return true
		}
	}
	return false
}

// said takes what a person said, in a group or ("") in her private chat.
func (w *walls) said(who, group, text string) {
	for audience, l := range w.rooms {
		if group == "" && audience == who || group != "" && w.hear(audience, group) {
			l.Said(w.network, who, audience, text)
			continue
		}
		l.Said(w.network, who, "", text)
	}
}

// tapped takes a button that a person presses in her private chat.
func (w *walls) tapped(who string, l bottest.Line, b bottest.Button) {
	for _, room := range w.rooms {
		room.Tapped(w.network, who, l, b)
	}
}

// hears takes what the bot showed. What is for one pair of eyes in a group holds
// nothing that the others may not read.
func (w *walls) hears(l bottest.Line) {
	for audience, room := range w.rooms {
		inside := l
		inside.Group, inside.Person, inside.Aside = audience, "", false
		switch {
		case l.Group != "" && w.hear(audience, l.Group) && strings.HasPrefix(audience, "#"):
			room.Hears(w.network, inside)
		case (l.Group == "" || l.Aside) && l.Person == audience:
			room.Hears(w.network, whole(inside))
		case l.Group != "" && !l.Aside && w.hear(audience, l.Group):
			room.Said(w.network, "bot", audience, everyWord(l))
		default:
			outside := l
			outside.Group, outside.Aside = "", false
			room.Hears(w.network, outside)
		}
	}
}

var cutOff = regexp.MustCompile(`\pL+…`)

// whole is a line without the words that were cut off: they may be the beginnings of
// anybody's.
func whole(l bottest.Line) bottest.Line {
	l.Text, l.Buttons = cutOff.ReplaceAllString(l.Text, ""), slices.Clone(l.Buttons)
	for i := range l.Buttons {
		l.Buttons[i].Label = cutOff.ReplaceAllString(l.Buttons[i].Label, "")
	}
	return l
}

// everyWord is the text of a line with its buttons and files.
func everyWord(l bottest.Line) string {
	words := []string{l.Text}
	for _, b := range l.Buttons {
		words = append(words, "["+b.Label+"]")
	}
	return strings.Join(append(words, l.Files...), "\n")
}

// leaks are those that were found since the last call.
func (w *walls) leaks() (out []string) {
	for audience, room := range w.rooms {
		all := room.Leaks()
		for _, leak := range all[w.told[audience]:] {
			out = append(out, audience+" hears what is not theirs: "+leak)
		}
		w.told[audience] = len(all)
	}
	return out
}
