"""A picture prompt taken apart into who, where, when and how, and put together again as a note wants it.

The director's own prompts come apart exactly; of any other its place, time and subjects are read as the painter reads.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from vidpipe.film.storyboard import ShotSize
from vidpipe.library.lexicon import lexicon, words, world
from vidpipe.library.lexicon import stage as staged
from vidpipe.library.palettes import palettes
from vidpipe.library.visual import spot, visual
from vidpipe.providers.local.director.shots import SIZES, reads_setting, who_is
from vidpipe.providers.local.director.staging import BY_TIME, CITY, INDOORS
from vidpipe.providers.local.director.things import Thing, kind_of, things
from vidpipe.providers.local.director.wishes import Wish

HEAD = re.compile(rf"^(?:{'|'.join(SIZES.values())})(?:, a moment later[^:]*)?: ", re.I)
WHEN = re.compile(r"\b(by day|at night|at dawn|at dusk)\b", re.I)
PALETTE = re.compile(r",? (\w+) palette\b", re.I)
ROOM_FOR = re.compile(
    r",? (?:room for a title|calm and empty) in the (?:upper third|lower third|centre)(?:, for a title)?", re.I
)
STEPS = (ShotSize.WIDE, ShotSize.MEDIUM, ShotSize.CLOSE, ShotSize.DETAIL)
TIMES = {"dawn": "at dawn", "day": "by day", "dusk": "at dusk", "night": "at night"}
TINTS = {"brighter": "day", "darker": "teal", "warmer": "golden", "colder": "frost"}


@dataclass(frozen=True)
class Drawn:
    """What a prompt shows. `who` and `pose` are as written, `where` the phrase of the place; `own` prompts come apart
    without rest.
    """

    who: str
    pose: str
    where: str
    setting: str
    time: str
    weather: str = "clear"
    ambient: str = ""
    palette: str = ""
    label: str = ""
    room: str = ""
    light: str = ""
    own: bool = True


def taken_apart(prompt: str) -> Drawn:
    """What a prompt shows, as far as it can be read."""
    body = ROOM_FOR.sub("", HEAD.sub("", prompt.strip().rstrip(".")))
    hits = [(hit.start(), -len(hit.group()), hit, setting) for setting, hit in _places_in(body)]
    when = WHEN.search(body)
    if not hits or when is None:
        return _read(prompt)
    _, _, hit, setting = min(hits, key=lambda one: one[:2])
    rest, label = body[when.end() :], body[hit.end() : when.start()].strip(" ,")
    who, pose = _without_pose(body[: hit.start()].strip(" ,"))
    found = PALETTE.search(rest)
    room = spot(hit.group(), "rooms") if setting == "interior" else []
    return Drawn(
        who=who,
        pose=pose,
        where=hit.group(),
        setting=setting,
        time=next(name for name, said in TIMES.items() if said == when.group().lower()),
        weather=_named(rest, "weathers") or "clear",
        ambient=_named(rest, "ambients"),
        palette=found.group(1) if found else "",
        label=label,
        room=hit.group().partition("the ")[2].partition(",")[0] if room else "",
        light=rest[found.end() :].strip(" ,") if found else "",
    )


def _read(prompt: str) -> Drawn:
    """A prompt in anybody's words: only what the vocabulary knows of it."""
    plain, said = HEAD.sub("", prompt), words(prompt)
    seen = things(prompt, said, lexicon("en"))[:2]
    found = {group: [one.id for one in spot(prompt, group)] for group in ("times", "weathers", "ambients", "palettes")}
    setting = reads_setting(prompt) or ("interior" if spot(prompt, "rooms") else "")
    return Drawn(
        who=" and ".join(who_is(one) for one in seen),
        pose="",
        where=plain.strip().rstrip("."),
        setting=setting or "meadow",
        time=next(iter(found["times"]), "day"),
        weather=next(iter(found["weathers"]), "clear"),
        ambient=next(iter(found["ambients"]), ""),
        palette=next((one for one in found["palettes"] if one in palettes()), ""),
        own=False,
    )


def _places_in(body: str) -> "list[tuple[str, re.Match[str]]]":
    return [(setting, hit) for setting, pattern in _spots() if (hit := pattern.search(body))]


@cache
def _spots() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every phrase for a place that the director writes, as a pattern; a room may be any of the rooms."""
    return tuple(
        (setting, re.compile(re.escape(phrase).replace(r"\{room\}", "[a-z ]+"), re.I))
        for setting, phrases in staged()["spots"].items()
        for phrase in phrases
    )


def _without_pose(subject: str) -> tuple[str, str]:
    poses = {pose for pairs in staged()["poses"].values() for pair in pairs for pose in pair}
    found = max((pose for pose in poses if subject.endswith(f" {pose}")), key=len, default="")
    return subject[: len(subject) - len(found)].strip(), found


def _named(text: str, group: str) -> str:
    return next((name for name, phrase in staged()[group].items() if phrase in text), "")


# ---------------------------------------------------------------- as a note wants it


def altered(drawn: Drawn, wish: Wish) -> Drawn:
    """The picture with what the note asks for; what it does not speak of stays."""
    changes: dict[str, Any] = {name: value for name in ("time", "weather") if (value := getattr(wish, name))}
    if wish.ambient is not None:
        changes["ambient"] = wish.ambient
    if wish.setting and (wish.setting != drawn.setting or wish.place):
        changes |= _moved(wish)
    now = replace(drawn, **changes)
    if now.setting in INDOORS and now.setting != "abstract":
        now = replace(now, weather="clear" if not wish.weather else now.weather)
    if now.ambient == "stars" and now.time != "night":
        now = replace(now, ambient="")
    lit = changes.keys() & {"time", "setting"} or wish.mood or any(tint in wish.asks for tint in TINTS)
    now = replace(now, palette=_palette(now, wish)) if lit else now
    if (now.time, now.setting, now.palette) != (drawn.time, drawn.setting, drawn.palette):
        now = replace(now, light="")
    return replace(now, who=_who(now.who, wish))


def _moved(wish: Wish) -> dict[str, str]:
    """Another place, with its name where it has one."""
    place = world()["places"].get(wish.place, {})
    phrases = staged()["spots"][wish.setting]
    room = str(place.get("room", "")) or "living room"
    near = max(phrases, key=lambda phrase: len(set(phrase.split()) & set(wish.note.lower().split())))
    where = near.replace("{room}", room)
    label = f"in {place['label']}" if "label" in place else ""
    known = lexicon("en").places.get(wish.place)
    label = known.phrase if label and known else label
    fits = reads_setting(f"{where}, {label}") == wish.setting
    return {"setting": wish.setting, "where": where, "label": label if fits else "", "room": room}


def _palette(now: Drawn, wish: Wish) -> str:
    tint = next((TINTS[name] for name in sorted(wish.asks) if name in TINTS), "")
    mood = str(world()["moods"].get(wish.mood, {}).get("palette", ""))
    if tint or mood:
        return tint or mood
    if now.time == "night" and now.setting in CITY:
        return "neon"
    return "jade" if now.time == "day" and now.setting == "forest" else BY_TIME[now.time]


def _who(who: str, wish: Wish) -> str:
    """Who is seen: those there were, without some, some as they are wanted now, and those who come beside them."""
    there = [phrase for phrase in re.split(r" and (?=an? |the |two |three )", who) if phrase]
    kept = [] if wish.only else [phrase for phrase in there if not _among(phrase, wish.without)]
    now = [next((who_is(thing) for thing in wish.shows if _among(phrase, (thing,))), phrase) for phrase in kept]
    if wish.colour and now:
        now[0] = _tinted(now[0], wish.colour)
    asked = [who_is(thing) for thing in wish.shows]
    first = asked if wish.without and len(kept) < len(there) else []
    return " and ".join(dict.fromkeys([*first, *now, *asked]))


def _among(phrase: str, named: tuple[Thing, ...]) -> bool:
    ids = {thing.id or thing.key for thing in named}
    return bool({kind_of(phrase)[1] or phrase} & ids) or _speaks_of(phrase, named)


def _speaks_of(phrase: str, named: tuple[Thing, ...]) -> bool:
    said = {word.folded for word in words(phrase)}
    return any(set(thing.key.split()) <= said for thing in named)


def _tinted(phrase: str, colour: str) -> str:
    """`a cat` in red: its own colours go. Of `a runner with a bottle` the bottle is meant."""
    lead, joined, last = phrase.rpartition(" with ")
    own = {one.id for one in lexicon("en").find("adjectives", words(last)) if one.id in visual().colours}
    plain = [word for word in last.split() if word not in own and word not in ("a", "an")]
    article = ("an " if colour[0] in "aeio" else "a ") if last.startswith(("a ", "an ")) else ""
    return f"{lead}{joined}{article}{colour} {' '.join(plain)}"


def said_of(drawn: Drawn) -> str:
    """Where, when and in which light, as the director writes it."""
    data = staged()
    weather = f" {data['weathers'][drawn.weather]}" if drawn.weather in data["weathers"] else ""
    ambient = f", {data['ambients'][drawn.ambient]}" if drawn.ambient in data["ambients"] else ""
    label = f", {drawn.label}" if drawn.label else ""
    return f"{drawn.where}{label} {TIMES[drawn.time]}{weather}{ambient}, {drawn.palette} palette, {drawn.light}"


def overwritten(prompt: str, drawn: Drawn, wish: Wish) -> str:
    """A prompt in anybody's words with what the note asks for: what speaks against it goes, the rest stays."""
    text = HEAD.sub("", prompt).strip().rstrip(".")
    for group, changed in (("times", wish.time), ("weathers", wish.weather), ("settings", wish.setting)):
        text = _without(text, group) if changed else text
    for thing in wish.without:
        text = re.sub(rf"(?i)\b(?:and |with )?(?:an? |the )?(?:\w+ )?{re.escape(thing.head)}s?\b", "", text)
    added = [
        " and ".join(who_is(thing) for thing in wish.shows),
        drawn.where if wish.setting else "",
        TIMES[wish.time] if wish.time else "",
        staged()["weathers"].get(wish.weather, "under a clear sky" if wish.weather else ""),
        f"{_palette(drawn, wish)} palette" if wish.time or wish.mood or wish.asks & TINTS.keys() else "",
        f"everything in {wish.colour}" if wish.colour else "",
    ]
    return re.sub(r"\s+([,.])", r"\1", " ".join(", ".join(part for part in (text, *added) if part).split()))


def _without(text: str, group: str) -> str:
    pattern = "|".join(re.escape(phrase) for phrase in _phrases(group))
    return re.sub(rf"(?i),?\s*\b(?:at |by |in |on |under )?(?:an? |the )?(?:{pattern})\b", "", text).strip(" ,")


@cache
def _phrases(group: str) -> list[str]:
    return sorted((phrase for listed in visual().words(group).values() for phrase in listed), key=len, reverse=True)


def sized(size: ShotSize, wish: Wish) -> ShotSize:
    """The shot as asked, a step nearer, a step farther, or as it was."""
    if wish.size:
        return wish.size
    step = ("closer" in wish.asks) - ("wider" in wish.asks)
    return STEPS[max(0, min(len(STEPS) - 1, STEPS.index(size) + step))]
