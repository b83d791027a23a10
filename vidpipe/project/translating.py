"""A film in further languages: which, how each stands, its words asked for, and written by hand.

The pictures are the same in all of them: words, voice and captions are each language's own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pydantic import ValidationError

from vidpipe.asking import settings_from
from vidpipe.engine import estimate
from vidpipe.errors import BadInput, NotFound, Refused
from vidpipe.film.cost import FREE, Cost
from vidpipe.film.lines import PARTS, Lines, Part, asked_for, outdated, tongue, written
from vidpipe.film.noun import Noun
from vidpipe.film.project import Film
from vidpipe.film.slot import language_of, lines
from vidpipe.film.version import cut_name, cuts
from vidpipe.project.going import Going
from vidpipe.project.revising import named_scene
from vidpipe.stages.narration import speaks
from vidpipe.stages.picture import board_of
from vidpipe.take import SlotView, State


class LineView(Noun):
    """A scene's words in the film's own language and in another one. `outdated` names the parts whose own words were
    changed since, `hand` those that a person wrote."""

    scene: str
    number: int
    said: dict[Part, str]
    told: dict[Part, str]
    hand: tuple[Part, ...] = ()
    outdated: tuple[Part, ...] = ()


class LanguageView(Noun):
    """A language that the film is told in besides its own. `slot` holds its words, `cuts` are what is cut in it.

    `missing` are the numbers of scenes with words that are not written yet; `spoken` whether a voice speaks it here;
    `warnings` what the writer said of its own work.
    """

    language: str
    name: str
    slot: str
    state: State
    fresh: bool
    message: str = ""
    warnings: tuple[str, ...] = ()
    missing: tuple[int, ...] = ()
    lines: tuple[LineView, ...] = ()
    spoken: bool = False
    cuts: tuple[str, ...] = ()
    price: Cost = FREE


class Translating(Going):
    """The film's languages."""

    @property
    def languages(self) -> tuple[LanguageView, ...]:
        """The further languages in order; none before there is a storyboard."""
        film, slots = self._read()[1].film, self.overview.slots
        return tuple(_seen(film, slots[lines(tag)], slots) for tag in film.languages if lines(tag) in slots)

    def language(self, tag: str) -> LanguageView:
        """One of them, by its tag. Raises NotFound."""
        for found in self.languages:
            if found.language == tag:
                return found
        known = ", ".join(found.language for found in self.languages)
        remedy = f"It is told in {known}." if known else f"Add it with: vidpipe languages {self.id} --add {tag}."
        raise NotFound(f"The film is not told in {tongue(tag)}", remedy=remedy)

    def add_language(self, tag: str, *, wake: bool = True) -> str:
        """Have the film told in one more language: words, voice and a cut of its own of the same pictures; the slot of
        that cut. Without `wake` nobody begins. Raises BadInput, Refused for the film's own language.
        """
        film, settings = self._read()[1].film, self.settings
        self._check_other(film, tag)
        wanted = settings_from({"languages": [*settings.languages, tag]}, base=settings)
        self._store.change(self.id, wanted, actor=self._shop.actor)
        self._ask_words(tag)
        if wake:
            self.wake()
        film = self._read()[1].film
        return next(slot for slot, version in film.cuts.items() if version.language == tag)

    def _check_other(self, film: Film, tag: str) -> None:
        if tag == film.language:
            raise Refused(f"The film is in {tongue(tag)} already", remedy="Add another language.")

    def _ask_words(self, tag: str) -> None:
        """Ask for all that a language has of its own."""
        slots = [slot for slot in self._read()[1].slots if language_of(slot) == tag]
        self._ask_again(slots)
        self._decide([self._consent(slot) for slot in slots])

    def language_estimate(self, tag: str) -> Cost:
        """What a further language would cost, or what of one is still to be made: its words, and its voice where that
        is not free. Raises BadInput."""
        records, before = self._read()
        if tag in before.film.languages:
            names = [slot for slot in before.slots if language_of(slot) == tag]
            return estimate.of_slots(self._outside, before, names).micros
        wanted = settings_from({"languages": [*records.settings.languages, tag]}, base=records.settings)
        after = self._outside.plan(replace(records, settings=wanted))
        return estimate.preview(self._outside, before, after).micros

    def remove_language(self, tag: str) -> None:
        """Have the film told in this language no more. What was made of it comes back when it is added again. Raises
        NotFound."""
        self.language(tag)
        settings = self.settings
        left = {
            "languages": tuple(one for one in settings.languages if one != tag),
            "versions": tuple(one for one in settings.versions if one.language != tag),
        }
        self._store.change(self.id, settings.model_copy(update=left), actor=self._shop.actor)

    def word(self, tag: str, scene: str, *, wake: bool = True, **words: str) -> None:
        """Write what a scene (its number or id) says in another language: its `narration`, its `words` on screen.

        Raises NotFound, BadInput, Refused, Busy.
        """
        self.word_all(tag, {scene: words}, wake=wake)

    def word_all(self, tag: str, said: Mapping[str, Mapping[str, str]], *, wake: bool = True) -> None:
        """The same of many scenes at once: what is not named stays as it is."""
        film, by_hand = self._read()[1].film, self._checked_words(tag, said)

        def change(before: Lines) -> Lines:
            try:
                return written(board_of(film), before, tag, said=by_hand)
            except ValidationError as error:
                remedy = "Write at most 600 characters, without control characters."
                raise BadInput("A line cannot be written like that", remedy=remedy) from error

        self._apply(lines(tag), lambda film: film.lines.get(tag) or Lines(language=tag), change)
        if wake:
            self.wake()

    def _checked_words(self, tag: str, said: Mapping[str, Mapping[str, str]]) -> dict[str, dict[Part, str]]:
        self.language(tag)
        board = board_of(self._read()[1].film)
        asked, found = asked_for(board), {}
        for name, parts in said.items():
            scene = named_scene(board, name)
            number = board.place(scene.id) + 1
            for part in parts:
                if part not in PARTS:
                    raise BadInput(f"A scene has no {part!r} in another language", remedy="Say narration or words.")
                if part not in asked.get(scene.id, {}):
                    what = "Nothing is said" if part == "narration" else "There are no words on screen"
                    raise Refused(f"{what} in scene {number}", remedy="Write it on the storyboard first.")
            found[scene.id] = {part: " ".join(parts[part].split()) for part in PARTS if part in parts}
        return found

    def translate(self, tag: str, *, wake: bool = True) -> None:
        """Have the words of a language written anew by the film's text model; lines written by hand stay.

        What was spoken and cut of the words before is stale then, and waits. Raises NotFound, Refused.
        """
        slot = self.language(tag).slot
        self._need_keys([slot], again=True)
        view = self._read()[1].slots[slot]
        if view.take is None:
            self._ask_words(tag)
        else:
            self._ask_again([slot])
            if view.fresh:
                self.reroll(slot)
            self._decide([self._consent(slot)])
        if wake:
            self.wake()


def _seen(film: Film, view: SlotView, slots: Mapping[str, SlotView]) -> LanguageView:
    tag = language_of(view.slot)
    return LanguageView(
        language=tag,
        name=tongue(tag),
        slot=view.slot,
        state=view.state,
        fresh=view.fresh,
        message=view.message,
        warnings=tuple(str(text) for text in view.take.meta.get("warnings", ())) if view.take else (),
        missing=tuple(film.unsaid_in(tag)),
        lines=tuple(_lines(film, tag)),
        spoken=speaks(film, tag),
        cuts=tuple(slot for slot in cuts(slots) if (name := cut_name(slot)) and name.language == tag),
        price=view.price,
    )


def _lines(film: Film, tag: str) -> Iterable[LineView]:
    board, found = board_of(film), film.lines.get(tag)
    known, old = found.by_scene if found else {}, outdated(board, found) if found else {}
    for scene, parts in asked_for(board).items():
        own = known.get(scene)
        yield LineView(
            scene=scene,
            number=board.place(scene) + 1,
            said=parts,
            told={part: own.said(part) for part in parts if own},
            hand=own.hand if own else (),
            outdated=old.get(scene, ()),
        )
