"""What the studio's door does: where its files are, which routes it serves, and what every page starts with."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.routing import BaseRoute
from streamlit.runtime.pages_manager import PagesManager

from vidpipe.film.version import cuts
from vidpipe.ui import clockwork, keys, paying, session, shelf
from vidpipe.ui import routes as media
from vidpipe.ui.address import LOOK
from vidpipe.ui.markup import style
from vidpipe.ui.page import Found, discover
from vidpipe.ui.rail import rail
from vidpipe.ui.trouble import guarded

PACKAGE = Path(__file__).resolve().parent.parent
ICON = f"{LOOK}/icon.png"
"""By the studio's own route: a picture that Streamlit keeps for a session is gone while pages change quickly."""

SHEETS = PACKAGE / "ui" / "look" / "sheets"


def door() -> Path:
    """The file that `streamlit run` is given: beside the package in a checkout, inside it where it was installed."""
    installed = PACKAGE / "_app" / "app.py"
    return installed if installed.exists() else PACKAGE.parent / "app.py"


def routes() -> list[BaseRoute]:
    """What this server serves beside the pages: media, fonts. To be asked for once, when the server starts."""
    # A folder `pages` beside the door makes Streamlit run a page alone when it is the first thing asked for.
    PagesManager.uses_pages_directory = False
    looks = media.review_route(_looked)
    films = media.routes(
        lambda digest: session.studio().media(digest),
        lambda digest, width: session.studio().thumbnail(digest, width),
        lambda digest, count: session.studio().peaks(digest, count),
        lambda: session.studio().lab.export_templates(),
    )
    return [looks, *films]


def _looked(project: str, digest: str) -> int:
    """How much is found in the cut of a film that has this digest, its own or a version's."""
    film = session.studio().project(project)
    shown = {view.take.digest: slot for slot, view in cuts(film.overview.slots).items() if view.take}
    return len(film.review(shown.get(digest, "")))


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Let go of the workspace when the server ends."""
    session.served.set()
    yield
    session.served.clear()
    session.close()
    clockwork.forget()
    shelf.forget()


def pages() -> Path:
    """The folder of pages: one file in it is one page."""
    return door().parent / "pages"


def enter() -> None:
    """Draw the frame that every page has, then the page."""
    st.set_page_config(page_title="vidpipe", page_icon=ICON, layout="wide")
    style(sheets(), scheme=st.context.theme.type or "dark")
    found = discover(pages())
    known = {page.name: _entry(page, first=page is found[0]) for page in found}
    here = st.navigation(list(known.values()), position="hidden")
    st.set_page_config(page_title=titled(here.title, film=_film_page(found, here.url_path)))
    _page(found, known, here)


def titled(page: str, *, film: bool) -> str:
    """The title of a page: of a film's page with the film's own."""
    opened = session.overview_or_none() if film else None
    return " · ".join(part for part in (page, opened.title if opened else "", "vidpipe") if part)


def _film_page(found: Sequence[Found], name: str) -> bool:
    return any(page.name == name and page.page.zone == "film" for page in found)


@cache
def sheets() -> str:
    """The stylesheets of all pages, one after the other: the frame first."""
    order = sorted(SHEETS.glob("*.css"), key=lambda path: (path.stem != "frame", path.stem))
    return "\n".join(path.read_text(encoding="utf-8") for path in order)


@guarded
def _page(found: Sequence[Found], known: Mapping[str, Any], here: Any) -> None:
    session.studio()
    paying.asked()
    rail(found, known, here=here.url_path)
    here.run()
    keys.listen(open_film=session.open_id())


def _entry(page: Found, *, first: bool) -> Any:
    return st.Page(page.path, title=page.page.title, url_path=None if first else page.name, default=first)
