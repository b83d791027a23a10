"""What a person sees of an error: one line with the remedy, and the exit code. What is unexpected goes into a log."""

import errno
import os
import tempfile
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import typer

from vidpipe.cli import screen, workspace
from vidpipe.errors import VidpipeError

BAD_USE, FAILED = 2, 4
FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
MISPLACED = (errno.ENOTDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.ENOENT, errno.ENODEV)
DATABASES = ("sqlalchemy", "sqlite3", "psycopg", "alembic")


def report(error: Exception, args: Sequence[str]) -> int:
    """Say what went wrong on one line of standard error; returns the exit code."""
    if isinstance(error, typer.TyperException):
        screen.complain(f"Error: {_usage(error)}")
        return BAD_USE
    if isinstance(error, VidpipeError):
        screen.complain(f"Error: {_sentence(str(error))}")
        return error.exit_code
    known = _known(error)
    if known:
        screen.complain(f"Error: {known}")
        return FAILED
    screen.complain(f"Error: {_unexpected(error, args)}")
    return FAILED


def _sentence(text: str) -> str:
    """With a capital at the start, but where a name stands there, and a full stop at the end."""
    text = text.strip()
    started = text[:1].upper() + text[1:] if text[:1].islower() and text.split()[0].isalpha() else text
    return started if started.endswith((".", "!", "?", "…", ")")) else f"{started}."


def _usage(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    said = _sentence(error.format_message().strip().splitlines()[0])
    if "unexpected extra argument" in said and context is not None and context.info_name in ("generate", "estimate"):
        return f"{said} Put the whole prompt in quotes."
    return f"{said} See: {context.command_path if context is not None else 'vidpipe'} --help"


def _known(error: BaseException) -> str:
    """The sentence for what the machine refuses, wherever in the chain of causes; '' when it is none of those."""
    for cause in _chain(error):
        said = _of_machine(cause) or _of_database(cause)
        if said:
            return said
    return ""


def _chain(error: BaseException | None) -> list[BaseException]:
    chain: list[BaseException] = []
    while error is not None and error not in chain and len(chain) < 10:
        chain.append(error)
        error = error.__cause__ or error.__context__
    return chain


def _of_machine(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "There is not enough memory. Close other programs, or make a draft with --quality draft."
    if not isinstance(error, OSError):
        return ""
    place = f" at {error.filename}" if error.filename else ""
    if error.errno in FULL:
        return f"The disk is full{place}. Free some space, then go on with: vidpipe resume ID. What is made is kept."
    if error.errno in FORBIDDEN:
        return f"Writing is not allowed{place}. Allow it, or name another folder with --data."
    if error.errno in MISPLACED and error.filename and workspace.holds(str(error.filename)):
        return f"There can be no workspace{place} ({error.strerror}). Name another folder with --data."
    return ""


def _of_database(error: BaseException) -> str:
    if not type(error).__module__.startswith(DATABASES):
        return ""
    said = str(error).lower()
    if "readonly" in said or "read-only" in said or "unable to open" in said:
        return f"The database in {workspace.folder()} cannot be written. Allow it, or name another folder with --data."
    if "full" in said or "disk i/o" in said:
        return f"The disk of {workspace.folder()} is full. Free some space; what is made is kept."
    if "locked" in said:
        return f"Another program holds the database in {workspace.folder()}. Try again when it has ended."
    if "malformed" in said or "not a database" in said:
        return f"The database in {workspace.folder()} is damaged. Put a copy back, or name another folder with --data."
    return ""


def _unexpected(error: Exception, args: Sequence[str]) -> str:
    name, said = type(error).__name__, screen.shortened(error, 200)
    log = _write_log(error, args)
    return f"Something unexpected went wrong ({name}: {said}). The details are in {log}; please report them."


def _write_log(error: Exception, args: Sequence[str]) -> Path | str:
    now = datetime.now(UTC)
    text = "".join([f"{now.isoformat()} vidpipe {' '.join(map(repr, args))}\n", *traceback.format_exception(error)])
    for folder in (workspace.folder() / "logs", Path(tempfile.gettempdir())):
        file = folder / f"error-{now:%Y%m%d-%H%M%S}-{os.getpid()}.log"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", errors="replace")
        except OSError:
            continue
        return file
    return "no log: nothing could be written"
