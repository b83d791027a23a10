"""The child that parses one file: `python -m vidpipe.sources KIND`, bytes on stdin, JSON on stdout.

It may read what is installed and nothing else: no file is written, no line opened, no program started from here.
"""

import importlib
import json
import pkgutil
import sys
from typing import Any

import vidpipe.sources
from vidpipe.errors import BadInput

CLOSED = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "ctypes.",
    "shutil.",
)
CHANGES = (
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.putenv",
)
WRITES = 0x1 | 0x2 | 0x40 | 0x200 | 0x400
"""O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND."""
CPU_SECONDS = 12
DAMAGED = "It is damaged or made in a way that cannot be read"


def fence(event: str, facts: tuple[Any, ...]) -> None:
    """Refuses everything by which a parser that was led astray could reach the disk, the network or a program."""
    if event.startswith(CLOSED) or event in CHANGES:
        raise PermissionError(event)
    if event == "open" and len(facts) > 2 and isinstance(facts[2], int) and facts[2] & WRITES:
        raise PermissionError(event)


def limit() -> None:
    """At most so many seconds of work, where the OS can: a busy machine takes longer for the same."""
    try:
        import resource
    except ImportError:
        return  # Windows has the wall clock alone
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))


def main(name: str) -> int:
    if name not in {module.name for module in pkgutil.iter_modules(vidpipe.sources.__path__)}:
        return 2
    kind = importlib.import_module(f"vidpipe.sources.{name}").SOURCE
    data = sys.stdin.buffer.read(kind.most + 1)
    sys.dont_write_bytecode = True
    limit()
    sys.addaudithook(fence)
    sys.stdout.write(json.dumps(_parsed(kind, data)))
    return 0


def _parsed(kind: Any, data: bytes) -> dict[str, Any]:
    try:
        return {"found": kind.parse(data)}
    except BadInput as error:
        return {"refused": [error.message, error.remedy]}
    except MemoryError:
        raise
    except RecursionError:
        return {"refused": ["It is nested far too deep", "Save it anew and bring it again."]}
    except Exception as error:
        return {"refused": [f"{DAMAGED} ({type(error).__name__})", "Save it anew and bring it again."]}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
