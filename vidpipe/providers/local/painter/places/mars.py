"""Mars: a dusty salmon sky, rust-red plains with rocks, far table mountains, a small pale sun."""

from dataclasses import replace

from vidpipe.providers.local.painter.ink import darker, lighter, mix, tint
from vidpipe.providers.local.painter.land import hill, mist, mountains, ridge, stones
from vidpipe.providers.local.painter.settings import Enter
from vidpipe.providers.local.painter.sky import sky
from vidpipe.providers.local.painter.stage import Stage

DAY = ("#8f5a4a", "#b9785c", "#d9997a", "#eebc98", "#f8dcb8")


def paint(stage: Stage, enter: Enter) -> None:
    """Everything by its own light: rust above and below, haze between."""
    stage.horizon = 0.66
    stage.body_at = (0.68, 0.28)
    old = stage.light
    share = 0.3 if old.night else 0.88
    stage.light = replace(
        old,
        sky=tuple(mix(stop, tint(code), share) for stop, code in zip(old.sky, DAY, strict=True)),
        haze=mix(old.haze, tint("#e0a582"), share),
        mid=mix(old.mid, tint("#8a4634"), 0.75),
        dark=mix(old.dark, tint("#2a1216"), 0.7),
        foliage=mix(old.foliage, tint("#a0573c"), 0.9),
    )
    light = stage.light
    sky(stage, clouds=0, size=0.055)
    with stage.plate(0.08) as canvas:
        mountains(stage, canvas, ridge(stage, 0.58, 0.2, waves=3.2, rough=0.36, octaves=5), 0.7)
    mist(stage, 0.64, 0.1, 0.1, 0.6, drift=0.012 * stage.width)
    rust = mix(tint("#b5583a"), light.mid, 0.5 if light.night else 0.05)
    for number, (depth, y) in enumerate(((0.2, 0.66), (0.38, 0.71), (0.6, 0.78))):
        tone = mix(rust, light.haze, 0.5 - 0.17 * number)
        with stage.plate(depth) as canvas:
            line = ridge(stage, y, 0.06, waves=2.0, rough=0.4, octaves=5)
            hill(stage, canvas, line, mix(tone, light.shine, 0.14), darker(tone, 0.22))
            stones(stage, canvas, line, count=16, size=0.012 * (1 + number), colour=darker(tone, 0.22))
    with stage.plate(0.97, blur=0) as canvas:
        line = ridge(stage, stage.floor - 0.05, 0.02, waves=1.4, octaves=4)
        hill(stage, canvas, line, lighter(mix(rust, light.shine, 0.2), 0.04), darker(rust, 0.5), depth=0.22)
        stones(stage, canvas, line, count=26, size=0.017 * stage.near, colour=darker(rust, 0.28))
    enter("open")
