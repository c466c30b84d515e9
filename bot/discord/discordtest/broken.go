package discordtest

import "errors"

var errNoRoute = errors.New("no route to host")

// Break cuts the bot off, or lets it reach the network again. It takes the place of
// OnCall's hook.
func (n *Network) Break(on bool) {
	n.mu.Lock()
	n.broken = on
	n.onCall = nil
	if on {
		n.onCall = func(Call) error { return errNoRoute }
	}
	n.mu.Unlock()
	if on {
		n.Drop()
	}
}

func (n *Network) isBroken() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.broken
}
