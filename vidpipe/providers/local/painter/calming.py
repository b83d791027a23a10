"""Calm where words will be drawn: a soft dark veil over that part of the frame, as strong as the scene needs it."""

import skia

from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.ink import fade, fill, linear, mix, tint
from vidpipe.providers.local.painter.stage import Stage


def calm(stage: Stage) -> None:
    """Add the veil, in the space of the frame so that it does not move with the camera."""
    spec = stage.spec
    if not spec.room or not spec.calm:
        return
    wide, high = stage.width, stage.height
    dark = mix(stage.light.dark, tint("#080a14"), 0.5)
    deep = spec.calm / 100
    lines = {
        "left": ((0, 0), (wide * 0.62, 0), (0.0, 0.4, 1.0)),
        "right": ((wide, 0), (wide * 0.38, 0), (0.0, 0.4, 1.0)),
        "upper": ((0, 0), (0, high * 0.58), (0.0, 0.4, 1.0)),
        "lower": ((0, high), (0, high * 0.5), (0.0, 0.4, 1.0)),
    }
    start, end, stops = lines.get(spec.room, ((0, high * 0.16), (0, high * 0.78), (0.0, 0.5, 1.0)))
    tones = [fade(dark, deep), fade(dark, deep * 0.7), fade(dark, 0)]
    if spec.room == "centre":
        tones = [fade(dark, 0), fade(dark, deep), fade(dark, 0)]
    veil = fill(shader=linear(start, end, tones, stops))

    def draw(canvas: skia.Canvas, clock: Clock) -> None:
        canvas.drawRect(skia.Rect.MakeWH(wide, high), veil)

    stage.live(draw)
