"""Bytes by their SHA-256: whole and synced on disk before any row names them, never changed after.

A file comes to its place by a rename, so a name made of a digest never shows a part of anything.
"""

import contextlib
import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import bindparam, func, select

from vidpipe.engine.faults import point
from vidpipe.errors import BadInput, Corrupt
from vidpipe.ports import Clock
from vidpipe.recipe import digest as digest_of
from vidpipe.store.database import Database
from vidpipe.store.disk import check_room, in_words, private_folder, sync_file, sync_folder, write_synced
from vidpipe.store.scratch import Scratch
from vidpipe.store.tables import BLOB

_CHUNK = 1 << 20
_REMEDY = "Make the slot again with: vidpipe resume"
_DIGEST = frozenset("0123456789abcdef")
_FACTS = select(BLOB.c.size, BLOB.c.mime).where(BLOB.c.digest == bindparam("digest"))
_STAYS = select(BLOB.c.size).where(BLOB.c.digest == bindparam("digest"), ~BLOB.c.doomed)


class FileBlobs:
    """The blobs of a workspace: files under `blobs/ab/cdef…`, a row for each."""

    def __init__(self, data: Path, database: Database, *, scratch: Scratch, clock: Clock, floor: int) -> None:
        self._root = data / "blobs"
        self._prefix = f"{self._root}{os.sep}"
        self._database = database
        self._scratch = scratch
        self._clock = clock
        self._floor = floor
        self._known: dict[str, tuple[int, str]] = {}

    def put(self, data: bytes, mime: str) -> str:
        """Store bytes. Raises LimitReached or Broken where the disk refuses, and leaves nothing half-made."""
        digest = digest_of(data)
        if not self._have(digest):
            with self._draft() as draft:
                check_room(draft.parent, len(data), self._floor)
                write_synced(draft, data)
                self._settle(draft, digest, size=len(data), mime=mime)
        return digest

    def take_in(self, file: Path, mime: str) -> str:
        """Move a file into the store; one with a second name (a hard link) is copied. Raises BadInput for a link."""
        with self._draft() as draft:
            moved = self._bring(file, draft)
            try:
                digest, size = _hash(draft)
                if not self._have(digest):
                    self._settle(draft, digest, size=size, mime=mime)
            except BaseException:
                if moved and draft.exists():
                    draft.replace(file)
                raise
            if not moved:
                file.unlink(missing_ok=True)
        return digest

    def path(self, digest: str) -> Path:
        """Where the blob lies. Raises Corrupt when it is gone or its size differs."""
        if not self.present(digest):
            raise Corrupt(f"the file {digest[:12]}… is damaged or gone", remedy=_REMEDY)
        return self._place(digest)

    def read(self, digest: str) -> bytes:
        """The bytes, checked against the digest. Raises Corrupt."""
        with in_words():
            data = self.path(digest).read_bytes()
        if digest_of(data) != digest:
            raise Corrupt(f"the file {digest[:12]}… is damaged", remedy=_REMEDY)
        return data

    def present(self, digest: str) -> bool:
        """Whether the blob is known and its file is there with the right size; its bytes are not read."""
        facts = self._facts(digest)
        return facts is not None and self.lies(digest, facts[0])

    def mime(self, digest: str) -> str:
        """What kind of media the blob is, as it was said when it first came. Raises Corrupt for an unknown one."""
        facts = self._facts(digest)
        if facts is None:
            raise Corrupt(f"the file {digest[:12]}… is unknown", remedy=_REMEDY)
        return facts[1]

    def missing(self, digests: Iterable[str]) -> set[str]:
        """Those of the digests whose file is gone or has another size. Looks at sizes only."""
        wanted = set(digests)
        unknown = [digest for digest in wanted if digest not in self._known]
        with self._database.reading() as connection:
            for start in range(0, len(unknown), 500):
                some = select(BLOB.c.digest, BLOB.c.size, BLOB.c.mime).where(
                    BLOB.c.digest.in_(unknown[start : start + 500])
                )
                self._known.update({row.digest: (row.size, row.mime) for row in connection.execute(some)})
        return {
            digest for digest in wanted if digest not in self._known or not self.lies(digest, self._known[digest][0])
        }

    def discard(self, digest: str) -> int:
        """Remove a blob's file and forget its facts; bytes freed. The row is the caller's."""
        self._known.pop(digest, None)
        place = self._place(digest)
        with in_words(), contextlib.suppress(FileNotFoundError):
            size = place.lstat().st_size
            place.unlink()
            return size
        return 0

    def total(self) -> int:
        """Bytes in all blobs together."""
        with self._database.reading() as connection:
            return int(connection.scalar(select(func.coalesce(func.sum(BLOB.c.size), 0))) or 0)

    def _place(self, digest: str) -> Path:
        if len(digest) != 64 or not _DIGEST.issuperset(digest):
            raise BadInput("this is no digest of a file")
        return self._root / digest[:2] / digest[2:]

    def lies(self, digest: str, size: int) -> bool:
        """Whether a file of this size is in the blob's place. Asks the disk alone."""
        try:
            found = os.lstat(f"{self._prefix}{digest[:2]}{os.sep}{digest[2:]}")
        except (FileNotFoundError, NotADirectoryError):
            return False
        return stat.S_ISREG(found.st_mode) and found.st_size == size

    def _facts(self, digest: str) -> tuple[int, str] | None:
        if digest not in self._known:
            with self._database.reading() as connection:
                row = connection.execute(_FACTS, {"digest": digest}).first()
            if row is None:
                return None
            self._known[digest] = (row.size, row.mime)
        return self._known[digest]

    def _have(self, digest: str) -> bool:
        """Whole on disk, with a row that stays."""
        with self._database.reading() as connection:
            row = connection.execute(_STAYS, {"digest": digest}).first()
        return row is not None and self.lies(digest, row.size)

    @contextlib.contextmanager
    def _draft(self) -> Iterator[Path]:
        draft = self._scratch.file()
        try:
            with in_words():
                yield draft
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)

    def _bring(self, file: Path, draft: Path) -> bool:
        """Get the file to the draft's place, by a move where that is safe; whether it was moved."""
        found = file.lstat()
        if not stat.S_ISREG(found.st_mode):
            raise BadInput(f"{file.name} is no plain file", remedy="Give the file itself, not a link or a folder")
        if found.st_nlink == 1:
            with contextlib.suppress(OSError):
                file.replace(draft)
                return True
        check_room(draft.parent, found.st_size, self._floor)
        with file.open("rb") as source, draft.open("xb") as copy:
            shutil.copyfileobj(source, copy, _CHUNK)
        return False

    def _settle(self, draft: Path, digest: str, *, size: int, mime: str) -> None:
        """Rename a synced draft to its place and write its row in one transaction: the trash cannot come between."""
        point("blob-temp")
        place = self._place(digest)
        row = {"digest": digest, "size": size, "mime": mime, "created": self._clock.now(), "doomed": False}
        with self._database.writing() as connection:
            self._database.upsert(connection, BLOB, row, keys=["digest"])
            private_folder(self._root)
            fresh = not place.parent.is_dir()
            private_folder(place.parent)
            _seal(draft)
            draft.replace(place)
            sync_folder(place.parent)
            if fresh:
                sync_folder(self._root)
            point("blob-renamed")
        self._known[digest] = (size, mime)


def _hash(file: Path) -> tuple[str, int]:
    """SHA-256 and size of a file, which is made private and synced to disk on the way."""
    file.chmod(0o600)
    sum_, size = hashlib.sha256(), 0
    with file.open("rb+") as source:
        while chunk := source.read(_CHUNK):
            sum_.update(chunk)
            size += len(chunk)
        sync_file(source.fileno())
    return sum_.hexdigest(), size


def _seal(file: Path) -> None:
    """Let nobody write to the file any more: a film's folder shows it to people under a second name.

    On Windows the bit for that would also forbid removing it, so it stays as it is there.
    """
    if os.name == "posix":
        file.chmod(0o400)
