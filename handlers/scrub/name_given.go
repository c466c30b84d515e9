package scrub

import (
	"strings"
	"unicode"
)

// given are first names that are no other word, so that they are known by their
// sound alone: in small letters, or in a text of capitals.
var given = listed(`
	abby abigail aisha alana alice alicia alison allison alyssa amanda amber amelia amy ana andrea angela angelica angie anita ann anna anne
	annette annie antonia audrey barb barbara beatrice becky bernice beth bethany betty beverly bonnie brenda brianna bridget brittany camila
	camille carla carmen carol carole caroline carolyn carrie cassandra catherine cathy cecilia celia charlene charlotte chelsea cheryl chloe
	christina christine cindy claire clara claudia colleen connie courtney cynthia dana danielle darlene debbie deborah debra delores denise
	desiree diana diane dolores donna doris dorothy edith edna eileen elaine eleanor elena elisa elizabeth ella ellen elsa emily emma erica erika
	erin ernestine esperanza estelle esther eva evelyn fatima fiona florence frances francesca gabriela gabrielle gail geraldine gertrude gina gladys
	glenda gloria greta gretchen guadalupe gwen hannah harriet heather heidi helen henrietta hilda ida imelda ingrid irene irma isabel
	isabella jackie jacqueline jane janet janice janine jasmine jean jeanette jeanne jenna jennifer jenny jessica jill jillian jo joan joann
	joanna joanne jocelyn jodi johanna josefina josephine joyce juana juanita judith judy julia juliana julie karen karina kate katherine kathleen
	kathryn kathy katie katrina kayla kelly kelsey kerry kim kimberly kristen kristin kristina kristy krystal lana laura lauren laurie leah lena
	leslie leticia lillian linda lindsay lindsey lisa liz lois lorena loretta lori lorraine louise lucia lucille lucinda lucy lupe luz lydia lynette
	lynn mabel mackenzie madeline madison mandy marcia margaret margarita margie maria mariana marie marilyn marissa marjorie marlene marsha martha
	mary maryann maureen maxine megan meghan melanie melinda melissa mercedes meredith mia michele michelle mildred mindy minnie miranda miriam
	molly mona monica monique muriel myra myrtle nadia nadine nancy naomi natalie natasha nellie nichole nicole nina noelle nora noreen norma
	olga olivia pamela patricia patsy patti paula paulette pauline peggy phyllis priscilla priya rachel ramona rebecca regina renee rhonda rita
	roberta rochelle rosa rosalie rosario roxanne ruth sabrina sally samantha sandra sara sarah selena serena shannon sharon sheila shelby shelly
	sheri sherri shirley silvia simone sofia sonia sonja sonya sophia sophie stacey stacy stella stephanie susan susana susanne suzanne sylvia tabitha
	tamara tamika tammy tanya tara teresa teri theresa tiffany tina tonya tracey tracy trisha valerie vanessa vera verna veronica vicki vicky
	victoria viola virginia vivian wanda wendy wilma yesenia yolanda yvette yvonne zoe zoey
	abbie alejandra alexandra anja araceli ashley ava beatriz bev birgit brittney caitlin concepcion consuelo deb debby gisela graciela hailey heike helga inge
	irina ivonne jada jen jenn jenna jess kaitlyn kat katrin kaylee keisha kris kristina kylie latoya lakshmi lupita luisa marisol maricela meg mónica monika
	nicola pam petra pilar renate sabine silke socorro steph sunita svetlana tatiana trish ursula ute ximena yuki jesús maría josé ángel andrés sofía lucía

	aaron abdul abraham adam adrian ahmed alan albert alberto alejandro alex alexander alfonso alfred alfredo ali allan allen alvin andre andres
	andrew andy angelo anthony antonio arjun armando arnold arthur arturo barry ben benjamin bernard bob bobby boris brad bradley brandon brendan
	brent brett brian bruce bryan byron caleb calvin cameron carl carlos cecil cesar charles charlie chester chris christopher clarence claude
	clayton clifford clyde cody colin connor corey cory craig curtis damon dan daniel danny darrell darren darryl dave david dennis derek
	derrick devin diego dmitri dominic donald doug douglas duane dustin dwight dylan eddie edgar edmund eduardo edward edwin elias elijah elmer
	emilio emmanuel enrique eric erik ernest ernesto ethan eugene evan everett felipe felix fernando floyd francis francisco franklin fred
	freddie frederick gabriel garrett gary geoffrey george gerald gerard gilbert giovanni glen glenn gordon greg gregory guillermo gustavo harold
	harry harvey hassan hector henry herbert herman homer howard hugh hugo ian ibrahim ignacio irving isaac isaiah ismael ivan jacob jaime jake
	jamal james jared jason javier jeff jeffery jeffrey jeremiah jeremy jerome jerry jesse jim jimmy joe joel johan john johnny jon jonathan
	jordan jorge jose josé joseph josh joshua josue juan julian julio julius justin karl keith kelvin ken kenneth kenny kevin kirk kurt kyle
	larry lawrence lee leo leon leonard leroy lester lewis liam lloyd logan lonnie lorenzo louis lucas luis luke luther malcolm manuel marc
	marcelo marco marcos marcus mario marlon marshall martin marvin mathew matt matteo matthew maurice mauricio melvin michael miguel mike
	milton mitchell mohamed mohammad mohammed morris moses muhammad murray nathan nathaniel neil nelson nicholas nick nicolas noah norman oliver
	omar orlando oscar owen pablo patrick paul pedro perry pete peter phil philip phillip rafael ralph ramiro ramon randall randy raul ray raymond
	reginald rene ricardo richard rick rickey ricky robert roberto roderick rodney rodrigo roger roland ron ronald ronnie ross roy ruben rudy
	russell ryan salvador sam samuel santiago saul scott sean sebastian sergei sergio seth shane shaun shawn sidney simon spencer stanley stefan
	stephen steve steven stewart stuart tariq ted terrance terrence terry theodore thomas tim timothy todd tom tomas tommy tony travis trevor
	aiden anil brayden darius deepak deshawn dieter dmitry finn günter hans hiroshi igor jayden jens jonas jürgen kenji klaus lukas malik markus
	matthias sanjay stefan uwe wolfgang troy tyler tyrone vernon victor vincent vladimir wallace walter warren wayne wendell wesley wilfred william willie wyatt xavier yusuf zachary`)

// Given reports whether a word is a first name by its sound alone.
func Given(word string) bool {
	_, ok := given()[strings.ToLower(strings.Trim(word, ".,;:()"))]
	return ok
}

// FullName reports whether a text is a first name with a surname and nothing else, and
// neither a town nor a method: "Jane Doe", "jane van doe". In a sentence it may be anybody's
// name; where a town or an hour is to stand it is nobody's but a person's.
func FullName(text string) bool {
	words := strings.Fields(strings.ToLower(strings.Trim(text, " .,;:!?()\"'")))
	if len(words) < 2 || len(words) > mostNameWords || !given().has(words[0]) || places().has(words[0]) || namedPlaces().has(strings.Join(words, "-")) {
		return false
	}
	for _, w := range words[1:] {
		if strings.ContainsFunc(w, unicode.IsDigit) || placeEnds().has(w) || noSurname().has(w) || states().has(w) && len(words) == 2 || methods().has(w) || methodEnds().has(w) ||
			!particles().has(w) && (never().has(w) || headings().has(w)) {
			return false
		}
	}
	return true
}
