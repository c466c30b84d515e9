package bot

import (
	"context"
	"strings"
)

// ownFeature is what the router answers by itself.
func (r *Router) ownFeature() Feature {
	return Feature{
		Mail: []Mailbox{{Kind: presentMail, Personal: learnOfCircle}},
		Actions: []Action{
			{Name: formAction, Edits: true, Personal: fillForm},
			{Name: publishAction, Edits: true, Once: true, Personal: letGo},
			{Name: keepAction, Personal: func(_ context.Context, p *Personal) (Private, error) { return keepOther(p) }},
		},
	}
}

// cut takes a button's payload apart.
func cut(payload string) (action string, parts []string) {
	all := strings.Split(payload, ":")
	return all[0], all[1:]
}
