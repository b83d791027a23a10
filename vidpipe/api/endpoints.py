"""The endpoints: thin, each reads the façade and says it in the shapes of `shape`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from vidpipe import __version__
from vidpipe.api.bringing import MOST_BODY, check_sender, made, order_from
from vidpipe.api.shape import listed, read, state
from vidpipe.errors import LimitReached, VidpipeError

if TYPE_CHECKING:
    from vidpipe.studio import Studio


def api(studio: "Callable[[], Studio]") -> FastAPI:
    """The application. `studio` gives the workspace that this server serves."""
    app = FastAPI(title="vidpipe", version=__version__, docs_url=None, redoc_url=None)

    @app.exception_handler(VidpipeError)
    def refused(_: Request, error: VidpipeError) -> JSONResponse:
        body = {"error": error.code, "message": error.message, "remedy": error.remedy}
        return JSONResponse(body, status_code=error.http_status)

    @app.get("/health")
    def health() -> dict[str, Any]:
        return {"status": "ok", "version": __version__}

    @app.get("/projects")
    def projects() -> dict[str, Any]:
        return {"projects": [listed(film) for film in studio().projects()]}

    @app.get("/projects/{project}")
    def project(project: str) -> dict[str, Any]:
        return state(studio().project(project).overview)

    @app.post("/projects", status_code=201)
    async def create(request: Request) -> JSONResponse:
        check_sender(request.headers.get("content-type", ""), request.headers.get("sec-fetch-site", ""))
        order = order_from(await _body(request))
        film = await run_in_threadpool(made, studio(), order)
        view = film.overview
        return JSONResponse(state(view) | {"source": read(view.source) if view.source else None}, status_code=201)

    return app


async def _body(request: Request) -> bytes:
    """The body, no more than is read of one. Raises LimitReached."""
    held = bytearray()
    async for chunk in request.stream():
        held += chunk
        if len(held) > MOST_BODY:
            raise LimitReached("The body is too large", remedy="Send a smaller file.")
    return bytes(held)
