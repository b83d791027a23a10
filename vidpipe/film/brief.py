"""The creative brief: what the film is, for whom, and who is in it."""

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
