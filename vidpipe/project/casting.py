"""A film's cast by name and its brand, taken from the library of the workspace; their prices before they are taken."""

from collections.abc import Sequence
from dataclasses import replace

from vidpipe.engine import estimate
from vidpipe.engine.plan import plan
from vidpipe.errors import BadInput, NotFound
from vidpipe.film.brand import Banned, Brand, banned_in
from vidpipe.film.cast import MOST_MEMBERS, Member, named_in
from vidpipe.film.edit import Edit
from vidpipe.film.project import Settings
from vidpipe.project.assets import Assets
from vidpipe.project.revising import Revising
from vidpipe.recipe import canonical
from vidpipe.take import Preview


class Casting(Revising):
    """Who and what the film's words name, and the brand that it is made for."""

    @property
    def cast(self) -> tuple[Member, ...]:
        """Who stands behind names with `@` in this film."""
        return self.settings.cast

    def enlist(self, names: Sequence[str]) -> None:
        """Take members from the library, or take them again as they are there now. Raises NotFound, BadInput."""
        self._store_settings(self._enlisted(names))

    def dismiss(self, name: str) -> None:
        """Have a member no more: its name is left in words as it is written. Raises NotFound."""
        self._store_settings(self._dismissed(name))

    def preview_enlist(self, names: Sequence[str]) -> Preview:
        """What `enlist` would make stale, and its price. Writes nothing. Raises as it."""
        return self._preview_settings(self._enlisted(names))

    @property
    def outdated(self) -> tuple[str, ...]:
        """Members of the film whom the library has otherwise by now."""
        library = {member.name: member for member in Assets(self._shop).cast}
        return tuple(one.name for one in self.cast if one.name in library and library[one.name] != one)

    @property
    def unknown_names(self) -> tuple[str, ...]:
        """Members of the library whom the film's words name and who are not in its cast."""
        library = Assets(self._shop).cast
        settings, board = self.settings, self.storyboard
        said = f"{settings.prompt} {settings.style} {canonical(board.plain()) if board else ''}"
        there = {member.name for member in settings.cast}
        return tuple(member.name for member in named_in(said, library) if member.name not in there)

    def _enlisted(self, names: Sequence[str]) -> Settings:
        library, settings = Assets(self._shop), self.settings
        wanted = {member.name: member for member in map(library.member, names)}
        kept = [wanted.pop(one.name, one) for one in settings.cast]
        cast = (*kept, *wanted.values())
        if len(cast) > MOST_MEMBERS:
            raise BadInput(f"A film has at most {MOST_MEMBERS} in its cast", remedy="Take somebody out first.")
        return settings.model_copy(update={"cast": cast})

    def _dismissed(self, name: str) -> Settings:
        plain, settings = name.strip().lstrip("@").lower(), self.settings
        if all(member.name != plain for member in settings.cast):
            raise NotFound(f"The film has no @{plain[:40]}", remedy="Look at its cast with: vidpipe cast ID.")
        return settings.model_copy(update={"cast": tuple(one for one in settings.cast if one.name != plain)})

    # ------------------------------------------------------------ brand

    @property
    def brand(self) -> Brand | None:
        return self.settings.brand

    def apply_brand(self, name: str) -> None:
        """Have a brand's logo, colours, face and banned words in one act; '' for none. Raises NotFound, Busy."""
        before, settings = self.settings.brand, self._branded(name)
        self._store_settings(settings)
        self.recut(lambda edit: _relogoed(edit, before, settings.brand))

    def preview_brand(self, name: str) -> Preview:
        """What `apply_brand` would make stale, and its price. Writes nothing. Raises NotFound."""
        return self._preview_settings(self._branded(name))

    @property
    def banned(self) -> tuple[Banned, ...]:
        """Where the film's lines and words on screen use a word that its brand does not."""
        board = self.storyboard
        return tuple(banned_in(board, self.settings.brand)) if board else ()

    def _branded(self, name: str) -> Settings:
        brand = Assets(self._shop).brand(name) if name.strip() else None
        return self.settings.model_copy(update={"brand": brand})

    # ------------------------------------------------------------ beneath

    def _store_settings(self, settings: Settings) -> None:
        before = self.settings
        if settings != before:
            self._store.change(self.id, settings, actor=self._shop.actor)
            self._decide(self._told(before, settings))

    def _preview_settings(self, settings: Settings) -> Preview:
        records, before = self._read()
        supposed = replace(records, settings=settings)
        return estimate.preview(self._outside, before, plan(supposed, self._outside.world(supposed)))


def _relogoed(edit: Edit, before: Brand | None, now: Brand | None) -> Edit:
    """The edit with the brand's logo where it stood; one that was the former brand's goes with it."""
    if now and now.logo:
        placed = edit.logo.model_dump() if edit.logo else {}
        return Edit.model_validate(edit.model_dump() | {"logo": placed | {"picture": now.logo.digest}})
    was = before.logo.digest if before and before.logo else ""
    return edit.model_copy(update={"logo": None}) if edit.logo and edit.logo.picture == was else edit
