package people

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"referout/handlers/guide"
)

// said is a phrase that stands for a specialty, a role or a payer.
type said struct {
	span
	take func(*reader, string)
}

// spoken takes the first specialty, role or payer out of a text.
func (r *reader) spoken(text string, want slot) bool {
	skip := 0
	if r.Name == "" {
		skip = protected(text)
	}
	found := phrases(text[skip:])
	if len(found) == 0 {
		return false
	}
	first := slices.MinFunc(found, func(a, b said) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	s := span{first.from + skip, first.to + skip}
	if r.Name == "" && s.from > 0 && isSurname(text[s.from:s.to]) {
		return false
	}
	if r.looksLikeState(text[s.from:s.to]) && s.from == 0 {
		return false
	}
	r.wasPiece = false
	first.take(r, text[s.from:s.to])
	r.around(text, s, want)
	return true
}

// protected is the length of a title and the word behind it: a name, whatever
// else the word may mean.
func protected(text string) int {
	words := tokens(text)
	if len(words) < 2 || !isTitle(words[0].text) {
		return 0
	}
	return words[1].to
}

// isSurname says whether a payer's name is a family name too.
func isSurname(phrase string) bool {
	switch Fold(phrase) {
	case "cash", "kaiser", "oscar", "magellan", "molina", "humana":
		return true
	}
	return false
}

func phrases(text string) []said {
	var out []said
	for _, f := range guide.FindSpecialties(text) {
		out = append(out, said{span{f.From, f.To}, func(r *reader, phrase string) { r.specialty(f.Code, phrase) }})
	}
	if role, from, to, ok := guide.Role(text); ok {
		out = append(out, said{span{from, to}, func(r *reader, phrase string) { r.role(role, phrase) }})
	}
	for _, f := range guide.FindPayers(text) {
		out = append(out, said{span{f.From, f.To}, func(r *reader, _ string) { r.payer(f.Code) }})
	}
	return out
}

// specialty keeps the first specialty; a bare MD or therapist yields to any other.
func (r *reader) specialty(code, phrase string) {
	vague := isVague(phrase)
	switch {
	case r.Specialty == "" || (r.vague && !vague):
		r.Specialty, r.vague = code, vague
	case code != r.Specialty && !vague && !isCredential(key(phrase)):
		r.leave(phrase)
	}
}

func isVague(phrase string) bool {
	switch Fold(joints.Replace(phrase)) {
	case "md", "physician", "medical doctor", "therapist", "therapy", "coach", "coaching", "surgery", "do":
		return true
	}
	return false
}

func (r *reader) role(role guide.RoleCode, phrase string) {
	if r.Role != "" && r.Role != role {
		r.leave(phrase)
		return
	}
	r.Role = role
}

func (r *reader) payer(code string) {
	if name := guide.PayerName(code); !slices.Contains(r.Payers, name) {
		r.Payers = append(r.Payers, name)
	}
}

// looksLikeState says whether a code in capitals behind a city is a state's.
func (r *reader) looksLikeState(text string) bool {
	return r.wasPiece && r.tail == "" && hasWord(doubtfulStates, text)
}

// plain takes what is nothing else: the name first, then places.
func (r *reader) plain(text string, want slot) {
	text = trimConnectors(text)
	if !strings.ContainsFunc(text, unicode.IsLetter) {
		r.digits(text)
		return
	}
	wasPiece := r.wasPiece
	r.wasPiece = false
	switch {
	case text == "":
	case want == officeSlot && r.OfficeName == "":
		r.OfficeName = text
	case want == citySlot && r.City == "":
		r.City = text
	case r.Name == "" && want == anything && !r.isCityOf(text):
		r.name(text)
	case r.tail == "" && wasPiece && (isState(text) || hasWord(doubtfulStates, text)):
		r.tail = text
	case len(strings.Fields(text)) > mostPlaceWords, isRemark(text):
		r.leave(text)
	default:
		r.piece(text)
	}
}

// isCityOf says whether a text right behind the address is its city, though
// nobody was named yet.
func (r *reader) isCityOf(text string) bool {
	words := tokens(text)
	return len(r.streets) > 0 && r.behind == len(r.pieces)+1 && len(words) > 0 && !isTitle(words[0].text)
}

// mostPlaceWords is how many words the name of a place may have: more are taken
// for a remark, and not kept.
const mostPlaceWords = 4

// isRemark says whether a part begins as no name of a place does: "likes lilies".
func isRemark(text string) bool {
	words := tokens(text)
	if len(words) < 2 {
		return false
	}
	switch words[0].text {
	case "sees", "treats", "likes", "loves", "knows", "prefers", "wants", "does", "has", "is", "was", "very", "so", "really", "my", "our",
		"his", "her", "their", "not", "no", "best", "nice", "good", "great", "specializes", "helps", "helped", "sent", "told", "met", "i", "we":
		return true
	}
	return false
}

func (r *reader) piece(text string) {
	if parts := stateBehind.FindStringSubmatch(text); parts != nil && r.tail == "" && isState(parts[2]) {
		text, r.tail = parts[1], parts[2]
	}
	r.pieces, r.wasPiece = append(r.pieces, text), true
}

// digits is a part without letters: a ZIP code, or nothing unless it is all that
// was typed for a name.
func (r *reader) digits(text string) {
	if r.Name == "" && r.signs == "" {
		r.signs = text
		return
	}
	if zip := zipPattern.FindString(text); zip == text && text != "" && !strings.ContainsAny(r.tail, "0123456789") {
		r.tail = strings.TrimSpace(r.tail + " " + text)
		return
	}
	r.leave(text)
}

// name takes a name, with a place that is known at its end left out.
func (r *reader) name(text string) {
	if s, ok := knownIn(text, r.known.Cities); ok && s.from > 0 && s.to == len(text) && len(tokens(text[:s.from])) > 1 {
		r.City = text[s.from:]
		text = trimConnectors(text[:s.from])
	}
	words := tokens(text)
	for len(words) > 1 && isCredential(words[len(words)-1].text) && isUpper(text[words[len(words)-1].from:words[len(words)-1].to]) {
		last := words[len(words)-1]
		r.leave(text[last.from:last.to])
		text, words = strings.Trim(text[:last.from], " ,."), words[:len(words)-1]
	}
	r.Name = text
}

// isUpper says whether a word is written like an examination: DC, PhD.
func isUpper(word string) bool {
	capitals := 0
	for _, r := range word {
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals > 1
}

// trimConnectors takes words such as "at", "takes" and "and" off both ends.
func trimConnectors(text string) string {
	words := tokens(text)
	for len(words) > 0 && connector(words[0].text) {
		text, words = text[words[0].to:], tokens(text[words[0].to:])
	}
	for len(words) > 0 && connector(words[len(words)-1].text) {
		text, words = text[:words[len(words)-1].from], words[:len(words)-1]
	}
	return strings.Trim(text, " ,.;:&+/\\-–—")
}

// finish says which of the pieces are the office and the city.
func (r *reader) finish() Line {
	for _, take := range []func(){r.knownCity, r.cityBehindAddress, r.officeOfStaff, r.lastCity, r.firstOffice} {
		take()
	}
	for _, piece := range r.pieces {
		r.leave(piece)
	}
	if r.Name == "" && r.OfficeName == "" && r.Specialty == "" && r.Role == "" {
		r.Name, r.City = r.City, ""
	}
	if r.Name == "" && r.OfficeName == "" {
		r.Name = r.signs
	}
	if r.Role != "" && r.vague {
		r.Specialty = ""
	}
	r.Address = r.address()
	r.Rest = strings.Join(r.rest, ", ")
	return r.Line
}

func (r *reader) take(i int) string {
	piece := r.pieces[i]
	r.pieces = slices.Delete(slices.Clone(r.pieces), i, i+1)
	if r.behind > i+1 {
		r.behind--
	}
	return piece
}

func (r *reader) knownCity() {
	i := slices.IndexFunc(r.pieces, func(piece string) bool {
		return slices.ContainsFunc(r.known.Cities, func(city string) bool { return key(city) == key(piece) })
	})
	if i >= 0 && r.City == "" {
		r.City = r.take(i)
	}
}

func (r *reader) cityBehindAddress() {
	if r.City == "" && r.behind > 0 && r.behind <= len(r.pieces) {
		r.City = r.take(r.behind - 1)
	}
}

func (r *reader) officeOfStaff() {
	if r.Role != "" && r.OfficeName == "" && len(r.pieces) > 0 {
		r.OfficeName = r.take(0)
	}
}

func (r *reader) lastCity() {
	if r.City == "" && len(r.pieces) > 0 {
		r.City = r.take(min(1, len(r.pieces)-1))
	}
}

func (r *reader) firstOffice() {
	if r.OfficeName == "" && len(r.pieces) > 0 {
		r.OfficeName = r.take(0)
	}
}

// address is the whole of it as on an envelope, if a state or a ZIP code was
// given; else the street alone.
func (r *reader) address() string {
	parts := r.streets
	if r.tail != "" {
		place := r.tail
		if r.City != "" {
			place = r.City + ", " + r.tail
		}
		parts = append(slices.Clone(parts), place)
	}
	return strings.Join(parts, ", ")
}
