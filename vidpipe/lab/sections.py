"""One document, one film of each of its sections: a set of films that share seed and style."""

from contextlib import suppress

from vidpipe.errors import BadInput, Refused
from vidpipe.film.batch import SECTION, Batch, BatchFilm, BatchPlan
from vidpipe.film.project import Settings, Wish
from vidpipe.film.source import Material, sections
from vidpipe.lab.filmset import Set
from vidpipe.project.gathering import Gathered
from vidpipe.project.sourcing import found_film
from vidpipe.recipe import canonical, fingerprint
from vidpipe.workshop import Workshop

FEWEST_WORDS = 12
"""Words of a section that is worth a film."""


def film_of_each(shop: Workshop, found: Gathered, settings: Settings) -> Set:
    """The films, none of them running yet. What is there already stays as it is. Raises BadInput."""
    parts = worth_a_film(found.material)
    named = list(dict.fromkeys(part.title for part in parts))
    if len(named) < 2:
        raise BadInput(
            f"{found.material.called} has no sections to make films of", remedy="Make one film of all of it."
        )
    name = "d" + fingerprint({"sections": canonical(found.material.plain()), "settings": settings.plain()})[:15]
    book = shop.store.lab
    known = {film.id for trashed in (False, True) for film in shop.store.projects(trashed=trashed)}
    ids = [f"s{fingerprint({'set': name, 'section': title})[:11]}" for title in named]
    plan = BatchPlan(base=ids[0], sections=tuple(named), title=found.material.called[:160])
    batch = Batch(id=name, title=plan.title, plan=plan)
    with suppress(Refused):  # it is there: broken off, or another tab was first
        book.create_batch(batch, actor=shop.actor)
    for place, (project, title) in enumerate(zip(ids, named, strict=True), 1):
        part = next(one for one in parts if one.title == title)
        if project not in known:
            said = title if settings.prompt == found.material.called else settings.prompt
            called = {"prompt": said, "title": "", "name": f"{plan.title[:60]} · {title[:40]}"}
            own = settings.model_copy(update=called)
            found_film(shop, Gathered(part, found.originals), own, name=project, wish=Wish.STOP)
        book.add_film(name, BatchFilm(place=place, project=project, values={SECTION: title}))
    return Set(shop, batch)


def worth_a_film(material: Material) -> list[Material]:
    """The sections with something to tell."""
    return [part for part in sections(material) if part.words >= FEWEST_WORDS]
