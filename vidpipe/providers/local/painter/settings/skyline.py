"""A city across the water: towers in the haze, their lights in the bay, a promenade in front."""

from vidpipe.providers.local.painter.ink import box, darker, down, fade, fill, mix, pen, rounded
from vidpipe.providers.local.painter.land import mist
from vidpipe.providers.local.painter.props import lamp_glow
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.town import Row, towers, twinkle
from vidpipe.providers.local.painter.water import shimmer, water


def paint(stage: Stage, enter: Enter) -> None:
    """Sky, three rows of towers, the bay with their reflections, a quay with a rail."""
    stage.horizon = 0.66
    stage.body_at = (0.68, 0.3)
    sky(stage, clouds=4, size=0.11)
    with stage.plate(0.1) as canvas:
        towers(stage, canvas, Row(0.67, 0.14, 0.36, 0.8, 0.022, 0.045, 0.4))
    mist(stage, 0.64, 0.14, 0.13, 0.5, drift=0.012 * stage.width)
    with stage.plate(0.18) as canvas:
        lit = towers(stage, canvas, Row(0.68, 0.16, 0.46, 0.55, 0.035, 0.07, 0.45))
    twinkle(stage, lit, 0.18)
    with stage.plate(0.28) as canvas:
        lit += towers(stage, canvas, Row(0.69, 0.05, 0.2, 0.28, 0.05, 0.1, 0.5))
    water(stage, 0.685, 0.34, lights=[(x, size) for x, _, size in lit[::9]])
    shimmer(stage, 0.685, 0.34)
    _quay(stage)
    enter("open" if stage.wet else "ledge")


def _quay(stage: Stage) -> None:
    """A paved edge at the subject's feet, lamps along it."""
    light, unit = stage.light, stage.unit
    top = stage.y(stage.floor - 0.035)
    stone = mix(light.dark, light.mid, 0.45)
    with stage.plate(0.97, blur=0) as canvas:
        for share in (0.06, 0.94):
            x, high = stage.x(share), 330 * unit * min(stage.near, 1.4)
            canvas.drawLine(x, top + 8 * unit, x, top - high, pen(darker(light.dark, 0.1), 7 * unit))
            canvas.drawRRect(
                rounded(x - 12 * unit, top - high - 34 * unit, 24 * unit, 36 * unit, 10 * unit),
                fill(mix(light.lamp, light.shine, 0.4)),
            )
            lamp_glow(canvas, stage, x, top - high - 16 * unit, 190 * unit, 0.55 if light.night else 0.24)
        canvas.drawRect(
            box(stage.left, top, stage.right * 1.4, stage.bottom - top),
            fill(shader=down(top, stage.y(1.04), mix(stone, light.haze, 0.3), darker(stone, 0.5))),
        )
        canvas.drawRect(box(stage.left, top, stage.right * 1.4, 3 * unit), fill(fade(light.shine, 0.55)))
        for at in range(1, 6):
            y = top + (stage.y(1.05) - top) * (at / 6) ** 1.7
            canvas.drawLine(stage.left, y, stage.right, y, pen(fade(darker(stone, 0.7), 0.32), (0.8 + 0.4 * at) * unit))
        for at in range(-12, 13):
            x = stage.x(0.5)
            canvas.drawLine(
                x + at * 60 * unit,
                top,
                x + at * 150 * unit,
                stage.bottom,
                pen(fade(darker(stone, 0.7), 0.22), 1.6 * unit),
            )
