"""The application: every noun's endpoints, and how they are refused."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI

from vidpipe import __version__
from vidpipe.api import checks, films, lab, languages, library, moods, sound, talks, versions, workspace
from vidpipe.api.problem import PROBLEMS, say_problems

if TYPE_CHECKING:
    from vidpipe.studio import Studio

ROUTERS = (
    films.router,
    films.orders,
    talks.router,
    talks.turns,
    moods.router,
    moods.pictures,
    library.router,
    library.pictures,
    languages.router,
    sound.router,
    versions.router,
    checks.router,
    workspace.router,
    lab.router,
)


def api(studio: "Callable[[], Studio]") -> FastAPI:
    """The application. `studio` gives the workspace that this server serves."""
    app = FastAPI(title="vidpipe", version=__version__, docs_url=None, redoc_url=None, responses=PROBLEMS)
    app.state.studio = studio
    say_problems(app)

    @app.get("/health", tags=["films"])
    def health() -> dict[str, Any]:
        """Whether it is alive."""
        return {"status": "ok", "version": __version__}

    for router in ROUTERS:
        app.include_router(router)
    return app
