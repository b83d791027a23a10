"""The lab of a workspace: price a grid, run it, find it again; templates; what all results together tell."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from vidpipe.casting import need_keys
from vidpipe.errors import BadInput, NotFound, Refused
from vidpipe.film.batch import Batch, BatchPlan
from vidpipe.film.grid import MOST_CELLS, Grid
from vidpipe.film.noun import Noun
from vidpipe.film.tariff import dollars
from vidpipe.film.template import Template
from vidpipe.film.verdict import Made, Tally
from vidpipe.lab import batch as sets
from vidpipe.lab.asking import grid_from, settings_of
from vidpipe.lab.batch import BatchPrice
from vidpipe.lab.experiment import USED, Experiment
from vidpipe.lab.filmset import Set
from vidpipe.lab.pricing import GridPrice, price_of
from vidpipe.lab.scenes import grid_of_slot
from vidpipe.lab.shelf import chosen, exported, grid_of, taken_in, template_of
from vidpipe.lab.tallying import Naming, by_template, by_wording, tally_of
from vidpipe.project import Project
from vidpipe.recipe import fingerprint
from vidpipe.workshop import Workshop

if TYPE_CHECKING:
    from vidpipe.store.lab import GridRow

MOST_USED = 10_000
"""Uses of results that a tally looks at, the newest first."""


class Run(Noun):
    """A grid in the history."""

    id: str
    name: str
    grid: Grid
    results: int
    spent: int
    created: datetime
    updated: datetime
    trashed: bool = False


class Lab:
    """`Studio.lab`. A grid is fixed: another prompt, model or seed is another grid, whose known cells cost nothing."""

    def __init__(self, shop: Workshop) -> None:
        self._shop = shop
        self._book = shop.store.lab

    # ------------------------------------------------------------ grids

    def grid(self, prompts: str | list[str], **asked: Any) -> Grid:
        """A grid from a person's words; see vidpipe.lab.asking.grid_from. Raises BadInput."""
        said = [prompts] if isinstance(prompts, str) else list(prompts)
        return grid_from(self._shop.outside.catalogue(), prompts=said, **asked)

    def from_scene(
        self, film: Project, slot: str, *, models: Sequence[str] = (), seeds: int | Sequence[int] = 1
    ) -> Grid:
        """A slot of a film as a grid: its very request, so that the cache answers it while nothing is changed.

        Seeds that are only counted go up from the scene's own. Raises NotFound, BadInput, and Refused for a slot whose
        inputs are not there yet.
        """
        return grid_of_slot(self._shop, film, slot, models=models, seeds=seeds)

    def price(self, grid: Grid) -> GridPrice:
        """What it would cost now; nothing is written and no key is needed. Raises BadInput."""
        return price_of(self._shop, grid)

    def create(self, grid: Grid, *, budget: int | None = None) -> Experiment:
        """The grid's project; the one that is there where the very same grid was run before. Nothing runs yet.

        `budget` is in micro-dollars, else the workspace's for a film. Raises BadInput for one that is too large, which
        says its price, or that no model would take, Refused where a model needs a key that is not here.
        """
        found = price_of(self._shop, grid)
        if found.over:
            raise BadInput(
                f"The grid has {found.cells:,} cells ({_about(found)}); {MOST_CELLS} are the most",
                remedy="Take fewer prompts, values, models or seeds.",
            )
        if len(found.refused) == found.cells:
            raise BadInput(next(iter(found.refused.values())), remedy="Change the grid.")
        need_keys([line.model for line in found.models if line.cached < line.cells], self._shop.outside.providers)
        name = name_of(grid)
        if budget is None and (dollars := self._shop.house.preferences.project_budget_usd) is not None:
            budget = round(dollars * 1_000_000)
        known = {row.id: row for row in self._shop.store.projects() if row.kind == "grid"}
        if name not in known:
            self._new(name, grid, budget)
        return Experiment(self._shop, name)

    def _new(self, name: str, grid: Grid, budget: int | None) -> None:
        """Made, or taken out of the trash; another tab may have been first."""
        store = self._shop.store
        if any(row.id == name for row in store.projects(trashed=True)):
            return store.trash(name, False, actor=self._shop.actor)
        settings = settings_of(grid, budget=budget)
        try:
            store.create(name, settings, title=settings.name or settings.prompt[:60], actor=self._shop.actor)
        except Refused:
            store.records(name)
        return None

    def open(self, grid_id: str) -> Experiment:
        """The grid with this id or a beginning that only it has. Raises NotFound."""
        known = [
            row.id for gone in (False, True) for row in self._shop.store.projects(trashed=gone) if row.kind == "grid"
        ]
        fitting = [name for name in known if name == grid_id] or [name for name in known if name.startswith(grid_id)]
        if len(fitting) == 1 and grid_id:
            return Experiment(self._shop, fitting[0])
        raise NotFound(f"There is no grid {grid_id!r}", remedy="List them with: vidpipe lab list.")

    def history(self, search: str = "", *, role: str = "", trashed: bool = False) -> list[Run]:
        """The grids that have every word of `search` in their name, prompts, values or models; the newest first."""
        words = search.lower().split()
        found = [_run(row) for row in self._book.grids(trashed=trashed) if row.settings.grid]
        return [run for run in found if role in ("", run.grid.role) and all(word in _said(run) for word in words)]

    # ------------------------------------------------------------ templates

    def templates(self, role: str = "") -> list[Template]:
        """All, or those of a role, by name."""
        return [template for template in self._book.templates() if role in ("", template.role)]

    def save_template(self, grid: Grid, *, name: str, note: str = "", over: bool = False) -> Template:
        """Keep a grid's prompts, values, models, options and seeds under a name. Raises BadInput for a name that is
        none, Refused for one that is there, unless it goes `over` it."""
        template = template_of(grid, name=name, note=note)
        self._book.save_template(template, actor=self._shop.actor, over=over)
        return template

    def remove_template(self, name: str) -> None:
        """Raises NotFound."""
        self._book.remove_template(name)

    def grid_of(
        self,
        template: Template | str,
        *,
        models: Sequence[str] = (),
        values: Sequence[Mapping[str, str]] = (),
        seeds: int | Sequence[int] = (),
    ) -> Grid:
        """A template as a grid, with other models, values or seeds where they are given. Models that are gone are left
        out. Raises NotFound, BadInput."""
        found = chosen(self._book.templates(), [template])[0] if isinstance(template, str) else template
        return grid_of(self._shop, found, models=models, values=values, seeds=seeds)

    def export_templates(self, names: Sequence[str] = ()) -> bytes:
        """These templates, or all, as one file. Raises NotFound."""
        return exported(chosen(self._book.templates(), names))

    def import_templates(self, data: bytes, *, over: bool = False) -> list[str]:
        """The templates of a file, all or none; their names. Raises BadInput for what is none, Refused for a name that
        is there, unless they go `over` it."""
        return taken_in(self._shop, data, over=over)

    # ------------------------------------------------------------ what it all tells

    def tally(
        self, by: Literal["model", "template", "wording"] = "model", *, role: str = "", grid: str = ""
    ) -> list[Tally]:
        """All results of the lab, or of one grid, by model, template or wording: how many were made and kept, stars,
        time, cost and duels. Grids in the trash do not count. Raises BadInput, and NotFound for a grid."""
        project = self.open(grid).id if grid else ""
        made = [each for each in self._book.made(project) if role in ("", each.role)]
        grids = {row.summary.id: row.settings.grid for row in self._book.grids() if row.settings.grid}
        namings: dict[str, Callable[[], Naming]] = {
            "model": lambda: lambda each: each.model,
            "template": lambda: by_template(grids, self._book.templates()),
            "wording": lambda: by_wording(grids),
        }
        if by not in namings:
            raise BadInput(f"Nothing is counted by {by!r}", remedy=f"Count by {', '.join(namings)}.")
        return tally_of(
            made,
            name=namings[by](),
            ratings=self._book.ratings(each.key for each in made),
            used=self._used(made),
            duels=self._book.duels(project),
        )

    def _used(self, made: Sequence[Made]) -> set[str]:
        """The keys of results that went into a film."""
        happened = self._shop.store.happened(project="", slot="", kinds=(USED,), before=0, limit=MOST_USED)
        slots = {(event.project, event.slot) for event in happened}
        return {each.key for each in made if (each.project, each.slot) in slots}

    # ------------------------------------------------------------ sets of films

    def batch(self, film: Project, **table: Any) -> BatchPlan:
        """A table of `hooks`, `calls`, `languages` and `aspects`, with a `title`. Raises BadInput, Refused."""
        return sets.plan_of(film, **table)

    def price_batch(self, plan: BatchPlan) -> BatchPrice:
        """What its films would cost: what differs, once. Nothing is written and no key is needed. Raises BadInput."""
        return sets.price_of(self._shop, Project(self._shop, plan.base), plan)

    def make_batch(self, plan: BatchPlan, *, budget: int | None = None) -> Set:
        """The films of the table, none of them running yet; `budget`, in micro-dollars, is each film's. The same table
        again opens what is there, and makes what is missing. Raises BadInput, and Refused where a key is missing."""
        return sets.make(self._shop, Project(self._shop, plan.base), plan, budget=budget)

    def batches(self) -> list[Batch]:
        """All sets, the newest first."""
        return self._book.batches()

    def open_batch(self, batch_id: str) -> Set:
        """The set with this id or a beginning that only it has. Raises NotFound."""
        return sets.open_set(self._shop, batch_id)


def name_of(grid: Grid) -> str:
    """The id of a grid's project: the same grid has the same, so that nothing is run twice."""
    data: Mapping[str, Any] = grid.plain()
    return "g" + fingerprint({name: value for name, value in data.items() if name != "name"})[:19]


def _about(price: GridPrice) -> str:
    """A price in words, for a refusal."""
    if not price.micros:
        return "free"
    return f"about {dollars(price.micros.most)}" if price.micros.known else "its price is unknown"


def _run(row: "GridRow") -> Run:
    settings, summary = row.settings, row.summary
    if settings.grid is None:
        raise NotFound(f"{summary.id} is no grid", remedy="List the grids with: vidpipe lab list.")
    return Run(
        id=summary.id,
        name=settings.name or settings.prompt[:60],
        grid=settings.grid,
        results=row.results,
        spent=row.spent,
        created=summary.created,
        updated=summary.updated,
        trashed=summary.trashed,
    )


def _said(run: Run) -> str:
    values = [value for row in run.grid.values for value in row.values()]
    return " ".join([run.name, *run.grid.wordings, *values, *run.grid.models]).lower()
