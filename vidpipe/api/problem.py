"""How a request is refused: one shape of JSON, with the code, the sentence and the next act."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from vidpipe.api.asked import PriceNotAgreed
from vidpipe.api.shape import priced
from vidpipe.errors import BadInput, NotFound, VidpipeError

LIST = "What there is stands at /api/openapi.json."


class Problem(BaseModel):
    """`error` is a short code, `remedy` the next act; `price` is there where a price was not agreed to."""

    error: str
    message: str
    remedy: str
    price: dict[str, Any] | None = None


PROBLEMS: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "There is no such thing"},
    409: {"model": Problem, "description": "The present state, or the price, does not allow it"},
    422: {"model": Problem, "description": "What was given cannot be used"},
}
"""What any endpoint may answer."""


def told(error: VidpipeError) -> dict[str, Any]:
    said: dict[str, Any] = {"error": error.code, "message": error.message, "remedy": error.remedy}
    return said | ({"price": priced(error.price)} if isinstance(error, PriceNotAgreed) else {})


def say_problems(app: FastAPI) -> None:
    """Have an application answer every refusal in this shape."""

    @app.exception_handler(VidpipeError)
    def refused(_: Request, error: VidpipeError) -> JSONResponse:
        return JSONResponse(told(error), status_code=error.http_status)

    @app.exception_handler(RequestValidationError)
    def unusable(_: Request, error: RequestValidationError) -> JSONResponse:
        return JSONResponse(told(_unusable(error)), status_code=BadInput.http_status)

    @app.exception_handler(HTTPException)
    def unknown(_: Request, error: HTTPException) -> JSONResponse:
        found, status = _unknown(error.status_code)
        return JSONResponse(told(found), status_code=status, headers=error.headers)


def _unusable(error: RequestValidationError) -> BadInput:
    """The first thing that is wrong, without the value that was sent."""
    said = error.errors()[0]
    where = ".".join(str(part)[:60] for part in said["loc"] if part != "body") or "the body"
    return BadInput(f"The request cannot be used at {where}: {str(said['msg'])[:200]}", remedy=LIST)


def _unknown(status: int) -> tuple[VidpipeError, int]:
    if status == 404:
        return NotFound("There is nothing at this address", remedy=LIST), status
    if status == 405:
        return BadInput("That cannot be done at this address", remedy=LIST), status
    return BadInput("The body cannot be read", remedy="Send JSON."), BadInput.http_status
