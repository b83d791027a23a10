"""The last hand: fade, loudness and peak of a piece that lies in a file, without ever holding it whole in memory."""

import wave
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from vidpipe.providers.local.composer.synth import RATE, Sound

LOUDNESS = -16.0
CEILING = 10 ** (-2.2 / 20)
GRAIN = 48
"""Samples to one value of the limiter's gain: a millisecond."""
HOP = RATE // 10
SILENT = 0.06


@dataclass(frozen=True)
class Measured:
    """What the first pass found: mean squares of 100 ms hops (K-weighted) and peaks of every millisecond."""

    powers: NDArray[np.float64]
    peaks: NDArray[np.float32]


def master(blocks: Iterable[Sound], scratch: BinaryIO, into: Path, *, samples: int, fade_from: int) -> None:
    """Write `samples` of stereo 16-bit sound at -16 LUFS and at most -2.2 dBFS, faded out from sample `fade_from`."""
    found = _first_pass(blocks, scratch, samples=samples, fade_from=fade_from)
    gain = 10 ** ((LOUDNESS - loudness(found.powers)) / 20)
    limits = _limits(found.peaks * gain)
    scratch.seek(0)
    with wave.open(str(into), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for start, block in _stored(scratch):
            file.writeframes(_sixteen(block * _curve(limits, start, block.shape[0])[:, None] * np.float32(gain), start))


def _first_pass(blocks: Iterable[Sound], scratch: BinaryIO, *, samples: int, fade_from: int) -> Measured:
    """Fade, store and measure every block; blocks are weighted with a little of the one before, so hops join."""
    start, powers, peaks = 0, [], []
    before = np.zeros((2, HOP), np.float32)
    rest = np.zeros((2, 0), np.float32)
    for block in blocks:
        faded = block * _fade(start, block.shape[1], samples=samples, fade_from=fade_from)
        scratch.write(np.ascontiguousarray(faded.T).tobytes())
        peaks.append(_peaks(faded))
        weighted = _weighted(np.concatenate([before, faded], axis=1))[:, HOP:]
        before = faded[:, -HOP:] if faded.shape[1] >= HOP else before
        rest = np.concatenate([rest, weighted], axis=1)
        whole = rest.shape[1] // HOP * HOP
        powers.append((rest[:, :whole] ** 2).reshape(2, -1, HOP).mean(axis=2).sum(axis=0))
        rest = rest[:, whole:]
        start += block.shape[1]
    return Measured(np.concatenate(powers), np.concatenate(peaks))


def _fade(start: int, size: int, *, samples: int, fade_from: int) -> Sound:
    """1 until `fade_from`, then a smooth way down to nothing; the last 60 ms are silent."""
    end = samples - int(SILENT * RATE)
    along = np.clip((np.arange(start, start + size) - fade_from) / max(1, end - fade_from), 0, 1)
    return ((0.5 + 0.5 * np.cos(np.pi * along)) ** 1.5).astype(np.float32)


def _peaks(block: Sound) -> NDArray[np.float32]:
    tall = np.abs(block).max(axis=0)
    padded = np.concatenate([tall, np.zeros(-tall.size % GRAIN, np.float32)])
    found: NDArray[np.float32] = padded.reshape(-1, GRAIN).max(axis=1)
    return found


def _weighted(block: Sound) -> Sound:
    """The block as the ear weighs it: the two filters of ITU-R BS.1770-4, by their response at 48 kHz."""
    size = 1 << int(np.ceil(np.log2(block.shape[1])))
    turn = np.exp(-1j * np.linspace(0, np.pi, size // 2 + 1))
    shelf = (1.53512485958697 - 2.69169618940638 * turn + 1.19839281085285 * turn**2) / (
        1 - 1.69065929318241 * turn + 0.73248077421585 * turn**2
    )
    low_cut = (1 - 2 * turn + turn**2) / (1 - 1.99004745483398 * turn + 0.99007225036621 * turn**2)
    response = (shelf * low_cut).astype(np.complex64)
    weighted = np.fft.irfft(np.fft.rfft(block, size, axis=1) * response, size, axis=1)
    return weighted[:, : block.shape[1]].astype(np.float32)


def loudness(powers: NDArray[np.float64]) -> float:
    """Integrated loudness in LUFS of 100 ms hops, gated as BS.1770-4 says; -70 for silence."""
    if powers.size < 4:
        return -70.0
    windows = np.convolve(powers, np.ones(4) / 4, "valid")
    heard = windows[windows > 10 ** ((-70 + 0.691) / 10)]
    if heard.size == 0:
        return -70.0
    heard = heard[heard > heard.mean() / 10]
    return float(-0.691 + 10 * np.log10(heard.mean()))


def _limits(peaks: NDArray[np.float32]) -> NDArray[np.float32]:
    """The limiter's gain for every millisecond: down 6 ms ahead of a peak, back up within some 100 ms."""
    wanted = np.minimum(1.0, CEILING / np.maximum(peaks, 1e-9))
    reach = 6
    padded = np.concatenate([np.ones(reach), wanted, np.ones(reach)])
    lowest = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).min(axis=1)
    held = lowest.copy()
    for at in range(1, held.size):
        if held[at - 1] < 1.0:
            held[at] = min(lowest[at], held[at - 1] + (1 - held[at - 1]) * 0.02)
    smooth = np.convolve(np.pad(held, 3, mode="edge"), np.hanning(9)[1:-1] / np.hanning(9).sum(), "valid")
    return np.minimum(smooth, _least_near(lowest)).astype(np.float32)


def _least_near(lowest: NDArray[np.float64]) -> NDArray[np.float64]:
    """The least of each value and its neighbours: interpolation between them then stays below the ceiling."""
    least: NDArray[np.float64] = np.minimum(lowest, np.minimum(np.append(lowest[1:], 1.0), np.append(1.0, lowest[:-1])))
    return least


def _curve(limits: NDArray[np.float32], start: int, size: int) -> NDArray[np.float32]:
    at = (np.arange(start, start + size) - GRAIN / 2) / GRAIN
    first = max(0, start // GRAIN - 1)
    near = limits[first : (start + size) // GRAIN + 2]
    return np.interp(at - first, np.arange(near.size), near).astype(np.float32)


def _stored(scratch: BinaryIO) -> Iterator[tuple[int, Sound]]:
    start, size = 0, 1 << 18
    while data := scratch.read(size * 8):
        block = np.frombuffer(data, np.float32).reshape(-1, 2)
        yield start, block
        start += block.shape[0]


def _sixteen(block: Sound, start: int) -> bytes:
    """16-bit samples with triangular dither, except where there is silence."""
    chance = np.random.Generator(np.random.PCG64(start))
    dither = chance.random(block.shape, np.float32) - chance.random(block.shape, np.float32)
    whole = np.rint(block * 32767 + dither * (np.abs(block) > 1e-5))
    return np.clip(whole, -32768, 32767).astype("<i2").tobytes()
