"""`vidpipe batch`: one film and a table of hooks, calls to action, languages and aspects become a set of films."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.agreeing import agreed
from vidpipe.cli.interrupt import interruptible
from vidpipe.cli.making import DONE, FAILED, INTERRUPTED, WAITING, output_of
from vidpipe.cli.options import HELP, Command, Group, Json, ProjectId, Yes, group, step
from vidpipe.errors import Refused, Stopped
from vidpipe.ui import words

if TYPE_CHECKING:
    from vidpipe.lab import BatchPrice, Set, SetFilm, SetView
    from vidpipe.studio import Studio

Hook = Annotated[list[str] | None, typer.Option("--hook", help="Said in the first scene. Repeat.", show_default=False)]
Call = Annotated[
    list[str] | None, typer.Option("--call", help="Call to action, said in the last scene. Repeat.", show_default=False)
]
Tongue = Annotated[
    list[str] | None, typer.Option("--language", metavar="TAG", help="Such as en, es. Repeat.", show_default=False)
]
Shape = Annotated[
    list[str] | None, typer.Option("--aspect", help="16:9, 9:16, 1:1 or 4:5. Repeat.", show_default=False)
]
Title = Annotated[str, typer.Option("--title", help="What the set is called.", show_default=False)]
Budget = Annotated[
    str | None, typer.Option("--budget", metavar="USD", help="No film may cost more than this.", show_default=False)
]
Until = Annotated[str, typer.Option("--until", metavar="STEP", help="Go no further than this step.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Only say how many films there would be, and their price.")]
SetId = Annotated[
    str, typer.Argument(metavar="SET", help="The set's id, or enough of its beginning.", show_default=False)
]
SAID = "Many films from one: hooks × calls to action × languages × aspects, at the price of what differs."
WITHOUT = "make"
"""The command under it that may be left out before a film's id."""


class Sets(Group):
    """`vidpipe batch FILM …` makes a set; `vidpipe batch list` and its like are about those that are there."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        first = next((place for place, arg in enumerate(args) if not _about_data(args, place)), len(args))
        if first < len(args) and args[first] not in (*self.commands, *HELP["help_option_names"]):
            args = [*args[:first], WITHOUT, *args[first:]]
        return list(super().parse_args(ctx, args))


def _about_data(args: list[str], place: int) -> bool:
    """Whether an argument names the workspace."""
    return args[place].startswith("--data") or (place > 0 and args[place - 1] == "--data")


batch = group(SAID)
batch.info.cls = Sets


@batch.callback(invoke_without_command=True)
def alone(ctx: typer.Context) -> None:
    """Without anything, what there is."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
        raise typer.Exit(2)


def make(
    film: ProjectId,
    hook: Hook = None,
    call: Call = None,
    language: Tongue = None,
    aspect: Shape = None,
    title: Title = "",
    budget: Budget = None,
    until: Until = "cut",
    dry: Dry = False,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """Make a set from a film: says how many films and their price first, then makes and runs them."""
    goal, limit = step(until), _micros(budget)
    table = {"hooks": hook, "calls": call, "languages": _each(language), "aspects": _each(aspect)}
    with workspace.opened() as studio:
        base = workspace.find(studio, film)
        plan = studio.lab.batch(base, title=title, **{name: lines or () for name, lines in table.items()})
        price = studio.lab.price_batch(plan)
        if dry:
            _answer_price(price, as_json=as_json)
            return 0
        _say_price(price, quietly=as_json)
        _agree(price, yes=yes)
        made = studio.lab.make_batch(plan, budget=limit)
        return run(studio, made, until=goal, as_json=as_json)


def _each(said: Iterable[str] | None) -> list[str]:
    return [part for one in said or () for part in one.split(",")]


def _micros(budget: str | None) -> int | None:
    from vidpipe.asking import settings_from

    return None if budget is None else settings_from({"prompt": "a set", "budget_usd": budget}).budget


def _agree(price: "BatchPrice", *, yes: bool) -> None:
    """A yes where nobody says a price; on a terminal for every set that is paid. Raises Refused."""
    agreed(price, yes=yes)
    if not price.micros or yes or price.over or not price.micros.known or not screen.is_terminal(sys.stdin):
        return
    if not typer.confirm("Make them?", default=False, err=True):
        raise Refused("Nothing was made", remedy="Take fewer lines of the table.")


# ---------------------------------------------------------------- the price


def _answer_price(price: "BatchPrice", *, as_json: bool) -> None:
    if as_json:
        screen.answer(_priced(price))
        return
    _say_price(price, quietly=False)


def _priced(price: "BatchPrice") -> dict[str, Any]:
    return {
        "count": price.count,
        "over": price.over,
        "cost_usd": screen.usd(price.micros),
        "least_usd": screen.usd(price.micros.low),
        "sure": price.micros.sure,
        "calls": price.calls,
        "shared": price.shared,
        "cached": price.cached,
        "kept": price.kept,
        "films": [
            {name: value for name, value in film.plain().items() if name != "micros"}
            | {"cost_usd": screen.usd(film.micros)}
            for film in price.films
        ],
    }


def _say_price(price: "BatchPrice", *, quietly: bool) -> None:
    if quietly:
        return
    rows = [
        (film.place, film.title, film.calls, film.shared, film.cached, film.kept, words.forecast(film.micros))
        for film in price.films
    ]
    if rows:
        screen.table(("", "film", "to make", "shared", "cached", "the film's own", "price"), rows, whole=("price",))
    sure = f", {words.sure(price.micros)}" if price.micros else ""
    facts = f"{words.count(price.calls, 'call')} to make"
    facts += f", {price.shared} shared between them" if price.shared else ""
    facts += f", {price.cached} cached" if price.cached else ""
    screen.say(f"{words.count(price.count, 'film')}: {words.forecast(price.micros)}{sure}; {facts}.")


# ---------------------------------------------------------------- the films


def run(studio: "Studio", made: "Set", *, until: str = "", as_json: bool) -> int:
    """Work until every film rests; returns the exit code."""

    def farewell() -> None:
        screen.complain(f"Interrupted. What is made is kept; go on with: vidpipe batch resume {made.id}")
        if as_json:
            with contextlib.suppress(Exception):
                screen.answer(_told(studio, made.view))

    try:
        with interruptible(made.stop, farewell):
            now = made.run(until, watch=None if as_json else Watch())
    except Stopped:
        return INTERRUPTED
    return _end(studio, now, as_json=as_json)


class Watch:
    """Says a line whenever a film of the set goes on to its next step or rests."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._before: dict[str, object] = {}

    def __call__(self, now: "SetView") -> None:
        for film in now.films:
            said = film.status.value.replace("_", " ") if film.status else "gone"
            if self._before.get(film.id, said) != said:
                screen.timed(time.monotonic() - self._started, f"{film.place}/{now.planned} {film.title}: {said}")
            self._before[film.id] = said


def _end(studio: "Studio", now: "SetView", *, as_json: bool) -> int:
    if as_json:
        screen.answer(_told(studio, now))
    else:
        _say(studio, now)
    code = _code(now)
    if code == WAITING:
        screen.complain(f"{now.asking} of {now.planned} wait for you. Go on: vidpipe batch resume {now.id}")
    elif code == FAILED:
        screen.complain(f"Error: a film could not be finished. Try again with: vidpipe batch resume {now.id}")
    return code


def _code(now: "SetView") -> int:
    from vidpipe.engine.overview import Status

    states = {film.status for film in now.films if not (film.gone or film.reached)}
    if Status.FAILED in states:
        return FAILED
    if Status.STOPPED in states:
        return INTERRUPTED
    return WAITING if states - {Status.COMPLETE} else DONE


def _told(studio: "Studio", now: "SetView") -> dict[str, Any]:
    return {
        "set": now.id,
        "title": now.title,
        "base": now.plan.base,
        "planned": now.planned,
        "done": now.done,
        "cost_usd": screen.usd(now.spent),
        "calls": now.calls,
        "cached_calls": now.cached,
        "films": [_film(studio, film) for film in now.films],
    }


def _film(studio: "Studio", film: "SetFilm") -> dict[str, Any]:
    return {
        "project": film.id,
        "place": film.place,
        "title": film.title,
        "values": film.values,
        "status": film.status.value if film.status and not film.gone else "gone",
        "output": _output(studio, film),
        "cost_usd": screen.usd(film.spent),
        "calls": film.calls,
        "cached_calls": film.cached,
    }


def _output(studio: "Studio", film: "SetFilm") -> str | None:
    return output_of(studio.project(film.id)) if film.cut and not film.gone else None


def _say(studio: "Studio", now: "SetView") -> None:
    rows = [
        (
            film.place,
            film.id,
            film.title or "gone",
            film.status.value if film.status and not film.gone else "gone",
            f"{film.progress} %",
            screen.dollars(film.spent),
            _output(studio, film) or "",
        )
        for film in now.films
    ]
    screen.say(f"{now.title}  {now.id}")
    columns = ("", "id", "title", "status", "done", "cost", "film")
    screen.table(columns, rows, whole=("id", "status", "done"), piped=screen.PATH_WIDTH)
    cached = f", {now.cached} from the cache" if now.cached else ""
    facts = f"{screen.dollars(now.spent)}, {now.calls} calls{cached}"
    screen.say(f"{now.done} of {words.count(now.planned, 'film')} done, {facts}")
    if len(now.films) < now.planned:
        screen.say("It was broken off: the same command again makes the rest.")


# ---------------------------------------------------------------- sets that are there


def listing(as_json: Json = False) -> int:
    """The sets of this workspace, the newest first."""
    with workspace.opened() as studio:
        found = [studio.lab.open_batch(one.id).view for one in studio.lab.batches()]
        if as_json:
            screen.answer({"sets": [_told(studio, view) for view in found]})
            return 0
    if not found:
        screen.say('No sets yet. Make one: vidpipe batch FILM --hook "…" --hook "…" --aspect 9:16')
        return 0
    rows = [
        (view.id, view.title, f"{view.done}/{view.planned}", screen.dollars(view.spent), view.plan.base)
        for view in found
    ]
    screen.table(("id", "title", "done", "cost", "from"), rows, whole=("id", "done"))
    return 0


def show(name: SetId, as_json: Json = False) -> int:
    """The films of a set, side by side."""
    with workspace.opened() as studio:
        view = studio.lab.open_batch(name.strip()).view
        if as_json:
            screen.answer(_told(studio, view))
        else:
            _say(studio, view)
    return 0


def start(name: SetId) -> int:
    """Have a worker make the films; returns at once."""
    with workspace.opened() as studio:
        made = studio.lab.open_batch(name.strip())
        made.start()
        screen.say(f"{made.title} is being made. Look: vidpipe batch show {made.id}")
    return 0


def stop(name: SetId) -> int:
    """Start nothing new in any film of the set; what is made is kept."""
    with workspace.opened() as studio:
        made = studio.lab.open_batch(name.strip())
        made.stop()
        screen.say(f"{made.title} is stopped. Go on with: vidpipe batch resume {made.id}")
    return 0


def resume(name: SetId, as_json: Json = False) -> int:
    """Go on with all films of a set; nothing finished is made again."""
    with workspace.opened() as studio:
        made = studio.lab.open_batch(name.strip())
        made.resume()
        return run(studio, made, as_json=as_json)


DOES: dict[str, Callable[..., int]] = {
    WITHOUT: make,
    "list": listing,
    "show": show,
    "start": start,
    "stop": stop,
    "resume": resume,
}
for _name, _does in DOES.items():
    batch.command(_name, cls=Command, context_settings=HELP)(_does)
