"""The endpoints: thin, each reads the façade and says it in the shapes of `shape`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from vidpipe import __version__
from vidpipe.api.shape import listed, state
from vidpipe.errors import VidpipeError

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

    return app
