package simtest

// circleFigures are what a simulation counts about circles.
type circleFigures struct {
	Letters                           int // written
	Shown                             int // listings, again and again
	Vouches, Asks, Answers, Passed    int
	Meetings, Replies, Reminders, Met int
	Pairs, Rounds, Read               int // pairs made; reading rounds; who has read one
	Waited                            int // for a seat
	Cards                             int // messages that are the first of a card
	Twice, OffersTwice                int // cards and offers that were shown again
	Forged                            int // payloads sent from another group
}

func (f *circleFigures) add(g circleFigures) {
	f.Letters += g.Letters
	f.Shown += g.Shown
	f.Vouches += g.Vouches
	f.Asks += g.Asks
	f.Answers += g.Answers
	f.Passed += g.Passed
	f.Meetings += g.Meetings
	f.Replies += g.Replies
	f.Reminders += g.Reminders
	f.Met += g.Met
	f.Pairs += g.Pairs
	f.Rounds += g.Rounds
	f.Read += g.Read
	f.Waited += g.Waited
	f.Cards += g.Cards
	f.Twice += g.Twice
	f.OffersTwice += g.OffersTwice
	f.Forged += g.Forged
}

func (f circleFigures) rows(row func(string, any)) {
	row("letters", f.Letters)
	row("listings shown", f.Shown)
	row("vouches", f.Vouches)
	row("asks", f.Asks)
	row("answers to asks", f.Answers)
	row("people passed on", f.Passed)
	row("meetings", f.Meetings)
	row("replies to meetings", f.Replies)
	row("people waiting for a seat", f.Waited)
	row("reminders of meetings", f.Reminders)
	row("people met at meetings and in pairs", f.Met)
	row("pairs made", f.Pairs)
	row("reading rounds", f.Rounds)
	row("people who have read one", f.Read)
	row("messages that are cards", f.Cards)
	row("cards shown twice", f.Twice)
	row("offers shown twice", f.OffersTwice)
	row("payloads sent from another group", f.Forged)
}
