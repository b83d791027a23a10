"""What the settings page tells: the workspace, the checks of the doctor, the models. It changes nothing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from vidpipe.film.catalogue import Caps, Span
from vidpipe.ui import words
from vidpipe.ui.markup import Markup, tag
from vidpipe.ui.parts import table

if TYPE_CHECKING:
    from vidpipe.studio import Studio


def workspace(studio: "Studio") -> Markup:
    """Where things lie and who works."""
    worker = studio.worker()
    rows = [
        ["Folder", str(studio.data), "VIDPIPE_DATA names another"],
        ["Worker", f"Process {worker.pid}" if worker else "None at work; one is started with the next film", ""],
        ["Your name", studio.actor, "VIDPIPE_ACTOR changes it; it stands beside your approvals"],
    ]
    return table(
        ["What", "Now", "How to change it"],
        [[tag("b", row[0]), row[1], tag("span", row[2], class_="quiet")] for row in rows],
    )


def checks(found: Sequence[Any]) -> Markup:
    """The doctor's table."""
    return table(["Check", "Found", "What to do"], [_check(check) for check in found])


def _check(check: Any) -> list[str | Markup]:
    kind, mark = ("yes", "✓") if check.ok else ("no", "✕") if check.ok is False else ("may", "○")
    name = tag("span", tag("i", mark, aria_hidden="true"), check.name, class_=f"check {kind}")
    return [name, check.found, tag("span", check.remedy, class_="quiet")]


def models(found: Sequence[Caps]) -> Markup:
    """Every model that can be used here."""
    columns = ["Model", "Makes", "Lengths", "Shapes", "Price"]
    return table(columns, [_model(caps) for caps in sorted(found, key=lambda caps: (caps.role.value, caps.id))])


def _model(caps: Caps) -> list[str | Markup]:
    name = tag("span", tag("b", caps.title or caps.model), tag("span", f" {caps.id}", class_="quiet"))
    price = "Free" if not caps.price.micros else f"{words.money(caps.price.micros)} a {caps.price.unit}"
    return [name, words.capital(caps.role.value), lengths(caps), ", ".join(caps.aspects) or "any", price]


def lengths(caps: Caps) -> str:
    """The lengths a model can make, in seconds."""
    if isinstance(caps.durations, Span):
        return f"{caps.durations.low / 1000:g} to {caps.durations.high / 1000:g} s"
    return ", ".join(f"{milliseconds / 1000:g}" for milliseconds in caps.durations) + " s" if caps.durations else "any"
