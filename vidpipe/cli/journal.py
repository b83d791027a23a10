"""Where all goes that no person needs to read: `logs/vidpipe.log` in the workspace, never the terminal."""

import contextlib
import logging
import os
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path

_owned: list[bool] = []
SIZE, KEPT = 2_000_000, 3
FORM = "%(asctime)s %(process)d %(name)s %(levelname)s %(message)s"


def own_process() -> None:
    """Say that this process is the command's own, so that what libraries print below Python may be turned away too."""
    _owned[:] = [True]


def keep(folder: Path) -> None:
    """Write warnings, errors and the engine's notes to a file; keep silent where no file can be written."""
    close()
    logging.getLogger().addHandler(_handler(folder / "logs"))
    logging.getLogger("vidpipe").setLevel(logging.INFO)
    logging.captureWarnings(True)
    if _owned:
        _owned.clear()
        with contextlib.suppress(OSError, ValueError):
            _turn_away(folder / "logs")
    threading.excepthook = _of_thread


def _turn_away(folder: Path) -> None:
    """Lead standard error into a file and keep what it was for our own lines: drawing libraries warn there."""
    sys.stderr.flush()
    own = os.dup(sys.stderr.fileno())
    sys.stderr = open(own, "w", buffering=1, encoding=sys.stderr.encoding, errors="replace")  # noqa: SIM115
    with (folder / "libraries.log").open("ab") as log:
        os.dup2(log.fileno(), 2)


def close() -> None:
    """Let go of the file."""
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, Journal | logging.NullHandler)]:
        root.removeHandler(handler)
        handler.close()


class Journal(RotatingFileHandler):
    """A log whose own failures are not worth a word: the disk may be full."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing."""


def _handler(folder: Path) -> logging.Handler:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        journal = Journal(folder / "vidpipe.log", maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", delay=True)
    except OSError:
        return logging.NullHandler()
    journal.setFormatter(logging.Formatter(FORM))
    return journal


def _of_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_type is not SystemExit and args.exc_value is not None:
        logging.getLogger("vidpipe").error("in thread %s", args.thread and args.thread.name, exc_info=args.exc_value)
