"""`vidpipe new`: the talk about the brief in the terminal; it ends in the film, or in the command that makes it."""

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.options import Command, Force, ModelsOf, Out, ProviderOf, Yes, cast, steps

if TYPE_CHECKING:
    from vidpipe.film.talk import Talk
    from vidpipe.studio import Gathered, Project, Studio

Words = Annotated[
    str | None, typer.Argument(metavar="WORDS", help="What you would say first, in any language.", show_default=False)
]
From = Annotated[
    list[str] | None,
    typer.Option(
        "--from",
        metavar="FILE|ADDRESS",
        help="What the film is to be made from. Repeat for several.",
        show_default=False,
    ),
]
Film = Annotated[str, typer.Option("--film", metavar="ID", help="Go on with an earlier talk.", show_default=False)]
Gate = Annotated[
    str, typer.Option("--gate", metavar="STEPS", help="Wait for your approval after these.", show_default=False)
]
Budget = Annotated[
    str | None, typer.Option("--budget", metavar="USD", help="Never spend more than this.", show_default=False)
]
HINT = "Say it in your own words; an empty line, or: just make it, ends the talk."

KINDS = {"new": Command}


def new(
    words: Words = None,
    source: From = None,
    film: Film = "",
    provider: ProviderOf = "",
    model: ModelsOf = None,
    gate: Gate = "",
    budget: Budget = None,
    out: Out = None,
    force: Force = False,
    yes: Yes = False,
) -> int:
    """Be asked what the film should be, then make it."""
    wanted: dict[str, Any] = cast(provider, model)
    wanted |= {"gates": steps(gate)} if gate else {}
    wanted |= {"budget_usd": budget} if budget is not None else {}
    with workspace.opened() as studio:
        if out is not None:
            studio.check_out(out, force=force)
        found = _gathered(studio, source or [])
        begun = workspace.find(studio, film) if film else None
        made = talked(studio, begun, words, found, wanted)
        if made is None:
            screen.say("Nothing was said, so there is nothing to make.")
            return 2
        return _ended(studio, made, out=out, yes=yes)


def _gathered(studio: "Studio", given: list[str]) -> "Gathered | None":
    if not given:
        return None
    from vidpipe.cli.sourced import read
    from vidpipe.project.gathering import is_address

    found = studio.gather([name if is_address(name) else Path(name) for name in given])
    screen.say(read(found.material))
    return found


# ---------------------------------------------------------------- the talk


def talked(
    studio: "Studio", film: "Project | None", first: str | None, found: "Gathered | None", wanted: dict[str, Any]
) -> "Project | None":
    """Talk until it is said, or nobody speaks any more; the film that it is about, None where nobody spoke."""
    from vidpipe.ui.view.talk import greeting

    if film is None and found is not None:
        film = studio.talk_about(found.material.called, **wanted)
    if film is not None and found is not None:
        film.bring_source(found)
    if first is None:
        told = film.talk.turns if film else ()
        writers = [turn.text for turn in told if turn.who == "writer"]
        _spoken([writers[-1] if writers else greeting(_tongue(), found.material.called if found else "")])
        screen.say(HINT)
    for text in _turns(first):
        film = film or studio.talk_about(text, **wanted)
        _spoken(film.say(text))
        if film.talk.done or film.talk.asks is None:
            break
    return film


def _turns(first: str | None) -> Iterator[str]:
    """What the person says: a first word, then line by line, until an empty one or the end."""
    if first is not None:
        yield first
    while True:
        if screen.is_terminal(sys.stdin):
            sys.stdout.write("> ")
            sys.stdout.flush()
        line = sys.stdin.readline()
        if not line.strip():
            return
        yield line.strip()


def _spoken(parts: Iterable[str]) -> None:
    """Words as they come, without signs that steer a terminal."""
    for part in parts:
        sys.stdout.write(
            "".join(sign for sign in part if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs"))
        )
        sys.stdout.flush()
    sys.stdout.write("\n")


def _tongue() -> str:
    """The language of the terminal."""
    return next(filter(None, (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "en")[:2]


# ---------------------------------------------------------------- its end


def _ended(studio: "Studio", film: "Project", *, out: Path | None, yes: bool) -> int:
    """Show the brief; make the film where that was said, or is said now; else name the command that makes it."""
    from vidpipe.cli.agreeing import agreed
    from vidpipe.cli.making import Order, make
    from vidpipe.ui import words

    talk = film.talk
    _brief(talk)
    price = film.agreed_estimate()
    screen.say(f"{talk.complete} % complete. Making it: {words.price(price.micros)}.")
    if not _wanted(talk, free=not price.micros):
        screen.say(f"Make it: vidpipe resume {film.id}   Go on talking: vidpipe new --film {film.id}")
        return 0
    agreed(price, yes=yes)
    film.agree()
    return make(studio, film, Order(out=out, force=True))


def _wanted(talk: "Talk", *, free: bool) -> bool:
    """Whether it is to be made now. What costs something is asked for on a terminal, and else left."""
    if talk.done and free:
        return True
    return screen.is_terminal(sys.stdin) and typer.confirm("Make it now?", default=True)


def _brief(talk: "Talk") -> None:
    from vidpipe.ui.view.talk import fields

    rows = [(field.title, " / ".join(field.value.splitlines()), field.by or "Open") for field in fields(talk)]
    screen.table(("Brief", "", ""), rows, whole=("Brief",))
