"""Composition: where the subjects of a scene stand and how large they are, so that both keyframes show them whole."""

from dataclasses import dataclass, replace

from vidpipe.library.visual import Subject, visual
from vidpipe.providers.local.painter.actor import Actor, figure_of, halo
from vidpipe.providers.local.painter.camera import Camera, between, cameras
from vidpipe.providers.local.painter.ink import Tint, tint
from vidpipe.providers.local.painter.props import rails, stand
from vidpipe.providers.local.painter.signs import quicken
from vidpipe.providers.local.painter.spec import Cast, SceneSpec
from vidpipe.providers.local.painter.stage import Box, Stage

SCALE = (0.68, 1.0, 1.42, 1.8)
FLOOR = (0.87, 0.89, 0.92, 0.935)
GOES = {"walk": 0.07, "run": 0.1, "drive": 0.12, "ride": 0.1, "float": 0.02, "fly": 0.09, "swim": 0.08, "waddle": 0.04}
SAFE = 0.045
DISTANT = ("volcano", "bridge", "castle")
INDOORS = ("interior", "studio", "abstract")
RAILED = ("train", "locomotive", "tram", "tram-car", "high-speed-train", "railway-car", "monorail")


@dataclass(frozen=True)
class Spot:
    """Where a subject stands: all in parts of the frame, `high` in parts of its height, `wide` of its width."""

    x: float
    foot: float
    high: float
    wide: float
    travel: float = 0.0

    def box(self, share: float) -> Box:
        x = self.x + self.travel * (share - 0.5)
        return Box(x - self.wide / 2, self.foot - self.high, x + self.wide / 2, self.foot)

    def sized(self, factor: float) -> "Spot":
        return replace(self, high=self.high * factor, wide=self.wide * factor)


def arrange(stage: Stage) -> list[tuple[Cast, Subject, Spot]]:
    """The cast with its spots, checked against both cameras; sets the stage's floor and anchor."""
    spec = stage.spec
    stage.floor = FLOOR[stage.close] - (0.05 if stage.tall else 0.0)
    if spec.room == "lower":
        stage.floor -= 0.16
    known = [(cast, visual().subjects[cast.id]) for cast in spec.cast if cast.id in visual().subjects]
    if not known:
        stage.anchor = (0.5, stage.horizon - 0.06)
        return []
    if _offers(known):
        known = [known[0], *((cast.model_copy(update={"count": 1}), subject) for cast, subject in known[1:])]
    count = known[0][0].count
    main = _spot(spec, stage, known[0][1], count)
    if _offers(known):
        main = _aback(stage, main)
    stage.anchor = (main.x, main.foot - main.high * 0.45)
    main = fitted(stage, main, count)
    stage.anchor = (main.x, main.foot - main.high * 0.45)
    stage.kept_clear = _whole(stage, main, count, 0.5)
    return [(known[0][0], known[0][1], main), *_companions(stage, main, known)]


def _spot(spec: SceneSpec, stage: Stage, subject: Subject, count: int) -> Spot:
    scale = max(SCALE[stage.close], 0.95) if subject.size < 0.3 and stage.close == 0 else SCALE[stage.close]
    high = subject.size * scale * min(stage.width, stage.height) * (1 + spec.larger / 100)
    high *= 1.25 if stage.tall else 1.0
    high *= (1.0, 0.9, 0.8, 0.72, 0.66)[count - 1]
    high = min(high, 0.76 * stage.height)
    wide = min(high * figure_of(subject).wide, 0.8 * stage.width)
    high = wide / figure_of(subject).wide
    x = {"left": 0.7, "right": 0.3}.get(spec.room, 0.5)
    if stage.tall:
        x = 0.5
    elif not spec.room:
        x += spec.aside / 100
    travel = GOES.get(subject.life, 0.0) * (1.0 if stage.close < 2 else 0.3)
    foot = stage.floor
    if subject.place == "swim" and spec.setting in ("sea", "lake"):
        foot = stage.floor + 0.02
    elif subject.place in ("air", "swim"):
        foot = {"upper": 0.64, "lower": 0.42, "centre": 0.8}.get(spec.room, 0.47) + high / stage.height / 2
    return Spot(x, foot, high / stage.height, wide / stage.width, travel)


def _offers(known: list[tuple[Cast, Subject]]) -> bool:
    """Whether somebody is shown with a thing that is small beside them: the thing is then seen from near, and they
    from afar."""
    return known[0][1].kind == "person" and any(
        subject.place == "table" and subject.kind in ("product", "food", "plant") for _, subject in known[1:]
    )


def _aback(stage: Stage, main: Spot) -> Spot:
    """Somebody a few steps behind what they are shown with, to the left of it."""
    x = 0.33 if not stage.spec.room or stage.tall else main.x - 0.13
    return replace(main.sized(0.86), x=x, foot=main.foot - 0.045, travel=main.travel * 0.5)


def _offered(stage: Stage, main: Spot, subject: Subject) -> Spot:
    """The thing itself, near and to the right, on its stand."""
    high = subject.size * 0.76 * min(stage.width, stage.height) * (1.0, 1.0, 1.15, 1.25)[stage.close]
    wide = min(high * figure_of(subject).wide, 0.36 * stage.width)
    high = wide / figure_of(subject).wide
    x = min(0.7, main.x + max(0.24, main.wide / 2 + wide / stage.width / 2 + 0.03))
    spot = Spot(x, min(main.foot + 0.02, 0.9), high / stage.height, wide / stage.width)
    return within(stage, spot)


def _whole(stage: Stage, spot: Spot, count: int, share: float) -> Box:
    """The box round all of a herd."""
    boxes = [one.box(share) for one in _herd(spot, count, stage.close)]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def within(stage: Stage, spot: Spot) -> Spot:
    """A companion's spot, made smaller and moved until it is whole at both ends of the move."""
    for _ in range(24):
        boxes = [
            stage.frame_of(spot.box(share), 1.0, camera)
            for share, camera in zip((0.0, 1.0), ends(stage.spec), strict=True)
        ]
        right = max(box.right for box in boxes) - 1 + SAFE
        left = SAFE - min(box.left for box in boxes)
        low = max(box.bottom for box in boxes) - (1 - SAFE)
        high = SAFE - min(box.top for box in boxes)
        if max(left, right, low, high) <= 0:
            return spot
        spot = replace(spot.sized(0.96), x=spot.x + 0.7 * (max(left, 0.0) - max(right, 0.0)))
        if low > 0:
            spot = replace(spot, foot=spot.foot - min(low, 0.02))
    return spot


def fitted(stage: Stage, spot: Spot, count: int = 1) -> Spot:
    """The spot made smaller, and moved, until its box (that of all, where there are several) lies in the safe area of
    both keyframes and clear of the room."""
    for _ in range(40):
        boxes = [
            stage.frame_of(_whole(stage, spot, count, share), 1.0, camera)
            for share, camera in zip((0.0, 1.0), ends(stage.spec), strict=True)
        ]
        low = max(box.bottom for box in boxes) - (1 - SAFE)
        high = _ceiling(stage) - min(box.top for box in boxes)
        side = max(SAFE - min(box.left for box in boxes), max(box.right for box in boxes) - 1 + SAFE)
        if low <= 0 and high <= 0 and side <= 0:
            return spot
        if low > 0 and high < -low:
            spot = replace(spot, foot=spot.foot - min(low, 0.03))
            stage.floor = min(stage.floor, spot.foot) if spot.foot > 0.7 else stage.floor
            continue
        spot = replace(spot.sized(0.95), travel=spot.travel * 0.9)
    return spot


def _ceiling(stage: Stage) -> float:
    return {"upper": 0.38, "centre": 0.56}.get(stage.spec.room, SAFE)


def ends(spec: SceneSpec) -> tuple[Camera, Camera]:
    return cameras(spec.move)


def seen_at(spec: SceneSpec) -> tuple[int, int] | None:
    """Where the first of the cast is in the middle of the move, in per cent across and down; None without a cast."""
    stage = Stage(spec.inner)
    placed = arrange(stage)
    if not placed:
        return None
    box = stage.frame_of(placed[0][2].box(0.5), 1.0, between(*ends(stage.spec), 0.5))
    across = (box.left + box.right) / 2
    middle = (1 - across if spec.turned else across, (box.top + box.bottom) / 2)
    across, down = (round(100 * min(1.0, max(0.0, part))) for part in middle)
    return across, down


def _companions(stage: Stage, main: Spot, known: list[tuple[Cast, Subject]]) -> list[tuple[Cast, Subject, Spot]]:
    """Up to two more subjects: what is shown near, peers beside, buildings and small things behind."""
    found: list[tuple[Cast, Subject, Spot]] = []
    for at, (cast, subject) in enumerate(known[1:]):
        side = 1 if at % 2 == 0 else -1
        if stage.spec.room in ("left", "right") and not stage.tall:
            side = 1 if stage.spec.room == "left" else -1
        shown = _offers([known[0], (cast, subject)])
        if shown and any(other.place == "table" for _, other, _ in found):
            continue
        spot = _companion(stage, main, known, subject, side, at)
        if spot is not None:
            found.append((cast, subject, spot))
    return found


def _companion(
    stage: Stage, main: Spot, known: list[tuple[Cast, Subject]], subject: Subject, side: int, at: int
) -> Spot | None:
    """Where one more subject stands; None where it has no place."""
    first, count = known[0][1], known[0][0].count
    if _offers([known[0], (known[0][0], subject)]):
        return _offered(stage, main, subject)
    if subject.id == "umbrella" and first.kind == "person" and count == 1:
        return _held(stage, main)
    if subject.kind == "building" and stage.spec.setting in INDOORS:
        return None
    if subject.kind == "building" and first.kind != "building":
        return _towering(stage, main, subject, side)
    if subject.kind == first.kind and subject.kind in ("person", "animal") and subject.place == "ground":
        spot = _spot(stage.spec, stage, subject, 1).sized(0.84)
        return _beside(stage, main, spot, -1 if _offers(known) else side)
    return _aloof(stage, main, subject, side, at)


def _aloof(stage: Stage, main: Spot, subject: Subject, side: int, at: int) -> Spot | None:
    """A smaller thing a step away on its own."""
    spot = _spot(stage.spec, stage, subject, 1).sized(0.62)
    gap = main.wide / 2 + spot.wide / 2 + 0.05
    x = main.x + side * gap
    if stage.tall and subject.place == "air":
        x, spot = 0.5 + side * 0.2, replace(spot, foot=max(0.16, main.foot - main.high - 0.05))
    elif not SAFE * 2 < x - spot.wide / 2 < x + spot.wide / 2 < 1 - SAFE * 2:
        x = main.x - side * gap
    if not SAFE < x - spot.wide / 2 < x + spot.wide / 2 < 1 - SAFE:
        return None
    foot = spot.foot - (0.12 if subject.place == "air" and not stage.tall and at == 0 else 0.0)
    return within(stage, replace(spot, x=x, foot=foot, travel=0.0))


def _beside(stage: Stage, main: Spot, spot: Spot, side: int) -> Spot:
    """Somebody of the same kind: as large as they are beside the first, near enough to belong together."""
    gap = (main.wide + spot.wide) / 2 * 0.92 + 0.01
    x = main.x + side * gap
    if not SAFE * 2 < x - spot.wide / 2 < x + spot.wide / 2 < 1 - SAFE * 2:
        x = main.x - side * gap
    return within(stage, replace(spot, x=x, foot=main.foot - 0.008, travel=main.travel))


def _towering(stage: Stage, main: Spot, subject: Subject, side: int) -> Spot:
    """A building behind somebody: taller than they are, as far to the side as the frame lets it be."""
    afar = subject.id in DISTANT
    foot = stage.horizon + 0.05 if afar else max(stage.horizon + 0.06, main.foot - 0.05)
    high = 0.34 if afar else min(max(1.3 * main.high, 0.46), foot - SAFE)
    wide = high * stage.height * figure_of(subject).wide / stage.width
    high, wide = (high * 0.42 / wide, 0.42) if wide > 0.42 else (high, wide)
    away = main.wide / 2 + wide / 2 + 0.03
    edge = SAFE + wide / 2
    return Spot(min(1 - edge, max(edge, main.x + side * away)), foot, high, wide)


def _held(stage: Stage, main: Spot) -> Spot:
    """An umbrella over somebody's head, its handle at the hand; it goes where they go."""
    high = main.high * 0.62
    wide = high * stage.height * 1.2 / stage.width
    return Spot(main.x + main.wide * 0.12, main.foot - main.high * 0.46, high, wide, main.travel)


def enter(stage: Stage, placed: list[tuple[Cast, Subject, Spot]], ground: str) -> None:
    """Put the cast on the stage. `ground`: open, ledge, table, water, none."""
    for cast, subject, spot in sorted(reversed(placed), key=lambda one: one[2].foot):
        for number, one in enumerate(_herd(spot, cast.count, stage.close)):
            colour: Tint | None = tint(cast.colour) if cast.colour else None
            actor = Actor(
                stage,
                subject,
                colour,
                stage.x(one.x),
                stage.y(one.foot),
                one.high * stage.height,
                one.travel * stage.width,
                ground,
                number,
            )
            if subject.id in RAILED and ground == "open" and number == 0:
                rails(stage, actor.foot)
            if subject.place == "table" and ground in ("open", "water"):
                stand(stage, actor.x, actor.foot, actor.wide)
            if number == 0 and subject.kind != "idea":
                halo(stage, actor)
            stage.live(actor.draw, 1.0, cast=True)
            quicken(actor)
            stage.subjects.append((one.box(0.5), 1.0))
            stage.bounds.append((one.box(0.0), one.box(1.0)))


def _herd(spot: Spot, count: int, close: int) -> list[Spot]:
    """Several of the same: beside one another, those farther out a little behind; many stand closer."""
    if count == 1:
        return [spot]
    step = spot.wide * (1.02, 0.96, 0.84, 0.78)[count - 2] * (1.0 if close < 2 else 0.72)
    found = []
    for number in range(count):
        away = number - (count - 1) / 2
        behind = abs(away) * (0.012 if spot.foot > 0.7 or count < 3 else 0.06)
        found.append(replace(spot.sized(1 - abs(away) * 0.05), x=spot.x + away * step, foot=spot.foot - behind))
    return sorted(found, key=lambda one: one.foot)
