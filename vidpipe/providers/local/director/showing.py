"""Who or what is in a picture, as an English phrase that the painter reads."""

from vidpipe.film.brief import FilmKind
from vidpipe.library.lexicon import topics
from vidpipe.providers.local.director.plot import Plot
from vidpipe.providers.local.director.rows import Row
from vidpipe.providers.local.director.shots import who_is
from vidpipe.providers.local.director.things import Thing, kind_of

RIDDEN = ("bicycle", "scooter", "skateboard", "motorcycle")
IDEAS = {
    "question": ["magnifying glass"],
    "overview": ["globe"],
    "point": ["gear", "puzzle", "arrow", "light bulb"],
    "example": ["magnifying glass"],
    "summary": ["light bulb"],
}


def shown(plot: Plot, row: Row, *, alone: bool) -> tuple[str, Thing | None]:
    """The phrase for a scene and the thing that stands for it. `alone`: a film so short that the hero is always
    in it.
    """
    if row.told is not None:
        return _told(plot, row)
    if plot.kind is FilmKind.EXPLAINER:
        return _explained(plot, row)
    if plot.kind is FilmKind.AD:
        return _advertised(plot, row)
    hero = plot.hero
    if row.beat.shows == "none" and not alone:
        return "", None
    if row.beat.shows == "other" and plot.other:
        return _both(plot.other, hero), plot.other
    return who_is(hero), hero


def _both(one: Thing | None, other: Thing | None) -> str:
    return " and ".join(phrase for phrase in (who_is(one), who_is(other)) if phrase)


def _told(plot: Plot, row: Row) -> tuple[str, Thing | None]:
    """Those the sentence names; the hero where it names nobody who acts."""
    seen = [thing for thing in (row.told.seen if row.told else ()) if thing.id][:2]
    if (
        not any(thing.alive or thing.kind == "vehicle" for thing in seen)
        and plot.hero
        and plot.hero.id not in {thing.id for thing in seen}
    ):
        seen = [plot.hero, *seen[:1]]
    if not seen:
        return who_is(plot.hero), plot.hero
    return _both(seen[0], seen[1] if len(seen) > 1 else None), seen[0]


def _advertised(plot: Plot, row: Row) -> tuple[str, Thing | None]:
    hero = plot.hero
    if hero is None and row.beat.shows != "none":
        return (who_is(plot.user), plot.user) if row.beat.shows == "user" else ("", None)
    product = who_is(hero)
    if row.beat.shows == "none":
        return "", None
    if row.beat.shows == "user" and plot.user and not row.on_stage and not (hero and hero.alive):
        joined = "on" if hero and hero.id in RIDDEN else "with"
        return f"{who_is(plot.user)} {joined} {product}", plot.user
    return product, hero


def _explained(plot: Plot, row: Row) -> tuple[str, Thing | None]:
    if plot.reading.known:
        return _idea(_topic_thing(plot, row))
    if plot.hero and plot.hero.id:
        return who_is(plot.hero), plot.hero
    listed = IDEAS[row.beat.id]
    return _idea(listed[max(0, row.point) % len(listed)])


def _topic_thing(plot: Plot, row: Row) -> str:
    listed = topics()[plot.reading.known]["shows"]
    if row.opens or row.beat.voice == "overview":
        return str(listed[0])
    return str(listed[-1] if row.closes else listed[1 + max(0, row.point) % (len(listed) - 2)])


def _idea(key: str) -> tuple[str, Thing]:
    kind, ident = kind_of(key)
    thing = Thing(key, ident, kind, key, key, key)
    return who_is(thing), thing
