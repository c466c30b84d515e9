package guide

// This file holds the lines of a draft. The rules are: plain words that one can
// write by hand, no line longer than a phone shows in three; never he or she,
// never a reason to be seen, never a favour for a favour; Variants lines each.

// occasionLines are the lines for an occasion, or for several of the same kind.
// An occasion that is not known has the lines of a meeting.
func occasionLines(o Occasion, several bool) []string {
	switch o {
	case InboundReferral:
		return inboundLines(several)
	case OutboundReferral:
		return outboundLines()
	case TheyWent:
		return wentLines(several)
	case MetVisit:
		return visitLines()
	case MetLunch:
		return lunchLines()
	case MetMeetup:
		return meetupLines()
	case Called:
		return callLines()
	case OfficeMet:
		return officeLines()
	}
	return elsewhereLines()
}

func inboundLines(several bool) []string {
	if several {
		return []string{
			"Thank you for thinking of me more than once lately. Your trust means a lot to me.",
			"More than one new face at my door came from you. Thank you for your trust.",
			"I was touched that you gave out my name again. Thank you.",
			"Thank you for pointing people my way. I look after each of them with care.",
		}
	}
	return []string{
		"Thank you for thinking of me and passing on my name. Your trust means a lot.",
		"Somebody new came to me on your word. Thank you for that trust.",
		"I was so pleased to hear that you had mentioned me. Thank you.",
		"Thank you for trusting me with somebody in your care. I will do my best work.",
	}
}

func outboundLines() []string {
	return []string{
		"It is good to know somebody I can recommend without a second thought. Thank you for the work you do.",
		"When people ask me whom I trust, I am glad to say your name. Thank you for being there.",
		"Thank you for being part of the team I can count on.",
		"I feel better at my own work because I know you are doing yours. Thank you.",
	}
}

func wentLines(several bool) []string {
	if several {
		return []string{
			"Thank you for making room for the people I mentioned you to. They are in good hands.",
			"I hear that more than one person found the way from my door to yours. Thank you for the care you take.",
			"Thank you for the welcome you gave to those I told about you.",
			"Each time I mention your name I know it will go well. Thank you for that.",
		}
	}
	return []string{
		"Thank you for the care you are taking of somebody who came to you from me.",
		"I hear that my recommendation found the way to you. Thank you for making the time.",
		"Thank you so much for the welcome you gave to the person I told about you.",
		"It is a relief to know that somebody I care for is in such good hands. Thank you.",
	}
}

func visitLines() []string {
	return []string{
		"Thank you for making time for me at your office. I know how full your days are.",
		"It was a pleasure to see where you work. Thank you for having me.",
		"Thank you for letting me come by, and for the friendly welcome.",
		"I left your office in a good mood. Thank you for those minutes.",
	}
}

func lunchLines() []string {
	return []string{
		"Thank you for sharing your lunch hour with me. I enjoyed the talk and learned a lot.",
		"Lunch with all of you was the best part of my week. Thank you.",
		"Thank you for giving me your break. I know it is the only quiet hour of the day.",
		"What a good table to sit at! Thank you for lunch together.",
	}
}

func elsewhereLines() []string {
	return []string{
		"It was so good to sit down with you. Thank you for your time.",
		"Thank you for the good talk. I have been thinking about it since.",
		"I am glad that we met. Thank you for all you told me about your work.",
		"Thank you for taking the time to meet. I would love to do it again.",
	}
}

func meetupLines() []string {
	return []string{
		"It was a joy to talk with you at the meetup. Thank you for your ideas.",
		"The meetup was worth it for our conversation alone. Thank you.",
		"Thank you for coming over to talk at the meetup. I hope to see you at the next.",
		"I came home from the meetup with a new colleague to learn from. Thank you.",
	}
}

func callLines() []string {
	return []string{
		"Thank you for taking my call. It helped me more than you know.",
		"It was good to hear your voice. Thank you for picking up the phone.",
		"Thank you for those minutes on the phone in the middle of a busy day.",
		"I am grateful that you called me back and explained it so well. Thank you.",
	}
}

func officeLines() []string {
	return []string{
		"Thank you all for the warm welcome at your office.",
		"Everybody I met at your office was so kind. Please pass on my thanks.",
		"Thank you for making room for me in a busy day at the office.",
		"Your office is a friendly place to walk into. Thank you, all of you.",
	}
}

func cardLines() []string {
	return []string{
		"I have put two business cards in with this note.",
		"Two business cards are enclosed, one of them to keep.",
		"With this come two business cards, in case they are of use.",
		"You will find two business cards in the envelope.",
	}
}

func closings() []string {
	return []string{
		"If I can ever help you or your team, just call.",
		"I hope that our paths cross again soon.",
		"It is a pleasure to have you as a colleague.",
		"I wish you a good week and a little time to put your feet up.",
	}
}

func signOffs() []string {
	return []string{"Warmly,", "With thanks,", "Kind regards,", "Gratefully,"}
}
