"""A roof above the city: parapet, a sea of towers, wires, a big moon or sun."""

import skia

from vidpipe.providers.local.painter.ink import box, darker, down, fade, fill, lighter, mix, pen, polygon, rounded
from vidpipe.providers.local.painter.land import mist
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.town import Row, towers, twinkle, wires


def paint(stage: Stage, enter: Enter) -> None:
    """From the sky to the parapet the subject is on, and the wires before it."""
    stage.horizon = 0.72
    stage.body_at = (0.71, 0.27) if stage.spec.room != "upper" else (0.74, 0.4)
    if stage.tall:
        stage.body_at = (0.66, 0.3)
    sky(stage, clouds=4, size=0.15 if stage.light.night else 0.1)
    with stage.plate(0.16) as canvas:
        towers(stage, canvas, Row(0.76, 0.16, 0.42, 0.78, 0.025, 0.055, 0.4))
    mist(stage, 0.72, 0.16, 0.2, 0.55, drift=0.01 * stage.width)
    with stage.plate(0.32) as canvas:
        lit = towers(stage, canvas, Row(0.82, 0.14, 0.36, 0.48, 0.045, 0.085, 0.42))
    twinkle(stage, lit, 0.32)
    mist(stage, 0.82, 0.1, 0.36, 0.3)
    with stage.plate(0.55) as canvas:
        lit = towers(stage, canvas, Row(0.95, 0.12, 0.27, 0.16, 0.07, 0.13, 0.4, gap=(0.36, 0.62)))
    twinkle(stage, lit, 0.55, 8)
    _roof(stage)
    enter("ledge")
    with stage.plate(1.3, sway=(2.0 * stage.unit, 0.13)) as canvas:
        wires(stage, canvas)


def _roof(stage: Stage) -> None:
    """The parapet, its top at the subject's feet, with an air plant and an aerial beside."""
    light, unit, top = stage.light, stage.unit, stage.y(stage.floor) - 6 * stage.unit
    wall = mix(light.dark, light.mid, 0.4)
    with stage.plate(0.98, blur=0) as canvas:
        _plant(stage, canvas, stage.x(0.9), top)
        _aerial(stage, canvas, stage.x(0.09), top)
        canvas.drawRect(
            box(stage.left, top, stage.right * 1.3, stage.bottom - top),
            fill(shader=down(top, stage.y(1.02), wall, darker(wall, 0.6))),
        )
        canvas.drawRect(
            box(stage.left, top, stage.right * 1.3, 26 * unit),
            fill(shader=down(top, top + 26 * unit, mix(wall, light.haze, 0.42), mix(wall, light.haze, 0.16))),
        )
        canvas.drawRect(box(stage.left, top, stage.right * 1.3, 3 * unit), fill(fade(light.shine, 0.55)))
        canvas.drawRect(box(stage.left, top + 26 * unit, stage.right * 1.3, 7 * unit), fill(fade(light.dark, 0.6)))
        x, odd = stage.left, 0
        while x < stage.right:
            canvas.drawLine(x, top + 36 * unit, x, stage.bottom, pen(fade(darker(wall, 0.7), 0.5), 2 * unit))
            x += 150 * unit * stage.near
            odd += 1


def _plant(stage: Stage, canvas: skia.Canvas, x: float, top: float) -> None:
    """A cooling unit with its fan."""
    light, size = stage.light, 150 * stage.unit * stage.near
    metal = mix(light.dark, light.mid, 0.5)
    canvas.drawRRect(
        rounded(x, top - size, size * 1.5, size + 4, 6 * stage.unit),
        fill(shader=down(top - size, top, mix(metal, light.haze, 0.22), darker(metal, 0.4))),
    )
    canvas.drawRect(box(x + 4, top - size, size * 1.5 - 8, 3 * stage.unit), fill(fade(light.shine, 0.5)))
    centre = (x + size * 0.72, top - size * 0.5)
    canvas.drawCircle(*centre, size * 0.38, fill(fade(darker(light.dark, 0.4), 0.85)))
    canvas.drawCircle(*centre, size * 0.38, pen(fade(light.shine, 0.22), 2 * stage.unit))
    for angle in range(0, 360, 60):
        canvas.save()
        canvas.rotate(angle + 14, *centre)
        blade = polygon(
            (centre[0], centre[1]),
            (centre[0] + size * 0.1, centre[1] - size * 0.34),
            (centre[0] + size * 0.24, centre[1] - size * 0.26),
        )
        canvas.drawPath(blade, fill(fade(lighter(metal, 0.16), 0.6)))
        canvas.restore()


def _aerial(stage: Stage, canvas: skia.Canvas, x: float, top: float) -> None:
    light, size = stage.light, 210 * stage.unit * stage.near
    brush = pen(darker(light.dark, 0.1), 6 * stage.unit)
    canvas.drawLine(x, top, x, top - size, brush)
    for level, reach in ((0.94, 0.42), (0.78, 0.3)):
        y = top - size * level
        canvas.drawLine(x - size * reach, y, x + size * reach, y, pen(darker(light.dark, 0.1), 4 * stage.unit))
        for share in (-1, -0.5, 0.5, 1):
            at = x + size * reach * share
            canvas.drawLine(at, y - size * 0.09, at, y + size * 0.09, pen(darker(light.dark, 0.1), 3 * stage.unit))
