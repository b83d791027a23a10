"""What is installed, which providers have keys, what is missing and how to get it. Looks, changes nothing."""

import importlib.util
import os
import platform
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from vidpipe.errors import VidpipeError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.noun import Noun
from vidpipe.ports import Provider, Stage
from vidpipe.process import Limits, run

KEYS = {"Google": "GEMINI_API_KEY", "OpenAI": "OPENAI_API_KEY", "Replicate": "REPLICATE_API_TOKEN"}


class Check(Noun):
    """One line: what is looked for, whether it is there (None: not needed), what was found, the remedy."""

    name: str
    ok: bool | None
    found: str
    remedy: str = ""


class ProviderView(Noun):
    """A provider: whether it has its key (the key itself is never told), where the key would stand, its models."""

    name: str
    title: str
    key: Literal["not needed", "present", "missing"]
    variable: str
    models: int


def seen(provider: Provider) -> ProviderView:
    """A provider as a person sees it."""
    there = bool(os.environ.get(provider.key, "").strip()) if provider.key else None
    return ProviderView(
        name=provider.name,
        title=provider.title,
        key="not needed" if there is None else "present" if there else "missing",
        variable=provider.key,
        models=len(provider.models()),
    )


def examine(data: Path, *, providers: Sequence[Provider], stages: Sequence[Stage], worker: int | None) -> list[Check]:
    """Every check, in the order a person wants to read them."""
    models = [caps for provider in providers for caps in provider.models()]
    return [*_machine(data, worker), *_parts(), *_roles(models), *_registered(providers, stages)]


def _machine(data: Path, worker: int | None) -> Iterator[Check]:
    yield Check(name="python", ok=True, found=f"{platform.python_version()} on {platform.system()}")
    free = shutil.disk_usage(data).free
    yield Check(
        name="workspace",
        ok=free > 10**9,
        found=f"{data}, {free / 10**9:.0f} GB free",
        remedy="" if free > 10**9 else "Make room: a film needs up to 200 MB.",
    )
    yield Check(
        name="worker", ok=None if worker is None else True, found=f"process {worker}" if worker else "none at work"
    )


def _parts() -> Iterator[Check]:
    from vidpipe.media.ffmpeg import executable

    try:
        said = run([executable(), "-version"], limits=Limits(seconds=30)).out.decode(errors="replace")
        yield Check(name="ffmpeg", ok=True, found=said.split("Copyright")[0].strip())
    except VidpipeError as error:
        yield Check(name="ffmpeg", ok=False, found=str(error), remedy="Reinstall imageio-ffmpeg.")
    for module, package in (("skia", "skia-python"), ("resvg_py", "resvg-py"), ("streamlit", "streamlit")):
        there = importlib.util.find_spec(module) is not None
        yield Check(name=package, ok=there, found="installed" if there else "missing", remedy=_pip(package, there))


def _pip(package: str, there: bool) -> str:
    return "" if there else f"pip install {package}"


def _roles(models: Sequence[Caps]) -> Iterator[Check]:
    for role in Role:
        fitting = [caps.id for caps in models if caps.role is role]
        needed = role is not Role.SPEECH
        remedy = 'pip install "vidpipe[voice]" for a voice; until then captions stand for it' if not fitting else ""
        yield Check(
            name=f"{role.value} model",
            ok=True if fitting else False if needed else None,
            found=", ".join(fitting) or "none: films have captions and music, no voice",
            remedy=remedy,
        )


def _registered(providers: Sequence[Provider], stages: Sequence[Stage]) -> Iterator[Check]:
    yield Check(name="providers", ok=True, found=", ".join(sorted(provider.name for provider in providers)))
    for name, variable in KEYS.items():
        there = bool(os.environ.get(variable))
        yield Check(name=f"{name} key", ok=True if there else None, found="set" if there else f"{variable} is not set")
    yield Check(name="stages", ok=True, found=", ".join(stage.name for stage in stages))
