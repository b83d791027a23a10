"""What can be made of a cut before all of its clips are there: each clip's own pieces as soon as it has arrived."""

import logging
from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable

from vidpipe.engine.outside import Outside
from vidpipe.engine.preview import film_stages
from vidpipe.errors import Stopped, VidpipeError
from vidpipe.film.catalogue import Role
from vidpipe.film.cut import CutPlan
from vidpipe.film.project import Film
from vidpipe.take import Attempt, Take

log = logging.getLogger("vidpipe.engine")


@runtime_checkable
class Early(Protocol):
    """A stage that assembles and can say what it will show while takes are missing."""

    def early(self, film: Film, takes: Mapping[str, Take]) -> tuple[CutPlan, frozenset[str]]:
        """The plan as far as it is known, and the media of it that are there."""


def prepare(outside: Outside, arrived: Attempt, *, stopped: Callable[[], bool]) -> None:
    """Have made what the clip of this attempt allows. Whatever goes wrong is left to the cut itself, which says so."""
    if outside.stage(arrived.stage).role is not Role.VIDEO or stopped():
        return
    try:
        plan = outside.plan(outside.store.records(arrived.project))
        if plan.film.storyboard is None or (plan.ahead and plan.ahead.coming):
            return  # a preview of it comes first; the rest is made when the film rests
        takes = {slot: view.take for slot, view in plan.slots.items() if view.take is not None}
        for stage in film_stages(outside.stages):
            if isinstance(stage, Early):
                wanted, ready = stage.early(plan.film, takes)
                path, folder = outside.store.blobs.path, outside.scratch
                outside.cutter(stopped).prepare(wanted, path=path, ready=ready, folder=folder)
    except Stopped:
        return
    except VidpipeError as error:
        log.info("nothing prepared of %s: %s", arrived.slot, error)
