"""What a model can do and costs, in words. Pure."""

from vidpipe.film.catalogue import Caps, Role, Span
from vidpipe.ui import words

ROLES = {
    Role.TEXT: ("Words", "brief and storyboard"),
    Role.IMAGE: ("Pictures", "keyframes"),
    Role.VIDEO: ("Moving pictures", "clips"),
    Role.SPEECH: ("Voice", "narration"),
    Role.MUSIC: ("Music", "the score"),
}
"""What each role makes, and which part of a film that is."""


def named(caps: Caps) -> str:
    return f"{caps.title or caps.model} · {price(caps)}"


def price(caps: Caps) -> str:
    return f"{words.money(caps.price.micros)} per {caps.price.unit}" if caps.price.micros else "Free"


def lengths(caps: Caps) -> str:
    """The lengths a model can make, in seconds."""
    if isinstance(caps.durations, Span):
        return f"{caps.durations.low / 1000:g} to {caps.durations.high / 1000:g} s"
    return ", ".join(f"{milliseconds / 1000:g}" for milliseconds in caps.durations) + " s" if caps.durations else ""


def facts(caps: Caps) -> list[tuple[str, str]]:
    """Label and value of all that matters for its role."""
    found = [
        ("Model", caps.id),
        ("Lengths", lengths(caps) if caps.role is Role.VIDEO else ""),
        ("Shapes", ", ".join(caps.aspects)),
        ("Starts and ends on", frames(caps)),
        ("References", str(caps.references) if caps.references else "none" if caps.role is Role.IMAGE else ""),
        ("Languages", ", ".join(map(words.language, caps.languages))),
        ("Voices", " · ".join(voice.title for voice in caps.voices)),
        ("Price", priced(caps)),
        ("Switched off on", caps.shutdown),
    ]
    return [(label, value) for label, value in found if value]


def frames(caps: Caps) -> str:
    if caps.role is not Role.VIDEO:
        return ""
    both = [word for word, can in (("first", caps.first_frame), ("last", caps.last_frame)) if can]
    return f"your {' and '.join(both)} frame" if both else "its own frames"


def priced(caps: Caps) -> str:
    """The price with where it comes from and of which day it is."""
    origin = ", ".join(part for part in (caps.price.source, caps.price.as_of) if part)
    return price(caps) + (f" ({origin})" if origin else "")
