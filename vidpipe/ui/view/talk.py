"""The talk about a brief and the brief that fills beside it, in words. Pure."""

from dataclasses import dataclass

from vidpipe.film.brief import WEIGHTS, FilmKind, Part
from vidpipe.film.cost import Cost
from vidpipe.film.talk import By, Talk
from vidpipe.library.dialogue import aspect_of, said
from vidpipe.ui import words

TITLES = {
    Part.PRODUCT: "What it is about",
    Part.AUDIENCE: "For whom",
    Part.MESSAGES: "What should stay, one thing a line",
    Part.TONE: "How it feels",
    Part.STYLE: "How it looks",
    Part.CALL: "What people should do",
    Part.LENGTH: "How long",
    Part.WHERE: "Where it runs",
}
ORDER = (
    Part.PRODUCT,
    Part.AUDIENCE,
    Part.MESSAGES,
    Part.TONE,
    Part.STYLE,
    Part.CALL,
    Part.LENGTH,
    Part.WHERE,
)
BY: dict[By, str] = {
    "hand": "Written here",
    "said": "Said by you",
    "left": "Left to the writer",
    "brought": "From what you brought",
    "model": "Suggested",
}
LONG = (Part.PRODUCT, Part.MESSAGES)
KINDS = {FilmKind.AD: "Ad", FilmKind.STORY: "Story", FilmKind.EXPLAINER: "Explainer"}


@dataclass(frozen=True)
class Field:
    """A part of the brief beside the talk. `asked` is the one that the talk asks for just now; `by` says whose words
    they are, `then` what follows from them."""

    part: Part
    title: str
    value: str
    by: str
    long: bool
    asked: bool
    then: str = ""


def fields(talk: Talk) -> list[Field]:
    """The parts that a film of this kind wants, and any other that something is known of."""
    weights = WEIGHTS[talk.kind or FilmKind.AD]
    return [_field(talk, part) for part in ORDER if weights[part] or part in talk.known]


def _field(talk: Talk, part: Part) -> Field:
    known = talk.known.get(part)
    shape = aspect_of(talk.own(part)) if part is Part.WHERE else ""
    return Field(
        part=part,
        title=TITLES[part],
        value=known.value if known else "",
        by=BY[known.by] if known else "",
        long=part in LONG,
        asked=part is talk.asks and known is None and not talk.waits,
        then=f"Made {shape}" if shape else "",
    )


def greeting(language: str, source: str = "", *, told: bool = False) -> str:
    """What is said before anybody spoke, in the language of the browser; `told` where the film is about something."""
    listed = said(language.partition("-")[0])
    if told:
        return str(listed["hello_told"])
    return str(listed["hello_source"].format(said=source) if source else listed["hello"])


def told(talk: Talk) -> bool:
    """Whether a film that nobody talked about has its subject already."""
    return not talk.turns and Part.PRODUCT in talk.known


def shortcuts(talk: Talk) -> dict[str, str]:
    """What may be answered by one press: the label, and the words it says."""
    listed = said(talk.language or "en")
    choose = {"You choose": str(listed["leaves"][0]).capitalize()} if talk.asks and talk.number else {}
    skips = Part.PRODUCT in talk.known and not talk.done
    return choose | ({"Just make it": str(listed["skips"][0]).capitalize()} if skips else {})


def priced(model: str, price: Cost, *, here: bool) -> str:
    """Who answers, and for how much; `here` is on this computer."""
    if not price:
        return f"{model} answers, {'on this computer, ' if here else ''}free"
    return f"{model} answers, {words.roughly(price)} each time"


def line(talk: Talk) -> str:
    """The head's line."""
    if talk.complete == 100:
        return "All is said; change what is not right"
    return f"{talk.complete} % complete; what nobody says, the writer chooses"
