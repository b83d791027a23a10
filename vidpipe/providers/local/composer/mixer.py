"""From a score to blocks of stereo sound: places every tone, adds the room, holds a few blocks at a time."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from vidpipe.providers.local.composer.kit import stroke
from vidpipe.providers.local.composer.room import colour, room
from vidpipe.providers.local.composer.score import Note, Score, Stroke
from vidpipe.providers.local.composer.synth import RATE, Sound, envelope
from vidpipe.providers.local.composer.voices import Tone, tone

WINDOW = 5 << 17
BLOCK = 523_200
"""Samples that are mixed at once: whole tenths of a second, and with the room's tail they fit a window of the FFT."""
TAIL = 16 * RATE
"""The longest that anything sounds past the block it starts in."""
TONES_BYTES = 160 << 20


class Placed(NamedTuple):
    """A sound to add to the mix at a sample, with gains left and right and a share of reverb."""

    at: int
    source: Note | Stroke
    left: float
    right: float
    room: float


class Tones:
    """Tones made once and kept while memory allows, the longest unused dropped first."""

    def __init__(self, limit: int = TONES_BYTES) -> None:
        self._kept: OrderedDict[tuple[str, int, int], Tone] = OrderedDict()
        self._limit = limit
        self._bytes = 0

    def get(self, voice: str, pitch: int, bright: int) -> Tone:
        key = (voice, pitch, bright)
        if key not in self._kept:
            self._kept[key] = tone(voice, pitch, bright)
            self._bytes += self._kept[key].sound.nbytes
        self._kept.move_to_end(key)
        while self._bytes > self._limit and len(self._kept) > 1:
            self._bytes -= self._kept.popitem(last=False)[1].sound.nbytes
        return self._kept[key]


def mixed(piece: Score) -> Iterator[Sound]:
    """The piece, block by block, as (2, samples); together exactly `seconds` long and not yet levelled or faded."""
    total = round(piece.form.seconds * RATE)
    cues = sorted([*_notes(piece), *(_stroke(hit) for hit in piece.strokes)], key=lambda cue: cue.at)
    tones, hall = Tones(), np.fft.rfft(room(piece.mood.reverb), WINDOW, axis=1)
    tint = np.fft.rfft(colour(), WINDOW)
    dry, wet = np.zeros((2, BLOCK + TAIL), np.float32), np.zeros((2, BLOCK + TAIL), np.float32)
    heard = np.zeros((2, WINDOW), np.float32)
    upcoming = 0
    for start in range(0, total, BLOCK):
        while upcoming < len(cues) and cues[upcoming].at < start + BLOCK:
            _place(piece, cues[upcoming], tones, dry, wet, offset=start)
            upcoming += 1
        near, far = (np.fft.rfft(bus[:, :BLOCK], WINDOW, axis=1) for bus in (dry, wet))
        heard += np.fft.irfft((near + far * hall) * tint, WINDOW, axis=1)
        yield heard[:, : min(BLOCK, total - start)].copy()
        for bus in (dry, wet, heard):
            bus[:, :-BLOCK] = bus[:, BLOCK:].copy()
            bus[:, -BLOCK:] = 0


def _gain(level: float) -> float:
    return 10 ** (level / 20)


def _sides(pan: float) -> tuple[float, float]:
    """Constant power; 0 is 1 on both sides."""
    angle = (np.clip(pan, -1, 1) + 1) * np.pi / 4
    return float(np.cos(angle) * np.sqrt(2)), float(np.sin(angle) * np.sqrt(2))


def _notes(piece: Score) -> Iterator[Placed]:
    """Notes with their echoes: a dotted eighth apart, each softer, from side to side."""
    for note in piece.notes:
        part = piece.mood.parts[note.part]
        gain = _gain(part.level) * note.loudness**1.5
        pan = part.pan + (0.4 * np.sin(note.pitch * 1.3) if part.role in ("arp", "comp") else 0.0)
        for repeat in range(3 if part.echo else 1):
            level = gain * part.echo**repeat
            left, right = _sides(pan if repeat == 0 else 0.75 * (-1) ** repeat)
            at = round((note.start + repeat * 0.75 * piece.form.beat) * RATE)
            if repeat == 0 or note.start < piece.form.closes:
                yield Placed(at, note, left * level, right * level, part.room)


def _stroke(hit: Stroke) -> Placed:
    left, right = _sides(hit.pan)
    gain = _gain(hit.level) * hit.loudness**1.4
    return Placed(max(0, round(hit.start * RATE)), hit, left * gain, right * gain, hit.room)


def _place(piece: Score, cue: Placed, tones: Tones, dry: Sound, wet: Sound, *, offset: int) -> None:
    sound = stroke(cue.source.sound) if isinstance(cue.source, Stroke) else _shaped(piece, cue.source, tones)
    at = cue.at - offset
    sound = sound[:, : dry.shape[1] - at]
    for side, gain in enumerate((cue.left, cue.right)):
        part = sound[side] * np.float32(gain)
        dry[side, at : at + part.size] += part
        part *= np.float32(cue.room)
        wet[side, at : at + part.size] += part


def _shaped(piece: Score, note: Note, tones: Tones) -> Sound:
    """A tone cut to the note: held tones loop from a place that the note decides, struck ones are damped at its end."""
    part = piece.mood.parts[note.part]
    made = tones.get(part.voice, note.pitch, note.bright)
    size = int(min(note.length + made.release, TAIL / RATE) * RATE)
    if not made.loops:
        cut = made.sound[:, :size]
        return (
            cut * envelope(cut.shape[1], attack=0, release=made.release) if cut.shape[1] < made.sound.shape[1] else cut
        )
    length = made.sound.shape[1]
    first = (note.pitch * 7919 + int(note.start * 1000) * 104_729) % length
    repeated = np.concatenate([made.sound[:, first:]] + [made.sound] * (size // length + 1), axis=1)[:, :size]
    return repeated * envelope(size, attack=made.attack, release=made.release)
