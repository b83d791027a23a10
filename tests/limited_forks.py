"""Limited children of the product, forked from a process that has loaded the libraries: for tests that start hundreds.

All else is the product's own: the same module, arguments, pipes, session, environment, memory and time. Only Python's
start is left out; `tests/test_process.py`, and every test that does not ask for this, starts children afresh.
"""

import functools
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

import forking
from vidpipe import process

SHELL = "/bin/sh"
READS = ("vidpipe.errors", "vidpipe.sources.passages", "vidpipe.sources.packed", "pypdf", "html.parser", "yaml", "csv")
PICTURES = (
    "vidpipe.process",
    "vidpipe.media",
    "PIL.Image",
    "PIL.ImageCms",
    "PIL.PngImagePlugin",
    "PIL.TiffImagePlugin",
)
CODE = """
import resource, runpy
if {memory}:
    resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
runpy.run_module({module!r}, run_name="__main__", alter_sys=True)
"""
afresh = process._popen
"""The product's own."""


@contextmanager
def forked_children() -> Iterator[None]:
    """Python modules that the product starts are forked for as long as the block lasts."""
    with pytest.MonkeyPatch.context() as patch:
        if forking.FORKS:
            patch.setattr("vidpipe.process._popen", _popen)
        yield


@functools.cache
def _server(pid: int) -> forking._Server:
    """One of this kind, which holds little: what limits a child's memory counts what it began with."""
    return forking._Server()


def _popen(command: Sequence[str], *, secrets: bool = False, **options: Any) -> Any:
    asked = [*command]
    memory = int(asked[asked.index(SHELL) + 3]) * 1024 if SHELL in asked else 0
    begins = asked.index(sys.executable) if sys.executable in asked else len(asked)
    env: Mapping[str, str] = process.environment(secrets=secrets)
    server = _server(os.getpid())
    if asked[begins + 1 : begins + 2] != ["-m"] or not server.fits(env) or options.keys() - {"cwd"}:
        return afresh(command, secrets=secrets, **options)
    module, *rest = asked[begins + 2 :]
    line = [sys.executable, "-c", CODE.format(memory=memory, module=module), *rest]
    pipes = {"stdin": -1, "stdout": -1, "stderr": -1}
    about: dict[str, Any] = {"env": env, "start_new_session": True, **pipes, **options}
    return forking.Forked(line, server=server, warm=(*READS, *PICTURES), **about)
