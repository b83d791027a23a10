"""A film made from what a person brought: it begins with its source, and of a list of shots with its storyboard."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from vidpipe.engine.estimate import Estimate, estimate
from vidpipe.engine.outside import JSON
from vidpipe.engine.plan import World, plan
from vidpipe.errors import VidpipeError
from vidpipe.film.brief import Brief, FilmKind
from vidpipe.film.noun import Noun
from vidpipe.film.project import Settings, Wish
from vidpipe.film.slot import BRIEF, SOURCE, STORYBOARD, keyframe
from vidpipe.film.slug import slug
from vidpipe.film.source import Material
from vidpipe.ports import Records, Summary
from vidpipe.project.bringing import Bringing
from vidpipe.project.film import Project
from vidpipe.project.gathering import Brought, Gathered
from vidpipe.project.naming import new_id
from vidpipe.recipe import canonical, digest, imported
from vidpipe.sources.reading import called
from vidpipe.sources.shots import at_rate
from vidpipe.take import Decision, Take, Verb
from vidpipe.workshop import Workshop

MOST_TITLE = 60


def asked_of(material: Material, prompt: str, asked: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The prompt and the settings of a film of this material.

    A document chooses no setting: only a person's own list of shots has a length, a title and a language.
    """
    said = prompt.strip() or material.called
    wanted = dict(asked)
    if material.board is not None:
        rate = int(wanted.get("rate") or material.rate)
        wanted["rate"] = rate
        wanted["duration"] = at_rate(material.board, before=material.rate, after=rate).frames / rate
        for name, value in (("title", material.title), ("language", material.language), ("kind", material.film)):
            wanted[name] = wanted.get(name) or value or None
        wanted = {name: value for name, value in wanted.items() if value is not None or name in asked}
    return said, {
        name: "" if value is None and name in ("title", "language") else value for name, value in wanted.items()
    }


def found_film(
    shop: Workshop, found: Gathered, settings: Settings, *, name: str = "", wish: Wish = Wish.RUN
) -> Project:
    """The film, with its source as a take and what was brought beside it. Raises Refused where the id is taken."""
    name = name or new_id()
    takes = [_kept(shop, take, noun) for take, noun in _written(found, settings)]
    meta = {"originals": originals_of(shop, found)}
    takes[0] = takes[0].model_copy(update={"meta": meta if found.originals else {}})
    title = settings.name or settings.title or found.material.called[:MOST_TITLE]
    shop.store.create(name, settings, title=title, actor=shop.actor, takes=takes, wish=wish)
    film = Project(shop, name)
    try:
        hang(film, found)
    except VidpipeError:
        film.trash()
        raise
    return film


def originals_of(shop: Workshop, found: Gathered) -> list[dict[str, Any]]:
    """What was brought, as it came: kept, and named for the meta of the source."""
    return [_put(shop, one) for one in found.originals]


def _put(shop: Workshop, one: Brought) -> dict[str, Any]:
    mime = one.mime or "application/octet-stream"
    return {"digest": shop.store.blobs.put(one.data, mime), "name": _named(one.name), "bytes": len(one.data)}


def _named(name: str) -> str:
    """A plain file name of at most 60 signs, with its own ending."""
    stem, dot, ending = called(name).rpartition(".")
    plain = "".join(sign for sign in ending if sign.isascii() and sign.isalnum())[:8] if dot else ""
    return f"{slug(stem or ending, most=MOST_TITLE - 9) or 'file'}{'.' if plain else ''}{plain}"


def _kept(shop: Workshop, take: Take, noun: Noun) -> Take:
    shop.store.blobs.put(canonical(noun.plain()).encode(), JSON)
    return take


def _written(found: Gathered, settings: Settings) -> list[tuple[Take, Noun]]:
    """What is there from the first: the material, and of a list of shots the brief and the storyboard."""
    material, nouns = found.material, dict[str, Noun]()
    nouns[SOURCE] = material
    if material.board is not None:
        board = at_rate(material.board, before=material.rate, after=settings.rate)
        nouns |= {BRIEF: brief_of(material, settings), STORYBOARD: board}
    return [(_take(slot, noun, number), noun) for number, (slot, noun) in enumerate(nouns.items(), 1)]


def _take(slot: str, noun: Noun, number: int) -> Take:
    name = digest(canonical(noun.plain()).encode())
    now = datetime.now(UTC)
    return Take(id=number, slot=slot, number=1, digest=name, mime=JSON, recipe=imported(name), created=now)


def brief_of(material: Material, settings: Settings) -> Brief:
    """The brief of a film that has its storyboard: nobody need be asked for it."""
    board = material.board
    lines = [scene.narration for scene in board.scenes if scene.narration] if board else []
    return Brief(
        title=settings.title or material.called,
        kind=settings.kind or material.film or FilmKind.STORY,
        subject=(settings.prompt.split("\n")[0])[:300],
        style=settings.style or (board.style.look if board else ""),
        messages=tuple(lines[:8]),
        language=settings.language or material.language or "und",
        cast=board.cast if board else (),
    )


def hang(film: Bringing, found: Gathered) -> None:
    """A folder's pictures in the scenes made for them, each where it begins and where it ends."""
    board = film.storyboard
    for scene, file in zip(board.scenes if board and found.pictures else (), found.pictures, strict=False):
        film.bring(keyframe(scene.id, "start"), file)
        film.copy(keyframe(scene.id, "end"), keyframe(scene.id, "start"))


# ---------------------------------------------------------------- before it is there


def estimate_of(shop: Workshop, found: Gathered, settings: Settings) -> Estimate:
    """The price of such a film. Writes nothing."""
    records, world = supposed(shop, found, settings)
    return estimate(shop.outside, plan(records, world))


def supposed(shop: Workshop, found: Gathered, settings: Settings) -> tuple[Records, World]:
    """What would be recorded of it, and the world in which it is planned."""
    now, written = datetime.now(UTC), _written(found, settings)
    takes = tuple(take for take, _ in written)
    summary = Summary(id="", title="", wish=Wish.RUN, created=now, updated=now)
    records = Records(project=summary, settings=settings, takes=takes, decisions=_picks(takes))
    texts = {take.digest: noun.plain() for take, noun in written}
    bare = replace(records, takes=())
    world = shop.outside.world(bare)
    return records, replace(world, texts={**world.texts, **texts})


def _picks(takes: Sequence[Take]) -> tuple[Decision, ...]:
    return tuple(
        Decision(id=number, slot=take.slot, verb=Verb.PICK, value=str(take.id), actor="engine")
        for number, take in enumerate(takes, 1)
    )
