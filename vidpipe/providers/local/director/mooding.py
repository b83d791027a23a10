"""Brief → moods: directions that differ at the first look, another one in the place of one, and a mix of two."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Any

from vidpipe.film.mood import Direction
from vidpipe.library.directions import Look, looks
from vidpipe.library.lexicon import LANGUAGES
from vidpipe.library.palettes import palettes
from vidpipe.library.visual import spot, tokens
from vidpipe.providers.local.director.altering import HEAD, PALETTE, ROOM_FOR
from vidpipe.providers.local.director.board import write_storyboard
from vidpipe.providers.local.director.dice import Dice
from vidpipe.providers.local.director.reading import read_as
from vidpipe.providers.local.director.text import bare, flat

MIXED = {
    "en": ("{one} meets {other}", "The colours of {one} in the light of {other}."),
    "es": ("{one} y {other}", "Los colores de {one} con la luz de {other}."),
    "fr": ("{one} et {other}", "Les couleurs de {one} dans la lumière de {other}."),
}
FELT: tuple[tuple[frozenset[str], Callable[[Look], int]], ...] = (
    (frozenset(["cold", "colder", "cool", "cooler", "frio", "fria", "froid", "froide"]), lambda look: 10 - look.warmth),
    (frozenset(["warm", "warmer", "calido", "calida", "chaud", "chaude"]), lambda look: look.warmth),
    (frozenset(["dark", "darker", "oscuro", "oscura", "sombre"]), lambda look: 10 - look.light),
    (
        frozenset(["bright", "brighter", "lighter", "claro", "clara", "clair", "claire"]),
        lambda look: look.light,
    ),
)
"""Words of a note about how a look feels, and how much it does."""
WORDS = 5
COLOURS = 6
LIT = 25.0
"""How much it counts that a palette suits the hour that is told: more than that it differs."""
LUCK = 6.0
"""How much chance counts: about as much as another palette."""
ROUND = 7919
"""So that another round of the same film throws other dice."""


def write_moods(data: Mapping[str, Any]) -> dict[str, Any]:
    """Directions as JSON. Reads brief, prompt, style, count, seed; of a rewriting moods, changes and round too. The
    same data give the same directions.
    """
    if data.get("changes"):
        return {"moods": [mood.plain() for mood in _anew(data)]}
    found = offered(data, int(data.get("count") or 3))
    return {"moods": [direction(look, data).plain() for look in found]}


def offered(data: Mapping[str, Any], count: int) -> list[Look]:
    """The one that suits best, then always the one that differs most from those before."""
    chosen: list[Look] = []
    while len(chosen) < min(count, len(looks())):
        chosen.append(_next(data, chosen))
    return chosen


def _next(data: Mapping[str, Any], others: Sequence[Look], *, note: str = "", shown: Sequence[Look] = ()) -> Look:
    """The look that a note asks for, suits the film and is like none of the others; never one of them, if there is
    another. `shown` have been there: they come again only when all have been."""
    dice, told = Dice(_seed(data)), _hour(data)
    left = [look for look in looks().values() if look not in (*others, *shown)]
    left = left or [look for look in looks().values() if look not in others] or list(looks().values())

    def worth(look: Look) -> float:
        apart = min((_apart(look, other) for other in others), default=0.0)
        lit = LIT if told and told in palettes()[look.palette].times else 0.0
        suits = 0.0 if others else 6.0 * _suits(look, data)
        return apart + lit + suits + 20.0 * _asked(look, note) + LUCK * dice.number(look.id)

    return max(left, key=worth)


def _seed(data: Mapping[str, Any]) -> int:
    return int(data.get("seed") or 0) + ROUND * int(data.get("round") or 0)


def _apart(one: Look, other: Look) -> float:
    """How differently two look: by palette most, then by light, warmth, hour and weather."""
    far = abs(one.warmth - other.warmth) + abs(one.light - other.light)
    return far + 6 * (one.palette != other.palette) + 3 * (one.time != other.time) + 2 * (one.weather != other.weather)


def _suits(look: Look, data: Mapping[str, Any]) -> float:
    brief = data.get("brief") or {}
    style = f"{data.get('style') or ''} {brief.get('style') or ''}"
    mood = read_as("moods", style) or read_as("moods", f"{brief.get('tone') or ''} {data.get('prompt') or ''}")
    named = any(one.id == look.palette for one in spot(f"{style} {data.get('prompt') or ''}", "palettes"))
    return (mood in look.moods) + named


def _asked(look: Look, note: str) -> float:
    """How much of a note a look answers: palette, hour, weather, or its own words."""
    if not note:
        return 0.0
    said = {one.id for group in ("palettes", "times", "weathers") for one in spot(note, group)}
    own = {word for text in (*look.keywords, *look.name.values()) for word in tokens(text)}
    mood = read_as("moods", note) in look.moods
    wanted = set(tokens(note))
    felt = sum(degree(look) / 10 for names, degree in FELT if wanted & names)
    return len(said & {look.palette, look.time, look.weather}) + mood + len(own & wanted) + felt


def _told(data: Mapping[str, Any], group: str) -> str:
    """The hour or weather that the brief names."""
    field = {"times": "time", "weathers": "weather"}[group]
    return read_as(group, str((data.get("brief") or {}).get(field) or ""))


def _hour(data: Mapping[str, Any]) -> str:
    """The hour that the brief names; in space it is night."""
    told = _told(data, "times")
    if told:
        return told
    seen = pictured(next(iter(looks().values())), data)
    return "night" if any(one.id == "space" for one in spot(seen, "settings")) else ""


# ------------------------------------------------------------ in words


def direction(look: Look, data: Mapping[str, Any]) -> Direction:
    """A look as a direction of this film, in its language."""
    language = _language(data)
    return Direction(
        name=look.name[language],
        description=look.says[language],
        keywords=look.keywords,
        look=look.look,
        colours=look.colours,
        picture=pictured(look, data),
    )


def _language(data: Mapping[str, Any]) -> str:
    short = str((data.get("brief") or {}).get("language") or "en").split("-")[0]
    return short if short in LANGUAGES else "en"


def pictured(look: Look, data: Mapping[str, Any]) -> str:
    """The film's subject in this light, in the director's own words for a picture."""
    brief = dict(data.get("brief") or {})
    brief |= {"time": _told(data, "times") or look.time, "weather": _told(data, "weathers") or look.weather}
    asked = {
        "brief": brief,
        "prompt": data.get("prompt") or "",
        "style": ", ".join(look.keywords),
        "seed": data.get("seed") or 0,
        "frames": 9 * 24,
        "rate": 24,
        "narration": False,
        "crossfade": 0,
    }
    scenes = write_storyboard(asked)["scenes"]
    shown = max(scenes, key=lambda scene: (bool(scene["cast"]), bool(spot(str(scene["start_prompt"]), "subjects"))))
    plain = ROOM_FOR.sub("", HEAD.sub("", str(shown["start_prompt"])))
    return in_palette(", ".join(part for part in (bare(flat(plain)), look.air) if part), look)


def in_palette(picture: str, look: Look | None) -> str:
    """A picture's words that name this palette, before any light that they speak of."""
    head = "".join(HEAD.findall(picture)[:1])
    first, comma, rest = bare(PALETTE.sub("", picture.removeprefix(head))).partition(",")
    return f"{head}{first}{f', {look.palette} palette' if look else ''}{comma}{rest}."


# ------------------------------------------------------------ what is written in a mood


def write_in_mood(data: Mapping[str, Any]) -> dict[str, Any]:
    """A storyboard as the director writes it; where a mood was chosen, its pictures are in that mood's palette."""
    board, mood = write_storyboard(data), data.get("mood")
    look = nearest(mood) if mood else None
    if look is None:
        return board
    held = {str(scene.get("id")) for scene in data.get("keep") or () if scene.get("id")}
    return {**board, "scenes": [_lit(scene, look, held) for scene in board["scenes"]]}


def _lit(scene: Mapping[str, Any], look: Look, held: Collection[str]) -> dict[str, Any]:
    """A scene's pictures in a palette; one that is kept stays as it is."""
    if str(scene.get("id") or "") in held:
        return dict(scene)
    ends = {name: str(scene.get(name) or "") for name in ("start_prompt", "end_prompt")}
    return {**scene, **{name: in_palette(words, look) for name, words in ends.items() if words}}


def nearest(mood: Mapping[str, Any]) -> Look | None:
    """The look that a direction was written from; of a mix, or one that a person changed, the one with most of its
    colours, else the one whose palette its words name."""
    exact = _look_of(mood)
    if exact is not None:
        return exact
    colours = set(mood.get("colours") or ())
    closest = max(looks().values(), key=lambda look: len(colours & set(look.colours)))
    if len(colours & set(closest.colours)) >= 2:
        return closest
    said = " ".join(str(word) for word in mood.get("keywords") or ())
    named = [one.id for one in spot(said, "palettes")]
    return next((look for look in looks().values() if look.palette in named[:1]), None)


# ------------------------------------------------------------ written again


def _anew(data: Mapping[str, Any]) -> list[Direction]:
    there = list(data.get("moods") or ())
    made: list[Direction] = []
    for change in data["changes"]:
        if "mix" in change:
            made.append(_mix(change, there, data))
            continue
        gone = _look_of(_numbered(there, int(change["instead of"])))
        kept = [mood for mood in there if not _replaced(mood, data["changes"])]
        others = [look for look in map(_look_of, [*kept, *(one.plain() for one in made)]) if look]
        note = str(change.get("note") or "")
        made.append(direction(_next(data, others, note=note, shown=[gone] if gone else []), data))
    return made


def _replaced(mood: Mapping[str, Any], changes: Sequence[Mapping[str, Any]]) -> bool:
    return any(change.get("instead of") == mood.get("number") for change in changes)


def _numbered(moods: Sequence[Mapping[str, Any]], number: int) -> Mapping[str, Any]:
    return next((mood for mood in moods if mood.get("number") == number), {})


def _look_of(mood: Mapping[str, Any]) -> Look | None:
    """The look that a direction was written from; a person may have renamed it: its colours tell."""
    by_name = [look for look in looks().values() if mood.get("name") in look.name.values()]
    by_colour = [look for look in looks().values() if list(look.colours) == list(mood.get("colours") or ())]
    return next(iter([*by_name, *by_colour]), None)


def _mix(change: Mapping[str, Any], there: Sequence[Mapping[str, Any]], data: Mapping[str, Any]) -> Direction:
    """The colours of the one in the light of the other, both their words."""
    one, other = (_numbered(there, int(number)) for number in change["mix"])
    names = {"one": str(one.get("name", "")), "other": str(other.get("name", ""))}
    name, says = MIXED[_language(data)]
    said = str(other.get("picture") or one.get("picture") or "")
    return Direction(
        name=name.format(**names)[:160],
        description=says.format(**names)[:600],
        keywords=tuple(_in_turn(one.get("keywords"), other.get("keywords")))[:WORDS],
        look=_look_words(one, other),
        colours=tuple(_mixed_colours(one, other)),
        picture=in_palette(said, nearest(one)),
    )


def _in_turn(one: Any, other: Any) -> list[str]:
    """First the first of each, then the second: every word once."""
    pairs = zip_longest(list(one or ()), list(other or ()))
    return list(dict.fromkeys(str(word) for word in chain.from_iterable(pairs) if word))


def _look_words(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    parts = [part.strip() for mood in (one, other) for part in str(mood.get("look") or "").split(",")]
    return ", ".join(dict.fromkeys(part for part in parts if part))[:600]


def _mixed_colours(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The sky of the other, the accents of the one: half of both, each colour once."""
    sky, accents = list(other.get("colours") or ()), list(one.get("colours") or ())
    half = COLOURS // 2
    return list(dict.fromkeys([*sky[:half], *(accents[half:] or accents)]))[:COLOURS]
