"""Brief → storyboard: beats laid out in time, each with its picture, its line and its words on screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vidpipe.film.brief import FilmKind
from vidpipe.film.storyboard import Joint, Move, ShotSize
from vidpipe.film.timing import count, divide
from vidpipe.library.lexicon import LANGUAGES, lines, topics, world
from vidpipe.library.palettes import palettes
from vidpipe.library.structure import Archetype, Beat, archetypes, beats
from vidpipe.providers.local.director.briefing import cast, explained, make_title
from vidpipe.providers.local.director.lines import room_for, time_for
from vidpipe.providers.local.director.plot import Plot, decide
from vidpipe.providers.local.director.shots import Prompts, Shot, who_is, write_prompts
from vidpipe.providers.local.director.staging import Place
from vidpipe.providers.local.director.text import bare, capital, flat, shortened, trimmed, word_count
from vidpipe.providers.local.director.things import Thing, kind_of

AUTO_SECONDS = 24
HOOK, CLOSE = {"ad": 3.4, "story": 3.4, "explainer": 4.2}, {"ad": 3.6, "story": 3.6, "explainer": 5.0}
"""Seconds that an opening and a closing scene aim at."""
STYLE_WORDS = {
    "neon": ["neon", "electric", "night city"], "dawn": ["soft", "hopeful", "early light"], "golden": ["warm", "golden", "unhurried"],
    "day": ["bright", "fresh", "clear"], "teal": ["cool", "deep", "cinematic"], "rose": ["elegant", "intimate", "rose"],
    "frost": ["calm", "minimal", "icy"], "ember": ["bold", "dramatic", "ember"], "jade": ["natural", "lush", "green"],
}  # fmt: skip
SIZE_ORDER = (ShotSize.WIDE, ShotSize.MEDIUM, ShotSize.CLOSE, ShotSize.DETAIL)


@dataclass
class Row:
    """One scene in the making."""

    beat: Beat
    index: int
    frames: int = 0
    place: Place | None = None
    size: ShotSize = ShotSize.MEDIUM
    move: Move = Move.STATIC
    who: str = ""
    thing: Thing | None = None
    on_stage: bool = False
    continues: bool = False
    narration: str = ""
    words: str = ""
    card: str = ""
    told: str = ""
    prompts: Prompts | None = None
    transition: dict[str, Any] = field(default_factory=lambda: {"kind": "cut", "frames": 0})


def write_storyboard(data: Mapping[str, Any]) -> dict[str, Any]:
    """Style, cast and scenes as JSON; scenes have all fields but the id. The same data give the same storyboard."""
    rate = int(data.get("rate") or 24)
    kept = [dict(scene) for scene in data.get("keep") or []]
    asked = data.get("frames")
    if kept:
        return _lengthened(data, kept, rate)
    total = int(asked) if asked else AUTO_SECONDS * rate
    scenes = _count(data, total, rate)
    plot = decide(data, scenes=scenes)
    rows = write_rows(plot, data, total=total, scenes=scenes, rate=rate, auto=not asked)
    return {"style": _style(plot, data), "cast": [member.plain() for member in cast(plot)], "scenes": [_scene(plot, row) for row in rows]}


def _limits(data: Mapping[str, Any]) -> dict[str, Any]:
    asked = data.get("limits") or {}
    only = [int(length) for length in asked.get("only") or []]
    longest = int(asked.get("longest") or 15_000)
    return {"shortest": min(int(asked.get("shortest") or 1000), longest), "longest": longest, "only": only}


def _count(data: Mapping[str, Any], total: int, rate: int) -> int:
    return count(total, rate=rate, **_limits(data))


def write_rows(plot: Plot, data: Mapping[str, Any], *, total: int, scenes: int, rate: int, auto: bool) -> list[Row]:
    """All scenes of a new film, decided in the order an editor would: beats, lengths, places, pictures, words."""
    rows = [Row(beats()[name], index) for index, name in enumerate(_beats(plot, scenes))]
    _give_lengths(rows, data, total, rate)
    _give_places(plot, rows)
    _give_shots(plot, rows)
    _give_words(plot, rows, data, rate, auto=auto)
    _give_transitions(plot, rows, data, rate)
    _give_pictures(plot, rows)
    return rows


def _beats(plot: Plot, scenes: int) -> tuple[str, ...]:
    return choose_archetype(plot).plan(scenes)


def choose_archetype(plot: Plot) -> Archetype:
    """The archetype that fits product, mood and arc best; by the seed among equals."""
    wanted = {plot.stage.product, plot.stage.mood, plot.reading.arc}
    listed = [one for one in archetypes().values() if one.kind is plot.kind]
    return max(listed, key=lambda one: len(wanted & set(one.fits)) + 0.9 * plot.dice.number(f"archetype/{one.id}"))


def _give_lengths(rows: Sequence[Row], data: Mapping[str, Any], total: int, rate: int) -> None:
    mean = total / rate / len(rows)
    weights = [_weight(row.beat, mean) for row in rows]
    for row, frames in zip(rows, divide(total, rate=rate, weights=weights, **_limits(data)), strict=True):
        row.frames = frames


def _weight(beat: Beat, mean: float) -> float:
    if beat.position == "opening":
        return min(beat.weight, HOOK[beat.kind.value] / mean)
    return min(max(beat.weight, 1.1 if beat.kind is FilmKind.EXPLAINER else 0), CLOSE[beat.kind.value] / mean) if beat.position == "closing" else beat.weight


# ---------------------------------------------------------------- places and shots


def _give_places(plot: Plot, rows: Sequence[Row]) -> None:
    joined = 0
    for row in rows:
        before = rows[row.index - 1] if row.index else None
        part = row.index / max(1, len(rows) - 1)
        last = row.index == len(rows) - 1
        row.on_stage = plot.kind is FilmKind.AD and row.beat.stage == "studio"
        setting = _setting(plot, row, rows)
        row.place = plot.stage.at(min(part, 0.999), setting, last=last)
        if _may_continue(row, before, joined, len(rows)):
            row.continues, joined = True, joined + 1
            row.place, row.on_stage = before.place, before.on_stage  # type: ignore[union-attr]


def _may_continue(row: Row, before: Row | None, joined: int, scenes: int) -> bool:
    """A scene goes on from the one before when its beat allows, both show the same, and there are not too many of them."""
    if before is None or not row.beat.continues or before.continues or before.beat.position == "opening" or scenes < 4:
        return False
    return joined < (1 if scenes < 7 else 2 + scenes // 20) and row.beat.shows == before.beat.shows and row.beat.position == "middle"


def _setting(plot: Plot, row: Row, rows: Sequence[Row]) -> str:
    if plot.kind is FilmKind.EXPLAINER:
        return _explained_setting(plot, row, rows)
    if row.on_stage:
        return "studio"
    settings = plot.stage.settings
    if plot.kind is FilmKind.AD:
        outdoors = [one for one in rows[: row.index] if one.beat.stage != "studio"]
        return "interior" if row.beat.stage == "home" and len(rows) > 4 else settings[len(outdoors) % len(settings)]
    if len(rows) > 12:
        return settings[(row.index // 3) % len(settings)]
    return settings[min(len(settings) - 1, row.index * len(settings) // len(rows))]


def _explained_setting(plot: Plot, row: Row, rows: Sequence[Row]) -> str:
    point = _point_number(row, rows)
    if plot.reading.known:
        listed = topics()[plot.reading.known]["settings"]
        return str(listed[0] if row.beat.position == "opening" else listed[-1] if row.beat.position == "closing" else listed[1 + point % (len(listed) - 2)])
    if plot.stage.place:
        return plot.stage.settings[row.index % len(plot.stage.settings)]
    return "abstract"


def _point_number(row: Row, rows: Sequence[Row]) -> int:
    """Which point (from 0) a scene of an explainer belongs to."""
    return max(0, sum(one.beat.id == "point" for one in rows[: row.index + 1]) - 1)


def _give_shots(plot: Plot, rows: Sequence[Row]) -> None:
    for row in rows:
        before = rows[row.index - 1] if row.index else None
        row.size, row.move = row.beat.size, plot.dice.pick(f"move/{row.index}", row.beat.moves)
        if before and row.continues:
            row.size = before.size
            row.move = next((move for move in (*row.beat.moves, Move.PULL_OUT, Move.PUSH_IN) if move is not before.move), row.move)
        elif before and before.size is row.size and before.place == row.place:
            row.size = SIZE_ORDER[(SIZE_ORDER.index(row.size) + 1) % 3]
        row.who, row.thing = _shown(plot, row, rows)


def _shown(plot: Plot, row: Row, rows: Sequence[Row]) -> tuple[str, Thing | None]:
    """Who or what is in the picture, as an English phrase."""
    if plot.kind is FilmKind.EXPLAINER:
        return _shown_in_explainer(plot, row, rows)
    hero, shows = plot.hero, row.beat.shows
    if plot.kind is FilmKind.AD:
        return _shown_in_ad(plot, shows, row)
    if shows == "none" and (len(rows) > 3 or hero is None):
        return "", None
    if shows == "other" and plot.other:
        both = f"{who_is(plot.other)} and {who_is(hero)}" if hero else who_is(plot.other)
        return both, plot.other
    return who_is(hero), hero


def _shown_in_ad(plot: Plot, shows: str, row: Row) -> tuple[str, Thing | None]:
    product = who_is(plot.hero) if plot.hero else "a plain box"
    if shows == "none":
        return "", None
    if shows == "user" and plot.user and not row.on_stage and not (plot.hero and plot.hero.alive):
        joined = "on" if plot.stage.product == "ride" and plot.hero and plot.hero.id in ("bicycle", "scooter", "skateboard", "motorcycle") else "with"
        return f"{who_is(plot.user)} {joined} {product}", plot.user
    return product, plot.hero


def _shown_in_explainer(plot: Plot, row: Row, rows: Sequence[Row]) -> tuple[str, Thing | None]:
    if plot.reading.known:
        listed = topics()[plot.reading.known]["shows"]
        key = listed[0] if row.beat.position == "opening" else listed[-1] if row.beat.position == "closing" else listed[1 + _point_number(row, rows) % (len(listed) - 2)]
        kind, ident = kind_of(key)
        thing = Thing(key, ident, kind, key, key, key)
        return who_is(thing), thing
    if plot.hero and plot.hero.id:
        return who_is(plot.hero), plot.hero
    key = {"question": "magnifying glass", "overview": "globe", "point": ["gear", "puzzle", "arrow", "light bulb"][_point_number(row, rows) % 4], "example": "magnifying glass", "summary": "light bulb"}[row.beat.id]
    kind, ident = kind_of(key)
    thing = Thing(key, ident, kind, key, key, key)
    return who_is(thing), thing


# ---------------------------------------------------------------- words


def _give_words(plot: Plot, rows: Sequence[Row], data: Mapping[str, Any], rate: int, *, auto: bool) -> None:
    brief: Mapping[str, Any] = data.get("brief") or {}
    title = flat(str(brief.get("title") or "")) or make_title(plot)
    speaks = bool(data.get("narration", True)) and plot.language in LANGUAGES
    _give_cards(plot, rows, title, brief)
    messages = [str(one) for one in brief.get("messages") or [] if str(one).strip()]
    if not messages and plot.kind is FilmKind.EXPLAINER:
        messages = explained(plot)
    for row in rows:
        room = 16 if auto else room_for(row.frames / rate)
        _speak(plot, row, rows, messages, room, speaks=speaks)
        if auto:
            seconds = max(2.5, time_for(word_count(row.narration)) + 0.4) if row.narration else 3.0
            row.frames = min(round(seconds * rate), max(_limits(data)["only"] or [_limits(data)["longest"]]) * rate // 1000)


def _give_cards(plot: Plot, rows: Sequence[Row], title: str, brief: Mapping[str, Any]) -> None:
    reveal = next((row for row in rows if row.beat.voice == "reveal"), rows[0]) if plot.kind is FilmKind.AD else rows[0]
    reveal.card, reveal.words = "title", shortened(plot.brand or title if plot.kind is FilmKind.AD else title, 80)
    if len(rows) == 1:
        return
    last = rows[-1]
    call = str(brief.get("call_to_action") or plot.call)
    parts = [plot.brand or title, plot.slogan if plot.kind is FilmKind.AD else "", call or plot.reading.address]
    unique = [part for index, part in enumerate(parts) if part and part.lower() not in {other.lower() for other in parts[:index]}]
    last.card, last.words = "end", shortened(" — ".join(unique), 160)


def _speak(plot: Plot, row: Row, rows: Sequence[Row], messages: Sequence[str], room: int, *, speaks: bool) -> None:
    kind, voice = plot.kind.value, row.beat.voice
    tags = _tags(plot, row)
    key = f"line/{row.index}"
    if plot.kind is FilmKind.EXPLAINER:
        _explain(plot, row, rows, messages, room, speaks=speaks)
        return
    if not speaks:
        return
    if voice == "benefit" and messages:
        used = sum(one.beat.voice == "benefit" for one in rows[: row.index])
        if used < len(messages):
            row.narration = _sentence(trimmed(messages[used], room)) if room > 2 else ""
            return
    row.narration = plot.narrator.line(kind, voice, tags, room, key=key)


def _tags(plot: Plot, row: Row) -> set[str]:
    place = row.place
    assert place is not None
    tags = plot.tags(place.setting, place.time, place.weather)
    return tags | ({"cleared"} if place.cleared and plot.stage.weather == "rain" else set())


def _explain(plot: Plot, row: Row, rows: Sequence[Row], messages: Sequence[str], room: int, *, speaks: bool) -> None:
    """A point's caption and line; question and summary from what is known of the topic."""
    voice, known = row.beat.voice, plot.reading.known
    if voice == "point" and messages:
        number = _point_number(row, rows)
        caption, _, said = messages[number % len(messages)].partition(" — ")
        if number < len(messages):
            row.card = row.card or "caption"
            row.words = row.words or bare(shortened(trimmed(caption, 7), 60))
            row.narration = _sentence(trimmed(said or caption, room)) if speaks and room > 2 else ""
        return
    if not speaks:
        return
    if known and voice in ("question", "summary"):
        line = topics()[known][plot.language][0 if voice == "question" else -1]
        row.narration = line if word_count(line) <= room else ""
    if not row.narration:
        row.narration = plot.narrator.line("explainer", voice, _tags(plot, row), room, key=f"line/{row.index}")


def _sentence(text: str) -> str:
    text = capital(text.strip())
    return text if not text or text[-1] in ".!?…" else text + "."


# ---------------------------------------------------------------- transitions, pictures, style


def _give_transitions(plot: Plot, rows: Sequence[Row], data: Mapping[str, Any], rate: int) -> None:
    asked = data.get("crossfade")
    soft = 0
    for row in rows[1:]:
        before = rows[row.index - 1]
        if row.continues:
            continue
        frames = min(rate // 2, row.frames // 3, before.frames // 3)
        if asked is not None:
            frames = min(int(asked), row.frames // 2, before.frames // 2)
            row.transition = _transition(Joint.CROSSFADE if frames else Joint.CUT, frames)
        elif row.index == len(rows) - 1 or (soft < 1 + len(rows) // 10 and _time_passes(before, row)):
            soft += 1
            row.transition = _transition(Joint.CROSSFADE, frames)
        elif row.beat.voice == "turn" and plot.stage.mood in ("dark", "epic") and len(rows) > 6 and plot.dice.chance("dip", 0.6):
            row.transition = _transition(Joint.DIP_BLACK, frames)


def _transition(kind: Joint, frames: int) -> dict[str, Any]:
    return {"kind": kind.value if frames else "cut", "frames": frames}


def _time_passes(before: Row, row: Row) -> bool:
    return bool(before.place and row.place and before.place.time != row.place.time)


def _give_pictures(plot: Plot, rows: Sequence[Row]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        assert row.place is not None
        setting = row.place.setting
        before = rows[row.index - 1] if row.continues else None
        offset = int(plot.dice.number(f"spot/{setting}") * 5)
        seen[setting] = seen.get(setting, -1) + (0 if row.continues else 1)
        key = f"shot/{row.index - 1 if row.continues else row.index}"
        shot = Shot(row.place, row.who, row.thing, row.size, row.move, row.card, product=_stands(plot, row))
        row.prompts = write_prompts(shot, plot.dice, key=key, spot_index=offset + seen[setting], before=before.prompts.end if before and before.prompts else "")


def _stands(plot: Plot, row: Row) -> bool:
    """Whether the thing shown simply stands there, as products and ideas do."""
    return row.thing is not None and (row.on_stage or row.thing.kind in ("idea",))


def _style(plot: Plot, data: Mapping[str, Any]) -> dict[str, Any]:
    stage = plot.stage
    palette = palettes()[stage.palette]
    asked = flat(str(data.get("style") or (data.get("brief") or {}).get("style") or ""))
    words = [*(part.strip()[:60] for part in asked.split(",")[:2] if part.strip()), *plot.reading.styles[:1],
             *world()["moods"].get(stage.mood, {}).get("words", []), *STYLE_WORDS[stage.palette]]  # fmt: skip
    look = ", ".join(dict.fromkeys([*( [asked] if asked else list(plot.reading.styles)), "layered flat illustration", "cinematic light", "soft depth"]))
    colours = [palette.sky[0], palette.sky[2], palette.sky[4], palette.accents[0], palette.accents[1], palette.accents[2]]
    return {"look": look[:500], "palette": stage.palette, "colours": colours, "words": list(dict.fromkeys(words))[:5], "mood": _music(plot)}


def _music(plot: Plot) -> str:
    """Words for the composer."""
    words = world()["moods"].get(plot.stage.mood, {}).get("words", []) or STYLE_WORDS[plot.stage.palette][:2]
    return ", ".join([plot.kind.value, *words])[:150]


def _scene(plot: Plot, row: Row) -> dict[str, Any]:
    assert row.prompts is not None
    names = [member.name for member in cast(plot)]
    present = names[:1] if row.who and names and row.thing is plot.hero else names[:2] if row.beat.shows == "other" else []
    return {
        "title": _scene_title(plot, row), "beat": row.beat.id, "frames": row.frames, "action": _action(plot, row),
        "start_prompt": row.prompts.start, "end_prompt": row.prompts.end, "motion_prompt": row.prompts.motion,
        "camera": {"move": row.move.value, "size": row.size.value}, "narration": row.narration, "words": row.words, "card": row.card,
        "cast": present, "continuity": "continue" if row.continues else "cut", "transition": row.transition, "models": {},
    }  # fmt: skip


def _scene_title(plot: Plot, row: Row) -> str:
    if plot.language not in LANGUAGES:
        return row.beat.title
    return str(lines(plot.language).get("scene", {}).get("titles", {}).get(row.beat.id, row.beat.title))


def _action(plot: Plot, row: Row) -> str:
    """What happens, for a person to read: in the film's language where vidpipe writes it, else in English."""
    assert row.prompts is not None and row.place is not None
    table = lines(plot.language).get("scene", {}) if plot.language in LANGUAGES else {}
    if "settings" in table:
        who = capital(plot.narrator.slots.words.get("the", "")) if row.who and row.thing is plot.hero else ""
        parts = [who, table["settings"][row.place.setting], table["times"][row.place.time], table["weathers"].get(row.place.weather, "")]
        return capital(", ".join(part for part in parts if part)) + "."
    picture = row.prompts.end if row.continues else row.prompts.start
    return shortened(capital(picture.partition(": ")[2].partition(f", {row.place.palette} palette")[0]), 300) + "."


def _lengthened(data: Mapping[str, Any], kept: list[dict[str, Any]], rate: int) -> dict[str, Any]:
    """Kept scenes untouched, new ones put in before the close where a cut lets them."""
    have = sum(int(scene["frames"]) for scene in kept)
    missing = int(data.get("frames") or have) - have
    scenes = count(missing, rate=rate, **_limits(data)) if missing > 0 else 0
    plot = decide(data, scenes=max(4, scenes + len(kept)))
    result = {"style": _style(plot, data), "cast": [member.plain() for member in cast(plot)], "scenes": kept}
    if missing <= 0:
        return result
    at = next((index for index in range(len(kept) - 1, 0, -1) if kept[index].get("continuity", "cut") == "cut"), len(kept))
    new = _new_rows(plot, data, kept, missing, scenes, rate)
    result["scenes"] = [*kept[:at], *(_scene(plot, row) for row in new), *kept[at:]]
    return result


def _new_rows(plot: Plot, data: Mapping[str, Any], kept: Sequence[Mapping[str, Any]], missing: int, scenes: int, rate: int) -> list[Row]:
    more = choose_archetype(plot).more
    rows = [Row(beats()[more[(index + len(kept)) % len(more)]], index) for index in range(scenes)]
    for row, frames in zip(rows, divide(missing, rate=rate, weights=[row.beat.weight for row in rows], **_limits(data)), strict=True):
        row.frames = frames
    plot.narrator.said |= {str(scene.get("narration", "")) for scene in kept}
    _give_places(plot, rows)
    rows[0].continues = False
    _give_shots(plot, rows)
    brief: Mapping[str, Any] = data.get("brief") or {}
    speaks = bool(data.get("narration", True)) and plot.language in LANGUAGES
    messages = [str(one) for one in brief.get("messages") or []][sum(scene.get("beat") == "point" for scene in kept) :]
    for row in rows:
        _speak(plot, row, rows, messages, room_for(row.frames / rate), speaks=speaks)
    _give_transitions(plot, [*rows], data, rate)
    _give_pictures(plot, rows)
    return rows
