"""Two results of a grid against each other: pictures under one divider, words and facts that differ marked."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.ui.browser import compare
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.view import lab as view

if TYPE_CHECKING:
    from vidpipe.lab import CellView, Difference, Experiment, GridView, Words


def comparing(run: "Experiment", now: "GridView", cell: "CellView") -> None:
    """Choose another result, and see what differs."""
    others = {other.slot: named(now, other) for other in now.cells if other.digest and other.slot != cell.slot}
    if not others:
        return
    with st.container(gap=12, key="lab-compare"):
        chosen = st.selectbox(
            "Compare with",
            list(others),
            index=None,
            format_func=others.__getitem__,
            placeholder="Another result",
            key=f"lab-with-{cell.slot}",
        )
        if not chosen:
            return
        other = now.cell(chosen)
        if cell.mime.startswith("image/") and other.mime.startswith("image/"):
            ratio = view.ratio(now.grid, now.grid.options[cell.option])
            compare((cell.digest, "This one"), (other.digest, others[chosen]), ratio=ratio, key="lab-divider")
        show(difference(run.differ(cell.slot, chosen)))


def named(now: "GridView", cell: "CellView") -> str:
    """`3 · painter-1 · seed 12 · A cat on a roof …`."""
    short = f"{cell.prompt[:48].rstrip()} …" if len(cell.prompt) > 48 else cell.prompt
    return " · ".join((str(cell.number), view.name_short(cell.model), view.seed_of(now.grid, cell), short))


def difference(found: "Difference") -> Markup:
    """What is only in this one, and what is only in the other."""
    parts = [tag("p", tag("del", "only here"), " ", tag("ins", "only in the other"), class_="quiet diff-key")]
    if any(run.mark != "same" for run in found.prompt):
        parts.append(_marked("Prompts", found.prompt))
    if found.text:
        parts.append(_marked("Texts", found.text))
    rows = [
        tag("div", tag("dt", name), tag("dd", one or "–"), tag("dd", other or "–"))
        for name, (one, other) in found.facts.items()
    ]
    if rows:
        parts.append(tag("dl", *rows, class_="diff-facts"))
    if len(parts) == 1:
        parts = [tag("p", "They were asked for with the same words, model and seed.", class_="quiet")]
    if found.cut:
        parts.append(tag("p", "The texts are long; the beginnings are compared.", class_="quiet"))
    return tag("div", *parts, class_="diff")


def _marked(title: str, runs: "tuple[Words, ...]") -> Markup:
    names = {"same": "span", "one": "del", "other": "ins"}
    return tag(
        "div", tag("b", title, class_="label"), tag("p", *[tag(names[run.mark], run.text) for run in runs], dir="auto")
    )
