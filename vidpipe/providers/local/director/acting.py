"""What happens in a prompt and what stands beside who it happens to: deeds, what is carried, what is only found at the
end, landmarks, and ideas that cannot be seen. Pure.
"""

import re
from collections.abc import Sequence

from vidpipe.library.lexicon import Lexicon, Word, world
from vidpipe.library.visual import spot, visual
from vidpipe.providers.local.director.things import Thing

BORNE = ("product", "food", "plant", "sport")
RIDDEN = ("bicycle", "scooter", "skateboard", "motorcycle", "sailboat")
SECONDS = re.compile(
    r"\b(\d{1,3})[ -]?(?:s|secs?|seconds?|segundos?|secondes?)\b|\b(\d{1,2})[ -]?(?:min|minutes?|minutos?)\b", re.I
)
SPELT = {
    "half a minute|half-minute|medio minuto|une demi-minute|demi-minute": 30,
    "a minute and a half|one and a half minutes|un minuto y medio|une minute et demie": 90,
    "quarter of a minute|un cuarto de minuto|un quart de minute": 15,
    "a minute|one minute|one-minute|un minuto|une minute": 60,
    "two minutes|two-minute|dos minutos|deux minutes": 120,
    "ten seconds|ten-second|diez segundos|dix secondes": 10,
    "twelve seconds|doce segundos|douze secondes": 12,
    "fifteen seconds|fifteen-second|quince segundos|quinze secondes": 15,
    "twenty seconds|twenty-second|veinte segundos|vingt secondes": 20,
    "thirty seconds|thirty-second|treinta segundos|trente secondes": 30,
    "forty-five seconds|forty five seconds|cuarenta y cinco segundos|quarante-cinq secondes": 45,
    "sixty seconds|sixty-second|sesenta segundos|soixante secondes": 60,
}
"""Lengths in words, in seconds; the first that the text has counts."""
LATE = re.compile(r"\b(?:per|por|par|every|each|cada|chaque|last)\s+$", re.I)
LONGEST = 600


def _named(said: Sequence[Word], listed: str) -> int:
    """Where one of the words stands first; -1 where none does. A star stands for any ending."""
    wanted = listed.split()
    starts = tuple(word[:-1] for word in wanted if word.endswith("*"))
    whole = {word for word in wanted if not word.endswith("*")}
    return next(
        (at for at, word in enumerate(said) if word.folded in whole or (starts and word.folded.startswith(starts))), -1
    )


def deed(said: Sequence[Word]) -> int:
    """The number of what somebody does in the table of deeds: of several the first that says where; -1 for none."""
    seen = [
        (bool(one["settings"]), number)
        for number, one in enumerate(world()["deeds"])
        if (at := _named(said, one["words"])) >= 0 and not _of_the_sky(said, at)
    ]
    return min(seen, key=lambda one: (not one[0], one[1]))[1] if seen else -1


def _of_the_sky(said: Sequence[Word], at: int) -> bool:
    """Whether what is read or followed are signs of nature, so that no book and no library are meant."""
    signs = {"stars", "sky", "clouds", "wind", "waves", "estrellas", "cielo", "nubes", "etoiles", "ciel", "nuages"}
    return bool(signs & {word.folded for word in said[at + 1 : at + 3]}) and said[at].folded[:3] in (
        "rea",
        "lee",
        "lir",
        "lit",
    )


def idea(said: Sequence[Word]) -> int:
    """The number of the idea that the words name first, -1 for none."""
    seen = [(at, number) for number, one in enumerate(world()["ideas"]) if (at := _named(said, one["words"])) >= 0]
    return min(seen)[1] if seen else -1


def carried(hero: Thing | None, rest: Sequence[Thing], said: Sequence[Word], lex: Lexicon) -> Thing | None:
    """What the hero has with it: a girl and her umbrella, a bear on a bicycle; nothing that is only found."""
    if hero is None or not hero.alive:
        return None
    borne = [thing for thing in rest if (thing.kind in BORNE or thing.id in RIDDEN) and thing.id and thing.at > hero.at]
    return next((thing for thing in borne if not _sought(hero, thing, said, lex)), None)


def comes_late(hero: Thing | None, rest: Sequence[Thing], said: Sequence[Word], lex: Lexicon) -> bool:
    """Whether the second one is searched, lost or found, so that it is seen near the end."""
    return bool(hero and rest and rest[0].at > hero.at and _sought(hero, rest[0], said, lex))


def _sought(hero: Thing, thing: Thing, said: Sequence[Word], lex: Lexicon) -> bool:
    return any(one.id == "search" for one in lex.find("verbs", said[hero.at : thing.at]))


def seasons(said: Sequence[Word]) -> tuple[str, ...]:
    """The seasons that the words name, in their order."""
    seen = [(at, name) for name, listed in world()["seasons"].items() if (at := _named(said, listed)) >= 0]
    return tuple(name for _, name in sorted(seen))


def landmark(hero: Thing | None, found: Sequence[Thing], places: Sequence[str]) -> str:
    """A building that the film is told around, in English: the lighthouse of its keeper, a castle on a hill."""
    for thing in found:
        if thing.kind == "building" and thing.id and (hero is None or thing.id != hero.id):
            return thing.key
    for place in places:
        if stands := str(world()["places"].get(place, {}).get("landmark", "")):
            return stands
    by_trade = f"{hero.full} {hero.english}" if hero else ""
    seen = [one.id for one in spot(by_trade, "subjects") if visual().subjects[one.id].kind == "building"]
    if seen and hero and hero.kind != "building":
        return seen[0].replace("-", " ")
    return _of_trade(by_trade) if hero else ""


def _of_trade(said: str) -> str:
    parts = {word.strip(",.").lower() for word in said.split()}
    return next(
        (str(one["landmark"]) for one in world()["trades"] if "landmark" in one and parts & set(one["words"].split())),
        "",
    )


def seconds(text: str) -> int:
    """How long the prompt wants its film, 0 where it does not say."""
    hit = SECONDS.search(text)
    if not hit:
        return _spelt(text.lower())
    asked = int(hit.group(1)) if hit.group(1) else 60 * int(hit.group(2))
    return asked if 3 <= asked <= LONGEST else 0


def _spelt(text: str) -> int:
    text = text.replace("-second", " seconds").replace(" second ", " seconds ")
    for listed, length in SPELT.items():
        hit = re.search(rf"(?<!\w)(?:{listed})(?!\w)", text)
        if hit and not LATE.search(text[: hit.start()]):
            return length
    return 0
