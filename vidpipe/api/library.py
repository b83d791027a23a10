"""The library that films share: members of casts and brand kits; and what one film takes of it."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from vidpipe.api.asked import Asked, Carrying, Guarded
from vidpipe.api.bringing import File, bytes_of
from vidpipe.api.opened import Film, Opened
from vidpipe.api.shape import address, stale
from vidpipe.film.brand import MOST_BANNED, MOST_COLOURS, Brand
from vidpipe.film.cast import MOST_MEMBERS, Member, Picture
from vidpipe.studio import Project

router = APIRouter(route_class=Guarded, tags=["library"])
pictures = APIRouter(route_class=Carrying, tags=["library"])

PNG = "image/png"
"""As what a picture of the library is kept."""
Name = Annotated[str, Field(max_length=80)]
Words = Annotated[str, Field(max_length=2000)]


class NewMember(Asked):
    """A character, product or place; `sort` says which."""

    name: Name
    sort: Name = "character"
    look: Words = ""
    voice: Name = ""


class MemberChange(Asked):
    sort: Name | None = None
    look: Words | None = None
    voice: Name | None = None


class BrandFields(Asked):
    """What is left out stays as it is."""

    colours: Annotated[tuple[Name, ...], Field(max_length=MOST_COLOURS)] | None = None
    face: Name | None = None
    banned: Annotated[tuple[Name, ...], Field(max_length=MOST_BANNED)] | None = None


class Enlist(Asked):
    """Names of members; `preview` only says what it would make stale."""

    names: Annotated[tuple[Name, ...], Field(min_length=1, max_length=MOST_MEMBERS)]
    preview: bool = False


class Keep(Asked):
    """A brand's name, or '' for none; `preview` only says what it would make stale."""

    name: Name = ""
    preview: bool = False


# ---------------------------------------------------------------- cast


@router.get("/cast")
def cast(studio: Opened) -> dict[str, Any]:
    """Everybody and everything in the library, by name."""
    return {"cast": [member_told(one) for one in studio.assets.cast]}


@router.post("/cast", status_code=201)
def add(studio: Opened, asked: NewMember) -> dict[str, Any]:
    """A new character, product or place."""
    return member_told(studio.assets.add(asked.name, asked.sort, look=asked.look, voice=asked.voice))


@router.get("/cast/{name}")
def member(studio: Opened, name: str) -> dict[str, Any]:
    """One of them, with its pictures."""
    return member_told(studio.assets.member(name))


@router.patch("/cast/{name}")
def change(studio: Opened, name: str, asked: MemberChange) -> dict[str, Any]:
    """Another description, voice or sort, in the library alone: films take it when they are asked to."""
    return member_told(studio.assets.change(name, **asked.model_dump(exclude_none=True)))


@router.delete("/cast/{name}")
def remove(studio: Opened, name: str) -> dict[str, Any]:
    """Out of the library; films that took it keep it."""
    studio.assets.remove(name)
    return cast(studio)


@pictures.post("/cast/{name}/pictures", status_code=201)
def add_picture(studio: Opened, name: str, asked: File) -> dict[str, Any]:
    """One more reference picture."""
    return member_told(studio.assets.bring_picture(name, bytes_of(asked), called=asked.name))


@router.delete("/cast/{name}/pictures/{number}")
def drop_picture(studio: Opened, name: str, number: int) -> dict[str, Any]:
    """Take out a picture by its number, counted from 1."""
    return member_told(studio.assets.drop_picture(name, number))


# ---------------------------------------------------------------- brands


@router.get("/brands")
def brands(studio: Opened) -> dict[str, Any]:
    """All brand kits, by name."""
    return {"brands": [brand_told(one) for one in studio.assets.brands]}


@router.get("/brands/{name}")
def brand(studio: Opened, name: str) -> dict[str, Any]:
    return brand_told(studio.assets.brand(name))


@router.put("/brands/{name}")
def save(studio: Opened, name: str, asked: BrandFields) -> dict[str, Any]:
    """A new brand kit, or some of one that is there."""
    return brand_told(studio.assets.save_brand(name, **asked.model_dump(exclude_none=True)))


@router.delete("/brands/{name}")
def remove_brand(studio: Opened, name: str) -> dict[str, Any]:
    """Out of the library; films that took it keep it."""
    studio.assets.remove_brand(name)
    return brands(studio)


@pictures.put("/brands/{name}/logo")
def bring_logo(studio: Opened, name: str, asked: File) -> dict[str, Any]:
    """A logo from a PNG, WebP or JPEG, in the place of the one before."""
    return brand_told(studio.assets.bring_brand_logo(name, bytes_of(asked), called=asked.name))


@router.delete("/brands/{name}/logo")
def drop_logo(studio: Opened, name: str) -> dict[str, Any]:
    return brand_told(studio.assets.drop_brand_logo(name))


# ---------------------------------------------------------------- of one film


@router.get("/projects/{project}/cast")
def film_cast(film: Film) -> dict[str, Any]:
    """Who is in a film, and what brand it keeps to."""
    return film_told(film)


@router.post("/projects/{project}/cast")
def enlist(film: Film, asked: Enlist) -> dict[str, Any]:
    """Have a film take these from the library, or take them again as they are now. Nothing is made by that alone."""
    price = film.preview_enlist(asked.names)
    if not asked.preview:
        film.enlist(asked.names)
    return film_told(film) | stale(price) | {"changed": not asked.preview}


@router.delete("/projects/{project}/cast/{name}")
def dismiss(film: Film, name: str) -> dict[str, Any]:
    """Out of a film: its name is left in words as it is written."""
    film.dismiss(name)
    return film_told(film)


@router.put("/projects/{project}/brand")
def keep_to(film: Film, asked: Keep) -> dict[str, Any]:
    """Have a film keep to a brand. Nothing is made by that alone."""
    price = film.preview_brand(asked.name)
    if not asked.preview:
        film.apply_brand(asked.name)
    return film_told(film) | stale(price) | {"changed": not asked.preview}


# ---------------------------------------------------------------- shapes


def film_told(film: Project) -> dict[str, Any]:
    """`unknown` are named in the film's words and not in its cast; `outdated` stand in the library otherwise."""
    kit = film.brand
    return {
        "project": film.id,
        "cast": [member_told(one) for one in film.cast],
        "unknown": list(film.unknown_names),
        "outdated": list(film.outdated),
        "brand": brand_told(kit) if kit else None,
        "banned": [one.plain() for one in film.banned],
    }


def member_told(one: Member) -> dict[str, Any]:
    return {**one.plain(), "pictures": [_picture(picture) for picture in one.pictures]}


def brand_told(one: Brand) -> dict[str, Any]:
    usual: dict[str, Any] = {"colours": [], "face": "", "banned": []}
    return {**usual, **one.plain(), "logo": _picture(one.logo) if one.logo else None}


def _picture(picture: Picture) -> dict[str, Any]:
    return {**picture.plain(), "address": address(picture.digest, PNG)}
