"""What a person puts into a film: an own picture, clip or sound, and a picture that another scene shows already.

The façade writes the bytes into the workspace's scratch folder, media looks into them; only what came out whole is
stored, beside the bytes as they were brought.
"""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vidpipe.errors import BadInput, MediaError, Refused
from vidpipe.film.format import Quality, size
from vidpipe.film.project import Settings
from vidpipe.film.slot import MOOD, parse
from vidpipe.project.deciding import Deciding
from vidpipe.recipe import imported
from vidpipe.take import SlotView, State, Take, Verb

if TYPE_CHECKING:
    from vidpipe.media.brought import Kind

KINDS: "dict[str, Kind]" = {
    "keyframe": "picture",
    "clip": "clip",
    "narration": "sound",
    "music": "sound",
    "mood": "picture",
}
"""What a slot holds, by the first word of its name; others hold what vidpipe computes or writes."""
HOLDS: "dict[Kind, str]" = {"picture": "image/", "clip": "video/", "sound": "audio/"}
MOST_NAME = 60


class Bringing(Deciding):
    """Uploads and copies: each is a take that is picked at once."""

    def bring(self, slot: str, data: bytes | Path, *, name: str = "", note: Mapping[str, Any] | None = None) -> Take:
        """An own picture for a keyframe, an own clip, an own sound for narration or music; shown at once.

        It is brought to the film's size and rate, and kept as it was beside that (`meta["original"]`); `note` is more
        of its meta. Raises NotFound, BadInput for another kind of file, Refused for a locked slot, MediaError for a
        damaged file, LimitReached.
        """
        from vidpipe.media.decode import Geometry
        from vidpipe.media.intake import take_in

        view = self._open_to_bring(slot)
        kind, settings = KINDS[parse(slot).name.partition("/")[0]], self.settings
        quality = Quality.FINAL if kind == "picture" else settings.quality
        geometry = Geometry(*size(settings.aspect, quality), settings.rate)
        with tempfile.TemporaryDirectory(prefix="brought-", dir=self._store.scratch) as scratch:
            folder = Path(scratch)
            file = laid_down(data, kind, folder / "original")
            made = take_in(file, kind, geometry, folder=folder, quality=quality.value)
            digest = self._store.blobs.take_in(made.path, made.mime)
            original = self._store.blobs.take_in(file, made.original)
        given = name or (data.name if isinstance(data, Path) else "")
        meta = made.meta | {"original": original, "name": safe_name(given, made.original)} | dict(note or {})
        return self._shown(view, digest=digest, mime=made.mime, meta=meta)

    def adopt(self, slot: str, digest: str, *, facts: Mapping[str, Any], note: Mapping[str, Any]) -> Take:
        """Show a file that the workspace holds, as a result of the lab. A sound goes in as it is, and so does a picture
        or clip of just the film's size and rate; any other is brought. `facts` were measured of it; `note` says where
        it comes from. Raises as `bring`.
        """
        view, path = self._open_to_bring(slot), self._store.blobs.path(digest)
        mime, kind = self._store.blobs.mime(digest), KINDS[parse(slot).name.partition("/")[0]]
        if not mime.startswith(HOLDS[kind]):
            raise BadInput(f"{slot} holds a {kind}, and this is none", remedy=f"Take a result that is a {kind}.")
        if kind == "sound" or _fits(path, mime, kind, self.settings):
            return self._shown(view, digest=digest, mime=mime, meta={**facts, **note})
        return self.bring(slot, path, note=note)

    def copy(self, slot: str, source: str) -> Take:
        """Show in `slot` what `source` shows: a keyframe in a keyframe, a clip in a clip, a sound in a sound.

        Raises NotFound, BadInput for slots of two kinds, Refused for a locked slot or an empty source.
        """
        view, shown = self._open_to_bring(slot), self._view(source).take
        kinds = [KINDS.get(parse(name).name.partition("/")[0]) for name in (slot, source)]
        if kinds[0] != kinds[1]:
            raise BadInput(f"{source} holds another kind of thing than {slot}", remedy="Copy between two of a kind.")
        if shown is None:
            raise Refused(f"{source} shows nothing yet", remedy="Make it first, or choose another.")
        return self._shown(view, digest=shown.digest, mime=shown.mime, meta=shown.meta)

    def _open_to_bring(self, slot: str) -> SlotView:
        view = self._view(slot)
        if slot == MOOD or parse(slot).name.partition("/")[0] not in KINDS:
            raise BadInput(f"Nothing can be brought for {slot}", remedy="Bring a keyframe, a clip, narration or music.")
        if view.locked:
            raise Refused(f"{slot} is locked", remedy="Unlock it first.")
        return view

    def _shown(self, view: SlotView, *, digest: str, mime: str, meta: Mapping[str, Any]) -> Take:
        """The take, picked. What is being made for the slot is called off, so that it does not come to show instead."""
        said = [*meta.get("warnings", ()), *self._breaks(view.slot)]
        meta = {**meta, "warnings": list(dict.fromkeys(said))} if said else meta
        if view.state in (State.QUEUED, State.RUNNING):
            self._decide([self._decision(view.slot, Verb.CANCEL)])
        return self._store.import_take(
            self.id, view.slot, digest=digest, mime=mime, meta=meta, recipe=imported(digest), actor=self._shop.actor
        )

    def _breaks(self, slot: str) -> list[str]:
        """What no longer fits where a scene that continues another one starts on a picture of its own."""
        board, where = self._read()[1].film.storyboard, parse(slot)
        if board is None or where.name != "keyframe/start" or board.scene(where.scene).continuity != "continue":
            return []
        number = board.place(where.scene) + 1
        return [f"Scene {number} continues scene {number - 1}, but starts on a picture of its own: a jump is seen."]


def _fits(file: Path, mime: str, kind: "Kind", settings: Settings) -> bool:
    """Whether a picture or clip has just the film's size and rate, in a form that a film holds."""
    if kind == "picture":
        from vidpipe.media.images import measure

        return mime == "image/png" and measure(file)[1:] == size(settings.aspect)
    from vidpipe.media.probe import probe

    found, wanted = probe(file), size(settings.aspect, settings.quality)
    return mime == "video/mp4" and (found.width, found.height) == wanted and found.rate == settings.rate


def laid_down(data: bytes | Path, kind: "Kind", file: Path) -> Path:
    """The bytes as a file of our own: what happens to the person's file meanwhile makes no difference."""
    from vidpipe.media.intake import check_size

    if isinstance(data, bytes):
        check_size(kind, len(data))
        file.write_bytes(data)
        return file
    if not data.is_file():
        raise BadInput(f"There is no file {data.name or data}", remedy="Give the name of a file.")
    try:
        check_size(kind, data.stat().st_size)
        shutil.copyfile(data, file)
    except OSError as error:
        raise MediaError(f"The file {data.name} cannot be read", remedy="Bring it again.") from error
    return file


SUFFIXES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tif",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "audio/wav": "wav",
    "audio/mpeg": "mp3",
    "audio/flac": "flac",
    "audio/ogg": "ogg",
    "audio/aac": "aac",
}


def safe_name(name: str, mime: str) -> str:
    """A file name of at most 60 plain signs, its ending by what the file really is."""
    from vidpipe.film.slug import slug

    suffix = SUFFIXES.get(mime, "bin")
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return f"{slug(stem, most=MOST_NAME - len(suffix) - 1) or 'file'}.{suffix}"
