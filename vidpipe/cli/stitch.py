"""`vidpipe stitch`: put the clips that are there together, with other joints if wanted."""

from typing import Annotated

import typer

from vidpipe.cli import drawing, screen, shapes, workspace
from vidpipe.cli.deliver import For
from vidpipe.cli.options import Crossfade, Force, Json, Out, ProjectId, VersionOf
from vidpipe.cli.sound import ClipSoundOf, LoudnessOf, weigh
from vidpipe.errors import BadInput

TransitionOf = Annotated[
    str,
    typer.Option(
        "--transition",
        metavar="KIND",
        help="How scenes are entered: cut, crossfade, dip-to-black, dip-to-white, wipe, slide or zoom; wipe-up, "
        "wipe-right and so on, also of slide; planned leaves it to the storyboard.",
        show_default=False,
    ),
]
Seconds = Annotated[
    float | None,
    typer.Option("--seconds", metavar="SECONDS", help="How long --transition lasts; 0.5.", show_default=False),
]
At = Annotated[
    str,
    typer.Option(
        "--at",
        metavar="SCENE",
        help="The scene that --transition leads into, and that --clip-sound is of; else all of them.",
        show_default=False,
    ),
]


def stitch(
    project: ProjectId,
    crossfade: Crossfade = None,
    transition: TransitionOf = "",
    seconds: Seconds = None,
    at: At = "",
    clip_sound: ClipSoundOf = "",
    loudness: LoudnessOf = "",
    captions: drawing.CaptionsIn = "",
    logo: drawing.LogoOf = "",
    logo_at: drawing.LogoAt = "",
    logo_size: drawing.LogoSize = "",
    logo_opacity: drawing.LogoOpacity = None,
    preset: For = "",
    version: VersionOf = "",
    out: Out = None,
    force: Force = False,
    as_json: Json = False,
) -> int:
    """Cut the film together from its clips."""
    if not transition and ((at and not clip_sound) or seconds is not None):
        raise BadInput("--seconds and --at say how and where of --transition", remedy="Name one: --transition wipe.")
    if transition and crossfade is not None:
        raise BadInput("--crossfade and --transition both say how scenes are joined", remedy="Leave one of them out.")
    if preset and out is None:
        raise BadInput("--preset says how --out is written", remedy="Name a file: --out film.mp4.")
    drawing.check(captions, logo)
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        if out is not None:
            studio.check_out(out, force=force)
        if transition:
            film.join(transition, seconds=seconds, at=at)
        weigh(film, clip_sound, loudness, at=at)
        drawing.put(film, captions, logo, at=logo_at, size=logo_size, opacity=logo_opacity)
        film.draw_missing()
        path = film.stitch(crossfade=crossfade, version=version, out=None if preset else out, force=True)
        if preset and out is not None:
            path = film.deliver(preset, out, version=version, force=force)
        now = film.overview
    if as_json:
        screen.answer(shapes.made(now, str(path)))
    else:
        screen.say(f"{path}  {shapes.duration(now) or 0:.1f} s, {len(now.scenes)} scenes")
        for warning in drawing.left_out(now):
            screen.complain(warning)
    return 0
