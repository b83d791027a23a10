"""What is installed, which providers have keys, what is missing and how to get it. Looks, changes nothing."""

import importlib.util
import platform
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from pydantic import Field

from vidpipe.errors import VidpipeError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.noun import Noun
from vidpipe.library.models import retired
from vidpipe.ports import Provider, Stage
from vidpipe.process import Limits, run
from vidpipe.providers import keys

ALSO = {"GEMINI_API_KEY": ("GOOGLE_API_KEY",)}
"""Other names under which people keep the same key."""


@runtime_checkable
class Lists(Protocol):
    """A provider that can be asked which models it has: their names there, each with the day it goes ('' unknown)."""

    def listed(self) -> Mapping[str, str]: ...


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
    ready: bool = True


class Compared(Noun):
    """What a provider lists against the catalogue, by the names of models there.

    `listed` is how many it lists, None where it cannot be asked for a list. `absent` are those of the catalogue that it
    does not list, `ending` those for which it names a day that the catalogue does not, `back` those it still lists
    though the catalogue says that they are gone.
    """

    provider: str
    said: str
    listed: int | None = None
    absent: tuple[str, ...] = ()
    ending: dict[str, str] = Field(default_factory=dict)
    back: tuple[str, ...] = ()


def seen(provider: Provider) -> ProviderView:
    """A provider as a person sees it."""
    there = keys.key(provider.key, *ALSO.get(provider.key, ())) is not None if provider.key else None
    return ProviderView(
        name=provider.name,
        title=provider.title,
        key="not needed" if there is None else "present" if there else "missing",
        variable=provider.key,
        models=len(provider.models()),
        ready=provider.ready(),
    )


def compared(provider: Provider, *, today: date | None = None) -> Compared:
    """Ask a provider for something free, and for its models where it can say them. Raises ProviderError."""
    said = provider.check()
    if not isinstance(provider, Lists):
        return Compared(provider=provider.name, said=said)
    listed = {name.removeprefix("models/"): day for name, day in provider.listed().items()}
    known = {caps.model.partition("@")[0]: caps for caps in provider.models()}
    gone = {name for name, caps in known.items() if retired(caps, today) == "gone"}
    ending = {name: listed[name] for name, caps in known.items() if listed.get(name) and listed[name] != caps.shutdown}
    return Compared(
        provider=provider.name,
        said=said,
        listed=len(listed),
        absent=tuple(name for name in known if name not in listed and name not in gone),
        ending=ending,
        back=tuple(name for name in known if name in gone and name in listed),
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
    yield _fonts()


def _fonts() -> Check:
    """Which scripts titles and captions can be drawn in."""
    from vidpipe.media.scripts import SHIPPED
    from vidpipe.media.typeset import drawable

    there, fonts = drawable()
    found = ", ".join((*SHIPPED, *(f"{script} ({font})" for script, font in there.items())))
    told = f"For others install fonts such as {', '.join(fonts[:3])}: captions in them are left out until then."
    return Check(name="scripts", ok=None if fonts else True, found=found, remedy=told if fonts else "")


def _pip(package: str, there: bool) -> str:
    return "" if there else f"pip install {package}"


def _roles(models: Sequence[Caps]) -> Iterator[Check]:
    """What can be made with no key at all."""
    for role in Role:
        fitting = [caps.id for caps in models if caps.role is role and caps.provider == "local"]
        needed = role is not Role.SPEECH
        remedy = 'pip install "vidpipe[voice]" for a voice; until then captions stand for it' if not fitting else ""
        yield Check(
            name=f"{role.value} model",
            ok=True if fitting else False if needed else None,
            found=", ".join(fitting) or "none: films have captions and music, no voice",
            remedy=remedy,
        )


def _registered(providers: Sequence[Provider], stages: Sequence[Stage]) -> Iterator[Check]:
    for provider in sorted(providers, key=lambda provider: provider.name):
        yield _provider(seen(provider))
    yield Check(name="stages", ok=True, found=", ".join(stage.name for stage in stages))


def _provider(view: ProviderView) -> Check:
    """Whether a provider can be asked; a missing one hinders nothing that this computer makes."""
    models = f"{view.models} model{'' if view.models == 1 else 's'}"
    if view.ready:
        key = {"present": "its key is here", "missing": "another way in is here"}.get(view.key, "no key needed")
        return Check(name=view.title, ok=True, found=f"{models}, {key}")
    remedy = f"Set {view.variable} in the environment or in .env" if view.variable else SERVER
    return Check(name=view.title, ok=None, found=f"{models}, no key" if view.variable else "not set up", remedy=remedy)


SERVER = "Set VIDPIPE_SERVER_URL and VIDPIPE_SERVER_MODELS"
