"""The asset library of a workspace: members of casts and brand kits, which its films take from.

A film keeps what it took as it was: a change here is in a film only once it is taken again. Pictures are looked into,
decoded in a limited child and made anew; the bytes as they came are kept beside that.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from vidpipe.errors import BadInput, NotFound, Refused
from vidpipe.film.brand import Brand
from vidpipe.film.cast import MOST_PICTURES, SORTS, Member, Picture
from vidpipe.film.noun import Noun
from vidpipe.project.bringing import laid_down, safe_name
from vidpipe.workshop import Workshop

if TYPE_CHECKING:
    from vidpipe.media.intake import Made

CAST, BRAND = "cast", "brand"
N = TypeVar("N", bound=Noun)
FIELDS = {"name": "name", "sort": "kind", "look": "description", "banned": "banned words", "colours": "colours"}


class Assets:
    """What the films of a workspace share."""

    def __init__(self, shop: Workshop) -> None:
        self._shop, self._book = shop, shop.store.assets

    # ------------------------------------------------------------ cast

    @property
    def cast(self) -> tuple[Member, ...]:
        """Everybody and everything in the library, by name."""
        return tuple(Member.model_validate(data) for data in self._book.all(CAST))

    def member(self, name: str) -> Member:
        """By its name, with `@` or without. Raises NotFound."""
        plain = name.strip().lstrip("@").lower()
        found = next((member for member in self.cast if member.name == plain), None)
        if found is None:
            known = ", ".join(f"@{member.name}" for member in self.cast[:8])
            remedy = f"There are {known}." if known else "Add it with: vidpipe cast add."
            raise NotFound(f"The library has no @{plain[:40]}", remedy=remedy)
        return found

    def add(self, name: str, sort: str, *, look: str = "", voice: str = "") -> Member:
        """A new character, product or place. Raises BadInput, Refused where the name is taken."""
        plain = name.strip().lstrip("@").lower().replace(" ", "-")
        made = _checked(Member, {"name": plain, "sort": sort, "look": look, "voice": voice})
        if any(member.name == made.name for member in self.cast):
            raise Refused(f"The library has @{made.name} already", remedy="Change that one, or take another name.")
        return self._keep(made)

    def change(self, name: str, **fields: Any) -> Member:
        """Another description, voice or sort. Raises NotFound, BadInput."""
        known = self.member(name)
        unknown = sorted(set(fields) - {"look", "voice", "sort"})
        if unknown:
            raise BadInput(f"A member of the cast has no {unknown[0]!r} to change", remedy="Say look, voice or sort.")
        return self._keep(_checked(Member, known.plain() | fields))

    def bring_picture(self, name: str, data: bytes | Path, *, called: str = "") -> Member:
        """One more reference picture. Raises NotFound, BadInput for another kind of file or one too many, MediaError,
        LimitReached."""
        from vidpipe.media.brought_reference import take_in_reference

        known = self.member(name)
        if len(known.pictures) >= MOST_PICTURES:
            raise BadInput(f"@{known.name} has {MOST_PICTURES} pictures", remedy="Take one of them out first.")
        made = self._taken(data, called, lambda file, folder: take_in_reference(file, folder=folder))
        if any(one.digest == made.digest for one in known.pictures):
            return known
        return self._keep(known.model_copy(update={"pictures": (*known.pictures, made)}))

    def drop_picture(self, name: str, number: int) -> Member:
        """Take out a picture by its number, counted from 1. Raises NotFound."""
        known = self.member(name)
        if not 1 <= number <= len(known.pictures):
            raise NotFound(f"@{known.name} has no picture {number}", remedy=f"It has {len(known.pictures)}.")
        rest = tuple(one for place, one in enumerate(known.pictures, 1) if place != number)
        return self._keep(known.model_copy(update={"pictures": rest}))

    def remove(self, name: str) -> None:
        """Films that took it keep it. Raises NotFound."""
        self._book.remove(CAST, self.member(name).name)

    def _keep(self, member: Member) -> Member:
        self._book.save(CAST, member.name, member.plain(), actor=self._shop.actor)
        return member

    # ------------------------------------------------------------ brands

    @property
    def brands(self) -> tuple[Brand, ...]:
        """All brand kits, by name."""
        return tuple(Brand.model_validate(data) for data in self._book.all(BRAND))

    def brand(self, name: str) -> Brand:
        """Raises NotFound."""
        found = next((brand for brand in self.brands if brand.name.lower() == name.strip().lower()), None)
        if found is None:
            known = ", ".join(brand.name for brand in self.brands[:8])
            remedy = f"There are {known}." if known else "Add it with: vidpipe brand save NAME."
            raise NotFound(f"There is no brand {name.strip()[:60]!r}", remedy=remedy)
        return found

    def save_brand(self, name: str, **fields: Any) -> Brand:
        """A new brand kit, or fields of one that is there: `colours`, `face`, `banned`. Raises BadInput."""
        known = next((brand for brand in self.brands if brand.name.lower() == name.strip().lower()), None)
        data = known.plain() if known else {"name": name}
        wanted = {field: value for field, value in fields.items() if value is not None}
        if "banned" in wanted:
            wanted["banned"] = list(dict.fromkeys(word.strip() for word in wanted["banned"] if word.strip(" *")))
        return self._keep_brand(_checked(Brand, data | wanted))

    def bring_brand_logo(self, name: str, data: bytes | Path, *, called: str = "") -> Brand:
        """Raises NotFound, BadInput for another kind of file, MediaError, LimitReached."""
        from vidpipe.media.brought_logo import take_in_logo

        known = self.brand(name)
        made = self._taken(data, called, lambda file, folder: take_in_logo(file, folder=folder))
        return self._keep_brand(known.model_copy(update={"logo": made}))

    def drop_brand_logo(self, name: str) -> Brand:
        """Raises NotFound."""
        return self._keep_brand(self.brand(name).model_copy(update={"logo": None}))

    def remove_brand(self, name: str) -> None:
        """Films that took it keep it. Raises NotFound."""
        self._book.remove(BRAND, self.brand(name).name)

    def _keep_brand(self, brand: Brand) -> Brand:
        self._book.save(BRAND, brand.name, brand.plain(), actor=self._shop.actor)
        return brand

    def _taken(self, data: bytes | Path, called: str, make: "Callable[[Path, Path], Made]") -> Picture:
        store = self._shop.store
        with tempfile.TemporaryDirectory(prefix="asset-", dir=store.scratch) as scratch:
            folder = Path(scratch)
            file = laid_down(data, "picture", folder / "original")
            made = make(file, folder)
            digest = store.blobs.take_in(made.path, made.mime)
            original = store.blobs.take_in(file, made.original)
        given = called or (data.name if isinstance(data, Path) else "")
        return Picture(digest=digest, original=original, name=safe_name(given, made.original))


def _checked(noun: type[N], data: dict[str, Any]) -> N:
    try:
        return noun.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        raise BadInput(f"The {FIELDS.get(field, field)} cannot be used", remedy=_remedy(field, first)) from error


def _remedy(field: str, fault: Any) -> str:
    return {
        "name": "Give a short name of letters, figures and hyphens, such as mug or anna-lee.",
        "sort": f"Say {', '.join(SORTS)}.",
        "colours": "Give at most 8 colours such as #A8480F.",
        "face": "Say display, text, or nothing.",
    }.get(field, f"{str(fault['msg'])[:1].upper()}{str(fault['msg'])[1:]}.")
