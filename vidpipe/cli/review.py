"""`vidpipe review`: the last look at a finished film."""

from typing import Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.options import Json, ProjectId, VersionOf
from vidpipe.engine.overview import Overview
from vidpipe.film.finding import Finding
from vidpipe.film.version import meant

FOUND = 3
"""The exit code of `--strict` where something was found."""

Strict = Annotated[bool, typer.Option("--strict", help="Leave with code 3 where anything is found.")]


Mend = Annotated[
    bool, typer.Option("--mend", help="Where it helps to make the cut again, do, and look at that. Nothing is paid.")
]


def review(
    project: ProjectId, version: VersionOf = "", strict: Strict = False, mend: Mend = False, as_json: Json = False
) -> int:
    """Look at the finished film: what is wrong, where, and what to do. It is looked at once."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        found = film.review(version)
        if mend and any(finding.step == "cut" for finding in found):
            screen.complain(f"{film.title}: the cut is made again.")
            film.mend(version, wake=False)
            film.finish()
            found = film.review(version)
        now = film.overview
    numbers = {row.scene.id: row.index for row in now.scenes}
    if as_json:
        told = [finding.plain() | {"number": numbers.get(finding.scene)} for finding in found]
        fresh = _fresh(now, version)
        screen.answer({"project": now.id, "title": now.title, "fresh": fresh, "findings": told})
    else:
        _say(now, found, numbers, fresh=_fresh(now, version))
    return FOUND if strict and found else 0


def _fresh(film: Overview, version: str) -> bool:
    return any(film.slots[name].fresh for name in meant(version, film.slots))


def _say(film: Overview, found: tuple[Finding, ...], numbers: dict[str, int], *, fresh: bool) -> None:
    if not fresh:
        screen.complain(f"The film was changed since this cut. Make it anew: vidpipe resume {film.id}")
    if not found:
        screen.say(f"{film.title}: nothing found")
        return
    screen.say(f"{film.title}: {len(found)} found")
    rows = [_row(finding, numbers) for finding in found]
    screen.table(("scene", "time", "what", "do"), rows, whole=("scene", "time"))


def _row(finding: Finding, numbers: dict[str, int]) -> tuple[Any, ...]:
    number = numbers.get(finding.scene, "gone") if finding.scene else "film"
    time = f"{finding.start:.1f}–{finding.start + finding.seconds:.1f} s" if finding.seconds else ""
    return number, time, finding.says, finding.act
