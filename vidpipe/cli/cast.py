"""`vidpipe cast`: characters, products and places that films name with `@`: the library, and who is in a film."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.options import Json, group
from vidpipe.ui import words

if TYPE_CHECKING:
    from vidpipe.film.cast import Member
    from vidpipe.studio import Project

cast = group("Characters, products and places that films name with @: the library, and who is in a film.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="Such as mug, for @mug.", show_default=False)]
Of = Annotated[str, typer.Argument(metavar="ID", help="A film.", show_default=False)]
Names = Annotated[list[str], typer.Argument(metavar="NAME...", help="Such as mug anna.", show_default=False)]
Sort = Annotated[str, typer.Option("--as", metavar="SORT", help="character, product or place.")]
Look = Annotated[str | None, typer.Option("--look", metavar="WORDS", help="What it looks like, in a sentence.")]
Voice = Annotated[str | None, typer.Option("--voice", metavar="VOICE", help="Who speaks its lines.")]
Pictures = Annotated[list[Path] | None, typer.Option("--picture", metavar="FILE", help="A reference picture. Repeat.")]
Drop = Annotated[int, typer.Option("--drop-picture", metavar="NUMBER", help="Take out a picture by its number.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what it would make again, and its price.")]


@cast.callback()
def listing(ctx: typer.Context, as_json: Json = False) -> int:
    """The library."""
    if ctx.invoked_subcommand:
        return 0
    with workspace.opened() as studio:
        _say(studio.assets.cast, as_json=as_json)
    return 0


@cast.command("add")
def add(
    name: Name,
    sort: Sort = "character",
    look: Look = None,
    voice: Voice = None,
    picture: Pictures = None,
    as_json: Json = False,
) -> int:
    """A new character, product or place."""
    with workspace.opened() as studio:
        made = studio.assets.add(name, sort, look=look or "", voice=voice or "")
        for file in picture or ():
            made = studio.assets.bring_picture(made.name, file)
        _say((made,), as_json=as_json)
    return 0


@cast.command("change")
def change(
    name: Name,
    sort: Sort = "",
    look: Look = None,
    voice: Voice = None,
    picture: Pictures = None,
    drop: Drop = 0,
    as_json: Json = False,
) -> int:
    """Another description, voice or picture, in the library alone: films take it when they are asked to."""
    asked = {"sort": sort or None, "look": look, "voice": voice}
    fields = {field: value for field, value in asked.items() if value is not None}
    with workspace.opened() as studio:
        made = studio.assets.change(name, **fields)
        made = studio.assets.drop_picture(name, drop) if drop else made
        for file in picture or ():
            made = studio.assets.bring_picture(name, file)
        _say((made,), as_json=as_json)
    return 0


@cast.command("remove")
def remove(name: Name, as_json: Json = False) -> int:
    """Out of the library; films that took it keep it."""
    with workspace.opened() as studio:
        studio.assets.remove(name)
        if as_json:
            _say(studio.assets.cast, as_json=True)
        else:
            screen.say(f"@{name.lstrip('@').lower()}: taken out")
    return 0


@cast.command("film")
def film(project: Of, as_json: Json = False) -> int:
    """Who is in a film."""
    with workspace.opened() as studio:
        found = workspace.find(studio, project)
        _say(found.cast, as_json=as_json)
        if not as_json:
            _hints(found)
    return 0


@cast.command("use")
def use(project: Of, names: Names, dry_run: DryRun = False, as_json: Json = False) -> int:
    """Have a film take these from the library, or take them again as they are now."""
    with workspace.opened() as studio:
        found = workspace.find(studio, project)
        price = found.preview_enlist(names)
        if not dry_run:
            found.enlist(names)
        if as_json:
            told = {"stale": list(price.stale), "cost_usd": screen.usd(price.micros), "changed": not dry_run}
            screen.answer({"project": found.id, **told})
            return 0
        named = ", ".join(f"@{name.lstrip('@').lower()}" for name in names)
        made = words.count(len(price.stale), "part") if price.stale else "nothing"
        screen.say(f"{found.title}: with {named} {made} to be made again, {words.forecast(price.micros)}.")
        screen.say("Nothing was changed." if dry_run else f"Make it: vidpipe redo {found.id}")
    return 0


@cast.command("drop")
def drop(project: Of, name: Name, as_json: Json = False) -> int:
    """Out of a film."""
    with workspace.opened() as studio:
        found = workspace.find(studio, project)
        found.dismiss(name)
        if as_json:
            _say(found.cast, as_json=True)
            return 0
        screen.say(f"{found.title}: @{name.lstrip('@').lower()} is not in its cast any more")
    return 0


def _hints(found: "Project") -> None:
    for name in found.unknown_names:
        screen.say(f"Its words name @{name}, which is not in its cast: vidpipe cast use {found.id} {name}")
    for name in found.outdated:
        screen.say(f"The library has @{name} otherwise: vidpipe cast use {found.id} {name}")


def _say(members: "tuple[Member, ...]", *, as_json: bool) -> None:
    if as_json:
        screen.answer({"cast": [_told(one) for one in members]})
        return
    if not members:
        screen.say("Nobody yet. Add somebody: vidpipe cast add mug --as product --look 'a red enamel mug'")
        return
    rows = [(f"@{one.name}", one.sort, one.look, len(one.pictures), one.voice) for one in members]
    screen.table(("name", "sort", "looks", "pictures", "voice"), rows, whole=("name", "sort", "pictures"))


def _told(one: "Member") -> dict[str, Any]:
    return {**one.plain(), "pictures": [picture.plain() for picture in one.pictures]}
