"""Options of commands about what is drawn over a film: captions and the logo."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from vidpipe.errors import BadInput
from vidpipe.film.caption import CORNERS, LEAST_OPACITY, STYLES, Corner, Subtitles
from vidpipe.film.version import own_cut

if TYPE_CHECKING:
    from vidpipe.engine.overview import Overview
    from vidpipe.studio import Project

NONE = "none"
CORNER_NAMES = "|".join(corner for corner in CORNERS if corner)

CaptionsIn = Annotated[
    str,
    typer.Option(
        "--captions", metavar="|".join(STYLES), help="Write narration into the picture, and how.", show_default=False
    ),
]
LogoOf = Annotated[
    str,
    typer.Option(
        "--logo",
        metavar="FILE|none",
        help="A PNG, WebP or JPEG for the end card; none takes it out.",
        show_default=False,
    ),
]
LogoAt = Annotated[
    str,
    typer.Option(
        "--logo-at",
        metavar="CORNER",
        help=f"Have the logo in a corner through the film too: {CORNER_NAMES.replace('|', ', ')}; none.",
        show_default=False,
    ),
]
LogoSize = Annotated[
    str, typer.Option("--logo-size", metavar="small|medium", help="How large it is there.", show_default=False)
]
LogoOpacity = Annotated[
    int | None,
    typer.Option(
        "--logo-opacity",
        metavar="PERCENT",
        help=f"How much of it is seen there, {LEAST_OPACITY} to 100.",
        show_default=False,
    ),
]


def check(style: str, logo: str) -> None:
    """Raises BadInput before anything is changed."""
    if style and style not in STYLES:
        raise BadInput(f"There is no style of captions {style!r}", remedy=f"Say {', '.join(STYLES)}.")
    if logo and logo != NONE and not Path(logo).is_file():
        raise BadInput(f"There is no file {logo}", remedy="Give the name of a PNG, WebP or JPEG.")


def put(film: "Project", style: str, logo: str, *, at: str, size: str, opacity: int | None) -> None:
    """Set what was asked for; what was not stays. Raises BadInput, Refused where there is no logo to place."""
    if logo and logo != NONE:
        film.bring_logo(Path(logo))
    wanted: dict[str, Any] = {"corner": cast(Corner, "" if at == NONE else at)} if at else {}
    wanted |= {"size": size} if size else {}
    wanted |= {"opacity": opacity} if opacity is not None else {}
    if wanted and logo != NONE:
        film.place_logo(**wanted)
    if logo == NONE:
        film.drop_logo()
    if style:
        film.burn_in(cast(Subtitles, style))


def left_out(film: "Overview") -> list[str]:
    """What could not be drawn on the cut that is shown."""
    own = own_cut(film.slots)
    said = own.take.meta.get("warnings", ()) if own and own.take else ()
    return [str(text) for text in said if str(text).startswith(("No font here", "There is no room"))]
