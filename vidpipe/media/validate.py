"""Ticks a measured file off against what a platform asks, spec by spec. Pure: looks at facts, never at a file."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from vidpipe.film.delivery import Beside, Box, Clear, Facts, Preset, Shape, Tick

CODECS = {"h264": "H.264", "hevc": "H.265", "aac": "AAC"}
BLACK = 20
"""Mean light of a picture under which it counts as black (black is 16)."""
SAME_SHAPE = Fraction(1, 50)
TALL = Fraction(7, 10)
"""Width to height up to which a picture is upright enough to be shown under a platform's own signs."""
LATE = 20
"""Milliseconds that a keyframe may be late: less than a picture."""
DRAWN = Fraction(1, 1000)
UNKNOWN = Beside()
NAMES = {"subtitles": "captions", "caption": "words", "end": "end card", "lower-third": "lower third"}
ACTS = {
    "captions": "Choose another style of captions, or leave them out of the picture.",
    "logo": "Put the logo elsewhere, or make it smaller.",
}
"""What to do about things that stand where a platform has its signs; about words there is more than one way."""
BLURRED, FEWER = "Have it filled with a blur.", "Say it in fewer words, or leave the words out in the cut."
MENDED = "Put right when the file is made."
BESIDES = "Only advised; put right where the pictures have to be made anew."
PEAK_SLACK = 1
"""Tenths of a decibel that two measures of one peak may differ by."""


def ticks(preset: Preset, facts: Facts, beside: Beside = UNKNOWN) -> tuple[Tick, ...]:
    """Every spec of a preset, in the order people read them. What nobody asks is told without a verdict."""
    found = [
        *_frame(preset, facts),
        *_coded(preset, facts),
        *_amount(preset, facts),
        *_heard(preset, facts),
        *_stored(facts),
        *_seen(preset, facts, beside),
    ]
    return tuple(_advised(one) if one.key in preset.advised else one for one in found)


def _advised(tick: Tick) -> Tick:
    """What is only recommended: no pictures are made anew for it alone."""
    return tick.model_copy(update={"must": False, "act": BESIDES if tick.act == MENDED else tick.act})


def shape_of(preset: Preset, facts: Facts) -> Shape | None:
    """The preset's shape that a film has already, None where it has none of them."""
    near = (one for one in preset.shapes if abs(one.fraction / facts.fraction - 1) <= SAME_SHAPE)
    return next(near, None)


def _tick(key: str, name: str, says: str, good: bool | None, *, act: str = "") -> Tick:
    """A tick that a delivery puts right itself, unless `act` says what a person does."""
    return Tick(key=key, name=name, says=says, good=good, mended=not act, act=(act or MENDED) if good is False else "")


def _frame(preset: Preset, facts: Facts) -> Iterator[Tick]:
    shape = shape_of(preset, facts)
    ratios = ", ".join(one.ratio for one in preset.shapes)
    yield _tick("shape", "Shape", f"{shape.ratio if shape else _ratio(facts)} of {ratios}", shape is not None)
    least = shape or preset.shapes[0]
    enough = facts.width >= least.least_width and facts.height >= least.least_height
    even = facts.square and facts.width % 2 == 0 and facts.height % 2 == 0
    asked = f", at least {least.least_width} × {least.least_height}" if least.least_width else ""
    best = f", best {least.width} × {least.height}" if not asked else ""
    yield _tick("size", "Size", f"{facts.width} × {facts.height}{asked}{best}", enough and even)
    steady = "" if facts.steady else ", not steady"
    good = facts.steady and Fraction(facts.rate) <= preset.rate
    yield _tick("rate", "Rate", f"{_rate(facts.rate)} fps{steady}, at most {_rate(preset.most_rate)}", good)


def _coded(preset: Preset, facts: Facts) -> Iterator[Tick]:
    wanted = " or ".join(CODECS.get(name, name) for name in preset.codecs)
    yield _tick("codec", "Codec", f"{_codec(facts.codec)} of {wanted}", facts.codec in preset.codecs)
    yield _profile(preset, facts)
    plain = facts.pixels == "yuv420p" and not any("first" in tag for tag in facts.tags)
    yield _tick("colours", "Pixels", f"{facts.pixels or 'unknown'}, whole pictures, 4:2:0", plain)
    closed = "closed" if facts.closed else "open"
    good = facts.closed and facts.keyframes <= preset.keyframes + LATE
    says = f"every {facts.keyframes / 1000:.1f} s, {closed}; at most {preset.keyframes / 1000:.1f} s, closed"
    yield _tick("keyframes", "Keyframes", says, good)


def _profile(preset: Preset, facts: Facts) -> Tick:
    if facts.codec != "h264":
        return _tick("profile", "Profile", facts.profile or "unknown", None)
    level = f" {facts.level / 10:.1f}" if facts.level else ""
    most = f" up to {preset.most_level / 10:.1f}" if preset.most_level else ""
    good = facts.profile in preset.profiles and (not preset.most_level or facts.level <= preset.most_level)
    return _tick("profile", "Profile", f"{facts.profile}{level} of {', '.join(preset.profiles)}{most}", good)


def _amount(preset: Preset, facts: Facts) -> Iterator[Tick]:
    yield _length(preset, facts)
    most = preset.most_bytes
    good = facts.bytes <= most if most else None
    yield _tick("bytes", "Bytes", _size(facts.bytes) + (f" of at most {_size(most)}" if most else ""), good)
    least = f", at least {preset.least_kbps}" if preset.least_kbps else ""
    enough = facts.kbps >= preset.least_kbps if preset.least_kbps else None
    act = "Nothing has to be done: quiet pictures take few bits."
    yield _tick("bits", "Bits", f"{facts.kbps} kbps{least}", enough, act=act)


def _length(preset: Preset, facts: Facts) -> Tick:
    real, least, most = facts.milliseconds, preset.least_length, preset.most_length
    asked = [f"at least {_seconds(least)}"] * bool(least) + [f"at most {_seconds(most)}"] * bool(most)
    good = real >= least and (not most or real <= most) if asked else None
    act = "Make the film longer." if real < least else "Make the film shorter, or take another preset."
    return _tick("length", "Length", ", ".join([_seconds(real), *asked]), good, act=act)


def _heard(preset: Preset, facts: Facts) -> Iterator[Tick]:
    wanted = " or ".join(CODECS.get(name, name) for name in preset.sound_codecs)
    rates = " or ".join(f"{rate / 1000:g}" for rate in preset.sound_rates)
    says = f"{_codec(facts.sound)} {facts.sound_rate / 1000:g} kHz of {wanted} {rates} kHz, stereo"
    good = facts.sound in preset.sound_codecs and facts.sound_rate in preset.sound_rates and facts.channels == 2
    yield _tick("sound", "Sound", says if facts.sound else "the file has none", good)
    if preset.sound_kbps:
        says = f"{facts.sound_kbps} kbps, at least {preset.sound_kbps}"
        yield _tick("sound bits", "Sound bits", says, facts.sound_kbps >= preset.sound_kbps)
    if facts.loudness is None or facts.peak is None:
        yield _tick("loudness", "Loudness", "silent", None)
        return
    near = abs(facts.loudness - preset.loudness) <= preset.within
    yield _tick("loudness", "Loudness", f"{_tenths(facts.loudness)} LUFS of {_tenths(preset.loudness)}", near)
    says = f"{_tenths(facts.peak)} dBTP, at most {_tenths(preset.peak)}"
    yield _tick("peak", "True peak", says, facts.peak <= preset.peak + PEAK_SLACK)


def _stored(facts: Facts) -> Iterator[Tick]:
    yield _tick(
        "start", "Fast start", "plays while it loads" if facts.starts else "plays only when loaded", facts.starts
    )
    yield _tick("edits", "Edit list", "there is one" if facts.edits else "none", not facts.edits)


def _seen(preset: Preset, facts: Facts, beside: Beside) -> Iterator[Tick]:
    dark = facts.light < BLACK
    act = "Let the first scene start at once, without a fade out of black."
    yield _tick("first", "First picture", "black" if dark else "not black", not dark, act=act)
    yield _captions(preset, facts, beside)
    if beside.words is not None:
        yield _words(preset, facts, beside.words)
    yield _tick("label", "AI label", "says that it is made by AI" if facts.label else "none in the file", facts.label)


def _captions(preset: Preset, facts: Facts, beside: Beside) -> Tick:
    """Captions beside the film, in it or on its pictures; without any, `lines` says whether there should be some."""
    kinds = [kind for kind in beside.captions if not preset.captions or kind in preset.captions]
    places = [f"{kind.upper()} beside the film" for kind in kinds] + ["a track in the film"] * facts.track
    whole = beside.burned == "all"
    drawn = "burned into the picture" if whole else "burned into the picture but for those that could not be drawn"
    said = ", ".join([*places, *([drawn] if beside.burned else [])])
    act = "Choose captions beside the film or as a track."
    if beside.lines == 0:
        return _tick("captions", "Captions", "nothing is said", None, act=act)
    if not preset.captions:
        return _tick("captions", "Captions", said or "not taken as a file", True if whole else None, act=act)
    taken = " or ".join(kind.upper() for kind in preset.captions)
    good = bool(places) or whole
    return _tick("captions", "Captions", said or f"none; it takes {taken}", good, act=act)


def _words(preset: Preset, facts: Facts, words: Sequence[Box]) -> Tick:
    area = safe_box(preset.clear) if facts.fraction <= TALL else safe_box(Clear())
    lost = any(not _inside(box, safe_box(Clear())) for box in words)
    out = [NAMES.get(box.what, box.what) for box in words if not _inside(box, area)]
    where = "cut off" if lost else "under the platform's own signs"
    said = f"{' and '.join(dict.fromkeys(out))} {where}" if out else "all within the safe part"
    act = BLURRED if lost else ACTS.get(out[0] if out else "", FEWER)
    return _tick("words", "Words", said if words else "none on screen", not out if words else None, act=act)


def safe_box(clear: Clear) -> Box:
    """The part of a picture that words may use, as shares of it."""
    right, bottom = 1 - clear.right / 1080, 1 - clear.bottom / 1920
    return Box(what="safe", left=clear.left / 1080, top=clear.top / 1920, right=right, bottom=bottom)


def _inside(box: Box, area: Box) -> bool:
    slack = float(DRAWN)
    across = box.left >= area.left - slack and box.right <= area.right + slack
    return across and box.top >= area.top - slack and box.bottom <= area.bottom + slack


def _ratio(facts: Facts) -> str:
    near = facts.fraction.limit_denominator(20)
    return f"{near.numerator}:{near.denominator}"


def _rate(text: str) -> str:
    return f"{float(Fraction(text)):.2f}".rstrip("0").rstrip(".")


def _codec(name: str) -> str:
    return CODECS.get(name, name or "none")


def _seconds(milliseconds: int) -> str:
    if milliseconds >= 600_000:
        return f"{milliseconds / 60_000:g} min"
    return f"{milliseconds / 1000:.1f}".removesuffix(".0") + " s"


def _size(count: int) -> str:
    if count >= 1_000_000_000:
        return f"{count / 1e9:g} GB"
    return f"{count / 1e6:.1f}".removesuffix(".0") + " MB" if count >= 100_000 else f"{max(1, round(count / 1000))} kB"


def _tenths(value: int) -> str:
    return f"{value / 10:.1f}".replace("-", "−")
