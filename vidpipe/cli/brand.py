"""`vidpipe brand`: brand kits of this workspace, and having a film keep to one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.options import Json, group
from vidpipe.ui import words

if TYPE_CHECKING:
    from vidpipe.film.brand import Brand

brand = group("Brand kits: logo, colours, a face for words on screen, banned words.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The brand's name.", show_default=False)]
Of = Annotated[str, typer.Argument(metavar="ID", help="A film.", show_default=False)]
LogoOf = Annotated[Path | None, typer.Option("--logo", metavar="FILE", help="A PNG, WebP or JPEG.")]
Colours = Annotated[str | None, typer.Option("--colours", metavar="#RRGGBB,…", help="At most 8; nothing: none.")]
FaceOf = Annotated[
    str | None, typer.Option("--face", metavar="display|text", help="The face of words on screen; nothing: as usual.")
]
Banned = Annotated[
    str | None,
    typer.Option("--banned", metavar="WORDS", help="Words not to be used, by commas; cheap* bans all that begin so."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what it would make again, and its price.")]


@brand.callback()
def listing(ctx: typer.Context, as_json: Json = False) -> int:
    """All brand kits."""
    if ctx.invoked_subcommand:
        return 0
    with workspace.opened() as studio:
        _say(studio.assets.brands, as_json=as_json)
    return 0


@brand.command("save")
def save(
    name: Name,
    logo: LogoOf = None,
    colours: Colours = None,
    face: FaceOf = None,
    banned: Banned = None,
    as_json: Json = False,
) -> int:
    """A new brand kit, or some of one that is there."""
    with workspace.opened() as studio:
        made = studio.assets.save_brand(name, colours=_list(colours), face=face, banned=_list(banned))
        if logo is not None:
            made = studio.assets.bring_brand_logo(name, logo)
        _say((made,), as_json=as_json)
    return 0


@brand.command("remove")
def remove(name: Name, as_json: Json = False) -> int:
    """Out of the library; films that took it keep it."""
    with workspace.opened() as studio:
        studio.assets.remove_brand(name)
        if as_json:
            _say(studio.assets.brands, as_json=True)
        else:
            screen.say(f"{name}: taken out")
    return 0


@brand.command("use")
def use(project: Of, name: Name, dry_run: DryRun = False, as_json: Json = False) -> int:
    """Have a film keep to a brand, in one act; none takes it out."""
    wanted = "" if name.strip().lower() == "none" else name
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        price = film.preview_brand(wanted)
        if not dry_run:
            film.apply_brand(wanted)
        found = film.banned
        if as_json:
            told = {"stale": list(price.stale), "cost_usd": screen.usd(price.micros), "changed": not dry_run}
            screen.answer({"project": film.id, **told, "banned": [one.plain() for one in found]})
            return 0
        made = words.count(len(price.stale), "part") if price.stale else "nothing"
        screen.say(f"{film.title}: {made} to be made again, {words.forecast(price.micros)}.")
        for one in found:
            screen.indented(f"“{one.word}” is banned: {one.text}")
        screen.say("Nothing was changed." if dry_run else f"Make it: vidpipe redo {film.id}")
    return 0


def _list(said: str | None) -> list[str] | None:
    return None if said is None else [part.strip() for part in said.split(",") if part.strip()]


def _say(found: "tuple[Brand, ...]", *, as_json: bool) -> None:
    if as_json:
        screen.answer({"brands": [_told(one) for one in found]})
        return
    if not found:
        screen.say("No brand yet. Add one: vidpipe brand save Northlight --colours '#A8480F' --banned cheap")
        return
    rows = [
        (one.name, "yes" if one.logo else "", ", ".join(one.colours), one.face, ", ".join(one.banned)) for one in found
    ]
    screen.table(("brand", "logo", "colours", "face", "banned"), rows, whole=("brand", "logo"))


def _told(one: "Brand") -> dict[str, Any]:
    usual: dict[str, Any] = {"colours": [], "face": "", "banned": [], "logo": None}
    return {**usual, **one.plain()}
