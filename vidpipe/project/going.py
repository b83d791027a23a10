"""A film goes on: start, run, stop, resume, cut again. Workers do the work; here they are woken and watched."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from vidpipe.casting import roles_used
from vidpipe.engine import estimate
from vidpipe.engine.consent import terms
from vidpipe.engine.estimate import Estimate
from vidpipe.engine.overview import Overview
from vidpipe.engine.standing import Standing
from vidpipe.errors import Busy, Refused
from vidpipe.film.catalogue import Role
from vidpipe.film.project import STAGES, Film, Wish
from vidpipe.film.slot import language_of, parse
from vidpipe.project.revising import Revising
from vidpipe.take import Decision, SlotView, State, Verb

WATCH_SECONDS = 0.3


class Going(Revising):
    """Wishes and consent, and the work that follows from them."""

    def start(self, until: str = "") -> None:
        """Wish it to run and wake a worker; returns at once."""
        self._wish_run(until)
        self.wake()

    def wake(self) -> None:
        """Have a worker look at the film: what was asked for is made, whatever the wish; nothing else changes."""
        self._shop.start_worker()
        self._shop.nudge(self.id)

    def redo(self, slot_or_scene: str = "", *, wake: bool = True) -> None:
        """Agree that what is stale is made again: one slot, one scene (`scene/ID`), or the whole film, which then runs.

        Without `wake` nobody begins: `finish` does. Raises NotFound, and Refused where something that it is made from
        must be made first or a model needs a key that is not here.
        """
        if not slot_or_scene:
            self._ask_again(self._read()[1].slots, refused=False)
            return self.start()
        views = self._slots_of(self._lockable(slot_or_scene))
        waits = views[0].waits_for if len(views) == 1 else ()
        if waits:
            remedy = "Redo that and approve it, or redo the whole scene, or the film."
            raise Refused(f"{waits[0]} comes first: it is stale, or not approved", remedy=remedy)
        self._need_keys(view.slot for view in views)
        self._ask_again([view.slot for view in views])
        self._decide([self._consent(slot_or_scene)])
        return self.wake() if wake else None

    def redo_estimate(self, slot_or_scene: str = "") -> Estimate:
        """The price of `redo`: of one slot, one scene, or all that is still to be made. Raises NotFound."""
        if not slot_or_scene:
            return self.estimate()
        names = [view.slot for view in self._slots_of(self._lockable(slot_or_scene))]
        return estimate.of_slots(self._outside, self._read()[1], names)

    def _need_keys(self, slots: Iterable[str] | None = None, *, again: bool = False) -> None:
        """Raises Refused where what would be made needs a key that is not here: of some slots (`again`: fresh ones
        too), else on the way to the goal, in the film's own language."""
        _, plan = self._read()
        film, stages = plan.film, self._outside.stages
        used = roles_used(film.settings, stages)
        found = [] if film.storyboard else [film.settings.models[role] for role in used if role in film.settings.models]
        own = [slot for slot in plan.slots if language_of(slot) not in film.languages]
        for slot in slots if slots is not None else own:
            view = plan.slots[slot]
            role, made = self._outside.stage(view.stage).role, again or not (view.fresh or (view.locked and view.take))
            if role and made and (slots is not None or role in used):
                found.append(view.recipe.model if view.recipe else self._model_of(film, role, slot))
        self._shop.need_keys(filter(None, found))

    def _model_of(self, film: Film, role: Role, slot: str) -> str:
        name = parse(slot).scene
        scene = film.storyboard.scene(name) if film.storyboard and name else None
        return (scene.models.get(role.value) if scene else None) or film.settings.models.get(role, "")

    def _slots_of(self, name: str) -> list[SlotView]:
        views = self._read()[1].slots
        return [views[name]] if name in views else [v for slot, v in views.items() if slot.startswith(f"{name}/")]

    def _ask_again(self, slots: Iterable[str], *, refused: bool = True) -> None:
        """What failed or was called off among these is tried again; what a policy refused only where it is meant."""
        records, plan = self._read()
        standing = Standing(records)
        states = (State.FAILED, State.BLOCKED) if refused else (State.FAILED,)
        failed = [slot for slot in slots if plan.slots[slot].state in states]
        called_off = [slot for slot in slots if standing.cancelled(slot)]
        self._decide([self._decision(slot, Verb.RETRY) for slot in dict.fromkeys([*failed, *called_off])])

    def _consent(self, name: str = "") -> Decision:
        return self._decision(name, Verb.GO, value=terms(self._outside.stages))

    def run(self, until: str = "", *, watch: Callable[[Overview], None] | None = None) -> Overview:
        """Run until the project rests. Works in this process unless somebody works here already; then it watches.

        Raises Refused where a model needs a key that is not here.
        """
        self._wish_run(until)
        return self.finish(watch=watch)

    def finish(self, *, watch: Callable[[Overview], None] | None = None) -> Overview:
        """Work until nothing moves that was asked for; asks for nothing more. As `run` otherwise."""
        while True:
            try:
                return self._run_here(watch)
            except Busy:
                self._shop.nudge(self.id)
                found = self._watch_elsewhere(watch)
                if found is not None:
                    return found

    def _run_here(self, watch: Callable[[Overview], None] | None) -> Overview:
        def look() -> None:
            if watch:
                watch(self.overview)

        with self._shop.working(everything=False) as worker:
            worker.look_at(self.id)
            worker.wait(lambda: worker.idle and self._resting(), every=WATCH_SECONDS, look=look)
        self.shelve()
        return self.overview

    def _resting(self) -> bool:
        return self._shop.glances.of(self.id).status.resting

    def _watch_elsewhere(self, watch: Callable[[Overview], None] | None) -> Overview | None:
        """Watch another process work; None when it went away before the project rested."""
        while self._shop.worker() is not None:
            now = self.overview
            if watch:
                watch(now)
            if now.status.resting:
                self.shelve()
                return now
            time.sleep(WATCH_SECONDS)
        return None

    def _wish_run(self, until: str = "") -> None:
        if until:
            self._check_step(until)
            self._store.change(self.id, self._changed({"until": until}), actor=self._shop.actor)
        self._need_keys()
        self._decide([self._consent()])
        self._store.wish(self.id, Wish.RUN, actor=self._shop.actor)

    def stop(self) -> None:
        """Start nothing new; what is at work is finished and kept."""
        self._halt()
        if self._shop.worker() is not None:
            self._shop.nudge(self.id)

    def resume(self) -> None:
        """Try again what failed, drop what is damaged, and wish it to run; `run` or `start` then goes on.

        What a provider's policy refused is not sent again unchanged: say so slot by slot (`retry`, `soften`, `redo`).
        """
        self.verify()
        self._ask_again(self._read()[1].slots, refused=False)
        self._wish_run()

    def stitch(
        self, *, crossfade: float | None = None, version: str = "", out: Path | None = None, force: bool = False
    ) -> Path:
        """Cut again; `crossfade` seconds, 0 for cuts, join all scenes that nobody joined by hand. The path of the film,
        or of a version of it.

        Raises NotFound for a version that the film has not, Refused.
        """
        if version:
            self._cut_view(version)
        if crossfade is not None:
            self.join("crossfade" if crossfade else "cut", seconds=crossfade or None)
        if self.settings.until != STAGES[-1]:
            self.change(until=STAGES[-1])
        self.resume()
        found = self.run()
        cut = self.cut_of(version)
        if cut is None:
            raise Refused(f"The film cannot be cut yet: {found.status.value}", remedy="; ".join(found.waiting[:2]))
        return self.export(out, version=version, force=force) if out else cut.path
