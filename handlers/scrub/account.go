package scrub

import (
	"regexp"
	"strings"
)

// The parts of an account of a network.
const (
	network = `(?:insta(?:gram)?|ig|facebook|fb|tik ?tok|snap(?:chat)?|twitter|venmo|cash ?app|telegram|discord|whats ?app|linkedin|skype|wechat)`
	// networkHost is where the path of an address names somebody.
	networkHost = `(?:(?:www|m|mobile|web|api|chat|vm|[a-z]{2})\.)?(?:instagram\.com|instagr\.am|facebook\.com|fb\.(?:com|me)|m\.me|wa\.me|whatsapp\.com|t\.me|telegram\.me|tiktok\.com|` +
		`twitter\.com|x\.com|threads\.(?:net|com)|snapchat\.com|linkedin\.com|pinterest\.com|linktr\.ee|venmo\.com|cash\.app|paypal\.me|youtube\.com/@|discord\.gg|signal\.me|bsky\.app/profile)`
	accountName = `(?P<it>[\pL\d_][\pL\d_.]*[\pL\d_])`
)

var (
	networkLink = regexp.MustCompile(`(?i)(?:https?://|\b)` + networkHost + ` ?/ ?[^\s\x00,;()"']*[^\s\x00,;()"'.:!?]`)
	// @jane.doe, at the beginning of a word.
	atName = regexp.MustCompile(`(?:^|[\s(\[,;:"'/-])(?P<it>@[\pL\d_][\pL\d_.-]+[\pL\d_])`)
	// ig: janedoe, insta jane_doe7.
	accountIs = regexp.MustCompile(`(?i)\b` + network + `(?:'s)?(?P<word> ?(?:handle|user ?name|account|id|name|profile))?(?P<joint> ?[:=@-] ?| is | as | under | )` + accountName)
	clockTime = regexp.MustCompile(`(?i)^\d{1,2}(?:[:.]\d\d)?[- ]?(?:am|pm|h|uhr)?$`)
)

func (p *page) accounts() {
	if p.mentions("/") {
		p.takeAll(Account, networkLink, nil)
	}
	p.takeAll(Account, atName, func(m match) bool {
		return !notAccounts().has(strings.ToLower(m.part("it")[1:])) && !clockTime.MatchString(m.part("it")[1:])
	})
	if p.mentions("insta", "ig", "facebook", "fb", "tik", "snap", "twitter", "venmo", "cash", "telegram", "discord", "whats", "linkedin", "skype", "wechat") {
		p.takeAll(Account, accountIs, isAccount)
	}
}

// isAccount reports whether the word behind the name of a network is one's name there:
// it is called so, or looks like nothing else.
func isAccount(m match) bool {
	name := strings.ToLower(m.part("it"))
	if strings.Trim(name, "0123456789.") == "" || never().has(name) || headings().has(name) || notAccounts().has(name) {
		return false
	}
	if strings.ContainsAny(name, "_0123456789") || strings.Contains(strings.Trim(name, "."), ".") {
		return true
	}
	joint := strings.TrimSpace(m.part("joint"))
	return m.part("word") != "" && joint != "" || joint == ":" || joint == "=" || joint == "@" || joint == "as" || joint == "under"
}

// notAccounts stand behind @ or a network where no account is meant.
var notAccounts = listed(`noon midnight home work lunch night dawn least the our my your her his their this that each both all best fine okay ok good great better
	cafe coffee church school gym studio office clinic park library reception dance`)
