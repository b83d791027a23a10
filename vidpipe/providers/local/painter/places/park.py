"""A city park: lawns, great trees, a path with lamps and benches, towers far behind."""

import skia

from vidpipe.providers.local.painter.fittings import bench, contact, lamp_post
from vidpipe.providers.local.painter.ink import Tint, darker, down, fill, lighter, mix, polygon, radial, tint
from vidpipe.providers.local.painter.land import grass, hill, mist, ridge
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.settings.meadow import bush
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage
from vidpipe.providers.local.painter.town import Row, towers


def paint(stage: Stage, enter: Enter) -> None:
    """Towers in the haze, a line of trees, the lawn with its path, two great trees, lamps and a bench."""
    stage.horizon = 0.62
    stage.body_at = (0.62, 0.26)
    sky(stage, clouds=4, size=0.07)
    with stage.plate(0.1) as canvas:
        towers(stage, canvas, Row(0.64, 0.1, 0.3, 0.78, 0.03, 0.055, 0.4))
    mist(stage, 0.6, 0.1, 0.13, 0.5)
    with stage.plate(0.24) as canvas:
        for at in range(20):
            x = stage.left + (at + 0.4 * (at % 3)) / 19 * (stage.right - stage.left)
            bush(stage, canvas, x, stage.y(0.665), (44 + 22 * (at % 4)) * stage.unit, 0.55)
    mist(stage, 0.66, 0.05, 0.28, 0.25)
    _lawn(stage)
    with stage.plate(0.62) as canvas:
        for x, size in ((0.1, 190), (0.9, 210)):
            _tree(stage, canvas, stage.x(x), stage.y(0.78), size * stage.unit)
        for x in (0.3, 0.7):
            lamp_post(stage, canvas, stage.x(x), stage.y(0.755), 0.3 * stage.height)
    with stage.plate(0.9) as canvas:
        if not _sitting(stage):
            bench(stage, canvas, stage.x(0.19 if stage.spec.room != "left" else 0.86), stage.y(0.855), 200 * stage.unit)
        lamp_post(stage, canvas, stage.x(0.955), stage.y(0.9), 0.62 * stage.height)
    if _sitting(stage):
        with stage.plate(0.99, blur=0) as canvas:
            bench(stage, canvas, stage.x(stage.anchor[0]), stage.y(stage.floor - 0.004), 300 * stage.unit * stage.near)
    enter("open")


def _sitting(stage: Stage) -> bool:
    return bool(stage.spec.cast) and stage.spec.cast[0].id.startswith("sitting")


def _lawn(stage: Stage) -> None:
    light = stage.light
    green = mix(light.leaf(0.26), light.accents[1], 0.12)
    if stage.spec.white:
        green = mix(light.shine, light.mid, 0.18)
    with stage.plate(0.5, blur=0) as canvas:
        line = ridge(stage, 0.675, 0.01, octaves=2)
        hill(stage, canvas, line, mix(green, light.shine, 0.28), mix(green, light.dark, 0.4))
        stone = mix(mix(tint("#dccdb4"), light.shine, 0.1), light.mid, 0.6 if light.night else 0.06)
        path = skia.Path()
        path.moveTo(stage.x(0.56), stage.y(0.68))
        path.cubicTo(stage.x(0.6), stage.y(0.74), stage.x(0.3), stage.y(0.8), stage.x(0.12), stage.bottom)
        path.lineTo(stage.x(0.92), stage.bottom)
        path.cubicTo(stage.x(0.72), stage.y(0.82), stage.x(0.66), stage.y(0.74), stage.x(0.585), stage.y(0.68))
        path.close()
        canvas.drawPath(
            path, fill(shader=down(stage.y(0.68), stage.y(1.05), mix(stone, light.haze, 0.3), darker(stone, 0.25)))
        )
        if not stage.spec.white:
            canvas.save()
            canvas.clipPath(path, skia.ClipOp.kDifference, True)
            colours = [mix(green, light.shine, 0.2), green, darker(green, 0.12)]
            grass(stage, canvas, line, count=300, high=0.02 * stage.near, colours=colours, deep=0.28)
            canvas.restore()


def _tree(stage: Stage, canvas: skia.Canvas, x: float, foot: float, size: float) -> None:
    """A great round tree with boughs, leaves in clumps lit from the sun's side; bare in winter."""
    light, dice = stage.light, stage.dice
    bark = mix(tint("#5f4636"), light.dark, 0.3)
    contact(stage, canvas, x, foot, size * 0.9, 0.4)
    trunk = polygon(
        (x - size * 0.16, foot),
        (x - size * 0.08, foot - size * 1.1),
        (x + size * 0.08, foot - size * 1.1),
        (x + size * 0.17, foot),
    )
    canvas.drawPath(trunk, fill(shader=down(foot - size, foot, bark, darker(bark, 0.3))))
    leaf = mix(light.leaf(0.22), light.shine, 0.04)
    if stage.spec.white:
        leaf = mix(light.shine, light.mid, 0.28)
    side = 1 if stage.x(stage.body_at[0]) > x else -1
    for _ in range(58):
        dx, dy = dice.gauss(0, 0.5) * size, dice.gauss(0, 0.34) * size
        _clump(
            canvas,
            x + dx,
            foot - size * 1.75 + dy,
            size * dice.uniform(0.2, 0.36),
            mix(leaf, light.shine if dx * side - dy > 0 else light.dark, 0.2 * dice.random()),
            side,
        )


def _clump(canvas: skia.Canvas, x: float, y: float, radius: float, colour: Tint, side: int) -> None:
    shader = radial(
        (x + side * radius * 0.4, y - radius * 0.5), radius * 1.5, [lighter(colour, 0.2), colour, darker(colour, 0.2)]
    )
    canvas.drawCircle(x, y, radius, fill(shader=shader))
