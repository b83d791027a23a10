"""Which model takes which role: by id, by an alias, by a whole provider; and models that are gone or go soon. Pure.

This computer takes every role for which nobody chose another model.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Literal

from vidpipe.errors import BadInput, Refused
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.noun import Noun
from vidpipe.film.project import STAGES, Settings
from vidpipe.film.storyboard import Storyboard
from vidpipe.library.models import aliases, record, replacement, resolve, retired
from vidpipe.ports import Provider, Stage

LOCAL = "local"
Catalogue = Mapping[str, Caps]


class Provided(Noun):
    """What a provider gives a film: its model for each role it has. The other roles are `local`."""

    provider: str
    title: str
    models: dict[Role, str]
    local: tuple[Role, ...] = ()


class Retiring(Noun):
    """A model that a film names and that is gone, or goes on a day that is near. `scenes` are ids of scenes that name
    it themselves; `replacement` is '' where none is known."""

    model: str
    title: str
    state: Literal["soon", "gone"]
    shutdown: str
    replacement: str
    roles: tuple[Role, ...] = ()
    scenes: tuple[str, ...] = ()


def default(role: Role, catalogue: Catalogue) -> str:
    """This computer's model for a role; '' where it has none."""
    return next((caps.id for caps in catalogue.values() if caps.role is role and caps.provider == LOCAL), "")


def chosen(
    models: Mapping[Role, str], catalogue: Catalogue, *, kept: Mapping[Role, str] | None = None
) -> dict[Role, str]:
    """A resolved model for every role that can be filled. What stood there before (`kept`) stays, here or not.

    Raises BadInput for a model that is not there, makes something else, or is gone.
    """
    wanted = {role: resolve(name.strip()) for role, name in models.items()}
    found: dict[Role, str] = {}
    for role in Role:
        name = wanted.get(role, "")
        if name and name != (kept or {}).get(role):
            name = checked(role, name, catalogue)
        name = name or default(role, catalogue)
        if name:
            found[role] = name
    return found


def role_of(name: str) -> Role:
    """Raises BadInput."""
    try:
        return Role(name)
    except ValueError as error:
        raise BadInput(f"There is no role {name!r}", remedy=f"The roles are {', '.join(Role)}.") from error


def checked(role: Role, name: str, catalogue: Catalogue, *, today: date | None = None) -> str:
    """The id of a model that may be chosen for a role. Raises BadInput."""
    caps = catalogue.get(name) or record(name)
    if caps is None or (name not in catalogue and retired(caps, today) != "gone"):
        raise BadInput(f"There is no {role.value} model {name!r} here", remedy=_instead(role, name, catalogue))
    if caps.role is not role:
        raise BadInput(
            f"{name} makes {caps.role.value}, not {role.value}", remedy=f"See: vidpipe models --role {role.value}"
        )
    if retired(caps, today) == "gone":
        other = replacement(name)
        remedy = f"Use {other}." if other else f"See: vidpipe models --role {role.value}"
        raise BadInput(f"{name} was switched off on {caps.shutdown}", remedy=remedy)
    return name


def _instead(role: Role, name: str, catalogue: Catalogue) -> str:
    known = record(name)
    if known and known.note:
        return known.note
    names = [caps.id for caps in catalogue.values() if caps.role is role]
    names += [alias for alias, model in aliases().items() if model in names]
    near = get_close_matches(name, names, n=3, cutoff=0.5)
    return f"{f'Did you mean {near[0]}? ' if near else ''}See: vidpipe models --role {role.value}"


def provided(name: str, providers: Mapping[str, Provider], *, today: date | None = None) -> Provided:
    """The models that a provider's name stands for. Raises BadInput for one that is not there or has no models."""
    provider = providers.get(name.strip().lower())
    if provider is None:
        raise BadInput(f"There is no provider {name!r}", remedy=f"There are {', '.join(sorted(providers))}.")
    usable = [caps for caps in provider.models() if retired(caps, today) != "gone"]
    if not usable:
        raise BadInput(
            f"{provider.title} has no models here",
            remedy="Set VIDPIPE_SERVER_URL and VIDPIPE_SERVER_MODELS." if not provider.key else "See: vidpipe doctor",
        )
    models = {role: _first(role, provider.name, usable) for role in Role}
    return Provided(
        provider=provider.name,
        title=provider.title,
        models={role: model for role, model in models.items() if model},
        local=tuple(role for role, model in models.items() if not model),
    )


def _first(role: Role, provider: str, usable: list[Caps]) -> str:
    """The model that the provider's alias means, else its first of the role, '' where it has none."""
    names = [caps.id for caps in usable if caps.role is role]
    meant = resolve(f"{provider}.{role.value}")
    return meant if meant in names else next(iter(names), "")


def recast(board: Storyboard) -> Storyboard:
    """The storyboard with ids in place of aliases in scenes' models."""
    if not any(name in aliases() for scene in board.scenes for name in scene.models.values()):
        return board
    scenes = [
        scene.model_copy(update={"models": {role: resolve(name) for role, name in scene.models.items()}})
        for scene in board.scenes
    ]
    return board.model_copy(update={"scenes": tuple(scenes)})


def roles_used(settings: Settings, stages: Iterable[Stage]) -> list[Role]:
    """The roles that a film asks for on its way to its goal."""
    last = STAGES.index(settings.until)
    asked = {stage.role for stage in stages if stage.role and STAGES.index(stage.step) <= last}
    left = {Role.SPEECH: settings.narration, Role.MUSIC: settings.music}
    return [role for role in Role if role in asked and left.get(role, True)]


def need_keys(models: Iterable[str], providers: Mapping[str, Provider]) -> None:
    """Raises Refused where one of these models' providers cannot be asked, with the variable that is missing."""
    for model in dict.fromkeys(models):
        provider = providers.get(model.partition("/")[0])
        if provider is None or provider.ready():
            continue
        missing = f"Set {provider.key} in the environment or in .env" if provider.key else "Say where it is reached"
        raise Refused(
            f"{provider.title} has no key here, and {model} would be asked"
            if provider.key
            else f"{provider.title} cannot be asked here, and {model} would be",
            remedy=f"{missing}, or choose another model.",
        )


def retiring(
    settings: Settings, board: Storyboard | None, catalogue: Catalogue, *, today: date | None = None
) -> tuple[Retiring, ...]:
    """The models that a film or its scenes name and that are gone or go soon."""
    roles: dict[str, list[Role]] = {}
    scenes: dict[str, list[str]] = {}
    for role, name in settings.models.items():
        roles.setdefault(name, []).append(role)
    for scene in board.scenes if board else ():
        for name in scene.models.values():
            scenes.setdefault(name, []).append(scene.id)
    found = []
    for name in dict.fromkeys([*roles, *scenes]):
        caps = catalogue.get(name) or record(name)
        state = retired(caps, today) if caps else ""
        if caps and state:
            found.append(
                Retiring(
                    model=name,
                    title=caps.title or caps.model,
                    state=state,
                    shutdown=caps.shutdown,
                    replacement=replacement(name),
                    roles=tuple(roles.get(name, ())),
                    scenes=tuple(scenes.get(name, ())),
                )
            )
    return tuple(found)
