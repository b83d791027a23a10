"""The command line: small Typer commands that call the façade and say what came of it, in plain lines or in JSON.

May import studio, ui's place and the nouns; may not reach below the façade, and loads only what a command needs.
"""

import sys
from collections.abc import Sequence


def main(args: Sequence[str] | None = None) -> None:
    """Run one command (of `sys.argv` unless given) and leave the process with its exit code."""
    from vidpipe.cli.door import leave, run
    from vidpipe.cli.journal import own_process

    own_process()
    leave(run(list(sys.argv[1:] if args is None else args)))
