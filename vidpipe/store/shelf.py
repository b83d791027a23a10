"""A film's folder that a person can find: names people understand, beside the store of digests. Files only, no SQL.

Entries are hard links to blobs where the disk allows, else symbolic links, else copies. A small list in the folder says
what vidpipe put there; whatever else is found, or was changed since, belongs to the person and is left alone.
"""

import contextlib
import json
import os
import re
import shutil
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vidpipe.errors import BadInput, Busy, Refused
from vidpipe.film.slug import title_slug
from vidpipe.store.disk import in_words, private_folder
from vidpipe.store.locks import FOLDER, OsLock

FILMS = "films"
LIST = ".vidpipe.json"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_ALTERNATIVES = 50
_WAIT_SECONDS = 10.0


def shelve(data: Path, project_id: str, title: str, files: Mapping[str, Path]) -> Path:
    """Make the film's folder show exactly these files (name → file in the store); the folder.

    Again with the same files changes nothing. Raises BadInput for a name or id that is no plain file name.
    """
    for name in files:
        _check(name, _NAME, "file name")
    with _alone(data), in_words():
        shown = _find(data, project_id, title)
        for name in [name for name in shown.entries if name not in files]:
            shown.take_down(name)
        for name, source in files.items():
            shown.show(name, source)
        shown.save()
        return shown.folder


def unshelve(data: Path, project_id: str) -> None:
    """Take down what vidpipe put into the film's folder, and the folder if nothing else is in it."""
    _check(project_id, _ID, "id")
    with _alone(data), in_words():
        for shown in _existing(data, project_id):
            for name in list(shown.entries):
                shown.take_down(name)
            (shown.folder / LIST).unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                shown.folder.rmdir()


@dataclass
class _Shown:
    """A film's folder and what vidpipe put there: for each entry its own mark and that of its source."""

    folder: Path
    project: str
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    def show(self, name: str, source: Path) -> None:
        """Show a file under its name, or under a similar one where the person has something of that name."""
        entry = self.entries.get(name)
        mark = _mark(source)
        if entry and entry["source"] == mark and self._is_ours(entry):
            return
        if entry:
            self.take_down(name)
        target = self.folder / name
        if not _shows(target, source):
            target = self._free(name)
            _place(source, target)
        self.entries[name] = {"as": target.name, "mark": _mark(target), "source": mark}

    def take_down(self, name: str) -> None:
        entry = self.entries.pop(name)
        if self._is_ours(entry):
            (self.folder / entry["as"]).unlink()

    def save(self) -> None:
        told = json.dumps({"project": self.project, "files": self.entries}, indent=1, sort_keys=True)
        draft = self.folder / f".{uuid.uuid4().hex}"
        draft.write_text(told, encoding="utf-8")
        draft.replace(self.folder / LIST)

    def _is_ours(self, entry: Mapping[str, Any]) -> bool:
        return bool(_mark(self.folder / entry["as"]) == entry["mark"])

    def _free(self, name: str) -> Path:
        stem, dot, ending = name.partition(".")
        for number in range(1, _ALTERNATIVES):
            tried = self.folder / (name if number == 1 else f"{stem}-{number}{dot}{ending}")
            if not os.path.lexists(tried):
                return tried
        raise Refused(f"the film's folder has too many files named like {name}", remedy="Move some of them elsewhere")


def _find(data: Path, project_id: str, title: str) -> _Shown:
    """The film's folder, named after the title it has now."""
    _check(project_id, _ID, "id")
    wanted = private_folder(data / FILMS) / f"{title_slug(title)}-{project_id}"
    shown = next(iter(_existing(data, project_id)), None)
    if shown is None:
        shown = _Shown(_free_folder(wanted), project_id)
        shown.folder.mkdir(mode=0o700, exist_ok=True)
    elif shown.folder != wanted and not os.path.lexists(wanted):
        shown.folder = shown.folder.rename(wanted)
    return shown


def _existing(data: Path, project_id: str) -> list[_Shown]:
    folders = sorted((data / FILMS).glob(f"*-{project_id}*")) if (data / FILMS).is_dir() else []
    found = [_read(folder) for folder in folders if folder.is_dir() and not folder.is_symlink()]
    return [shown for shown in found if shown is not None and shown.project == project_id]


def _read(folder: Path) -> _Shown | None:
    """The folder as its list tells; None where there is none that vidpipe wrote."""
    try:
        told = json.loads((folder / LIST).read_text(encoding="utf-8"))
        entries = {name: entry for name, entry in told["files"].items() if _NAME.fullmatch(entry["as"])}
        return _Shown(folder, str(told["project"]), entries)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _free_folder(wanted: Path) -> Path:
    for number in range(1, _ALTERNATIVES):
        tried = wanted if number == 1 else wanted.with_name(f"{wanted.name}-{number}")
        if not os.path.lexists(tried) or (tried.is_dir() and not tried.is_symlink() and not any(tried.iterdir())):
            return tried
    raise Refused(f"the workspace has too many folders named like {wanted.name}", remedy="Move some of them elsewhere")


def _mark(file: Path) -> list[int] | None:
    """What tells a file from another and from itself after a change; None for no file. Links are not followed."""
    try:
        found = file.lstat()
    except FileNotFoundError:
        return None
    return [found.st_ino, found.st_size, found.st_mtime_ns]


def _shows(target: Path, source: Path) -> bool:
    """Whether an entry leads to the source already: left by a run that ended before its list was written."""
    if target.is_symlink():
        return target.readlink() == source.absolute()
    return target.exists() and target.samefile(source)


def _place(source: Path, target: Path) -> None:
    """The source under a second name: a hard link, else a symbolic link, else a copy; whole from the first moment."""
    for link in (os.link, os.symlink):
        with contextlib.suppress(OSError, NotImplementedError, AttributeError):
            link(source.absolute(), target)
            return
    draft = target.with_name(f".{uuid.uuid4().hex}")
    try:
        shutil.copyfile(source, draft)
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


def _check(text: str, pattern: re.Pattern[str], what: str) -> None:
    if not pattern.fullmatch(text):
        raise BadInput(f"{text[:80]!r} is no plain {what}", remedy="Use letters, digits, dots and dashes")


@contextlib.contextmanager
def _alone(data: Path) -> Iterator[None]:
    lock = OsLock(data / FOLDER / "films.lock")
    if not lock.acquire(wait=_WAIT_SECONDS):
        raise Busy("another process is arranging the films' folders", remedy="Try again in a moment")
    try:
        yield
    finally:
        lock.release()
