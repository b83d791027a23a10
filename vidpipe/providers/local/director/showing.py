"""Who or what is in a picture, as an English phrase that the painter reads."""

import re

from vidpipe.film.brief import FilmKind
from vidpipe.film.storyboard import ShotSize
from vidpipe.library.lexicon import topics, world
from vidpipe.library.visual import spot, visual
from vidpipe.providers.local.director.plot import Plot
from vidpipe.providers.local.director.rows import Row
from vidpipe.providers.local.director.shots import article, who_is
from vidpipe.providers.local.director.staging import INDOORS
from vidpipe.providers.local.director.things import Thing, kind_of

RIDDEN = ("bicycle", "scooter", "skateboard", "motorcycle")
OURSELVES = re.compile(r"\b(?:we|our|humans?|people|nos|\w{3,}mos|nous|on|notre)\b", re.I)
"""A question about what everybody does: why do we yawn?"""
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
    if hero is None:
        return _stand_in(plot, row, alone=alone)
    if row.beat.shows == "none" and not alone:
        return (article(plot.stage.landmark), None) if _far_off(plot, row) else ("", None)
    if row.beat.shows == "other" and plot.other:
        return _beside(plot, hero, plot.other) + _held(plot, plot.other), plot.other if plot.reading.found else hero
    return _accompanied(plot, row, hero), hero


def _accompanied(plot: Plot, row: Row, hero: Thing) -> str:
    """The hero with who and what belongs to it; alone in a close view."""
    near, late, other = row.size is ShotSize.CLOSE, plot.reading.found, plot.other
    apart = other and (other.alive or other.id == "fire" or (other.kind == "vehicle" and other != plot.reading.carried))
    if other and not late and not (near and hero.alive) and (apart or not hero.alive):
        return _both(hero, other) + (_held(plot, other) if hero.alive else "")
    if plot.carried and (not near or row.index % 2):
        return _beside(plot, hero, plot.carried)
    if late and other and row.closes:
        return _beside(plot, hero, other)
    return who_is(hero)


def _held(plot: Plot, other: Thing) -> str:
    return f" with {who_is(plot.carried)}" if plot.carried and plot.carried.key != other.key else ""


def _far_off(plot: Plot, row: Row) -> bool:
    return bool(plot.stage.landmark) and row.place.setting not in (*INDOORS, "sky")


def _beside(plot: Plot, hero: Thing, other: Thing) -> str:
    """A bear on a bicycle, a girl with a red umbrella, two foxes and an owl."""
    apart = other.kind == "building" or (other.kind == "vehicle" and other.id not in RIDDEN)
    if other.alive or apart or not hero.alive:
        return _both(hero, other)
    return f"{who_is(hero)} {'on' if other.id in RIDDEN else 'with'} {who_is(other)}"


def _stand_in(plot: Plot, row: Row, *, alone: bool) -> tuple[str, Thing | None]:
    """What stands for an idea or a room in a film about nobody; a landscape is enough for itself but seen close."""
    listed = world()["ideas"][plot.reading.idea]["shows"] if plot.reading.idea >= 0 else []
    listed = listed or [
        one
        for place in plot.reading.places
        if (one := world()["places"].get(place, {}).get("emblem")) and row.place.setting == "interior"
    ]
    if (row.beat.shows == "none" and not alone) or not listed:
        return (article(plot.stage.landmark), None) if _far_off(plot, row) else ("", None)
    return _idea(str(listed[-1 if row.place.setting == "interior" else 0]))


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
    hero = plot.hero or _emblem(plot)
    if hero is None and row.beat.shows != "none":
        return (who_is(plot.user), plot.user) if row.beat.shows == "user" else ("", None)
    product = who_is(hero)
    if row.beat.shows == "none" or hero is None:
        return "", None
    handy = hero.id in visual().subjects and visual().subjects[hero.id].place == "table"
    lent = row.beat.shows == "user" or (handy and row.place.setting not in INDOORS and row.size is not ShotSize.DETAIL)
    driven = hero.kind == "vehicle" and hero.id not in RIDDEN
    if lent and plot.user and not row.on_stage and not hero.alive and not driven:
        joined = "on" if hero.id in RIDDEN else "with"
        return f"{who_is(plot.user)} {joined} {product}", plot.user
    return product, hero


def _emblem(plot: Plot) -> Thing | None:
    """What a place that is advertised stands for: a cup for a café."""
    listed = [world()["places"].get(place, {}) for place in plot.reading.places]
    shown = next((sign for one in listed if (sign := one.get("emblem") or one.get("sign"))), "")
    return _idea(str(shown))[1] if shown else None


def _explained(plot: Plot, row: Row) -> tuple[str, Thing | None]:
    if plot.reading.known:
        return _idea(_topic_thing(plot, row))
    if plot.hero and plot.hero.id:
        return who_is(plot.hero), plot.hero
    if plot.reading.idea >= 0:
        shows = world()["ideas"][plot.reading.idea]["shows"]
        return _idea(str(shows[max(0, row.point) % len(shows)]))
    if seen := [one.id.replace("-", " ") for one in spot(_english_topic(plot), "subjects")]:
        return _idea(seen[max(0, row.point) % len(seen)])
    if emblem := _emblem(plot):
        return who_is(emblem), emblem
    if plot.stage.ambient == "motes":
        return "", None
    if OURSELVES.search(plot.reading.question):
        return _idea("person")
    listed = IDEAS[row.beat.id]
    return _idea(listed[max(0, row.point) % len(listed)])


def _english_topic(plot: Plot) -> str:
    return plot.reading.topic.partition(":")[0] if plot.reading.language == "en" else ""


def _topic_thing(plot: Plot, row: Row) -> str:
    listed = topics()[plot.reading.known]["shows"]
    if row.opens or row.beat.voice == "overview":
        return str(listed[0])
    return str(listed[-1] if row.closes else listed[1 + max(0, row.point) % (len(listed) - 2)])


def _idea(key: str) -> tuple[str, Thing]:
    kind, ident = kind_of(key)
    thing = Thing(key, ident, kind, key, key, key)
    return who_is(thing), thing
