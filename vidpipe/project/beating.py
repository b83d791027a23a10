"""The beats of a film: which it is to keep to, at what price, and which clips of its model each of them is made of."""

from collections.abc import Sequence
from dataclasses import replace

from vidpipe.engine.estimate import Estimate, estimate
from vidpipe.engine.plan import plan
from vidpipe.film.catalogue import Role
from vidpipe.film.noun import Noun
from vidpipe.film.project import STAGES, Film, Settings
from vidpipe.film.slot import BRIEF, SOURCE, STORYBOARD
from vidpipe.film.storyboard import Scene
from vidpipe.library.pacing import Paced, clip_lengths, paced, part_of
from vidpipe.library.structure import beats, chosen, kind_of
from vidpipe.project.revising import Revising
from vidpipe.stages.clips import clip_frames, handles_of


class ClipView(Noun):
    """A clip of a beat, in frames: how much of the film it fills, and what is ordered of its model for that.

    `number` is its scene's, counted from 1; `model` its model's title; `onward` whether it begins on the last picture
    of the clip before it.
    """

    scene: str
    number: int
    frames: int
    ordered: int
    onward: bool
    model: str


class BeatView(Noun):
    """A beat as it is in the film: '' where its scene names none; `part` is that of an ad's scene plan."""

    beat: str
    title: str
    part: str
    start: int
    clips: tuple[ClipView, ...]

    @property
    def frames(self) -> int:
        return sum(clip.frames for clip in self.clips)


class BeatsPreview(Noun):
    """What a choice of beats would make: the beats in time, and the price of the film up to its storyboard and whole.

    `again` is whether a storyboard that is there would be written anew.
    """

    beats: tuple[Paced, ...]
    writing: Estimate
    whole: Estimate
    again: bool


class Beating(Revising):
    """The film's beats."""

    @property
    def beats(self) -> tuple[BeatView, ...]:
        """The beats of the storyboard with their clips; () while there is none."""
        film = self._read()[1].film
        return beats_in(film)

    def preview_beats(self, said: str | Sequence[str]) -> BeatsPreview:
        """What `choose_beats` would make, and its price. Writes nothing. Raises BadInput."""
        records, before = self._read()
        settings = self._with_beats(said)
        wanted = settings.model_copy(update={"until": STAGES[-1]})
        kept = tuple(take for take in records.takes if take.slot in (BRIEF, SOURCE) or take.slot.startswith("reading/"))
        numbers = {str(take.id) for take in kept}
        decisions = tuple(
            one for one in records.decisions if one.slot != STORYBOARD and (one.verb != "pick" or one.value in numbers)
        )
        supposed = replace(records, settings=wanted, takes=kept, decisions=decisions, attempts=())
        after = plan(supposed, self._outside.world(supposed))
        limits = clip_lengths(after.film.caps.get(Role.VIDEO))
        found = paced(settings.beats, settings.frames, rate=settings.rate, limits=limits) if settings.beats else ()
        return BeatsPreview(
            beats=found,
            writing=estimate(self._outside, after, until="storyboard"),
            whole=estimate(self._outside, after),
            again=before.film.storyboard is not None,
        )

    def choose_beats(self, said: str | Sequence[str]) -> None:
        """Have the storyboard keep to a template of the library, or to beats in their order; '' lets its writer choose.

        One that is there is stale then; nothing is made again by that alone. Raises BadInput.
        """
        before, settings = self.settings, self._with_beats(said)
        if settings != before:
            self._store.change(self.id, settings, actor=self._shop.actor)
            self._decide(self._told(before, settings))

    def _with_beats(self, said: str | Sequence[str]) -> Settings:
        """The settings with these beats. The kind of film is said only where its brief found another."""
        names = chosen(said)
        brief = self.brief
        kind = kind_of(names) if names else None
        other = {"kind": kind.value} if kind and brief and brief.kind is not kind and not self.settings.kind else {}
        if kind and brief is None and not self.settings.kind:
            other = {"kind": kind.value}
        return self._asked({"beats": names, **other})


def beats_in(film: Film) -> tuple[BeatView, ...]:
    """The beats of a film's storyboard: scenes that go on from each other in the same beat are clips of one."""
    board = film.storyboard
    if board is None:
        return ()
    groups: list[list[Scene]] = []
    for scene in board.scenes:
        onward = groups and scene.continuity == "continue" and scene.beat == groups[-1][-1].beat
        groups[-1].append(scene) if onward else groups.append([scene])
    names = [group[0].beat for group in groups]
    return tuple(_beat(film, group, part_of(place, names)) for place, group in enumerate(groups))


def _beat(film: Film, scenes: list[Scene], part: str) -> BeatView:
    board, first = film.storyboard, scenes[0]
    known = beats().get(first.beat)
    return BeatView(
        beat=first.beat,
        title=known.title if known else first.beat,
        part=part,
        start=board.start_of(first.id) if board else 0,
        clips=tuple(_clip(film, scene) for scene in scenes),
    )


def _clip(film: Film, scene: Scene) -> ClipView:
    caps, board = film.model(Role.VIDEO, scene.models), film.storyboard
    needed = scene.frames + sum(handles_of(film, scene, caps))
    return ClipView(
        scene=scene.id,
        number=board.place(scene.id) + 1 if board else 0,
        frames=scene.frames,
        ordered=clip_frames(needed, film.settings.rate, caps),
        onward=scene.continuity == "continue",
        model=(caps.title or caps.model) if caps else "",
    )
