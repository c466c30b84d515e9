package bot

import (
	"errors"

	"referout/store"
)

// How somebody who has spoken in a group comes to her private chat.

// EnteredMail is the kind of letter that tells a circle that somebody has come to her
// private chat from it.
const EnteredMail = "entered"

// enterAction is the button that opens what a code opens.
const enterAction = "enter"

// Entrance is how who asks comes to her private chat: a line for the group, and where
// bots may write first a message there. In a circle that nobody with a book has used,
// it opens no book where those are by invitation.
func (s *Shared) Entrance() (Message, error) {
	v, err := roomOf(s.Data)
	if err != nil {
		return Message{}, err
	}
	if !v.Open && !s.desk.router.open(s.Who) {
		return pointer(), nil
	}
	if v, err = s.desk.circleCode(s.Data, v); err != nil {
		return Message{}, err
	}
	return entrance(v.Code), s.desk.push(s.Data, parcel{To: &s.Who, Message: welcome(v.Code)})
}

// circleCode lets a circle have a code that is good for a while.
func (d *desk) circleCode(circle store.CircleTx, v room) (room, error) {
	if v.Code != "" && d.now.Add(circleLife/2).Before(v.Until) {
		return v, nil
	}
	v.Until = d.now.Add(circleLife)
	var err error
	if v.Code, err = d.newCode(code{Kind: CircleCode, Space: circle.ID(), Until: v.Until}, circle); err != nil {
		return v, err
	}
	return v, rooms.Put(circle, theRoom, v)
}

// fromCircle says whether somebody comes with a code of a circle whose chat she is in.
// Where the platform does not say, she has to have spoken there.
func (d *desk) fromCircle(c code, a Account) (store.CircleTx, error) {
	circle, err := d.tx.Circle(c.Space)
	if errors.Is(err, store.ErrNotFound) {
		return circle, errWrongCode
	}
	if err != nil {
		return circle, err
	}
	v, err := roomOf(circle)
	if err != nil {
		return circle, err
	}
	switch standing, err := d.standing(v.Chat, a); {
	case err != nil:
		return circle, err
	case standing == Outside:
		return circle, errWrongCode
	case standing == Unknown:
		spoke, err := d.spoke(circle, a)
		if err == nil && !spoke {
			err = errWrongCode
		}
		return circle, err
	}
	return circle, nil
}

// enterFrom tells a circle that somebody has come from it.
func (d *desk) enterFrom(circle store.CircleTx, a Account) error {
	_, err := d.publish(address{Circle: circle.ID()}, letter{Kind: EnteredMail, From: a})
	return err
}
