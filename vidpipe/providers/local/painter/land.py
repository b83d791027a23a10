"""Land: ridges, mountains with light and snow, forests, mist, grass, ground."""

from collections.abc import Sequence

import numpy as np
import skia
from numpy.typing import NDArray

from vidpipe.providers.local.painter.ink import Tint, darker, down, fade, fill, lighter, mix, pen, polygon, radial
from vidpipe.providers.local.painter.stage import Stage

Line = tuple[NDArray[np.float64], NDArray[np.float64]]


def ridge(
    stage: Stage,
    top: float,
    swing: float,
    *,
    waves: float = 1.6,
    rough: float = 0.5,
    octaves: int = 7,
    peaks: bool = False,
) -> Line:
    """A skyline of hills: x and y in pixels. `top` is its mean height, `swing` how far it rises and falls (parts of the
    frame). With `peaks` summits and saddles take turns, as in high mountains."""
    places = np.linspace(0, 1, 420)
    heights = np.zeros_like(places)
    loud, pace = 1.0, waves
    for octave in range(octaves):
        values = np.array([stage.dice.random() for _ in range(int(pace) + 4)])
        if peaks and octave == 0:
            values = np.array([0.55 + 0.6 * value if at % 2 else 0.3 * value for at, value in enumerate(values)])
        at = places * pace
        whole = at.astype(int)
        part = at - whole
        heights += loud * (values[whole] * (1 - part) + values[whole + 1] * part - 0.5)
        loud *= rough
        pace *= 2
    return stage.left + places * (stage.right - stage.left), (top - heights * swing) * stage.height


def below(stage: Stage, line: Line, foot: float | None = None) -> skia.Path:
    """The area under a skyline, down to `foot` (pixels) or the layer's end."""
    depth = stage.bottom + 5 if foot is None else foot
    points = [(stage.left - 5, depth), *zip(line[0].tolist(), line[1].tolist(), strict=True), (stage.right + 5, depth)]
    return polygon(*points)


def height_at(line: Line, x: float) -> float:
    return float(np.interp(x, line[0], line[1]))


def mountains(
    stage: Stage, canvas: skia.Canvas, line: Line, distance: float, *, snow: bool = False, haze: float = 0.6
) -> None:
    """A range with a lit side on every peak and mist at its foot."""
    light = stage.light
    shape, colour = below(stage, line), light.tone(distance)
    top = float(line[1].min())
    foot = min(stage.bottom, top + 0.42 * stage.height)
    shades = (mix(colour, light.dark, 0.14), colour, mix(colour, light.haze, haze))
    canvas.drawPath(shape, fill(shader=down(top, foot, *shades, stops=(0, 0.35, 1))))
    canvas.save()
    canvas.clipPath(shape, doAntiAlias=True)
    for at in _peaks(line[1]):
        _peak(stage, canvas, line, at, snow)
    canvas.restore()


def _peaks(heights: NDArray[np.float64], spread: int = 13) -> Sequence[int]:
    """Indexes of the local summits."""
    return [
        at for at in range(spread, len(heights) - spread) if heights[at] == heights[at - spread : at + spread + 1].min()
    ]


def _peak(stage: Stage, canvas: skia.Canvas, line: Line, at: int, snow: bool) -> None:
    light, dice = stage.light, stage.dice
    x, y = float(line[0][at]), float(line[1][at])
    high = float(line[1].max()) - y
    if high < stage.height * 0.04:
        return
    side = 1 if stage.x(stage.body_at[0]) > x else -1
    spine = [(x, y - 3)]
    for step in range(9):
        drift = (-0.25 if step % 2 else 0.62) * dice.uniform(0.6, 1.3)
        spine.append((spine[-1][0] + side * drift * high * 0.07, y + high * 1.2 * (step + 1) / 9))
    face = polygon(*spine, (x + side * high * 2.4, y + high * 1.2), (x + side * high * 0.4, y - 6))
    clear = fade(light.shine, 0)
    lit = radial(
        (x + side * high * 0.2, y), high * 1.3, [fade(light.shine, 0.38), fade(light.shine, 0.13), clear], (0, 0.5, 1)
    )
    canvas.drawPath(face, fill(shader=lit))
    if snow:
        _snowcap(stage, canvas, line, at, high)


def _snowcap(stage: Stage, canvas: skia.Canvas, line: Line, at: int, high: float) -> None:
    light, dice = stage.light, stage.dice
    x, y = float(line[0][at]), float(line[1][at])
    reach, teeth = high * dice.uniform(0.3, 0.42), 7
    edge = [
        (
            x + reach * 1.5 * (1 - 2 * (step + 0.5) / teeth),
            y + reach * (dice.uniform(0.42, 0.6) if step % 2 else dice.uniform(0.85, 1.15)),
        )
        for step in range(teeth)
    ]
    cap = polygon(
        (x - reach * 1.7, y + reach * 0.7),
        (x - reach * 1.7, y - reach),
        (x + reach * 1.7, y - reach),
        (x + reach * 1.7, y + reach * 0.7),
        *edge,
    )
    side = 1 if stage.x(stage.body_at[0]) > x else -1
    white = mix(light.shine, light.sky[4], 0.12)
    shade = mix(white, light.tone(0.6), 0.5)
    ends = (x - side * reach * 0.5, x + side * reach * 0.25)
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(ends[0], 0), skia.Point(ends[1], 0)],
        [skia.Color4f(*fade(shade, 0.92)).toColor(), skia.Color4f(*fade(white, 0.96)).toColor()],
    )
    canvas.drawPath(cap, fill(shader=shader))


def mist(stage: Stage, y: float, high: float, depth: float, strength: float = 0.5, *, drift: float = 0.0) -> None:
    """A band of haze around height `y`; all in parts of the frame."""
    colour = stage.light.haze
    if stage.spec.weather == "fog":
        strength, high = min(0.9, strength * 1.5), high * 1.4
    top, bottom = stage.y(y - high), stage.y(y + high)
    with stage.plate(depth, drift=drift, blur=0) as canvas:
        band = skia.Rect.MakeLTRB(stage.left, top, stage.right, bottom)
        canvas.drawRect(band, fill(shader=down(top, bottom, fade(colour, 0), fade(colour, strength), fade(colour, 0))))


def pine(stage: Stage, canvas: skia.Canvas, x: float, foot: float, high: float, colour: Tint) -> None:
    """A fir, lit on the side of the sun, fading into haze at its foot."""
    dice, tiers = stage.dice, 6
    wide = high * 0.34
    right, left = [], []
    for tier in range(tiers):
        share = (tier + 1) / tiers
        y, out = foot - high * (1 - share * 0.93), wide * share**0.85
        right += [(x + out * dice.uniform(0.85, 1.1), y), (x + out * 0.42, y - high * 0.018)]
        left += [(x - out * dice.uniform(0.85, 1.1), y), (x - out * 0.42, y - high * 0.018)]
    shape = polygon((x, foot - high), *right, (x + high * 0.025, foot), (x - high * 0.025, foot), *reversed(left))
    canvas.drawPath(shape, fill(shader=down(foot - high, foot, colour, mix(colour, stage.light.haze, 0.2))))
    canvas.save()
    canvas.clipPath(shape, doAntiAlias=True)
    side = 1 if stage.x(stage.body_at[0]) > x else -1
    lit = [fade(stage.light.shine, 0), fade(stage.light.shine, 0.34)]
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(x + side * wide * 0.02, 0), skia.Point(x + side * wide, 0)],
        [skia.Color4f(*c).toColor() for c in lit],
    )
    canvas.drawRect(
        skia.Rect.MakeLTRB(min(x, x + side * wide), foot - high, max(x, x + side * wide), foot), fill(shader=shader)
    )
    if stage.spec.white:
        _dust_snow(canvas, x, foot, high, wide)
    canvas.restore()


def _dust_snow(canvas: skia.Canvas, x: float, foot: float, high: float, wide: float) -> None:
    for tier in range(6):
        share = tier / 6
        y, out = foot - high * (1 - share * 0.93), wide * (share + 0.1) ** 0.85
        cap = polygon((x - out, y + high * 0.1), (x, y - high * 0.04), (x + out, y + high * 0.1), (x, y + high * 0.055))
        canvas.drawPath(cap, fill((0.96, 0.98, 1.0, 0.75)))


def pines(
    stage: Stage,
    canvas: skia.Canvas,
    line: Line,
    distance: float,
    *,
    high: float,
    count: int,
    gap: tuple[float, float] | None = None,
) -> None:
    """A wood along a skyline. `gap` (parts of the frame's width) stays free."""
    light, dice = stage.light, stage.dice
    colour = mix(light.tone(distance), light.leaf(distance), 0.45)
    spots = [(at + dice.uniform(-0.4, 0.4)) / count for at in range(count)]
    dice.shuffle(spots)
    for share in spots:
        x = stage.left + share * (stage.right - stage.left)
        if gap and stage.x(gap[0]) < x < stage.x(gap[1]):
            continue
        tall = high * stage.height * dice.uniform(0.55, 1.15)
        pine(
            stage,
            canvas,
            x,
            height_at(line, x) + stage.height * 0.02,
            tall,
            mix(colour, light.mid, dice.uniform(0, 0.2)),
        )
    ground = mix(colour, light.dark, 0.25)
    foot = mix(colour, light.haze, 0.25) if distance > 0.25 else mix(colour, light.dark, 0.6)
    shape = below(stage, (line[0], line[1] + stage.height * 0.012))
    canvas.drawPath(
        shape, fill(shader=down(float(line[1].min()), float(line[1].min()) + 0.3 * stage.height, ground, foot))
    )


def hill(stage: Stage, canvas: skia.Canvas, line: Line, high: Tint, low: Tint, *, depth: float = 0.4) -> skia.Path:
    """A plain slope with a lit edge; gives its shape."""
    shape = below(stage, line)
    top = float(line[1].min())
    canvas.drawPath(shape, fill(shader=down(top, top + depth * stage.height, high, low)))
    edge = skia.Path()
    edge.moveTo(float(line[0][0]), float(line[1][0]))
    for x, y in zip(line[0][1:].tolist(), line[1][1:].tolist(), strict=True):
        edge.lineTo(x, y + 1.2 * stage.unit)
    canvas.drawPath(edge, pen(fade(lighter(stage.light.shine, 0.1), 0.38), 2.2 * stage.unit))
    return shape


def grass(
    stage: Stage,
    canvas: skia.Canvas,
    line: Line,
    *,
    count: int,
    high: float,
    colours: Sequence[Tint],
    deep: float = 0.2,
) -> None:
    """Blades on a slope, larger the nearer they are; `high` and `deep` in parts of the smaller side and the height."""
    dice = stage.dice
    for _ in range(count):
        x = dice.uniform(stage.left, stage.right)
        share = dice.random()
        y = height_at(line, x) + share * deep * stage.height
        long = high * stage.unit * 1000 * (0.5 + share) * dice.uniform(0.6, 1.3)
        lean = dice.uniform(-0.45, 0.55) * long
        width = max(1.0, long * 0.07)
        blade = skia.Path()
        blade.moveTo(x - width, y)
        blade.quadTo(x + lean * 0.1, y - long * 0.6, x + lean, y - long)
        blade.quadTo(x + lean * 0.2 + width, y - long * 0.5, x + width, y)
        colour = colours[int(dice.random() * len(colours))]
        canvas.drawPath(blade, fill(mix(colour, stage.light.haze, 0.18 * (1 - share))))


def stones(stage: Stage, canvas: skia.Canvas, line: Line, *, count: int, size: float, colour: Tint) -> None:
    dice = stage.dice
    for _ in range(count):
        x = dice.uniform(stage.left, stage.right)
        share = dice.random()
        y, wide = height_at(line, x) + share * 0.12 * stage.height, size * stage.unit * 1000 * (0.4 + share)
        high = wide * dice.uniform(0.4, 0.7)
        shape = polygon(
            (x - wide, y),
            (x - wide * 0.7, y - high * 0.7),
            (x - wide * 0.1, y - high),
            (x + wide * 0.6, y - high * 0.75),
            (x + wide, y),
        )
        canvas.drawPath(shape, fill(shader=down(y - high, y, lighter(colour, 0.18), darker(colour, 0.3))))
