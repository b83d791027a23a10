"""Signs of life around a subject: steam over hot things, a pulse of light round what glows, a glint on what shines."""

import math

import skia

from vidpipe.providers.local.painter.actor import Actor
from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.ink import fade, fill, mix, pen, radial, smooth


def quicken(actor: Actor) -> None:
    """Add what the subject's life asks for, in front of it."""
    makers = {"steam": _steam, "glow": _pulse, "shine": _glint}
    maker = makers.get(actor.subject.life)
    if maker and actor.figure.poses == 1:
        maker(actor)


def _steam(actor: Actor) -> None:
    unit, top = actor.high / 100, actor.foot - actor.high

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for at in range(3):
            turn = 2 * math.pi * (clock.turns(0.3) + at / 3)
            points = []
            for step in range(6):
                wave = math.sin(turn - step * 1.1) * step * 1.1 * unit
                points.append((actor.x + (at - 1) * 15 * unit + wave, top + (4 - step * 5.5) * unit))
            shader = skia.GradientShader.MakeLinear(
                [skia.Point(0, top - 26 * unit), skia.Point(0, top + 4 * unit)], [0x00FFFFFF, 0x73FFFFFF]
            )
            canvas.drawPath(smooth(points), pen((1, 1, 1, 0.4), 4.4 * unit, shader=shader, blur=2.2 * unit))

    actor.stage.live(draw, 1.0)


def _pulse(actor: Actor) -> None:
    x, y, reach = actor.x, actor.foot - actor.high * 0.6, actor.high * 0.75
    colour = mix(actor.stage.light.lamp, actor.stage.light.shine, 0.3)

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        strength = 0.2 + 0.08 * clock.wave(0.5)
        colours = [fade(colour, strength), fade(colour, strength * 0.35), fade(colour, 0)]
        canvas.drawCircle(x, y, reach, fill(shader=radial((x, y), reach, colours, (0, 0.5, 1))))

    actor.stage.live(draw, 1.0)


def _glint(actor: Actor) -> None:
    spots = ((0.24, 0.78, 0.0), (-0.2, 0.6, 0.4), (0.08, 0.3, 0.7))

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        for dx, up, phase in spots:
            shine = max(0.0, clock.wave(0.4, phase)) ** 3
            if shine < 0.05:
                continue
            x, y = actor.x + dx * actor.wide, actor.foot - up * actor.high
            reach = actor.high * 0.11 * shine
            for wide, high in ((reach, reach * 0.12), (reach * 0.12, reach)):
                canvas.drawOval(skia.Rect.MakeLTRB(x - wide, y - high, x + wide, y + high), fill((1, 1, 1, 0.95)))

    actor.stage.live(draw, 1.0)
