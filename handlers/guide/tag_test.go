package guide_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"referout/handlers/guide"
)

func TestReadTag(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"plum-harbor", "plum-harbor"},
		{"Plum-Harbor", "plum-harbor"},
		{"plum harbor", "plum-harbor"},
		{"  PLUM   harbor\n", "plum-harbor"},
		{"plum–harbor", "plum-harbor"},
		{"plum_harbor", "plum-harbor"},
		{"harbor-plum", ""},
		{"plum", ""},
		{"plum harbor lantern", ""},
		{"plum john", ""},
		{"mary harbor", ""},
		{"plumharbor", ""},
		{"", ""},
	} {
		if tag, ok := guide.ReadTag(test.text); tag != test.want || ok != (test.want != "") {
			t.Errorf("%q: %q, %v; want %q", test.text, tag, ok, test.want)
		}
	}
}

func TestTagIsReadBackAndRepeatable(t *testing.T) {
	one, two := rand.New(rand.NewPCG(1, 2)), rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		tag := guide.Tag(one)
		if again := guide.Tag(two); again != tag {
			t.Fatalf("the same source drew %q and %q", tag, again)
		}
		if read, ok := guide.ReadTag(strings.ToUpper(tag)); !ok || read != tag {
			t.Fatalf("%q is read as %q, %v", tag, read, ok)
		}
	}
}

// unwanted are words that could be taken for a description of somebody.
const unwanted = `
ant ape bear beaver bee beetle bird bison boar buck buffalo bull bunny butterfly calf camel canary cat chick clam cobra cod colt
cow crab crane cricket crow cub deer dog dolphin donkey dove dragon duck eagle eel elk emu falcon fawn ferret finch fish flamingo fly foal
fowl fox frog gecko gnat goat goose gopher gull hamster hare hawk hedgehog hen heron hippo hog hornet horse hound jackal jaguar jay kitten
kite koala lamb lark leopard lion lizard llama lobster loon lynx magpie mantis mare marten mink mole monkey moose mosquito moth mouse mule
newt octopus osprey otter owl ox oyster panda panther parrot peacock pelican penguin pig pigeon pike pony puffin puma puppy quail rabbit
raccoon ram rat raven robin rooster salmon seal shark sheep shrimp skunk sloth slug snail snake sparrow spider squid squirrel stag stork
swallow swan swift tiger toad trout tuna turkey turtle viper vixen walrus wasp weasel whale wolf wombat worm wren yak zebra
ankle arm artery back beard belly bladder body bone bosom bowel brain breast brow bust buttock calf cheek chest chin colon column cord crown
disc ear elbow eye eyebrow eyelid face finger fist flesh foot forehead gland groin gum gut hair hand head heart heel hip instep iris jaw
joint kidney knee knuckle lap larynx leg limb lip liver lobe lung mouth muscle nail navel neck nerve nipple nose organ palm pelvis pupil
rib scalp shin shoulder skin skull sole spine stomach sternum temple tendon thigh throat thumb toe tongue tonsil tooth torso trunk uterus
vein waist wrist atlas anvil hammer stirrup vessel tissue
adult aged ancient antique baby boy child elder elderly girl infant junior kid lad lady man mature mom newborn old senior teen toddler
vintage woman young youth minor grandma granny
angry anxious bitter bliss blue brave bright calm cheer cheery cross dull eager fear fierce gentle giddy glad gloom grief grumpy happy humble
jolly joy keen lazy lonely lucky mad meek mellow merry moody nervous pain panic proud quiet rage sad serene shy sleepy solemn sorrow stress
sullen sunny tender tense tired weary wild worry frail weak sick ill fat thin slim plump tall short
amber apricot aqua azure beige black blond bronze brown brunette buff burgundy charcoal cherry chestnut chocolate citron cobalt copper coral
cream crimson cyan ebony emerald fuchsia gold golden gray green grey hazel indigo ivory jade khaki lavender lemon lilac lime magenta mahogany
maroon mauve mint mocha mustard navy ochre olive orange orchid peach periwinkle pink purple red rose ruby russet rust saffron salmon sand
sapphire scarlet sepia sienna silver slate tan teal turquoise umber vermilion violet white yellow
aaron abby alan amy andy angel anna april ash august autumn basil bill bob brandy brook carol charity chase chip christian cliff clay
crystal daisy dale dan dawn dean drew dustin earl eve faith fern flora frank gene ginger glen grace grant harper heather henry holly hope
hunter iris ivy jack jasmine jasper jean jewel john joy june juniper kay ken lance laurel lee lily mark marina mary mason max may melody
miles myrtle nick olive opal pat pearl penny pepper peter piper poppy ray reed rich river robin rod rosemary rowan ruth sage sally sam
sandy savanna sierra sky stella sue summer ted tim tom tony trinity tyler victor victoria virginia wade walter will willow woody
brace bandage cane capsule cast chart clinic cramp crutch cyst dose drain fever graft gout gauze hives hospital implant knot lump migraine
needle opioid patch pill plaster polyp pump scar scan shingle shot sling splint sprain stent stitch stool stretch suture swelling syringe
tablet tumor ulcer vaccine ward wart wheelchair wound x-ray stone table cup roller oil lotion massage
`

func TestTagWords(t *testing.T) {
	first, second := guide.TagWords()
	if len(first) < 256 || len(second) < 256 {
		t.Errorf("%d and %d words, want 256 each", len(first), len(second))
	}
	all := slices.Concat(first, second)
	seen := make(map[string]bool)
	denied := strings.Fields(unwanted)
	for _, w := range all {
		if !regexp.MustCompile("^[a-z]{3,8}$").MatchString(w) || seen[w] {
			t.Errorf("%q is no word of 3 to 8 letters, or stands there twice", w)
		}
		seen[w] = true
		if slices.Contains(denied, w) {
			t.Errorf("%q could be taken for a description", w)
		}
	}
	for _, w := range all {
		if seen[w+"s"] {
			t.Errorf("%q stands there with its plural", w)
		}
	}
}
