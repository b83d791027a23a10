"""The trim of a clip: a range over its frames, saved to the edit; nothing of the clip is made again or thrown away."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.film.edit import Edit
from vidpipe.take import Take
from vidpipe.ui.address import EXTENSIONS, blob
from vidpipe.ui.browser import part
from vidpipe.ui.markup import show, tag
from vidpipe.ui.shots.looked import Looked
from vidpipe.ui.undo import undo_tools
from vidpipe.ui.view.trim import Trim, asked, stamp, told, trim

if TYPE_CHECKING:
    from vidpipe.studio import Project

_TRIM = part("trim", '<div id="trim"></div>')


def trimming(now: Looked) -> None:
    """The section, where there is a clip to trim."""
    model = trim(now.slot.take, now.view.edit.scene(now.scene.id), scene=now.scene.frames, rate=_rate(now))
    if model is None or now.slot.take is None or now.slot.take.mime not in EXTENSIONS:
        return
    opened = st.expander("Trim", key="trim-of", on_change="rerun", icon=":material/content_cut:")
    if not opened.open:
        return
    with opened, st.container(gap=8, key="trimming"):
        _slider(now, now.slot.take, model)
        with st.container(horizontal=True, gap=8, vertical_alignment="center"):
            show(tag("p", told(model), class_="quiet num"))
            _as_planned(now, model)
            undo_tools(now.film, "edit", keyboard=False)


def _rate(now: Looked) -> int:
    return now.view.settings.rate


def _slider(now: Looked, take: Take, model: Trim) -> None:
    key = now.key("trim")

    def trimmed() -> None:
        found = st.session_state[key]["trimmed"]
        with suppress(ValueError, TypeError, KeyError):
            fields = asked(model, int(found["start"]), int(found["end"]))
            now.send("trim", _saved(now.scene.id, fields))

    data: dict[str, Any] = {
        "src": blob(take.digest, take.mime),
        "total": model.total,
        "rate": model.rate,
        "start": model.start,
        "end": model.end,
        "longest": model.scene,
        "ratio": now.ratio,
        "names": ["First frame used", "Last frame used"],
        "stamps": [stamp(frame, model.rate) for frame in (0, model.total)],
    }
    _TRIM(key=key, data=data, on_trimmed_change=trimmed)


def _saved(scene: str, fields: dict[str, int | None]) -> "Any":
    def save(film: "Project") -> None:
        film.recut(lambda edit: _trimmed(edit, scene, fields))

    return save


def _trimmed(edit: Edit, scene: str, fields: dict[str, int | None]) -> Edit:
    return edit.with_scene(scene, **fields)


def _as_planned(now: Looked, model: Trim) -> None:
    if (model.start, model.end) != model.planned:
        fields: dict[str, int | None] = {"head": None, "until": None}
        st.button(
            "As planned",
            key="act-as-planned",
            type="tertiary",
            icon=":material/restart_alt:",
            on_click=now.send,
            args=("untrim", _saved(now.scene.id, fields)),
        )
