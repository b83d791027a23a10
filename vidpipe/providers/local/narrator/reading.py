"""Reads lines aloud with one loaded model. For the child process only; `speaking` is what others call."""

from random import Random
from typing import Any

from vidpipe.errors import Kind, ProviderError
from vidpipe.providers.local.narrator.booth import joined, levelled, trimmed, write
from vidpipe.providers.local.narrator.figures import written_out
from vidpipe.providers.local.narrator.lines import Line, Piece, pieces
from vidpipe.providers.local.narrator.model import RATE, Kokoro
from vidpipe.providers.local.narrator.phonemes import Phonemizer
from vidpipe.providers.local.narrator.voices import Voice, voice_for

MOST, LEAST = 300, 24
"""Characters of a piece: a character is rarely more than one and a half tokens, of which there may be 509."""


class Reader:
    """A model and a phonemizer, loaded once."""

    def __init__(self, *, threads: int) -> None:
        self._model = Kokoro(threads=threads)
        self._phonemizer = Phonemizer()

    def read(self, line: Line) -> dict[str, Any]:
        """Speak a line into its file. The answer: engine, voice, milliseconds, and the times of its pieces."""
        voice = voice_for(line.language, line.voice)
        chance = Random(line.seed)  # another take is another reading
        pace = line.speed / 100
        manner = {"speed": pace * (1 + chance.randint(-3, 3) / 100), "shade": chance.randint(-8, 8)}
        parts = [(piece, *self._piece(piece, voice, manner)) for piece in pieces(line.text, most=MOST, least=LEAST)]
        sound = levelled(joined([(heard, piece.pause / pace) for piece, _, heard in parts], RATE), RATE)
        if not sound.size:
            raise ProviderError(
                Kind.INVALID,
                f"There is nothing to speak in {line.text[:40]!r}",
                remedy="Write some words.",
                billed=False,
            )
        write(sound, RATE, line.into)
        times, at = [], 0.0
        for piece, _, heard in parts:
            times.append({"text": piece.text, "start": round(1000 * at), "end": round(1000 * (at + heard.size / RATE))})
            at += heard.size / RATE + piece.pause / pace
        return {
            "engine": "kokoro", "voice": voice.name, "milliseconds": round(1000 * sound.size / RATE),
            "phonemes": " ".join(said for _, said, _ in parts), "pieces": times,
        }  # fmt: skip

    def _piece(self, piece: Piece, voice: Voice, manner: dict[str, Any]) -> tuple[str, Any]:
        said = self._phonemizer.phonemes(written_out(piece.text, voice.language), voice.espeak)
        return said, trimmed(self._model.spoken(said, voice, **manner), RATE)
