"""What a person asks for, in their words, as settings: lengths in seconds, money in dollars, names of choices. Pure.

Every refusal is one sentence that names the remedy.
"""

import math
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from pydantic import ValidationError

from vidpipe.errors import BadInput
from vidpipe.film.brief import FilmKind
from vidpipe.film.edit import LONGEST_JOINT
from vidpipe.film.format import Aspect, Quality, frames
from vidpipe.film.mood import MOST_PICTURES, PICTURES
from vidpipe.film.project import MAX_SECONDS, MIN_SECONDS, STAGES, Settings
from vidpipe.film.storyboard import Joint, Transition, Way
from vidpipe.library.shapes import shape
from vidpipe.library.structure import chosen, kind_of
from vidpipe.recipe import fingerprint

MICROS = 1_000_000
TEXTS = ("prompt", "title", "style", "language", "voice")
DIRECT = (*TEXTS, "models", "music", "narration", "speed", "until", "rate", "seed", "ladder")
C = TypeVar("C", bound=StrEnum)


def settings_from(asked: dict[str, Any], *, base: Settings | None = None) -> Settings:
    """Settings from a person's words, over `base` where only some change.

    Knows prompt, title, kind, duration, aspect, style, language, quality, gates, until, budget_usd, seed, rate, models,
    crossfade, music, narration, voice, speed (per cent), ladder (off, ask, auto), beats (a template or a list), moods
    (on, off, or how many pictures each direction has), languages (besides its own), voices (by language). A new film
    whose prompt speaks of its shape has that, where nobody chose one. Raises BadInput.
    """
    unknown = sorted(set(asked) - {*DIRECT, *_READERS, "moods"})
    if unknown:
        known = ", ".join(sorted({*DIRECT, *_READERS, "moods"}))
        raise BadInput(f"There is no setting {unknown[0]!r}", remedy=f"Settings are {known}.")
    if base is None and asked.get("aspect") is None and (said := shape(str(asked.get("prompt") or ""))):
        asked = {**asked, "aspect": said}
    rate = asked.get("rate") or (base.rate if base else 24)
    data = base.plain() if base else {}
    data |= {name: asked[name] for name in DIRECT if asked.get(name) is not None}
    for name, reader in _READERS.items():
        if name in asked:
            field, value = reader(asked[name], rate)
            data[field] = value
    data |= _mooded(asked, data, base)
    settings = _with_room(_checked(data), new=base is None)
    return settings if settings.seed or asked.get("seed") == 0 else _seeded(settings)


def _mooded(asked: dict[str, Any], data: dict[str, Any], base: Settings | None) -> dict[str, Any]:
    """How many pictures each mood has, by the film's quality where nobody said; a person chooses among them, unless
    they said where they want to be asked; to be asked about moods is to want them."""
    gates = list(data.get("gates") or ())
    if "moods" not in asked:
        return {"moods": PICTURES[Quality(data.get("quality", Quality.FINAL))]} if "moods" in gates and not base else {}
    number = _pictures_of_moods(asked["moods"], Quality(data.get("quality", Quality.FINAL)))
    new = number and "gates" not in asked and not (base and base.moods)
    return {"moods": number} | ({"gates": ["moods", *gates]} if new else {})


def _pictures_of_moods(value: Any, quality: Quality) -> int:
    plain = str(value).strip().lower()
    if plain in ("true", "on", "yes", "auto"):
        return PICTURES[quality]
    if plain in ("false", "off", "no", "none", ""):
        return 0
    if plain.isdecimal() and int(plain) <= MOST_PICTURES:
        return int(plain)
    remedy = f"Use on, off, or a number of pictures up to {MOST_PICTURES}."
    raise BadInput(f"Moods cannot be {value!r}", remedy=remedy)


def _checked(data: dict[str, Any]) -> Settings:
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "setting"
        raise BadInput(f"The {_NAMES.get(name, name)} {_said(first)}", remedy=_remedy(name)) from error


def _with_room(settings: Settings, *, new: bool) -> Settings:
    """Settings whose beats make such a film and have a second each. A new film is of their kind."""
    if not settings.beats:
        return settings
    kind, seconds = kind_of(settings.beats), (settings.frames or MAX_SECONDS * settings.rate) // settings.rate
    if settings.kind not in (None, kind):
        raise BadInput(f"These are beats of {_A[kind]}, and the film is to be {_A[settings.kind]}", remedy=OTHER_BEATS)
    if len(settings.beats) > seconds:
        remedy = "Take fewer beats or make the film longer."
        raise BadInput(f"{len(settings.beats)} beats do not fit in {seconds} seconds", remedy=remedy)
    return settings.model_copy(update={"kind": kind}) if new else settings


_A = {FilmKind.AD: "an ad", FilmKind.STORY: "a story", FilmKind.EXPLAINER: "an explainer", None: "of any kind"}
OTHER_BEATS = "Choose other beats, or another kind of film."
_NAMES = {"frames": "duration", "budget": "budget"}
_REMEDIES = {
    "prompt": "Say in a sentence what the film is about, without control characters, in at most 20,000 characters.",
    "until": f"Use one of {', '.join(STAGES)}.",
    "gates": f"Use one or more of {', '.join(STAGES)}.",
    "rate": "Use 24, 25 or 30 frames a second.",
    "ladder": "Use off, ask or auto.",
    "speed": "Give per cent from 50 to 200; 100 is the voice's own pace.",
    "language": "Use a tag such as en, es, fr or pt-BR.",
    "languages": "Use tags such as en,es,fr, by commas.",
    "voices": "Name a voice for each language, such as es: em_alex.",
}


def _remedy(name: str) -> str:
    return _REMEDIES.get(name, "Change it and try again.")


def _said(error: Any) -> str:
    message = str(error["msg"]).removeprefix("Value error, ").partition(";")[0]
    return message if error["type"] == "value_error" else f"cannot be used: {message.lower()}"


def _seeded(settings: Settings) -> Settings:
    """A seed from prompt and settings: the same asking gives the same film."""
    asked = settings.plain()
    for name in (
        "gates",
        "until",
        "budget",
        "basis",
        "seed",
        "voice",
        "speed",
        "ladder",
        "moods",
        "languages",
        "voices",
    ):
        asked.pop(name, None)
    return settings.model_copy(update={"seed": int(fingerprint(asked)[:12], 16)})


def _duration(value: float | str | None, rate: int) -> tuple[str, int | None]:
    if value is None or str(value).strip().lower() == "auto":
        return "frames", None
    try:
        asked = float(value)
    except ValueError:
        asked = math.nan
    if not math.isfinite(asked) or not MIN_SECONDS <= asked <= MAX_SECONDS:
        raise BadInput(
            f"A duration of {value} cannot be made",
            remedy=f"Give seconds from {MIN_SECONDS} to {MAX_SECONDS}, or auto.",
        )
    return "frames", frames(Fraction(str(value)) if isinstance(value, str) else asked, rate)


def _budget(value: float | str | None, rate: int) -> tuple[str, int | None]:
    if value is None:
        return "budget", None
    try:
        dollars = float(value)
    except ValueError:
        dollars = math.nan
    if not math.isfinite(dollars) or dollars < 0 or dollars > 1_000_000:
        raise BadInput(f"A budget of {value} cannot be kept", remedy="Give dollars, 0 or more.")
    return "budget", round(dollars * MICROS)


def _crossfade(value: float | str | None, rate: int) -> tuple[str, int | None]:
    if value is None:
        return "crossfade", None
    try:
        seconds = float(value)
    except ValueError:
        seconds = math.nan
    if not math.isfinite(seconds) or not 0 <= seconds <= 2:
        raise BadInput(f"A crossfade of {value} cannot be made", remedy="Give seconds from 0 to 2.")
    return "crossfade", min(48, round(seconds * rate))


SHORTEST_JOINT, USUAL_JOINT, MOST_JOINT = 0.1, 0.5, 2.0
"""Seconds a transition may last, and lasts where nobody says."""
PLANNED = "planned"


def transition_from(name: str, seconds: float | None, *, rate: int) -> Transition | None:
    """A transition by its name (`wipe-left`, `dip-to-black`) and length; None for `planned`. Raises BadInput."""
    plain = " ".join(name.lower().replace("-", " ").split())
    if plain == PLANNED:
        return None
    kind, way = _named(plain, name)
    if kind is Joint.CUT:
        return Transition()
    lasts = USUAL_JOINT if seconds is None else seconds
    if not math.isfinite(lasts) or not SHORTEST_JOINT <= lasts <= MOST_JOINT:
        remedy = f"Give seconds from {SHORTEST_JOINT:g} to {MOST_JOINT:g}."
        raise BadInput(f"A transition of {lasts:g} seconds cannot be made", remedy=remedy)
    return Transition(kind=kind, frames=max(1, min(LONGEST_JOINT, round(lasts * rate))), way=way)


def _named(plain: str, given: str) -> tuple[Joint, Way]:
    """Kind and direction by a name; a kind that can go in a direction goes left where none is said."""
    for kind in Joint:
        if plain == kind.value:
            return kind, Way.LEFT
        for way in Way if kind.has_way else ():
            if plain == f"{kind.value} {way.value}":
                return kind, way
    kinds = ", ".join(kind.value.replace(" ", "-") for kind in Joint)
    ways = ", ".join(way.value for way in Way)
    remedy = f"Use {kinds} or {PLANNED}; wipe and slide may name where to, such as wipe-right ({ways})."
    raise BadInput(f"{given!r} is no transition", remedy=remedy)


def _choice(kind: type[C], name: str, value: str) -> C:
    try:
        return kind(str(value).strip().lower())
    except ValueError as error:
        choices = ", ".join(item.value for item in kind)
        raise BadInput(f"{value!r} is no {name}", remedy=f"Use one of {choices}.") from error


def _kind(value: str | None, rate: int) -> tuple[str, str | None]:
    return "kind", _choice(FilmKind, "kind of film", value).value if value else None


def _aspect(value: str, rate: int) -> tuple[str, str]:
    return "aspect", _choice(Aspect, "aspect", str(value).replace("x", ":")).value


def _quality(value: str, rate: int) -> tuple[str, str]:
    return "quality", _choice(Quality, "quality", value).value


def _beats(value: Any, rate: int) -> tuple[str, list[str]]:
    return "beats", list(chosen(value or ()))


def _gates(value: Any, rate: int) -> tuple[str, list[str]]:
    names = value.split(",") if isinstance(value, str) else list(value or ())
    return "gates", [str(name).strip() for name in names if str(name).strip()]


def _languages(value: Any, rate: int) -> tuple[str, list[str]]:
    tags = value.split(",") if isinstance(value, str) else list(value or ())
    return "languages", [str(tag).strip() for tag in tags if str(tag).strip()]


def _voices(value: Any, rate: int) -> tuple[str, dict[str, str]]:
    """A mapping, or `es=em_alex,fr=ff_siwis`."""
    if isinstance(value, str):
        pairs = [part.partition("=") for part in value.split(",") if part.strip()]
        return "voices", {tag.strip(): voice.strip() for tag, _, voice in pairs}
    return "voices", dict(value or {})


_READERS: dict[str, Any] = {
    "voices": _voices,
    "languages": _languages,
    "kind": _kind,
    "duration": _duration,
    "aspect": _aspect,
    "quality": _quality,
    "gates": _gates,
    "beats": _beats,
    "budget_usd": _budget,
    "crossfade": _crossfade,
}
