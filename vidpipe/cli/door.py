"""The way in and out of every command: arguments as text, one line for an error, the exit code. Knows no command."""

import contextlib
import io
import os
import sys
from collections.abc import Sequence

from vidpipe.cli import screen, workspace
from vidpipe.errors import BadInput

INTERRUPTED = 130


def run(args: Sequence[str]) -> int:
    """Run a command in this process and return its exit code; an error is one line on standard error."""
    from vidpipe.cli.commands import app
    from vidpipe.cli.failure import report

    _settle_streams()
    workspace.forget()
    try:
        _refuse_broken_text(args)
        code = app(args=list(args), prog_name="vidpipe", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except KeyboardInterrupt:
        screen.complain("Interrupted. What is made is kept.")
        return INTERRUPTED
    except Exception as error:
        return report(error, args)


def leave(code: int) -> None:
    """End the process. After an interruption nothing is waited for: threads at work would hold an ordinary exit."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    if code == INTERRUPTED:
        os._exit(code)
    sys.exit(code)


def _settle_streams() -> None:
    """A sign that the terminal's encoding lacks becomes a question mark, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _refuse_broken_text(args: Sequence[str]) -> None:
    for text in args:
        if any("\ud800" <= sign <= "\udfff" for sign in text):
            raise BadInput("An argument has bytes that are no UTF-8 text", remedy="Type it again as plain text.")
