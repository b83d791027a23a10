"""Makes vidpipe/library/lexicon/nouns.txt: English nouns that the painter has no picture of, beside the nearest thing that
it has.

`python docs/nouns.py FOLDER` reads the files of WordNet 3.0 (index.noun, data.noun and the index of the other parts of
speech), as the Debian package `wordnet-base` has them. Of a noun its first meaning counts; it is filed under the nearest
more general word that can be drawn. Left out: names, what is more often a verb or an adjective, and all the lexicon
already has.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from vidpipe.library.lexicon import GROUPS, LANGUAGES, lexicon, words
from vidpipe.library.visual import spot, tokens, visual
from vidpipe.providers.local.director.seen import KINDS

TARGET = Path(__file__).parents[1] / "vidpipe/library/lexicon/nouns.txt"
FILES = {"05": "animal", "06": "artifact", "13": "food", "17": "object", "18": "person", "20": "plant", "08": "body"}
"""WordNet's own files of nouns that can be seen, by number."""
ANCHORS = {
    "bird": "bird", "wading bird": "flamingo", "bird of prey": "eagle", "aquatic bird": "duck", "anseriform bird": "duck",
    "seabird": "dove", "gallinaceous bird": "rooster", "game bird": "rooster", "pheasant": "peacock", "grouse": "rooster",
    "owl": "owl", "parrot": "parrot", "ratite": "flamingo", "ostrich": "flamingo", "corvine bird": "blackbird",
    "fish": "fish", "shark": "shark", "ray": "blowfish", "insect": "cricket", "beetle": "ladybird", "bug": "ladybird",
    "wasp": "bee", "bee": "bee", "fly": "mosquito", "gnat": "mosquito", "dragonfly": "butterfly", "moth": "butterfly",
    "butterfly": "butterfly", "arachnid": "spider", "crustacean": "crab", "shrimp": "shrimp", "lobster": "crab",
    "gastropod": "snail", "bivalve": "spiral-shell", "mollusk": "spiral-shell", "cephalopod": "octopus",
    "coelenterate": "jellyfish", "echinoderm": "star", "sponge": "sponge", "worm": "worm", "larva": "worm",
    "amphibian": "lizard", "lizard": "lizard", "snake": "snake", "turtle": "turtle", "crocodilian reptile": "crocodile",
    "dinosaur": "dinosaur", "seal": "seal", "pinniped mammal": "seal", "sea cow": "seal", "whale": "whale",
    "dolphin": "dolphin", "porpoise": "dolphin", "dog": "dog", "cat": "cat", "wildcat": "cat", "big cat": "tiger",
    "wolf": "wolf", "wild dog": "wolf", "hyena": "wolf", "fox": "fox", "bear": "bear", "viverrine": "otter",
    "musteline mammal": "otter", "procyonid": "raccoon", "rodent": "mouse", "squirrel": "squirrel", "marmot": "squirrel",
    "beaver": "beaver", "porcupine": "hedgehog", "edentate": "sloth", "armadillo": "hedgehog", "insectivore": "mouse",
    "lagomorph": "rabbit", "bat": "bat", "primate": "monkey", "ape": "gorilla", "elephant": "elephant", "horse": "horse",
    "ass": "donkey", "rhinoceros": "rhinoceros", "tapir": "pig", "swine": "pig", "hippopotamus": "hippopotamus",
    "cattle": "cow", "bovine": "ox", "buffalo": "water-buffalo", "sheep": "sheep", "goat": "goat", "antelope": "deer",
    "deer": "deer", "giraffe": "giraffe", "camel": "camel", "kangaroo": "kangaroo", "marsupial": "kangaroo",
    "monotreme": "otter", "aquatic mammal": "dolphin", "ungulate": "deer", "carnivore": "wolf",
    "mythical being": "dragon", "reptile": "lizard", "mammal": "", "invertebrate": "",
    "tree": "deciduous-tree", "conifer": "pine", "palm": "palm", "flower": "flower", "shrub": "potted-plant",
    "herb": "herb", "cactus": "cactus", "fern": "seedling", "grass": "seedling", "cereal": "wheat", "vine": "seedling",
    "fungus": "mushroom", "mushroom": "mushroom", "orchid": "hibiscus", "rose": "rose-flower", "bamboo": "seedling",
    "moss": "seedling", "succulent": "cactus", "aquatic plant": "lotus", "houseplant": "potted-plant", "weed": "herb",
    "bread": "bread", "cake": "cake", "pastry": "croissant", "pie": "pie", "cookie": "cookie", "cheese": "cheese",
    "soup": "pot-of-food", "stew": "pot-of-food", "pasta": "pasta", "meat": "cut-of-meat", "sausage": "hot-dog",
    "fruit": "apple", "citrus": "orange-fruit", "berry": "strawberry", "melon": "melon", "edible nut": "peanuts",
    "vegetable": "leafy-green", "root vegetable": "carrot", "legume": "beans", "candy": "candy", "dessert": "custard",
    "ice cream": "ice-cream", "salad": "salad", "sandwich": "sandwich", "dish": "shallow-pan-of-food",
    "sauce": "bowl-with-spoon", "spice": "salt", "condiment": "bowl-with-spoon", "wine": "wine", "beer": "beer",
    "liquor": "tumbler-glass", "cocktail": "cocktail-glass", "tea": "teacup-without-handle", "coffee": "cup",
    "beverage": "tumbler-glass", "punch": "tumbler-glass", "milk": "milk", "egg": "egg", "fish dish": "fish",
    "seafood": "shrimp", "porridge": "bowl-with-spoon", "chocolate": "chocolate", "honey": "honey-pot",
    "boat": "sailboat", "ship": "ship", "warship": "ship", "sailing vessel": "sailboat", "submarine": "ship",
    "vessel": "ship", "canoe": "canoe", "car": "car", "motor vehicle": "car", "truck": "truck", "bus": "bus", "van": "van",
    "bicycle": "bicycle", "motorcycle": "motorcycle", "tricycle": "bicycle", "carriage": "auto-rickshaw",
    "wagon": "pickup-truck", "cart": "pickup-truck", "sled": "sled", "aircraft": "airplane", "airplane": "airplane",
    "helicopter": "helicopter", "balloon": "balloon", "spacecraft": "rocket", "rocket": "rocket", "train": "train",
    "locomotive": "locomotive", "streetcar": "tram", "tractor": "tractor", "military vehicle": "truck",
    "heavy equipment": "tractor", "house": "house", "dwelling": "house", "hut": "hut", "mansion": "castle",
    "castle": "castle", "fortification": "castle", "palace": "castle", "place of worship": "church", "church": "church",
    "temple": "shinto-shrine", "tower": "tower", "skyscraper": "office-building", "hotel": "hotel", "school": "school",
    "hospital": "hospital", "factory": "factory", "stadium": "stadium", "bank": "bank", "shop": "convenience-store",
    "monument": "statue-of-liberty", "statue": "moai", "sculpture": "moai", "shelter": "tent", "tent": "tent",
    "fountain": "fountain", "guitar": "guitar", "stringed instrument": "guitar", "bowed stringed instrument": "violin",
    "keyboard instrument": "piano", "brass": "trumpet", "wind instrument": "trumpet", "woodwind": "flute",
    "percussion instrument": "drum", "drum": "drum", "accordion": "accordion", "dress": "dress", "skirt": "dress",
    "coat": "coat", "jacket": "coat", "shirt": "t-shirt", "sweater": "t-shirt", "hat": "top-hat", "cap": "cap",
    "shoe": "mans-shoe", "boot": "womans-boot", "sandal": "flat-shoe", "glove": "gloves", "trousers": "jeans",
    "underwear": "shorts", "jewelry": "ring", "bag": "handbag", "box": "box", "chest": "box", "bottle": "bottle",
    "cup": "cup", "jar": "jar", "bowl": "bowl-with-spoon", "pot": "pot-of-food", "pan": "frying-pan", "basket": "basket",
    "bucket": "bucket", "barrel": "oil-drum", "knife": "kitchen-knife", "sword": "crossed-swords", "gun": "bow-and-arrow",
    "spear": "dagger", "hammer": "hammer", "saw": "carpentry-saw", "wrench": "wrench", "screwdriver": "screwdriver",
    "ax": "axe", "lamp": "lamp", "candle": "candle", "lantern": "lantern", "clock": "mantelpiece-clock", "watch": "watch",
    "computer": "desktop-computer", "telephone": "telephone", "camera": "camera", "radio": "radio", "printer": "printer",
    "chair": "chair", "seat": "chair", "sofa": "couch-and-lamp", "bed": "bed", "table": "", "toy": "toy", "doll": "nesting-dolls",
    "ball": "football", "racket": "tennis", "soap": "soap", "perfume": "perfume", "cosmetic": "lipstick",
    "optical instrument": "telescope", "microscope": "microscope", "telescope": "telescope", "toothbrush": "toothbrush",
    "book": "book", "pen": "pen", "pencil": "pencil", "brush": "paintbrush", "key": "key", "lock": "lock", "umbrella": "umbrella",
    "kitchen appliance": "frying-pan", "white goods": "frying-pan", "timepiece": "mantelpiece-clock", "mirror": "mirror",
    "rug": "ribbon", "stairway": "ladder", "door": "door", "chandelier": "lamp", "sewing machine": "sewing-needle",
    "weapon": "crossed-swords", "armor": "shield", "shield": "shield", "gem": "gem", "jewel": "gem", "pearl": "gem", "coin": "coin",
    "natural depression": "", "rock": "rock", "volcano": "mount-fuji", "skeleton": "skull-and-crossbones", "feather": "feather",
    "scientist": "scientist", "physician": "doctor", "nurse": "doctor", "dentist": "doctor", "teacher": "teacher",
    "educator": "teacher", "student": "student", "musician": "person", "singer": "person", "artist": "artist", "painter": "artist",
    "sculptor": "artist", "photographer": "artist", "writer": "person", "dancer": "dancer", "cook": "chef", "baker": "chef", "farmer": "farmer",
    "herder": "farmer", "gardener": "farmer", "laborer": "worker", "craftsman": "worker", "skilled worker": "worker",
    "mechanic": "worker", "engineer": "worker", "miner": "worker", "smith": "worker", "builder": "worker",
    "businessman": "businessperson", "lawyer": "businessperson", "politician": "businessperson", "clerk": "businessperson",
    "athlete": "runner", "runner": "runner", "swimmer": "swimmer", "climber": "hiker", "explorer": "hiker", "traveler": "hiker",
    "cyclist": "cyclist", "skier": "skier", "knight": "knight", "king": "royal", "queen": "royal", "sovereign": "royal",
    "aristocrat": "royal", "thief": "thief", "criminal": "thief", "sorcerer": "wizard", "witch": "witch", "fairy": "fairy",
    "vampire": "vampire", "astronaut": "astronaut", "woman": "woman", "man": "man", "girl": "girl", "boy": "boy", "child": "child",
    "baby": "child", "female": "woman", "male": "man", "grandparent": "elder", "old person": "elder", "female child": "girl",
    "programmer": "programmer", "hero": "superhero", "spiritual being": "ghost", "ghost": "ghost", "rider": "jockey",
    "soldier": "man", "warrior": "knight", "sailor": "man", "person": "person", "team": "team", "monster": "alien",
}  # fmt: skip
"""What stands for a more general word; '' for one that nothing does."""
ODD = set(
    "thing object entity being one body unit article item piece part side end top bottom center line point mark board "
    "light sound set level head hand arm leg face back foot mouth neck eye ear nose finger hair skin blood bone heart "
    "way path spot area ground floor wall ceiling roof window corner yard place room hall cell bar base block case cover "
    "frame model machine device system instrument equipment facility structure building construction work product goods "
    "stuff matter material fabric cloth cotton wool silk plastic rubber paper glass metal iron steel wood stone brick "
    "print picture image photo film movie video show scene shot record disc tape screen channel station network web site "
    "page card sheet list table desk press wire rope string cord band chain net hook pin plate dish course meal food "
    "drink dinner lunch breakfast supper feast snack treat diet bite party dance club society group member leader head "
    "chief director president minister manager boss owner user player master expert host guest friend enemy lover love "
    "follower believer partner peer fellow fool idiot loser winner second third double single native local citizen "
    "resident neighbor stranger adult minor junior senior human individual somebody someone self soul life cause agent "
    "fall spring summer drop plant bank park drive road street bridge course pass cross cut ring sign star stage match "
    "square round circle trail track train jam toast roll wrap mint dry black white green red blue brown orange pink "
    "silver gold hero heroine narrator protagonist audience viewer client customer consumer reader kind type sort style "
    "design pattern art craft sport game play fun trick joke test study class lesson school college course subject "
    "science history music song voice note key tone beat score quick slow soft calm rich sweet bitter sour hot cold "
    "warm cool dark bright clear deep high low long short wide narrow flat sharp fresh old new young vertical horizontal "
    "commercial spot trailer teaser short feature epic classic original special general private major regular standard "
    "loneliness freedom hope joy peace home house mine yours bay gulf strand bow stern port starboard cracker mean "
    "turkey china jersey java panama sage bill will may june august rob mark jack drake jay martin robin pat peg "
    "stall stand store storm shade shadow draft current charge fire smoke steam spark match wing tail fin horn claw paw "
    "interior exterior inside outside surface layer edge border limit width length height depth weight size shape form "
    "way cape horn range pole arctic antarctic atlantic pacific equator hemisphere continent country nation state city "
    "town village county district suburb quarter capital region territory land field meadow pasture forest wood jungle "
    "valley hill peak ridge cliff canyon gorge plain plateau desert beach coast shore island sea ocean lake river stream "
    "waterfall glacier iceberg cave grotto crater dune reef swamp marsh oasis savanna tundra steppe prairie sky horizon "
    "library kitchen bedroom bathroom attic cellar basement garage office studio laboratory workshop gallery museum "
    "theater cinema stadium arena court pool gym market mall airport harbor dock pier farm barn ranch garden orchard "
    "vineyard greenhouse playground zoo circus fair dump alley avenue highway bus stop subway metro tunnel platform "
    "rooftop balcony terrace porch veranda patio hallway corridor lobby elevator stairs monastery convent abbey "
    "cathedral chapel mosque synagogue shrine temple pagoda cemetery graveyard tomb crypt grave pub tavern inn restaurant "
    "step steps stair stairs staircase rail railing fence gate curtain shelf counter bar tray diner bakery butchery pharmacy hospital clinic hotel hostel motel camp campsite ferry runway launchpad".split()
)
LANDS = {
    "port": "harbour", "city": "city", "town": "city", "village": "green", "country": "hills", "state": "green",
    "province": "green", "archipelago": "isle", "island": "isle", "lake": "water", "river": "river", "mountain peak": "peaks",
    "mountain": "peaks", "mountain range": "peaks", "range": "peaks", "volcano": "peaks", "desert": "dry", "sea": "open",
    "ocean": "open", "bay": "shore", "gulf": "shore", "peninsula": "shore", "geographical area": "green", "region": "green",
    "district": "green", "body of water": "open",
}  # fmt: skip
"""What it is like in a kind of place: see [lands] of world.toml."""
RUDE = re.compile(r"offensive|derogat|disparag|slur|obscen|vulgar|taboo|contempt|insult|prostitut|sexual|genital|drug|stupid|slang")
AGENT = re.compile(r"(?:er|or|ist|ian|eer|man|woman|ant|ess|ard|eur|ster)$")
"""How a word for somebody ends that says what they do; of other words for people only those that texts use."""


class Sense(NamedTuple):
    """One meaning: which file it stands in, its words, the more general meanings above it."""

    file: str
    words: tuple[str, ...]
    above: tuple[str, ...]
    rude: bool = False
    whole: tuple[str, ...] = ()


def senses(folder: Path) -> dict[str, Sense]:
    found = {}
    for line in (folder / "data.noun").read_text().splitlines():
        if line.startswith(" "):
            continue
        head, _, gloss = line.partition(" | ")
        parts = head.split()
        count = int(parts[3], 16)
        names = tuple(parts[4 + 2 * index].replace("_", " ") for index in range(count))
        rest = parts[4 + 2 * count + 1 :]
        above = tuple(rest[at + 1] for at in range(0, len(rest) - 3, 4) if rest[at] in ("@", "@i"))
        whole = tuple(rest[at + 1] for at in range(0, len(rest) - 3, 4) if rest[at] == "#p")
        found[parts[0]] = Sense(parts[1], names, above, RUDE.search(gloss) is not None, whole)
    return found


def index(folder: Path, part: str) -> Iterator[tuple[str, str, int]]:
    """Word, its first meaning, how many of its meanings were met in texts."""
    for line in (folder / f"index.{part}").read_text().splitlines():
        if not line.startswith(" "):
            parts = line.split()
            many = int(parts[2])
            yield parts[0].replace("_", " "), parts[-many], int(parts[-many - 1])


def anchored(every: dict[str, Sense], first: dict[str, str]) -> dict[str, str]:
    """Meanings that can be drawn, by the thing that shows them."""
    found = {}
    for ident, subject in visual().subjects.items():
        for word in (ident.replace("-", " "), *subject.words):
            if subject.kind in KINDS and word in first and every[first[word]].file in FILES:
                found.setdefault(first[word], ident)
    return found | {first[word]: ident for word, ident in ANCHORS.items() if word in first}


def nearest(at: str, every: dict[str, Sense], drawn: dict[str, str]) -> str:
    row, seen = [at], set()
    while row:
        for one in row:
            if one in drawn:
                return drawn[one]
        seen |= set(row)
        row = [up for one in row for up in every[one].above if up not in seen]
    return ""


def geography(every: dict[str, Sense], first: dict[str, str]) -> str:
    """Names of places by what it is like there: a name counts only if nothing else in the language is called so."""
    kinds = {first[word]: land for word, land in LANDS.items() if word in first}
    rows: dict[str, list[str]] = defaultdict(list)
    for sense in every.values():
        if sense.file not in ("15", "17"):
            continue
        land = next((kinds[one] for one in sense.above if one in kinds), "")
        land = land or next((nearest(one, every, kinds) for one in sense.above), "")
        for name in sense.words[:2]:
            plain = name[:1].isupper() and len(name) > 3 and all(part.isalpha() for part in name.split())
            if land and plain and len(name.split()) < 3 and first.get(name.lower()) and name.lower() not in ("nice", "reading"):
                rows[land].append(name)
    return "".join(f"{land}: {', '.join(sorted(set(listed)))}\n" for land, listed in sorted(rows.items()))


def known(word: str) -> bool:
    """Whether lexicon or painter have the word already."""
    said = words(word)
    lex = lexicon("en")
    return any(one.length == len(said) for group in GROUPS for one in lex.find(group, said)) or any(
        one.length == len(tokens(word)) for one in spot(word, "subjects")
    )


def main(folder: Path) -> None:
    every = senses(folder)
    nouns = list(index(folder, "noun"))
    first = {word: at for word, at, _ in nouns}
    busy: dict[str, int] = defaultdict(int)
    for part in ("verb", "adj", "adv"):
        for word, _, times in index(folder, part):
            busy[word] = max(busy[word], times)
    drawn = anchored(every, first)
    rows: dict[str, list[str]] = defaultdict(list)
    for word, at, times in nouns:
        sense, parts = every[at], word.split()
        named = word in {one.lower() for one in sense.words} and word not in sense.words
        plain = len(parts) <= 2 and all(part.isalpha() for part in parts) and len(word) > 2
        if not plain or named or sense.file not in FILES or ODD & set(parts[-1:]) or busy[word] > times or sense.rude:
            continue
        if sense.file == "18" and not times and not AGENT.search(word):
            continue
        ident = nearest(at, every, drawn)
        tail = parts[-1] if len(parts) == 2 else ""
        if not ident or ident not in visual().subjects or (tail and nearest(first.get(tail, at), every, drawn) == ident):
            continue
        if tail and sense.file in ("20", "13", "18") and ident in ("person", "potted-plant", "herb", "deciduous-tree"):
            continue
        if not known(word):
            rows[ident].append(word)
    text = "".join(f"{ident}: {', '.join(sorted(listed))}\n" for ident, listed in sorted(rows.items()))
    TARGET.write_text(text, encoding="utf-8")
    TARGET.with_name("geography.txt").write_text(geography(every, first), encoding="utf-8")
    print(sum(map(len, rows.values())), "nouns under", len(rows), "things,", len(text), "characters;", LANGUAGES)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
