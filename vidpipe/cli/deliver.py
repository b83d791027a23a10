"""`vidpipe deliver` and `vidpipe validate`: a film as a platform wants it, and what each platform says to a file."""

from pathlib import Path
from typing import Annotated, Any, cast

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.options import Force, Json, ProjectId, VersionOf
from vidpipe.errors import BadInput
from vidpipe.film.delivery import Fill, Sidecar, Tick

REFUSED = 3
"""The exit code of `--strict` where a platform would refuse the file."""
MARKS = {True: "ok", False: "off", None: ""}

PRESETS = "youtube, shorts, tiktok, reels, feed, linkedin, x or master"
PresetOf = Annotated[str, typer.Option("--preset", metavar="NAME", help=f"{PRESETS}.", show_default=False)]
ToFile = Annotated[Path, typer.Option("--out", metavar="FILE", help="Write the film here (.mp4).", show_default=False)]
FillOf = Annotated[
    str, typer.Option("--fill", metavar="blur|crop", help="Another shape: whole over a blur of itself, or cropped.")
]
MostOf = Annotated[
    float | None,
    typer.Option("--most-mb", metavar="MB", help="Never more megabytes than this.", show_default=False),
]
CaptionsOf = Annotated[
    str,
    typer.Option(
        "--captions",
        metavar="beside|track|none",
        help="A file beside the film, a track in it, or none; else as the platform takes them.",
        show_default=False,
    ),
]
For = Annotated[
    str,
    typer.Option(
        "--preset", metavar="NAME", help=f"Write --out as a platform wants it: {PRESETS}.", show_default=False
    ),
]
Target = Annotated[
    str,
    typer.Argument(metavar="ID|FILE", help="A film's id or its beginning, or any film's file.", show_default=False),
]
Which = Annotated[str, typer.Option("--preset", metavar="NAME", help=f"{PRESETS}; else all.", show_default=False)]
Strict = Annotated[bool, typer.Option("--strict", help="Leave with code 3 where a platform would refuse it.")]


def deliver(
    project: ProjectId,
    preset: PresetOf,
    out: ToFile,
    fill: FillOf = "blur",
    most_mb: MostOf = None,
    captions: CaptionsOf = "",
    version: VersionOf = "",
    force: Force = False,
    as_json: Json = False,
) -> int:
    """Write the finished film as a platform wants it."""
    asked: dict[str, Any] = {
        "fill": cast(Fill, fill),
        "most_mb": most_mb,
        "captions": cast(Sidecar, captions) if captions else None,
        "version": version,
    }
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        path = film.deliver(preset, out, force=force, **asked)
        made = film.delivery(preset, **asked)
    beside = [str(path.with_suffix(f".{kind}")) for kind in made.captions]
    if as_json:
        told = made.plain() | {"project": film.id, "output": str(path), "captions": beside}
        screen.answer(told)
    else:
        screen.say(f"{path}  {made.bytes / 1e6:.1f} MB, {made.how}" + (f", {' '.join(beside)}" if beside else ""))
        _say_off(made.ticks)
    return 0


def validate(
    target: Target, preset: Which = "", version: VersionOf = "", strict: Strict = False, as_json: Json = False
) -> int:
    """Tick a film, or any film's file, off against what platforms take."""
    from vidpipe.library.delivery import preset as named
    from vidpipe.library.delivery import presets

    names = [named(preset).id] if preset else [one.id for one in presets()]
    found = _found(target, names, version)
    if as_json:
        rows = {name: [tick.plain() for tick in ticks] for name, ticks in found.items()}
        screen.answer({"target": target, "presets": rows})
    elif preset:
        _say_all(found[names[0]])
    else:
        _say_each(found)
    return REFUSED if strict and any(tick.off for ticks in found.values() for tick in ticks) else 0


def _found(target: str, names: list[str], version: str) -> dict[str, tuple[Tick, ...]]:
    from vidpipe.project.delivering import validate_file

    file = Path(target)
    if file.is_file():
        return {name: validate_file(file, name) for name in names}
    if file.suffix:
        raise BadInput(f"There is no file {target}", remedy="Give the name of a film's file, or the id of a film.")
    with workspace.opened() as studio:
        film = workspace.find(studio, target)
        return {name: film.validate(name, version) for name in names}


def _say_all(ticks: tuple[Tick, ...]) -> None:
    """Every spec of one preset. `advised` is told of what is off and not refused."""
    rows = [(_mark(tick), tick.name, tick.says, tick.act) for tick in ticks]
    screen.table(("", "spec", "says", "do"), rows, whole=("", "spec"))


def _say_each(found: dict[str, tuple[Tick, ...]]) -> None:
    rows = []
    for name, ticks in found.items():
        refused, advised = (
            [tick.name for tick in ticks if tick.good is False and tick.must is must] for must in (True, False)
        )
        rows.append((name, ", ".join(refused) or "ok", ", ".join(advised)))
    screen.table(("preset", "refused for", "advised otherwise"), rows, whole=("preset",))


def _say_off(ticks: tuple[Tick, ...]) -> None:
    """What may be otherwise, each on a line with the act."""
    for tick in ticks:
        if tick.good is False:
            screen.indented(f"{tick.name}: {tick.says}. {tick.act}")


def _mark(tick: Tick) -> str:
    return "advised" if tick.good is False and not tick.must else MARKS[tick.good]
