"""The last look at a film's cut, kept by what was looked at, so that it is made once."""

import contextlib
import threading
from collections.abc import Callable
from typing import Any

from vidpipe.engine.keeping import Keeping
from vidpipe.errors import Corrupt, MediaError, Refused
from vidpipe.film.cut import CutPlan
from vidpipe.film.finding import Finding
from vidpipe.film.unbranded import unbranded
from vidpipe.ports import Cached
from vidpipe.project.captioning import NO_FONT
from vidpipe.project.going import Going
from vidpipe.recipe import fingerprint
from vidpipe.stages.cutting import plan_of
from vidpipe.take import Take, Verb

VERSION = 2
"""Of what a review looks for: a higher one looks at every film again."""
FOUND = "findings"

_one = threading.Lock()
"""One film is looked at at a time in a process; who asks for the same gets what the first one found."""


class Reviewing(Going):
    """What is wrong with the cut that is shown, fresh or not, and what is mended by making it again."""

    @property
    def reviewed(self) -> tuple[Finding, ...] | None:
        """What the review of the cut found; None where there is no cut, or nobody has looked at it yet."""
        return self.reviewed_of()

    def reviewed_of(self, version: str = "") -> tuple[Finding, ...] | None:
        """The same of a version's cut. Raises NotFound, BadInput."""
        cut = self._shown_cut(version)
        known = None if cut is None else self._known(_key(cut))
        return None if cut is None or known is None else (*known, *self._beside(cut))

    def review(self, version: str = "", *, stopped: Callable[[], bool] = lambda: False) -> tuple[Finding, ...]:
        """Look at the cut, unless that was done: what is wrong, where, and what to do. It decodes the film once.

        Raises Refused where there is no cut, or it was brought from elsewhere; NotFound for a version that the film
        has not, MediaError, Corrupt, Stopped.
        """
        from vidpipe.media.review import review

        cut = self._shown_cut(version)
        if cut is None:
            raise Refused("There is no cut to review", remedy=f"Make it with: vidpipe resume {self.id}.")
        plan, key = plan_of(cut.recipe), _key(cut)
        with _one, self._store.using(self.id):
            known = self._known(key)
            if known is not None:
                return (*known, *self._beside(cut))
            blobs = self._store.blobs
            found = review(blobs.path(cut.digest), plan, blobs.path, stopped=stopped)
            told = {FOUND: [finding.plain() for finding in found]}
            self._store.derived.put(key, Cached(digest=cut.digest, mime=cut.mime, meta=told))
        return (*found, *self._beside(cut))

    def _beside(self, cut: Take) -> tuple[Finding, ...]:
        """What needs no look at the film, and is never kept, since words, brand and fonts change."""
        return (*_unlettered(cut), *self._banned())

    def _banned(self) -> tuple[Finding, ...]:
        """What the film's words use and its brand does not."""
        board, settings = self.storyboard, self.settings
        return tuple(unbranded(board, settings.brand, rate=settings.rate)) if board else ()

    def mend(self, version: str = "", *, wake: bool = True) -> None:
        """Have the cut that is shown made again, nothing kept of it: what a review tells to mend in this way.

        Without `wake` nobody begins: `finish` does. Raises Refused where there is no cut, or it is locked.
        """
        view, cut = self._cut_view(version), self._shown_cut(version)
        if view is None or cut is None:
            raise Refused("There is no cut to make again", remedy=f"Make it with: vidpipe resume {self.id}.")
        if view.locked:
            raise Refused(f"{view.slot} is locked", remedy="Unlock it first.")
        self._forget(plan_of(cut.recipe))
        if view.fresh:
            made = max(take.recipe.sample for take in self.takes(view.slot))
            self._decide([self._decision(view.slot, Verb.REROLL, value=str(made + 1))])
        self.redo(view.slot, wake=wake)

    def _forget(self, plan: CutPlan) -> None:
        """Let go of the pieces of a plan. A clip that is damaged or gone says so when the cut is made."""
        from vidpipe.media.assemble import FfmpegCutter

        outside = self._outside
        cutter = FfmpegCutter(shelf=Keeping(outside.store, outside.turns))
        with contextlib.suppress(MediaError, Corrupt), self._store.using(self.id):
            cutter.forget(plan, path=self._store.blobs.path, folder=outside.scratch)

    def _shown_cut(self, version: str) -> Take | None:
        """The cut that is shown, of which the plan is known: one that was brought from elsewhere has none."""
        view = self._cut_view(version)
        take = view.take if view else None
        return None if take is None or take.recipe.imported else take

    def _known(self, key: str) -> tuple[Finding, ...] | None:
        kept = self._store.derived.get(key)
        return None if kept is None else tuple(Finding.model_validate(row) for row in kept.meta[FOUND])


def _unlettered(cut: Take) -> tuple[Finding, ...]:
    """What was left out of a cut for want of a font. Where that has come since, the cut alone is to be made again."""
    left_out = [text for text in map(str, cut.meta.get("warnings", ())) if text.startswith(NO_FONT)]
    if not left_out:
        return ()
    from vidpipe.media.unlettered import unlettered

    said = "Words were left out for want of a font that is here now."
    again = Finding(kind="unlettered", says=said, act="Make the cut again.", step="cut")
    return tuple(unlettered(plan_of(cut.recipe))) or (again,)


def _key(cut: Take) -> str:
    """By the bytes of the cut and the plan they are held against."""
    plan: CutPlan = plan_of(cut.recipe)
    told: dict[str, Any] = {"review": cut.digest, "plan": plan.plain(), "version": VERSION}
    return fingerprint(told)
