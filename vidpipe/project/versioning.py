"""Versions of a film: cuts of the same clips in other shapes and qualities, added, taken away, and looked at.

Nothing above a cut is made again for a version. What a crop keeps in sight stands in the edit, scene by scene.
"""

from contextlib import suppress
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from vidpipe.asking import settings_from
from vidpipe.engine.keeping import Keeping
from vidpipe.engine.naming import file_names
from vidpipe.engine.turns import Turns
from vidpipe.errors import BadInput, Corrupt, MediaError, Refused
from vidpipe.film.cost import FREE, Cost
from vidpipe.film.format import Aspect, Quality, size
from vidpipe.film.noun import Noun
from vidpipe.film.project import Film
from vidpipe.film.slot import clip
from vidpipe.film.version import MIDDLE, Fit, Focus, Version, cut_name, cuts
from vidpipe.project.revising import named_scene
from vidpipe.project.translating import Translating
from vidpipe.stages.framing import subject_of
from vidpipe.stages.picture import board_of
from vidpipe.take import SlotView, State, Take

FITS = ("crop", "blur")


class VersionView(Noun):
    """One cut of a film: what it is called, how it is made, how it stands, and its file where it is finished.

    `own` is the film's own cut. `why` says why a finished one is to be made again. Sizes in pixels and bytes.
    """

    name: str
    slot: str
    aspect: Aspect
    language: str
    quality: Quality
    fit: Fit
    own: bool
    state: State
    fresh: bool
    why: tuple[str, ...] = ()
    width: int
    height: int
    file: Path | None = None
    bytes: int = 0
    price: Cost = FREE


class FocusView(Noun):
    """What a crop of a scene keeps in sight, in per cent across and down, and who says so."""

    focus: Focus
    by: Literal["person", "clip", "guess"]


class Versioning(Translating):
    """The film's versions."""

    @property
    def versions(self) -> tuple[VersionView, ...]:
        """Every cut, the film's own first; none before there is a storyboard."""
        records, plan = self._read()
        found = cuts(plan.slots)
        made = any(view.take and view.fresh for view in found.values())
        folder, names = (self._lay_out(records, plan), file_names(plan)) if made else (None, {})
        own = next(iter(found), "")
        return tuple(
            self._seen(
                plan.film,
                view,
                plan.film.cuts[slot],
                own=slot == own,
                file=folder / names[slot] if folder and view.fresh and view.take else None,
            )
            for slot, view in found.items()
        )

    def _seen(self, film: Film, view: SlotView, version: Version, *, own: bool, file: Path | None) -> VersionView:
        quality = version.quality or Quality.FINAL
        width, height = size(version.aspect, quality)
        meta = view.take.meta if view.take else {}
        name = cut_name(view.slot)
        return VersionView(
            name=name.titled(film.language) if name else view.slot,
            slot=view.slot,
            aspect=version.aspect,
            language=version.language,
            quality=quality,
            fit=version.fit,
            own=own,
            state=view.state,
            fresh=view.fresh,
            why=tuple(cause.reason for cause in view.causes),
            width=int(meta.get("width", width)),
            height=int(meta.get("height", height)),
            file=file,
            bytes=self._bytes(view.take),
        )

    def _bytes(self, take: Take | None) -> int:
        try:
            return self._store.blobs.path(take.digest).stat().st_size if take else 0
        except (Corrupt, OSError):
            return 0

    def add_version(
        self, aspect: str, *, fit: str = "crop", quality: str = "", language: str = "", wake: bool = True
    ) -> str:
        """Have one more cut in this shape, of the film's quality and language unless others are said; its slot.

        One that is there already is made by the new `fit`. It is assembled as soon as its clips are there, and nothing
        above it is made again. Without `wake` nobody begins. Raises BadInput, Refused.
        """
        film, settings = self._read()[1].film, self.settings
        added = self._version(film, aspect, fit=fit, quality=quality, language=language)
        slot, own = film.cut_of(added), next(iter(film.cuts))
        if slot == own:
            remedy = "Add another shape or language, or a draft of it."
            raise Refused(f"The film's own cut is {added.aspect.value} already", remedy=remedy)
        if added.language and slot == film.cut_of(Version(aspect=film.settings.aspect, language=added.language)):
            return self.add_language(added.language, wake=wake)
        others = tuple(one for one in settings.versions if film.cut_of(one) != slot)
        self._store.change(self.id, settings.model_copy(update={"versions": (*others, added)}), actor=self._shop.actor)
        if slot in self._read()[1].slots:
            self._ask_again([slot])
            self._decide([self._consent(slot)])
        if added.language:
            self._ask_words(added.language)
        if wake:
            self.wake()
        return slot

    def version_estimate(self, aspect: str, *, fit: str = "crop", quality: str = "", language: str = "") -> Cost:
        """What `add_version` costs: only the words and the voice of another language can. Raises BadInput, Refused."""
        added = self._version(self._read()[1].film, aspect, fit=fit, quality=quality, language=language)
        return self.language_estimate(added.language) if added.language else FREE

    def _version(self, film: Film, aspect: str, *, fit: str, quality: str, language: str) -> Version:
        asked = (
            {"aspect": aspect}
            | ({"quality": quality} if quality else {})
            | ({"language": language} if language else {})
        )
        found = settings_from(asked, base=self.settings)
        if fit not in FITS:
            raise BadInput(f"A picture of another shape is not fitted by {fit!r}", remedy="Say crop or blur.")
        if quality and found.quality is Quality.FINAL and film.settings.quality is Quality.DRAFT:
            remedy = "Leave the quality out, so that it follows the film, and switch the film to final quality."
            raise Refused("The film is a draft, whose clips have half the size", remedy=remedy)
        return Version(
            aspect=found.aspect,
            language=found.language if language and found.language != film.language else "",
            quality=found.quality if quality else None,
            fit="blur" if fit == "blur" else "crop",
        )

    def remove_version(self, version: str) -> None:
        """Have that cut no more. What was made of it comes back when it is added again. Raises NotFound, BadInput,
        Refused for the film's own cut."""
        view, film = self._cut_view(version), self._read()[1].film
        if view is None or view.slot == next(iter(film.cuts)):
            raise Refused("The film's own cut stays", remedy="Say which version, such as 9:16 or es.")
        left = tuple(one for one in self.settings.versions if film.cut_of(one) != view.slot)
        told = tuple(
            tag
            for tag in self.settings.languages
            if film.cut_of(Version(aspect=film.settings.aspect, language=tag)) != view.slot
        )
        update = {"versions": left, "languages": told}
        self._store.change(self.id, self.settings.model_copy(update=update), actor=self._shop.actor)

    # ------------------------------------------------------------ focus

    def set_focus(self, scene: str, focus: tuple[int, int] | None) -> None:
        """Say what crops of a scene (its number or id) keep in sight, in per cent from the left and from the top; None
        leaves it to be found. Raises NotFound, BadInput, Refused, Busy."""
        where = self._scene_of(scene)
        try:
            self.recut(lambda edit: edit.with_scene(where, focus=focus))
        except ValidationError as error:
            said = "Give per cent from 0 to 100 across and down, such as 30,50."
            raise BadInput(f"{focus} is no place in a picture", remedy=said) from error

    def focus_of(self, scene: str) -> FocusView:
        """What crops of a scene keep in sight: as a person said, else where its clip's maker or a look at it finds the
        subject. Raises NotFound, Refused."""
        where = self._scene_of(scene)
        film, slots = self._read()[1].film, self._read()[1].slots
        view = slots.get(clip(where, film.settings.quality))
        take = view.take if view else None
        asked, known = film.edit.scene(where).focus, subject_of(take.meta) if take else None
        if asked or known:
            return FocusView(focus=asked or known or MIDDLE, by="person" if asked else "clip")
        with suppress(MediaError, Corrupt):  # a clip that is damaged or gone says so in its own place
            return FocusView(focus=self._guessed(take) if take else MIDDLE, by="guess")
        return FocusView(focus=MIDDLE, by="guess")

    def _guessed(self, take: Take) -> Focus:
        import tempfile

        from vidpipe.media.focus import guessed
        from vidpipe.media.keep import ShelfKeep
        from vidpipe.media.piecework import probed

        shelf = Keeping(self._store, Turns())
        with self._store.using(self.id), tempfile.TemporaryDirectory(dir=self._store.scratch) as folder:
            file, desk = self._store.blobs.path(take.digest), Path(folder)
            found = probed(take.digest, file, shelf, folder=desk, stopped=lambda: False)
            return guessed(take.digest, file, found, keep=ShelfKeep(shelf), folder=desk, stopped=lambda: False)

    def _scene_of(self, scene: str) -> str:
        film = self._read()[1].film
        if film.storyboard is None:
            raise Refused("There is no storyboard yet", remedy="Run the film first.")
        return named_scene(board_of(film), scene).id
