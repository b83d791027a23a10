"""What a model can do, costs and until when it is there, in words. Pure."""

from collections.abc import Collection
from datetime import date

from vidpipe.film.catalogue import Caps, Role, Span
from vidpipe.film.tariff import briefly, fully
from vidpipe.library.models import ANY, record, replacement, retired
from vidpipe.ui import words

ROLES = {
    Role.TEXT: ("Words", "brief and storyboard"),
    Role.IMAGE: ("Pictures", "keyframes"),
    Role.VIDEO: ("Moving pictures", "clips"),
    Role.SPEECH: ("Voice", "narration"),
    Role.MUSIC: ("Music", "the score"),
}
"""What each role makes, and which part of a film that is."""
MOST_VOICES = 8
"""Voices that are named; of more their number is said."""


def named(caps: Caps, *, ready: Collection[str] | None = None) -> str:
    """Title and price, and what stands against it: an end that is near, or no key (`ready` have one)."""
    parts = [caps.title or caps.model, briefly(caps), ending(caps)]
    if ready is not None and caps.provider not in ready:
        parts.append("no key")
    return " · ".join(filter(None, parts))


def ending(caps: Caps) -> str:
    """`until 6 Jan 2027`, `gone since 2 Oct 2026`; '' for a model that stays."""
    state = retired(caps)
    return f"{'gone since' if state == 'gone' else 'until'} {day(caps.shutdown)}" if state else ""


def day(iso: str) -> str:
    """`6 Jan 2027`."""
    return f"{date.fromisoformat(iso):%d %b %Y}".lstrip("0") if iso else ""


def lengths(caps: Caps) -> str:
    """The lengths a model can make, in seconds."""
    if isinstance(caps.durations, Span):
        return f"{caps.durations.low / 1000:g} to {caps.durations.high / 1000:g} s"
    return ", ".join(f"{milliseconds / 1000:g}" for milliseconds in caps.durations) + " s" if caps.durations else ""


def facts(caps: Caps) -> list[tuple[str, str]]:
    """Label and value of all that matters for its role."""
    moves = caps.role in (Role.VIDEO, Role.MUSIC)
    found = [
        ("Model", caps.id),
        ("Lengths", lengths(caps) if moves else ""),
        ("Shapes", ", ".join(caps.aspects)),
        ("Resolutions" if moves else "Sizes or qualities", ", ".join(caps.resolutions)),
        ("Starts and ends on", frames(caps)),
        ("References", str(caps.references) if caps.references else "none" if caps.role is Role.IMAGE else ""),
        ("Sound", {"always": "its own, always", "optional": "its own, if wanted"}.get(caps.audio, "")),
        ("Also", " and ".join(word for word, can in (("edits", caps.edits), ("goes on", caps.extends)) if can)),
        ("Languages", ", ".join(map(words.language, caps.languages))),
        ("Voices", voices(caps)),
        ("Takes about", words.span(caps.seconds) if caps.seconds else ""),
        ("Price", priced(caps)),
        ("Ends", day(caps.shutdown)),
        ("Note", caps.note),
    ]
    return [(label, value) for label, value in found if value]


def can(caps: Caps) -> str:
    """What sets it apart from others of its role, in few words."""
    told = [
        lengths(caps) if caps.role in (Role.VIDEO, Role.MUSIC) else "",
        ", ".join(caps.resolutions),
        frames(caps) if caps.first_frame else "",
        words.count(caps.references, "reference") if caps.references else "",
        " and ".join(word for word, able in (("edits", caps.edits), ("goes on", caps.extends)) if able),
        words.count(len(caps.voices), "voice") if caps.voices else "",
    ]
    return " · ".join(filter(None, told))


def voices(caps: Caps) -> str:
    """Names of its voices, or how many there are."""
    if len(caps.voices) > MOST_VOICES:
        any_language = all(voice.language == ANY for voice in caps.voices)
        return f"{len(caps.voices)}, {'each in many languages' if any_language else 'of several languages'}"
    return " · ".join(voice.title for voice in caps.voices)


def frames(caps: Caps) -> str:
    if caps.role is not Role.VIDEO:
        return ""
    both = [word for word, can in (("first", caps.first_frame), ("last", caps.last_frame)) if can]
    return f"your {' and '.join(both)} frame" if both else "its own frames"


def priced(caps: Caps) -> str:
    """The whole price list with where it comes from and of which day it is."""
    origin = ", ".join(part for part in (caps.price.source, day(caps.price.as_of)) if part)
    return fully(caps) + (f" ({origin})" if origin else "")


def successor(caps: Caps) -> str:
    """The title of what replaces it; '' where nobody says."""
    found = record(replacement(caps.id))
    return (found.title or found.model) if found else ""
