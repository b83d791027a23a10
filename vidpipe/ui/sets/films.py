"""The films of a set side by side, live while they are made; before that, what each would be and cost."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.film.batch import CALL, HOOK, Batch
from vidpipe.ui import clockwork, paying, session, shelf, words
from vidpipe.ui.address import blob, thumb
from vidpipe.ui.leading import lead
from vidpipe.ui.markup import Markup, join, label, show, tag
from vidpipe.ui.parts import chip, corner, table
from vidpipe.ui.sets import place
from vidpipe.ui.trouble import guarded
from vidpipe.ui.view import sets

if TYPE_CHECKING:
    from vidpipe.lab import Set, SetFilm, SetView

BEAT, GLANCE = 1.0, 3.0
"""Seconds between two drawings while films are made, and between two looks at a set that rests."""
FEW = 8


# ---------------------------------------------------------------- before a set is there


@guarded
def planned() -> None:
    """What the table would make, a line a film."""
    now = place.gathered()
    try:
        found = None if now.empty else place.price(now)
    except VidpipeError:
        found = None
    if found and found.films:
        rows = [(sets.named(film.values), *sets.columns(film)) for film in found.films]
        show(tag("h2", "What would be made", class_="sec"), table(("Film", "To make", "Not made again", "Price"), rows))
        return
    show(
        tag(
            "div",
            tag("h2", "No set is open"),
            tag("p", "A table of hooks, calls to action, languages and shapes becomes a film for each of its lines."),
            class_="void sets-void",
        )
    )


def earlier(known: Sequence[Batch]) -> None:
    """The sets that are there, the newest first."""
    if not known:
        return
    titles = {film.card.id: film.card.title for film in shelf.films()}
    show(tag("h2", "Sets", class_="sec"))
    with st.container(gap=4, key="sets-list"):
        for batch in known[:FEW]:
            _line(batch, titles.get(batch.plan.base, "a film that is gone"))
        if len(known) > FEW:
            with st.expander(f"{len(known) - FEW} more"):
                for batch in known[FEW:]:
                    _line(batch, titles.get(batch.plan.base, "a film that is gone"))


def _line(batch: Batch, base: str) -> None:
    created = batch.created or datetime.now(UTC)
    when = words.ago(created if created.tzinfo else created.replace(tzinfo=UTC), datetime.now(UTC))
    with st.container(horizontal=True, gap=12, vertical_alignment="center", key=f"set-{batch.id}", wrap=False):
        show(tag("div", tag("b", batch.title), tag("small", f"{sets.told(batch, base)} · {when}"), class_="kept"))
        st.button("Open", key=f"set-open-{batch.id}", on_click=place.look_at, args=(batch.id,))


# ---------------------------------------------------------------- a set


def films(found: "Set") -> None:
    """Its films, drawn again by themselves while any of them moves."""
    now = found.view
    ticks = bool(now.moving)
    st.session_state["sets-ticks"] = ticks
    st.fragment(guarded(_films), run_every=BEAT if ticks else None)(found)
    if not ticks:
        st.fragment(guarded(_watch), run_every=GLANCE)(found, now.events)


def _watch(found: "Set", events: int) -> None:
    """Draw the page again when something happened to a film elsewhere."""
    if found.view.events != events:
        st.rerun()


def _films(found: "Set") -> None:
    paying.bring_up()
    now = found.view
    if bool(now.moving) != st.session_state.get("sets-ticks", False) or "leading" in st.session_state:
        st.rerun()
    if now.moving:
        clockwork.watch_worker()
    _acts(found, now)
    for section in sets.sections(now.films):
        show(tag("h2", section.title, class_="sec"))
        with st.grid(min_column_width=sets.WIDTH[section.ratio], gap=(24, 16), key=f"films-{section.ratio}") as grid:
            for film in section.films:
                with grid.cell():
                    _card(film, section.ratio)


def _acts(found: "Set", now: "SetView") -> None:
    """How the set stands, and what can be done about all its films."""
    with st.container(
        horizontal=True, gap=12, vertical_alignment="center", horizontal_alignment="distribute", key="set-acts"
    ):
        show(_progress(now))
        with st.container(horizontal=True, width="content", gap=8, key="set-tools"):
            if now.moving:
                _act("Stop", found.stop, key="set-stop")
            elif sets.missing(now):
                name = session.turn()
                st.button("Make the rest", key="set-rest", type="primary", on_click=_rest, args=(found, name))
            elif sets.left(now.films):
                paying.paid("Go on", found.price, key="set-go", primary=True, on_go=lambda: _go_on(found))


def _progress(now: "SetView") -> Markup:
    said = sets.summary(now).partition(": ")[2]
    bar = tag("i", class_="run", style=f"--p:{now.progress}%") if now.moving else None
    return tag("div", tag("p", said, class_="quiet"), bar, class_="set-run")


def _act(title: str, does: Callable[[], object], *, key: str) -> None:
    st.button(title, key=key, on_click=_do, args=(does, f"{key}/{session.turn()}"))


def _do(does: Callable[[], object], name: str) -> None:
    place.attempt(does, name=name)
    st.session_state["turn"] = session.token()


def _go_on(found: "Set") -> None:
    def on() -> None:
        found.resume()
        found.start()

    _do(on, f"set-go/{found.id}/{session.turn()}")


def _rest(found: "Set", name: str) -> None:
    def rest() -> None:
        session.studio().lab.make_batch(found.plan).start()

    _do(rest, f"set-rest/{found.id}/{name}")


def _card(film: "SetFilm", ratio: str) -> None:
    with st.container(key=f"film-{film.id}", gap=8):
        show(_picture(film, ratio), _words(film))
        if not film.gone:
            st.button(
                "Open",
                key=f"set-film-{film.id}",
                width="stretch",
                help=label(film.title),
                on_click=lead,
                args=(shelf.home_of(film.id),),
                kwargs={"project": film.id},
            )


def _picture(film: "SetFilm", ratio: str) -> Markup:
    """The player once there is a film, the first picture before."""
    shape = f"--ratio:{ratio.replace(':', '/')}"
    state = chip(*sets.standing(film))
    if film.cut:
        poster = thumb(film.picture, 960) if film.picture else None
        player = tag(
            "video",
            src=blob(film.cut, "video/mp4"),
            poster=poster,
            controls=True,
            preload="none",
            playsinline=True,
            aria_label=film.title,
        )
        return join(tag("div", player, class_="shot", style=shape), tag("div", state, class_="under"))
    if film.picture:
        picture = tag("img", src=thumb(film.picture), alt=film.title, loading="lazy")
        return tag("div", picture, corner("tl", state), _bar(film), class_="shot", style=shape)
    return tag("div", corner("tl", state), _bar(film), class_="shot none", style=shape)


def _bar(film: "SetFilm") -> Markup | None:
    moves = film.status is not None and not film.status.resting
    return tag("i", class_="run", style=f"--p:{film.progress}%") if moves else None


def _words(film: "SetFilm") -> Markup:
    said = [film.values[name] for name in (HOOK, CALL) if name in film.values] or [film.title]
    first, *others = said
    waits = sets.wait(film)
    return tag(
        "div",
        tag("h3", first, title=first),
        *[tag("p", other, title=other) for other in others],
        tag("p", sets.line(film), class_="line num"),
        tag("p", waits, class_="wait", title=waits) if waits else None,
        class_="card set-card",
    )
