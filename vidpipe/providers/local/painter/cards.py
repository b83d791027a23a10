"""Cards of explainers: what an idea is shown on, besides a disc of light: a card, a sheet of squared paper, a slant."""

import skia

from vidpipe.providers.local.painter.ink import across, darker, fade, fill, lighter, linear, mix, pen, polygon, rounded
from vidpipe.providers.local.painter.stage import Stage

Centre = tuple[float, float]


def card(stage: Stage, centre: Centre, reach: float) -> None:
    """A pale card with a coloured head, a second one behind it."""
    light, unit, (x, y) = stage.light, stage.unit, centre
    wide, high = reach * 1.28, reach * 1.06
    with stage.plate(0.55, blur=0) as canvas:
        for at, turn in enumerate((-5.0, 0.0)):
            canvas.save()
            canvas.rotate(turn, x, y)
            body = rounded(x - wide, y - high, wide * 2, high * 2, 26 * unit)
            canvas.drawRRect(
                rounded(x - wide + 8 * unit, y - high + 16 * unit, wide * 2, high * 2, 26 * unit),
                fill(fade(light.dark, 0.34), blur=20 * unit),
            )
            paper = mix(lighter(light.shine, 0.2), light.haze, 0.12) if at else mix(light.accents[1], light.shine, 0.35)
            canvas.drawRRect(
                body,
                fill(
                    shader=linear(
                        (x - wide, y - high), (x + wide, y + high), [lighter(paper, 0.2), darker(paper, 0.06)]
                    )
                ),
            )
            canvas.restore()
        head = rounded(x - wide, y - high, wide * 2, high * 0.2, 26 * unit)
        canvas.save()
        canvas.clipRRect(rounded(x - wide, y - high, wide * 2, high * 2, 26 * unit), doAntiAlias=True)
        canvas.drawRRect(
            head,
            fill(shader=across(x - wide, x + wide, light.accents[0], mix(light.accents[0], light.accents[4], 0.5))),
        )
        for at in range(3):
            dot = lighter(light.accents[(at + 1) % 5], 0.3)
            canvas.drawCircle(x - wide + (34 + 34 * at) * unit, y - high * 0.9, 9 * unit, fill(dot))
        for at in range(3):
            line = rounded(x - wide * 0.8, y + high * (0.74 + 0.08 * at), wide * (0.7 - 0.16 * at), 8 * unit, 4 * unit)
            canvas.drawRRect(line, fill(fade(light.mid, 0.16)))
        canvas.restore()


def sheet(stage: Stage, centre: Centre, reach: float) -> None:
    """Squared paper with marks of measure round the subject."""
    light, unit, (x, y) = stage.light, stage.unit, centre
    wide, high = reach * 1.5, reach * 1.14
    paper = mix(lighter(light.shine, 0.25), light.sky[3], 0.14)
    with stage.plate(0.52, blur=0) as canvas:
        canvas.save()
        canvas.rotate(-2.2, x, y)
        area = skia.Rect.MakeLTRB(x - wide, y - high, x + wide, y + high)
        canvas.drawRect(area.makeOffset(10 * unit, 18 * unit), fill(fade(light.dark, 0.34), blur=18 * unit))
        canvas.drawRect(
            area, fill(shader=linear((x - wide, y - high), (x + wide, y + high), [paper, darker(paper, 0.07)]))
        )
        step = 34 * unit
        ruled = pen(fade(mix(light.accents[4], light.mid, 0.4), 0.2), 1.4 * unit)
        for at in range(1, int(2 * wide / step) + 1):
            canvas.drawLine(x - wide + at * step, y - high, x - wide + at * step, y + high, ruled)
        for at in range(1, int(2 * high / step) + 1):
            canvas.drawLine(x - wide, y - high + at * step, x + wide, y - high + at * step, ruled)
        mark = pen(fade(light.accents[0], 0.75), 4 * unit)
        for sign in (-1, 1):
            canvas.drawLine(x + sign * reach * 1.16, y - high * 0.72, x + sign * reach * 1.16, y + high * 0.72, mark)
            for end in (-0.72, 0.72):
                canvas.drawLine(x + sign * reach * 1.1, y + high * end, x + sign * reach * 1.22, y + high * end, mark)
        canvas.drawCircle(x, y, reach * 0.9, pen(fade(light.accents[1], 0.7), 5 * unit))
        canvas.restore()


def slant(stage: Stage, centre: Centre, reach: float) -> None:
    """Broad slanted bands of colour with a bright round field where the subject is."""
    light, unit, (x, y) = stage.light, stage.unit, centre
    with stage.plate(0.4, blur=0) as canvas:
        for at, share in enumerate((-0.9, -0.3, 0.3, 0.9)):
            left = x + share * stage.width * 0.6
            tone = mix(light.accents[at % 4], light.sky[1], 0.42)
            band = polygon(
                (left, stage.y(-0.2)),
                (left + 0.3 * stage.width, stage.y(-0.2)),
                (left - 0.1 * stage.width, stage.bottom),
                (left - 0.4 * stage.width, stage.bottom),
            )
            canvas.drawPath(
                band,
                fill(shader=linear((left, 0), (left, stage.height), [fade(tone, 0.75), fade(darker(tone, 0.2), 0.75)])),
            )
    with stage.plate(0.55, blur=0) as canvas:
        canvas.drawCircle(x + 8 * unit, y + 16 * unit, reach * 1.06, fill(fade(light.dark, 0.3), blur=20 * unit))
        bright = mix(light.shine, light.accents[1], 0.16)
        canvas.drawCircle(
            x,
            y,
            reach * 1.06,
            fill(
                shader=linear(
                    (x - reach, y - reach), (x + reach, y + reach), [lighter(bright, 0.3), mix(bright, light.haze, 0.3)]
                )
            ),
        )
        canvas.drawCircle(x, y, reach * 1.2, pen(fade(light.shine, 0.6), 5 * unit))
