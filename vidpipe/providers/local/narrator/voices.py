"""The voices that come with vidpipe, and which of them speaks a language. Reads library/voices; loads no model."""

import tomllib
from functools import cache
from pathlib import Path

import vidpipe.library
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.noun import Noun

FOLDER = Path(vidpipe.library.__file__).parent / "voices"


class Voice(Noun):
    """A voice: `language` and `region` as in BCP 47, `espeak` the language whose phonemes it speaks."""

    name: str
    title: str
    language: str
    region: str
    sex: str
    espeak: str
    sha256: str

    @property
    def path(self) -> Path:
        """The file with its style vectors."""
        return FOLDER / f"{self.name}.bin"


@cache
def voices() -> dict[str, Voice]:
    """Every voice by its name; the first of a language is its default."""
    data = tomllib.loads((FOLDER / "voices.toml").read_text(encoding="utf-8"))
    return {name: Voice.model_validate({"name": name, **fields}) for name, fields in data.items()}


def voice_for(language: str, wish: str = "") -> Voice:
    """The voice for a language tag and a wish: a voice's name or title, `man` or `woman`, or nothing.

    A wished voice of another language gives way to one of the same sex that speaks this one. Raises
    ProviderError(INVALID) where no voice speaks the language, or the wish is none of these.
    """
    main, _, region = language.replace("_", "-").partition("-")
    speaking = [voice for voice in voices().values() if voice.language == main.lower()]
    if not speaking:
        raise ProviderError(
            Kind.INVALID,
            f"No voice here speaks {language!r}",
            remedy=f"Use one of {', '.join(languages())}, another provider for speech, or captions without a voice.",
            billed=False,
        )
    wished = _wished(wish)
    sex = wished.sex if wished else wish.lower()
    return min(
        speaking,
        key=lambda voice: (
            wished != voice,
            sex in ("man", "woman") and voice.sex != sex,
            voice.region != region.upper(),
        ),
    )


def languages() -> tuple[str, ...]:
    """The languages that some voice speaks."""
    return tuple(dict.fromkeys(voice.language for voice in voices().values()))


def _wished(wish: str) -> Voice | None:
    for voice in voices().values():
        if wish.lower() in (voice.name, voice.title.lower()):
            return voice
    if wish.lower() not in ("", "man", "woman", "default"):
        raise ProviderError(
            Kind.INVALID, f"There is no voice {wish!r}", remedy=f"Use one of {', '.join(voices())}.", billed=False
        )
    return None
