"""A small film whose models are asked at a far side: the façade, engine and adapters are the real ones.

What it has run is counted twice: by the workspace's ledger, and by the far side, which was really asked.
"""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fakes.far import Dialect, Far
from vidpipe import Studio
from vidpipe.film.catalogue import Role
from vidpipe.ports import Provider, Setup, Stage
from vidpipe.project import Project
from vidpipe.providers.registry import providers
from vidpipe.stages.registry import stages
from vidpipe.take import SlotView, State

KEYS = {
    "GEMINI_API_KEY": "AIzaSyCANARY-0123456789-abcdefghijklmnop",
    "OPENAI_API_KEY": "sk-proj-CANARY0123456789abcdefghijklmnopqrstuv",
    "REPLICATE_API_TOKEN": "r8_CANARY0123456789abcdefghijklmnopqrstu",
    "VIDPIPE_SERVER_KEY": "sk-own-CANARY0123456789",
}
"""Keys of each provider's shape. None of them may be seen anywhere but in the headers of requests."""
PROMPT = "A red kite over a meadow"
SMALL: Mapping[str, Any] = {
    "duration": 4,
    "quality": "draft",
    "aspect": "9:16",
    "gates": [],
    "seed": 7,
    "language": "en",
}
MODELS: Mapping[str, Mapping[Role, str]] = {
    "google": {
        Role.TEXT: "google/gemini-3.8-flash",
        Role.IMAGE: "google/gemini-3.1-flash-image",
        Role.VIDEO: "google/gemini-omni-1.2-flash",
        Role.SPEECH: "google/gemini-3.8-flash-lite-tts",
        Role.MUSIC: "google/lyria-3.5",
    },
    "openai": {
        Role.TEXT: "openai/gpt-6.1-terra",
        Role.IMAGE: "openai/gpt-image-2.5-flare",
        Role.SPEECH: "openai/gpt-4o-mini-tts",
    },
    "replicate": {
        Role.IMAGE: "replicate/black-forest-labs/flux-2-pro",
        Role.VIDEO: "replicate/bytedance/seedance-2.0",
        Role.MUSIC: "replicate/meta/musicgen",
    },
    "server": {Role.TEXT: "server/writer"},
}


def everybody() -> list[Dialect]:
    """All dialects at one port; where two share a path, the pickier one is asked first."""
    from fakes.google import Google
    from fakes.openai import OpenAI
    from fakes.replicate import Replicate

    return [OpenAI(), OpenAI("server", prefix="/own/v1", own=True), Replicate(), Google()]


def setup_of(far: Far) -> dict[str, str]:
    """The environment that points every provider at a far side, and nothing else."""
    return KEYS | {
        "VIDPIPE_GOOGLE_URL": far.address,
        "VIDPIPE_OPENAI_URL": f"{far.address}/v1",
        "VIDPIPE_REPLICATE_URL": far.address,
        "VIDPIPE_SERVER_URL": f"{far.address}/own/v1",
        "VIDPIPE_SERVER_MODELS": "writer",
    }


def asked_stages() -> tuple[Stage, ...]:
    """The stages up to clips and sound, without a cut and what is only looked at."""
    return tuple(stage for stage in stages() if not (stage.side or stage.step == "cut"))


@dataclass
class Money:
    """The ledger of a workspace: sums in micro-dollars, and how many attempts stand in it with something to pay."""

    charged: int = 0
    reserved: int = 0
    unknown: int = 0
    paid: int = 0
    in_doubt: int = 0


@dataclass
class Trial:
    """One film of a workspace, opened."""

    studio: Studio
    film: Project
    far: Far

    @property
    def slots(self) -> dict[str, SlotView]:
        return dict(self.film._read()[1].slots)

    def view(self, slot: str) -> SlotView:
        return self.slots[slot]

    def states(self) -> Counter[State]:
        return Counter(view.state for view in self.slots.values())

    def run(self, until: str = "") -> None:
        self.film.run(until)

    def again(self) -> None:
        """As a person who resumes, and has what was refused sent once more."""
        for name, view in self.slots.items():
            if view.state is State.BLOCKED:
                self.film.retry(name)
        self.film.resume()
        self.film.run()

    def money(self) -> Money:
        return money(self.studio.data)


def money(data: Path) -> Money:
    found = Money()
    with closing(sqlite3.connect(data / "vidpipe.db")) as database:
        sums = "SELECT sum(charged), sum(reserved), sum(unknown) FROM ledger GROUP BY attempt"
        for charged, reserved, unknown in database.execute(sums):
            found.charged += charged
            found.reserved += reserved
            found.unknown += unknown
            found.paid += charged > 0
            found.in_doubt += unknown > 0
    return found


@contextmanager
def opened(data: Path, far: Far) -> Iterator[Trial]:
    """The film of a workspace that is there."""
    with Studio(data) as studio:
        yield Trial(studio, studio.project(studio.summaries()[0].id), far)


def begun(data: Path, far: Far, models: Mapping[Role, str], *, until: str = "", **settings: Any) -> Path:
    """A workspace with a film, made up to a step where one is named."""
    with Studio(data) as studio:
        film = studio.create(PROMPT, models=dict(models), **{**SMALL, **settings})
        if until:
            film.run(until)
    return data


def fork(data: Path, into: Path) -> Path:
    """The same workspace once more, so that many tests go on from one beginning."""
    shutil.copytree(data, into)
    return into


def anew(far: Far) -> Far:
    """The far side as if nothing had been asked of it yet."""
    far.faults.clear()
    far.jobs.clear()
    far.asked.clear()
    return far


def shared(
    patch: pytest.MonkeyPatch, known: dict[Setup, dict[str, Provider]] | None = None, *, haste: float = 50
) -> None:
    """Work quickly: waits are short, what no test looks at is not made, and clients of SDKs (`known`) are made once."""
    patch.setenv("VIDPIPE_HASTE", str(haste))
    patch.setattr("vidpipe.project.going.WATCH_SECONDS", 0.15)
    asked = asked_stages()
    patch.setattr("vidpipe.stages.registry.stages", lambda: asked)
    if known is not None:
        patch.setattr("vidpipe.providers.registry.providers", lambda setup=Setup(): _once(known, setup))  # noqa: B008


def _once(known: dict[Setup, dict[str, Provider]], setup: Setup) -> dict[str, Provider]:
    if setup not in known:
        known[setup] = providers(setup)
    return dict(known[setup])


def hits(data: Path, secrets: Sequence[str]) -> list[str]:
    """Files below a folder whose bytes or names hold one of these."""
    found = []
    for path in sorted(data.rglob("*")):
        told = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        found += [f"{path.relative_to(data)}: {secret[:6]}…" for secret in secrets if secret.encode() in told]
    return found
