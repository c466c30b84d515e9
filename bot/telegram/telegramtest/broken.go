package telegramtest

import (
	"context"
	"errors"
)

// Break cuts the bot off, or lets it reach the network again. What a poll was about to
// hand over stays unconfirmed. It takes the place of OnCall's hook.
func (n *Network) Break(on bool) {
	if !on {
		n.OnCall(nil)
		return
	}
	n.OnCall(func(context.Context, string, Point) error { return errors.New("no route to host") })
}
