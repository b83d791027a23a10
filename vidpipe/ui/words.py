"""Numbers and names as people read them: money, lengths, times ago, slots, languages. Pure."""

from collections.abc import Mapping
from datetime import date, datetime

from vidpipe.film.cost import Cost, Sure
from vidpipe.film.slot import LINES, MOOD, language_of, parse
from vidpipe.film.version import cut_name

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
    "moods": "Moods",
    "storyboard": "Storyboard",
    "keyframes": "Keyframes",
    "clips": "Clips",
    "sound": "Sound",
    "cut": "Cut",
}

UNITS = {
    "brief": "brief",
    "moods": "mood picture",
    "storyboard": "storyboard",
    "keyframes": "keyframe",
    "clips": "clip",
    "sound": "sound",
    "cut": "cut",
}
"""One of what a step makes."""

UNKNOWN = "price unknown"
FAR = 10
"""A price whose least is less than one of so many of its most is said by its most alone."""
SURE: dict[Sure, str] = {
    "free": "on this computer",
    "fixed": "fixed",
    "learned": "as such calls cost before",
    "metered": "by use",
    "estimated": "estimated",
    "unknown": "nobody says a price",
}


def money(micros: int) -> str:
    """Micro-dollars as `$0.64`, a price between two as `$2.10–3.60`, one that is not fixed as `about $3.60`; an amount
    under a cent keeps the places it needs; nothing is `$0`.
    """
    return _cost(micros) if isinstance(micros, Cost) else amount(micros)


def amount(micros: int) -> str:
    """One amount, without a word about how sure it is."""
    dollars = int(micros) / 1_000_000
    if micros == 0:
        return "$0"
    return f"${dollars:,.2f}" if abs(dollars) >= 0.01 else f"${dollars:.4f}".rstrip("0")


def _cost(cost: Cost) -> str:
    if not cost.known:
        return UNKNOWN
    low, most = amount(cost.low), amount(cost.most)
    if cost.low * FAR < cost.most:
        return f"up to {most}"
    return (
        f"{low}–{most.removeprefix('$')}"
        if low != most
        else most
        if cost.sure in ("free", "fixed")
        else f"about {most}"
    )


def limit(micros: int) -> str:
    """A budget: whole dollars without cents."""
    return amount(micros).removesuffix(".00")


def price(micros: int) -> str:
    """What a button or a forecast says: `Free` for nothing, `price unknown` where nobody says one."""
    return money(micros) if micros else "Free"


def forecast(micros: int) -> str:
    """A price as the figure of a forecast: where nobody says one, what others ask for the same."""
    if isinstance(micros, Cost) and not micros.known:
        return f"Perhaps {amount(micros.most)}" if micros.most else "Unknown"
    return capital(price(micros))


def roughly(micros: int) -> str:
    """A price within a sentence about what is to come: `about $3.60`, `$2.10–3.60`, `perhaps $3.60`."""
    if isinstance(micros, Cost) and not micros.known:
        return f"perhaps {amount(micros.most)}" if micros.most else "nobody says how much"
    said = money(micros)
    return f"about {said}" if said == amount(micros) else said


def sure(micros: int) -> str:
    """How sure a price is, after a comma, and of which day: `fixed, prices of 21 Nov 2026`."""
    cost = micros if isinstance(micros, Cost) else Cost(micros)
    return SURE[cost.sure] + (f", prices of {day(cost.as_of)}" if cost.as_of and cost.known else "")


def day(iso: str) -> str:
    """A day as `21 Nov 2026`; what is none is said as it is."""
    try:
        return f"{date.fromisoformat(iso):%d %b %Y}".lstrip("0")
    except ValueError:
        return iso


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
    if not name.scene:
        return _whole(name.name)
    part = name.name.removeprefix("keyframe/").partition("/")[0]
    return f"Scene {numbers[name.scene]}, {part}" if name.scene in numbers else f"A scene, {part}"


def _whole(name: str) -> str:
    if name == MOOD:
        return "Chosen mood"
    if name.startswith("mood/"):
        _, number, _, picture = name.split("/")
        return f"Mood {number}, picture {picture}"
    cut = cut_name(name)
    if name.startswith(LINES):
        return f"Words in {language(language_of(name))}"
    return cut.title if cut else capital(name)


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size < 1_000_000_000 else f"{size / 1_000_000_000:.1f} GB"
