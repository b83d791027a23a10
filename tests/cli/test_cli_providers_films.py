"""Whole films by each provider alone and by a mix, from the command line and by the façade: nothing but the base
addresses points at the far side. What a provider lacks is taken by this computer, and said."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from fakes.far import Far, serving
from fakes.trial import KEYS, MODELS, anew, everybody, hits, money, setup_of
from vidpipe import Studio
from vidpipe.engine.overview import Status
from vidpipe.film.catalogue import Role
from vidpipe.media.probe import probe
from vidpipe.take import Take

pytestmark = pytest.mark.slow

PROMPT = "A red kite over a meadow"
SMALL = ("--duration", "4", "--quality", "draft", "--aspect", "9:16", "--language", "en")
MIX = {
    Role.TEXT: MODELS["google"][Role.TEXT],
    Role.IMAGE: MODELS["openai"][Role.IMAGE],
    Role.VIDEO: MODELS["replicate"][Role.VIDEO],
}


@dataclass(frozen=True)
class Film:
    """How it is asked for: in words of the command line, and as the façade has it."""

    words: tuple[str, ...]
    models: Mapping[Role, str]


FILMS = {
    "google": Film(("--provider", "google"), MODELS["google"]),
    "openai": Film(("--provider", "openai"), MODELS["openai"]),
    "replicate": Film(("--provider", "replicate", "--yes"), MODELS["replicate"]),
    "server": Film(("--provider", "server"), MODELS["server"]),
    "mix": Film((*(word for role, model in MIX.items() for word in ("--model", f"{role}={model}")), "--yes"), MIX),
}
MAKES = {
    Role.TEXT: ("brief", "storyboard"),
    Role.IMAGE: ("keyframes",),
    Role.VIDEO: ("clips",),
    Role.SPEECH: ("narration",),
    Role.MUSIC: ("music",),
}


@pytest.fixture(scope="module")
def there() -> Iterator[Far]:
    with serving(*everybody()) as found:
        yield found


@pytest.fixture
def far(there: Far, monkeypatch: pytest.MonkeyPatch) -> Far:
    for name, value in setup_of(there).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("VIDPIPE_HASTE", "50")
    return anew(there)


def made_by(takes: list[Take]) -> dict[str, str]:
    """The model of each stage that asks one."""
    return {take.recipe.stage: take.recipe.model for take in takes if take.recipe.model}


def check(data: Path, far: Far, asked: Film) -> None:
    """The film is whole, made by the models that were asked for and else by this computer, and paid once."""
    with Studio(data) as studio:
        film = studio.project(studio.summaries()[0].id)
        assert film.overview.status is Status.COMPLETE
        assert film.cut
        assert probe(film.cut.path).milliseconds == pytest.approx(4000, abs=80)
        models = made_by([take for slot in film._read()[1].slots for take in film.takes(slot)])
    for role, stages in MAKES.items():
        for stage in stages:
            assert models[stage].startswith(asked.models.get(role, "local/")), f"{stage} was made by {models[stage]}"
    assert {job.role for job in far.submits()} == {role.value for role in asked.models}
    assert far.doubled() == {}
    found, billed = money(data), [job for job in far.submits() if job.billed]
    assert (found.reserved, found.unknown, found.paid) == (0, 0, len(billed))
    assert hits(data, list(KEYS.values())) == []


@pytest.mark.parametrize("name", FILMS)
def test_a_film_from_the_command_line(name: str, far: Far, tmp_path: Path) -> None:
    asked, data, out = FILMS[name], tmp_path / "data", tmp_path / "film.mp4"
    line = [sys.executable, "-m", "vidpipe", "--data", str(data), "generate", PROMPT, *SMALL, *asked.words]
    done = subprocess.run(
        [*line, "--out", str(out)], env=dict(os.environ), capture_output=True, text=True, timeout=280, check=False
    )
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-1500:]
    assert out.stat().st_size > 1000
    assert not [secret for secret in KEYS.values() if secret in done.stdout + done.stderr]
    lacks = [role for role in Role if role not in asked.models]
    if name != "mix" and lacks:
        assert "this computer does" in done.stdout.splitlines()[0] + done.stderr, done.stdout
    check(data, far, asked)


@pytest.mark.parametrize("name", FILMS)
def test_a_film_by_the_facade(name: str, far: Far, tmp_path: Path) -> None:
    asked, data = FILMS[name], tmp_path / "data"
    with Studio(data) as studio:
        film = studio.create(
            PROMPT, models=dict(asked.models), duration=4, quality="draft", aspect="9:16", language="en", gates=[]
        )
        film.run("storyboard")
        priced, before = film.estimate("cut"), film.overview.spent
        film.run("cut")
        spent = film.overview.spent - before
    assert spent <= priced.micros, "what was to be paid at most is more than what was paid"
    check(data, far, asked)
