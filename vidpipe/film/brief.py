"""The creative brief: what the film is, for whom, and who is in it."""

from collections.abc import Collection
from enum import StrEnum

from vidpipe.film.noun import Line, Name, Noun, Text


class FilmKind(StrEnum):
    AD = "ad"
    STORY = "story"
    EXPLAINER = "explainer"


class CastMember(Noun):
    """Somebody or something that must look the same in every scene it is in."""

    name: Name
    role: Line = ""
    look: Line = ""


class Brief(Noun):
    """What the writer made of the source. `language` is a BCP 47 tag such as `en` or `pt-BR`."""

    title: Name
    kind: FilmKind
    subject: Line
    audience: Line = ""
    tone: Line = ""
    style: Line = ""
    place: Line = ""
    time: Line = ""
    weather: Line = ""
    messages: tuple[Line, ...] = ()
    call_to_action: Line = ""
    language: Name = "en"
    cast: tuple[CastMember, ...] = ()
    notes: Text = ""


class Part(StrEnum):
    """What a person is asked for before there is a brief."""

    PRODUCT = "product"
    AUDIENCE = "audience"
    MESSAGES = "messages"
    TONE = "tone"
    STYLE = "style"
    CALL = "call"
    LENGTH = "length"
    WHERE = "where"


WEIGHTS: dict[FilmKind, dict[Part, int]] = {
    FilmKind.AD: dict(zip(Part, (25, 15, 15, 10, 10, 10, 8, 7), strict=True)),
    FilmKind.EXPLAINER: dict(zip(Part, (35, 15, 20, 10, 10, 0, 5, 5), strict=True)),
    FilmKind.STORY: dict(zip(Part, (50, 10, 0, 15, 15, 0, 5, 5), strict=True)),
}
"""How much of a whole brief each part is, by the kind of film; what is 0 is not asked for."""


def completeness(known: Collection[Part], kind: FilmKind | None) -> int:
    """How complete a brief is in per cent; of an unknown kind as of an ad, which wants the most."""
    return sum(weight for part, weight in WEIGHTS[kind or FilmKind.AD].items() if part in known)
