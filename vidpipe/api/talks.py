"""The talk about a brief: begin one, say something, read how complete the brief is, write into it, have it made."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from vidpipe.api.asked import Agreed, Asked, Carrying, Guarded, agree
from vidpipe.api.bringing import MOST_FILES, File, check_settings, gathered
from vidpipe.api.opened import Film, Opened
from vidpipe.api.shape import priced, state
from vidpipe.errors import BadInput, LimitReached
from vidpipe.film.brief import FilmKind, Part
from vidpipe.film.talk import MOST_PART, MOST_SIGNS
from vidpipe.sources.reading import called
from vidpipe.studio import Gathered, Project

router = APIRouter(route_class=Guarded, tags=["brief"])
turns = APIRouter(route_class=Carrying, tags=["brief"])

Words = Annotated[str, Field(max_length=MOST_PART)]


class Say(Agreed):
    """A turn of the talk: words, what the film is to be made from, or both. The answer may cost something."""

    text: str = Field(default="", max_length=MOST_SIGNS)
    files: tuple[File, ...] = Field(default=(), max_length=MOST_FILES)
    address: str = Field(default="", max_length=8192)


class Begin(Say):
    """The first turn of a talk; `settings` are those of `Studio.create`."""

    settings: dict[str, Any] = Field(default_factory=dict)


class Put(Asked):
    """Parts of the brief, written by hand; '' leaves one open again."""

    parts: dict[Part, Words] = Field(default_factory=dict)
    kind: FilmKind | None = None


class Make(Agreed):
    """Agree to the brief; `start` has the film made."""

    start: bool = False


@turns.post("/talks", status_code=201)
def begin(studio: Opened, asked: Begin) -> dict[str, Any]:
    """A new film that begins with a talk about it, of which this is the first turn. It stands still until `make`."""
    check_settings(asked.settings)
    with gathered(studio, asked.files, asked.address) as found:
        film = studio.talk_about(asked.text or ", ".join(_names(asked)), **asked.settings)
        try:
            agree(film.talk_price(), asked)
            return _said(film, asked, found)
        except (BadInput, LimitReached):
            film.trash()
            raise


@router.get("/projects/{project}/brief")
def brief(film: Film) -> dict[str, Any]:
    """The talk as far as it went, what is known of the brief and by whom, and what answering and making cost."""
    return told(film)


@turns.post("/projects/{project}/brief/turns")
def say(studio: Opened, film: Film, asked: Say) -> dict[str, Any]:
    """Say something; the answer is there when it was spoken whole. What was said is kept whatever comes of it."""
    agree(film.talk_price(), asked)
    with gathered(studio, asked.files, asked.address) as found:
        return _said(film, asked, found)


@router.post("/projects/{project}/brief/answer")
def answer(film: Film, asked: Agreed) -> dict[str, Any]:
    """Ask again for the answer that the newest turn waits for; nothing where none does."""
    agree(film.talk_price(), asked)
    return {"answer": "".join(film.answer()).strip()} | told(film)


@router.patch("/projects/{project}/brief")
def put(film: Film, asked: Put) -> dict[str, Any]:
    """Write into the brief by hand."""
    if asked.kind is not None:
        film.put_kind(asked.kind)
    for part, words in asked.parts.items():
        film.put(part, words)
    return told(film)


@router.post("/projects/{project}/brief/make")
def make(film: Film, asked: Make) -> dict[str, Any]:
    """Have what was talked about be the film's brief; made only where `start` says so."""
    if asked.start:
        agree(film.agreed_estimate().micros, asked)
    film.agree()
    if asked.start:
        film.start()
    return state(film.overview)


def _said(film: Project, asked: Say, found: Gathered | None) -> dict[str, Any]:
    """What is brought is read before what is said is heard; the answer, with what is known then."""
    if found is not None:
        film.bring_source(found)
    names = _names(asked)
    spoken = "".join(film.say(asked.text or ", ".join(names), files=names))
    return {"answer": spoken.strip()} | told(film)


def _names(asked: Say) -> tuple[str, ...]:
    return tuple(called(one.name) for one in asked.files) or ((asked.address[:120],) if asked.address else ())


def told(film: Project) -> dict[str, Any]:
    """The talk and the brief. `answer_price` is what the next answer costs, `price` what the film does."""
    talk, settled = film.talk, film.brief
    return {
        "project": film.id,
        "complete": talk.complete,
        "kind": talk.kind.value if talk.kind else None,
        "language": talk.language or None,
        "asks": talk.asks.value if talk.asks else None,
        "waits": talk.waits,
        "answering": film.answering,
        "done": talk.done,
        "agreed": film.agreed,
        "parts": {part.value: {"value": known.value, "by": known.by} for part, known in talk.known.items()},
        "turns": [{"who": one.who, "text": one.text, "files": list(one.files)} for one in talk.turns],
        "brief": settled.plain() if settled else None,
        "answer_price": priced(film.talk_price()),
        "price": _price(film),
    }


def _price(film: Project) -> dict[str, Any] | None:
    """None where nobody said yet what the film is about."""
    try:
        return priced(film.agreed_estimate().micros)
    except BadInput:
        return None
