"""A film's files: laid out in its folder under names a person understands, exported, checked."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic import Field

from vidpipe.engine.naming import captions_name, file_names, narrated
from vidpipe.engine.plan import Plan
from vidpipe.errors import Corrupt, Refused
from vidpipe.film.caption import CaptionKind
from vidpipe.film.noun import Noun
from vidpipe.film.slot import ANIMATIC, language_of
from vidpipe.ports import Cached, Event, Records
from vidpipe.project.cuts import Cuts
from vidpipe.recipe import Recipe, digest, fingerprint
from vidpipe.take import SlotView, Take
from vidpipe.workshop import make_cutter

CAPTIONS_VERSION = 1
"""Counts up when captions of the same cut would be written otherwise."""


class CutFile(Noun):
    """A finished film as a file with a name that a person understands, in the film's folder."""

    path: Path
    digest: str
    seconds: float
    captions: dict[str, Path] = Field(default_factory=dict)
    poster: Path | None = None


class Files(Cuts):
    """The film as files."""

    @property
    def cut(self) -> CutFile | None:
        """The finished film, None while there is none."""
        return self.cut_of()

    def cut_of(self, version: str = "") -> CutFile | None:
        """The finished film of a version, else its own; None while there is none. Raises NotFound, BadInput."""
        return self._film_file(self._cut_view(version))

    @property
    def animatic(self) -> CutFile | None:
        """The keyframes timed with music, None while there are none."""
        return self._film_file(self._read()[1].slots.get(ANIMATIC))

    def _film_file(self, view: SlotView | None) -> CutFile | None:
        if view is None or view.take is None or not view.fresh:
            return None
        records, plan = self._read()
        folder = self._lay_out(records, plan)
        side = view.slot != ANIMATIC
        language = language_of(view.slot)
        name = captions_name(language, own=language == plan.film.language)
        captions = {path.suffix[1:]: path for path in sorted(folder.glob(f"{name}.*")) if side}
        return CutFile(
            path=folder / file_names(plan)[view.slot],
            digest=view.take.digest,
            seconds=int(view.take.meta.get("milliseconds", 0)) / 1000,
            captions=captions,
            poster=next(iter(folder.glob("poster.*")), None) if side else None,
        )

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

    def export(self, out: Path, *, version: str = "", force: bool = False) -> Path:
        """Copy the newest finished cut, the film's own or a version's, to a file. Raises Refused where the file is
        there and is not our own."""
        cut = self.cut_of(version)
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
        files |= dict(self._captions(plan))
        asked = plan.film.settings
        title = asked.name or asked.title or (plan.film.brief.title if plan.film.brief else records.project.title)
        return shelve(self._shop.data, self.id, title, files)

    def subtitles(self, version: str = "") -> dict[str, str]:
        """SRT and VTT of the cut that is shown, fresh or not, as digests by kind; none where nothing is said."""
        view = self._cut_view(version)
        return self._texts(view.take if view else None)

    def _texts(self, take: Take | None) -> dict[str, str]:
        if take is None or take.recipe.imported or not take.recipe.params.get("narration"):
            return {}
        return {kind: digest(path.read_bytes()) for kind, path in self._written(take.recipe)}

    def _captions(self, plan: Plan) -> Iterator[tuple[str, Path]]:
        """Sidecar captions of the cuts, SRT and VTT, as blobs by the name of the file."""
        for name, view in narrated(plan).items():
            if view.take is not None and not view.take.recipe.imported:
                yield from ((f"{name}.{kind}", path) for kind, path in self._written(view.take.recipe))

    def _written(self, recipe: Recipe) -> Iterator[tuple[str, Path]]:
        kinds: tuple[CaptionKind, ...] = ("srt", "vtt")
        for kind in kinds:
            text = self._captions_of(recipe, kind)
            yield kind, self._store.blobs.path(self._store.blobs.put(text.encode(), "text/plain"))

    def _captions_of(self, recipe: Recipe, kind: CaptionKind, *, words: bool = False) -> str:
        """The captions of a cut, timed by what is heard in it; written once for each cut."""
        from vidpipe.stages.cutting import plan_of

        def write() -> bytes:
            cutter = make_cutter(lambda: False)
            return cutter.captions(plan_of(recipe), kind, path=self._store.blobs.path, words=words).encode()

        asked = {"captions": recipe.key, "kind": kind, "words": words, "version": CAPTIONS_VERSION}
        return self._store.blobs.read(self._once(fingerprint(asked), "text/plain", write)).decode()

    def _once(self, key: str, mime: str, make: Callable[[], bytes]) -> str:
        """The digest of what is worked out of the film once, by its key."""
        known = self._store.derived.get(key)
        if known is None or not self._lies(known.digest):
            with self._store.using(self.id):
                known = Cached(digest=self._store.blobs.put(make(), mime), mime=mime)
                self._store.derived.put(key, known)
        return known.digest

    def _lies(self, name: str) -> bool:
        try:
            self._store.blobs.path(name)
        except Corrupt:
            return False
        return True
