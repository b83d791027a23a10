"""Landmarks that stand in the distance: a volcano with its plume, an arched bridge."""

import skia

from vidpipe.providers.local.painter.figures import Figure, Look
from vidpipe.providers.local.painter.ink import across, box, darker, down, fade, fill, lighter, mix, polygon, tint


def _volcano(canvas: skia.Canvas, look: Look) -> None:
    """A cone whose crater glows, lava down its side, smoke above."""
    rock, glow = look.base(mix(tint("#5f4a4e"), look.light.mid, 0.3)), tint("#ff7a2e")
    for at in range(6):
        turn = (look.phase + at / 6) % 1.0
        x, y, reach = 92 + 16 * turn, 30 - 26 * turn, 7 + 9 * turn
        canvas.drawCircle(x, y, reach, fill(fade(mix(tint("#6d6468"), look.light.haze, 0.4), 0.75 * (1 - turn * 0.8))))
    cone = skia.Path()
    cone.moveTo(0, 100)
    cone.cubicTo(40, 90, 62, 62, 78, 34)
    cone.lineTo(106, 34)
    cone.cubicTo(122, 62, 144, 90, 184, 100)
    cone.close()
    canvas.drawPath(cone, fill(shader=across(30, 150, lighter(rock, 0.16), darker(rock, 0.4))))
    canvas.save()
    canvas.clipPath(cone, doAntiAlias=True)
    lava = polygon((84, 32), (102, 32), (100, 52), (108, 66), (100, 84), (94, 70), (90, 78), (86, 58))
    canvas.drawPath(lava, fill(shader=down(32, 84, lighter(glow, 0.4), glow, fade(darker(glow, 0.4), 0.9))))
    canvas.restore()
    canvas.drawOval(skia.Rect.MakeLTRB(77, 30, 107, 38), fill(darker(glow, 0.1)))
    canvas.drawOval(skia.Rect.MakeLTRB(82, 31.5, 102, 36.5), fill(lighter(glow, 0.5)))


def _bridge(canvas: skia.Canvas, look: Look) -> None:
    """A stone bridge on three arches, seen from its side."""
    stone = look.base(mix(tint("#b3a596"), look.light.mid, 0.18))
    whole = skia.Path.Rect(box(0, 40, 260, 60))
    for middle in (48, 130, 212):
        arch = skia.Path.RRect(skia.RRect.MakeRectXY(box(middle - 32, 54, 64, 90), 32, 32))
        whole = skia.Op(whole, arch, skia.kDifference_PathOp)
    canvas.drawPath(whole, fill(shader=down(36, 100, lighter(stone, 0.15), stone, darker(stone, 0.4))))
    canvas.drawRect(box(-4, 34, 268, 8), fill(lighter(stone, 0.2)))
    canvas.drawRect(box(-4, 41, 268, 2), fill(darker(stone, 0.35)))
    for at in range(14):
        canvas.drawRect(box(2 + at * 19.4, 24, 3, 11), fill(darker(stone, 0.12)))
    canvas.drawRect(box(-4, 21, 268, 4), fill(lighter(stone, 0.1)))


FIGURES = {"volcano": Figure(_volcano, 1.84, poses=12, rate=0.16), "bridge": Figure(_bridge, 2.6)}
