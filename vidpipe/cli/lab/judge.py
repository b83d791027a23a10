"""`vidpipe lab rate`, `star`, `note` and `blind`: what a person thinks of results."""

import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.lab.acts import CellName, GridId, did
from vidpipe.cli.lab.cells import ending
from vidpipe.cli.lab.tallies import plain, table
from vidpipe.cli.options import Json
from vidpipe.errors import Refused
from vidpipe.ui import words

if TYPE_CHECKING:
    from vidpipe.film.verdict import Better, Tally
    from vidpipe.lab import CellView, Experiment
    from vidpipe.studio import Studio

ANSWERS: "dict[str, Better]" = {"1": "one", "2": "other", "b": "both", "n": "neither"}
MOST_ROUNDS = 40
BY: tuple[Literal["model", "wording"], ...] = ("model", "wording")
"""What the comparisons of one grid are counted by."""

Stars = Annotated[int, typer.Argument(metavar="STARS", help="1 to 5; 0 takes them back.", show_default=False)]
Words = Annotated[
    str, typer.Argument(metavar="NOTE", help="What is to be said of it; empty takes it back.", show_default=False)
]
Off = Annotated[bool, typer.Option("--off", help="Take the mark back.")]
Rounds = Annotated[
    int,
    typer.Option(
        "--rounds", metavar="N", min=0, max=1000, help="So many; else one for each result.", show_default=False
    ),
]
ByStars = Annotated[bool, typer.Option("--stars", help="One at a time, with 1 to 5 stars, instead of pairs.")]


def rate(grid: GridId, cell: CellName, stars: Stars, as_json: Json = False) -> int:
    """Give a result 1 to 5 stars."""
    said = words.count(stars, "star")
    return did(grid, cell, as_json=as_json, act=lambda experiment, slot: experiment.rate(slot, stars), said=said)


def star(grid: GridId, cell: CellName, off: Off = False, as_json: Json = False) -> int:
    """Mark a result as one to come back to."""
    said = "mark taken back" if off else "marked"
    return did(grid, cell, as_json=as_json, act=lambda experiment, slot: experiment.star(slot, not off), said=said)


def note(grid: GridId, cell: CellName, text: Words, as_json: Json = False) -> int:
    """Write a note about a result."""
    said = "noted" if text.strip() else "note taken back"
    return did(grid, cell, as_json=as_json, act=lambda experiment, slot: experiment.remark(slot, text), said=said)


def blind(grid: GridId, rounds: Rounds = 0, stars: ByStars = False, as_json: Json = False) -> int:
    """Compare results not knowing who made them. What won is said at the end."""
    with workspace.opened() as studio, tempfile.TemporaryDirectory(prefix="vidpipe-blind-") as folder:
        experiment = studio.lab.open(grid)
        sitting = Sitting(studio, experiment, Path(folder), quietly=as_json)
        judged = sitting.rate(rounds) if stars else sitting.compare(rounds)
        found: dict[str, list[Tally]] = {name: studio.lab.tally(name, grid=experiment.id) for name in BY}
    if as_json:
        screen.answer(
            {"grid": experiment.id, "judged": judged} | {f"{by}s": list(map(plain, rows)) for by, rows in found.items()}
        )
    else:
        _say_standing(found, judged)
    return 0


class Sitting:
    """One sitting of blind comparing. Files stand in a folder of its own under names that say nothing."""

    def __init__(self, studio: "Studio", experiment: "Experiment", folder: Path, *, quietly: bool) -> None:
        self._studio, self._experiment, self._folder = studio, experiment, folder
        self._say = screen.complain if quietly else screen.say
        self._shown = 0

    def compare(self, rounds: int) -> int:
        """Pairs, until enough; how many were judged. Raises Refused where there are no two results."""
        done = sum(bool(cell.digest) for cell in self._experiment.view.cells)
        for number in range(rounds or min(done, MOST_ROUNDS)):
            pair = self._experiment.pair(seed=random.randrange(2**31))
            if pair is None:
                raise Refused("There are no two results to compare", remedy=self._make_first())
            self._say(f"Pair {number + 1}. Which is better?")
            for mark, cell in enumerate(pair, 1):
                self._show(str(mark), cell)
            answer = self._ask("1, 2, b both, n neither, q enough", ANSWERS)
            if answer is None:
                return number
            self._experiment.judge(pair[0].slot, pair[1].slot, ANSWERS[answer])
        return rounds or min(done, MOST_ROUNDS)

    def rate(self, rounds: int) -> int:
        """One by one in any order; how many got stars. Raises Refused where there is no result."""
        done = [cell for cell in self._experiment.view.cells if cell.digest]
        if not done:
            raise Refused("There is no result to rate", remedy=self._make_first())
        random.shuffle(done)
        for number, cell in enumerate(done[: rounds or None]):
            self._show(f"{number + 1} of {len(done)}", cell)
            answer = self._ask("1 to 5 stars, 0 none, q enough", "012345")
            if answer is None:
                return number
            self._experiment.rate(cell.slot, int(answer), blind=True)
        return len(done[: rounds or None])

    def _make_first(self) -> str:
        return f"Make them first: vidpipe lab resume {self._experiment.id}"

    def _show(self, mark: str, cell: "CellView") -> None:
        """A text as it is, anything else as a file to open; none of it says who made it."""
        self._shown += 1
        if cell.text:
            self._say(f"{mark}:")
            for line in cell.text.splitlines():
                self._say(line)
            return
        file = self._folder / f"{self._shown:03d}{ending(cell.mime)}"
        shutil.copyfile(self._studio.media(cell.digest)[0], file)
        self._say(f"{mark}: {file}")

    def _ask(self, question: str, answers: Any) -> str | None:
        """The answer; None where it is enough, or nobody is there."""
        while True:
            self._say(f"({question})")
            line = sys.stdin.readline()
            said = line.strip().lower()[:1]
            if not line or said == "q":
                return None
            if said and said in answers:
                return said


def _say_standing(found: "dict[str, list[Tally]]", judged: int) -> None:
    if not judged:
        screen.say("Nothing was judged.")
        return
    screen.say(f"{judged} judged. What all comparisons and stars of this grid say:")
    for name, lines in found.items():
        if len(lines) > 1 or name == "model":
            table(name, lines)
