package consoletest

import (
	"context"
	"strconv"
	"strings"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/console"
)

// A console sends only what its own buttons carry, so a forged press is typed by
// somebody who sees the button and changed on its way to the bot.

// forgery is a press by somebody else, on another message than the button's.
type forgery struct {
	typist, person string
	on             bottest.Line
}

// forge reports whether a button does not belong to the line, and has it pressed.
func (n *Network) forge(person string, on bottest.Line, b bottest.Button) bool {
	digits, _, _ := strings.Cut(b.Payload, ".")
	number, _ := strconv.Atoi(digits)
	n.mu.Lock()
	root := strconv.Itoa(n.roots[number])
	if root == on.ID || n.roots[number] == 0 {
		n.mu.Unlock()
		return false
	}
	typist, group := nobody, ""
	for _, l := range n.page {
		if l.ID == root && l.Person != "" {
			typist = l.Person
		}
		if l.ID == root {
			group = l.Group
		}
	}
	n.forged = &forgery{typist, person, on}
	n.mu.Unlock()
	n.enter(typist, group, b.Payload)
	return true
}

// desk is a console some of whose presses are forged.
type desk struct {
	*console.Console
	network *Network
}

// Run implements bot.Platform.
func (d desk) Run(ctx context.Context, r bot.Receiver) error {
	return d.Console.Run(ctx, forging{r, d.network})
}

// Send implements bot.Platform.
func (d desk) Send(ctx context.Context, m bot.Delivery) (bot.Receipt, error) {
	receipt, err := d.Console.Send(ctx, m)
	if end := strings.LastIndexByte(receipt.Message, '-'); err == nil && end >= 0 {
		d.network.mu.Lock()
		d.network.prefix = receipt.Message[:end+1]
		d.network.mu.Unlock()
	}
	return receipt, err
}

type forging struct {
	bot.Receiver
	network *Network
}

// Receive implements bot.Receiver.
func (f forging) Receive(ctx context.Context, in bot.Incoming) error {
	return f.Receiver.Receive(ctx, f.network.changed(in))
}

// changed is an input, or what was made of it.
func (n *Network) changed(in bot.Incoming) bot.Incoming {
	n.mu.Lock()
	defer n.mu.Unlock()
	f := n.forged
	if f == nil || in.Kind != bot.Tapped || in.From.ID != written(f.typist) {
		return in
	}
	n.forged = nil
	in.From.ID, in.Message = written(f.person), n.prefix+f.on.ID
	in.Reply = in.From.ID + " " + in.ID
	in.Chat, in.Named = nil, f.on.Group != ""
	if in.Named {
		group, topic, _ := strings.Cut(f.on.Group, "/")
		in.Chat = &bot.Chat{Platform: n.Name(), ID: group, Thread: topic}
	}
	return in
}
