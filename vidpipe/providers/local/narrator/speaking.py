"""Speaks lines in a child process: what the local provider calls. Imports nothing heavy."""

import json
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from vidpipe import process
from vidpipe.errors import Kind, LimitReached, ProviderError
from vidpipe.providers.local.narrator.engine import INSTALL, missing
from vidpipe.providers.local.narrator.lines import LONGEST_TEXT, Line
from vidpipe.providers.local.narrator.voices import voice_for

MEMORY = 6 << 30
"""Address space of the child; it uses some 0.5 GB."""
START_SECONDS, SECONDS_PER_CHARACTER = 180.0, 1.5


def speak(
    text: str,
    *,
    language: str,
    voice: str,
    seed: int,
    into: Path,
    speed: int = 100,
    stopped: Callable[[], bool] | None = None,
) -> dict[str, Any]:
    """Speak one text into a mono 24 kHz WAV, `speed` per cent as fast as the voice does by itself (50 to 200).

    The answer holds `engine`, `voice`, `milliseconds`, `phonemes` and `pieces` (text, start and end in milliseconds).
    Raises ProviderError: GONE where no engine is installed, INVALID for an unknown language or voice or an empty or
    endless text, RETRY where the child died or took too long; and Stopped.
    """
    line = Line(text=text, language=language, voice=voice, speed=speed, seed=seed, into=into)
    return speak_all([line], stopped=stopped)[0]


def speak_all(lines: Sequence[Line], *, stopped: Callable[[], bool] | None = None) -> list[dict[str, Any]]:
    """Speak lines in one child, which loads the model once; answers and errors as `speak`, for all lines or none."""
    for line in lines:
        _check(line)
    if absent := missing():
        raise ProviderError(Kind.GONE, f"No voice is installed ({absent[0]} is missing)", remedy=INSTALL, billed=False)
    answer = _answer([line.plain() for line in lines], stopped) if lines else {"lines": []}
    if "error" in answer:
        said = answer["error"]
        raise ProviderError(Kind(said["kind"]), said["message"], remedy=said["remedy"], billed=False)
    spoken: list[dict[str, Any]] = answer["lines"]
    return spoken


def _check(line: Line) -> None:
    voice_for(line.language, line.voice)
    if not any(char.isalnum() for char in line.text):
        raise ProviderError(Kind.INVALID, "There is nothing to speak", remedy="Write the line.", billed=False)
    if len(line.text) > LONGEST_TEXT:
        raise ProviderError(
            Kind.INVALID,
            f"A line of {len(line.text)} characters is too long to speak at once",
            remedy=f"Split it into lines of at most {LONGEST_TEXT}.",
            billed=False,
        )


def _answer(lines: list[dict[str, Any]], stopped: Callable[[], bool] | None) -> dict[str, Any]:
    seconds = START_SECONDS + SECONDS_PER_CHARACTER * sum(len(line["text"]) for line in lines)
    job = {"lines": lines, "threads": max(1, min(2, os.cpu_count() or 1))}
    with tempfile.TemporaryDirectory(prefix="vidpipe-voice-") as folder:
        file = Path(folder) / "job.json"
        file.write_text(json.dumps(job), encoding="utf-8")
        command = process.python_command("vidpipe.providers.local.narrator", str(file))
        limits = process.Limits(seconds=seconds, memory=MEMORY)
        try:
            done = process.run(command, limits=limits, stopped=stopped or _never)
        except (process.ProcessFailed, LimitReached) as error:
            raise ProviderError(Kind.RETRY, error.message, remedy="It is tried again.", billed=False) from error
    answer: dict[str, Any] = json.loads(done.out)
    return answer


def _never() -> bool:
    return False
