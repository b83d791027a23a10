"""A beach: the sea to the horizon, surf on a wide sand, palms, a parasol and towels."""

import skia

from vidpipe.providers.local.painter.fittings import contact, palm, parasol
from vidpipe.providers.local.painter.ink import darker, fade, fill, lighter, mix, pen, polygon, tint
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.settings.sea import beach_ground, headlands
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.water import shimmer, water, waves


def paint(stage: Stage, enter: Enter) -> None:
    """Sky and sea, two lines of surf, the sand, what people brought along."""
    stage.horizon = 0.52
    stage.body_at = (0.63, 0.3)
    light = stage.light
    sky(stage, clouds=5, size=0.09)
    headlands(stage, 0.525)
    water(stage, 0.52, 0.16, clear=True)
    shimmer(stage, 0.53, 0.2)
    deep = mix(mix(light.sky[0], tint("#16a3b0"), 0.4 if not light.night else 0.12), light.sky[2], 0.2)
    waves(stage, 0.62, 0.4, mix(deep, light.sky[3], 0.36), phase=1)
    waves(stage, 0.68, 0.52, mix(deep, light.shine, 0.26), high=0.009)
    beach_ground(stage, 0.14)
    cold = stage.spec.white or stage.spec.veiled
    if not cold:
        _things(stage)
    enter("open")
    if not cold and not stage.tall:
        with stage.plate(1.28, sway=(4 * stage.unit, 0.13)) as canvas:
            palm(stage, canvas, stage.x(-0.02), stage.y(1.1), 1.06 * stage.height, 0.14)


def _things(stage: Stage) -> None:
    light, unit = stage.light, stage.unit
    with stage.plate(0.86) as canvas:
        palm(stage, canvas, stage.x(0.93), stage.y(0.83), 0.56 * stage.height, -0.16)
        palm(stage, canvas, stage.x(1.02), stage.y(0.86), 0.46 * stage.height, -0.1)
        if stage.spec.room != "left" and not light.night:
            _towel(stage, canvas, stage.x(0.22), stage.y(0.845), light.accents[1])
            parasol(
                stage, canvas, stage.x(0.16), stage.y(0.835), 0.3 * min(stage.height, stage.width), light.accents[0]
            )
        for x, y in ((0.33, 0.9), (0.7, 0.93), (0.79, 0.88)):
            contact(stage, canvas, stage.x(x), stage.y(y), 15 * unit, 0.3)
            shell = mix(tint("#ffe9dc"), light.mid, 0.4 if light.night else 0.05)
            for at in range(5):
                ray = polygon(
                    (stage.x(x), stage.y(y)),
                    (stage.x(x) + (at - 2.5) * 6 * unit, stage.y(y) - 12 * unit),
                    (stage.x(x) + (at - 1.5) * 6 * unit, stage.y(y) - 12 * unit),
                )
                canvas.drawPath(ray, fill(shell if at % 2 else darker(shell, 0.14)))


def _towel(stage: Stage, canvas: skia.Canvas, x: float, y: float, colour: tuple[float, float, float, float]) -> None:
    light, unit = stage.light, stage.unit
    cloth = mix(colour, light.mid, 0.45 if light.night else 0.08)
    shape = polygon(
        (x - 70 * unit, y),
        (x + 90 * unit, y - 8 * unit),
        (x + 130 * unit, y + 24 * unit),
        (x - 50 * unit, y + 34 * unit),
    )
    canvas.drawPath(shape, fill(cloth))
    for share in (0.25, 0.5, 0.75):
        top = (x - 70 * unit + 160 * unit * share, y - 8 * unit * share)
        end = (x - 50 * unit + 180 * unit * share, y + (34 - 10 * share) * unit)
        canvas.drawLine(*top, *end, pen(fade(lighter(light.shine, 0.2), 0.6), 7 * unit))
