"""`vidpipe versions`: a film's cuts in other shapes and qualities, and what a crop of each scene keeps in sight."""

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.agreeing import agreed_price
from vidpipe.cli.making import code_of
from vidpipe.cli.options import Json, ProjectId, Yes
from vidpipe.errors import BadInput
from vidpipe.film.cost import total

if TYPE_CHECKING:
    from vidpipe.project.versioning import VersionView
    from vidpipe.studio import Project

FOUND = "found"
PLACE = re.compile(r"(\d{1,3})\s*[,x]\s*(\d{1,3})")

Add = Annotated[
    list[str] | None,
    typer.Option("--add", metavar="SHAPE", help="Have a cut in this shape: 16:9, 9:16, 1:1 or 4:5. Repeat."),
]
FitOf = Annotated[
    str, typer.Option("--fit", metavar="crop|blur", help="How --add fills it: cropped, or whole on a blur of itself.")
]
QualityOf = Annotated[
    str,
    typer.Option("--quality", metavar="draft|final", help="Of --add; else the film's. A draft has half the size."),
]
LanguageOf = Annotated[str, typer.Option("--language", metavar="TAG", help="Of --add; else the film's.")]
Remove = Annotated[
    list[str] | None, typer.Option("--remove", metavar="SHAPE", help="Have this version no more. Repeat.")
]
FocusOf = Annotated[
    list[str] | None,
    typer.Option(
        "--focus",
        metavar="SCENE=X,Y",
        help="What a crop of a scene keeps in sight, in per cent across and down, such as 2=30,50; 2=found leaves it "
        "to be found. Repeat.",
    ),
]


def versions(
    project: ProjectId,
    add: Add = None,
    fit: FitOf = "crop",
    quality: QualityOf = "",
    language: LanguageOf = "",
    remove: Remove = None,
    focus: FocusOf = None,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """A film's cuts in other shapes: list them, add one, remove one, say what a crop keeps in sight."""
    if (quality or language) and not add:
        raise BadInput("--quality and --language say how --add is made", remedy="Name a shape: --add 9:16.")
    places = [_place(said) for said in focus or ()]
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        for scene, place in places:
            film.set_focus(scene, place)
        for shape in remove or ():
            film.remove_version(shape)
        how = {"fit": fit, "quality": quality, "language": language}
        agreed_price(total(film.version_estimate(shape, **how) for shape in (add or ())[:1]), yes=yes)
        added = [film.add_version(shape, **how, wake=False) for shape in add or ()]
        if add:
            _make(film)
        found, now = film.versions, film.overview
        if as_json:
            focuses = {str(row.index): film.focus_of(row.scene.id).plain() for row in now.scenes if now.storyboard}
            rows = [_told(one) for one in found]
            screen.answer({"project": now.id, "title": now.title, "versions": rows, "focus": focuses})
        else:
            _say(film, found)
    return code_of([one.state for one in found if one.slot in added])


def _place(said: str) -> tuple[str, tuple[int, int] | None]:
    """`2=30,50` as a scene and a place, `2=found` as none. Raises BadInput."""
    scene, equals, place = said.partition("=")
    found = PLACE.fullmatch(place.strip())
    if equals and place.strip().lower() == FOUND:
        return scene.strip(), None
    if not (equals and found):
        raise BadInput(f"{said!r} is no focus", remedy="Say scene=across,down in per cent, such as --focus 2=30,50.")
    return scene.strip(), (int(found[1]), int(found[2]))


def _make(film: "Project") -> None:
    """Assemble what was added, where all that it is made from is there; else it is made when the film goes on."""
    views = film.overview.slots
    if any(not views[one.slot].fresh and not views[one.slot].waits_for for one in film.versions):
        screen.complain("Assembling; the clips stay as they are …")
        film.finish()


def _told(one: "VersionView") -> dict[str, Any]:
    told = one.plain() | {"file": str(one.file) if one.file else None, "price_usd": one.price / 1_000_000}
    return {name: value for name, value in told.items() if name != "price"}


def _say(film: "Project", found: "tuple[VersionView, ...]") -> None:
    if not found:
        screen.say(f"{film.title} has no cuts yet: its storyboard comes first. Go on: vidpipe resume {film.id}")
        return
    rows = [_row(one) for one in found]
    screen.table(
        ("cut", "size", "fit", "state", "file"), rows, whole=("cut", "size", "fit", "state"), piped=screen.PATH_WIDTH
    )
    for one in found:
        if one.why:
            screen.indented(f"{one.name}: {'; '.join(one.why)}. Make it again: vidpipe redo {film.id} {one.slot}")


def _row(one: "VersionView") -> tuple[Any, ...]:
    size = f"{one.width}×{one.height}"
    file = f"{one.file}  {one.bytes / 1e6:.1f} MB" if one.file else ""
    return one.name, size, "own" if one.own else one.fit, one.state.value, file
