"""The sea, a beach or a lake: a wide horizon, swell in layers, the light's road on the water."""

import skia

from vidpipe.providers.local.painter.fittings import standing
from vidpipe.providers.local.painter.ink import box, darker, down, fade, fill, lighter, mix, pen, polygon, smooth, tint
from vidpipe.providers.local.painter.land import below, grass, mist, mountains, pine, pines, ridge
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.water import shimmer, surf, water, waves

ALSO = ("lake",)
AFLOAT = ("water", "swim")


def paint(stage: Stage, enter: Enter) -> None:
    """What floats is on the open water; all else stands on the beach or the bank."""
    if stage.spec.setting == "lake":
        lake(stage, enter)
    else:
        _sea(stage, enter)


def _afloat(stage: Stage) -> bool:
    from vidpipe.library.visual import visual

    cast = stage.spec.cast
    return bool(cast) and cast[0].id in visual().subjects and visual().subjects[cast[0].id].place in AFLOAT


def _sea(stage: Stage, enter: Enter) -> None:
    stage.horizon = 0.58
    stage.body_at = (0.64, 0.36)
    light = stage.light
    sky(stage, clouds=5, size=0.11)
    headlands(stage, 0.585)
    water(stage, 0.58, 0.16, clear=True)
    shimmer(stage, 0.585, 0.2)
    if not stage.spec.cast:
        _far(stage)
    deep = mix(
        mix(light.sky[1] if light.night else light.sky[0], tint("#0e7f95"), 0.3 if not light.night else 0.16),
        light.dark,
        0.1,
    )
    deep = mix(deep, light.sky[3], 0.2)
    if _afloat(stage) or not stage.spec.cast:
        waves(stage, stage.floor - 0.09, 0.55, mix(deep, light.sky[1], 0.35), phase=1)
        enter("water")
        waves(stage, stage.floor - 0.012, 1.04, mix(deep, light.sky[1], 0.12), high=0.014)
        waves(stage, min(0.985, stage.floor + 0.07), 1.25, darker(deep, 0.25), high=0.02, phase=2)
    else:
        waves(stage, 0.7, 0.45, mix(deep, light.sky[2], 0.4), phase=1)
        beach_ground(stage)
        enter("open")
        if stage.spec.seed % 2 and not stage.spec.white and stage.spec.weather not in ("storm", "rain", "fog"):
            _palm(stage)


def _far(stage: Stage) -> None:
    """What a sea without anybody has in the distance, by the seed: a sail, a lighthouse on a rock, a stack of rocks."""
    kind, short = stage.spec.seed // 17 % 4, min(stage.width, stage.height)
    x = stage.x((0.24, 0.76)[stage.spec.seed // 7 % 2])
    if kind == 3 or stage.spec.weather == "storm":
        return
    with stage.plate(0.24) as canvas:
        if kind == 0:
            standing(stage, canvas, "sailboat", (x, stage.y(0.62)), 0.13 * short)
            return
        rock = mix(stage.light.tone(0.35), tint("#6d655f"), 0.3)
        for dx, wide, high in ((-0.05, 0.07, 0.05), (0.06, 0.05, 0.1 if kind == 2 else 0.03), (0.0, 0.09, 0.045)):
            left = x + dx * stage.width
            points = [(-1.0, 0.0), (-0.7, 0.5), (-0.35, 0.92), (0.1, 1.0), (0.5, 0.7), (0.8, 0.3), (1.0, 0.0)]
            path = smooth(
                [(left + a * wide * stage.width, stage.y(0.625) - b * high * stage.height) for a, b in points]
            )
            path.close()
            canvas.drawPath(
                path, fill(shader=down(stage.y(0.52), stage.y(0.63), lighter(rock, 0.2), darker(rock, 0.3)))
            )
        if kind == 1:
            standing(stage, canvas, "lighthouse", (x, stage.y(0.59)), 0.24 * short)


def headlands(stage: Stage, y: float) -> None:
    """Low capes on both sides, their feet at `y` (a part of the height)."""
    with stage.plate(0.1) as canvas:
        for x, wide, high in ((0.06, 0.3, 0.1), (0.93, 0.24, 0.07)):
            _headland(stage, canvas, x, wide, high, y)


def _headland(stage: Stage, canvas: skia.Canvas, x: float, wide: float, high: float, y: float) -> None:
    base, colour = stage.y(y), stage.light.tone(0.62)
    points = [(stage.x(x - wide), base)]
    for at in range(1, 8):
        share = at / 8
        lift = high * stage.height * (1 - abs(share * 2 - 1) ** 1.6) * stage.dice.uniform(0.75, 1.1)
        points.append((stage.x(x - wide + 2 * wide * share), base - lift))
    points.append((stage.x(x + wide), base))
    shape = smooth(points)
    shape.close()
    canvas.drawPath(
        shape, fill(shader=down(base - high * stage.height, base, colour, mix(colour, stage.light.haze, 0.5)))
    )


def beach_ground(stage: Stage, deep: float = 0.075) -> None:
    """The sand with its surf; its edge is `deep` (a part of the height) above the subject's feet."""
    light, unit, floor = stage.light, stage.unit, stage.floor
    sand = mix(mix(tint("#efd6a4"), light.haze, 0.35), light.mid, 0.55 if light.night else 0.1)
    shore = floor - deep
    points = [
        (stage.left, stage.y(shore + 0.02)),
        (stage.x(0.2), stage.y(shore + 0.012)),
        (stage.x(0.5), stage.y(shore - 0.004)),
        (stage.x(0.8), stage.y(shore + 0.008)),
        (stage.right, stage.y(shore - 0.02)),
    ]
    with stage.plate(0.96, blur=0) as canvas:
        path = smooth(points)
        path.lineTo(stage.right, stage.bottom)
        path.lineTo(stage.left, stage.bottom)
        path.close()
        wet = mix(sand, light.sky[1], 0.4)
        canvas.drawPath(
            path,
            fill(shader=down(stage.y(shore - 0.02), stage.y(1.04), wet, sand, darker(sand, 0.22), stops=(0, 0.22, 1))),
        )
        for _ in range(70):
            x, share = stage.dice.uniform(stage.left, stage.right), stage.dice.random()
            y = stage.y(shore + 0.05) + share * 0.16 * stage.height
            canvas.drawOval(
                box(x, y, (6 + 20 * share) * unit, (2 + 4 * share) * unit), fill(fade(darker(sand, 0.45), 0.2))
            )
    surf(stage, shore + 0.008, 0.96)


def _palm(stage: Stage) -> None:
    """Palm leaves hang into the picture from a corner."""
    light, unit = stage.light, stage.unit
    dark = mix(light.dark, light.leaf(0.1), 0.4)
    with stage.plate(1.4, sway=(7 * unit, 0.16)) as canvas:
        for corner, lean in ((-0.04, 1), (1.05, -1)):
            x, y = stage.x(corner), stage.y(-0.06)
            for at in range(6):
                long = 460 * unit * (1 - 0.08 * at)
                points = [
                    (x + lean * long * share, y + (0.02 + 0.16 * at) * long * share + 0.34 * long * share**2)
                    for share in (0, 0.3, 0.6, 0.85, 1)
                ]
                canvas.drawPath(smooth(points), pen(dark, 6 * unit))
                for step in range(2, 19):
                    share = step / 19
                    fx, fy = x + lean * long * share, y + (0.02 + 0.16 * at) * long * share + 0.34 * long * share**2
                    tip = (fx + lean * 34 * unit, fy + (88 - 40 * share) * unit)
                    canvas.drawPath(
                        polygon((fx - 5 * unit, fy), (fx + 5 * unit, fy), tip),
                        fill(mix(dark, light.haze, 0.06 * (step % 3))),
                    )


def lake(stage: Stage, enter: Enter) -> None:
    """Still water before mountains and woods."""
    stage.horizon = 0.6
    stage.body_at = (0.66, 0.33)
    light = stage.light
    sky(stage, clouds=4, size=0.09)
    with stage.plate(0.1) as canvas:
        mountains(stage, canvas, ridge(stage, 0.42, 0.34, waves=5.0, peaks=True, rough=0.42), 0.74, snow=True)
    mist(stage, 0.54, 0.1, 0.13, 0.5, drift=0.012 * stage.width)
    with stage.plate(0.22) as canvas:
        pines(stage, canvas, ridge(stage, 0.585, 0.04, octaves=3), 0.46, high=0.1, count=90)
    water(stage, 0.6, 0.3)
    shimmer(stage, 0.61, 0.34)
    mist(stage, 0.61, 0.045, 0.31, 0.5, drift=-0.02 * stage.width)
    if _afloat(stage):
        enter("water")
    else:
        _bank(stage)
        enter("open")
    with stage.plate(1.4, sway=(3 * stage.unit, 0.12)) as canvas:
        for x, high in ((-0.04, 0.9), (1.05, 0.8)):
            pine(
                stage,
                canvas,
                stage.x(x),
                stage.y(1.1),
                high * min(stage.height, stage.width),
                mix(light.dark, light.leaf(0.1), 0.35),
            )
        rushes = ridge(stage, 1.03, 0.0, octaves=1)
        grass(
            stage,
            canvas,
            rushes,
            count=110,
            high=0.09,
            colours=[mix(light.dark, light.leaf(0.15), 0.5), light.leaf(0.1)],
            deep=0.03,
        )


def _bank(stage: Stage) -> None:
    """A meadow's edge at the water."""
    light = stage.light
    line = ridge(stage, stage.floor - 0.035, 0.02, octaves=3)
    with stage.plate(0.97, blur=0) as canvas:
        shape = below(stage, line)
        high = mix(light.leaf(0.3), light.shine, 0.16)
        canvas.drawPath(
            shape,
            fill(shader=down(stage.y(stage.floor - 0.05), stage.y(1.05), high, mix(light.leaf(0.1), light.dark, 0.5))),
        )
        canvas.drawPath(
            smooth([(float(x), float(y)) for x, y in zip(line[0][::9], line[1][::9], strict=True)]),
            pen(fade(lighter(light.shine, 0.1), 0.5), 2.4 * stage.unit),
        )
        grass(
            stage,
            canvas,
            line,
            count=320,
            high=0.03 * stage.near,
            colours=[high, light.leaf(0.2), mix(light.leaf(0.3), light.accents[1], 0.25)],
            deep=0.13,
        )
