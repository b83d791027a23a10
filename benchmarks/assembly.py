"""What a cut costs in CPU seconds: a film of 24 s in 720p from six clips with sound, words, narration and music.

Run `python benchmarks/assembly.py [--pairs 3]`. With `--recut` it prints what changing one thing costs beside one plain
re-encode instead, each with its bound; `--recut --full --pairs 5` does so for 60 shots (see `recut.py` beside it).

Each pair is one run of decode-only (every clip decoded as the cut does, pictures thrown away) and one of the whole cut,
one after the other, so that both meet the same machine; medians are printed. Also the animatic of the same film from
stills. CPU seconds are user + system, children included; so it runs where there is `resource`: Linux and macOS.
"""

import argparse
import hashlib
import resource
import statistics
import sys
import tempfile
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import recut
from PIL import Image, ImageDraw

from vidpipe.film.cut import CutPlan, Shot, VoiceLine, Words
from vidpipe.film.storyboard import Joint, Transition
from vidpipe.media.assemble import FfmpegCutter
from vidpipe.media.decode import ClipReader, Geometry
from vidpipe.media.encode import VideoWriter
from vidpipe.media.probe import probe
from vidpipe.media.stills import push

SIZE = Geometry(1280, 720, 24)
SHOTS, FRAMES, HEAD = 6, 96, 12


def landscape(seed: int) -> Image.Image:
    """A flat-design landscape with a little grain, much like what the local painter makes."""
    dice = np.random.default_rng(seed)
    sky, ground = dice.integers(40, 220, 3), dice.integers(10, 90, 3)
    mix = np.linspace(0, 1, 900)[:, None, None]
    picture = Image.fromarray(np.broadcast_to(sky * (1 - mix) + 230 * mix, (900, 1600, 3)).astype(np.uint8).copy())
    draw = ImageDraw.Draw(picture)
    for layer in range(6):
        heights = 420 + 70 * layer + 40 * np.sin(np.arange(0, 1601, 8) / (60 + 30 * layer) + dice.uniform(0, 6))
        points = list(zip(range(0, 1601, 8), heights, strict=True))
        colour = tuple(int(part) for part in sky + (ground - sky) * (layer + 1) / 6)
        draw.polygon([*points, (1600, 900), (0, 900)], fill=colour)
    grain = np.asarray(picture, np.int16) + dice.integers(-3, 4, (900, 1600, 1))
    return Image.fromarray(grain.clip(0, 255).astype(np.uint8))


def wav(path: Path, sound: np.ndarray) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes((sound * 32_000).clip(-32_000, 32_000).astype("<i2").tobytes())
    return path


class Shelf(dict[str, Path]):
    def put(self, file: Path) -> str:
        digest = hashlib.sha256(file.name.encode()).hexdigest()
        self[digest] = file
        return digest


def film(folder: Path) -> tuple[Shelf, CutPlan, CutPlan]:
    """The files, the plan of the cut and that of its animatic."""
    shelf, clips, stills = Shelf(), [], []
    time = np.arange(48_000 * (FRAMES + 2 * HEAD) // 24) / 48_000
    for number in range(SHOTS):
        still = folder / f"still{number}.png"
        landscape(number).save(still)
        tone = wav(folder / f"tone{number}.wav", 0.1 * np.sin(2 * np.pi * 110 * (number + 2) * time))
        clip = folder / f"clip{number}.mp4"
        with VideoWriter(clip, width=1280, height=720, rate=24, pixels="yuv420p", audio=tone) as writer:
            for frame in push(still, SIZE, frames=FRAMES + 2 * HEAD):
                writer.write(frame.data)
        clips.append(shelf.put(clip))
        stills.append(shelf.put(still))
    plan = planned(shelf, folder, clips, mime="video/mp4")
    return shelf, plan, planned(shelf, folder, stills, mime="image/png").model_copy(update={"quality": "animatic"})


def planned(shelf: Shelf, folder: Path, media: list[str], *, mime: str) -> CutPlan:
    total, dice = SHOTS * FRAMES, np.random.default_rng(1)
    seconds = np.arange(48_000 * total // 24) / 48_000
    music = sum(np.sin(2 * np.pi * pitch * seconds) for pitch in (196, 247, 294)) / 10
    syllables = dice.normal(size=48_000 * 3).clip(-2, 2) / 8 * np.sin(2 * np.pi * 2 * seconds[: 48_000 * 3]) ** 2
    voice = shelf.put(wav(folder / "voice.wav", syllables))
    joints = (Joint.CUT, Joint.CROSSFADE, Joint.CUT, Joint.DIP_BLACK, Joint.CROSSFADE, Joint.CUT)
    shots = [
        Shot(
            scene=f"s00{n}",
            media=digest,
            mime=mime,
            head=HEAD,
            frames=FRAMES,
            transition=Transition(kind=kind, frames=12),
            gain_db=0,
        )
        for n, (digest, kind) in enumerate(zip(media, joints, strict=True))
    ]
    return CutPlan(
        width=1280,
        height=720,
        rate=24,
        shots=tuple(shots),
        voice=tuple(
            VoiceLine(scene="s000", media=voice, start=24 + 150 * n, frames=72, text="Words.") for n in range(3)
        ),
        music=shelf.put(wav(folder / "music.wav", np.asarray(music))),
        words=(
            Words(role="title", lines=("Morning, refilled", "A film of six shots"), start=12, frames=72),
            Words(role="caption", lines=("Cold for a whole day",), start=200, frames=72),
            Words(role="end", lines=("Lumen", "lumen.example"), start=total - 84, frames=84),
        ),
        colours=("#2b3a78", "#ff7a59"),
    )


def cpu_seconds(work: Callable[[], object]) -> float:
    """User and system seconds of this process and of the children that ended meanwhile."""
    before = _used()
    work()
    return _used() - before


def _used() -> float:
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def decode_only(shelf: Shelf, plan: CutPlan) -> None:
    for shot in plan.shots:
        file = shelf[shot.media]
        with ClipReader(file, probe(file), SIZE, skip=shot.head) as reader:
            for _ in range(shot.frames):
                reader.next()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--recut", action="store_true", help="what changing one thing costs, beside a re-encode")
    parser.add_argument("--full", action="store_true", help="with --recut: 60 shots instead of 12")
    parser.add_argument("--height", type=int, default=720, help="with --recut: the film's height in pixels")
    given = parser.parse_args()
    pairs = given.pairs
    if given.recut:
        recut.main(sys.modules[__name__], pairs=pairs, full=given.full, height=given.height)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shelf, plan, animatic = film(folder)

        def cut(which: CutPlan) -> Callable[[], object]:
            into = folder / "film.mp4"
            return lambda: FfmpegCutter().cut(which, path=shelf.__getitem__, into=into, progress=lambda _: None)

        figures: dict[str, list[float]] = {"decode only": [], "cut": [], "animatic": []}
        for _ in range(pairs):
            figures["decode only"].append(cpu_seconds(lambda: decode_only(shelf, plan)))
            figures["cut"].append(cpu_seconds(cut(plan)))
            figures["animatic"].append(cpu_seconds(cut(animatic)))
        for what, seconds in figures.items():
            each = ", ".join(f"{value:.1f}" for value in seconds)
            print(f"{what:12s} {statistics.median(seconds):6.1f} CPU s (median of {each})")


if __name__ == "__main__":
    main()
