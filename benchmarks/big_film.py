"""A workspace with one finished film of many scenes and several takes of each, for measuring what the studio does.

Everything is really in the store, written the way a worker writes it; pictures, clips and sounds are small and real.
"""

import io
import struct
import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from vidpipe import Studio
from vidpipe.film.storyboard import Camera, Scene, ShotSize, Storyboard, Style
from vidpipe.media.encode import VideoWriter
from vidpipe.ports import Filled
from vidpipe.project import Project
from vidpipe.take import Decision, SlotView, Verb

WORKER = "benchmark"
JSON = "application/json"
ROUNDS = 20


def furnish(data: Path, *, scenes: int = 60, takes: int = 3) -> str:
    """Make the workspace; the film's id."""
    with Studio(data, actor="Ada") as studio:
        film = studio.create("A courier crosses a city in one day", storyboard=board(scenes), gates=["keyframes"])
        maker = _Maker(film)
        maker.run()
        maker.more(takes)
        maker.run()
        left = [view.slot for view in maker.views() if not view.fresh]
        if left:
            raise SystemExit(f"not finished: {left[:5]}")
        return film.id


def board(scenes: int) -> Storyboard:
    """A storyboard as long as a film of two seconds a scene."""
    sizes = list(ShotSize)
    listed = [
        Scene(
            id=f"scene{number:03d}",
            title=f"Corner {number}",
            beat="journey",
            frames=48,
            action=f"The courier passes corner {number}.",
            start_prompt=f"Wide shot: a courier at corner {number} of the city, by day, day palette.",
            end_prompt=f"Wide shot, a moment later: a courier further on from corner {number}, by day, day palette.",
            motion_prompt="The camera travels left; the courier rides by.",
            camera=Camera(size=sizes[number % len(sizes)]),
            narration="Past the bakery and on.",
        )
        for number in range(scenes)
    ]
    return Storyboard(style=Style(look="flat illustration", palette="day"), scenes=tuple(listed))


class _Maker:
    """Fills every slot of a film by an attempt of its own, as a worker does."""

    def __init__(self, film: Project) -> None:
        self.film, self.store, self.outside = film, film._store, film._outside
        self.number = 0
        self.clip = _clip()

    def views(self) -> list[SlotView]:
        return list(self.outside.plan(self.store.records(self.film.id)).slots.values())

    def run(self) -> None:
        for _ in range(ROUNDS):
            plan = self.outside.plan(self.store.records(self.film.id))
            decisions = [*plan.policy, *plan.adopt, *self._approvals()]
            if decisions:
                self.store.decide(self.film.id, decisions)
            for slot in plan.runnable:
                self._fill(plan.slots[slot], 0)
            if not decisions and not plan.runnable:
                return

    def _approvals(self) -> Iterator[Decision]:
        """The keyframes wait at a gate; every other one is approved."""
        for number, view in enumerate(self.views()):
            if view.stage == "keyframes" and view.take and view.fresh and not view.approved:
                yield Decision(slot=view.slot, verb=Verb.APPROVE, value=view.take.digest, actor="Ada")
            if number > 10_000:
                return

    def more(self, takes: int) -> None:
        """More takes of all that a model makes; the first goes on being shown."""
        made = [view for view in self.views() if view.take and self.outside.stage(view.stage).role and "/" in view.slot]
        for view in made:
            for sample in range(1, takes):
                self._fill(view, sample)
        picks = [
            Decision(slot=view.slot, verb=Verb.PICK, value=str(view.take.id), actor="Ada") for view in made if view.take
        ]
        self.store.decide(self.film.id, picks)

    def _fill(self, view: SlotView, sample: int) -> None:
        if view.recipe is None:
            return
        self.number += 1
        data, mime, meta = self._content(view)
        attempt = self.store.open_attempt(self.film.id, view.slot, view.stage, view.recipe.sampled(sample))
        if attempt is None:
            raise SystemExit(f"{view.slot} is being made already")
        self.store.lease(attempt.id, WORKER, 600)
        self.store.finish(attempt.id, WORKER, Filled(self.store.blobs.put(data, mime), mime, meta=meta))

    def _content(self, view: SlotView) -> tuple[bytes, str, dict[str, int]]:
        stage = view.stage
        if stage == "brief":
            return self._brief(), JSON, {}
        if stage in ("keyframes", "continuity"):
            return _picture(self.number), "image/png", {"width": 320, "height": 180}
        if stage == "poster":
            return _picture(self.number, "JPEG"), "image/jpeg", {"width": 320, "height": 180}
        if stage in ("narration", "music", "mix"):
            return _sound(self.number), "audio/wav", {"milliseconds": 1000}
        frames = {"frames": 48, "milliseconds": 2000, "width": 320, "height": 180, "head": 0}
        return self.clip + struct.pack(">I4sI", 12, b"free", self.number), "video/mp4", frames

    def _brief(self) -> bytes:
        from vidpipe.providers.local.director import write_brief
        from vidpipe.recipe import canonical

        asked = self.film.settings
        return canonical(write_brief({"prompt": asked.prompt, "seed": 1, "frames": asked.frames, "rate": 24})).encode()


def _picture(number: int, kind: str = "PNG") -> bytes:
    """A soft picture of its own, small and yet no single colour."""
    dice = np.random.default_rng(number)
    rough = Image.fromarray(dice.integers(20, 235, (9, 16, 3), dtype=np.uint8))
    file = io.BytesIO()
    rough.resize((320, 180), Image.Resampling.BICUBIC).save(file, kind)
    return file.getvalue()


def _sound(number: int) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(16_000)
        tone = np.sin(2 * np.pi * (200 + number % 700) * np.arange(16_000) / 16_000) * 8000 + number / 1000
        out.writeframes(tone.astype("<i2").tobytes())
    return file.getvalue()


def _clip() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        with VideoWriter(path, width=320, height=180, rate=24, pixels="yuv420p", quality="draft") as writer:
            for number in range(48):
                frame = np.full(320 * 180 * 3 // 2, 128, np.uint8)
                frame[: 320 * 180] = 40 + 4 * number
                writer.write(frame.data)
        return path.read_bytes()
