"""One document, one film of each of its sections: a set of films that share seed and style."""

from collections.abc import Sequence
from contextlib import suppress

from vidpipe.engine.estimate import Estimate, EstimateLine, ModelLine
from vidpipe.errors import BadInput, Refused
from vidpipe.film.batch import SECTION, Batch, BatchFilm, BatchPlan
from vidpipe.film.cost import total
from vidpipe.film.project import STAGES, Settings, Wish
from vidpipe.film.source import Material, sections
from vidpipe.lab.filmset import Set
from vidpipe.project.gathering import Gathered
from vidpipe.project.sourcing import estimate_of, found_film
from vidpipe.recipe import canonical, fingerprint
from vidpipe.workshop import Workshop

FEWEST_WORDS = 12
"""Words of a section that is worth a film."""


def film_of_each(shop: Workshop, found: Gathered, settings: Settings) -> Set:
    """The films, none of them running yet. What is there already stays as it is. Raises BadInput."""
    parts = _parts(found, settings)
    named = tuple(title for title, _, _ in parts)
    name = "d" + fingerprint({"sections": canonical(found.material.plain()), "settings": settings.plain()})[:15]
    book = shop.store.lab
    known = {film.id for trashed in (False, True) for film in shop.store.projects(trashed=trashed)}
    ids = [f"s{fingerprint({'set': name, 'section': title})[:11]}" for title in named]
    title = found.material.called[:160]
    batch = Batch(id=name, title=title, plan=BatchPlan(base=ids[0], sections=named, title=title))
    with suppress(Refused):  # it is there: broken off, or another tab was first
        book.create_batch(batch, actor=shop.actor)
    for place, (project, (section, part, own)) in enumerate(zip(ids, parts, strict=True), 1):
        if project not in known:
            film = found_film(shop, Gathered(part, found.originals), own, name=project, wish=Wish.STOP)
            if own.brand:
                film.apply_brand(own.brand.name)
        book.add_film(name, BatchFilm(place=place, project=project, values={SECTION: section}))
    return Set(shop, batch)


def price_of_each(shop: Workshop, found: Gathered, settings: Settings) -> Estimate:
    """The price of all of them; nothing is written. Raises BadInput for a document without sections."""
    priced = [estimate_of(shop, Gathered(part), own) for _, part, own in _parts(found, settings)]
    lines = [line for one in priced for line in one.lines]
    models = [line for one in priced for line in one.models]
    whole = total(one.micros for one in priced)
    return Estimate(
        micros=whole,
        calls=sum(one.calls for one in priced),
        cached=sum(one.cached for one in priced),
        slots=sum(one.slots for one in priced),
        lines=tuple(_summed([line for line in lines if line.step == step]) for step in _in_order(lines)),
        confidence=whole.sure,
        models=tuple(_asked([line for line in models if line.model == name]) for name in _named(models)),
    )


def _in_order(lines: Sequence[EstimateLine]) -> list[str]:
    steps = {line.step for line in lines}
    return [step for step in STAGES if step in steps]


def _named(models: Sequence[ModelLine]) -> list[str]:
    return list(dict.fromkeys(line.model for line in models))


def _summed(lines: Sequence[EstimateLine]) -> EstimateLine:
    sums = {name: sum(getattr(line, name) for line in lines) for name in ("count", "cached")}
    return EstimateLine(step=lines[0].step, micros=total(line.micros for line in lines), **sums)


def _asked(lines: Sequence[ModelLine]) -> ModelLine:
    count, micros = sum(line.count for line in lines), total(line.micros for line in lines)
    return ModelLine(model=lines[0].model, count=count, micros=micros)


def _parts(found: Gathered, settings: Settings) -> list[tuple[str, Material, Settings]]:
    """Title, material and settings of each film. Raises BadInput."""
    parts = {part.title: part for part in reversed(worth_a_film(found.material))}
    if len(parts) < 2:
        message = f"{found.material.called} has no sections to make films of"
        raise BadInput(message, remedy="Make one film of all of it.")
    return [(title, part, _own(found.material, part, settings)) for title, part in reversed(parts.items())]


def _own(whole: Material, part: Material, settings: Settings) -> Settings:
    """Seed, style and all else are the set's; the subject is the section's, unless the person said one."""
    said = part.title if settings.prompt == whole.called else settings.prompt
    name = f"{whole.called[:60]} · {part.title[:40]}"
    return settings.model_copy(update={"prompt": said, "title": "", "name": name})


def worth_a_film(material: Material) -> list[Material]:
    """The sections with something to tell."""
    return [part for part in sections(material) if part.words >= FEWEST_WORDS]
