"""Colours of what is drawn, as ARGB: the film's accent, its darkest as a veil, and how light they are. Pure."""

import colorsys

from vidpipe.film.cut import CutPlan

WHITE, SOFT_WHITE = 0xFFFFFFFF, 0xE6FFFFFF
AMBER = 0xFFFFD54A
LIGHT_ENOUGH = 0.34
"""The relative luminance from which on a colour stands out on a dark outline by more than 4.5 to 1."""


def accent(plan: CutPlan) -> int:
    """The most vivid of the film's colours that shows on a dark shade; white where there is none."""
    vivid, best = 0.25, WHITE
    for colour in plan.colours:
        red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
        _, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
        light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        if light > 0.28 and saturation * value > vivid:
            vivid, best = saturation * value, 0xFF000000 | int(colour[1:], 16)
    return best


def veil(plan: CutPlan) -> int:
    """The darkest of the film's colours, darkened further."""
    channels = [tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5)) for colour in plan.colours]
    red, green, blue = min(channels, key=sum, default=(16, 16, 20))
    scale = min(0.5, 40 / max(1, red, green, blue))
    return 0xFF000000 | round(red * scale) << 16 | round(green * scale) << 8 | round(blue * scale)


def with_alpha(colour: int, share: float) -> int:
    return (colour & 0xFFFFFF) | round(255 * min(1.0, max(0.0, share))) << 24


def luminance(colour: int) -> float:
    """How light a colour is, 0 to 1, as contrast is reckoned by."""
    linear = [_linear((colour >> shift & 255) / 255) for shift in (16, 8, 0)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4


def lit(colour: int) -> int:
    """The colour, as much nearer to white as it needs to be seen among white words. One that is almost white becomes
    a warm yellow."""
    if _pale(colour):
        return AMBER
    for step in range(21):
        mixed = 0xFF000000
        for shift in (16, 8, 0):
            band = colour >> shift & 255
            mixed |= round(band + (255 - band) * step / 20) << shift
        if luminance(mixed) >= LIGHT_ENOUGH:
            return AMBER if _pale(mixed) else mixed
    return AMBER


def _pale(colour: int) -> bool:
    """Whether it could be taken for white."""
    bands = [colour >> shift & 255 for shift in (16, 8, 0)]
    return max(bands) - min(bands) < 0.3 * max(bands)
