"""`vidpipe estimate`: what a film that is there, or one from a prompt, will still cost. Makes nothing."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.generate import AspectOf, Duration, QualityOf, say_local
from vidpipe.cli.options import Json, ModelsOf, ProviderOf, cast
from vidpipe.errors import NotFound

if TYPE_CHECKING:
    from vidpipe.studio import Estimate, Project, Studio

What = Annotated[
    str, typer.Argument(metavar="PROMPT|ID", help="A film's id, or a prompt in quotes.", show_default=False)
]


def estimate(
    what: What,
    duration: Duration = "24",
    aspect: AspectOf = "16:9",
    quality: QualityOf = "final",
    provider: ProviderOf = "",
    model: ModelsOf = None,
    as_json: Json = False,
) -> int:
    """What a film will cost and how long it takes, before it is made."""
    with workspace.opened() as studio:
        film = _film(studio, what)
        if film is not None:
            price = film.estimate()
        else:
            wanted = {"duration": duration, "aspect": aspect, "quality": quality, **cast(provider, model)}
            price = studio.estimate(what, **wanted)
            say_local(studio, provider, quietly=as_json)
    _say(price, film, as_json=as_json)
    return 0


def _film(studio: "Studio", what: str) -> "Project | None":
    """The film that is meant: words with a space in them are a prompt, one word may be an id."""
    if not what.strip() or len(what.split()) > 1 or len(what) < 3:
        return None
    try:
        return studio.project(what.strip())
    except NotFound:
        return None


def shape(price: "Estimate") -> dict[str, Any]:
    """What `estimate --json` says."""
    return {
        "cost_usd": screen.usd(price.micros),
        "calls": price.calls,
        "cached_calls": price.cached,
        "slots": price.slots,
        "confidence": price.confidence,
        "steps": [
            {"step": each.step, "count": each.count, "cost_usd": screen.usd(each.micros)} for each in price.lines
        ],
    }


def _say(price: "Estimate", film: "Project | None", *, as_json: bool) -> None:
    if as_json:
        screen.answer(shape(price))
        return
    screen.say(f"What is left of {film.title}" if film else "A new film")
    rows = [(each.step, each.count, screen.dollars(each.micros)) for each in price.lines]
    screen.table(("step", "to make", "cost"), [*rows, ("in all", price.slots, screen.dollars(price.micros))])
    screen.say(f"{price.calls} calls, {price.cached} of them from the cache. The price is {price.confidence}.")
