"""What a film's sound costs in CPU seconds: mixed, mastered, encoded; anew and after one change.

Run `python benchmarks/mixing.py [--seconds 324] [--rounds 3]`. A film of generated sound: clips with tones, narration
like speech, music with beats. Each round makes it with nothing kept, again with all kept, then with one clip swapped,
one joint of another length, other music, another loudness; medians are printed. User + system, children included.
"""

import argparse
import hashlib
import resource
import shutil
import statistics
import tempfile
import wave
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from vidpipe.film.cut import MixPlan, VoiceLine
from vidpipe.media import score
from vidpipe.media.encode import encode_sound
from vidpipe.media.keep import FolderKeep
from vidpipe.media.probe import probe
from vidpipe.media.sound import RATE, Track

CLIP = 6
Sound = np.ndarray


def wav(path: Path, sound: Sound) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1 if sound.ndim == 1 else 2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound * 32_000).clip(-32_000, 32_000).astype("<i2").tobytes())
    return path


def speech(seconds: float, seed: int) -> Sound:
    time, dice = np.arange(round(seconds * RATE)) / RATE, np.random.default_rng(seed)
    noise = np.convolve(dice.normal(size=len(time)).clip(-2, 2), np.ones(8) / 4, "same")
    return noise / 6 * np.sin(2 * np.pi * 2 * time) ** 2


def music(seconds: float, pitch: float) -> Sound:
    """Chords with a beat twice a second."""
    time = np.arange(round(seconds * RATE)) / RATE
    chords = sum(np.sin(2 * np.pi * pitch * step * time + step) for step in (1, 1.25, 1.5, 2, 4)) / 14
    beat = np.exp(-12 * (time % 0.5)) * np.sin(2 * np.pi * 55 * time) / 3
    hats = np.exp(-60 * (time % 0.25)) * np.random.default_rng(3).normal(size=len(time)) / 12
    return np.stack([chords + beat + hats, 0.8 * chords + beat - hats], axis=1)


class Film:
    """Files by digest, the clips' tracks and the plan of a film of some seconds."""

    def __init__(self, folder: Path, seconds: int) -> None:
        self.folder, self.files = folder, dict[str, Path]()
        self.clips = [self.clip(number) for number in range(seconds // CLIP)]
        lines = [self.sound(f"voice{n}", speech(3.2, n)) for n in range(seconds // 12)]
        spoken = [
            VoiceLine(scene="s", media=d, start=24 + 288 * n, frames=96, text="Words.") for n, d in enumerate(lines)
        ]
        self.plan = MixPlan(rate=24, frames=24 * seconds, voice=tuple(spoken), music=self.song("song", seconds, 110))
        self.spare, self.other = self.clip(99), self.song("other", seconds, 131)
        self.heard: object = None

    def sound(self, name: str, sound: Sound) -> str:
        return self.add(wav(self.folder / f"{name}.wav", sound))

    def song(self, name: str, seconds: int, pitch: float) -> str:
        return self.sound(name, music(seconds, pitch))

    def add(self, file: Path) -> str:
        digest = hashlib.sha256(file.name.encode()).hexdigest()
        self.files[digest] = file
        return digest

    def clip(self, number: int) -> str:
        tone = np.sin(2 * np.pi * (150 + 37 * number) * np.arange((CLIP + 1) * RATE) / RATE)
        source, coded = wav(self.folder / "tone.wav", tone / 8), self.folder / f"clip{number}.m4a"
        encode_sound(source, coded)
        return self.add(coded)

    def tracks(self) -> list[Track]:
        """Every clip for its time, half a second longer at both ends for its joints."""
        ramp = RATE // 2
        made = []
        for number, digest in enumerate(self.clips):
            start = max(0, number * CLIP * RATE - ramp // 2)
            track = Track(self.files[digest], start, CLIP * RATE + ramp // 2, duck=9.0, digest=digest)
            made.append(replace(track, fade_in=ramp if number else 240, fade_out=ramp))
        return made


def write(film: Film, tracks: list[Track], plan: MixPlan, keep: Path) -> None:
    with tempfile.TemporaryDirectory(dir=film.folder) as name:
        probes = {digest: probe(file) for digest, file in film.files.items() if file.suffix == ".wav"}
        desk = score.Console(film.files.__getitem__, probes, Path(name), print, lambda: False, FolderKeep(keep))
        _, heard = score.write(plan, tracks, desk)
        film.heard = heard


def cpu_seconds(work: Callable[[], object]) -> float:
    before = _used()
    work()
    return _used() - before


def _used() -> float:
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def changes(film: Film) -> dict[str, tuple[list[Track], MixPlan]]:
    middle, tracks, plan = len(film.clips) // 2, film.tracks(), film.plan
    swapped = [
        replace(t, file=film.files[film.spare], digest=film.spare) if n == middle else t for n, t in enumerate(tracks)
    ]
    joined = list(tracks)
    joined[middle - 1] = replace(joined[middle - 1], fade_out=RATE)
    joined[middle] = replace(joined[middle], fade_in=RATE)
    return {
        "cold": (tracks, plan),
        "nothing": (tracks, plan),
        "swap one clip": (swapped, plan),
        "one joint": (joined, plan),
        "other music": (tracks, plan.model_copy(update={"music": film.other})),
        "music 2 dB down": (tracks, plan.model_copy(update={"music_db": -2})),
        "other loudness": (tracks, plan.model_copy(update={"loudness": -160})),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=324)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        film = Film(Path(name), asked.seconds)
        times: dict[str, list[float]] = {}
        for number in range(asked.rounds):
            keep = film.folder / f"keep{number}"
            for kind, (tracks, plan) in changes(film).items():
                taken = cpu_seconds(partial(write, film, tracks, plan, keep))
                times.setdefault(kind, []).append(taken)
                print(f"{kind:16} {taken:6.2f} CPU s   {film.heard}", flush=True)
            shutil.rmtree(keep, ignore_errors=True)
        for kind, taken in times.items():
            print(f"{kind:16} {statistics.median(taken):6.2f} CPU s")


if __name__ == "__main__":
    main()
