"""`vidpipe studio`, `worker` and `doctor`: the places where films are made, and what they lack."""

import contextlib
import ipaddress
import os
import runpy
import socket
import sys
import threading
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import journal, screen, workspace
from vidpipe.cli.interrupt import interruptible
from vidpipe.cli.options import Json
from vidpipe.errors import BadInput, Busy, Stopped

if TYPE_CHECKING:
    from vidpipe.studio import Check, Studio

Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="Where the studio listens.")]
Host = Annotated[str, typer.Option("--host", help="Who may reach it: 127.0.0.1 is this computer alone.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Open no browser.")]
Expose = Annotated[bool, typer.Option("--expose", help="Let other computers in. There is no sign-in yet.")]
Quiet = Annotated[bool, typer.Option("--quiet", hidden=True, help="Say nothing, and end with whoever started this.")]
Idle = Annotated[bool, typer.Option("--idle", help="End when nothing is left to do.")]


def studio(port: Port = 8501, host: Host = "127.0.0.1", no_browser: NoBrowser = False, expose: Expose = False) -> int:
    """Open the studio in the browser."""
    _guard(host, expose=expose)
    _need_free(host, port)
    with workspace.opened():
        pass
    from vidpipe.ui.door import door

    screen.say(f"The studio is at http://{_shown(host)}:{port}   Ctrl-C ends it.")
    os.environ["VIDPIPE_DATA"] = str(workspace.folder().absolute())
    journal.keep(workspace.folder())
    return _run_streamlit(str(door()), host=host, port=port, browser=not no_browser)


def _run_streamlit(app: str, *, host: str, port: int, browser: bool) -> int:
    """Become the server: Streamlit's own command in this process, so that provider keys need not be handed on."""
    sys.argv = [
        *("streamlit", "run", app),
        f"--server.address={host}",
        f"--server.port={port}",
        f"--server.headless={str(not browser).lower()}",
        "--server.showEmailPrompt=false",
        "--browser.gatherUsageStats=false",
        "--logger.hideWelcomeMessage=true",
    ]
    try:
        runpy.run_module("streamlit", run_name="__main__", alter_sys=False)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this computer alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _guard(host: str, *, expose: bool) -> None:
    if not is_loopback(host) and not expose:
        raise BadInput(
            f"With host {host} everybody in your network could use the studio: there is no sign-in yet",
            remedy="Leave --host away, or say --expose if that is what you want.",
        )


def _need_free(host: str, port: int) -> None:
    """Raises Busy when something listens there already, BadInput when there is no such address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if isinstance(error, socket.gaierror):
                raise BadInput(f"There is no address {host} here", remedy="Leave --host away.") from None
            raise Busy(
                f"Port {port} on {host} cannot be had", remedy=f"Name another: --port {port % 65535 + 1}"
            ) from None


def worker(idle: Idle = False, quiet: Quiet = False) -> int:
    """Be the worker of this workspace: make what is wished for, until Ctrl-C."""
    with workspace.opened() as place:
        _refuse_second(place)
        if quiet:
            return _serve(place)
        screen.say(f"Working in {workspace.folder()}. Ctrl-C ends it; what is made is kept.")
        try:
            with interruptible(lambda: None, lambda: screen.say("Stopped. What is made is kept.")):
                place.work(until_idle=idle)
        except Stopped:
            return 130
    return 0


def _serve(place: "Studio") -> int:
    """Work for whoever started this process: until they are gone and nothing is left to do."""
    gone = threading.Event()

    def listen() -> None:
        with contextlib.suppress(OSError, ValueError):
            # Not through sys.stdin: a buffered reader held by a thread at the end aborts the interpreter.
            while os.read(0, 4096):
                pass
        gone.set()

    threading.Thread(target=listen, name="client", daemon=True).start()
    with interruptible(lambda: None, lambda: None), contextlib.suppress(Stopped):
        place.work(clients_gone=gone.is_set)
    return 0


def _refuse_second(place: "Studio") -> None:
    at_work = place.worker()
    if at_work is not None:
        raise Busy(
            f"A worker (process {at_work.pid}) has this workspace already",
            remedy="Leave the work to it, or end it first.",
        )


def doctor(as_json: Json = False) -> int:
    """What is installed, which providers have keys, what is missing and how to get it."""
    with workspace.opened() as place:
        checks, lists = place.doctor(), _registered(place)
    lacking = [check for check in checks if check.ok is False]
    if as_json:
        screen.answer({"ok": not lacking, "checks": [_plain(check) for check in checks], **lists})
    else:
        _say_checks(checks, lists)
    return 4 if lacking else 0


def _plain(check: "Check") -> dict[str, Any]:
    return {"name": check.name, "ok": check.ok, "found": check.found, "remedy": check.remedy}


def _registered(place: "Studio") -> dict[str, list[str]]:
    """Everything that is dropped in: providers by their models, stages in their order, kinds of source."""
    from vidpipe.sources.registry import sources

    return {
        "models": sorted(caps.id for caps in place.models()),
        "stages": [stage.name for stage in place.stages()],
        "sources": [kind.name for kind in sources()],
    }


def _say_checks(checks: "list[Check]", lists: dict[str, list[str]]) -> None:
    marks = {True: "ok", None: "optional", False: "MISSING"}
    rows = [(marks[check.ok], check.name, check.found, check.remedy) for check in checks]
    screen.table(("", "what", "found", "how to get it"), rows)
    screen.say(f"Films can be made from: {', '.join(lists['sources']) or 'nothing'}")
