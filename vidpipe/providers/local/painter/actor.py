"""Actors: subjects on the stage. Each has its poses, lit once and kept, its way of moving and its shadow."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import skia

from vidpipe.library.visual import Subject
from vidpipe.providers.local.painter import relight, styles
from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.figures import Figure, Look, figures
from vidpipe.providers.local.painter.ink import LINEAR, Tint, fade, fill, glow, mix, radial
from vidpipe.providers.local.painter.pictogram import known, pictogram
from vidpipe.providers.local.painter.stage import Stage, picture_of

FINE = 1.18
"""Sprites are painted this much larger than shown at rest, so that a push-in stays sharp."""
LOOKS_LEFT = {"animal", "vehicle"}
MONSTERS = {"alien", "ghost", "snowman", "robot", "zombie", "genie"}
FACES = {"animal", "vehicle", "person", "building"}
"""Kinds that may be mirrored: what bears signs, a watch or a screen, is shown as it is in a turned scene too."""


@dataclass
class Actor:
    """One subject at a spot. `x`, `foot` and `high` are pixels of the frame; `travel` how far it goes in the shot."""

    stage: Stage
    subject: Subject
    colour: Tint | None
    x: float
    foot: float
    high: float
    travel: float = 0.0
    ground: str = "open"
    number: int = 0
    sprites: dict[int, skia.Image] = field(default_factory=dict)
    laid: skia.Image | None = None

    @property
    def fine(self) -> float:
        """Pixels of a sprite for one of the layout."""
        return FINE * self.stage.fine

    @property
    def figure(self) -> Figure:
        return figure_of(self.subject)

    @property
    def wide(self) -> float:
        """Width in pixels."""
        return self.high * self.figure.wide

    @property
    def side(self) -> int:
        return 1 if self.stage.x(self.stage.body_at[0]) > self.x else -1

    def pose(self, number: int) -> skia.Image:
        """A lit picture of the subject, painted when first asked for."""
        if number not in self.sprites:
            self.sprites[number] = self._paint(number)
        return self.sprites[number]

    def _paint(self, number: int) -> skia.Image:
        figure, light = self.figure, self.stage.light
        high = max(8, round(self.high * self.fine))
        look = Look(number / figure.poses, self.colour, light, self.number)

        def draw(canvas: skia.Canvas) -> None:
            canvas.scale(high / 100, high / 100)
            figure.draw(canvas, look)

        plain = relight.sprite(draw, round(high * figure.wide), high)
        ambient = 0.36 if light.night else 0.16
        if self.subject.kind in ("product", "idea", "food"):
            ambient *= 0.5
        lit = relight.relight(
            plain, light, side=self.side, rim=figure.rim * (0.9 if light.night else 0.75), ambient=ambient
        )
        if not styles.treats(self.stage.spec):
            return lit
        return picture_of(styles.treat(lit.toarray(colorType=skia.kRGBA_8888_ColorType), self.stage.spec, subject=True))

    def draw(self, canvas: skia.Canvas, clock: Clock) -> None:
        figure = self.figure
        turn = clock.turns(figure.rate) + self.number * 0.37 * (figure.poses > 1)
        image = self.pose(int(turn * figure.poses + 1e-6) % figure.poses)
        move = MOTIONS.get(self.subject.life, _still)(self, clock)
        x = self.x + self.travel * (clock.share - 0.5) + move.x * self.high
        self._ground(canvas, x, move)
        canvas.save()
        canvas.translate(x, self.foot + move.y * self.high)
        if self.stage.spec.turned and self.subject.kind not in FACES:
            canvas.scale(-1, 1)
        pivot = -self.high * 0.5 if self.subject.place in ("air", "swim") else 0.0
        canvas.translate(0, pivot)
        canvas.rotate(move.turn)
        canvas.scale(move.scale / self.fine, move.scale * move.stretch / self.fine)
        pad = round(max(8, round(self.high * self.fine)) * relight.PAD)
        canvas.drawImage(image, -image.width() / 2, -(image.height() - pad) - pivot * self.fine, LINEAR)
        canvas.restore()

    def _ground(self, canvas: skia.Canvas, x: float, move: "Motion") -> None:
        """Contact shadow, and the long shadow or reflection on open ground."""
        if self.figure.flat or self.subject.place in ("air", "swim"):
            return
        dark, lift = self.stage.light.dark, max(0.0, -move.y) * 4
        if self.ground == "water":
            self._lay(canvas, x, relight.reflection, 0.0)
            return
        if self.ground == "open":
            lean = max(-1.3, min(1.3, (x - self.stage.x(self.stage.body_at[0])) / self.stage.width * 2.4))
            if self.stage.wet:
                self._lay(canvas, x, relight.reflection, 0.0)
            else:
                self._lay(canvas, x, lambda image: relight.shadow(image, dark, lean), lean)
        canvas.save()
        canvas.translate(x, self.foot - self.high * 0.004)
        canvas.scale(1, 0.1)
        reach = self.wide * 0.5 * (1 + lift * 0.4)
        strength = 0.7 / (1 + lift * 3)
        shader = radial((0, 0), reach, [fade(dark, strength), fade(dark, strength * 0.6), fade(dark, 0)], (0, 0.55, 1))
        canvas.drawCircle(0, 0, reach, fill(shader=shader))
        canvas.restore()

    def _lay(self, canvas: skia.Canvas, x: float, make: Callable[[skia.Image], skia.Image], lean: float) -> None:
        if self.laid is None:
            self.laid = make(self.pose(0))
        canvas.save()
        canvas.translate(x, self.foot - 1)
        canvas.scale(1 / self.fine, 1 / self.fine)
        canvas.drawImage(self.laid, -self.laid.width() / 2, 0, LINEAR)
        canvas.restore()


@dataclass(frozen=True)
class Motion:
    """Where a subject is at a moment: shift in its own heights, turn in degrees, scale, stretch upward."""

    x: float = 0.0
    y: float = 0.0
    turn: float = 0.0
    scale: float = 1.0
    stretch: float = 1.0


def _still(actor: Actor, clock: Clock) -> Motion:
    return Motion()


def _breathe(actor: Actor, clock: Clock) -> Motion:
    return Motion(stretch=1 + 0.011 * clock.wave(0.33, actor.number * 0.2))


def _walk(actor: Actor, clock: Clock) -> Motion:
    if actor.figure.poses > 1:
        return Motion()
    return Motion(y=-0.012 * abs(clock.wave(1.0)), turn=1.2 * clock.wave(1.0))


def _float(actor: Actor, clock: Clock) -> Motion:
    return Motion(y=0.018 * clock.wave(0.24, actor.number * 0.3), turn=1.4 * clock.wave(0.17, actor.number * 0.3))


def _fly(actor: Actor, clock: Clock) -> Motion:
    return Motion(y=0.04 * clock.wave(0.4, actor.number * 0.3), turn=2.5 * clock.wave(0.4, actor.number * 0.3 + 0.2))


def _swim(actor: Actor, clock: Clock) -> Motion:
    return Motion(y=0.05 * clock.wave(0.3, actor.number * 0.3), turn=3 * clock.wave(0.3, actor.number * 0.3 + 0.25))


def _sway(actor: Actor, clock: Clock) -> Motion:
    return Motion(turn=1.6 * clock.wave(0.27, actor.number * 0.3))


def _hop(actor: Actor, clock: Clock) -> Motion:
    lift = max(0.0, clock.wave(0.9, actor.number * 0.3))
    return Motion(y=-0.09 * lift, stretch=1 + 0.03 * lift)


def _waddle(actor: Actor, clock: Clock) -> Motion:
    return Motion(turn=4 * clock.wave(0.9), y=-0.01 * abs(clock.wave(0.9)))


def _ride(actor: Actor, clock: Clock) -> Motion:
    return Motion(y=-0.007 * abs(clock.wave(1.6)), turn=0.7 * clock.wave(0.8))


def _beat(actor: Actor, clock: Clock) -> Motion:
    pulse = max(0.0, clock.wave(1.0)) ** 3
    return Motion(scale=1 + 0.05 * pulse, y=0.012 * clock.wave(0.24))


def _bounce(actor: Actor, clock: Clock) -> Motion:
    high = abs(math.sin(math.pi * clock.turns(1.1)))
    return Motion(y=-0.5 * high, turn=90 * clock.turns(0.25) * 4 % 360, stretch=0.95 + 0.05 * min(1.0, high * 5))


def _launch(actor: Actor, clock: Clock) -> Motion:
    return Motion(y=0.012 * clock.wave(0.5) - 0.12 * clock.share, x=0.006 * clock.wave(2.0))


MOTIONS: dict[str, Callable[[Actor, Clock], Motion]] = {
    "breathe": _breathe,
    "tail": _breathe,
    "walk": _walk,
    "run": _walk,
    "float": _float,
    "fly": _fly,
    "swim": _swim,
    "sway": _sway,
    "hop": _hop,
    "waddle": _waddle,
    "ride": _ride,
    "drive": _ride,
    "beat": _beat,
    "bounce": _bounce,
    "launch": _launch,
    "spin": _float,
    "glow": _still,
    "grow": _float,
    "shine": _still,
}


def figure_of(subject: Subject) -> Figure:
    """How a subject is drawn: by hand, else its pictogram, else a plain stone."""
    drawn = figures().get(subject.id)
    if drawn:
        return drawn
    for name in (subject.pictogram, subject.id):
        if known(name):
            flip = subject.kind in LOOKS_LEFT and subject.place != "air"
            return _from_pictogram(name, flip, subject.kind == "person" and subject.id not in MONSTERS)
    return figures()["box"]


_FROM: dict[str, Figure] = {}


def _from_pictogram(name: str, flip: bool, person: bool = False) -> Figure:
    if name not in _FROM:
        shape = pictogram(name, 256)
        wide = shape.width() / shape.height()

        def draw(canvas: skia.Canvas, look: Look) -> None:
            image = pictogram(name, 640, look.colour, person)
            canvas.save()
            if flip:
                canvas.translate(100 * wide, 0)
                canvas.scale(-1, 1)
            area = skia.Rect.MakeWH(100 * wide, 100)
            canvas.drawImageRect(image, area, skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear))
            canvas.restore()

        _FROM[name] = Figure(draw, wide)
    return _FROM[name]


def halo(stage: Stage, actor: Actor) -> None:
    """A soft light behind a subject, so that it stands out from what is behind it."""
    light = stage.light
    colour = mix(light.haze, light.shine, 0.3)
    y = actor.foot - actor.high * 0.55
    with stage.plate(0.9, blur=0) as canvas:
        glow(
            canvas,
            actor.x,
            y,
            max(actor.high, actor.wide * 0.8) * 0.95,
            colour,
            (0.34 if light.night else 0.2) + stage.spec.lift / 140,
        )
