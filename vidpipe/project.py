"""One film in the making, as pages, commands and notebooks use it: read it, decide about it, run it, change it."""

import base64
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from vidpipe.asking import settings_from
from vidpipe.engine.estimate import Estimate, estimate
from vidpipe.engine.naming import file_names, narrated
from vidpipe.engine.overview import Overview, SceneView, overview
from vidpipe.engine.plan import Plan
from vidpipe.engine.standing import Standing, parts_of
from vidpipe.errors import BadInput, Busy, Corrupt, NotFound, Refused
from vidpipe.film.brief import Brief
from vidpipe.film.noun import Noun
from vidpipe.film.project import STAGES, Settings, Wish
from vidpipe.film.sheet import SheetRow, film_sheet
from vidpipe.film.slot import ANIMATIC, STORYBOARD, parse
from vidpipe.film.storyboard import Storyboard
from vidpipe.ports import Event, Records
from vidpipe.recipe import canonical, imported
from vidpipe.take import Decision, SlotView, State, Take, Verb
from vidpipe.workshop import Workshop, make_cutter

WATCH_SECONDS = 0.3
JSON = "application/json"
ID_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


class CutFile(Noun):
    """A finished film as a file with a name that a person understands, in the film's folder."""

    path: Path
    digest: str
    seconds: float
    captions: dict[str, Path] = Field(default_factory=dict)
    poster: Path | None = None


class Project:
    """One film in the making. Everything is read afresh; acts write decisions and wishes, workers do the work."""

    def __init__(self, workshop: Workshop, project_id: str) -> None:
        self._shop, self.id = workshop, project_id
        self._store, self._outside = workshop.store, workshop.outside

    # ------------------------------------------------------------ what it is

    def _read(self) -> tuple[Records, Plan]:
        records = self._store.records(self.id)
        return records, self._outside.plan(records)

    @property
    def overview(self) -> Overview:
        records, plan = self._read()
        ahead = estimate(self._outside, plan).micros
        return overview(records, plan, self._outside.stages, ahead=ahead, counts=self._store.counts(self.id))

    @property
    def title(self) -> str:
        return self.overview.title

    @property
    def settings(self) -> Settings:
        return self._store.records(self.id).settings

    @property
    def brief(self) -> Brief | None:
        return self._read()[1].film.brief

    @property
    def storyboard(self) -> Storyboard | None:
        return self._read()[1].film.storyboard

    @property
    def keyframes(self) -> dict[str, dict[str, Path]]:
        """The picked keyframes by scene id, then `start` and `end`."""
        found: dict[str, dict[str, Path]] = {}
        for view, path in self._pictured("keyframe/"):
            found.setdefault(parse(view.slot).scene, {})[parse(view.slot).name.rsplit("/", 1)[1]] = path
        return found

    @property
    def clips(self) -> dict[str, Path]:
        """The picked clips by scene id."""
        return {parse(view.slot).scene: path for view, path in self._pictured("clip")}

    def _pictured(self, name: str) -> Iterator[tuple[SlotView, Path]]:
        for view in self._read()[1].slots.values():
            if parse(view.slot).name.startswith(name) and view.take:
                yield view, self._store.blobs.path(view.take.digest)

    @property
    def cut(self) -> CutFile | None:
        """The finished film, None while there is none."""
        return self._film_file("cut/")

    @property
    def animatic(self) -> CutFile | None:
        """The keyframes timed with music, None while there are none."""
        return self._film_file(ANIMATIC)

    def _film_file(self, name: str) -> CutFile | None:
        records, plan = self._read()
        view = next((v for n, v in plan.slots.items() if n.startswith(name) and v.take and v.fresh), None)
        if view is None or view.take is None:
            return None
        folder = self._lay_out(records, plan)
        side = name != ANIMATIC
        captions = {path.suffix[1:]: path for path in sorted(folder.glob("captions.*")) if side}
        return CutFile(
            path=folder / file_names(plan)[view.slot],
            digest=view.take.digest,
            seconds=int(view.take.meta.get("milliseconds", 0)) / 1000,
            captions=captions,
            poster=next(iter(folder.glob("poster.*")), None) if side else None,
        )

    def takes(self, slot: str) -> list[Take]:
        """All takes of a slot, oldest first. Raises NotFound for a slot that the film has not."""
        self._view(slot)
        return [take for take in self._store.records(self.id).takes if take.slot == slot]

    def events(self, after: int = 0, limit: int = 1000) -> list[Event]:
        return self._store.events(self.id, after=after, limit=limit)

    def estimate(self) -> Estimate:
        """The price of all that is still to be made."""
        return estimate(self._outside, self._read()[1])

    def verify(self) -> list[str]:
        """Hash every file the film shows; damaged ones are dropped, so that a run makes them again. Their slots."""
        damaged = [view.slot for view in self._read()[1].slots.values() if view.take and not self._whole(view.take)]
        for slot in damaged:
            self._store.log(Event(project=self.id, slot=slot, what="damaged"))
        return damaged

    def _whole(self, take: Take) -> bool:
        try:
            self._store.blobs.read(take.digest)
        except Corrupt:
            self._store.forget_blob(take.digest)
            return False
        return True

    def _view(self, slot: str) -> SlotView:
        slots = self._read()[1].slots
        if slot not in slots:
            raise NotFound(f"The film has no slot {slot!r}", remedy=f"It has {', '.join(list(slots)[:6])} and so on.")
        return slots[slot]

    # ------------------------------------------------------------ going on

    def start(self, until: str = "") -> None:
        """Wish it to run and wake a worker; returns at once."""
        self._wish_run(until)
        self._shop.start_worker()
        self._shop.nudge(self.id)

    def run(self, until: str = "", *, watch: Callable[[Overview], None] | None = None) -> Overview:
        """Run until the project rests. Works in this process unless somebody works here already; then it watches."""
        self._wish_run(until)
        while True:
            try:
                return self._run_here(watch)
            except Busy:
                self._shop.nudge(self.id)
                found = self._watch_elsewhere(watch)
                if found is not None:
                    return found

    def _run_here(self, watch: Callable[[Overview], None] | None) -> Overview:
        seen = [self.overview]

        def look() -> None:
            seen[0] = self.overview
            if watch:
                watch(seen[0])

        with self._shop.working(everything=False) as worker:
            worker.look_at(self.id)
            worker.wait(lambda: seen[0].status.resting and worker.idle, every=WATCH_SECONDS, look=look)
        self.shelve()
        return self.overview

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
        self._store.wish(self.id, Wish.RUN, actor=self._shop.actor)

    def stop(self) -> None:
        """Start nothing new; what is at work is finished and kept."""
        self._store.wish(self.id, Wish.STOP, actor=self._shop.actor)
        if self._shop.worker() is not None:
            self._shop.nudge(self.id)

    def resume(self) -> None:
        """Try again what failed, drop what is damaged, and wish it to run; `run` or `start` then goes on."""
        self.verify()
        records, plan = self._read()
        standing = Standing(records)
        failed = [slot for slot, view in plan.slots.items() if view.state in (State.FAILED, State.BLOCKED)]
        called_off = [slot for slot in plan.slots if standing.cancelled(slot)]
        self._decide([self._decision(slot, Verb.RETRY) for slot in dict.fromkeys([*failed, *called_off])])
        self._wish_run()

    def cancel(self, slot: str) -> None:
        """Call off what is being made, at the provider too where it can; `retry`, `reroll` or `resume` asks again."""
        self._view(slot)
        self._decide([self._decision(slot, Verb.CANCEL)])

    def retry(self, slot: str) -> None:
        self._view(slot)
        self._decide([self._decision(slot, Verb.RETRY)])

    # ------------------------------------------------------------ decisions

    def approve(self, step: str = "", *, slot: str = "", part: str = "") -> None:
        """Approve a whole step, one slot, one part of it, or all that waits. Raises Refused when nothing is ready."""
        if step:
            self._check_step(step)
        _, plan = self._read()
        steps = {stage.name: stage.step for stage in self._outside.stages}
        views = [self._view(slot)] if slot else [v for v in plan.slots.values() if step in ("", steps[v.stage])]
        ready = [view for view in views if view.take and view.fresh]
        if not ready:
            raise Refused(f"Nothing of {slot or step or 'the film'} is ready to approve", remedy="Run it first.")
        decisions = [self._decision(v.slot, Verb.APPROVE, p, d) for v in ready for p, d in self._parts(v, part)]
        self._decide(decisions)

    def _parts(self, view: SlotView, part: str) -> list[tuple[str, str]]:
        name = view.take.digest if view.take else ""
        text = self._outside.texts([name]).get(name) if view.slot == STORYBOARD else None
        parts = parts_of(view.slot, name, text)
        if part and part not in parts:
            raise NotFound(f"{view.slot} has no part {part!r}", remedy=f"Its parts are {', '.join(parts)}.")
        return [(found, says) for found, says in parts.items() if part in ("", found)]

    def reopen(self, slot: str, part: str = "") -> None:
        """Take an approval back."""
        parts = [part] if part else [name for name, _ in self._parts(self._view(slot), "")]
        self._decide([self._decision(slot, Verb.REOPEN, name) for name in parts])

    def reroll(self, slot: str, *, takes: int = 1) -> None:
        """Ask for another take by the same recipe. Raises Refused where nothing can be asked again."""
        view = self._view(slot)
        if self._outside.stage(view.stage).role is None:
            raise Refused(f"{slot} is computed, another take would be the same", remedy="Change what it is made from.")
        if view.locked:
            raise Refused(f"{slot} is locked", remedy="Unlock it first.")
        samples = [take.recipe.sample for take in self.takes(slot)]
        self._decide([self._decision(slot, Verb.REROLL, value=str(max(samples, default=-1) + takes))])

    def pick(self, slot: str, take_id: int) -> None:
        """Show this take."""
        if take_id not in [take.id for take in self.takes(slot)]:
            raise NotFound(f"{slot} has no take {take_id}", remedy="Pick one of the slot's own takes.")
        self._decide([self._decision(slot, Verb.PICK, value=str(take_id))])

    def undo(self, slot: str) -> None:
        """Show the take that was picked before this one. Raises Refused when there was none."""
        self._view(slot)
        picks = [d.value for d in self._store.records(self.id).decisions if (d.slot, d.verb) == (slot, Verb.PICK)]
        before = [value for value in picks if value != picks[-1]] if picks else []
        if not before:
            raise Refused(f"{slot} has only ever shown one take", remedy="Re-roll it to have another.")
        self._decide([self._decision(slot, Verb.PICK, value=before[-1], reason="undo")])

    def reject(self, slot: str, take_id: int, reason: str = "") -> None:
        """Say that a take is no good, and why."""
        if take_id not in [take.id for take in self.takes(slot)]:
            raise NotFound(f"{slot} has no take {take_id}", remedy="Reject one of the slot's own takes.")
        self._decide([self._decision(slot, Verb.REJECT, value=str(take_id), reason=reason)])

    def keep(self, slot: str) -> None:
        """Keep a stale take as it is; the next change upstream asks again."""
        view = self._view(slot)
        if view.take is None or view.recipe is None:
            raise Refused(f"{slot} has nothing to keep", remedy="Run it first.")
        key = view.recipe.sampled(view.take.recipe.sample).key
        self._decide([self._decision(slot, Verb.KEEP, value=key)])

    def lock(self, name: str) -> None:
        """Have every bulk act pass a slot, or a whole scene (`scene/ID`), by."""
        self._decide([self._decision(self._lockable(name), Verb.LOCK)])

    def unlock(self, name: str) -> None:
        self._decide([self._decision(self._lockable(name), Verb.UNLOCK)])

    def _lockable(self, name: str) -> str:
        slots = self._read()[1].slots
        if name in slots or any(slot.startswith(f"{name}/") for slot in slots):
            return name
        raise NotFound(f"The film has no slot or scene {name!r}", remedy="Look at them with: vidpipe status.")

    def settle(self, slot: str, *, charged: bool) -> None:
        """Decide about a call of which nobody knows whether it was accepted: it was paid, or the money is free."""
        self._store.settle(self.id, slot, charged=charged, actor=self._shop.actor)
        self._decide([self._decision(slot, Verb.RETRY)])

    def _decision(self, slot: str, verb: Verb, part: str = "", value: str = "", *, reason: str = "") -> Decision:
        return Decision(slot=slot, verb=verb, part=part, value=value, actor=self._shop.actor, reason=reason)

    def _decide(self, decisions: Sequence[Decision]) -> None:
        if decisions:
            self._store.decide(self.id, decisions)

    def _check_step(self, step: str) -> None:
        if step not in STAGES:
            raise BadInput(f"There is no stage {step!r}", remedy=f"The stages are {', '.join(STAGES)}.")

    # ------------------------------------------------------------ changes

    def edit(self, storyboard: Storyboard) -> None:
        """A storyboard written by hand: only what depends on its changed parts is made again."""
        data = canonical(storyboard.plain()).encode()
        name = self._store.blobs.put(data, JSON)
        self._store.import_take(
            self.id, STORYBOARD, digest=name, mime=JSON, meta={}, recipe=imported(name), actor=self._shop.actor
        )

    def change(self, **asked: Any) -> None:
        """New settings. A longer film keeps its scenes and gets new ones. Raises BadInput."""
        settings = self._shop.with_models(self._lengthened(self._changed(asked)))
        self._store.change(self.id, settings, actor=self._shop.actor)

    def _changed(self, asked: Mapping[str, Any]) -> Settings:
        base = self.settings
        return settings_from(dict(asked), base=base)

    def _lengthened(self, settings: Settings) -> Settings:
        """The storyboard there is becomes the basis of a longer one; with any other change it is written anew."""
        records, plan = self._read()
        board, take = plan.film.storyboard, Standing(records).pick(STORYBOARD)
        longer = board and take and settings.frames and settings.frames > board.frames
        same = settings.model_copy(update={"frames": None, "basis": None}).plain()
        rewritten = any(
            same[name] != records.settings.plain()[name] for name in ("prompt", "style", "kind", "language", "seed")
        )
        if longer and take and not rewritten:
            return settings.model_copy(update={"basis": take.digest})
        return settings if settings.frames == records.settings.frames else settings.model_copy(update={"basis": None})

    def fork(self, **asked: Any) -> "Project":
        """A new project that shows the same takes, with some settings changed. Files are shared, not copied."""
        settings = self._shop.with_models(self._lengthened(self._changed(asked)))
        records = self._store.records(self.id)
        name = new_id()
        title = settings.title or records.project.title
        self._store.create(name, settings, title=title, actor=self._shop.actor, forked_from=self.id)
        standing = Standing(records)
        for slot in dict.fromkeys(take.slot for take in records.takes):
            take = standing.pick(slot)
            if take is not None:
                self._inherit(name, take)
        kept = [d for d in records.decisions if d.verb in (Verb.APPROVE, Verb.LOCK, Verb.KEEP)]
        if kept:
            self._store.decide(name, kept)
        return Project(self._shop, name)

    def _inherit(self, project_id: str, take: Take) -> None:
        self._store.import_take(
            project_id,
            take.slot,
            digest=take.digest,
            mime=take.mime,
            meta=take.meta,
            recipe=take.recipe,
            actor=self._shop.actor,
        )

    def rename(self, title: str) -> None:
        self._store.change(self.id, self._changed({"title": title}), actor=self._shop.actor)
        self._store.retitle(self.id, title)

    def trash(self) -> None:
        """Mark it as trash and take its folder away; its takes stay until the trash is emptied."""
        from vidpipe.store.shelf import unshelve

        self._store.wish(self.id, Wish.STOP, actor=self._shop.actor)
        self._store.trash(self.id, True, actor=self._shop.actor)
        unshelve(self._shop.data, self.id)

    def restore(self) -> None:
        self._store.trash(self.id, False, actor=self._shop.actor)
        self.shelve()

    # ------------------------------------------------------------ files

    def stitch(self, *, crossfade: float | None = None, out: Path | None = None, force: bool = False) -> Path:
        """Cut again, with another crossfade if given. The path of the film."""
        if crossfade is not None:
            self.change(crossfade=crossfade)
        if self.settings.until != STAGES[-1]:
            self.change(until=STAGES[-1])
        self.resume()
        found = self.run()
        cut = self.cut
        if cut is None:
            raise Refused(f"The film cannot be cut yet: {found.status.value}", remedy="; ".join(found.waiting[:2]))
        return self.export(out, force=force) if out else cut.path

    def export(self, out: Path, *, force: bool = False) -> Path:
        """Copy the newest finished cut to a file. Raises Refused where the file is there and is not our own."""
        cut = self.cut
        if cut is None:
            raise Refused("There is no finished cut", remedy=f"Make it with: vidpipe resume {self.id}.")
        self._shop.check_out(out, force=force)
        draft = out.with_name(f".{out.name}.{secrets.token_hex(3)}")
        shutil.copyfile(self._store.blobs.path(cut.digest), draft)
        draft.replace(out)
        return out

    def shelve(self) -> None:
        """Lay the film's files out in its folder under names a person understands."""
        records, plan = self._read()
        if any(view.take for view in plan.slots.values()):
            self._lay_out(records, plan)

    def _lay_out(self, records: Records, plan: Plan) -> Path:
        from vidpipe.store.shelf import shelve

        names = file_names(plan)
        files = {names[slot]: self._store.blobs.path(v.take.digest) for slot, v in plan.slots.items() if v.take}
        files |= {f"captions.{kind}": path for kind, path in self._captions(plan)}
        title = plan.film.settings.title or (plan.film.brief.title if plan.film.brief else records.project.title)
        return shelve(self._shop.data, self.id, title, files)

    def _captions(self, plan: Plan) -> Iterator[tuple[str, Path]]:
        """Sidecar captions of the cut, as blobs: SRT and VTT."""
        from vidpipe.stages.cutting import plan_of

        view = narrated(plan)
        if view is None or view.take is None or view.take.recipe.imported:
            return
        cutter = make_cutter(lambda: False)
        kinds: tuple[Literal["srt", "vtt"], ...] = ("srt", "vtt")
        for kind in kinds:
            text = cutter.captions(plan_of(view.take.recipe), kind)
            yield kind, self._store.blobs.path(self._store.blobs.put(text.encode(), "text/plain"))

    def _repr_html_(self) -> str:
        """The film as a sheet, in a notebook: storyboard, keyframes, clips, cut."""
        now = self.overview
        rows = [_sheet_row(self, row, now.settings.rate) for row in now.scenes]
        cut = self.cut or self.animatic
        facts = f"{now.status.value} · {len(now.scenes)} scenes · {now.progress} % · ${now.spent / 1e6:.2f} spent"
        return film_sheet(now.title, facts, rows, film=_data_uri(cut.path, "video/mp4") if cut else "")


def _sheet_row(project: Project, row: SceneView, rate: int) -> SheetRow:
    pictures = {}
    for name in ("keyframe/start", "keyframe/end"):
        view = row.slots.get(name)
        if view and view.take:
            pictures[name.rsplit("/", 1)[1]] = _data_uri(*project._shop.thumbnail(view.take.digest))
    clip = next((v.take for n, v in row.slots.items() if n.startswith("clip") and v.take), None)
    return SheetRow(
        number=row.index,
        seconds=row.scene.frames / rate,
        scene=row.scene,
        pictures=pictures,
        clip=_data_uri(project._shop.store.blobs.path(clip.digest), clip.mime) if clip else "",
    )


def _data_uri(path: Path, mime: str) -> str:
    return f"data:{mime};base64,{base64.b64encode(path.read_bytes()).decode()}"


def new_id() -> str:
    """A project's id: ten letters and digits that are hard to mistake for one another."""
    return "".join(secrets.choice(ID_SIGNS) for _ in range(10))
