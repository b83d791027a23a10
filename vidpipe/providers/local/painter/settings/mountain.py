"""Mountains: ranges behind ranges in the haze, woods, a trail or a ledge of rock in front."""

import skia

from vidpipe.providers.local.painter.ink import darker, down, fade, fill, lighter, mix, pen, smooth, tint
from vidpipe.providers.local.painter.land import below, grass, mist, mountains, pine, pines, ridge, stones
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import rays, sky
from vidpipe.providers.local.painter.stage import Stage


def paint(stage: Stage, enter: Enter) -> None:
    """From the sky down to the trail, and pines that frame it."""
    stage.horizon = 0.72
    stage.body_at = (0.67, 0.36) if stage.spec.room != "right" else (0.3, 0.34)
    light, dice = stage.light, stage.dice
    sky(stage, clouds=5, size=0.085)
    with stage.plate(0.1) as canvas:
        mountains(stage, canvas, ridge(stage, 0.45, 0.4, waves=5.6, peaks=True, rough=0.42), 0.78, snow=True)
    mist(stage, 0.6, 0.12, 0.14, 0.5, drift=0.012 * stage.width)
    with stage.plate(0.2) as canvas:
        mountains(
            stage,
            canvas,
            ridge(stage, 0.61, 0.2, waves=7.4, peaks=True, rough=0.42),
            0.56,
            snow=stage.spec.white,
        )
    mist(stage, 0.71, 0.1, 0.24, 0.55)
    if light.body == "sun" and stage.spec.weather == "clear":
        rays(stage, 0.11)
    with stage.plate(0.36) as canvas:
        pines(stage, canvas, ridge(stage, 0.74, 0.08, octaves=4), 0.42, high=0.1, count=88)
    mist(stage, 0.8, 0.08, 0.42, 0.42, drift=-0.014 * stage.width)
    with stage.plate(0.58) as canvas:
        pines(stage, canvas, ridge(stage, 0.83, 0.06, octaves=4), 0.24, high=0.16, count=44, gap=(0.4, 0.6))
    _trail(stage)
    enter("open")
    with stage.plate(1.45, sway=(3 * stage.unit, 0.12)) as canvas:
        reach = stage.width * 1.05 if stage.tall else stage.height
        for x, high in ((-0.035, 0.86), (0.05, 0.5), (1.03, 0.76), (0.96, 0.44)):
            colour = mix(light.dark, light.leaf(0.1), 0.35)
            pine(stage, canvas, stage.x(x), stage.y(1.1), high * reach * dice.uniform(0.9, 1.05), colour)


def _trail(stage: Stage) -> None:
    """The ground: a rocky shoulder with a worn path, grass at its rim."""
    light, unit, floor = stage.light, stage.unit, stage.floor
    line = ridge(stage, floor - 0.035, 0.03, octaves=4)
    earth = mix(light.tone(0.3), mix(tint("#8a6a4f"), light.shine, 0.1), 0.22)
    if stage.spec.white:
        earth = mix(light.shine, light.mid, 0.2)
    with stage.plate(0.97, blur=0) as canvas:
        shape = below(stage, line)
        canvas.drawPath(
            shape, fill(shader=down(stage.y(floor - 0.06), stage.y(1.05), earth, mix(earth, light.dark, 0.75)))
        )
        path = smooth(
            [
                (stage.x(0.43), stage.y(floor - 0.04)),
                (stage.x(0.4), stage.y(floor)),
                (stage.x(0.26), stage.y(floor + 0.09)),
                (stage.x(0.1), stage.bottom),
            ]
        )
        path.lineTo(stage.x(1.0), stage.bottom)
        back = smooth(
            [
                (stage.x(1.0), stage.bottom),
                (stage.x(0.8), stage.y(floor + 0.09)),
                (stage.x(0.62), stage.y(floor)),
                (stage.x(0.53), stage.y(floor - 0.04)),
            ]
        )
        path.addPath(back, 0, 0, skia.Path.AddPathMode.kExtend_AddPathMode)
        path.close()
        canvas.save()
        canvas.clipPath(shape, doAntiAlias=True)
        sand = mix(earth, light.shine, 0.42)
        canvas.drawPath(
            path,
            fill(shader=down(stage.y(floor - 0.05), stage.y(1.04), sand, mix(sand, light.dark, 0.55)), blur=2 * unit),
        )
        canvas.restore()
        canvas.drawPath(_rim(line), pen(fade(light.shine, 0.5), 2.6 * unit))
        stones(
            stage,
            canvas,
            (line[0], line[1] + 0.02 * stage.height),
            count=26,
            size=0.02 * stage.near,
            colour=mix(earth, light.haze, 0.2),
        )
        blades = [mix(light.leaf(0.3), light.shine, 0.16), light.leaf(0.15), darker(light.leaf(0.1), 0.2)]
        if not stage.spec.white:
            grass(
                stage,
                canvas,
                line,
                count=260,
                high=0.028 * stage.near,
                colours=[lighter(c, 0.06) for c in blades],
                deep=0.12,
            )


def _rim(line: tuple) -> "skia.Path":  # type: ignore[type-arg]
    return smooth([(float(x), float(y)) for x, y in zip(line[0][::6], line[1][::6], strict=True)])
