"""Small real clips, sounds and pictures made on the spot, and a reader of what a film really shows and plays."""

import hashlib
import wave
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from vidpipe.film.cut import CutPlan, CutReport, Shot
from vidpipe.film.storyboard import Joint, Transition
from vidpipe.media import ffmpeg
from vidpipe.media.assemble import FfmpegCutter
from vidpipe.media.encode import VideoWriter
from vidpipe.process import Limits, run

WIDTH, HEIGHT, RATE = 160, 90, 24
LIMITS = Limits(seconds=120)
CELLS = 16


def barcode(clip: int, frame: int, width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    """A grey yuv420p frame that tells its clip (4 bits) and its number (12 bits) by light and dark columns."""
    bits = [(clip << 12 | frame) >> (CELLS - 1 - place) & 1 for place in range(CELLS)]
    row = np.array([220 if bits[column * CELLS // width] else 40 for column in range(width)], np.uint8)
    return np.concatenate([np.tile(row, height), np.full(width * height // 2, 128, np.uint8)])


def flat(luma: int, cb: int = 128, cr: int = 128, width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    quarter = width * height // 4
    parts = [np.full(width * height, luma), np.full(quarter, cb), np.full(quarter, cr)]
    return np.concatenate(parts).astype(np.uint8)


def read_barcode(luma: np.ndarray) -> tuple[int, int] | None:
    """Clip and frame number of a luma plane; None where the columns are neither light nor dark (a mix of two)."""
    width = luma.shape[1]
    centres = [luma[20:-20, int((place + 0.5) * width / CELLS)].mean() for place in range(CELLS)]
    if any(80 < centre < 180 for centre in centres):
        return None
    value = sum((centre > 130) << (CELLS - 1 - place) for place, centre in enumerate(centres))
    return value >> 12, value & 0xFFF


def write_wav(path: Path, sound: np.ndarray, *, rate: int = 48_000) -> Path:
    """A mono or stereo WAV from floats between -1 and 1."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1 if sound.ndim == 1 else 2)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def tone(hertz: float, seconds: float, *, level: float = 0.2, rate: int = 48_000) -> np.ndarray:
    return level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)


def ffmpeg_run(*arguments: str) -> bytes:
    return run(ffmpeg.command(list(arguments)), limits=LIMITS).out


@dataclass
class Seen:
    """A film decoded: luma planes (frames, height, width), all planes' mean colour, sound (samples, 2)."""

    luma: np.ndarray
    colours: np.ndarray
    sound: np.ndarray


def watch(film: Path, width: int = WIDTH, height: int = HEIGHT) -> Seen:
    source = ffmpeg.source(film)
    out = ffmpeg_run(
        *source, "-map", "0:v", "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "yuv420p", "pipe:1"
    )
    frames = np.frombuffer(out, np.uint8).reshape(-1, width * height * 3 // 2)
    area = width * height
    luma = frames[:, :area].reshape(-1, height, width)
    parts = (frames[:, :area], frames[:, area : area + area // 4], frames[:, area + area // 4 :])
    colours = np.stack([part.mean(axis=1) for part in parts], axis=1)
    heard = ffmpeg_run(*source, "-map", "0:a", "-ac", "2", "-ar", "48000", "-f", "f32le", "pipe:1")
    return Seen(luma, colours, np.frombuffer(heard, np.float32).reshape(-1, 2))


_bars: dict[tuple[int, int, int], bytes] = {}


@dataclass
class Room:
    """A cutting room with a shelf of files: `add` gives a digest, `cut` makes a film and its report."""

    folder: Path
    shelf: dict[str, Path] = field(default_factory=dict)

    def add(self, file: Path) -> str:
        digest = hashlib.sha256(str(file).encode()).hexdigest()
        self.shelf[digest] = file
        return digest

    def clip(
        self,
        name: str,
        picture: Callable[[int], np.ndarray],
        *,
        frames: int,
        rate: int = RATE,
        size: tuple[int, int] = (WIDTH, HEIGHT),
        sound: np.ndarray | None = None,
    ) -> str:
        path = self.folder / f"{name}.mp4"
        wav = None if sound is None else write_wav(self.folder / f"{name}.wav", sound)
        with VideoWriter(path, width=size[0], height=size[1], rate=rate, pixels="yuv420p", audio=wav) as writer:
            for number in range(frames):
                writer.write(picture(number).data)
        return self.add(path)

    def barcodes(self, clip: int, frames: int, rate: int = RATE) -> str:
        """A clip of codes; encoded once in a process, and of the same digest in every room."""
        name, about = f"bars{clip}", (clip, frames, rate)
        if about not in _bars:
            self.clip(name, lambda number: barcode(clip, number), frames=frames, rate=rate)
            _bars[about] = (self.folder / f"{name}.mp4").read_bytes()
        file = self.folder / f"{name}.mp4"
        file.write_bytes(_bars[about])
        digest = hashlib.sha256(repr(about).encode()).hexdigest()
        self.shelf[digest] = file
        return digest

    def sound(self, name: str, samples: np.ndarray, *, rate: int = 48_000) -> str:
        return self.add(write_wav(self.folder / f"{name}.wav", samples, rate=rate))

    def plan(self, *shots: Shot, **options: object) -> CutPlan:
        options = {"width": WIDTH, "height": HEIGHT, "rate": RATE, "shots": shots} | options
        return CutPlan.model_validate(options)

    def cut(self, plan: CutPlan, **options: object) -> tuple[Path, CutReport]:
        film = self.folder / "film.mp4"
        return film, FfmpegCutter(**options).cut(plan, path=self.shelf.__getitem__, into=film, progress=lambda _: None)


def shot(media: str, frames: int, *, head: int = 0, enter: str = "cut", over: int = 0, **options: object) -> Shot:
    """A shot that keeps the clip's own sound, unless told otherwise."""
    options = {"scene": "scene", "transition": Transition(kind=Joint(enter), frames=over), "gain_db": 0} | options
    return Shot(media=media, head=head, frames=frames, **options)
