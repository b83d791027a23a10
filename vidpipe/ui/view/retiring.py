"""What a film's page says of a model that is gone or goes soon, and of the one to take instead. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vidpipe.film.catalogue import Caps, Role
from vidpipe.take import Preview
from vidpipe.ui import words
from vidpipe.ui.view.model import ROLES, day

if TYPE_CHECKING:
    from vidpipe.studio import Retiring


@dataclass(frozen=True)
class Notice:
    """`title` is what happens, `text` what follows; `label` and `new` are the act, '' where there is none."""

    old: str
    new: str
    title: str
    text: str
    label: str
    urgent: bool


def notices(found: "Iterable[Retiring]", catalogue: Mapping[str, Caps]) -> list[Notice]:
    """The gone first."""
    return [_notice(one, catalogue) for one in sorted(found, key=lambda one: (one.state != "gone", one.shutdown))]


def _notice(one: "Retiring", catalogue: Mapping[str, Caps]) -> Notice:
    gone = one.state == "gone"
    new = one.replacement if one.replacement in catalogue else ""
    new = new or next((_here(role, catalogue) for role in one.roles), "")
    title = f"{one.title} {'was switched off on' if gone else 'is switched off on'} {day(one.shutdown)}"
    successor = catalogue[new].title or catalogue[new].model if new else ""
    return Notice(
        old=one.model,
        new=new,
        title=title,
        text=f"{_where(one)}. {'Nothing more can be made with it.' if gone else 'Until then all stays as it is.'}",
        label=f"Use {successor}" if new else "",
        urgent=gone,
    )


def _here(role: Role, catalogue: Mapping[str, Caps]) -> str:
    """This computer's model of a role; '' where it has none."""
    return next((caps.id for caps in catalogue.values() if caps.role is role and caps.provider == "local"), "")


def _where(one: "Retiring") -> str:
    """Which part of the film it is chosen for."""
    parts = [ROLES[role][1] for role in one.roles]
    if one.scenes:
        parts.append(words.count(len(one.scenes), "scene") + (" besides" if parts else ""))
    return f"Chosen for {' and '.join(parts)} in this film"


def consequence(found: Preview) -> str:
    """What the switch would make stale and cost; '' where nothing changes."""
    stale = len(found.stale)
    if not stale:
        return "Switching changes nothing that is made."
    about = words.roughly(found.micros) if found.micros else "nothing"
    return f"{words.count(stale, 'part')} become stale; making them again costs {about}, and waits for your word."
