"""`vidpipe stitch`: put the clips that are there together, with other joints if wanted."""

from vidpipe.cli import screen, shapes, workspace
from vidpipe.cli.options import Crossfade, Force, Json, Out, ProjectId


def stitch(
    project: ProjectId, crossfade: Crossfade = None, out: Out = None, force: Force = False, as_json: Json = False
) -> int:
    """Cut the film together from its clips."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        if out is not None:
            studio.check_out(out, force=force)
        path = film.stitch(crossfade=crossfade, out=out, force=True)
        now = film.overview
    if as_json:
        screen.answer(shapes.made(now, str(path)))
    else:
        screen.say(f"{path}  {shapes.duration(now) or 0:.1f} s, {len(now.scenes)} scenes")
    return 0
