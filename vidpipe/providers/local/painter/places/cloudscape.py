"""Above the clouds: a wide sky over a sea of cloud in four depths. Nothing stands here but on a cloud."""

import skia

from vidpipe.library.visual import visual
from vidpipe.providers.local.painter.ink import down, fade, fill, lighter, mix, radial
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage


def paint(stage: Stage, enter: Enter) -> None:
    """The sky, far clouds, nearer ones; the subject; a last bank before the lens."""
    stage.horizon = 0.72
    stage.body_at = (0.7, 0.34)
    sky(stage, clouds=3, size=0.12)
    for number, (depth, y, size) in enumerate(((0.1, 0.7, 70), (0.2, 0.76, 100), (0.42, 0.84, 150))):
        _bank(stage, depth, y, size, number, drift=(0.01 + 0.012 * number) * stage.width)
    if _grounded(stage):
        _bank(stage, 0.96, stage.floor + 0.03, 120, 3, drift=0.0)
        enter("ledge")
    else:
        enter("none")
    _bank(stage, 1.3, 1.08, 190, 2, drift=0.06 * stage.width)


def _grounded(stage: Stage) -> bool:
    cast = stage.spec.cast
    found = visual().subjects.get(cast[0].id) if cast else None
    return found is not None and found.place not in ("air", "swim")


def _bank(stage: Stage, depth: float, y: float, size: float, number: int, *, drift: float) -> None:
    """Heaps of cloud side by side, bright above, in the colour of the sky below."""
    light, dice = stage.light, stage.dice
    crest = mix(light.shine, light.sky[3], 0.42 - 0.1 * number + (0.3 if light.night else 0))
    foot = mix(light.sky[2], light.haze, 0.5 - 0.1 * number)
    with stage.plate(depth, drift=drift) as canvas:
        top = stage.y(y)
        for row in range(3):
            count = 15
            for at in range(count):
                x = stage.left - 0.05 * stage.width + (at + dice.random()) / count * (stage.right - stage.left) * 1.1
                radius = size * stage.unit * dice.uniform(0.7, 1.5)
                middle = top + (row * 0.55 + dice.uniform(-0.2, 0.3)) * size * stage.unit
                high, low = lighter(crest, 0.1 * (2 - row)), mix(crest, foot, 0.55 + 0.15 * row)
                shader = radial(
                    (x + radius * 0.25, middle - radius * 0.45),
                    radius * 1.45,
                    [high, mix(high, low, 0.5), low],
                    (0, 0.5, 1),
                )
                canvas.drawCircle(x, middle, radius, fill(shader=shader))
        area = skia.Rect.MakeLTRB(stage.left, top + size * stage.unit, stage.right, stage.bottom)
        canvas.drawRect(
            area, fill(shader=down(area.top(), area.top() + 0.3 * stage.height, fade(foot, 0.0), fade(foot, 0.95)))
        )
