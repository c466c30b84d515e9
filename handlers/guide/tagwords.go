package guide

// The two lists of tag words are stored in tags: words may be added at any
// time, and none is ever taken out. No word is an animal, a part of a body, an
// age, a mood, a colour (but for the fruit "plum"), a name in common use or a
// clinical term, and no word stands in both lists.

// growing holds plants, food, land and weather.
const growing = `
acorn alder alfalfa almond anise apple arbor arugula banyan barley basalt bayberry bayou
beach bedrock blizzard blossom boulder boxwood bracken bramble breeze broccoli burdock
cabbage cactus canyon caraway cardamom carrot cascade cashew cassava cavern cedar celery
chard chicory chive cilantro cirrus cloud coast cocoa comet coppice cosmos cotton couscous
cove crag crater creek cress crocus cumin cumulus currant custard cyclone cypress daikon
desert dew dill drizzle dune eclipse elm endive equinox estuary farmland feldspar fennel
fescue fig fjord flax forest freesia frost gabbro galaxy garlic geode ginkgo glacier glade
gneiss gorse gourd granite gravel grotto grove guava gulch gulf hail hawthorn haystack
haze hedge hickory hillock hillside hilltop horizon hummus hyacinth icicle inlet island
islet isthmus kale kelp knoll lagoon lake lakeside larch lentil lettuce linden loam lotus
lowland magma mallow mango maple marble marsh marzipan meadow mesa meteor millet mist
monsoon moorland moraine mountain muesli nebula nectar nimbus nougat nutmeg oak oasis oat
oatmeal obsidian ocean okra omelet onion oregano outcrop pampas pancake papaya paprika
parkland parsley parsnip pasta pastry pasture pebble pecan peony pesto petunia pine
pinecone planet plantain plateau plum polenta pomelo pond poplar prairie pretzel privet
pyrite quartz quiche quince quinoa radish rain raindrop rainfall ravine reef rhubarb rice
ridge risotto rivulet runnel rye salsa sandbar scone seaside sequoia sesame shale shallot
sherbet shoal shore sleet snowbank snowfall solstice sorbet sorghum spinach spring spruce
squash strait stream strudel sumac summit sunbeam sundown sunrise sunset syrup tansy
tapioca tarn taro tarragon teak tempeh terrain thicket thunder thyme tidepool tofu topsoil
tropic truffle tulip tundra turnip typhoon upland valley verbena vetch vine vista waffle
walnut water waterway wisteria woodland yam yarrow yogurt yucca zenith zephyr zinnia
zircon zucchini
`

// made holds tools, rooms, streets and music.
const made = `
abacus alcove almanac anchor arcade archway arena avenue awning axle badge balcony ballad
ballpark banister banjo banner barge barn basket bassoon baton bazaar beacon belfry bell
bicycle bistro bobbin boiler bonfire bookcase bookend bookmark boutique box bracket brooch
broom bucket bugle bungalow cabana cabin cabinet cable calendar camera campfire candle
canister canoe canopy canteen canvas caravan cargo carousel carpet carton castle cellar
cello chalet chime chimney chisel chord cinema citadel clarinet coaster compass concert
corner cottage counter coupon crate crayon cupboard curtain cutlery cymbal deck depot dial
dinghy diorama domino doorbell doorway drawer dulcimer dustpan easel envelope fabric
factory faucet fedora fence ferry festival fiddle flagpole flannel flute folder foundry
foyer freight fresco funnel gable gadget gallery galley gangway garage garden gate gateway
gavel gazebo gazette gearbox glider globe glossary gondola gong griddle guitar hallway
hammock hangar harbor harp hayloft highway hostel hotel house igloo inkwell jacket jar
jetty jigsaw journal jukebox junction kayak kazoo kettle keyboard kiln kiosk kitchen
ladder ladle lamp landmark lantern lattice lectern ledger levee lever lexicon library
limerick lobby locker locket lodge loft loggia loom lounge lute lyric mailbox mallet
mandolin manor mansion map market marquee maze menu mill mirror mitten moat monorail
mosaic mural museum napkin notebook notepad novel obelisk oboe octave opera orchard
ornament outpost overpass paddle paddock padlock pagoda palace palette pamphlet pantry
parade parasol parcel parquet passport patio pavilion pedestal pencil pendulum pennant
pergola piano piccolo picnic pier pinball pinwheel pitcher placard plank plaza pliers
plinth pocket podium poem polka poncho porch portico portrait postbox postcard poster
postmark pottery prism prologue pulley puzzle pylon quill quilt racket radio raft rafter
railway rake regatta replica riddle rocket rooftop rowboat rudder ruler runway sail
sandbox satchel saucer sawmill scaffold scarf scenery schooner shanty shed shelf shoebox
shovel shutter sidewalk signal signpost silo sketch skillet skylight sled sleigh sluice
sonata sonnet souvenir spatula spindle spool stadium stairway stamp stanza station statue
stencil stove street studio subway suitcase sundial switch symphony tango tapestry teacup
teapot teaspoon tempo tent terrace textile thermos thimble ticket timber tinsel toaster
toboggan torch tower town township tractor tram treetop trellis trestle trilogy trinket
tripod trolley trombone trowel trumpet tugboat turbine turnpike tuxedo ukulele umbrella
unicycle valise velvet veranda viaduct village vinyl violin visor walkway waltz wardrobe
wharf whistle wicker windmill window woodcut workbook workshop yacht zeppelin zipper
zither
`
