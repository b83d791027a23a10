"""The film as it stands: the cut, or the animatic while there is none, with its facts and files beside it."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.recipe import digest
from vidpipe.take import SlotView, State, Take
from vidpipe.ui import address
from vidpipe.ui.address import blob
from vidpipe.ui.browser import player
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import chip, facts, section
from vidpipe.ui.shots.acts import section_act
from vidpipe.ui.view.cut import Watched, checks, slug, watched
from vidpipe.ui.view.steps import poster

if TYPE_CHECKING:
    from vidpipe.studio import Project

_spoken: dict[str, dict[str, str]] = {}


def cut(film: "Project", view: Overview) -> None:
    """What there is to watch, with its facts and files; or what the cut waits for."""
    now = watched(view)
    if now.take is None:
        _awaited(now)
        return
    left, right = st.columns([8, 4], gap=32)
    with left:
        _player(view, now, now.take, _captions(film, now))
    with right, st.container(gap=12, key="aside"):
        _aside(film, view, now, now.take)


def _awaited(now: Watched) -> None:
    with st.container(gap=0, key="awaited"):
        show(section("Cut", anchor="cut", mark=chip(now.state, now.chip), small=now.why))


def _player(view: Overview, now: Watched, take: Take, spoken: dict[str, str]) -> None:
    player(
        take.digest,
        take.mime,
        label=f"{view.title}, {now.name.lower()}",
        ratio=view.settings.aspect.value,
        time=now.time,
        key="player",
        captions=spoken.get("vtt", ""),
        language=view.brief.language if view.brief else "en",
        picture=poster(view),
    )


def _aside(film: "Project", view: Overview, now: Watched, take: Take) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=8):
        show(section("Cut", anchor="cut", mark=chip(now.state, now.chip), small=now.small), fit=True)
        if now.cut and now.cut.fresh and not now.cut.approved and now.cut.state is State.READY:
            section_act(film, view, "Approve", "approve", now.cut.slot, lambda film: film.approve("cut"), icon="check")
    if now.why:
        show(tag("p", now.why, class_="quiet"))
    show(facts(*checks(take, view)), files(view, now.cut, take, _captions(film, now)))


def files(view: Overview, cut: SlotView | None, take: Take, spoken: dict[str, str]) -> Markup:
    """What can be saved. The addresses are built of digests; the name is a slug."""
    whole = cut is not None and cut.take is not None
    name = slug(view.title or "film") + ("" if whole else "-animatic")
    film = _save(f"Save the {'film' if whole else 'animatic'}", blob(take.digest, take.mime), name)
    texts = [
        _save(f"Captions, {kind.upper()}", address.captions(found, kind), name, quiet=True)
        for kind, found in spoken.items()
    ]
    return tag("div", film, *texts, class_="saves")


def _save(label: str, where: str, name: str, *, quiet: bool = False) -> Markup:
    ending = where.rsplit(".", 1)[1]
    return tag(
        "a", label, class_="save plain" if quiet else "save", href=f"{where}?save={name}", download=f"{name}.{ending}"
    )


def _captions(film: "Project", now: Watched) -> dict[str, str]:
    """The digests of the cut's captions by kind; looked up once for each cut."""
    if now.cut is None or now.cut.take is None or not now.cut.fresh:
        return {}
    known = _spoken.get(now.cut.take.digest)
    if known is None:
        cut = film.cut
        known = {kind: digest(path.read_bytes()) for kind, path in cut.captions.items()} if cut else {}
        _spoken[now.cut.take.digest] = known
    return known
