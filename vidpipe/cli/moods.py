"""`vidpipe moods`: directions that a film could look like: list them, have others, mix two, change one, choose one."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.agreeing import agreed_price
from vidpipe.cli.making import Order, make
from vidpipe.cli.options import HELP, Command, Group, Json, ProjectId, Yes, group
from vidpipe.errors import BadInput
from vidpipe.film.slot import mood_picture
from vidpipe.ui import words

if TYPE_CHECKING:
    from vidpipe.engine.overview import Overview
    from vidpipe.film.cost import Cost
    from vidpipe.film.mood import Mood
    from vidpipe.studio import Project, Studio

Which = Annotated[int, typer.Argument(metavar="NUMBER", help="The direction's number.", show_default=False)]
Other = Annotated[int, typer.Argument(metavar="OTHER", help="The number of another one.", show_default=False)]
Some = Annotated[
    list[int] | None,
    typer.Argument(metavar="[NUMBER]...", help="Instead of these; else of all.", show_default=False),
]
Note = Annotated[str, typer.Option("--note", metavar="WORDS", help="What it is to be like.", show_default=False)]
Dry = Annotated[bool, typer.Option("--dry-run", help="Only say what it costs.")]
PictureFile = Annotated[Path, typer.Argument(metavar="FILE", help="The picture.", show_default=False)]
NameOf = Annotated[str | None, typer.Option("--name", metavar="WORDS", help="Its name.", show_default=False)]
Says = Annotated[
    str | None, typer.Option("--description", metavar="WORDS", help="What it is like.", show_default=False)
]
Keywords = Annotated[
    str | None,
    typer.Option("--keywords", metavar="A,B,…", help="Words that go into every prompt.", show_default=False),
]
LookOf = Annotated[
    str | None, typer.Option("--look", metavar="WORDS", help="Medium, light and lens.", show_default=False)
]
Colours = Annotated[
    str | None,
    typer.Option(
        "--colours", metavar="#RRGGBB,…", help="Its palette, dark to light, then accents.", show_default=False
    ),
]
Shows = Annotated[
    str | None, typer.Option("--picture", metavar="WORDS", help="What its pictures show.", show_default=False)
]
SAID = "Directions that a film could look like: list them, have others, mix two, change one, choose one."
WITHOUT = "list"


class Offers(Group):
    """`vidpipe moods FILM` lists; what is done about the moods of a film is named before it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        first = next(
            (place for place, arg in enumerate(args) if not arg.startswith("-") and not _folder(args, place)), -1
        )
        if first >= 0 and args[first] not in self.commands:
            args = [*args[:first], WITHOUT, *args[first:]]
        return list(super().parse_args(ctx, args))


def _folder(args: list[str], place: int) -> bool:
    return place > 0 and args[place - 1] == "--data"


moods = group(SAID)
moods.info.cls = Offers


@moods.callback(invoke_without_command=True)
def alone(ctx: typer.Context) -> None:
    """Without anything, what there is."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
        raise typer.Exit(2)


def listing(project: ProjectId, as_json: Json = False) -> int:
    """The directions of a film, and which one is chosen."""
    with workspace.opened() as studio:
        return _tell(workspace.find(studio, project), as_json=as_json)


def reroll(
    project: ProjectId,
    number: Some = None,
    note: Note = "",
    dry_run: Dry = False,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """Other directions in the place of some, or of all."""

    def act(film: "Project") -> None:
        film.reroll_moods(number or (), note=note, go=False)

    return _made(project, act, len(set(number)) if number else 0, dry=dry_run, yes=yes, as_json=as_json)


def mix(
    project: ProjectId,
    one: Which,
    other: Other,
    note: Note = "",
    dry_run: Dry = False,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """One more direction, between two."""

    def act(film: "Project") -> None:
        film.mix_moods(one, other, note=note, go=False)

    return _made(project, act, 1, dry=dry_run, yes=yes, as_json=as_json)


def edit(
    project: ProjectId,
    number: Which,
    name: NameOf = None,
    description: Says = None,
    keywords: Keywords = None,
    look: LookOf = None,
    colours: Colours = None,
    picture: Shows = None,
    as_json: Json = False,
) -> int:
    """Change a direction by hand; its pictures are stale then."""
    given = {"name": name, "description": description, "look": look, "picture": picture}
    changes: dict[str, Any] = {field: said for field, said in given.items() if said is not None}
    listed = {"keywords": keywords, "colours": colours}
    changes |= {field: _listed(said) for field, said in listed.items() if said is not None}
    if not changes:
        raise BadInput("It is not said what to change", remedy="Give --name, --look, --colours or another.")
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        film.edit_mood(number, **changes)
        return _tell(film, as_json=as_json)


def add_picture(project: ProjectId, number: Which, file: PictureFile, as_json: Json = False) -> int:
    """An own picture for a direction: it goes with what is asked for, where a model takes references."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        film.bring_mood_picture(number, file)
        return _tell(film, as_json=as_json)


def remove(project: ProjectId, number: Which, as_json: Json = False) -> int:
    """Take a direction away."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        film.drop_mood(number)
        return _tell(film, as_json=as_json)


def choose(project: ProjectId, number: Which, as_json: Json = False) -> int:
    """Make the film in this direction, and approve that."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        film.choose_mood(number, go=False)
        code = _tell(film, as_json=as_json)
        if not as_json:
            screen.complain(f"Go on with: vidpipe resume {film.id}")
        return code


DOES: dict[str, Callable[..., int]] = {
    "list": listing,
    "reroll": reroll,
    "mix": mix,
    "edit": edit,
    "picture": add_picture,
    "remove": remove,
    "choose": choose,
}
for _name, _does in DOES.items():
    moods.command(_name, cls=Command, context_settings=HELP)(_does)


def _listed(said: str) -> list[str]:
    return [part.strip() for part in said.split(",") if part.strip()]


def _made(
    project: str, act: "Callable[[Project], None]", directions: int, *, dry: bool, yes: bool, as_json: bool
) -> int:
    """Say what it costs, then ask for it and make it. `directions` 0 means all."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        there = film.moods
        price = film.moods_price(directions or (len(there.moods) if there else 1))
        if dry:
            _say_price(film, price, as_json=as_json)
            return 0
        agreed_price(price, yes=yes)
        act(film)
        return _finished(studio, film, as_json=as_json)


def _say_price(film: "Project", price: "Cost", *, as_json: bool) -> None:
    if as_json:
        screen.answer({"project": film.id, "price_usd": price / 1_000_000, "sure": price.sure})
    else:
        screen.say(f"That costs {words.price(price)}, {words.sure(price)}.")


def _finished(studio: "Studio", film: "Project", *, as_json: bool) -> int:
    code = make(studio, film, Order(wish=False, as_json=as_json))
    if not as_json:
        _say(film)
    return code


def _tell(film: "Project", *, as_json: bool) -> int:
    if as_json:
        screen.answer(_plain(film))
    else:
        _say(film)
    return 0


def _plain(film: "Project") -> dict[str, Any]:
    now, chosen = film.overview, film.mood
    rows = [_row(now, mood) for mood in film.moods.moods] if film.moods else []
    return {
        "project": now.id,
        "title": now.title,
        "wanted": now.settings.moods,
        "chosen": chosen.mood.number if chosen else None,
        "approved": bool(chosen and now.slots["mood"].approved),
        "moods": rows,
    }


def _row(now: "Overview", mood: "Mood") -> dict[str, Any]:
    places = range(1, now.settings.moods + mood.extra + 1)
    slots = [mood_picture(mood.number, place) for place in places]
    states = {slot: now.slots[slot].state.value for slot in slots if slot in now.slots}
    return {"number": mood.number, **mood.words, "mixed": list(mood.mixed), "pictures": states}


def _say(film: "Project") -> None:
    now, chosen = film.overview, film.mood
    if film.moods is None:
        wanted = f"They come first: vidpipe resume {film.id}" if now.settings.moods else "It was made without."
        screen.say(f"{now.title} has no moods yet. {wanted}")
        return
    for mood in film.moods.moods:
        mark = _mark(now, mood, chosen.mood if chosen else None)
        screen.say(f"{mood.number}. {mood.name}{mark}")
        screen.indented(mood.description)
        screen.indented(f"{', '.join(mood.keywords)}  ·  {' '.join(mood.colours)}")
    if not now.slots["mood"].approved:
        screen.complain(f"Choose one: vidpipe moods choose {film.id} NUMBER")


def _mark(now: "Overview", mood: "Mood", chosen: "Mood | None") -> str:
    if chosen is None or chosen.number != mood.number:
        return ""
    said = "chosen" if now.slots["mood"].approved else "suggested"
    return f" ({said}{'' if chosen.said == mood.said else ', as it was'})"
