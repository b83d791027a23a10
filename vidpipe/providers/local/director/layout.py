"""The picture side of a storyboard: beats in time, where each plays, who is seen, camera, transitions, prompts."""

from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.film.brief import FilmKind
from vidpipe.film.storyboard import Joint, Move, ShotSize
from vidpipe.film.timing import divide
from vidpipe.library.lexicon import topics, world
from vidpipe.library.structure import Archetype, archetypes, beats
from vidpipe.library.visual import visual
from vidpipe.providers.local.director.lines import time_for
from vidpipe.providers.local.director.plot import Plot
from vidpipe.providers.local.director.rows import NOWHERE, Row, limits_of
from vidpipe.providers.local.director.shots import Shot, write_prompts
from vidpipe.providers.local.director.showing import shown
from vidpipe.providers.local.director.staging import INDOORS, WET, Place
from vidpipe.providers.local.director.told import tell

OUTDOORS = ("hiker", "runner", "cyclist", "surfer", "skier", "rower", "farmer", "swimmer")
"""Who uses things under the open sky: no living room for them."""
HOOK = {FilmKind.AD: 3.4, FilmKind.STORY: 3.4, FilmKind.EXPLAINER: 4.2}
CLOSE = {FilmKind.AD: 3.6, FilmKind.STORY: 3.6, FilmKind.EXPLAINER: 5.0}
"""Seconds that an opening and a closing scene aim at."""
SIZES = (ShotSize.WIDE, ShotSize.MEDIUM, ShotSize.CLOSE)
OPPOSITE = {
    Move.PUSH_IN: Move.PULL_OUT,
    Move.PAN_LEFT: Move.PAN_RIGHT,
    Move.TRUCK_LEFT: Move.TRUCK_RIGHT,
    Move.TILT_UP: Move.TILT_DOWN,
}
BACK_AND_FORTH = OPPOSITE | {other: one for one, other in OPPOSITE.items()}


def choose_archetype(plot: Plot) -> Archetype:
    """The archetype that fits product, mood and arc best; by the seed among equals."""
    wanted = {plot.stage.product, plot.stage.mood, plot.reading.arc}
    listed = [one for one in archetypes().values() if one.kind is plot.kind]
    return max(listed, key=lambda one: len(wanted & set(one.fits)) + 0.9 * plot.dice.number(f"archetype/{one.id}"))


def lay_out(plot: Plot, scenes: int, *, points: int) -> list[Row]:
    """The beats of a new film. A prompt that tells its own scenes has these; an explainer has a scene for each
    point.
    """
    if plot.kind is FilmKind.STORY and (told := _told_rows(plot, scenes)):
        return told
    if plot.kind is FilmKind.EXPLAINER:
        return _point_rows(plot, scenes, points)
    if scenes == 1:
        return [Row(beats()["introduction" if plot.kind is FilmKind.STORY else "hero_shot"], 0)]
    names = list(choose_archetype(plot).plan(scenes))
    return [Row(beats()[name], index) for index, name in enumerate(_with_claims(names, points))]


def _with_claims(names: list[str], claims: int) -> list[str]:
    """An ad with something to claim has scenes that say it, in place of scenes that only show use."""
    spoken = sum(beats()[name].voice == "benefit" for name in names)
    for index in range(len(names) - 2, 0, -1):
        if spoken >= claims:
            break
        if beats()[names[index]].voice in ("use", "life", "transform") and names[index] != "usage_scenario":
            names[index] = ("benefit_showcase", "feature_highlight_sequence")[spoken % 2]
            spoken += 1
    return names


def _told_rows(plot: Plot, scenes: int) -> list[Row]:
    told = tell(plot.reading.beats, plot.reading.language, scenes)
    if not told:
        return []
    rows = [Row(one.beat, 0, told=one) for one in told]
    if len(rows) < scenes:
        rows.insert(0, Row(beats()["opening_image"], 0))
    if len(rows) < scenes:
        rows.append(Row(beats()["closing_image"], 0))
        rows[-2].beat = beats()["return"] if rows[-2].closes else rows[-2].beat
    extra = ("wonder", "pause", "journey")
    for number in range(scenes - len(rows)):
        at = 2 + (number * 2) % max(1, len(rows) - 3)
        rows.insert(at, Row(beats()[extra[number % 3]], 0))
    for index, row in enumerate(rows):
        row.index = index
    return rows


def _point_rows(plot: Plot, scenes: int, points: int) -> list[Row]:
    """Question, points, summary; what is left over goes to an overview and to looks at single points."""
    if scenes < 3:
        return [
            Row(beats()[name], index, point=0 if name == "point" else -1)
            for index, name in enumerate(["question", "summary"][:scenes])
        ]
    here = min(points, scenes - 2)
    step = (points - 1) / max(1, here - 1) if here > 1 else 0
    rows = [Row(beats()["point"], 0, point=round(index * step)) for index in range(here)]
    spare = scenes - 2 - here
    overview = [Row(beats()["overview"], 0)] if spare else []
    for number in range(spare - len(overview)):
        after = number % max(1, here)
        at = next(
            index for index, row in enumerate(rows) if row.beat.id == "point" and row.point == rows_point(rows, after)
        )
        rows.insert(at + 1, Row(beats()["example"], 0, point=rows[at].point))
    rows = [Row(beats()["question"], 0), *overview, *rows, Row(beats()["summary"], 0)]
    for index, row in enumerate(rows):
        row.index = index
    return rows


def rows_point(rows: Sequence[Row], number: int) -> int:
    """The number of the so-manieth point scene."""
    listed = [row.point for row in rows if row.beat.id == "point"]
    return listed[number % len(listed)]


def give_lengths(rows: Sequence[Row], data: Mapping[str, Any], total: int, rate: int) -> None:
    mean = total / rate / len(rows)
    weights = [_weight(row, mean) for row in rows]
    for row, frames in zip(rows, divide(total, rate=rate, weights=weights, **limits_of(data)), strict=True):
        row.frames = frames


def _weight(row: Row, mean: float) -> float:
    if row.needs:
        return max(row.beat.weight if row.beat.kind is not FilmKind.EXPLAINER else 0.6, time_for(row.needs) / mean)
    if row.opens:
        return min(row.beat.weight, HOOK[row.beat.kind] / mean)
    if row.closes:
        return min(1.1 if row.beat.kind is FilmKind.EXPLAINER else row.beat.weight, CLOSE[row.beat.kind] / mean)
    return row.beat.weight


# ---------------------------------------------------------------- places, joints, shots


def give_places(plot: Plot, rows: Sequence[Row]) -> None:
    joined = 0
    for row in rows:
        before = rows[row.index - 1] if row.index else None
        part = min(row.index / max(1, len(rows) - 1), 0.999)
        row.on_stage = _on_stage(plot, row)
        row.place = (
            _told_place(plot, row, before)
            if row.told
            else plot.stage.at(part, _setting(plot, row, rows), last=row.closes)
        )
        if row.told is None and any(one.told for one in rows):
            row.place = _near(rows, row, row.place)
        if before and _may_continue(row, before, joined, len(rows)):
            row.continues, joined = True, joined + 1
            row.place, row.on_stage = before.place, before.on_stage


def _on_stage(plot: Plot, row: Row) -> bool:
    """Whether the product stands on its plinth; where a place is named, only when it is revealed and at the end."""
    staged = plot.kind is FilmKind.AD and row.beat.stage == "studio" and plot.hero is not None
    return staged and (not plot.reading.places or row.closes or row.beat.voice == "reveal")


def _near(rows: Sequence[Row], row: Row, place: Place) -> Place:
    """Between scenes that the prompt tells: where the one before was."""
    before = next((one.place for one in reversed(rows[: row.index])), None)
    return before or place


def _told_place(plot: Plot, row: Row, before: Row | None) -> Place:
    """Where the sentence says, else where the scene before was."""
    told = row.told
    if told is None:
        return before.place if before else NOWHERE
    base = before.place if before else plot.stage.at(0, plot.stage.settings[0], last=False)
    setting, time = told.setting or base.setting, told.time or base.time
    weather = told.weather or (
        "clear" if told.setting in ("interior", "space", "underwater", "desert") else base.weather
    )
    room = plot.stage.room if setting == "interior" else ""
    return Place(
        setting, time, weather, base.ambient if setting == base.setting else "", plot.stage.light(time, setting), room
    )


def _may_continue(row: Row, before: Row, joined: int, scenes: int) -> bool:
    """A scene goes on from the one before when its beat allows, both show the same, and there are not too many
    of them.
    """
    if (
        not row.beat.continues
        or before.continues
        or before.opens
        or scenes < 4
        or row.told
        or before.told
        or row.closes
    ):
        return False
    if plot_point_differs(row, before) or row.beat.shows != before.beat.shows:
        return False
    return joined < (1 if scenes < 7 else 2 + scenes // 20)


def plot_point_differs(row: Row, before: Row) -> bool:
    return row.point >= 0 and row.point != before.point


def _setting(plot: Plot, row: Row, rows: Sequence[Row]) -> str:
    if plot.kind is FilmKind.EXPLAINER:
        return _explained_setting(plot, row)
    if row.on_stage:
        return "studio"
    settings = plot.stage.settings
    if plot.kind is FilmKind.AD:
        if (
            row.beat.stage == "home"
            and len(rows) > 4
            and plot.stage.product not in ("bottle", "shoe", "ride", "travel")
            and not plot.reading.places
            and not (plot.user and plot.user.id in OUTDOORS)
        ):
            return "interior"
        return settings[sum(not one.on_stage for one in rows[: row.index]) % len(settings)]
    if row.beat.shows == "other" and (water := _water_of(plot)):
        return water
    if len(rows) > 12:
        return settings[(row.index // 3) % len(settings)]
    return settings[min(len(settings) - 1, row.index * len(settings) // len(rows))]


def _water_of(plot: Plot) -> str:
    """Where the second one of a story is met if it lives in water: a whale comes to no village."""
    subject = visual().subjects.get(plot.other.id) if plot.other else None
    if plot.stage.settings[0] in INDOORS or subject is None or subject.place not in ("swim", "water"):
        return ""
    wet = [one for one in plot.stage.settings if one in WET]
    return wet[0] if wet else str(world()["homes"].get(subject.id, ["sea"])[0])


def _explained_setting(plot: Plot, row: Row) -> str:
    if plot.reading.known:
        return topic_item(plot, row, "settings")
    if plot.stage.place or (plot.hero and plot.hero.id and plot.hero.kind != "idea"):
        subject = visual().subjects.get(plot.hero.id) if plot.hero else None
        handy = subject is not None and subject.place == "table" and not plot.reading.places
        settings = ("interior",) if handy else plot.stage.settings
        return "abstract" if row.index % 3 == 2 else settings[(row.index - row.index // 3) % len(settings)]
    outdoors = plot.stage.ambient == "motes" or plot.stage.weather != "clear"
    return ("field", "forest")[row.index % 2] if outdoors else "abstract"


def topic_item(plot: Plot, row: Row, name: str) -> str:
    """What a known topic shows, or where, in a scene: first for the question, last for the summary, between for
    points.
    """
    listed = topics()[plot.reading.known][name]
    if row.opens or row.beat.voice == "overview":
        return str(listed[0])
    return str(listed[-1] if row.closes else listed[1 + max(0, row.point) % (len(listed) - 2)])


def give_shots(plot: Plot, rows: Sequence[Row]) -> None:
    """Who is seen, how large and with which move; no two scenes in a row alike."""
    for row in rows:
        before = rows[row.index - 1] if row.index else None
        row.size, row.move = row.beat.size, plot.dice.pick(f"move/{row.index}", row.beat.moves)
        if before and row.continues:
            row.size = before.size
            row.move = next(
                (move for move in row.beat.moves if move is not before.move),
                BACK_AND_FORTH.get(before.move, Move.PUSH_IN),
            )
        elif before and before.size is row.size and before.place.setting == row.place.setting and row.size in SIZES:
            row.size = SIZES[(SIZES.index(row.size) + 1) % 3]
        if before and row.move is before.move and len(row.beat.moves) > 1:
            row.move = next(move for move in row.beat.moves if move is not before.move)
        row.size = _framed(plot, row, before)
        row.who, row.thing = (
            (before.who, before.thing) if before and row.continues else shown(plot, row, alone=len(rows) <= 3)
        )


def _framed(plot: Plot, row: Row, before: Row | None) -> ShotSize:
    """The shot that the prompt asks for, in every second scene and more: a film of one shot alone would stand still."""
    asked = plot.reading.framing.size
    if asked is None or row.continues or (row.opens != (asked is ShotSize.WIDE) and (row.opens or row.closes)):
        return row.size
    return row.size if before and before.size is asked and row.index % 2 else asked


# ---------------------------------------------------------------- transitions and prompts


def give_transitions(plot: Plot, rows: Sequence[Row], data: Mapping[str, Any], rate: int) -> None:
    asked = data.get("crossfade")
    soft = 0
    for row in rows[1:]:
        before = rows[row.index - 1]
        if row.continues:
            continue
        shorter = min(row.frames, before.frames)
        if asked is not None:
            row.transition = _transition(Joint.CROSSFADE, min(int(asked), 48, shorter // 2))
        elif row.closes or (soft < 1 + len(rows) // 10 and before.place.time != row.place.time):
            soft += 0 if row.closes else 1
            row.transition = _transition(Joint.CROSSFADE, min(rate // 2, shorter // 3))
        elif (
            row.beat.voice == "turn"
            and plot.stage.mood in ("dark", "epic")
            and len(rows) > 6
            and plot.dice.chance("dip", 0.6)
        ):
            row.transition = _transition(Joint.DIP_BLACK, min(rate // 2, shorter // 3))


def _transition(kind: Joint, frames: int) -> dict[str, Any]:
    return {"kind": kind.value if frames else Joint.CUT.value, "frames": frames}


def give_pictures(plot: Plot, rows: Sequence[Row]) -> None:
    """The prompts. Scenes in the same setting play at different spots of it; one that continues stays where it is."""
    seen: dict[str, int] = {}
    for row in rows:
        setting = row.place.setting
        before = rows[row.index - 1].prompts.end if row.continues else ""
        seen[setting] = seen.get(setting, int(plot.dice.number(f"spot/{setting}") * 5) - 1) + (
            0 if row.continues else 1
        )
        stands = row.thing is not None and (row.on_stage or row.thing.kind == "idea")
        shot = Shot(
            row.place,
            row.who,
            row.thing,
            row.size,
            row.move,
            row.card,
            stands,
            _landmark(plot, row),
            _deed(plot, row),
            _angle(plot, row),
        )
        key = f"shot/{row.index - 1 if row.continues else row.index}"
        row.prompts = write_prompts(shot, plot.dice, key=key, spot_index=seen[setting], turn=row.index, before=before)


def _angle(plot: Plot, row: Row) -> str:
    """The angle that the prompt asks for, in two scenes of three: the others are seen level."""
    asked = plot.reading.framing
    return asked.angle if asked.angle and row.index % 3 != 2 and not row.on_stage else ""


def _landmark(plot: Plot, row: Row) -> str:
    """The building in the distance, but indoors, on a plinth and in a close view."""
    near = row.size not in (ShotSize.WIDE, ShotSize.MEDIUM)
    return "" if near or row.on_stage or row.told or row.place.setting in (*INDOORS, "sky") else plot.stage.landmark


def _deed(plot: Plot, row: Row) -> int:
    """What the hero does is seen while the story goes on; it opens and ends otherwise."""
    doing = row.beat.voice in ("meet", "go", "trial") and row.thing is plot.hero and plot.kind is FilmKind.STORY
    if plot.reading.deed < 0 or not doing or row.told:
        return -1
    by, done = (world()["deeds"][plot.reading.deed].get(name) for name in ("by", "settings"))
    if by and plot.hero and plot.hero.kind not in by:
        return -1
    fits = not done or plot.reading.places or row.place.setting in done
    return plot.reading.deed if fits else -1
