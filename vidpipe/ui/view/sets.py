"""Sets of films as a page shows them: the table's lines, what a set costs before it is made, its films. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vidpipe.engine.overview import Status
from vidpipe.film.batch import ASPECT, CALL, HOOK, LANGUAGE, Batch, BatchPlan
from vidpipe.lab import BatchPrice, FilmPrice, SetFilm, SetView
from vidpipe.take import State
from vidpipe.ui import words

WIDTH = {"16:9": 196, "1:1": 184, "4:5": 168, "9:16": 152}
"""How wide a film of each shape is at least, so that films side by side are about as high."""
AT_WORK = {
    Status.PENDING: "Queued",
    Status.STORYBOARDING: "Writing",
    Status.KEYFRAMING: "Keyframes",
    Status.VIDEO_GEN: "Clips and sound",
    Status.STITCHING: "Cutting",
}


@dataclass(frozen=True)
class Table:
    """The fields of the table as they stand."""

    base: str = ""
    hooks: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    title: str = ""
    budget: float | None = None

    @property
    def empty(self) -> bool:
        return not (self.hooks or self.calls or self.languages or self.aspects)

    @property
    def asked(self) -> dict[str, object]:
        """As the façade names them."""
        names = ("hooks", "calls", "languages", "aspects", "title")
        return {name: getattr(self, name) for name in names}


def of_plan(plan: BatchPlan) -> Table:
    aspects = tuple(aspect.value for aspect in plan.aspects)
    return Table(plan.base, plan.hooks, plan.calls, plan.languages, aspects, plan.title)


def lines(text: str | None) -> tuple[str, ...]:
    """The lines of a field, each once."""
    return tuple(dict.fromkeys(line.strip() for line in (text or "").splitlines() if line.strip()))


def counted(table: Table) -> str:
    """`2 hooks × 2 calls to action × 2 shapes`."""
    parts = (
        (table.hooks, "hook", "hooks"),
        (table.calls, "call to action", "calls to action"),
        (table.languages, "language", "languages"),
        (table.aspects, "shape", "shapes"),
    )
    return " × ".join(f"{len(said)} {one if len(said) == 1 else many}" for said, one, many in parts if said)


# ---------------------------------------------------------------- before it is made


def facts(price: BatchPrice) -> list[tuple[str, str]]:
    """What is made, and what is not made again."""
    found = [("Calls to make", str(price.calls))]
    found += [("Made once for several", str(price.shared))] if price.shared else []
    found += [("Cached", str(price.cached))] if price.cached else []
    return found + ([("The film's own, kept", str(price.kept))] if price.kept else [])


def columns(film: FilmPrice) -> tuple[str, ...]:
    """A film's line in the table of prices: made, not made again, price."""
    again = [
        f"{number} {word}"
        for number, word in ((film.shared, "shared"), (film.cached, "cached"), (film.kept, "kept"))
        if number
    ]
    made = words.count(film.calls, "call") if film.calls else "nothing"
    return made, ", ".join(again), words.price(film.micros)


def named(values: dict[str, str]) -> str:
    """`9:16 · Español · Fix leaks fast · Call today`."""
    said = {**values, LANGUAGE: words.language(values[LANGUAGE])} if LANGUAGE in values else values
    return " · ".join(said[name] for name in (ASPECT, LANGUAGE, HOOK, CALL) if name in said)


# ---------------------------------------------------------------- made


@dataclass(frozen=True)
class Section:
    """Films of one shape and language, to be compared side by side."""

    title: str
    ratio: str
    films: list[SetFilm] = field(default_factory=list)


def sections(films: Iterable[SetFilm]) -> list[Section]:
    found: dict[tuple[str, str], Section] = {}
    for film in films:
        language = film.values.get(LANGUAGE, "")
        ratio = film.values.get(ASPECT, film.aspect.value)
        title = " · ".join(filter(None, (ratio, words.language(language) if language else "")))
        found.setdefault((ratio, language), Section(title, ratio)).films.append(film)
    return list(found.values())


def standing(film: SetFilm) -> tuple[State, str]:
    """A film's one chip."""
    if film.gone or film.status is None:
        return State.EMPTY, "In the trash"
    if film.status is Status.COMPLETE:
        return State.APPROVED, "Finished"
    if film.status is Status.STOPPED:
        return State.EMPTY, "Stopped" if film.calls else "Not begun"
    if film.status is Status.FAILED:
        return State.FAILED, "Failed"
    if film.status is Status.AWAITING_APPROVAL:
        return State.READY, "Waits for you"
    return State.RUNNING, AT_WORK.get(film.status, "Running")


def line(film: SetFilm) -> str:
    """`0:03 · $0.08 · 6 calls, 2 cached`."""
    made = words.count(film.calls, "call") + (f", {film.cached} cached" if film.cached else "")
    parts = [words.clock(film.seconds) if film.seconds else "", words.price(film.spent) if film.calls else "", made]
    return " · ".join(filter(None, parts))


def wait(film: SetFilm) -> str:
    """What keeps it, in a line; '' where nothing does."""
    asks = film.status in (Status.FAILED, Status.AWAITING_APPROVAL) and not film.gone
    return words.capital(film.waiting[0]) if asks and film.waiting else ""


def summary(view: SetView) -> str:
    """`8 films from 2 hooks × 2 calls to action: 5 finished, 3 at work. $0.64 spent, 30 of 40 calls cached`."""
    parts = [f"{view.done} finished"]
    parts += [f"{view.moving} at work"] if view.moving else []
    parts += [f"{view.asking} {'waits' if view.asking == 1 else 'wait'} for you"] if view.asking else []
    spent = f"{words.money(view.spent)} spent" if view.spent else "Nothing spent"
    cached = f", {view.cached} of {words.count(view.calls, 'call')} cached" if view.calls else ""
    counts = counted(of_plan(view.plan))
    return f"{words.count(view.planned, 'film')} from {counts}: {', '.join(parts)}. {spent}{cached}"


def told(batch: Batch, base: str) -> str:
    """A set in the list of those that are there."""
    made = "" if len(batch.films) == batch.plan.size else f", {len(batch.films)} made"
    return f"{words.count(batch.plan.size, 'film')}{made} from “{base}”: {counted(of_plan(batch.plan))}"


def missing(view: SetView) -> int:
    """Films of the table that are not there: making the set was broken off."""
    return view.planned - len(view.films)


def left(films: Sequence[SetFilm]) -> bool:
    """Whether any film could go on."""
    return any(film.status is not Status.COMPLETE for film in films if not film.gone)
