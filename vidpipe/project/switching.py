"""Another model in place of one that a film names, in its settings and its scenes; what that would cost first."""

from collections.abc import Mapping
from dataclasses import replace

from vidpipe.casting import Retiring, checked, retiring, roles_used
from vidpipe.engine import estimate
from vidpipe.engine.plan import Plan, plan
from vidpipe.errors import BadInput, Refused
from vidpipe.film.catalogue import Role
from vidpipe.film.project import Settings
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.library.models import replacement, resolve
from vidpipe.project.revising import Revising
from vidpipe.take import Preview


class Switching(Revising):
    """One model for another."""

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that this film asks for on its way to its goal."""
        return tuple(roles_used(self.settings, self._outside.stages))

    def models_preview(self, models: Mapping[Role, str]) -> Preview:
        """What `change(models=…)` would make stale or have made by another model, and its price. Writes nothing.

        Scenes with a model of their own keep it. Raises BadInput.
        """
        records, before = self._read()
        supposed = replace(records, settings=self._asked({"models": models}))
        return estimate.recast(self._outside, before, plan(supposed, self._outside.world(supposed)))

    @property
    def retiring(self) -> tuple[Retiring, ...]:
        """Models that this film names and that are gone or go soon."""
        _, plan = self._read()
        return retiring(plan.film.settings, plan.film.storyboard, self._outside.catalogue())

    def preview_switch(self, old: str, new: str = "") -> Preview:
        """What `switch_model` would make stale, and what making it again would cost. Writes nothing. Raises as it."""
        records, before = self._read()
        name = self.successor(old, new)
        supposed = replace(records, settings=_settings(records.settings, resolve(old), name))
        board = before.film.storyboard
        after = plan(supposed, self._outside.world(supposed))
        if board is not None and _named_in(board, resolve(old)):
            after = self._supposing(supposed, self._swapped(board, resolve(old), name))
        return estimate.preview(self._outside, before, after)

    def switch_model(self, old: str, new: str = "") -> str:
        """Have another model, else the one that replaces it, wherever the film names `old`; the new one's id.

        Nothing is made again by that alone. Locked scenes stay. Raises BadInput, and Refused where the film does not
        name `old` or nobody knows what replaces it.
        """
        before = self.settings
        name = self.successor(old, new)
        board = self.storyboard
        if board is not None and _named_in(board, resolve(old)):
            self.revise(lambda now: self._swapped(now, resolve(old), name))
        after = _settings(before, resolve(old), name)
        if after != before:
            self._store.change(self.id, after, actor=self._shop.actor)
            self._decide(self._told(before, after))
        return name

    def successor(self, old: str, new: str) -> str:
        """The id of the model that `switch_model` takes, checked for every role that the old one has. Raises as it."""
        old = resolve(old)
        roles = self._roles_of(self._read()[1], old)
        if not roles:
            raise Refused(f"This film does not use {old}", remedy="See what it uses with: vidpipe show.")
        name = resolve(new) or replacement(old)
        if not name:
            raise Refused(f"Nobody names a replacement of {old}", remedy="Name the model to take instead.")
        if name == old:
            raise BadInput(f"{old} is used already", remedy="Name another model.")
        for role in roles:
            checked(role, name, self._outside.catalogue())
        return name

    def _roles_of(self, plan: Plan, model: str) -> list[Role]:
        """The roles in which the film or a scene of it names a model."""
        film = plan.film
        found = [role for role, name in film.settings.models.items() if name == model]
        for scene in film.storyboard.scenes if film.storyboard else ():
            found += [Role(role) for role, name in scene.models.items() if name == model]
        return list(dict.fromkeys(found))

    def _swapped(self, board: Storyboard, old: str, new: str) -> Storyboard:
        standing = self._standing()
        scenes = [scene if standing.locked(f"scene/{scene.id}") else _scene(scene, old, new) for scene in board.scenes]
        return board.model_copy(update={"scenes": tuple(scenes)})


def _settings(settings: Settings, old: str, new: str) -> Settings:
    models = {role: new if name == old else name for role, name in settings.models.items()}
    return settings.model_copy(update={"models": models})


def _scene(scene: Scene, old: str, new: str) -> Scene:
    models = {role: new if name == old else name for role, name in scene.models.items()}
    return scene.model_copy(update={"models": models})


def _named_in(board: Storyboard, model: str) -> bool:
    return any(name == model for scene in board.scenes for name in scene.models.values())
