"""The air of a mood, before everything: beams and discs of light for a soft one, a warm leak for an aged one, a low
flare for a bold one, shade that closes in for a deep one. A crisp one has none."""

import skia

from vidpipe.providers.local.painter.ink import SCREEN, down, fade, fill, mix, pen, polygon, radial, tint
from vidpipe.providers.local.painter.spec import SceneSpec
from vidpipe.providers.local.painter.stage import Stage

MATT = ("flat", "paper", "ink", "blueprint", "retro")


def breathe(stage: Stage) -> None:
    """Add the air of the scene's mood; a card and a matt style have none."""
    makers = {"soft": _soft, "aged": _aged, "bold": _bold, "deep": _deep}
    maker = makers.get(stage.spec.finish)
    if maker is not None and _airy(stage.spec):
        maker(stage)


def _airy(spec: SceneSpec) -> bool:
    return spec.card is None and spec.style not in MATT and spec.weather not in ("storm", "fog")


def _soft(stage: Stage) -> None:
    """Slanting beams from the light's side, and a few discs out of focus."""
    light, dice, unit = stage.light, stage.dice, stage.unit
    source = stage.x(stage.body_at[0])
    strength = 0.1 if light.night else 0.2
    with stage.plate(1.12, sway=(6 * unit, 0.09), blur=7 * unit) as canvas:
        for at in range(3):
            away = (at - 1) * 0.16 * stage.width
            foot = stage.x(0.5) + (stage.x(0.5) - source) * 1.1 + away * 2.6
            beam = polygon(
                (source + away * 0.5 - 16 * unit, stage.y(-0.1)),
                (source + away * 0.5 + 16 * unit, stage.y(-0.1)),
                (foot + 110 * unit, stage.y(0.98)),
                (foot - 110 * unit, stage.y(0.98)),
            )
            shades = (fade(light.shine, strength), fade(light.shine, 0.0))
            canvas.drawPath(beam, fill(shader=down(stage.y(-0.1), stage.y(0.95), *shades)))
    _discs(stage, 7, 0.16 if not light.night else 0.11, dice.random())


def _discs(stage: Stage, count: int, strength: float, phase: float) -> None:
    """Discs of light out of focus, at the edges rather than over the subject."""
    light, dice, unit = stage.light, stage.dice, stage.unit
    with stage.plate(1.3, sway=(9 * unit, 0.07), blur=1.2 * unit) as canvas:
        for at in range(count):
            side = 0.02 + 0.24 * dice.random()
            x, y = side if at % 2 else 1 - side, (phase + at * 0.29) % 1.0
            reach = dice.uniform(20, 62) * unit
            tone = mix(light.shine, light.accents[at % 3], 0.2)
            canvas.drawCircle(stage.x(x), stage.y(y), reach, fill(fade(tone, strength)))
            canvas.drawCircle(stage.x(x), stage.y(y), reach, pen(fade(tone, strength * 1.3), 1.6 * unit))


def _aged(stage: Stage) -> None:
    """A warm leak of light from the side away from the sun, as on old film."""
    side = 0.0 if stage.body_at[0] > 0.5 else 1.0
    at, reach = (stage.x(side), stage.y(0.35)), 0.62 * stage.width
    amber = tint("#ff9a4a")
    with stage.plate(1.2, blur=0) as canvas:
        shades = [fade(amber, 0.3), fade(amber, 0.1), fade(amber, 0)]
        canvas.drawCircle(*at, reach, fill(shader=radial(at, reach, shades, (0, 0.45, 1))))
    _discs(stage, 4, 0.13, stage.dice.random())


def _bold(stage: Stage) -> None:
    """A streak of light through the sun, and the lower corners darkened."""
    light, unit = stage.light, stage.unit
    x, y = stage.x(stage.body_at[0]), stage.y(stage.body_at[1])
    _shade(stage, 0.34)
    if light.body and not stage.spec.veiled and stage.spec.setting not in ("interior", "studio", "abstract", "space"):
        with stage.plate(0.95, blur=3 * unit) as canvas:
            for high, strength in ((5, 0.4), (18, 0.16)):
                oval = skia.Rect.MakeLTRB(
                    x - 0.5 * stage.width, y - high * unit, x + 0.5 * stage.width, y + high * unit
                )
                shades = [fade(light.shine, strength), fade(light.shine, 0)]
                canvas.drawOval(oval, fill(shader=radial((x, y), 0.5 * stage.width, shades), blend=SCREEN))


def _deep(stage: Stage) -> None:
    """Shade from below and above: the eye goes to what is lit between."""
    _shade(stage, 0.5)
    dark = mix(stage.light.dark, tint("#05070f"), 0.5)
    with stage.plate(1.1, blur=0) as canvas:
        top = stage.y(0.3)
        area = skia.Rect.MakeLTRB(stage.left, stage.y(-0.2), stage.right, top)
        canvas.drawRect(area, fill(shader=down(stage.y(-0.1), top, fade(dark, 0.5), fade(dark, 0))))


def _shade(stage: Stage, strength: float) -> None:
    dark = mix(stage.light.dark, tint("#05070f"), 0.4)
    with stage.plate(1.1, blur=0) as canvas:
        top, low = stage.y(0.78), stage.y(1.08)
        area = skia.Rect.MakeLTRB(stage.left, top, stage.right, stage.bottom)
        canvas.drawRect(area, fill(shader=down(top, low, fade(dark, 0), fade(dark, strength))))
