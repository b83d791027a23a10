"""The style guide written again where a person's note asks for it. Who is in the film stays as it is."""

from collections.abc import Mapping
from typing import Any

from vidpipe.library.lexicon import lexicon, words, world
from vidpipe.library.palettes import palettes
from vidpipe.library.visual import spot
from vidpipe.providers.local.director.dice import Dice
from vidpipe.providers.local.director.reading import read_as
from vidpipe.providers.local.director.text import flat
from vidpipe.recipe import digest

LOOK = ("layered flat illustration", "cinematic light", "soft depth")
STYLE_WORDS = {
    "neon": ["neon", "electric", "night city"],
    "dawn": ["soft", "hopeful", "early light"],
    "golden": ["warm", "golden", "unhurried"],
    "day": ["bright", "fresh", "clear"],
    "teal": ["cool", "deep", "cinematic"],
    "rose": ["elegant", "intimate", "rose"],
    "frost": ["calm", "minimal", "icy"],
    "ember": ["bold", "dramatic", "ember"],
    "jade": ["natural", "lush", "green"],
}


def restyled(data: Mapping[str, Any]) -> dict[str, Any]:
    """Style and cast after a `style change`: {note, style, cast}; nothing where none is asked for.

    A mood, palette or kind of drawing that the note names is taken; the rest of its words go into the look. An empty
    note gives another palette.
    """
    asked: Mapping[str, Any] = data.get("style change") or {}
    if not asked:
        return {}
    style, note = dict(asked["style"]), flat(str(asked.get("note") or ""))
    mood = read_as("moods", note)
    palette = _palette(note, mood) or ("" if note else _another(style, data))
    looks = lexicon("en").find("styles", words(note))
    if note:
        first = looks[0].id if looks and len(words(note)) <= 3 else note
        style["look"] = ", ".join(dict.fromkeys([first[:300], *LOOK]))
    if palette:
        chosen = palettes()[palette]
        listed = world()["moods"].get(mood, {}).get("words") or STYLE_WORDS[palette]
        colours = [chosen.sky[0], chosen.sky[2], chosen.sky[4], *chosen.accents[:3]]
        style |= {"palette": palette, "colours": colours, "words": list(listed)[:5]}
        style["mood"] = ", ".join([str(style.get("mood", "")).partition(",")[0], *listed[:2]])[:150]
    return {"style": style, "cast": list(asked.get("cast") or [])}


def _palette(note: str, mood: str) -> str:
    named = [one.id for one in spot(note, "palettes") if one.id in palettes()]
    of_mood = str(world()["moods"].get(mood, {}).get("palette", ""))
    return of_mood or (named[0] if named else "")


def _another(style: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    """A palette that the film has not now."""
    said = (data.get("seed"), data.get("round"), style.get("palette"))
    dice = Dice(int(digest(repr(said).encode("utf-8", "replace"))[:12], 16))
    return dice.pick("palette", [name for name in palettes() if name != style.get("palette") and name in STYLE_WORDS])
