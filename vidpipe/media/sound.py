"""The sound of a cut, mixed: the clips' own, the narration, the music that makes room for it. 48 kHz stereo float.

Mixed block by block from streams, so that memory does not grow with the film. Levels before mastering: narration at
-16 LUFS, music at -20 and 12 dB less under speech, the clips' own sound as it is and 9 dB less under speech.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vidpipe.media import ffmpeg
from vidpipe.process import Child, Limits, ProcessFailed

RATE = 48_000
BLOCK = RATE
Sound = npt.NDArray[np.float32]
"""(samples, 2)."""
Curve = Callable[[npt.NDArray[np.int64]], npt.NDArray[np.float64]]
"""Linear gain by sample of the timeline."""

ATTACK, RELEASE, GAP = 0.25, 0.4, 0.8
"""Seconds that music sinks before speech, rises after it, and the pause in which it does not bother to rise."""
FADE_IN, FADE_OUT = 0.3, 1.0
DECLICK = 240


@dataclass(frozen=True)
class Track:
    """A sound on the timeline, from sample `start` for `length`; `skip` samples of its file come before.

    `duck` is how many decibels it sinks under speech, `edge` whether it fades at the film's ends.
    """

    file: Path
    start: int
    length: int
    skip: int = 0
    gain: float = 1.0
    stretch: Fraction = Fraction(1)
    loop: bool = False
    duck: float = 0.0
    edge: bool = True
    fade_in: int = DECLICK
    fade_out: int = DECLICK

    @property
    def end(self) -> int:
        return self.start + self.length

    def command(self) -> list[str]:
        before = ["-stream_loop", "-1"] if self.loop else []
        tempo = f"atempo={float(1 / self.stretch):.6f}," if self.stretch != 1 else ""
        chain = (
            f"aresample={RATE}:async=1:first_pts=0,{tempo}aformat=channel_layouts=stereo,atrim=start_sample={self.skip}"
        )
        output = ["-map", "0:a:0", "-af", chain, "-ar", str(RATE), "-ac", "2", "-f", "f32le", "pipe:1"]
        return ffmpeg.command(ffmpeg.source(self.file, *before), output)


@dataclass
class Player:
    """A track being read. Past the end of its file it is silent."""

    track: Track
    child: Child
    ended: bool = False
    damaged: bool = field(default=False)

    def take(self, count: int) -> Sound:
        data = bytearray(count * 8)
        if not self.ended:
            filled = self.child.read_into(data)
            self.ended = filled < len(data)
            if self.ended:
                self._finish()
            data[filled - filled % 8 :] = bytes(len(data) - filled + filled % 8)
        sound = np.frombuffer(data, np.float32).reshape(-1, 2)
        return np.nan_to_num(sound, nan=0.0, posinf=0.0, neginf=0.0)

    def _finish(self) -> None:
        try:
            self.child.finish()
        except ProcessFailed:
            self.damaged = True


def mix(
    tracks: Sequence[Track],
    speech: Sequence[tuple[int, int]],
    into: Path,
    *,
    samples: int,
    stopped: Callable[[], bool],
) -> list[Track]:
    """Write the mix as raw floats; `speech` is where somebody talks, in samples. Returns tracks that were damaged."""
    duck, damaged = ducking(speech), []
    with into.open("wb") as out, contextlib.ExitStack() as stack:
        players: dict[int, Player] = {}
        for start in range(0, samples, BLOCK):
            end = min(samples, start + BLOCK)
            for number, track in enumerate(tracks):
                if track.start < end and track.end > start and number not in players:
                    limits = Limits(seconds=3600, memory=ffmpeg.MEMORY)
                    players[number] = Player(
                        track, stack.enter_context(Child(track.command(), limits=limits, stopped=stopped))
                    )
            playing = [player for player in players.values() if player.track.end > start]
            out.write(_block(playing, start, end, samples=samples, duck=duck).tobytes())
            for player in players.values():
                if start < player.track.end <= end:
                    player.child.kill()
                    damaged += [player.track] if player.damaged else []
    return damaged


def _block(players: Sequence[Player], start: int, end: int, *, samples: int, duck: Curve) -> Sound:
    place = np.arange(start, end, dtype=np.int64)
    total = np.zeros((end - start, 2), np.float32)
    ducked, edges = duck(place), _edges(place, samples)
    for player in players:
        track = player.track
        low, high = max(start, track.start), min(end, track.end)
        part = slice(low - start, high - start)
        gain = track.gain * _fades(track, place[part])
        if track.duck:
            gain = gain * 10 ** (-track.duck * ducked[part] / 20)
        if track.edge:
            gain = gain * edges[part]
        total[part] += player.take(high - low) * gain[:, None].astype(np.float32)
    return total


def _fades(track: Track, place: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Equal-power ramps at a track's own ends, so that two that overlap stay equally loud."""
    rise = np.clip((place - track.start + 0.5) / max(1, track.fade_in), 0, 1)
    fall = np.clip((track.end - place - 0.5) / max(1, track.fade_out), 0, 1)
    faded: npt.NDArray[np.float64] = np.sin(rise * np.pi / 2) * np.sin(fall * np.pi / 2)
    return faded


def _edges(place: npt.NDArray[np.int64], samples: int) -> npt.NDArray[np.float64]:
    """The film's own fades; the last sample is the first that is nothing."""
    rise = np.clip((place + 1) / (FADE_IN * RATE), 0, 1)
    fall = np.clip((samples - place) / min(FADE_OUT * RATE, samples / 2), 0, 1)
    edges: npt.NDArray[np.float64] = _smooth(rise) * np.sin(fall * np.pi / 2)
    return edges


def _smooth(time: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    curve: npt.NDArray[np.float64] = time * time * (3 - 2 * time)
    return curve


def ducking(speech: Sequence[tuple[int, int]]) -> Curve:
    """How deep to duck (0 to 1) at each sample: down before speech begins, up after it, calm in short pauses."""
    spans = _merged(sorted(speech))

    def depth(place: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        deepest = np.zeros(len(place))
        for start, end in spans:
            if end + RELEASE * RATE > place[0] and start - ATTACK * RATE < place[-1]:
                down = np.clip((place - start) / (ATTACK * RATE) + 1, 0, 1)
                up = np.clip(1 - (place - end) / (RELEASE * RATE), 0, 1)
                deepest = np.maximum(deepest, _smooth(down) * _smooth(up))
        return deepest

    return depth


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start - merged[-1][1] < GAP * RATE:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def speaking(tracks: Sequence[Track]) -> Iterator[tuple[int, int]]:
    """Where tracks of narration are heard, in samples."""
    for track in tracks:
        yield track.start, track.end
