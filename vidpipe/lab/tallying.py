"""What all results of the lab together tell of models, templates and wordings: yield, stars, time and cost. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median_low

from vidpipe.film.grid import Grid
from vidpipe.film.template import Template
from vidpipe.film.verdict import Duel, Made, Rating, Tally
from vidpipe.stages.cells import cells

KEPT_STARS = 3
Naming = Callable[[Made], str]


@dataclass
class Pot:
    """What is counted under one name: each result once, by its key, however often the cache gave it again."""

    roles: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    took: list[int] = field(default_factory=list)
    made: int = 0
    micros: int = 0
    won: int = 0
    lost: int = 0


def tally_of(
    made: Iterable[Made],
    *,
    name: Naming,
    ratings: Mapping[str, Rating],
    used: set[str],
    duels: Iterable[Duel],
) -> list[Tally]:
    """One line for each name, the one with the largest share of kept results first. Results without a name count for
    none. `used` are keys of results that went into a film."""
    pots: dict[str, Pot] = defaultdict(Pot)
    names: dict[str, set[str]] = defaultdict(set)
    for each in made:
        called = name(each)
        if called:
            _put(pots[called], each)
            names[each.key].add(called)
    for duel in duels:
        _judge(pots, names, duel)
    lines = [_line(called, pot, ratings, used) for called, pot in pots.items()]
    return sorted(lines, key=lambda line: (-line.share, -line.stars, line.won < line.lost, line.name))


def _put(pot: Pot, each: Made) -> None:
    pot.roles.add(each.role)
    pot.keys.add(each.key)
    pot.micros += each.cost
    if not each.cached:
        pot.made += 1
        pot.took += [each.took] if each.took else []


def _judge(pots: Mapping[str, Pot], names: Mapping[str, set[str]], duel: Duel) -> None:
    """Between two names, not within one. Where neither was good both lost."""
    one, other = names.get(duel.one, set()), names.get(duel.other, set())
    for called in one - other:
        pots[called].won += duel.better == "one" and bool(other)
        pots[called].lost += duel.better in ("other", "neither") and bool(other)
    for called in other - one:
        pots[called].won += duel.better == "other" and bool(one)
        pots[called].lost += duel.better in ("one", "neither") and bool(one)


def _line(name: str, pot: Pot, ratings: Mapping[str, Rating], used: set[str]) -> Tally:
    said = {key: ratings.get(key, Rating()) for key in pot.keys}
    stars = [rating.stars for rating in said.values() if rating.stars]
    kept = [key for key, rating in said.items() if rating.stars >= KEPT_STARS or rating.starred or key in used]
    return Tally(
        name=name,
        role=pot.roles.pop() if len(pot.roles) == 1 else "",
        results=len(pot.keys),
        made=pot.made,
        kept=len(kept),
        rated=len(stars),
        stars=round(10 * sum(stars) / len(stars)) if stars else 0,
        milliseconds=median_low(pot.took) if pot.took else 0,
        micros=pot.micros,
        won=pot.won,
        lost=pot.lost,
    )


# ---------------------------------------------------------------- names


def by_wording(grids: Mapping[str, Grid]) -> Naming:
    """The wording of a result's cell, its places open; '' for a cell that its grid has not."""

    def name(made: Made) -> str:
        grid = grids.get(made.project)
        cell = cells(grid).get(made.slot) if grid else None
        return grid.wordings[cell.point.wording] if grid and cell else ""

    return name


def by_template(grids: Mapping[str, Grid], templates: Sequence[Template]) -> Naming:
    """The template whose words a result's grid says, whatever its values and models; '' where there is none."""
    known: dict[tuple[object, ...], str] = {}
    for template in templates:
        known.setdefault((template.role, template.system, frozenset(template.wordings)), template.name)
    named = {
        project: known.get((grid.role, grid.system, frozenset(grid.wordings)), "") for project, grid in grids.items()
    }
    return lambda made: named.get(made.project, "")
