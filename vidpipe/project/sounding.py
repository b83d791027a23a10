"""What is said in a film and whether it fits: where each line stands, and what helps where one is too long."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from math import ceil
from typing import Literal, NamedTuple, get_args

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.engine.placed import PlacedLine, placed, placed_on, told_in, voice_of
from vidpipe.errors import BadInput, NotFound, Refused
from vidpipe.film.catalogue import Role
from vidpipe.film.cost import FREE, Cost
from vidpipe.film.lines import Lines, paced
from vidpipe.film.noun import Noun
from vidpipe.film.revising import changed, timed
from vidpipe.film.slot import STORYBOARD, lines
from vidpipe.film.storyboard import FASTEST, Storyboard
from vidpipe.project.directing import Directing
from vidpipe.project.translating import Translating
from vidpipe.project.weighing import Weighing
from vidpipe.stages.picture import board_of
from vidpipe.stages.rewriting import ONLY_LINE
from vidpipe.stages.translation import ONE
from vidpipe.take import SlotView

How = Literal["longer", "faster", "shorter"]
HASTE = 130
"""Per cent of a voice's own pace beyond which nobody likes to listen."""
STEP, MARGIN = 5, 1.06
"""Steps of a pace, and how much faster than reckoned is asked for: no voice keeps its pace to the letter."""
NEAR = 2
"""How far off a scene may be that gives time to another."""
LOCAL = "local/"
"""How models begin that write by tables: they keep whole sentences, and say nothing in fewer words."""
FEWEST = 2
"""Words a line keeps when it is shortened."""
SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)]*(?=\s)")

Change = Callable[[Storyboard], Storyboard]


class Fitting(Noun):
    """One way to have a line fit: what it does, what would have to be made again, at which price. `why_not` says why it
    cannot be done here, '' where it can. `value` is what is set: the frames more, the pace in per cent, the most words;
    `rewrites` whether a writer is asked for them.
    """

    how: How
    value: int = 0
    says: str = ""
    stale: tuple[str, ...] = ()
    price: Cost = FREE
    why_not: str = ""
    rewrites: bool = False


class _Way(NamedTuple):
    """A fitting with the change of the storyboard that does it; None where a writer is asked."""

    fitting: Fitting
    change: Change | None = None


class Sounding(Directing, Weighing, Translating):
    """Lines in their places, and what helps where one is too long. Without a `language` the film's own is meant."""

    def placed(self, language: str = "") -> tuple[PlacedLine, ...]:
        """Where every line stands: as planned, moved so that it is heard whole, or too long. Raises NotFound."""
        return placed(self._heard_in(language))

    def fittings(self, scene: str, language: str = "") -> tuple[Fitting, ...]:
        """What helps where the line of a scene (its number or id) is too long; nothing where it fits or is not spoken
        as it reads now. Writes nothing. Raises NotFound."""
        try:
            case = self._case(scene, language)
        except Refused:
            return ()
        return tuple(way.fitting for way in self._ways(case))

    def fit(self, scene: str, how: str, language: str = "", *, wake: bool = True) -> Fitting:
        """Have a line fit: `longer` gives its scene the frames that it lacks, `faster` has it spoken faster and
        `shorter` in fewer words, both at once. What that makes stale besides waits to be made again. Only `longer`
        changes more than the line's own language.

        Without `wake` nobody begins: `finish` does. Raises NotFound, BadInput, and Refused where it fits or cannot.
        """
        if how not in get_args(How):
            raise BadInput(f"A line is not made to fit by {how!r}", remedy=f"Say {', '.join(get_args(How))}.")
        case = self._case(scene, language)
        way = next(way for way in self._ways(case) if way.fitting.how == how)
        if way.fitting.why_not:
            raise Refused(
                f"Scene {case.row.index}: {way.fitting.why_not}", remedy="Choose another way, or edit the line."
            )
        self._do(case, way, wake=wake)
        return way.fitting

    def _heard_in(self, language: str) -> Overview:
        """The film as if this were its own language. Raises NotFound for one that it is not told in."""
        now = self.overview
        if language in ("", now.language):
            return now
        self.language(language)
        return told_in(now, language)

    def _case(self, scene: str, language: str) -> "_Case":
        now, told = self.overview, self._heard_in(language)
        others = [tag for tag in (now.language, *now.languages) if tag != told.language]
        return _case(told, scene, further=told is not now, others=tuple(told_in(now, tag) for tag in others))

    def _do(self, case: "_Case", way: _Way, *, wake: bool) -> None:
        if case.further and way.fitting.how != "longer":
            return self._do_further(case, way.fitting, wake=wake)
        if way.change is None:
            self._need_keys([STORYBOARD, case.slot], again=True)
            self.request_changes(_note(way.fitting.value), [f"{STORYBOARD}:{case.part}"], go=False)
            self._ask_again([STORYBOARD])
            self._decide([self._consent(STORYBOARD), self._consent(case.slot)])
            return self.wake() if wake else None
        if way.fitting.how == "longer":
            return self.revise(way.change)
        self._need_keys([case.slot], again=True)
        self.revise(way.change)
        if case.row.approved:
            self.approve(slot=STORYBOARD, part=case.part)
        return self.redo(case.slot, wake=wake)

    def _do_further(self, case: "_Case", fitting: Fitting, *, wake: bool) -> None:
        """What changes the line of a further language alone."""
        slot = lines(case.language)
        view = self._view(slot)
        self._need_keys([case.slot, *([slot] if fitting.rewrites else [])], again=True)
        if fitting.rewrites:
            self._decide([self._note(slot, ONE.format(scene=case.id) + _note(fitting.value))])
            self._ask_again([slot])
            self._decide([self._consent(slot), self._consent(case.slot)])
            return self.wake() if wake else None
        if fitting.how == "faster":
            self._pace(case.language, case.id, fitting.value)
        else:
            kept = first_sentences(case.row.scene.narration, fitting.value)
            self.word(case.language, case.id, narration=kept, wake=False)
        if view.approved:
            self.approve(slot=slot)
        return self.redo(case.slot, wake=wake)

    def _pace(self, tag: str, scene: str, speed: int) -> None:
        board = board_of(self._read()[1].film)
        self._apply(
            lines(tag),
            lambda film: film.lines.get(tag) or Lines(language=tag),
            lambda before: paced(board, before, tag, scene=scene, speed=speed),
        )

    # ------------------------------------------------------------ the ways

    def _ways(self, case: "_Case") -> tuple[_Way, ...]:
        return self._longer(case), self._faster(case), self._shorter(case)

    def _longer(self, case: "_Case") -> _Way:
        if case.row.locked:
            return _cannot("longer", "it is locked, so that its length stays")
        found = next((way for giver in _givers(case) if (way := _lengthened(case, giver))), None)
        if found is None:
            return _cannot("longer", "no length within reach makes room for the line")
        giver = found.giver
        source = f"taken from scene {giver.index}" if giver else "the film gets longer by that"
        says = f"{found.more / case.rate:.1f} s more for the scene, {source}"
        return self._priced(
            Fitting(how="longer", value=found.more, says=says), lambda board: found.change(board, case.id)
        )

    def _faster(self, case: "_Case") -> _Way:
        if case.view.take and case.view.take.recipe.imported:
            return _cannot("faster", "the line is a recording of your own")
        own = self.settings.speed
        pace = MARGIN * own * case.row.scene.speed / 100 * (case.line.spoken or 0) / case.line.room
        speed = ceil(pace * 100 / own / STEP) * STEP
        if case.row.locked or pace > HASTE or speed > FASTEST:
            why = "it is locked" if case.row.locked else f"it would have to be spoken at {round(pace)} %"
            return _cannot("faster", why)
        says = f"Spoken at {speed} % of the film's pace" if own != 100 else f"Spoken at {speed} %"
        fitting = Fitting(how="faster", value=speed, says=says)
        return self._priced_in(case, fitting, lambda board: changed(board, case.id, speed=speed))

    def _shorter(self, case: "_Case") -> _Way:
        if case.row.locked:
            return _cannot("shorter", "it is locked")
        words = case.row.scene.narration.split()
        most = int(len(words) * case.line.room / (case.line.spoken or 1))
        if most < FEWEST or len(words) < 2 * FEWEST:
            return _cannot("shorter", "there are too few words to leave any out")
        if not self.settings.models.get(Role.TEXT, LOCAL).startswith(LOCAL):
            written = lines(case.language) if case.further else STORYBOARD
            price = self._view(written).price + case.view.price
            says = f"Written anew in at most {most} words"
            stale = (written, case.slot)
            fitting = Fitting(how="shorter", value=most, says=says, stale=stale, price=price, rewrites=True)
            return _Way(fitting=fitting)
        kept = first_sentences(case.row.scene.narration, most)
        if not kept:
            return _cannot("shorter", "the local writer shortens whole sentences alone; edit the line yourself")
        fitting = Fitting(how="shorter", value=most, says=f"Only its beginning: “{kept}”")
        return self._priced_in(case, fitting, lambda board: changed(board, case.id, narration=kept))

    def _priced_in(self, case: "_Case", fitting: Fitting, change: Change) -> _Way:
        """With what it costs: of a further language the line, and nothing of the storyboard."""
        if not case.further:
            return self._priced(fitting, change)
        stale = (case.slot, *self.language(case.language).cuts)
        return _Way(fitting=fitting.model_copy(update={"stale": stale, "price": case.view.price}))

    def _priced(self, fitting: Fitting, change: Change) -> _Way:
        found = self.preview(change)
        told = fitting.model_copy(update={"stale": found.stale, "price": found.micros})
        return _Way(fitting=told, change=change)


class _Case(NamedTuple):
    """A line that is too long, with its scene and its voice. `film` is told in the line's language, which is `further`
    where it is not the film's own; `others` is the film in each of the others."""

    film: Overview
    row: SceneView
    line: PlacedLine
    view: SlotView
    further: bool = False
    others: tuple[Overview, ...] = ()

    @property
    def id(self) -> str:
        return self.row.scene.id

    @property
    def part(self) -> str:
        return f"scene/{self.id}"

    @property
    def slot(self) -> str:
        return self.view.slot

    @property
    def rate(self) -> int:
        return self.film.settings.rate

    @property
    def language(self) -> str:
        return self.film.language


def _case(film: Overview, scene: str, *, further: bool, others: tuple[Overview, ...]) -> _Case:
    """Raises NotFound, and Refused where nothing is to be done."""
    row = _row(film, scene)
    view = voice_of(row, film.language)
    line = next((line for line in placed(film) if line.scene == row.scene.id), None)
    if line is None or view is None or view.take is None:
        raise Refused(f"The line of scene {row.index} is not spoken", remedy="Have it spoken first.")
    if not view.fresh:
        raise Refused(
            f"The line of scene {row.index} was changed since it was spoken",
            remedy=f"Have it spoken anew: vidpipe redo {film.id} {row.index}/narration/{film.language}.",
        )
    if not line.over:
        raise Refused(f"The line of scene {row.index} fits", remedy="There is nothing to do about it.")
    return _Case(film, row, line, view, further, others)


def _cannot(how: How, why: str) -> _Way:
    return _Way(fitting=Fitting(how=how, why_not=why))


def _row(film: Overview, name: str) -> SceneView:
    for row in film.scenes:
        if name.strip() in (str(row.index), row.scene.id):
            return row
    raise NotFound(f"There is no scene {name!r}", remedy=f"Scenes are numbered 1 to {len(film.scenes)}.")


def _note(words: int) -> str:
    return f"{ONLY_LINE} say the same in at most {words} words, in the language it is in."


class _Longer(NamedTuple):
    """A scene given so many frames more, taken from another one, or from none: then the film gets longer."""

    more: int
    giver: SceneView | None

    def change(self, board: Storyboard, scene: str) -> Storyboard:
        """Raises BadInput where it cannot be."""
        grown = timed(board, scene, board.scene(scene).frames + self.more, keep_total=False)
        if self.giver is None:
            return grown
        name = self.giver.scene.id
        return timed(grown, name, board.scene(name).frames - self.more, keep_total=False)


def _givers(case: _Case) -> Iterator[SceneView | None]:
    """Scenes that might give time, the nearest first and the later of two before the earlier; then none."""
    near = [row for row in case.film.scenes if 0 < abs(row.index - case.row.index) <= NEAR]
    yield from sorted(near, key=lambda row: (abs(row.index - case.row.index), -row.index))
    yield None


def _lengthened(case: _Case, giver: SceneView | None) -> _Longer | None:
    """The fewest frames more with which the line fits and no other line suffers; None where there are none."""
    tries = range(case.line.over, case.line.over + case.line.beyond + case.rate)

    def fits(more: int) -> bool:
        sizes = _sizes(case, _Longer(more, giver))
        return sizes is None or not _overs(case, sizes)[case.id]

    found = _Longer(tries[min(bisect_left(tries, True, key=fits), len(tries) - 1)], giver)
    sizes = _sizes(case, found)
    return found if sizes and _suits(case, sizes) else None


def _sizes(case: _Case, way: _Longer) -> dict[str, int] | None:
    """How long all scenes are then; None where it cannot be, or takes more than half of a scene."""
    board, giver = case.film.storyboard, way.giver
    if board is None or (giver is not None and 2 * way.more > giver.scene.frames):
        return None
    try:
        after = way.change(board, case.id)
    except BadInput:
        return None
    return {scene.id: scene.frames for scene in after.scenes}


def _overs(case: _Case, sizes: Mapping[str, int]) -> dict[str, int]:
    return {found.line.scene: found.over for found in placed_on(case.film, sizes)}


def _suits(case: _Case, sizes: Mapping[str, int]) -> bool:
    """Whether the line fits then, no other line of any language is cut off more than now, and no locked scene is
    touched."""
    if any(row.locked and sizes[row.scene.id] != row.scene.frames for row in case.film.scenes):
        return False
    now = {line.scene: line.over for line in placed(case.film)} | {case.id: 0}
    fits = all(over <= now[scene] for scene, over in _overs(case, sizes).items())
    return fits and all(_spares(other, sizes) for other in case.others)


def _spares(film: Overview, sizes: Mapping[str, int]) -> bool:
    """Whether no line of a language is cut off more than now, if scenes were so long."""
    now = {line.scene: line.over for line in placed(film)}
    return all(found.over <= now[found.line.scene] for found in placed_on(film, sizes))


def first_sentences(text: str, words: int) -> str:
    """As many whole sentences of a text's beginning as have at most so many words; '' where the first has more."""
    ends = [hit.end() for hit in SENTENCE.finditer(text)]
    fitting = [text[:end] for end in ends if FEWEST <= len(text[:end].split()) <= words]
    return fitting[-1].strip() if fitting else ""
