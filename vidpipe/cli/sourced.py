"""`vidpipe generate --from`: a document, an address or a list of shots in, a film or a set of films out."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vidpipe.cli import screen, workspace
from vidpipe.errors import BadInput

if TYPE_CHECKING:
    from vidpipe.film.source import Material


@dataclass(frozen=True)
class Wanted:
    """What is brought, whether each section is a film, and what becomes of the answer."""

    given: list[str]
    each: str
    out: Path | None
    force: bool
    yes: bool
    as_json: bool
    brand: str = ""


def generate_from(order: Wanted, prompt: str, wanted: dict[str, Any], provider: str) -> int:
    """Read it, say what was read, price it, make it. Raises BadInput, LimitReached, FetchFailed, Refused."""
    from vidpipe.cli.agreeing import agreed
    from vidpipe.cli.generate import say_local
    from vidpipe.cli.making import Order, make

    _check(order)
    with workspace.opened() as studio:
        if order.out is not None:
            studio.check_out(order.out, force=order.force)
        found = studio.gather([name if _is_address(name) else Path(name) for name in order.given])
        (screen.complain if order.as_json else screen.say)(read(found.material))
        if order.each:
            agreed(studio.estimate_each(found, prompt=prompt, brand=order.brand, **wanted), yes=order.yes)
            from vidpipe.cli.batch import run

            made = studio.create_each(found, prompt=prompt, brand=order.brand, **wanted)
            say_local(studio, provider, quietly=order.as_json)
            return run(studio, made, until=wanted["until"] or "cut", as_json=order.as_json)
        agreed(studio.estimate(prompt, source=found, **wanted), yes=order.yes)
        kit = studio.assets.brand(order.brand) if order.brand else None
        film = studio.create(prompt, source=found, **wanted)
        if kit:
            film.apply_brand(kit.name)
        say_local(studio, provider, quietly=order.as_json)
        return make(studio, film, Order(out=order.out, force=True, as_json=order.as_json))


def _check(order: Wanted) -> None:
    if not order.given:
        raise BadInput("--each needs a document", remedy="Say --from FILE too.")
    if order.each not in ("", "section", "sections"):
        raise BadInput(f"There are no films of each {order.each!r}", remedy="Say --each section.")
    if order.each and order.out is not None:
        raise BadInput("Several films cannot be written to one --out", remedy="Leave --out away.")


def _is_address(name: str) -> bool:
    from vidpipe.project.gathering import is_address

    return is_address(name)


def read(material: "Material") -> str:
    """`Read README.md: 21 passages, 1,737 words, 8 headings.`, and what was left out."""
    from vidpipe.ui.words import count

    facts = [count(material.pages, "page") if material.pages else "", f"{material.words:,} words"]
    facts += [count(len(material.headings), "heading") if material.headings and not material.board else ""]
    if material.board is not None:
        facts = [count(len(material.board.scenes), "scene")]
    return " ".join([f"Read {material.name or material.called}: {', '.join(filter(None, facts))}.", *material.notes])
