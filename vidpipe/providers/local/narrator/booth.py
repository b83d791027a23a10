"""What happens to spoken samples: trimmed, paused, levelled, written. Mono float32 arrays, pure but for `write`."""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]
LEVEL = 10 ** (-20 / 20)
CEILING = 10 ** (-3 / 20)
KEPT = 0.06
FLOOR = 10 ** (-42 / 20)
"""Below this share of the loudest moment there is silence."""


def trimmed(sound: Sound, rate: int, *, kept: float = KEPT) -> Sound:
    """Without the silence before and after, but for `kept` seconds of it, which fade."""
    level = _levels(sound, rate)
    heard = np.flatnonzero(level > FLOOR * max(float(level.max(initial=0)), 1e-6))
    if heard.size == 0:
        return np.zeros(0, np.float32)
    step, edge = rate // 200, int(kept * rate)
    first, last = heard[0] * step - edge, (heard[-1] + 1) * step + edge
    cut = np.pad(sound, (max(0, -first), max(0, last - sound.size)))[max(0, first) : last - min(0, first)].copy()
    ramp = np.linspace(0, 1, min(edge, cut.size), dtype=np.float32)
    cut[: ramp.size] *= ramp
    cut[cut.size - ramp.size :] *= ramp[::-1]
    return cut


def joined(sounds: list[tuple[Sound, float]], rate: int) -> Sound:
    """Sounds one after another, each followed by its seconds of silence; none after the last."""
    parts = [part for sound, pause in sounds for part in (sound, np.zeros(int(pause * rate), np.float32))]
    return np.concatenate(parts[:-1]) if parts else np.zeros(0, np.float32)


def levelled(sound: Sound, rate: int) -> Sound:
    """Speech at -20 dBFS RMS (of what is heard, not of the pauses), no DC, peaks rounded off below -3 dBFS."""
    centred = sound - np.float32(sound.mean()) if sound.size else sound
    level = _levels(centred, rate)
    heard = level[level > 0.1 * level.max(initial=0)]
    if heard.size == 0:
        return centred
    louder = centred * np.float32(LEVEL / np.sqrt(np.mean(heard**2)))
    return rounded(louder)


def rounded(sound: Sound) -> Sound:
    """Untouched up to half of the ceiling, then bent so that the ceiling is never reached."""
    knee = np.float32(CEILING / 2)
    over = np.abs(sound) - knee
    bent = np.sign(sound) * (knee + knee * np.tanh(np.maximum(over, 0) / knee))
    return np.where(over > 0, bent, sound).astype(np.float32)


def write(sound: Sound, rate: int, into: Path) -> None:
    """A mono 16-bit WAV."""
    with wave.open(str(into), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.rint(np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())


def _levels(sound: Sound, rate: int) -> NDArray[np.float32]:
    """RMS of every 5 milliseconds."""
    step = rate // 200
    whole = np.pad(sound, (0, -sound.size % step)).reshape(-1, step)
    return np.sqrt(np.mean(whole**2, axis=1)) if whole.size else np.zeros(0, np.float32)
