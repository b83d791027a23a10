"""Streamlit's own scripts and styles, sent packed: three megabytes become one. All else passes as it is."""

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

SCRIPTS = "/static/"
"""Where Streamlit keeps its scripts; media and pictures lie elsewhere, are packed already and are read in ranges."""


class PackedScripts:
    """Sends what lies under `/static/` packed to a browser that takes it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._packed = GZipMiddleware(app, minimum_size=1024, compresslevel=5)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        packs = scope["type"] == "http" and scope["path"].startswith(SCRIPTS)
        await (self._packed if packs else self._app)(scope, receive, send)


def middleware() -> list[Middleware]:
    """What stands before every answer of this server."""
    return [Middleware(PackedScripts)]
