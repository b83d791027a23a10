"""`vidpipe estimate`: what a film that is there, or one from a prompt, will still cost; makes nothing. `vidpipe spend`:
what was charged, by provider, model, stage and day, films that are gone among them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.generate import AspectOf, Duration, QualityOf, say_local
from vidpipe.cli.options import BeatsOf, Json, ModelsOf, ProviderOf, cast
from vidpipe.errors import NotFound
from vidpipe.film.cost import Cost
from vidpipe.ui import words

if TYPE_CHECKING:
    from vidpipe.film.account import LedgerLine, Spending
    from vidpipe.studio import Estimate, Project, Studio

What = Annotated[
    str, typer.Argument(metavar="PROMPT|ID", help="A film's id, or a prompt in quotes.", show_default=False)
]
Only = Annotated[str, typer.Argument(metavar="ID", help="Only of this film; else of all.", show_default=False)]
Days = Annotated[int, typer.Option("--days", min=1, max=3660, help="So many days up to today.")]
Calls = Annotated[int, typer.Option("--calls", min=0, max=1000, help="So many calls one by one, the newest first.")]


def estimate(
    what: What,
    duration: Duration = "24",
    aspect: AspectOf = "16:9",
    quality: QualityOf = "final",
    provider: ProviderOf = "",
    model: ModelsOf = None,
    beats: BeatsOf = "",
    as_json: Json = False,
) -> int:
    """What a film will cost and how long it takes, before it is made."""
    with workspace.opened() as studio:
        film = _film(studio, what)
        if film is not None:
            price = film.estimate()
        else:
            wanted: dict[str, Any] = {"duration": duration, "aspect": aspect, "quality": quality}
            wanted |= cast(provider, model) | ({"beats": beats} if beats else {})
            price = studio.estimate(what, **wanted)
            say_local(studio, provider, quietly=as_json)
    _say(price, film, as_json=as_json)
    return 0


def _film(studio: "Studio", what: str) -> "Project | None":
    """The film that is meant: words with a space in them are a prompt, one word may be an id."""
    if not what.strip() or len(what.split()) > 1 or len(what) < 3:
        return None
    try:
        return studio.project(what.strip())
    except NotFound:
        return None


def shape(price: "Estimate") -> dict[str, Any]:
    """What `estimate --json` says."""
    return {
        **_priced(price.micros),
        "calls": price.calls,
        "cached_calls": price.cached,
        "slots": price.slots,
        "steps": [{"step": each.step, "count": each.count, **_priced(each.micros)} for each in price.lines],
        "models": [{"model": each.model, "count": each.count, **_priced(each.micros)} for each in price.models],
    }


def _priced(cost: Cost) -> dict[str, Any]:
    """The most and the least, how sure both are, and of which day the oldest price in it is."""
    told = {"cost_usd": screen.usd(cost.most), "low_usd": screen.usd(cost.low)}
    return {**told, "confidence": cost.sure, "as_of": cost.as_of or None}


def _say(price: "Estimate", film: "Project | None", *, as_json: bool) -> None:
    if as_json:
        screen.answer(shape(price))
        return
    screen.say(f"What is left of {film.title}" if film else "A new film")
    rows = [(each.step, each.count, *_told(each.micros)) for each in price.lines]
    screen.table(("step", "to make", "cost", "how sure"), [*rows, ("in all", price.slots, *_told(price.micros))])
    if price.models:
        models = [(each.model, each.count, *_told(each.micros)) for each in price.models]
        screen.table(("model", "requests", "cost", "how sure"), models)
    screen.say(f"{price.calls} calls, {price.cached} of them from the cache.")


def _told(cost: Cost) -> tuple[str, str]:
    return words.forecast(cost), words.sure(cost)


# ---------------------------------------------------------------- what was spent


def spend(project: Only = "", days: Days = 30, calls: Calls = 0, as_json: Json = False) -> int:
    """What was charged, by provider, model, stage and day."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project).id if project else ""
        found = studio.spending(project=film, days=days, limit=max(1, calls))
        doubts = studio.doubts(project=film) if found.unknown else []
    if as_json:
        screen.answer(spent(found, found.lines[:calls], doubts))
    else:
        _say_spent(found, days, found.lines[:calls], doubts)
    return 0


def spent(
    found: "Spending", calls: "tuple[LedgerLine, ...]" = (), doubts: "list[LedgerLine] | None" = None
) -> dict[str, Any]:
    """What `spend --json` says."""
    sums = ("charged", "reserved", "unknown", "released", "today")
    tables = ("by_provider", "by_model", "by_stage", "by_day")
    return {
        **{f"{name}_usd": screen.usd(getattr(found, name)) for name in sums},
        **{name: {key: screen.usd(micros) for key, micros in getattr(found, name).items()} for name in tables},
        "calls": [_call(line) for line in calls],
        "doubts": [_call(line) for line in doubts or ()],
    }


def _call(line: "LedgerLine") -> dict[str, Any]:
    return {
        "at": line.at.isoformat(),
        "project": line.project,
        "title": line.title,
        "gone": line.gone,
        "slot": line.slot,
        "stage": line.stage,
        "model": line.model,
        "state": line.state,
        "usd": screen.usd(line.micros),
    }


def _say_spent(found: "Spending", days: int, calls: "tuple[LedgerLine, ...]", doubts: "list[LedgerLine]") -> None:
    over = words.count(days, "day")
    open_ = f"{words.amount(found.reserved)} reserved, {words.amount(found.unknown)} unknown"
    screen.say(
        f"{words.amount(found.charged)} charged in {over}, {words.amount(found.today)} of all films today, {open_}"
    )
    _sums("provider", found.by_provider)
    _sums("model", found.by_model)
    _sums("stage", found.by_stage)
    _sums("day", {day: micros for day, micros in reversed(found.by_day.items()) if micros})
    if calls:
        screen.table(("when", "film", "for", "model", "state", "amount"), [_row(line) for line in calls])
    for line in doubts:
        screen.say(f"In doubt: up to {words.amount(line.micros)}, {line.title}, {line.slot}, {line.model}")
    if doubts:
        screen.say("Settle them with vidpipe settle, or in the studio under Activity, Money.")


def _sums(name: str, sums: Mapping[str, int]) -> None:
    if sums:
        screen.table((name, "charged"), [(key, words.amount(micros)) for key, micros in sums.items()], whole=(name,))


def _row(line: "LedgerLine") -> tuple[str, ...]:
    title = f"{line.title} (gone)" if line.gone else line.title
    return f"{line.at.astimezone():%Y-%m-%d %H:%M}", title, line.slot, line.model, line.state, words.amount(line.micros)
