"""What a field of a scene can be set to, with the words for each. Pure."""

from collections.abc import Iterable, Iterator, Mapping

from vidpipe.film.brief import FilmKind
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.storyboard import Joint, Move, ShotSize, Transition, Way
from vidpipe.library.models import retired
from vidpipe.library.structure import beats as library
from vidpipe.ui import words
from vidpipe.ui.view.joints import WORDS
from vidpipe.ui.view.model import named

CARDS = {"": "No card", "title": "Title", "caption": "Caption", "lower-third": "Name and role", "end": "End card"}
BEGINS = {"cut": "Cut", "continue": "Continue"}
SEVERAL = (Joint.CROSSFADE, Joint.DIP_BLACK)
"""Kinds that are offered in several lengths; the others in the usual one, and the cut's own page has them all."""
PLANNED = "planned"


def moves() -> dict[str, str]:
    return {move.value: words.capital(move.value) for move in Move}


def sizes() -> dict[str, str]:
    return {size.value: words.capital(size.value) for size in ShotSize}


def beats(kind: FilmKind | None, present: str) -> dict[str, str]:
    """Beats of this kind of film in the library's order, and the one that is set."""
    known = {name: words.plain(name) for name, beat in library().items() if kind is None or beat.kind is kind}
    return {"": "None"} | known | ({present: words.plain(present)} if present else {})


def models(catalogue: Iterable[Caps], role: Role, *, film: Caps | None, present: str) -> dict[str, str]:
    """Models of a role with their price; '' is the film's own, named once unless the scene is bound to it. Those that
    are gone are left out unless the scene names one."""
    own = named(film) if film else "As the film"
    unsaid = film.id if film and film.id != present else ""
    fitting = [caps for caps in catalogue if caps.role is role and caps.id != unsaid]
    known = {caps.id: named(caps) for caps in fitting if retired(caps) != "gone" or caps.id == present}
    gone = {present: f"{present}, not here any more"} if present and present not in known else {}
    return {"": own} | known | gone


def joints(rate: int, *, planned: Transition, present: Transition | None, room: int) -> dict[str, str]:
    """Ways to enter a scene within `room` frames. PLANNED is what holds where nothing is said; it is not said twice."""
    offered = [Transition(), *_offered(rate, room)]
    known = {code(one): _joint(one, rate) for one in offered if one != planned}
    kept = {code(present): _joint(present, rate)} if present else {}
    return {PLANNED: f"{_joint(planned, rate)}{' (planned)' if present else ''}"} | known | kept


def _offered(rate: int, room: int) -> Iterator[Transition]:
    """Every kind that lasts. Where a wipe or a slide goes, and how long anything lasts, is set at the cut."""
    lengths = [length for length in (rate // 4, rate // 2, rate) if length <= room]
    usual = [length for length in lengths if length <= rate // 2][-1:]
    for kind in (kind for kind in Joint if kind is not Joint.CUT):
        yield from (Transition(kind=kind, frames=length) for length in (lengths if kind in SEVERAL else usual))


def _joint(joint: Transition, rate: int) -> str:
    way = f" {joint.way.value}" if joint.kind.has_way else ""
    return f"{WORDS[joint.kind]}{way}" + (f", {joint.frames / rate:.2g} s" if joint.frames else "")


def code(joint: Transition | None) -> str:
    """A transition as the value of a choice."""
    if joint is None:
        return PLANNED
    return f"{joint.kind.value}/{joint.frames}" + (f"/{joint.way.value}" if joint.kind.has_way else "")


def transition(code: str) -> Transition | None:
    """The transition of a choice, None for the planned one."""
    if code == PLANNED:
        return None
    kind, frames, way = (*code.split("/"), Way.LEFT.value)[:3]
    return Transition(kind=Joint(kind), frames=int(frames), way=Way(way))


def cast(names: Iterable[str], present: Iterable[str]) -> list[str]:
    """Who can be in a scene: the cast, and whoever is named there already."""
    return list(dict.fromkeys((*names, *present)))


def with_model(models: Mapping[str, str], role: Role, model: str) -> dict[str, str]:
    """A scene's models with one set, or left to the film."""
    rest = {name: value for name, value in models.items() if name != role.value}
    return rest | ({role.value: model} if model else {})
