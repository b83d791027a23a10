"""Skies: the gradient, stars that twinkle, sun or moon with its glow, clouds that drift."""

import math

import skia

from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.ink import box, down, fade, fill, glow, linear, mix, pen, polygon, radial, rounded
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.tempest import aurora, bolt, rainbow, storm_clouds


def sky(stage: Stage, *, clouds: int = 4, body: bool = True, size: float = 0.1, stars: int | None = None) -> None:
    """Paint the whole sky, from the back: gradient, stars, body, clouds."""
    light = stage.light
    veiled = stage.spec.veiled
    stage.body_at = _placed(stage, size)
    with stage.plate(0.03, blur=0) as canvas:
        horizon = stage.y(stage.horizon + 0.06)
        canvas.drawPaint(fill(shader=down(stage.y(-0.05), horizon, *light.sky, stops=(0, 0.28, 0.56, 0.8, 1))))
        count = (110 if light.night else 0) if stars is None else stars
        if stage.spec.ambient == "stars":
            count = max(count, 150)
        if not veiled:
            _stars(stage, canvas, count)
        if body and light.body and not (veiled and (light.night or stage.spec.weather != "fog")):
            alone = 1.0 if stage.spec.cast else 1.4
            _body(stage, canvas, size * alone * (0.8 if veiled else 1.0), 0.45 if veiled else 1.0)
    if count and not veiled:
        _twinkles(stage, 16)
    if stage.spec.ambient == "aurora" and light.night and not veiled:
        aurora(stage)
    if stage.spec.weather == "storm":
        bolt(stage)
        storm_clouds(stage)
    elif stage.spec.veiled or stage.spec.weather == "snow":
        _overcast(stage)
    elif clouds:
        _clouds(stage, clouds)
    if stage.spec.weather == "rainbow":
        rainbow(stage)


def _placed(stage: Stage, size: float) -> tuple[float, float]:
    """Where the sun or moon stands: on either side by the seed, and not touching the edge of a subject."""
    x, y = stage.body_at
    if stage.spec.glass or stage.spec.turned:
        y += (stage.spec.seed // 64 % 5 - 2) * 0.028
    if stage.spec.setting == "interior" or stage.tall:
        return x, y
    nudge = (stage.spec.seed // 16 % 9 - 4) * 0.012
    sides = [x + nudge, 1 - x + nudge]
    if stage.spec.seed // 4 % 2:
        sides.reverse()
    box = stage.kept_clear
    if box is None:
        return sides[0], y
    reach = size * min(stage.width, stage.height * 1.3) * 1.15 / stage.width
    free = [
        at for at in (*sides, 0.16, 0.84) if at + reach < box.left or at - reach > box.right or y + 2 * reach < box.top
    ]
    behind = [at for at in sides if box.left + 0.02 < at < box.right - 0.02 and box.top < y < box.bottom]
    return (behind or free or sides)[0], y


def _stars(stage: Stage, canvas: skia.Canvas, count: int) -> None:
    dice, unit = stage.dice, max(stage.unit, 0.5)
    for _ in range(count):
        x, y = dice.uniform(-0.1, 1.1) * stage.width, dice.random() ** 1.5 * stage.y(stage.horizon * 0.92)
        size = dice.random() ** 4
        fading = 1 - 0.8 * y / stage.y(stage.horizon)
        canvas.drawCircle(x, y, (0.7 + 1.5 * size) * unit, fill((1, 1, 1, (0.25 + 0.65 * dice.random()) * fading)))
        if size > 0.72:
            canvas.drawCircle(x, y, 4.5 * unit, fill((1, 1, 1, 0.3 * fading), blur=3.5 * unit))


def _twinkles(stage: Stage, count: int) -> None:
    dice, unit = stage.dice, max(stage.unit, 0.5)
    spots = [
        (
            dice.random() * stage.width,
            dice.random() ** 1.3 * stage.y(stage.horizon * 0.62),
            dice.uniform(0.18, 0.45),
            dice.random(),
            dice.uniform(0.8, 1.7),
        )
        for _ in range(count)
    ]

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for x, y, rate, phase, size in spots:
            shine = max(0.0, clock.wave(rate, phase))
            if shine < 0.05:
                continue
            reach = (3 + 7 * shine) * size * unit
            brush = pen((1, 1, 1, 0.55 * shine), 0.9 * unit)
            canvas.drawLine(x - reach, y, x + reach, y, brush)
            canvas.drawLine(x, y - reach, x, y + reach, brush)
            canvas.drawCircle(x, y, 1.6 * size * unit, fill((1, 1, 1, 0.85 * shine)))

    stage.live(draw, 0.03)


def _body(stage: Stage, canvas: skia.Canvas, size: float, strength: float) -> None:
    light, radius = stage.light, size * min(stage.width, stage.height * 1.3)
    x, y = stage.x(stage.body_at[0]), stage.y(stage.body_at[1])
    for reach, alpha in ((8.0, 0.26), (4.2, 0.24), (2.2, 0.3)):
        glow(canvas, x, y, radius * reach, light.shine, alpha * strength)
    radius *= 1.0 if light.night or light.sky[0][2] < 0.62 else 0.74
    low = mix(light.shine, light.sky[4], 0.5)
    disc = fill(
        shader=linear(
            (x - radius * 0.3, y - radius),
            (x + radius * 0.3, y + radius),
            [fade(light.shine, strength), fade(low, strength)],
        )
    )
    canvas.drawCircle(x, y, radius, disc)
    if light.body == "moon":
        _craters(stage, canvas, x, y, radius)


def _craters(stage: Stage, canvas: skia.Canvas, x: float, y: float, radius: float) -> None:
    shade = fade(mix(stage.light.shine, stage.light.sky[3], 0.55), 0.24)
    canvas.save()
    canvas.clipPath(skia.Path.Circle(x, y, radius), doAntiAlias=True)
    for angle, away, part in (
        (0.5, 0.62, 0.2),
        (1.2, 0.25, 0.13),
        (2.1, 0.7, 0.12),
        (2.5, 0.38, 0.25),
        (3.6, 0.72, 0.2),
        (4.3, 0.3, 0.1),
        (5.0, 0.78, 0.16),
        (5.8, 0.45, 0.12),
        (1.9, 0.92, 0.15),
    ):
        at_x, at_y = x + math.cos(angle) * away * radius, y + math.sin(angle) * away * radius
        canvas.drawCircle(at_x, at_y, part * radius, fill(shade))
    canvas.drawCircle(
        x + radius * 0.42, y + radius * 0.3, radius * 1.12, fill(fade(stage.light.sky[2], 0.16), blur=radius * 0.18)
    )
    canvas.restore()


def _clouds(stage: Stage, count: int) -> None:
    """Two decks: streaks far away near the horizon, cumulus nearer that drift faster."""
    dice = stage.dice
    with stage.plate(0.05, drift=-0.008 * stage.width) as canvas:
        for _ in range(count):
            _streak(
                stage, canvas, dice.uniform(-0.1, 1.0), stage.horizon - dice.uniform(0.07, 0.3), dice.uniform(0.1, 0.3)
            )
    with stage.plate(0.09, drift=0.016 * stage.width) as canvas:
        for at in range(count):
            x = (at + dice.uniform(0.1, 0.9)) / count * 1.2 - 0.18
            y = stage.horizon * dice.uniform(0.16, 0.74)
            cumulus(stage, canvas, stage.x(x), stage.y(y), dice.uniform(230, 520) * stage.unit * (0.5 + 0.9 * y), at)


def _streak(stage: Stage, canvas: skia.Canvas, x: float, y: float, width: float) -> None:
    light = stage.light
    high = stage.unit * stage.dice.uniform(5, 12)
    left, wide = stage.x(x), width * max(stage.width, 900 * stage.unit)
    colour = mix(light.shine, light.sky[4], 0.4)
    clear = fade(colour, 0)
    brush = fill(shader=linear((left, 0), (left + wide, 0), [clear, fade(colour, 0.5), fade(colour, 0.35), clear]))
    canvas.drawRRect(rounded(left, stage.y(y), wide, high, high / 2), brush)
    canvas.drawRRect(rounded(left + wide * 0.2, stage.y(y) + high * 1.6, wide * 0.5, high * 0.6, high * 0.3), brush)


def cumulus(stage: Stage, canvas: skia.Canvas, x: float, y: float, width: float, kind: int) -> None:
    """A heap cloud with a flat foot at `y`, lit from above and from the side of the sun."""
    light, dice = stage.light, stage.dice
    high = width * 0.26
    shape = skia.Path.RRect(rounded(x, y - high * 0.34, width, high * 0.34, high * 0.17))
    puffs = []
    for at in range(6):
        share = (at + 0.7 + dice.uniform(-0.2, 0.2)) / 6.4
        radius = high * (0.24 + 0.42 * math.sin(math.pi * share) * dice.uniform(0.75, 1.15))
        puffs.append((x + width * share, y - high * 0.28 - radius * 0.25, radius))
        shape = skia.Op(shape, skia.Path.Circle(*puffs[-1]), skia.kUnion_PathOp)
    shape = skia.Op(shape, skia.Path.Rect(box(x - width, y, width * 3, width)), skia.kDifference_PathOp)
    crest = mix(light.shine, light.sky[3], (0.12, 0.28, 0.2)[kind % 3] + (0.25 if light.night else 0))
    foot = mix(light.sky[3 - kind % 2], light.sky[4], 0.2)
    canvas.drawPath(
        shape, fill(shader=down(y - high, y, fade(crest, 0.94), fade(mix(crest, foot, 0.6), 0.7), fade(foot, 0.18)))
    )
    canvas.save()
    canvas.clipPath(shape, doAntiAlias=True)
    side = 1 if stage.x(stage.body_at[0]) > x + width / 2 else -1
    for at_x, at_y, radius in puffs:
        lit = fade(light.shine, 0.3 if not light.night else 0.18)
        canvas.drawCircle(
            at_x + side * radius * 0.25, at_y - radius * 0.3, radius * 0.75, fill(lit, blur=radius * 0.25)
        )
    canvas.restore()


def _overcast(stage: Stage) -> None:
    """A low ceiling of broad soft clouds."""
    light, dice = stage.light, stage.dice
    with stage.plate(0.06, drift=0.02 * stage.width) as canvas:
        for at in range(16):
            x, y = dice.uniform(-0.15, 1.15) * stage.width, dice.uniform(-0.06, 0.26) * stage.height
            radius = dice.uniform(90, 210) * stage.unit
            colour = mix(light.sky[1 + at % 2], light.haze, dice.uniform(0.15, 0.45))
            canvas.save()
            canvas.translate(x, y)
            canvas.scale(2.1, 0.62)
            shader = radial((0, 0), radius, [fade(colour, 0.6), fade(colour, 0.34), fade(colour, 0)], (0, 0.55, 1))
            canvas.drawCircle(0, 0, radius, fill(shader=shader))
            canvas.restore()


def rays(stage: Stage, strength: float = 0.16) -> None:
    """Beams of the sun through the air."""
    light, dice = stage.light, stage.dice
    x, y = stage.x(stage.body_at[0]), stage.y(stage.body_at[1])
    reach = max(stage.width, stage.height)
    clear = fade(light.shine, 0)

    def pulse(clock: Clock) -> float:
        return 0.82 + 0.18 * clock.wave(0.11)

    with stage.plate(0.4, alpha=pulse, blur=0) as canvas:
        for at in range(9):
            angle = 0.35 + at * 0.28 + dice.uniform(-0.06, 0.06)
            wide = dice.uniform(0.035, 0.1)
            ends = [(x + math.cos(a) * reach * 1.4, y + math.sin(a) * reach * 1.4) for a in (angle, angle + wide)]
            shader = radial(
                (x, y), reach * 0.85, [fade(light.shine, strength), fade(light.shine, strength * 0.4), clear]
            )
            canvas.drawPath(polygon((x, y), *ends), fill(shader=shader, blur=7 * stage.unit))
