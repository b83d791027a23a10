"""The studio's own routes: media by digest with ranges, thumbnails, fonts. They serve files from disk and nothing else.

What is served is named by the SHA-256 of its bytes, so it may be kept for ever; a name that is no digest is not found.
"""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from vidpipe.errors import VidpipeError
from vidpipe.ui.address import BLOB, CAPTIONS, COUNTS, EXTENSIONS, LOOK, TEMPLATES, WIDTHS

HERE = Path(__file__).parent / "look"
FILE = re.compile(r"([0-9a-f]{64})\.([a-z0-9]{2,4})")
DIGEST = re.compile(r"[0-9a-f]{64}")
FILM = re.compile(r"[a-z0-9]{6,32}")
SAVED = re.compile(r"[a-z0-9][a-z0-9-]{0,80}")
LOOKS = {"inter.woff2": "font/woff2", "archivo.woff2": "font/woff2", "icon.png": "image/png"}
FOR_EVER = "private, max-age=31536000, immutable"
GUARD = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}

Finder = Callable[[str], tuple[Path, str]]
"""From a digest to a file and its kind. Raises VidpipeError where there is none."""


Sized = Callable[[str, int], tuple[Path, str]]
"""From a digest and a number, pixels or parts, to a file made of it and its kind."""


def routes(
    media: Finder, thumbnail: Sized, peaks: Sized | None = None, templates: Callable[[], bytes] | None = None
) -> list[BaseRoute]:
    """The routes for films, for the look of the pages, and for the lab's templates as one file."""

    async def blob(request: Request) -> Response:
        named = FILE.fullmatch(request.path_params["name"])
        if named is None:
            return _nothing()
        return await _found(request, lambda: media(named[1]), extension=named[2])

    async def thumb(request: Request) -> Response:
        digest, width = request.path_params["digest"], request.path_params["width"]
        if not DIGEST.fullmatch(digest) or width not in WIDTHS:
            return _nothing()
        return await _found(request, lambda: thumbnail(digest, width), extension="webp")

    async def outline(request: Request) -> Response:
        digest, count = request.path_params["digest"], request.path_params["count"]
        if peaks is None or not DIGEST.fullmatch(digest) or count not in COUNTS:
            return _nothing()
        return await _found(request, lambda: peaks(digest, count), extension="json")

    async def shelf(_: Request) -> Response:
        if templates is None:
            return _nothing()
        return _file(await run_in_threadpool(templates))

    return [
        Route(TEMPLATES, shelf, methods=["GET"]),
        Route(BLOB + "/peaks/{digest}/{count:int}.json", outline, methods=["GET"]),
        Route(BLOB + "/thumb/{digest}/{width:int}.webp", thumb, methods=["GET"]),
        Route(BLOB + "/{name}", blob, methods=["GET"]),
        Route(LOOK + "/{name}", look, methods=["GET"]),
    ]


def review_route(review: Callable[[str, str], int]) -> Route:
    """Where a cut of a film is looked at; how much was found is answered, and never kept. `review` raises
    VidpipeError. The digest in the address says which of the film's cuts."""

    async def looked(request: Request) -> Response:
        project, digest = request.path_params["project"], request.path_params["digest"]
        if not FILM.fullmatch(project) or not DIGEST.fullmatch(digest):
            return _nothing()
        try:
            found = await run_in_threadpool(review, project, digest)
        except (VidpipeError, OSError):
            return _nothing()
        return JSONResponse({"found": found}, headers={**GUARD, "Cache-Control": "no-store"})

    return Route(BLOB + "/review/{project}/{digest}.json", looked, methods=["GET"])


async def look(request: Request) -> Response:
    """A font or the icon."""
    name = request.path_params["name"]
    if name not in LOOKS:
        return _nothing()
    headers = {"Cache-Control": "public, max-age=86400", "X-Content-Type-Options": "nosniff"}
    return FileResponse(HERE / name, media_type=LOOKS[name], headers=headers)


async def _found(request: Request, find: Callable[[], tuple[Path, str]], *, extension: str) -> Response:
    try:
        path, mime = await run_in_threadpool(find)
    except (VidpipeError, OSError):
        return _nothing()
    kind = CAPTIONS.get(extension) if mime == "text/plain" else mime if EXTENSIONS.get(mime) == extension else None
    if kind is None or not path.is_file():
        return _nothing()
    headers = {**GUARD, "Cache-Control": FOR_EVER, **_saved_as(request, extension)}
    return FileResponse(path, media_type=kind, headers=headers)


def _saved_as(request: Request, extension: str) -> dict[str, str]:
    """`?save=a-cat` asks the browser to save the file under that name."""
    name = request.query_params.get("save", "")
    if not SAVED.fullmatch(name):
        return {}
    return {"Content-Disposition": f'attachment; filename="{quote(name)}.{extension}"'}


def _file(data: bytes) -> Response:
    """JSON to be saved."""
    named = {"Content-Disposition": 'attachment; filename="templates.json"', "Cache-Control": "no-store"}
    return Response(data, media_type="application/json", headers={**GUARD, **named})


def _nothing() -> Response:
    return PlainTextResponse("Not found", status_code=404, headers={"X-Content-Type-Options": "nosniff"})
