"""Measures what the composer and the narrator make: `python benchmarks/sound.py music|voice [--out FOLDER]`.

Music: loudness, range, true peak, width, spectrum, CPU of every mood. Voice: length, level and band of a line in each
language, and whether an independent speaker knows the lines apart: each is matched (dynamic time warping over mel
cepstra) against all lines as espeak-ng says them, and the right one should be nearest.
"""

import argparse
import ctypes
import re
import subprocess
import tempfile
import time
import wave
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray

from vidpipe.library.moods import moods
from vidpipe.providers.local.composer import compose
from vidpipe.providers.local.narrator import Line, engines, speak_all

BANDS = (20, 60, 120, 250, 500, 1000, 2000, 4000, 8000, 16_000)
LINES = {
    "en": (
        "Meet Aurora: the water bottle that keeps up with you.",
        "The city wakes before the sun and nobody is looking.",
        "Seven small boats left the harbour under a heavy sky.",
        "Plants turn light into sugar with nothing but water and air.",
    ),
    "es": (
        "Conoce Aurora: la botella de agua que te acompaña.",
        "La ciudad despierta antes que el sol y nadie mira.",
        "Siete barcos pequeños salieron del puerto bajo un cielo gris.",
        "Las plantas convierten la luz en azúcar con agua y aire.",
    ),
    "fr": (
        "Voici Aurora : la gourde qui vous suit partout.",
        "La ville se lève avant le soleil et personne ne regarde.",
        "Sept petits bateaux quittent le port sous un ciel gris.",
        "Les plantes changent la lumière en sucre avec de l'eau.",
    ),
}
ESPEAK = {"en": "en-us", "es": "es", "fr": "fr"}

Sound = NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("music", "voice"))
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=None)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = asked.out or Path(folder)
        out.mkdir(parents=True, exist_ok=True)
        for row in music(out, asked.seconds, asked.seed) if asked.what == "music" else voice(out):
            print(row, flush=True)


# ---------------------------------------------------------------- music


def music(out: Path, seconds: int, seed: int) -> Iterator[str]:
    yield (
        "mood        CPU s   LUFS   LRA   dBTP  L/R   centre  decibels of the whole from "
        + ", ".join(map(str, BANDS[:-1]))
        + " Hz"
    )
    for mood in moods():
        into, start = out / f"{mood}.wav", time.process_time()
        facts = compose(mood=mood, frames=seconds * 24, rate=24, seed=seed, accents=(120, 240), into=into)
        spent = time.process_time() - start
        rate, sound = read(into)
        integrated, reach, peak = levels(into)
        power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
        at = np.fft.rfftfreq(sound.shape[0], 1 / rate)
        parts = [power[(at >= low) & (at < high)].sum() for low, high in pairwise(BANDS)]
        shares = 10 * np.log10(np.array(parts) / power.sum())
        width = np.corrcoef(sound.T)[0, 1]
        centre = (at * power).sum() / power.sum()
        yield (
            f"{mood:11} {spent:5.2f} {integrated:7.1f} {reach:5.1f} {peak:6.1f} {width:5.2f} {centre:6.0f}  "
            + " ".join(f"{share:4.0f}" for share in shares) + f"  {facts['bpm']} bpm {facts['key']} {facts['sections']}"
        )  # fmt: skip


def levels(path: Path) -> tuple[float, float, float]:
    """Integrated LUFS, loudness range in LU, true peak in dBTP."""
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(),
        "-hide_banner",
        "-i",
        str(path),
        "-af",
        "ebur128=peak=true",
        "-f",
        "null",
        "-",
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    summary = said[said.rindex("Summary") :]
    found = [re.search(pattern, summary) for pattern in (r"I:\s+(\S+)", r"LRA:\s+(\S+)", r"Peak:\s+(\S+)")]
    return tuple(float(match[1]) if match else float("nan") for match in found)  # type: ignore[return-value]


def read(path: Path) -> tuple[int, Sound]:
    with wave.open(str(path)) as file:
        data = np.frombuffer(file.readframes(-1), "<i2") / 32768
        return file.getframerate(), data.reshape(-1, file.getnchannels())


# ---------------------------------------------------------------- voice


def voice(out: Path) -> Iterator[str]:
    if not engines():
        yield 'no voice is installed: pip install "vidpipe[voice]"'
        return
    for language, texts in LINES.items():
        lines = [Line(text=text, language=language, into=out / f"{language}{at}.wav") for at, text in enumerate(texts)]
        start = time.perf_counter()
        answers = speak_all(lines)
        spent = time.perf_counter() - start
        seconds = sum(answer["milliseconds"] for answer in answers) / 1000
        rate, sound = read(lines[0].into)
        power = np.cumsum(np.abs(np.fft.rfft(sound[:, 0])) ** 2)
        edge = np.fft.rfftfreq(sound.shape[0], 1 / rate)[np.searchsorted(power / power[-1], 0.999)]
        yield (
            f"{language} {answers[0]['voice']}: {seconds:.1f} s of speech in {spent:.1f} s, peak "
            f"{20 * np.log10(np.abs(sound).max()):.1f} dBFS, 99.9 % of energy below {edge:.0f} Hz"
        )
        yield f"   {answers[0]['phonemes']}"
        yield f"   {told_apart(language, [line.into for line in lines])}"


def told_apart(language: str, spoken: list[Path]) -> str:
    """How often the right line is the nearest of all that espeak-ng says, and by how much."""
    guide = Guide(ESPEAK[language])
    models = [guide.said(text) for text in LINES[language]]
    right, margins = 0, []
    for at, path in enumerate(spoken):
        costs = [warp(mel(*read(path)), model) for model in models]
        right += int(np.argmin(costs)) == at
        margins.append(min(cost for other, cost in enumerate(costs) if other != at) / costs[at] - 1)
    return (
        f"right line {right} of {len(spoken)}; the nearest wrong one is {100 * min(margins):.0f} % or more further away"
    )


def mel(rate: int, sound: Sound) -> Sound:
    """Cepstra of mel bands every 10 ms with their slopes, each with mean 0 and deviation 1: (frames, 24)."""
    mono, hop, size = sound[:, 0], rate // 100, 1024
    padded = np.pad(mono, (size // 2, size))
    frames = np.stack([padded[at : at + size] for at in range(0, mono.size, hop)]) * np.hanning(size)
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    hertz = np.fft.rfftfreq(size, 1 / rate)
    centres = 700 * (10 ** (np.linspace(150, 2800, 30) / 2595) - 1)
    shape = [np.interp(hertz, centres[at : at + 3], (0, 1, 0), left=0, right=0) for at in range(28)]
    bands = np.log(power @ np.array(shape).T + 1e-6)
    turn = np.cos(np.pi / 28 * np.outer(np.arange(1, 13), np.arange(28) + 0.5))
    cepstra = bands @ turn.T
    both = np.hstack([cepstra, np.gradient(cepstra, axis=0) * 2])
    return (both - both.mean(axis=0)) / (both.std(axis=0) + 1e-6)


def warp(one: Sound, two: Sound) -> float:
    """Mean distance along the best path through both."""
    far = np.sqrt(np.maximum((one**2).sum(1)[:, None] + (two**2).sum(1)[None] - 2 * one @ two.T, 0))
    total = np.full((one.shape[0] + 1, two.shape[0] + 1), np.inf)
    total[0, 0] = 0
    for row in range(one.shape[0]):
        best = np.minimum(total[row, :-1], total[row, 1:]).tolist()
        last = np.inf
        for column, cost in enumerate(far[row].tolist()):
            last = cost + min(best[column], last)
            total[row + 1, column + 1] = last
    return float(total[-1, -1] / (one.shape[0] + two.shape[0]))


class Guide:
    """espeak-ng as a second speaker."""

    def __init__(self, language: str) -> None:
        import espeakng_loader

        self._espeak = ctypes.CDLL(espeakng_loader.get_library_path())
        self._rate = self._espeak.espeak_Initialize(1, 0, espeakng_loader.get_data_path().encode(), 0)
        if self._espeak.espeak_SetVoiceByName(language.encode()):
            raise SystemExit(f"espeak-ng does not speak {language}")

    def said(self, text: str) -> Sound:
        samples: list[NDArray[np.int16]] = []

        def collect(data: "ctypes._Pointer[ctypes.c_short]", count: int, events: int) -> int:
            if data and count:
                samples.append(np.ctypeslib.as_array(data, (count,)).astype(np.int16))
            return 0

        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
        kept = kind(collect)
        self._espeak.espeak_SetSynthCallback(kept)
        data = text.encode()
        self._espeak.espeak_Synth(data, ctypes.c_size_t(len(data) + 1), 0, 1, 0, 1, None, None)
        self._espeak.espeak_Synchronize()
        return mel(self._rate, np.concatenate(samples)[:, None] / 32768)


if __name__ == "__main__":
    main()
