package people

import (
	"fmt"

	"referout/bot"
)

// Texts about what was typed for one field.
const (
	nameEmpty          = "I need a name, such as “Dr Lee”. Nothing was saved."
	nameWithoutLetters = "I need a name with letters in it, such as “Dr Lee”. Nothing was saved."
	clientsStayOut     = "That reads as if it were about a client. Clients' names don't belong here: nothing was saved. Type a professional's name and what they do, such as “Dr Lee, chiropractor, Akron”."
	nameTooLong        = "That name has more than %d characters. Please send just the name, such as “Dr Lee”."
	payersUnread       = "I see no payer in that. Please send names with commas between, such as “Aetna, Medicare, cash”."
	tapCancel          = "Tap Cancel below to stop. Nothing is saved yet."
	needsSlash         = "With a slash in front that is a command: /%s. Here I ask for one thing at a time; Cancel below stops."
	valueEmpty         = "I need some letters or digits for the %s."
	valueTooLong       = "That %s is too long. Please send at most %d characters."
)

func notAPhone(typed string) error {
	return bot.Errorf("I can't read “%s” as a phone number. Please send it with its area code, like 330-555-0134, or with its country code, like +44 20 7946 0958.", Quote(typed))
}

func roleUnknown(typed string) string {
	return fmt.Sprintf("I don't know “%s” as a role in an office. I know practice manager, office manager, front desk, nurse, medical assistant, referral coordinator and billing.", typed)
}

// Quote is a text cut to what a sentence can quote.
func Quote(text string) string { return cut(text, 41) }

// cancelled ends whatever was asked.
func cancelled() bot.Message {
	return bot.Compose(bot.Say("Stopped: no question is open any more, and nothing of it was saved. /undo takes back the last thing that was."))
}
