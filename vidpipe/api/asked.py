"""What every request is held to: who sends it, how long its body is, and that it says a price before it spends.

A body is JSON and its type is checked, so that no page of another origin can send one without being let to.
"""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field
from starlette.types import Message

from vidpipe.errors import LimitReached, Refused
from vidpipe.film.cost import Cost
from vidpipe.film.tariff import dollars

MOST_WORDS, MOST_BODY = 1_000_000, 90_000_000
"""Bytes of a body: of words alone, and with the largest file that is read, as base64."""
READS = ("GET", "HEAD", "OPTIONS")
BODIED = ("POST", "PUT", "PATCH")
OTHERS = ("cross-site", "same-site")
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class Asked(BaseModel):
    """The body of a request. What it does not know it refuses."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Agreed(Asked):
    """A request that may cost something: it names the most that it may, in US dollars, else nothing is begun.

    `unpriced` agrees to a call whose price nobody says. What is free needs neither.
    """

    agreed_usd: Annotated[float, Field(ge=0, le=1_000_000)] | None = None
    unpriced: bool = False


class PriceNotAgreed(Refused):
    """What is asked for costs more than the request agrees to; `price` is what it costs."""

    code = "price_not_agreed"

    def __init__(self, message: str, *, price: Cost, remedy: str) -> None:
        super().__init__(message, remedy=remedy)
        self.price = price


def agree(price: Cost, asked: Agreed) -> None:
    """Return where the price is free, or agreed to. Raises PriceNotAgreed."""
    if not price.known:
        if not asked.unpriced:
            remedy = "Send unpriced: true to go on, or choose a model whose price is known."
            raise PriceNotAgreed("Nobody says what this costs; nothing was begun", price=price, remedy=remedy)
    elif price and round((asked.agreed_usd or 0) * 1_000_000) < price.most:
        said = f"This costs up to {dollars(price.most)}; nothing was begun"
        remedy = f"Send agreed_usd, the most that it may cost: {price.most / 1_000_000:g} or more."
        raise PriceNotAgreed(said, price=price, remedy=remedy)


def check_sender(request: Request) -> None:
    """Raises Refused for what a page of another origin could send by itself."""
    headers = request.headers
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method in BODIED and kind != "application/json":
        raise Refused("The body has to be JSON, sent by a program or by the studio itself", remedy="Send JSON.")
    site, origin = headers.get("sec-fetch-site", "").lower(), headers.get("origin", "")
    foreign = bool(origin) and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    if site in OTHERS or (foreign and site != "same-origin"):
        raise Refused("A page of another origin may not ask for this", remedy="Send it from a program.")


async def body_of(request: Request, most: int) -> bytes:
    """The body, no more than is read of one. Raises LimitReached."""
    held = bytearray()
    async for chunk in request.stream():
        held += chunk
        if len(held) > most:
            raise LimitReached("The body is too large", remedy=f"Send at most {most // 1_000_000} MB.")
    return bytes(held)


class Guarded(APIRoute):
    """A route that looks at its sender, and reads no longer a body than it has use for."""

    most = MOST_WORDS

    def get_route_handler(self) -> Handler:
        inner = super().get_route_handler()

        async def handle(request: Request) -> Response:
            if request.method in READS:
                return await inner(request)
            check_sender(request)
            held = await body_of(request, self.most)
            return await inner(Request(request.scope, _once(held)))

        return handle


class Carrying(Guarded):
    """A route whose body may hold a file."""

    most = MOST_BODY


def _once(body: bytes) -> Callable[[], Coroutine[Any, Any, Message]]:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
