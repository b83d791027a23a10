"""Keys of providers: from the environment, `.env` or `.streamlit/secrets.toml`, and out of every text that leaves here.

Keys are read where they are used and kept nowhere. The environment is first, so that one command can have its own.
"""

import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dotenv import dotenv_values
from pydantic import SecretStr

from vidpipe.process import SECRET_ENDINGS

ENV_FILE = Path(".env")
SECRETS_FILE = Path(".streamlit") / "secrets.toml"
HIDDEN = "[key]"
SHORTEST = 6
"""Characters below which a value is a word like any other, and hiding it would only spoil sentences."""
SHAPED = re.compile(
    r"""
    (?: \b(?:sk|rk|pk|sess)-[A-Za-z0-9_*-]{8,}       # OpenAI and servers that follow it
      | \br8_[A-Za-z0-9_*-]{8,}                      # Replicate
      | \bAIza[A-Za-z0-9_*-]{16,}                    # Google, API keys
      | \b(?:AQ|ya29)\.[A-Za-z0-9_*.-]{16,}          # Google, keys and tokens of the platform
      | \bhf_[A-Za-z0-9]{16,}
      | (?<=bearer\ )[^\s"',;]{6,}
      | (?<=[?&]key=)[^\s"'&]{6,}
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def key(*names: str) -> SecretStr | None:
    """The first of these that is set and not empty, None where none is."""
    for source in (os.environ, _read(ENV_FILE), _read(SECRETS_FILE)):
        for name in names:
            value = source.get(name, "").strip()
            if value:
                return SecretStr(value)
    return None


def redacted(text: str) -> str:
    """The text without the value of any known key and without words that look like one."""
    for value in sorted(set(_spellings()), key=len, reverse=True):
        text = text.replace(value, HIDDEN)
    return SHAPED.sub(HIDDEN, text)


def _spellings() -> Iterator[str]:
    """Every secret that is set here, as it is and as it stands in an address or in JSON."""
    for name, value in os.environ.items():
        if name.upper().endswith(SECRET_ENDINGS):
            yield from _spelt(value)
    for file in (ENV_FILE, SECRETS_FILE):
        for name, value in _read(file).items():
            if file is SECRETS_FILE or name.upper().endswith(SECRET_ENDINGS):
                yield from _spelt(value)


def _spelt(value: str) -> Iterator[str]:
    value = value.strip()
    if len(value) >= SHORTEST:
        yield value
        yield quote(value, safe="")
        yield json.dumps(value)[1:-1]


def _read(file: Path) -> Mapping[str, str]:
    """The names and texts of a file in the working folder; nothing where there is none or it cannot be read."""
    try:
        found = file.absolute().stat()
    except OSError:
        return {}
    return _parsed(file.absolute(), found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=8)
def _parsed(file: Path, changed: int, size: int) -> Mapping[str, str]:
    try:
        if file.suffix == ".toml":
            return dict(_texts(tomllib.loads(file.read_text(encoding="utf-8"))))
        return {name: value for name, value in dotenv_values(file, interpolate=False).items() if value}
    except (OSError, ValueError):
        return {}


def _texts(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Texts of a TOML table, those of the tables within it too."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _texts(value)
        elif isinstance(value, str):
            yield name, value
