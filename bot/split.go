package bot

import (
	"strings"
	"unicode/utf8"
)

// SplitLines cuts laid-out lines into parts of at most limit each, as counted by
// size: at a blank line where one is near the end of a part, else between lines,
// else between words, else between runes. Nothing is lost but blank lines at a cut.
func SplitLines(lines []LaidLine, limit int, size func(string) int) [][]LaidLine {
	var parts [][]LaidLine
	var part []LaidLine
	used := 0
	lines, sizes := shortLines(lines, limit, size)
	for i, l := range lines {
		n := sizes[i] + 1
		if used+n > limit+1 && len(part) > 0 {
			keep, rest := cutAtBlank(part)
			parts, part = append(parts, keep), rest
			used = sizeOf(part, size)
		}
		if len(part) > 0 || len(l.Spans) > 0 || len(parts) == 0 {
			part, used = append(part, l), used+n
		}
	}
	if len(part) > 0 || len(parts) == 0 {
		parts = append(parts, part)
	}
	return parts
}

func (l LaidLine) size(size func(string) int) int {
	n := 0
	for _, s := range l.Spans {
		n += size(Clean(s.Text))
	}
	return n
}

func sizeOf(lines []LaidLine, size func(string) int) int {
	n := 0
	for _, l := range lines {
		n += l.size(size) + 1
	}
	return n
}

// cutAtBlank cuts at the last blank line of the part's second half.
func cutAtBlank(part []LaidLine) (keep, rest []LaidLine) {
	for i := len(part) - 1; i > len(part)/2; i-- {
		if len(part[i].Spans) == 0 {
			return part[:i], append([]LaidLine(nil), part[i+1:]...)
		}
	}
	return part, nil
}

// shortLines makes sure that every line fits into a part of its own, and measures them.
func shortLines(lines []LaidLine, limit int, size func(string) int) (short []LaidLine, sizes []int) {
	short, sizes = make([]LaidLine, 0, len(lines)), make([]int, 0, len(lines))
	for _, l := range lines {
		if n := l.size(size); n <= limit {
			short, sizes = append(short, l), append(sizes, n)
			continue
		}
		for _, piece := range l.cut(limit, size) {
			short, sizes = append(short, piece), append(sizes, piece.size(size))
		}
	}
	return short, sizes
}

func (l LaidLine) cut(limit int, size func(string) int) []LaidLine {
	out := []LaidLine{{Quote: l.Quote}}
	room := limit
	for _, s := range l.Spans {
		for text := Clean(s.Text); text != ""; {
			head, tail := cutText(text, room, size)
			if head != "" {
				s.Text = head
				last := &out[len(out)-1]
				last.Spans = append(last.Spans, s)
			}
			if text = tail; text != "" {
				out, room = append(out, LaidLine{Quote: l.Quote}), limit
				continue
			}
			room -= size(head)
		}
	}
	return out
}

// cutText takes as much of text as fits into room, preferably whole words.
func cutText(text string, room int, size func(string) int) (head, tail string) {
	if size(text) <= room {
		return text, ""
	}
	used, end := 0, 0
	for end < len(text) {
		_, n := utf8.DecodeRuneInString(text[end:])
		if used += size(text[end : end+n]); used > room {
			break
		}
		end += n
	}
	if space := strings.LastIndexByte(text[:end], ' '); space > end/2 {
		return text[:space], text[space+1:]
	}
	return text[:end], text[end:]
}
