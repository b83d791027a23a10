"""A table of hooks, calls to action, languages and aspects becomes a set of films: counted, priced, then made.

Each film of a set is an ordinary project, a fork of the film it goes out from. What several of them ask for alike is
asked once. Making a set twice makes nothing twice: its id and those of its films follow from what they are.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from pydantic import Field, ValidationError

from vidpipe.engine.estimate import ModelLine
from vidpipe.engine.foresight import Awaited, Foreseen, foresee
from vidpipe.engine.pricing import Prices
from vidpipe.errors import BadInput, NotFound, Refused
from vidpipe.film.batch import ASPECT, CALL, HOOK, LANGUAGE, MOST_FILMS, Batch, BatchFilm, BatchPlan
from vidpipe.film.cost import Cost, total
from vidpipe.film.noun import Noun
from vidpipe.film.slot import ANIMATIC, BRIEF, MIX, POSTER, STORYBOARD
from vidpipe.lab.filmset import Set
from vidpipe.project import Project
from vidpipe.project.varying import Variant
from vidpipe.recipe import fingerprint
from vidpipe.workshop import Workshop

TITLE, PART = 60, 40
"""Signs of a film's title that are the base's, and of each line of the table in it."""

ASIDE = ("budget", "gates", "until", "name", "ladder")
"""Settings of the base that make no other set."""
DERIVED = ("cut/", POSTER, MIX, ANIMATIC)
"""What is made anew for every film of a set, by the beginning of its slot."""


class FilmPrice(Noun):
    """A film of a set before it is made. `calls` are those that it alone is to make, or is the first to; `shared` are
    made for a film before it, `cached` answered for nothing, `kept` made for the base and shown as they are."""

    place: int
    title: str
    values: dict[str, str]
    micros: Cost
    calls: int
    shared: int
    cached: int
    kept: int


class BatchPrice(Noun):
    """What a set costs: what differs, once. `over` says that it has too many films, and then its price is that of the
    dearest film for each of them. `models` are those that are asked."""

    films: tuple[FilmPrice, ...]
    count: int
    micros: Cost
    calls: int
    shared: int = 0
    cached: int = 0
    kept: int = 0
    models: tuple[ModelLine, ...] = Field(default=())
    over: bool = False


def plan_of(
    film: Project,
    *,
    hooks: Sequence[str] = (),
    calls: Sequence[str] = (),
    languages: Sequence[str] = (),
    aspects: Sequence[str] = (),
    title: str = "",
) -> BatchPlan:
    """The table, checked. Raises BadInput, and Refused for a film without a storyboard or a locked scene."""
    data = {
        "base": film.id,
        "title": title,
        "hooks": _lines(hooks),
        "calls": _lines(calls),
        "languages": _lines(languages),
        "aspects": [aspect.replace("x", ":") for aspect in _lines(aspects)],
    }
    try:
        plan = BatchPlan.model_validate(data)
    except ValidationError as error:
        raise _bad(error) from error
    if not plan.size:
        raise BadInput("The table is empty", remedy="Give hooks, calls to action, languages or aspects.")
    for part in ({LANGUAGE: tag} for tag in plan.languages):
        film.variant(part)
    film.variant({name: line for name, lines in ((HOOK, plan.hooks), (CALL, plan.calls)) for line in lines[:1]})
    return plan


def _lines(said: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in said if line.strip()))


NAMES = {"hooks": "hook", "calls": "call to action", "languages": "language", "aspects": "aspect", "title": "title"}
REMEDIES = {
    "aspects": "Use 16:9, 9:16, 1:1 or 4:5.",
    "hooks": f"Give at most {MOST_FILMS} lines of at most 280 signs.",
    "calls": f"Give at most {MOST_FILMS} lines of at most 280 signs.",
}


def _bad(error: ValidationError) -> BadInput:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else "table"
    what, remedy = NAMES.get(name, name), REMEDIES.get(name, "Change it.")
    if first["type"] == "too_long" and len(first["loc"]) == 1:
        return BadInput(f"The table has too many lines for one {what}", remedy=remedy)
    if first["type"] in ("too_long", "string_too_long"):
        return BadInput(f"The {what} “{str(first['input'])[:40]}…” is too long", remedy=remedy)
    said = str(first["msg"]).removeprefix("Value error, ").lower()
    return BadInput(f"The {what} {str(first['input'])[:60]!r} cannot be used: {said}", remedy=remedy)


# ---------------------------------------------------------------- before it is made


def price_of(shop: Workshop, film: Project, plan: BatchPlan) -> BatchPrice:
    """What it would cost now. Writes nothing and needs no key. Raises BadInput, Refused."""
    if plan.size > MOST_FILMS:
        return _reckoned(shop, film, plan)
    return _summed(film, plan.rows(), [seen for _, seen in _foreseen(shop, film, plan)])


def _foreseen(
    shop: Workshop, film: Project, plan: BatchPlan, *, budget: int | None = None
) -> Iterator[tuple[Variant, Foreseen]]:
    """Each film of the table, and what it would ask for."""
    prices = Prices(shop.outside)
    brief = {take.slot: take for take in film.shown if take.slot == BRIEF}
    for row in plan.rows():
        variant = film.variant(row, budget=budget)
        words = brief | {STORYBOARD: variant.written}
        yield variant, foresee(shop.outside, *film.supposed(variant), prices=prices, words=words)


def _summed(film: Project, rows: Sequence[dict[str, str]], seen: Sequence[Foreseen]) -> BatchPrice:
    asked: dict[str, Awaited] = {}
    films = []
    for place, (values, found) in enumerate(zip(rows, seen, strict=True), 1):
        open_calls = [call for call in found.calls if not call.cached]
        new = {call.key: call for call in open_calls if call.key not in asked}
        asked |= new
        films.append(
            FilmPrice(
                place=place,
                title=title_of(film, values),
                values=values,
                micros=total(call.cost for call in new.values()),
                calls=len(new),
                shared=len(open_calls) - len(new),
                cached=len(found.calls) - len(open_calls),
                kept=found.kept,
            )
        )
    sums = {name: sum(getattr(one, name) for one in films) for name in ("calls", "shared", "cached", "kept")}
    micros = total(call.cost for call in asked.values())
    return BatchPrice(films=tuple(films), count=len(films), micros=micros, models=_models(asked.values()), **sums)


def _models(calls: Iterable[Awaited]) -> tuple[ModelLine, ...]:
    found = [call for call in calls if call.model]
    return tuple(
        ModelLine(model=model, count=len(its), micros=total(call.cost for call in its))
        for model in dict.fromkeys(call.model for call in found)
        if (its := [call for call in found if call.model == model])
    )


def _reckoned(shop: Workshop, film: Project, plan: BatchPlan) -> BatchPrice:
    """Of a table that is too large: one film of each language and aspect, for as many as there are of each."""
    few = {"hooks": plan.hooks[:1], "calls": plan.calls[:1]}
    small = plan.model_copy(update=few | {"languages": plan.languages[:1]})
    found = price_of(shop, film, small)
    dearest = max((one.micros for one in found.films), default=Cost())
    most = max((one.calls for one in found.films), default=0)
    return BatchPrice(
        films=(), count=plan.size, micros=dearest * plan.size, calls=most * plan.size, models=found.models, over=True
    )


# ---------------------------------------------------------------- made


def make(shop: Workshop, film: Project, plan: BatchPlan, *, budget: int | None = None) -> Set:
    """The set's films, none of them running yet. What is there already stays as it is: a set that was broken off in the
    middle is made to its end. `budget`, in micro-dollars, is each film's.

    Raises BadInput, and Refused where a model needs a key that is not here.
    """
    if plan.size > MOST_FILMS:
        raise BadInput(
            f"The table gives {plan.size:,} films; {MOST_FILMS} are the most", remedy="Take fewer lines of it."
        )
    found = list(_foreseen(shop, film, plan, budget=budget))
    shop.need_keys({call.model for _, seen in found for call in seen.calls if call.model and not call.cached})
    name, book = _begun(shop, plan) or _name_of(film, plan), shop.store.lab
    with suppress(Refused):  # it is there: broken off, or another tab was first
        book.create_batch(Batch(id=name, title=plan.title or film.title, plan=plan), actor=shop.actor)
    for place, (values, (variant, _)) in enumerate(zip(plan.rows(), found, strict=True), 1):
        project = "s" + fingerprint({"set": name, "values": values})[:11]
        film.make_variant(project, variant, title=title_of(film, values))
        book.add_film(name, BatchFilm(place=place, project=project, values=values))
    return open_set(shop, name)


def _begun(shop: Workshop, plan: BatchPlan) -> str:
    """The set of this very table that was broken off."""
    same = [batch for batch in shop.store.lab.batches() if batch.plan == plan]
    return next((batch.id for batch in same if len(batch.films) < plan.size), "")


def _name_of(film: Project, plan: BatchPlan) -> str:
    """By the table and what the film is by now: the same again opens the set that is there."""
    table = {name: value for name, value in plan.plain().items() if name != "title"}
    settings = {name: value for name, value in film.settings.plain().items() if name not in ASIDE}
    shown = {take.slot: take.digest for take in film.shown if not take.slot.startswith(DERIVED)}
    return "b" + fingerprint({"table": table, "settings": settings, "shown": shown})[:15]


def title_of(film: Project, values: dict[str, str]) -> str:
    """What a film of a set is called: the base's title, and what it has of the table."""
    parts = [values[name] for name in (ASPECT, LANGUAGE, HOOK, CALL) if name in values]
    return " · ".join([_short(film.title, TITLE), *(_short(part, PART) for part in parts)])


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def open_set(shop: Workshop, name: str) -> Set:
    """The set with this id or a beginning that only it has. Raises NotFound."""
    known = {batch.id: batch for batch in shop.store.lab.batches()}
    fitting = [one for one in known if one == name] or [one for one in known if one.startswith(name)]
    if len(fitting) == 1 and name:
        return Set(shop, known[fitting[0]])
    raise NotFound(f"There is no set {name[:40]!r}", remedy="List them with: vidpipe batch list.")
