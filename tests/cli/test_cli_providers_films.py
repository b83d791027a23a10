"""Whole films by each provider alone and by a mix, from the command line and by the façade: nothing but the base
addresses points at the far side. What a provider lacks is taken by this computer, and said."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from running import python_path

import forking
from fakes.far import Far, serving
from fakes.trial import KEYS, MODELS, anew, everybody, hits, money, setup_of
from vidpipe import Studio
from vidpipe.engine.overview import Status
from vidpipe.film.catalogue import Role
from vidpipe.media.probe import probe
from vidpipe.take import Take

pytestmark = pytest.mark.slow

PROMPT = "A red kite over a meadow"
SMALL = ("--duration", "3", "--quality", "draft", "--aspect", "9:16", "--language", "en")
SILENT = ("--no-narration", "--no-music")
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
    silent: bool = False


FILMS = {
    "google": Film(("--provider", "google"), MODELS["google"]),
    "openai": Film(("--provider", "openai"), MODELS["openai"]),
    "replicate": Film(("--provider", "replicate", "--yes"), MODELS["replicate"]),
    "server": Film(("--provider", "server"), MODELS["server"]),
    "mix": Film(
        (*(word for role, model in MIX.items() for word in ("--model", f"{role}={model}")), *SILENT, "--yes"), MIX, True
    ),
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
        assert probe(film.cut.path).milliseconds == pytest.approx(3000, abs=80)
        models = made_by([take for slot in film._read()[1].slots for take in film.takes(slot)])
    for role, stages in MAKES.items():
        for stage in stages if not (asked.silent and role in (Role.SPEECH, Role.MUSIC)) else ():
            assert models[stage].startswith(asked.models.get(role, "local/")), f"{stage} was made by {models[stage]}"
    assert {job.role for job in far.submits()} == {role.value for role in asked.models}
    assert far.doubled() == {}
    found, billed = money(data), [job for job in far.submits() if job.billed]
    assert (found.reserved, found.unknown, found.paid) == (0, 0, len(billed))
    assert hits(data, list(KEYS.values())) == []


def generated(data: Path, asked: Film, *words: str) -> "subprocess.CompletedProcess[str]":
    """What `generate` said in a process of its own. It named no key, and did what was asked for."""
    line = [sys.executable, "-m", "vidpipe", "--data", str(data), "generate", PROMPT, *SMALL, *asked.words, *words]
    done = forking.run(line, env={**os.environ, **python_path()}, timeout=280, text=True, warm=forking.WORKER)
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-1500:]
    assert not [secret for secret in KEYS.values() if secret in done.stdout + done.stderr]
    return done


def test_a_film_from_the_command_line(far: Far, tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "film.mp4"
    generated(data, FILMS["mix"], "--out", str(out))
    assert out.stat().st_size > 1000
    check(data, far, FILMS["mix"])


@pytest.mark.parametrize("name", FILMS)
def test_a_film_begun_by_the_command_line_and_finished_by_the_facade(name: str, far: Far, tmp_path: Path) -> None:
    asked, data = FILMS[name], tmp_path / "data"
    done = generated(data, asked, "--until", "storyboard")
    lacks = [role for role in Role if role not in asked.models]
    if name != "mix" and lacks:
        assert "this computer does" in done.stdout.splitlines()[0] + done.stderr, done.stdout
    with Studio(data) as studio:
        film = studio.project(studio.summaries()[0].id)
        assert {role: film.settings.models[role] for role in asked.models} == asked.models
        priced, before = film.estimate("cut"), film.overview.spent
        film.run("cut")
        spent = film.overview.spent - before
    assert spent <= priced.micros, "what was to be paid at most is more than what was paid"
    check(data, far, asked)
