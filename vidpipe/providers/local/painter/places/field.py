"""A field: rows of a crop that run to the horizon, a lone tree and a farmhouse, hills behind."""

import skia

from vidpipe.providers.local.painter.figures import Look, figures
from vidpipe.providers.local.painter.ink import Tint, darker, down, fade, fill, lighter, mix, pen, polygon, tint
from vidpipe.providers.local.painter.land import hill, mist, mountains, ridge
from vidpipe.providers.local.painter.props import lamp_glow
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.settings.meadow import bush
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage

GROWN = {
    "lavender": "#8f6fd6",
    "wheat": "#e6bd55",
    "sunflower": "#f0b62a",
    "vineyard": "#6f9a3a",
    "rice": "#8fc25a",
    "tulip": "#e0506a",
    "corn": "#8fae3f",
}
CROPS = {"spring": "#7fb24a", "summer": "#e2b53f", "autumn": "#c9873a", "winter": "#dfe6ea", "": "#9a7fd0"}


def paint(stage: Stage, enter: Enter) -> None:
    """Far hills, the farm, rows in perspective; the subject between two rows."""
    stage.horizon = 0.6
    stage.body_at = (0.64, 0.36)
    light = stage.light
    sky(stage, clouds=5, size=0.11)
    with stage.plate(0.09) as canvas:
        mountains(stage, canvas, ridge(stage, 0.54, 0.12, waves=2.6), 0.82)
    mist(stage, 0.58, 0.07, 0.11, 0.5)
    with stage.plate(0.22) as canvas:
        line = ridge(stage, 0.6, 0.02, waves=2, octaves=2)
        green = mix(light.leaf(0.5), light.accents[1], 0.14)
        hill(stage, canvas, line, mix(green, light.shine, 0.2), green)
        _farm(stage, canvas)
        for x, size in ((0.05, 44), (0.12, 34), (0.9, 50), (0.97, 38), (0.36, 26)):
            bush(stage, canvas, stage.x(x), stage.y(0.615), size * stage.unit, 0.45)
    _rows(stage)
    enter("open")
    _ears(stage)


def _crop(stage: Stage) -> Tint:
    spec, light = stage.spec, stage.light
    kind = ("", "summer", "spring", "autumn")[stage.dice.randrange(4)] if not spec.season else spec.season
    kind = "winter" if spec.white else kind
    if spec.interior in GROWN and not spec.white:
        return mix(tint(GROWN[spec.interior]), light.mid, 0.6 if light.night else 0.06)
    return mix(mix(tint(CROPS[kind]), light.haze, 0.1), light.mid, 0.62 if light.night else 0.08)


def _farm(stage: Stage, canvas: skia.Canvas) -> None:
    house, light = figures()["house"], stage.light
    high, x, foot = 0.13 * min(stage.width, stage.height), stage.x(0.22), stage.y(0.625)
    canvas.save()
    canvas.translate(x, foot - high)
    canvas.scale(high / 100, high / 100)
    house.draw(
        canvas, Look(0.0, mix(mix(tint("#c9604a"), light.haze, 0.3), light.mid, 0.5 if light.night else 0.0), light)
    )
    canvas.restore()
    if stage.spec.lit:
        lamp_glow(canvas, stage, x + high * 0.5, foot - high * 0.3, high, 0.5)


def _rows(stage: Stage) -> None:
    light, unit = stage.light, stage.unit
    crop = _crop(stage)
    soil = mix(mix(tint("#8a6244"), crop, 0.15), light.mid, 0.5 if light.night else 0.12)
    top, end, x0 = stage.y(0.615), stage.bottom, stage.x(0.5)
    with stage.plate(0.9, blur=0) as canvas:
        area = skia.Rect.MakeLTRB(stage.left, top, stage.right, end)
        canvas.drawRect(
            area,
            fill(
                shader=down(
                    top, stage.y(1.05), mix(soil, light.haze, 0.45), soil, darker(soil, 0.45), stops=(0, 0.3, 1)
                )
            ),
        )
        for at in range(-15, 16):
            if at == 0:
                continue
            near, far, wide = x0 + at * 250 * unit, x0 + at * 26 * unit, 170 * unit
            path = polygon((far - 8 * unit, top), (far + 8 * unit, top), (near + wide / 2, end), (near - wide / 2, end))
            canvas.drawPath(
                path,
                fill(
                    shader=down(
                        top,
                        stage.y(1.04),
                        mix(crop, light.haze, 0.4),
                        lighter(crop, 0.06),
                        darker(crop, 0.34),
                        stops=(0, 0.35, 1),
                    )
                ),
            )
            _tufts(stage, canvas, (far, near), (top, end), crop)


def _tufts(stage: Stage, canvas: skia.Canvas, ends: tuple[float, float], span: tuple[float, float], crop: Tint) -> None:
    """Round heads along one row, larger the nearer they are."""
    light, dice, unit = stage.light, stage.dice, stage.unit
    for step in range(26):
        share = (step / 25) ** 2.0
        y = span[0] + (span[1] - span[0]) * share
        x, size = ends[0] + (ends[1] - ends[0]) * share, (5 + 56 * share) * unit
        if x < stage.left - size or x > stage.right + size:
            continue
        tone = mix(mix(crop, light.haze, 0.35 * (1 - share)), light.shine, 0.16 * dice.random())
        canvas.drawOval(
            skia.Rect.MakeLTRB(x - size * 1.5, y - size, x + size * 1.5, y + size * 0.5),
            fill(shader=down(y - size, y + size * 0.5, lighter(tone, 0.2), darker(tone, 0.26))),
        )


def _ears(stage: Stage) -> None:
    """Stalks before the lens at both sides."""
    light, dice, unit = stage.light, stage.dice, stage.unit
    if stage.spec.white:
        return
    crop = _crop(stage)
    with stage.plate(1.4, sway=(8 * unit, 0.16), blur=1.6 * unit) as canvas:
        for side in (-1, 1):
            for _ in range(26):
                x = stage.x(0.5 + side * dice.uniform(0.3, 0.66))
                long, lean = (
                    dice.uniform(80, 190) * unit * (0.4 + abs(x - stage.x(0.5)) / stage.width),
                    dice.uniform(-26, 26) * unit,
                )
                foot = stage.y(1.06)
                canvas.drawLine(
                    x,
                    foot,
                    x + lean,
                    foot - long,
                    pen(mix(mix(light.foliage, crop, 0.3), light.dark, 0.35), 3.4 * unit),
                )
                for at in range(5):
                    y = foot - long + at * 11 * unit
                    for way in (-1, 1):
                        canvas.drawOval(
                            skia.Rect.MakeXYWH(x + lean + way * 6 * unit - 5 * unit, y, 10 * unit, 14 * unit),
                            fill(fade(mix(crop, light.dark, 0.12), 1)),
                        )
