"""The takes of a film's clips that a person may turn to next, and what of a cut would be seen otherwise with each."""

from collections.abc import Iterator, Mapping
from itertools import islice, zip_longest

from vidpipe.engine.early import Early
from vidpipe.engine.plan import Plan
from vidpipe.engine.standing import Standing
from vidpipe.film.catalogue import Role
from vidpipe.film.cut import CutPlan
from vidpipe.ports import Stage
from vidpipe.take import Take

OF_A_CLIP, OF_A_FILM = 2, 24
"""How many takes beside the one that is shown, the newest first: each costs a second or two of a computer at rest."""


def others(plan: Plan, standing: Standing, stages: Mapping[str, Stage]) -> Iterator[Take]:
    """Takes beside those that are shown, the newest of every clip first; none that was rejected or whose file is gone.

    `standing` knows which files are gone.
    """
    found = []
    for view in plan.slots.values():
        if view.take is not None and stages[view.stage].role is Role.VIDEO:
            usable = [take for take in reversed(standing.takes(view.slot)) if _usable(take, view.take, standing)]
            found.append(usable[:OF_A_CLIP])
    in_turn = (take for row in zip_longest(*found) for take in row if take is not None)
    return islice(in_turn, OF_A_FILM)


def _usable(take: Take, shown: Take, standing: Standing) -> bool:
    moving = take.mime.startswith("video/") and take.digest != shown.digest
    return moving and not standing.gone(take) and not standing.rejected(take)


def turned(plan: Plan, stage: Early, takes: Mapping[str, Take], take: Take) -> tuple[CutPlan, frozenset[str]]:
    """What the stage would show with this take, and the media of it that stand beside each other with the take."""
    wanted, ready = stage.early(plan.film, {**takes, take.slot: take})
    places = [place for place, shot in enumerate(wanted.shots) if shot.media == take.digest]
    near = {shot.media for place in places for shot in wanted.shots[max(0, place - 1) : place + 2]}
    return wanted, ready & near
