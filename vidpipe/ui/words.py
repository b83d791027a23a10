"""Numbers and names as people read them: money, lengths, times ago, slots, languages. Pure."""

from collections.abc import Mapping
from datetime import datetime

from vidpipe.film.slot import parse

LANGUAGES = {
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "de": "Deutsch",
    "it": "Italiano",
    "pt": "Português",
    "pt-BR": "Português (Brasil)",
    "ja": "日本語",
    "zh": "中文",
    "hi": "हिन्दी",
    "ar": "العربية",
    "he": "עברית",
    "ru": "Русский",
    "uk": "Українська",
    "ko": "한국어",
    "nl": "Nederlands",
    "pl": "Polski",
    "tr": "Türkçe",
}

STEPS = {
    "brief": "Brief",
    "storyboard": "Storyboard",
    "keyframes": "Keyframes",
    "clips": "Clips",
    "sound": "Sound",
    "cut": "Cut",
}

UNITS = {
    "brief": "brief",
    "storyboard": "storyboard",
    "keyframes": "keyframe",
    "clips": "clip",
    "sound": "sound",
    "cut": "cut",
}
"""One of what a step makes."""


def money(micros: int) -> str:
    """Micro-dollars as `$0.64`; an amount under a cent keeps the places it needs; nothing is `$0`."""
    dollars = micros / 1_000_000
    if micros == 0:
        return "$0"
    return f"${dollars:,.2f}" if abs(dollars) >= 0.01 else f"${dollars:.4f}".rstrip("0")


def limit(micros: int) -> str:
    """A budget: whole dollars without cents."""
    return money(micros).removesuffix(".00")


def price(micros: int) -> str:
    """What a button or a forecast says: `Free` for nothing."""
    return money(micros) if micros else "Free"


def clock(seconds: float) -> str:
    """Seconds as `0:24`."""
    whole = int(seconds + 0.5)
    return f"{whole // 60}:{whole % 60:02d}"


def span(seconds: float) -> str:
    """A time to wait, in the coarsest unit that still says something: `18 s`, `4 min`."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 5400:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"


def length(frames: int, rate: int) -> str:
    """The length of a scene: `4 s`, `2.5 s`."""
    return f"{frames / rate:.1f}".removesuffix(".0") + " s"


def ago(then: datetime, now: datetime) -> str:
    seconds = (now - then).total_seconds()
    if seconds < 60:
        return "just now"
    if seconds < 3600:
        return f"{int(seconds // 60)} min ago"
    if seconds < 86_400:
        return f"{int(seconds // 3600)} h ago"
    return "yesterday" if seconds < 172_800 else f"{then:%d %b %Y}".lstrip("0")


def count(number: int, noun: str) -> str:
    """`1 scene`, `3 scenes`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def language(tag: str) -> str:
    return LANGUAGES.get(tag, tag)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def plain(name: str) -> str:
    """A name that programs use, such as a beat's, as words."""
    return capital(name.replace("_", " "))


def place(slot: str, numbers: Mapping[str, int]) -> str:
    """A slot as a person says it: `Scene 3, start`, `Scene 3, clip`, `Music`."""
    name = parse(slot)
    if name.scene not in numbers:
        return _whole(name.name)
    part = name.name.removeprefix("keyframe/").partition("/")[0]
    return f"Scene {numbers[name.scene]}, {part}"


def _whole(name: str) -> str:
    if not name.startswith("cut/"):
        return capital(name)
    return f"Cut {name.split('/')[1].replace('x', ':')}"


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size < 1_000_000_000 else f"{size / 1_000_000_000:.1f} GB"
