"""The table: the film to go out from, what differs, how many films that gives and what they cost."""

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.lab import BatchPrice
from vidpipe.ui import paying, session, shelf, words
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import facts
from vidpipe.ui.sets import place
from vidpipe.ui.trouble import guarded
from vidpipe.ui.view import sets
from vidpipe.ui.view.sets import Table

ASPECTS = ("16:9", "9:16", "1:1", "4:5")


@guarded
def table() -> None:
    """Draw it."""
    with st.container(key="sets-table", gap=12):
        _fields(place.laid())
        _price(place.gathered())


def _fields(begun: Table) -> None:
    films = {film.card.id: film.card.title for film in shelf.films()}
    chosen = list(films).index(begun.base) if begun.base in films else 0
    st.selectbox("Film to go out from", list(films), chosen, format_func=films.__getitem__, key=place.key("base"))
    st.text_area(
        "Hooks, one a line",
        "\n".join(begun.hooks),
        key=place.key("hooks"),
        height=88,
        placeholder="Fix leaks fast\nNo more drips",
        help="Said in the first scene, and written where it has words",
    )
    st.text_area(
        "Calls to action, one a line",
        "\n".join(begun.calls),
        key=place.key("calls"),
        height=88,
        placeholder="Call today\nBook online",
        help="Said in the last scene, and written on its end card",
    )
    st.multiselect(
        "Languages",
        [*words.LANGUAGES, *(tag for tag in begun.languages if tag not in words.LANGUAGES)],
        list(begun.languages),
        format_func=words.language,
        key=place.key("languages"),
        placeholder="The film's own",
        help="In another language the storyboard is written anew; hooks and calls are said as they stand here",
    )
    st.pills("Shapes", ASPECTS, selection_mode="multi", default=list(begun.aspects), key=place.key("aspects"))
    with st.popover("More", key="sets-more"), st.container(gap=12, width=280):
        st.text_input("What the set is called", begun.title, key=place.key("title"), max_chars=160)
        st.number_input(
            "No film may cost more than, in dollars",
            min_value=0.0,
            max_value=1_000_000.0,
            value=begun.budget,
            placeholder="As the film",
            step=1.0,
            key=place.key("budget"),
        )


def _price(now: Table) -> None:
    if now.empty:
        show(
            tag("p", "Write hooks or calls, or choose languages or shapes: each line makes more films.", class_="quiet")
        )
        return
    try:
        found = place.price(now)
    except VidpipeError as error:
        show(tag("div", tag("b", error.message), tag("p", error.remedy), class_="ask failed"))
        return
    show(_estimate(now, found))
    if found.over:
        return
    if place.made(now):
        show(tag("p", "These films are made here. Change the table to make others.", class_="quiet"))
        return
    name = st.session_state.setdefault("sets-composing", session.token())
    paying.paid(
        f"Make {words.count(found.count, 'film')}",
        found.micros,
        key=f"sets-make-{name}",
        primary=True,
        width="stretch",
        on_go=lambda: make(name),
    )


def _estimate(now: Table, found: BatchPrice) -> Markup:
    too_many = f"{found.count:,} films are too many: 60 are the most." if found.over else ""
    return tag(
        "div",
        tag("span", sets.counted(now), class_="eyebrow"),
        tag("b", words.count(found.count, "film"), tag("small", _sum(found)), class_="num"),
        facts(*sets.facts(found)),
        tag("p", too_many, class_="over") if too_many else None,
        class_="estimate",
    )


def _sum(found: BatchPrice) -> str:
    """`$0.64, fixed`; how sure it is where it is no nothing."""
    said = words.forecast(found.micros)
    return f"{said}, {words.sure(found.micros)}" if found.micros else said


def make(name: str) -> None:
    """Make the films of the table and have them run, once for this table; the next one is new."""
    now, studio = place.gathered(), session.studio()
    budget = None if now.budget is None else round(now.budget * 1_000_000)

    def made() -> str:
        plan = studio.lab.batch(studio.project(now.base), **now.asked)
        found = studio.lab.make_batch(plan, budget=budget)
        found.start()
        return found.id

    found = place.attempt(made, name=f"set/{name}")
    st.session_state["sets-composing"] = session.token()
    if found:
        place.look_at(found)
