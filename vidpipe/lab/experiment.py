"""One grid that runs or ran: its cells as they are, what is thought of them, and work on them."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime

from vidpipe.errors import BadInput, NotFound, Refused
from vidpipe.film.cost import Cost, total
from vidpipe.film.grid import Grid
from vidpipe.film.noun import Noun
from vidpipe.film.verdict import Better, Duel, Rating
from vidpipe.lab.differing import Difference, difference
from vidpipe.lab.pricing import usual
from vidpipe.lab.saying import alone, as_code, as_command
from vidpipe.lab.using import preview_style, style_change, use
from vidpipe.ports import Event, Records
from vidpipe.project import Project
from vidpipe.project.directing import said
from vidpipe.project.remedying import Remedying
from vidpipe.stages.cells import Cell, cells
from vidpipe.take import Attempt, Preview, SlotView, State, Take

ASK = (State.FAILED, State.BLOCKED, State.UNCERTAIN)
"""What needs a person; the other cells go on."""
HELD = (State.BLOCKED, State.UNCERTAIN)
"""What going on with the grid does not send again."""
USED = "used"
"""The event that a result went into a film."""
MOST_TEXT = 40_000
"""Bytes of an answer that a page shows."""


class CellView(Noun):
    """A cell as a page shows it. The numbers from `wording` to `seed` are indexes into the grid's parts.

    `digest` is '' while nothing is there. `micros` is what it cost, or what making it may cost; `milliseconds` how long
    it took, of a cached one how long it took when it was made (0 where nobody knows), of one at work how long it
    usually takes. `key` names the result over all grids.
    """

    slot: str
    key: str
    number: int
    wording: int
    row: int
    option: int
    seed: int
    model: str
    prompt: str
    state: State
    digest: str = ""
    mime: str = ""
    take: int = 0
    text: str = ""
    progress: int = 0
    message: str = ""
    failure: str = ""
    cached: bool = False
    micros: Cost = Cost()
    milliseconds: int = 0
    rating: Rating = Rating()


class GridView(Noun):
    """A grid as a page shows it. `ahead` is what going on may cost, what failed with it; `moving` how many cells are at
    work or wait."""

    id: str
    name: str
    grid: Grid
    cells: tuple[CellView, ...]
    spent: int
    ahead: Cost
    budget: int | None
    done: int
    moving: int
    asking: int
    running: bool
    events: int
    created: datetime
    updated: datetime
    trashed: bool = False

    def cell(self, slot: str) -> CellView:
        """Raises NotFound."""
        for cell in self.cells:
            if cell.slot == slot:
                return cell
        raise NotFound(f"The grid has no cell {slot!r}", remedy="Open the grid again.")


class Experiment(Remedying):
    """A grid's project. `start`, `run`, `stop`, `resume`, `retry`, `cancel`, `settle` are those of a film."""

    @property
    def grid(self) -> Grid:
        return _grid_in(self._read()[0])

    @property
    def view(self) -> GridView:
        """The grid as it is now. Reads plan, ratings and times; looks at no file."""
        glance = self._shop.glances.of(self.id)
        seen, records = glance.overview, glance.records
        grid = _grid_in(records)
        shown = self._cells(grid, records, seen.slots)
        return GridView(
            id=self.id,
            name=records.settings.name or records.settings.prompt[:60],
            grid=grid,
            cells=shown,
            spent=seen.spent + seen.reserved,
            ahead=total(cell.micros for cell in shown if not cell.digest and cell.state not in HELD),
            budget=records.settings.budget,
            done=sum(bool(cell.digest) for cell in shown),
            moving=sum(cell.state in (State.QUEUED, State.RUNNING) for cell in shown),
            asking=sum(cell.state in ASK for cell in shown),
            running=not seen.status.resting,
            events=seen.events,
            created=seen.created,
            updated=seen.updated,
            trashed=seen.trashed,
        )

    def _cells(self, grid: Grid, records: Records, slots: Mapping[str, SlotView]) -> tuple[CellView, ...]:
        found = cells(grid)
        rated = self._store.lab.ratings(cell.recipe.key for cell in found.values())
        tries = {attempt.slot: attempt for attempt in records.attempts}
        cached = [cell.recipe.key for slot, cell in found.items() if slot in tries and tries[slot].cached]
        known = self._store.lab.took(cached)
        usually = {model: usual(self._shop, model) for model in grid.models}
        shown = []
        for number, (slot, cell) in enumerate(found.items(), 1):
            if slot not in slots:
                continue
            times = known.get(cell.recipe.key, 0), usually[cell.point.model]
            seen = _seen(cell, number, slots[slot], tries.get(slot), times)
            said = {"rating": rated.get(cell.recipe.key, Rating()), "text": self._text(seen)}
            shown.append(seen.model_copy(update=said))
        return tuple(shown)

    def _text(self, cell: CellView) -> str:
        """What a writer answered; '' for pictures and sound."""
        if not cell.mime.startswith(("text/", "application/json")):
            return ""
        return self._store.blobs.path(cell.digest).read_bytes()[:MOST_TEXT].decode(errors="replace")

    def _key(self, slot: str) -> str:
        """Raises NotFound."""
        cell = cells(self.grid).get(slot)
        if cell is None:
            raise NotFound(f"The grid has no cell {slot!r}", remedy="Open the grid again.")
        return cell.recipe.key

    def _say_changed(self, slot: str, what: str) -> None:
        self._store.log(Event(project=self.id, slot=slot, what=what, detail={"actor": self._shop.actor}))

    # ------------------------------------------------------------ what is thought of it

    def rate(self, slot: str, stars: int, *, blind: bool = False) -> None:
        """1 to 5 stars, 0 for none. Raises BadInput, NotFound."""
        if not 0 <= stars <= 5:
            raise BadInput(f"{stars} stars cannot be given", remedy="Give 1 to 5, or 0 to take them back.")
        self._store.lab.rate(self._key(slot), stars=stars, blind=blind, actor=self._shop.actor)
        self._say_changed(slot, f"rated {stars}")

    def star(self, slot: str, starred: bool = True) -> None:
        """Mark a result, or take the mark back."""
        self._store.lab.rate(self._key(slot), starred=starred, actor=self._shop.actor)
        self._say_changed(slot, "starred" if starred else "unstarred")

    def remark(self, slot: str, note: str) -> None:
        """A note about a result; an empty one takes it back. Raises BadInput for one that is too long or no text."""
        self._store.lab.rate(self._key(slot), note=said(note), actor=self._shop.actor)
        self._say_changed(slot, "noted")

    def pair(self, *, seed: int = 0) -> tuple[CellView, CellView] | None:
        """Two results that were compared least, their sides by chance of the seed; None where there are not two."""
        done = [cell for cell in self.view.cells if cell.digest]
        judged = self._store.lab.duels(self.id)
        met = [frozenset((duel.one, duel.other)) for duel in judged]
        seen = [key for duel in judged for key in (duel.one, duel.other)]
        dice = random.Random(f"{self.id}{len(judged)}{seed}")
        pairs = [(a, b) for n, a in enumerate(done) for b in done[n + 1 :] if a.digest != b.digest]
        dice.shuffle(pairs)
        pairs.sort(key=lambda two: (met.count(frozenset((two[0].key, two[1].key))), _alike(*two), _times(seen, two)))
        if not pairs:
            return None
        one, other = pairs[0]
        return (one, other) if dice.random() < 0.5 else (other, one)

    def judge(self, one: str, other: str, better: Better) -> None:
        """Which of two cells (by slot) is better. Raises NotFound."""
        duel = Duel(one=self._key(one), other=self._key(other), better=better, actor=self._shop.actor)
        self._store.lab.judge(self.id, duel)
        self._say_changed(one, "judged")

    @property
    def duels(self) -> list[Duel]:
        return self._store.lab.duels(self.id)

    def as_cli(self, slot: str = "") -> str:
        """A command that makes the grid, or one cell, again; what is there costs nothing.

        Raises NotFound, and Refused where no command says it, as when the film it was opened from changed since.
        """
        return as_command(self._shop, self._part(slot))

    def as_python(self, slot: str = "") -> str:
        """Code that makes the grid, or one cell, again. Raises NotFound."""
        return as_code(self._part(slot))

    def _part(self, slot: str) -> Grid:
        """The grid, or that of one cell."""
        if not slot:
            return self.grid
        self._key(slot)
        return alone(self.grid, cells(self.grid)[slot])

    def differ(self, one: str, other: str) -> Difference:
        """How two cells differ: their prompts and texts word by word, model, seed, options and values.

        Raises NotFound.
        """
        known = cells(self.grid)
        for slot in (one, other):
            self._key(slot)
        view = self.view
        texts = view.cell(one).text, view.cell(other).text
        return difference(self.grid, known[one], known[other], texts=texts)

    # ------------------------------------------------------------ use it

    def use(self, slot: str, film: Project, film_slot: str, *, with_words: bool = False) -> Take:
        """Show a cell's result in a film: in a slot of its kind, or in the one of a scene (`scene/ID`). A text becomes
        a scene's line, or the film's brief or storyboard.

        `with_words` has the scene say what the cell says, too. Raises NotFound, BadInput for a slot of another kind,
        Refused for a locked slot or a cell without a result, MediaError.
        """
        cell, take = self._result(slot)
        shown = use(self._shop, self.id, self.grid, cell, take, film, film_slot, with_words=with_words)
        detail = {"actor": self._shop.actor, "film": film.id, "into": film_slot}
        self._store.log(Event(project=self.id, slot=slot, what=USED, detail=detail))
        return shown

    def style_preview(self, slot: str, film: Project) -> Preview:
        """What `make_style` would make stale, and what making it again would cost. Writes nothing. Raises as it."""
        return preview_style(film, style_change(self._shop, self.grid, *self._result(slot)))

    def make_style(self, slot: str, film: Project) -> None:
        """Have a picture's colours and look be the film's style. Nothing is made again by that alone.

        Raises NotFound, BadInput for what has no look, Refused where there is no storyboard, or a locked scene.
        """
        film.revise(style_change(self._shop, self.grid, *self._result(slot)))
        detail = {"actor": self._shop.actor, "film": film.id, "into": "storyboard:style"}
        self._store.log(Event(project=self.id, slot=slot, what=USED, detail=detail))

    def _result(self, slot: str) -> tuple[Cell, Take]:
        """A cell and what it shows. Raises NotFound, Refused."""
        cell, view = cells(self.grid).get(slot), self._read()[1].slots.get(slot)
        if cell is None or view is None:
            raise NotFound(f"The grid has no cell {slot!r}", remedy="Open the grid again.")
        if view.take is None:
            raise Refused("This cell has no result yet", remedy="Run the grid first.")
        return cell, view.take


def _grid_in(records: Records) -> Grid:
    """Raises NotFound where it is a film."""
    found = records.settings.grid
    if found is None:
        raise NotFound(f"{records.project.id} is a film, not a grid", remedy="List the grids with: vidpipe lab list.")
    return found


def _alike(one: CellView, other: CellView) -> bool:
    """Two of one model and one wording tell less than two that differ in either."""
    return (one.model, one.wording, one.row) == (other.model, other.wording, other.row)


def _times(seen: Sequence[str], two: tuple[CellView, CellView]) -> int:
    return seen.count(two[0].key) + seen.count(two[1].key)


def _seen(cell: Cell, number: int, view: SlotView, tried: Attempt | None, times: tuple[int, int]) -> CellView:
    """`times`: how long it took when it was made for another grid, and how long its model usually takes."""
    point, take = cell.point, view.take
    cached = bool(tried and tried.cached and take)
    return CellView(
        slot=cell.slot,
        key=cell.recipe.key,
        number=number,
        wording=point.wording,
        row=point.row,
        option=point.option,
        seed=point.seed,
        model=point.model,
        prompt=point.prompt,
        state=State.READY if take and view.state is State.APPROVED else view.state,
        digest=take.digest if take else "",
        mime=take.mime if take else "",
        take=take.id if take else 0,
        progress=view.progress,
        message=view.message,
        failure=view.failure,
        cached=cached,
        micros=Cost(take.cost) if take else view.price,
        milliseconds=(times[0] if cached else _took(tried)) if take else times[1],
    )


def _took(tried: Attempt | None) -> int:
    if tried is None or tried.started is None or tried.ended is None:
        return 0
    return max(1, round((tried.ended - tried.started).total_seconds() * 1000))
