"""Every fault at the first, a middle and the last step of a film that OpenAI, or a server of one's own, makes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fault_matrix import SUBMITS, Adapter, Cell, End, Matrix, check, each, patient

from fakes.far import serving
from fakes.openai import OpenAI
from vidpipe.film.catalogue import Role
from vidpipe.providers.openai.line import Line

OPENAI = Adapter("openai", (Role.TEXT, Role.IMAGE, Role.SPEECH), "ask", {"music": False})
SERVER = Adapter("server", (Role.TEXT, Role.IMAGE, Role.SPEECH), "idempotent", {"music": False})
MADE = (Role.IMAGE, Role.SPEECH)
WORDS = (
    Cell("refused output", "refused", ("blocked",), value="output"),
    Cell("refused in words", "refused", ("blocked",), value="nested"),
    Cell("nothing in it", "no-output", ("gone", "blocked", "invalid")),
    Cell("half the text", "half-text", ("invalid",)),
    Cell("failed", "failed", ("gone", "invalid", "doubt", "itself"), sends=2),
    Cell("no usage told", "no-usage", ("itself",)),
)
PICTURES = (
    Cell("refused output", "refused", ("blocked",), value="output"),
    Cell("refused picture", "refused", ("blocked",), value="input"),
    Cell("refused in older words", "refused", ("blocked",), value="old"),
    Cell("moderated and empty", "moderated-empty", ("gone", "blocked")),
    Cell("no longer paid for", "quota", ("quota",), value="hard-limit"),
    Cell("quota of the day", "quota", ("quota",), value="per-day"),
)
MEDIA = (
    *(Cell(name, name, ("gone",)) for name in ("no-output", "wrong-media", "empty-media")),
    Cell("slow", "trickle", ("itself",), value=8_000_000),
)
WHOLE = (Cell("half-media", "half-media", ("gone",)), Cell("huge", "huge", ("gone",)))


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    with serving(OpenAI()) as far:
        yield Matrix(OPENAI, far, tmp_path_factory.mktemp("films"))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    there = OpenAI("server", prefix="/own/v1", own=True)
    with serving(there) as far:
        yield Matrix(SERVER, far, tmp_path_factory.mktemp("own"))


@pytest.fixture(autouse=True)
def short(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if patient(request):
        post = Line.post
        monkeypatch.setattr(Line, "post", lambda *about, **more: post(*about, **{**more, "seconds": 0.4}))


SOUND: dict[str, tuple[End, ...]] = {"broken-json": ("gone",), "half-json": ("itself",), "html": ("gone", "doubt")}
"""Speech comes as bytes and not as JSON: what is no sound came and is paid. Half of it cannot be told from a shorter
line: it is sent while it is being made, so nothing in it says how long it is to be."""
SPOKEN = tuple(replace(cell, end=SOUND.get(cell.what, cell.end)) for cell in SUBMITS)


@pytest.mark.parametrize(("cell", "role"), [*each(SUBMITS, OPENAI.roles[:2]), *each(SPOKEN, (Role.SPEECH,))])
def test_a_request_that_meets_a_fault(cell: Cell, role: Role, films: Matrix, tmp_path: Path) -> None:
    check(films, cell, role, tmp_path)


@pytest.mark.parametrize(
    ("cell", "role"),
    [*each(WORDS, (Role.TEXT,)), *each(PICTURES, (Role.IMAGE,)), *each(MEDIA, MADE), *each(WHOLE, (Role.IMAGE,))],
)
def test_an_answer_that_is_none(cell: Cell, role: Role, films: Matrix, tmp_path: Path) -> None:
    check(films, cell, role, tmp_path)


@pytest.mark.parametrize(("cell", "role"), each(SUBMITS, (Role.TEXT,)))
def test_a_server_of_ones_own_is_asked_again_where_it_may_not_have_heard(
    cell: Cell, role: Role, own: Matrix, tmp_path: Path
) -> None:
    check(own, cell, role, tmp_path)
