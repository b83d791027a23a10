"""A film's sound apart, to be mixed elsewhere: voice, music and clips, each as long as the film.

What was made is kept by all that is heard of a cut, so that words on screen and pictures of it make no difference.
"""

import secrets
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from vidpipe.errors import BadInput, Corrupt, Refused
from vidpipe.film.cut import CutPlan
from vidpipe.film.slug import slug
from vidpipe.ports import Cached
from vidpipe.project.delivering import Delivering
from vidpipe.recipe import digest, fingerprint
from vidpipe.stages.cutting import plan_of

VERSION = 1
"""Counts up when the same film's stems would be others."""
WAV = "audio/wav"
SEEN = {"words": (), "colours": (), "width": 2, "height": 2, "quality": "final", "language": ""}
"""What of a plan is only seen, put aside."""


class Stemming(Delivering):
    """Stems of the finished film."""

    def stems(
        self,
        folder: Path,
        *,
        force: bool = False,
        progress: Callable[[int], None] = lambda percent: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> dict[str, Path]:
        """Write the stems into a folder, as WAV files of the film's name, those of voice, music and clips that there
        are, by name. Together they are the film before its limiter.

        Raises Refused where there is no finished film or a file is not our own, BadInput, MediaError, Stopped.
        """
        if folder.exists() and not folder.is_dir():
            raise BadInput(f"{folder} is a file, no folder", remedy="Name a folder with --out.")
        made = self.stem_files(progress=progress, stopped=stopped)
        files = {kind: folder / f"{self.stem_name}-{kind}.wav" for kind in made}
        for file in files.values():
            self._check_stem(file, force=force)
        _make(folder)
        for kind, file in files.items():
            draft = file.with_name(f".{file.name}.{secrets.token_hex(3)}")
            shutil.copyfile(self._store.blobs.path(made[kind]), draft)
            draft.replace(file)
        return files

    @property
    def stem_name(self) -> str:
        """What their files are called, before the part."""
        return slug(self.title) or "film"

    def stem_files(
        self, *, progress: Callable[[int], None] = lambda percent: None, stopped: Callable[[], bool] = lambda: False
    ) -> dict[str, str]:
        """The same kept in the workspace, as digests by name: made once, found again. Raises as `stems`."""
        plan = self._heard_plan()
        with self._store.using(self.id):
            known = self._stems_known(plan)
            return self._stems_made(plan, progress, stopped) if known is None else known

    def stems_made(self) -> dict[str, str] | None:
        """What `stem_files` made of the film as it is, None where it did not yet. Raises Refused without a film."""
        return self._stems_known(self._heard_plan())

    # ------------------------------------------------------------ beneath

    def _heard_plan(self) -> CutPlan:
        take = self._made_cut(self._cut_view())
        if take.recipe.imported:
            raise Refused("This cut was brought from elsewhere, in one sound", remedy="Pick a cut that was made here.")
        return plan_of(take.recipe)

    def _stems_known(self, plan: CutPlan) -> dict[str, str] | None:
        key = _key(plan)
        told = self._store.derived.get(key)
        if told is None:
            return None
        found = {kind: self._store.derived.get(_of(key, kind)) for kind in told.meta["stems"]}
        return {kind: one.digest for kind, one in found.items() if one} if all(found.values()) else None

    def _stems_made(
        self, plan: CutPlan, progress: Callable[[int], None], stopped: Callable[[], bool]
    ) -> dict[str, str]:
        from vidpipe.media.stems import write

        blobs, key = self._store.blobs, _key(plan)
        with tempfile.TemporaryDirectory(prefix="stems-", dir=self._store.scratch) as folder:
            files = write(plan, path=blobs.path, into=Path(folder), stopped=stopped, progress=progress)
            made = {kind: blobs.take_in(file, WAV) for kind, file in files.items()}
        for kind, name in made.items():
            self._store.derived.put(_of(key, kind), Cached(digest=name, mime=WAV))
        index = blobs.put(",".join(made).encode(), "text/plain")
        self._store.derived.put(key, Cached(digest=index, mime="text/plain", meta={"stems": list(made)}))
        return made

    def _check_stem(self, file: Path, *, force: bool) -> None:
        """Whether a stem may be written there. Raises Refused."""
        if not file.exists() or (force and file.is_file()):
            return
        try:
            ours = file.is_file() and self._store.blobs.mime(digest(file.read_bytes())) == WAV
        except Corrupt:
            ours = False
        if not ours:
            raise Refused(f"{file} is there already and is not of this film", remedy="Add --force to replace it.")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"The folder {folder} cannot be made", remedy="Choose another.") from error


def _key(plan: CutPlan) -> str:
    """By all that is heard."""
    return fingerprint({"stems": plan.model_copy(update=SEEN).plain(), "version": VERSION})


def _of(key: str, kind: str) -> str:
    return fingerprint({"stem": kind, "of": key})
