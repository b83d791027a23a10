"""Brief → storyboard: the whole plan as JSON, new or lengthened around scenes that are kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.errors import BadInput
from vidpipe.film.brief import FilmKind
from vidpipe.film.timing import count, divide
from vidpipe.library.lexicon import world
from vidpipe.library.palettes import palettes
from vidpipe.library.structure import beats
from vidpipe.providers.local.director.arranging import Arranged, arranged
from vidpipe.providers.local.director.beating import planned, settled
from vidpipe.providers.local.director.briefing import cast
from vidpipe.providers.local.director.layout import (
    choose_archetype,
    give_lengths,
    give_pictures,
    give_places,
    give_shots,
    give_transitions,
    lay_out,
)
from vidpipe.providers.local.director.lines import room_for, time_for
from vidpipe.providers.local.director.plot import Plot, decide
from vidpipe.providers.local.director.reading import read
from vidpipe.providers.local.director.restyling import LOOK, STYLE_WORDS, restyled
from vidpipe.providers.local.director.rewriting import rewrite
from vidpipe.providers.local.director.rows import Row, limits_of
from vidpipe.providers.local.director.sourced import prepared
from vidpipe.providers.local.director.text import flat, word_count
from vidpipe.providers.local.director.told import events
from vidpipe.providers.local.director.tracing import foresee_frame, give_frame, give_origin, give_things
from vidpipe.providers.local.director.wording import action, foresee, give_words, messages_of, scene_title, speak

AUTO_SECONDS = 24


def write_storyboard(data: Mapping[str, Any]) -> dict[str, Any]:
    """Style, cast and scenes as JSON; new scenes have all fields but the id. The same data give the same storyboard.

    The frames of the scenes add up to `frames` exactly; None means as long as the narration needs. With `changes` the
    scenes named there are written anew in their places, with `style change` the style. Raises BadInput when the scenes
    to keep are longer than the film.
    """
    rate, data = int(data.get("rate") or 24), prepared(data)
    if data.get("changes") or data.get("style change"):
        return {**restyled(data), **rewrite(data)}
    kept = [dict(scene) for scene in data.get("keep") or []]
    if kept:
        return _lengthened(data, kept, rate)
    asked = planned(data)
    total = int(data.get("frames") or 0) or sum(row.frames for row in asked) or rate * _asked_seconds(data)
    scenes = len(asked) or _count(data, total or AUTO_SECONDS * rate, rate)
    plot = decide(data, scenes=scenes)
    told = _arranged(plot, data, total / rate if total else None)
    data = _with_points(data, told)
    points = len(told.points) if told else len(messages_of(plot, data))
    scenes = len(asked) or _suited(plot, data, scenes, points=points, total=total, rate=rate)
    rows = settled(asked, points) or lay_out(plot, scenes, points=points)
    foresee(plot, rows, messages_of(plot, data))
    if told:
        foresee_frame(plot, rows, told)
    if not asked:
        give_lengths(rows, data, total or AUTO_SECONDS * rate, rate)
    give_places(plot, rows)
    give_shots(plot, rows)
    if data.get("source"):
        give_things(plot, rows, messages_of(plot, data), told)
    give_words(plot, rows, data, rate, auto=not total)
    if told:
        give_frame(plot, rows, told, data, rate)
    if data.get("source"):
        give_origin(rows, messages_of(plot, data), data["source"])
    give_transitions(plot, rows, data, rate)
    give_pictures(plot, rows)
    return {**_guide(plot, data), "scenes": [_scene(plot, row) for row in rows]}


def _asked_seconds(data: Mapping[str, Any]) -> int:
    """A film without a length of its own is as long as its prompt says; 0 where it does not."""
    return 0 if data.get("source") else read(str(data.get("prompt") or "")).seconds


def _arranged(plot: Plot, data: Mapping[str, Any], seconds: float | None) -> Arranged | None:
    """What an explainer of a document says; None for any other film."""
    if not data.get("source") or plot.kind is not FilmKind.EXPLAINER:
        return None
    return arranged(messages_of(plot, data), seconds, {**data, "language": plot.language})


def _with_points(data: Mapping[str, Any], told: Arranged | None) -> Mapping[str, Any]:
    return (
        data
        if told is None
        else {**data, "brief": {**(data.get("brief") or {}), "messages": list(told.points) or [told.closing]}}
    )


def _count(data: Mapping[str, Any], total: int, rate: int) -> int:
    return count(total, rate=rate, **limits_of(data))


def _suited(plot: Plot, data: Mapping[str, Any], scenes: int, *, points: int, total: int, rate: int) -> int:
    """Some more scenes where an explainer has more points or a told story more sentences, down to 3 s a scene."""
    wanted = (
        points + 2
        if plot.kind is FilmKind.EXPLAINER
        else len(events(plot.reading.beats))
        if plot.kind is FilmKind.STORY
        else 0
    )
    if not total:
        return max(scenes, min(wanted, 40))
    if data.get("source") and plot.kind is FilmKind.EXPLAINER:
        return max(wanted, -(-total * 1000 // (rate * max(limits_of(data)["only"] or [limits_of(data)["longest"]]))))
    if plot.kind is FilmKind.EXPLAINER and scenes > wanted:
        return _roomy(plot, data, scenes, wanted=wanted, seconds=total / rate)
    shortest = max(3000, min(limits_of(data)["only"] or [limits_of(data)["shortest"]]))
    return max(scenes, min(wanted, total * 1000 // (rate * shortest)))


def _roomy(plot: Plot, data: Mapping[str, Any], scenes: int, *, wanted: int, seconds: float) -> int:
    """Scenes beyond question, points and summary only where the lines leave the time for them."""
    said = [message.partition(" — ")[2] or message for message in messages_of(plot, data)]
    needed = sum(time_for(max(6, word_count(one))) for one in said) + 2 * time_for(9)
    return max(wanted, min(scenes, wanted + int((seconds - needed) / 3.2)))


def _guide(plot: Plot, data: Mapping[str, Any]) -> dict[str, Any]:
    return {"style": _style(plot, data), "cast": [member.plain() for member in cast(plot)]}


def _style(plot: Plot, data: Mapping[str, Any]) -> dict[str, Any]:
    palette = palettes()[plot.stage.palette]
    asked = flat(str(data.get("style") or (data.get("brief") or {}).get("style") or ""))
    moods = world()["moods"].get(plot.stage.mood, {}).get("words", [])
    own = [part.strip()[:60] for part in asked.split(",")[:2] if part.strip()] or list(plot.reading.styles[:1])
    words = dict.fromkeys([*own, *moods, *STYLE_WORDS[plot.stage.palette]])
    look = dict.fromkeys([*([asked[:400]] if asked else plot.reading.styles), *LOOK])
    colours = [palette.sky[0], palette.sky[2], palette.sky[4], *palette.accents[:3]]
    music = [plot.kind.value, *(moods or STYLE_WORDS[plot.stage.palette][:2])]
    return {
        "look": ", ".join(look),
        "palette": plot.stage.palette,
        "colours": colours,
        "words": list(words)[:5],
        "mood": ", ".join(music)[:150],
    }


def _scene(plot: Plot, row: Row) -> dict[str, Any]:
    return {
        "title": scene_title(plot, row),
        "beat": row.beat.id,
        "frames": row.frames,
        "action": action(plot, row),
        "start_prompt": row.prompts.start,
        "end_prompt": row.prompts.end,
        "motion_prompt": row.prompts.motion,
        "camera": {"move": row.move.value, "size": row.size.value},
        "narration": row.narration,
        "words": row.words,
        "card": row.card,
        "cast": _present(plot, row),
        "continuity": "continue" if row.continues else "cut",
        "transition": row.transition,
        "models": {},
    } | ({"origin": list(row.origin)} if row.origin else {})


def _present(plot: Plot, row: Row) -> list[str]:
    """Names of the cast who are in the picture."""
    members = zip(cast(plot), (plot.hero, plot.other), strict=False)
    return [member.name for member, thing in members if thing and row.who and thing.english in row.who]


# ---------------------------------------------------------------- making a film longer


def _lengthened(data: Mapping[str, Any], kept: list[dict[str, Any]], rate: int) -> dict[str, Any]:
    """Kept scenes untouched, new ones put in before the close where a cut lets them."""
    have = sum(int(scene["frames"]) for scene in kept)
    missing = int(data.get("frames") or have) - have
    if missing < 0:
        raise BadInput(
            f"The scenes to keep last {have} frames, longer than the film's {have + missing}",
            remedy="Keep fewer scenes or make the film longer.",
        )
    scenes = _count(data, missing, rate) if missing else 0
    plot = decide(data, scenes=max(4, scenes + len(kept)))
    at = next(
        (index for index in range(len(kept) - 1, 0, -1) if kept[index].get("continuity", "cut") == "cut"), len(kept)
    )
    new = _new_rows(plot, data, kept, missing, scenes, rate) if scenes else []
    return {**_guide(plot, data), "scenes": [*kept[:at], *(_scene(plot, row) for row in new), *kept[at:]]}


def _new_rows(
    plot: Plot, data: Mapping[str, Any], kept: Sequence[Mapping[str, Any]], missing: int, scenes: int, rate: int
) -> list[Row]:
    """Scenes of the beats that a longer film of this kind would have, none of them with a line said before."""
    more, messages = choose_archetype(plot).more, messages_of(plot, data)
    made = sum(scene.get("beat") == "point" for scene in kept)
    rows = [Row(beats()[more[(index + len(kept)) % len(more)]], index) for index in range(scenes)]
    for row, frames in zip(
        rows, divide(missing, rate=rate, weights=[row.beat.weight for row in rows], **limits_of(data)), strict=True
    ):
        row.frames = frames
        row.point = made + sum(one.beat.id == "point" for one in rows[: row.index]) if row.beat.id == "point" else -1
        row.point = row.point if row.point < len(messages) else -1
    plot.narrator.said |= {str(scene.get("narration", "")) for scene in kept}
    give_places(plot, rows)
    give_shots(plot, rows)
    unused = [
        message for message in messages if not any(message[:20] in str(scene.get("narration", "")) for scene in kept)
    ]
    for row in rows:
        speak(
            plot,
            row,
            rows,
            messages if row.point >= 0 else unused,
            room_for(row.frames / rate),
            speaks=bool(data.get("narration", True)),
        )
    give_transitions(plot, rows, data, rate)
    give_pictures(plot, rows)
    return rows
