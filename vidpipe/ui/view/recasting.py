"""The models of a film, role by role: which there are, what stands against them, what another choice brings. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.project import STAGES
from vidpipe.film.storyboard import Storyboard
from vidpipe.film.tariff import briefly
from vidpipe.library.models import retired
from vidpipe.take import Preview
from vidpipe.ui import words
from vidpipe.ui.view.model import ending
from vidpipe.ui.view.steps import step_of

if TYPE_CHECKING:
    from vidpipe.studio import ProviderView

TITLES = {
    Role.TEXT: "Words",
    Role.IMAGE: "Keyframes",
    Role.VIDEO: "Clips",
    Role.SPEECH: "Narration",
    Role.MUSIC: "Music",
}
ONE = ("brief", "storyboard", "sound", "cut")
"""Steps that are spoken of as a whole, however many parts they have."""


@dataclass(frozen=True)
class Part:
    """One role of the film: `now` is its model, `options` what can be chosen, by id in words, those that can be asked
    first. `asleep` says of each that cannot why; `own` is how many scenes name a model of their own."""

    role: Role
    label: str
    now: str
    options: Mapping[str, str]
    asleep: Mapping[str, str]
    own: int

    @property
    def places(self) -> list[int]:
        """Where among the options those stand that cannot be asked."""
        return [place for place, name in enumerate(self.options) if name in self.asleep]


def parts(
    roles: Iterable[Role],
    models: Mapping[Role, str],
    catalogue: Sequence[Caps],
    *,
    providers: "Iterable[ProviderView]",
    board: Storyboard | None,
) -> list[Part]:
    """A line for each role."""
    known = {view.name: view for view in providers}
    return [_part(role, models.get(role, ""), catalogue, known, board) for role in roles]


def _part(
    role: Role,
    now: str,
    catalogue: Sequence[Caps],
    providers: "Mapping[str, ProviderView]",
    board: Storyboard | None,
) -> Part:
    fitting = [caps for caps in catalogue if caps.role is role and (caps.id == now or retired(caps) != "gone")]
    asleep = {caps.id: why for caps in fitting if (why := lacking(providers.get(caps.provider)))}
    fitting.sort(key=lambda caps: (caps.id in asleep, caps.provider != "local"))
    options = {caps.id: _named(caps, providers.get(caps.provider)) for caps in fitting}
    gone = {now: f"{now} · not here any more"} if now and now not in options else {}
    scenes = board.scenes if board else ()
    return Part(
        role=role,
        label=f"{TITLES[role]} by",
        now=now,
        options=gone | options,
        asleep=asleep,
        own=sum(role.value in scene.models for scene in scenes),
    )


def _named(caps: Caps, provider: "ProviderView | None") -> str:
    """`Veo · Google · $0.40 a second`, `Kling 3 · needs REPLICATE_API_TOKEN · $0.13 a second`."""
    ready = provider is not None and provider.ready
    who = provider.title if provider and ready else _needs(provider)
    return " · ".join(filter(None, (caps.title or caps.model, who, briefly(caps), ending(caps))))


def _needs(provider: "ProviderView | None") -> str:
    return f"needs {provider.variable}" if provider and provider.variable else "not set up"


def lacking(provider: "ProviderView | None") -> str:
    """What is missing before a provider can be asked; '' where nothing is."""
    if provider is not None and provider.ready:
        return ""
    if provider is not None and provider.variable:
        return f"{provider.title} has no key here. Put it into .env as {provider.variable}."
    return "It is not set up here. The settings say how."


def other(part: Part, chosen: str) -> str:
    """What stands beside a choice that differs from the film's model."""
    return f"Now {part.options.get(part.now, 'none')}" if chosen != part.now else ""


def own(part: Part) -> str:
    """That scenes with a model of their own keep it; '' where none has one."""
    if not part.own:
        return ""
    return f"{words.count(part.own, 'scene')} {'has' if part.own == 1 else 'have'} a model of {_its(part.own)} own."


def _its(number: int) -> str:
    return "its" if number == 1 else "their"


def stale(found: Preview) -> str:
    """What becomes stale, step by step: `2 keyframes, 1 clip and the cut become stale`."""
    counted = Counter(step_of(slot) for slot in found.stale)
    said = [_counted(step, counted[step]) for step in STAGES if counted[step]]
    if not said:
        return "Nothing that is made becomes stale."
    listed = f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]
    alone = len(said) == 1 and said[0].startswith(("the ", "1 "))
    return f"{words.capital(listed)} {'becomes' if alone else 'become'} stale."


def _counted(step: str, number: int) -> str:
    return f"the {words.UNITS[step]}" if step in ONE else words.count(number, words.UNITS[step])


def price(found: Preview, *, moving: bool) -> str:
    """What making it costs, and when that is done."""
    if not (found.stale or found.others):
        return "Nothing has to be made for it."
    costs = f"costs {words.roughly(found.micros)}" if found.micros else "is free"
    when = "What is stale waits for your word; the rest is asked of these models at once."
    if not found.stale:
        return f"What is still to be made with them {costs}" + (", and is being made." if moving else ".")
    rest = " and what is still to be made with them" if found.others else ""
    return f"Making all that again{rest} {costs}. " + (
        when if moving and found.others else "Nothing is made again before you say so."
    )
