"""Where a take comes from: its whole recipe, to read, to copy and to save the original."""

import streamlit as st

from vidpipe.film.slug import title_slug
from vidpipe.take import Take
from vidpipe.ui.address import EXTENSIONS, blob
from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import facts
from vidpipe.ui.shots.looked import Looked
from vidpipe.ui.view.takes import copyable, origin, wording


def recipe(now: Looked) -> None:
    """The section with the recipe of the take under the eye."""
    if now.seen is None:
        return
    opened = st.expander("Recipe and file", key="recipe-of", on_change="rerun", icon=":material/receipt_long:")
    if not opened.open:
        return
    with opened, st.container(gap=8, key="recipe"):
        show(facts(*origin(now.slot, now.seen)))
        said = wording(now.seen)
        if said:
            show(tag("b", "Prompt", class_="label"), tag("p", said, class_="wording"))
        _save(now, now.seen)
        with st.container(key="recipe-text"):
            st.code(copyable(now.seen), language="json", height=180)


def _save(now: Looked, take: Take) -> None:
    """The file as it is, and the one that was brought, where it is another."""
    name = title_slug(f"{now.view.title} {now.name} take {take.number}")
    if take.mime in EXTENSIONS:
        where = blob(take.digest, take.mime)
        ending = where.rsplit(".", 1)[1]
        link = tag("a", "Save the original", class_="save", href=f"{where}?save={name}", download=f"{name}.{ending}")
        show(tag("div", link, class_="saves"))
